import GoSyntax
import GoTypes
import Repository

/// Where a request is decoded: a body, a form, or a generated message that comes in.
///
/// What is decoded must be seen to come from a request: from a parameter of a handler's type, or a variable made of one.
/// Limits: a body that is only kept or handed on is not decoded there.
struct RequestDecoding {
  private let file: GoFile
  private let types: ModuleTypes

  init(_ file: GoFile, _ types: ModuleTypes) {
    self.file = file
    self.types = types
  }

  static let binders: Set<String> = [
    "Bind", "ShouldBind", "ShouldBindJSON", "BindJSON", "ShouldBindQuery", "ShouldBindUri", "BodyParser", "QueryParser",
    "ParamsParser", "MustBindWith", "ShouldBindWith", "DecodeJSON", "ReadJSON", "BindBody",
  ]

  /// The first place that decodes.
  var place: Node? {
    for call in file.tree.nodes(of: .callExpr) {
      guard let name = call.calledName, !isOnTheWayOut(call) else { continue }
      if RequestDecoding.binders.contains(name), call.function?.unparenthesized.kind == .selectorExpr,
        !call.arguments.isEmpty, binds(call)
      {
        return call
      }
      if name == "Decode" || name == "Unmarshal" || name == "ReadAll", readsRequest(call),
        name != "ReadAll" || !isOnlyKept(call)
      {
        return call
      }
      if ["FormValue", "PostFormValue", "ParseForm"].contains(name),
        RequestDecoding.isRequest(call.function?.unparenthesized.operand), !RequestDecoding.asksForCredential(call)
      {
        return call
      }
    }
    return RequestDecoding.message(in: file)
  }

  /// Whether an expression is, or is made of, what a handler is given.
  func comesFromRequest(_ node: Node, depth: Int = 0) -> Bool {
    guard depth < 3, let root = root(of: node) else { return false }
    if let type = RequestDecoding.parameterType(of: root) { return isGiven(written: type) }
    guard let variable = Variable(root, in: file, types) else { return false }
    if variable.kind == .receiver { return false }
    return variable.given.contains { given in
      switch given.how {
      case .whole, .result, .element: given.value != node && comesFromRequest(given.value, depth: depth + 1)
      case .address:
        RequestDecoding.binders.contains(given.value.calledName ?? "")
          || ["Decode", "Unmarshal", "UnmarshalStrict"].contains(given.value.calledName ?? "")
            && comesFromRequest(given.value, depth: depth + 1)
      case .part, .field: false
      }
    }
  }

  // MARK: Kinds of decoding

  /// `c.ShouldBindJSON(&x)`, `render.Bind(r, &x)`.
  private func binds(_ call: Node) -> Bool {
    let operand = call.function?.unparenthesized.operand
    return [operand, call.arguments.first].contains { $0.map { comesFromRequest($0) } ?? false }
  }

  /// A transport reads the body of a request that goes out.
  private func isOnTheWayOut(_ call: Node) -> Bool {
    guard call.calledName.map({ ["ReadAll", "Decode", "Unmarshal"].contains($0) }) ?? false,
      let function = call.ancestors.first(where: { $0.kind == .funcDecl })
    else { return false }
    // `func (c *HTTPClient) key(req *http.Request) string`
    if let receiver = FunctionIndex.receiverName(of: function),
      !(function.type?.text.contains("ResponseWriter") ?? false),
      let last = IdentifierWords(receiver).words.last, last == "client" || last == "transport"
    {
      return true
    }
    return function.name?.isText("RoundTrip") ?? false
      || function.type?.results?.fields.first?.type?.isText("*http.Response") ?? false
  }

