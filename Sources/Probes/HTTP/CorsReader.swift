import Evidence
import GoSyntax
import GoTypes
import Repository

/// Reads one file for what it allows pages of other origins.
struct CorsReader {
  /// A place that lets every origin in.
  struct Opening {
    enum Kind {
      /// `*`, or a library told to allow all.
      case star
      /// The request's own origin sent back.
      case reflected
      /// A websocket that takes connections of every page; the browser sends its cookies along.
      case websocket
    }

    let node: Node
    let message: String
    let kind: Kind
  }

  private(set) var openings: [Opening] = []
  /// How many places decide about origins.
  private(set) var uses = 0
  /// Where credentials are allowed.
  private(set) var credentials: [Node] = []
  private let file: GoFile
  private let subject: Subject
  private let libraries: [GoImport]
  private let usesEcho: Bool

  /// Libraries that do more than CORS: importing one says nothing yet.
  private static let wide: Set<String> = ["github.com/gorilla/handlers", "github.com/go-pkgz/rest"]
  private static let openCalls: Set<String> = ["AllowAll", "Default", "CORS"]
  /// Libraries whose options allow every origin when none is named.
  private static let openByDefault = ["github.com/rs/cors", "github.com/go-chi/cors"]
  private static let websockets = ["nhooyr.io/websocket", "github.com/coder/websocket"]

  init(_ file: GoFile, _ subject: Subject) {
    self.file = file
    self.subject = subject
    libraries = CorsWildcardProbe.libraries.compactMap { file.importing($0) }
    usesEcho = file.importing("github.com/labstack/echo") != nil
    let serves = file.imports.contains {
      $0.path == "net/http" || $0.path.hasPrefix("github.com/") || $0.path.hasPrefix("nhooyr.io/")
    }
    guard serves else { return }
    if libraries.contains(where: { !CorsReader.wide.contains($0.path) }) { uses += 1 }
    for call in file.tree.nodes(of: .callExpr) { read(call) }
    for pair in file.tree.nodes(of: .keyValueExpr) {
      guard let key = pair.key, let value = pair.value else { continue }
      if key.kind == .ident {
        read(setting: key, value, at: pair)
      } else if key.kind == .basicLit, isHeader(key, "access-control-allow-origin") {
        read(origin: value.kind == .compositeLit ? value.elements.first ?? value : value, in: pair)
      }
    }
    for assignment in file.tree.nodes(of: .assignStmt) where assignment.leftSide.count == 1 {
      guard let target = assignment.leftSide.first, let value = assignment.rightSide.first else { continue }
      if target.kind == .selectorExpr, let name = target.name {
        read(setting: name, value, at: name)
      } else if target.kind == .indexExpr, let key = target.indexes.first, isHeader(key, "access-control-allow-origin")
      {
        read(origin: value.kind == .compositeLit ? value.elements.first ?? value : value, in: assignment)
      }
    }
    for library in libraries where CorsReader.openByDefault.contains(where: { library.path.hasPrefix($0) }) {
      for literal in file.tree.nodes(of: .compositeLit) { read(options: literal, library) }
    }
  }

  private mutating func add(_ node: Node, _ message: String, _ kind: Opening.Kind = .star) {
    openings.append(Opening(node: node, message: message, kind: kind))
  }

  // MARK: Calls

  private mutating func read(_ call: Node) {
    guard let function = call.function?.unparenthesized, function.kind == .selectorExpr, let last = function.name else {
      return
    }
    if last.isText("Set") || last.isText("Add") || last.isText("Header") {
      readHeader(call)
      return
    }
    guard !libraries.isEmpty || usesEcho else { return }
    let name = last.text
    let operand = function.operand?.text
    for library in libraries where operand == library.name { read(call, name, of: library) }
    if usesEcho, name == "CORSWithConfig" { uses += 1 }
    if usesEcho, name == "CORS", call.arguments.isEmpty {
      uses += 1
      add(call, "echo's CORS() allows every origin")
    }
  }

  private mutating func readHeader(_ call: Node) {
    guard call.arguments.count == 2, let key = call.arguments.first?.unparenthesized,
      let value = call.arguments.last?.unparenthesized
    else { return }
    if isHeader(key, "access-control-allow-origin") {
      read(origin: value, in: call)
    } else if value.plainString == "true", isHeader(key, "access-control-allow-credentials") {
      credentials.append(call)
    }
  }

  private mutating func read(_ call: Node, _ name: String, of library: GoImport) {
    let isWide = CorsReader.wide.contains(library.path)
    if isWide, name == "CORS" { uses += 1 }
    if name == "CorsAllowCredentials" || name == "AllowCredentials",
      !call.arguments.contains(where: { $0.isText("false") })
    {
      credentials.append(call)
    }
    if name.hasSuffix("AllowedOrigins"), call.descendants(of: .basicLit).contains(where: { $0.plainString == "*" }) {
      add(call, "every origin is allowed")
    }
    guard call.arguments.isEmpty else { return }
    if CorsReader.openCalls.contains(name), name != "CORS" || library.path.contains("handlers") {
      add(call, "\(name) allows every origin")
    } else if name == "New", library.path.contains("fiber") {
      add(call, "the middleware's default allows every origin")
    }
  }

