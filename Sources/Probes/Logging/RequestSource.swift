import GoSyntax
import GoTypes
import Repository

/// What a value took from a request, told by its type or by the call that a local variable was last given.
///
/// Limits: the last assignment before the place counts, in whatever branch it stands; a request is one of `net/http`.
struct RequestSource {
  private let file: GoFile
  private let subject: Subject

  init(_ file: GoFile, _ subject: Subject) {
    self.file = file
    self.subject = subject
  }

  /// A cookie, its value, or what a form holds, under whatever name.
  func kind(byTypeOf node: Node) -> SensitiveValue.Kind? {
    if node.kind == .selectorExpr, let name = node.name?.text, let operand = node.operand {
      if name == "Value" || name == "Raw", isOfHTTP(operand, "Cookie") { return .cookie }
      if name == "Form" || name == "PostForm", isOfHTTP(operand, "Request") { return .body }
    }
    guard node.kind == .ident else { return nil }
    return isOfHTTP(node, "Cookie") ? .cookie : nil
  }

  /// A whole request, headers and all.
  func isRequest(_ node: Node) -> Bool {
    (node.kind == .ident || node.kind == .selectorExpr) && isOfHTTP(node, "Request")
  }

  /// A call whose result the variable holds, and which result that is.
  func call(behind name: Node) -> (call: Node, result: Int)? {
    guard let variable = Variable(name, in: file, subject.types), variable.kind == .variable,
      let last = variable.given.last(where: { $0.place.end <= name.start && $0.how != .part })
    else { return nil }
    var value = last.value.unparenthesized
    var result = 0
    if case .result(let position) = last.how { result = position } else if last.how != .whole { return nil }
    // `strings.TrimPrefix(header, "Bearer ")`
    while value.kind == .callExpr, let first = value.arguments.first?.unparenthesized, first.kind == .callExpr,
      value.function?.isText("string") ?? false
        || value.calledOperandName == "strings" && value.calledName?.hasPrefix("Trim") ?? false
    {
      value = first
    }
    return value.kind == .callExpr ? (value, result) : nil
  }

  /// What a dump of a request holds: `httputil.DumpRequest(r, false)` leaves the body out, and keeps the headers.
  static func kind(ofDump call: Node) -> SensitiveValue.Kind? {
    guard ["DumpRequest", "DumpRequestOut"].contains(call.calledName) else { return nil }
    return call.arguments.last?.isText("false") ?? false ? .headers : .body
  }

  /// `io.ReadAll(r.Body)`, `c.GetRawData()`: all a request brought.
  func isBody(_ call: Node) -> Bool {
    switch call.calledName {
    case "ReadAll":
      guard let body = call.arguments.first?.unparenthesized, body.kind == .selectorExpr,
        body.name?.isText("Body") ?? false, let request = body.operand
      else { return false }
      return isOfHTTP(request, "Request")
    case "GetRawData": return call.arguments.isEmpty
    default: return false
    }
  }

  /// The key of a header, a form's field or a variable of the environment that a call reads.
  func key(readBy call: Node) -> String? {
    guard let name = call.calledName, let operand = call.function?.unparenthesized.operand?.unparenthesized,
      call.arguments.count == 1, let key = call.arguments.first.flatMap(LiteralText.of)
    else { return nil }
    if name == "Get" {
      if operand.lastName?.hasSuffix("Header") ?? false { return key }
      guard let type = subject.types.type(of: operand, in: file)?.pointee else { return nil }
      return type.isNamed("net/http", "Header") || type.isNamed("net/url", "Values") ? key : nil
    }
    return RequestSource.getters.contains(name) ? key : nil
  }

  /// The password of `r.BasicAuth()`.
  func isPassword(_ call: Node, _ result: Int) -> Bool {
    guard result == 1, call.calledName == "BasicAuth", call.arguments.isEmpty,
      let operand = call.function?.unparenthesized.operand
    else { return false }
    return isOfHTTP(operand, "Request")
  }

  private func isOfHTTP(_ node: Node, _ name: String) -> Bool {
    subject.types.type(of: node, in: file)?.isNamed("net/http", name) ?? false
  }

  private static let getters: Set<String> = [
    "FormValue", "PostFormValue", "Getenv", "GetHeader", "PostForm", "LookupEnv",
  ]
}