  /// `json.NewDecoder(r.Body).Decode(&x)`, `json.Unmarshal(d.Body, &x)`, `c.Body()`.
  private func readsRequest(_ call: Node) -> Bool {
    call.descendants(of: .selectorExpr).contains { selector in
      guard let name = selector.name, name.isText("Body") || name.isText("PostBody"), let holder = selector.operand
      else { return false }
      if case .named(let path, let name, _)? = types.type(of: holder, in: file)?.pointee {
        // What is stored somewhere, or answered to a call that went out, comes from no client.
        if path == "net/http" && name == "Response" || name.hasSuffix("Output") || name.hasSuffix("Response") {
          return false
        }
        if RequestDecoding.messages.contains(where: path.hasPrefix) { return true }
      }
      return comesFromRequest(holder)
        || RequestDecoding.messages.contains { file.importing($0) != nil } && !RequestDecoding.isNamedForAnswer(holder)
    }
  }

  private static let messages = [
    "github.com/rabbitmq/amqp091-go", "github.com/nats-io/nats.go", "github.com/segmentio/kafka-go",
  ]

  private static func isNamedForAnswer(_ node: Node) -> Bool {
    let name = node.lastName?.lowercased() ?? ""
    return name.hasPrefix("res") || name.hasPrefix("rsp")
  }

  /// The body is read for a signature over it, kept for later or put back, and decoded nowhere here.
  private func isOnlyKept(_ call: Node) -> Bool {
    guard let name = call.assignedName, name != "_", let function = call.enclosingFunction else { return true }
    let readers = function.descendants(of: .callExpr).filter { use in
      use.arguments.contains { $0.text == name || $0.kind == .sliceExpr && $0.operand?.text == name }
    }
    return readers.allSatisfy { use in
      use.calledName.map { RequestDecoding.passing.contains($0) || $0.hasPrefix("Sum") } ?? true
    }
  }

  private static let passing: Set<String> = [
    "Write", "NewReader", "NewBuffer", "NewBufferString", "NopCloser", "len", "WithValue", "Set", "append", "copy",
    "string", "Store", "Add",
  ]

  /// `r.FormValue("access_token")` asks who is calling.
  private static func asksForCredential(_ call: Node) -> Bool {
    guard let field = call.arguments.first?.plainString?.lowercased() else { return false }
    return ["token", "secret", "password", "signature", "api_key", "apikey", "client_id"].contains {
      field.contains($0)
    }
  }

  private static func isRequest(_ node: Node?) -> Bool {
    guard let text = node?.text else { return false }
    return ["r", "req", "request", "c.Request", "ctx.Request"].contains(text)
  }

  /// A method `(ctx, *pb.Request) (*pb.Response, error)` with a body: a gRPC server's.
  static func message(in file: GoFile) -> Node? {
    guard file.importing("google.golang.org/grpc") != nil || file.importing("context") != nil else { return nil }
    for function in file.tree.nodes(of: .funcDecl)
    where function.receiver != nil && (function.name?.text.first?.isUppercase ?? false) {
      guard let type = function.type, let parameters = type.parameters, let results = type.results,
        parameters.fields.count == 2, results.fields.count == 2,
        parameters.fields.first?.type?.text == "context.Context",
        parameters.fields.last?.names.contains(where: { !$0.isText("_") }) ?? false,
        results.fields.last?.type?.isText("error") ?? false,
        // What answers with a type of its own is called by the server, and is none.
        results.fields.first?.type?.operand?.kind == .selectorExpr,
        let request = parameters.fields.last?.type, request.kind == .starExpr,
        let name = request.operand, name.kind == .selectorExpr, name.name?.text.hasSuffix("Request") ?? false,
        let alias = name.operand?.text, let imported = file.imports.first(where: { $0.name == alias })
      else { continue }
      let path = imported.path.lowercased()
      if isPassedOn(function) || isInProcess(function, in: file) { continue }
      // What is not looked at is not decoded either.
      let message = parameters.fields.last?.names.first?.text ?? ""
      guard function.body?.descendants(of: .ident).contains(where: { $0.text == message }) ?? false else { continue }
      if ["proto", "pb", "/grpc", "api/", "/gen"].contains(where: path.contains) { return function.name }
    }
    return nil
  }