  /// Whether a header's name is written here, by a constant of the module or by one of a framework.
  private func isHeader(_ key: Node, _ name: String) -> Bool {
    let key = key.unparenthesized
    switch key.kind {
    case .basicLit: return key.plainString?.lowercased() == name
    case .ident, .selectorExpr:
      guard let last = key.lastName else { return false }
      if let declared = subject.types.declaration(of: key.kind == .ident ? key : key.name ?? key, in: file)?.name,
        let spec = declared.parent, spec.kind == .valueSpec, let position = spec.names.firstIndex(of: declared),
        spec.values.count > position - spec.names.startIndex
      {
        let given = spec.values[spec.values.startIndex + position - spec.names.startIndex]
        return given.plainString?.lowercased() == name
      }
      return IdentifierWords(last).joined.hasSuffix(name.filter { $0 != "-" })
    default: return false
    }
  }

  private mutating func read(origin value: Node, in place: Node) {
    uses += 1
    if isStar(value) {
      add(value, "every origin may read the response")
    } else if echoesOrigin(value, in: place) {
      add(value, "the request's own origin is allowed without a check", .reflected)
    }
  }

  /// `"*"`, a constant of that text, or a variable that is given it on some way.
  private func isStar(_ value: Node) -> Bool {
    if value.plainString == "*" { return true }
    let constant = subject.constantText(value, file)
    if constant.isWhole, constant.text == "*" { return true }
    guard value.kind == .ident, let variable = Variable(value, in: file, subject.types), variable.kind == .variable
    else { return false }
    return variable.given.contains { $0.how == .whole && $0.value.plainString == "*" }
  }

  /// The value is the request's Origin header, and nothing before looks at it.
  private func echoesOrigin(_ value: Node, in place: Node) -> Bool {
    if place.ancestors.contains(where: { $0.kind == .caseClause }) { return false }
    if CorsReader.isOriginHeader(value) { return !place.ancestors.contains { $0.kind == .ifStmt } }
    guard value.kind == .ident, let variable = Variable(value, in: file, subject.types), variable.kind == .variable
    else { return false }
    let given = variable.given
    guard given.count == 1, let only = given.first, only.how == .whole, CorsReader.isOriginHeader(only.value) else {
      return false
    }
    // Any look at the origin but for its being there is a check.
    return !variable.uses.contains { use in
      guard use != value, let parent = use.parent else { return false }
      if parent.kind == .binaryExpr {
        return (parent.left == use ? parent.right : parent.left)?.plainString != ""
      }
      return parent.kind != .callExpr || !["Set", "Add", "Header"].contains(parent.calledName ?? "")
    }
  }

  private static func isOriginHeader(_ value: Node) -> Bool {
    let value = value.unparenthesized
    return value.kind == .callExpr && ["Get", "GetHeader"].contains(value.calledName ?? "")
      && value.arguments.count == 1 && value.arguments.first?.plainString?.lowercased() == "origin"
  }

  // MARK: Settings

  private mutating func read(setting key: Node, _ value: Node, at place: Node) {
    if key.isText("CheckOrigin") {
      uses += 1
      if isAlwaysTrue(value) { add(place, "the websocket accepts every origin", .websocket) }
      return
    }
    if key.isText("InsecureSkipVerify") || key.isText("OriginPatterns") {
      guard CorsReader.websockets.contains(where: { file.importing($0) != nil }), isOfWebsocket(key) else { return }
      uses += 1
      let isOpen =
        value.isText("true") || value.descendants(of: .basicLit).contains { $0.plainString == "*" }
      if isOpen { add(place, "the websocket accepts every origin", .websocket) }
      return
    }
    guard !libraries.isEmpty || usesEcho else { return }
    switch key.text {
    case "AllowedOrigins", "AllowOrigins":
      if value.plainString == "*" || value.descendants(of: .basicLit).contains(where: { $0.plainString == "*" }) {
        add(place, "every origin is allowed")
      }
    case "AllowAllOrigins": if value.isText("true") { add(place, "every origin is allowed") }
    case "AllowCredentials": if value.isText("true") { credentials.append(place) }
    case "AllowOriginFunc", "AllowOriginRequestFunc", "AllowOriginVaryRequestFunc", "AllowOriginWithContextFunc":
      if isAlwaysTrue(value) { add(place, "every origin is allowed") }
    default: break
    }
  }

  private func isOfWebsocket(_ key: Node) -> Bool {
    guard let literal = key.parent?.parent, literal.kind == .compositeLit else { return false }
    return literal.type?.name?.isText("AcceptOptions") ?? false
  }

  /// `cors.Options{...}` that names no origin and no function that decides.
  private mutating func read(options literal: Node, _ library: GoImport) {
    guard let type = literal.type, type.kind == .selectorExpr, type.name?.isText("Options") ?? false,
      type.operand?.text == library.name
    else { return }
    let decides = literal.elements.contains { element in
      guard let key = element.key else { return true }
      return key.text.hasPrefix("AllowedOrigins") || key.text.hasPrefix("AllowOrigin")
    }
    // What is kept in a variable may get its origins later.
    let isHandedOn = literal.parent?.kind == .callExpr || literal.parent?.kind == .unaryExpr
    if !decides, isHandedOn { add(literal, "the library allows every origin when none is named") }
  }

  /// A function, literal or declared, that gives true wherever it returns.
  private func isAlwaysTrue(_ value: Node) -> Bool {
    var function: Node? = value.kind == .funcLit ? value : nil
    if function == nil, let callee = subject.types.callee(named: value, in: file) {
      function = FunctionIndex.declaration(of: callee, subject)?.node
    }
    guard let function else { return false }
    let returns = function.descendants(of: .returnStmt).filter { $0.enclosingFunction == function }
    return !returns.isEmpty
      && returns.allSatisfy { $0.returned.count == 1 && $0.returned.first?.isText("true") ?? false }
  }
}