  /// `d.delegate.Order(ctx, req)` in a method `Order`: what stands before another one, or sends the message on.
  private static func isPassedOn(_ method: Node) -> Bool {
    guard let name = method.name, let receiver = FunctionIndex.receiverName(of: method),
      !IdentifierWords(receiver).containsAny(of: ["server", "service", "handler", "handlers", "api", "controller"])
    else { return false }
    return method.descendants(of: .callExpr).contains { call in
      guard let called = call.function?.unparenthesized, called.kind == .selectorExpr else { return false }
      return called.name?.isSameText(as: name) ?? false
    }
  }

  /// A type named for handing things about within the program, which embeds nothing that a server has to.
  private static func isInProcess(_ method: Node, in file: GoFile) -> Bool {
    guard let receiver = FunctionIndex.receiverName(of: method) else { return false }
    guard IdentifierWords(receiver).containsAny(of: ["dispatcher", "router", "client", "proxy", "decorator", "cache"])
    else { return false }
    return !file.tree.nodes(of: .typeSpec).contains { spec in
      spec.name?.hasText(receiver) ?? false
        && spec.type?.descendants(of: .field).contains { field in
          field.names.isEmpty
            && field.type.map { $0.text.contains("Unimplemented") || $0.text.contains("Unsafe") } ?? false
        } ?? false
    }
  }

  // MARK: Where a value comes from

  /// The name an expression begins with: `c` of `c.Request.Body`, `r` of `http.MaxBytesReader(w, r.Body, 1)` is not.
  private func root(of node: Node) -> Node? {
    var node = node.unparenthesized
    while true {
      switch node.kind {
      case .ident: return node
      case .selectorExpr, .starExpr, .unaryExpr, .indexExpr, .sliceExpr, .typeAssertExpr:
        guard let operand = node.operand?.unparenthesized else { return nil }
        node = operand
      case .callExpr:
        guard let function = node.function?.unparenthesized, function.kind == .selectorExpr,
          let operand = function.operand?.unparenthesized
        else { return node.arguments.first?.unparenthesized }
        // `json.NewDecoder(r.Body)`: a package's function is about its argument.
        if operand.kind == .ident, file.imports.contains(where: { $0.name == operand.text }),
          let first = node.arguments.first
        {
          node = first.unparenthesized
        } else {
          node = operand
        }
      default: return nil
      }
    }
  }

  /// The written type of the parameter or receiver that a name stands for, looked up from the inside out.
  private static func parameterType(of name: Node) -> Node? {
    for function in name.ancestors where function.kind == .funcDecl || function.kind == .funcLit {
      for list in [function.type?.parameters, function.receiver] {
        guard let list else { continue }
        for field in list.fields where field.names.contains(where: { $0.text == name.text }) { return field.type }
      }
    }
    return nil
  }

  /// Whether a parameter of the type is or holds a request; a context that is a struct of the module shows its fields.
  func isGiven(written type: Node) -> Bool {
    guard RequestDecoding.isGiven(type.text) else { return false }
    guard type.text.hasSuffix("Context"), let known = types.type(written: type, in: file)?.pointee else { return true }
    let fields = types.fields(of: known)
    guard fields.contains(where: { $0.isEmbedded && $0.type.isContext }) else { return true }
    return fields.contains { field in
      guard case .named(_, let name, _) = field.type.pointee else { return false }
      return RequestDecoding.isGiven(name) && name != "Context" || name.hasSuffix("ResponseWriter")
        || ["Context", "Ctx"].contains { name.hasSuffix($0) } && !field.type.isContext
    }
  }

  /// `*http.Request`, `*gin.Context`, `*fiber.Ctx`, a beego controller; a plain context holds no request.
  static func isGiven(_ type: String) -> Bool {
    if type == "context.Context" || type.contains("Response") || type.contains("Writer") {
      return false
    }
    return ["Request", "Context", "Ctx", "RequestEvent", "Controller", "Delivery"].contains { type.hasSuffix($0) }
      || type.hasSuffix("Msg") || type.hasSuffix("Message")
  }
}
