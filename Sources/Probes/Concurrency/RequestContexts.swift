import GoSyntax
import GoTypes
import Repository

/// The contexts of the request that a go statement's handler answers, and what the goroutine does with them.
struct RequestContexts {
  private let statement: Node
  private let function: Node
  private let file: GoFile
  private let subject: Subject
  /// Declaring identifiers of variables that hold the request's context or one derived from it.
  private var variables: Set<Node> = []
  /// Parameters that are the request, or a router's context with the request in it.
  private var requests: Set<Node> = []

  private static let routers = [
    "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/gofiber/fiber",
  ]

  /// Whether a file may hold handlers at all.
  static func mayHandle(_ file: GoFile) -> Bool {
    file.imports.contains { item in item.path == "net/http" || routers.contains { item.path.hasPrefix($0) } }
  }

  /// Nil outside handlers.
  init?(around statement: Node, in file: GoFile, _ subject: Subject) {
    self.statement = statement
    self.file = file
    self.subject = subject
    var handler: Node?
    // A literal between the two that is not called at once runs at another time, or not at all.
    var isElsewhere = false
    for function in statement.ancestors where function.kind == .funcDecl || function.kind == .funcLit {
      let requests = RequestContexts.requests(of: function, file, subject)
      guard !requests.isEmpty else {
        isElsewhere = isElsewhere || !RequestContexts.isCalledAtOnce(function)
        continue
      }
      handler = function
      self.requests = requests
      break
    }
    guard let handler, !isElsewhere else { return nil }
    function = handler
    requests.formUnion(handedRequests)
    for field in handler.type?.parameters?.fields ?? file.tree.nodes(of: .none) {
      guard let written = field.type, subject.types.type(written: written, in: file)?.isContext == true else {
        continue
      }
      variables.formUnion(field.names)
    }
    findVariables()
  }

  /// The parameters of the goroutine's own literal that are given the request: `go func(r *http.Request) { … }(r)`.
  private var handedRequests: [Node] {
    guard let call = statement.call, let literal = call.function?.unparenthesized, literal.kind == .funcLit else {
      return []
    }
    let names = literal.type?.parameters?.fields.flatMap { Array($0.names) } ?? []
    return zip(names, call.arguments).compactMap { name, argument in
      let argument = argument.unparenthesized
      guard argument.kind == .ident, let declared = subject.types.declaration(of: argument, in: file)?.name,
        requests.contains(declared)
      else { return nil }
      return name
    }
  }

  private static func isCalledAtOnce(_ literal: Node) -> Bool {
    guard let call = literal.parent, call.kind == .callExpr, call.parent?.kind != .goStmt else { return false }
    return call.function == literal || call.function?.unparenthesized.name?.isText("Do") == true
  }

  private static func requests(of function: Node, _ file: GoFile, _ subject: Subject) -> Set<Node> {
    var names: Set<Node> = []
    for field in function.type?.parameters?.fields ?? file.tree.nodes(of: .none) {
      guard let written = field.type, written.kind == .starExpr || written.kind == .selectorExpr,
        let type = subject.types.type(written: written, in: file)
      else { continue }
      if case .pointer = type, type.isNamed("net/http", "Request") { names.formUnion(field.names) }
      if case .named(let path, let name, _) = type.pointee, name == "Context" || name == "Ctx",
        routers.contains(where: { path.hasPrefix($0) })
      {
        names.formUnion(field.names)
      }
    }
    return names
  }

  /// Follows `ctx := r.Context()` and what is made from it, in the order of the text.
  private mutating func findVariables() {
    let given = Array(function.descendants(of: .assignStmt)) + function.descendants(of: .valueSpec)
    for assignment in given.sorted(by: { $0.start < $1.start }) where assignment.start < statement.start {
      let isDeclaration = assignment.kind == .valueSpec
      guard let left = isDeclaration ? assignment.names.first : assignment.leftSide.first, left.kind == .ident,
        !left.isText("_"),
        let right = (isDeclaration ? assignment.values.first : assignment.rightSide.first)?.unparenthesized,
        let declared = isDeclaration ? left : subject.types.declaration(of: left, in: file)?.name
      else { continue }
      if isRequestContext(right) || isDerived(right) {
        variables.insert(declared)
      } else if variables.contains(declared) {
        variables.remove(declared)
      }
    }
  }

  /// `r.Context()`, `c.Request.Context()`, `c.UserContext()`; a variable that holds it.
  private func isRequestContext(_ node: Node) -> Bool {
    if node.kind == .ident {
      return subject.types.declaration(of: node, in: file)?.name.map(variables.contains) ?? false
    }
    guard node.kind == .callExpr, node.arguments.isEmpty, let function = node.function?.unparenthesized,
      let name = function.name, name.isText("Context") || name.isText("UserContext")
    else { return false }
    var root = function.operand?.unparenthesized
    while let inner = root, inner.kind != .ident {
      root = inner.kind == .callExpr ? inner.function?.unparenthesized : inner.operand?.unparenthesized
    }
    guard let root else { return false }
    return subject.types.declaration(of: root, in: file)?.name.map(requests.contains) ?? false
  }

  /// A context made from the request's: `context.WithTimeout(ctx, d)`, `tracer.Start(ctx, name)`.
  private func isDerived(_ node: Node) -> Bool {
    guard node.kind == .callExpr, let first = node.arguments.first?.unparenthesized, isRequestContext(first),
      node.function?.unparenthesized.name?.isText("WithoutCancel") != true
    else { return false }
    if subject.types.callee(of: node, in: file)?.packagePath == "context" { return true }
    return subject.types.signature(calledBy: node, in: file)?.results.first?.isContext ?? false
  }

  /// The first place where the goroutine hands the request's context on.
  var escape: Node? {
    if watchesContext { return nil }
    for call in calls {
      for argument in call.arguments where call.function?.unparenthesized.name?.isText("WithoutCancel") != true {
        if isRequestContext(argument.unparenthesized) { return argument }
        if call == statement.call, let place = usedRequest(argument, call) { return place }
      }
    }
    return nil
  }

  /// What the goroutine calls, in a closure that was kept in a variable first, too.
  private var calls: [Node] {
    let own = Array(statement.descendants(of: .callExpr))
    guard let called = statement.call?.function?.unparenthesized, called.kind == .ident,
      let variable = Variable(called, in: file, subject.types), variable.kind == .variable
    else { return own }
    let given = variable.given
    guard given.count == 1, let closure = given.first, closure.how == .whole, closure.value.kind == .funcLit,
      closure.place.end <= statement.start
    else { return own }
    return own + closure.value.descendants(of: .callExpr)
  }

  /// `<-ctx.Done()` and `ctx.Err()` inside the goroutine: it is there to notice the request's end.
  private var watchesContext: Bool {
    calls.contains { call in
      guard let function = call.function?.unparenthesized, let name = function.name,
        name.isText("Done") || name.isText("Err"), let operand = function.operand?.unparenthesized
      else { return false }
      return isRequestContext(operand)
    }
  }

  /// `go s.record(r)`, where `record` asks the request for its context.
  private func usedRequest(_ argument: Node, _ call: Node) -> Node? {
    let argument = argument.unparenthesized
    guard argument.kind == .ident, let declared = subject.types.declaration(of: argument, in: file)?.name,
      requests.contains(declared), let position = call.arguments.firstIndex(of: argument),
      let callee = subject.types.callee(of: call, in: file),
      let (declaration, home) = FunctionIndex.declaration(of: callee, subject)
    else { return nil }
    let names = (declaration.type?.parameters?.fields).map { $0.flatMap { Array($0.names) } } ?? []
    let index = position - call.arguments.startIndex
    guard index < names.count else { return nil }
    let isAsked = declaration.descendants(of: .callExpr).contains { call in
      guard call.arguments.isEmpty, let function = call.function?.unparenthesized,
        function.name?.isText("Context") == true, let operand = function.operand?.unparenthesized,
        operand.isSpelled(like: names[index])
      else { return false }
      return subject.types.declaration(of: operand, in: home)?.name == names[index]
    }
    return isAsked ? argument : nil
  }

  /// The handler waits for something after the go statement, or has deferred a wait.
  var starterWaits: Bool {
    let start = statement.start
    let end = statement.end
    for kind in [NodeKind.unaryExpr, .selectStmt, .rangeStmt, .forStmt, .callExpr] {
      for node in function.descendants(of: kind) {
        let isDeferred =
          kind == .callExpr && node.start < start && node.ancestors.prefix(4).contains { $0.kind == .deferStmt }
        guard node.start > end || isDeferred, waits(node) else { continue }
        return true
      }
    }
    return false
  }

  private static let waiting: Set<String> = [
    "Wait", "Serve", "ServeHTTP", "Copy", "Read", "ReadMessage", "ReadJSON", "ReadAll", "Recv", "Accept", "NextReader",
  ]

  private func waits(_ node: Node) -> Bool {
    switch node.kind {
    case .unaryExpr: node.token == .arrow
    case .selectStmt: true
    case .forStmt: node.condition == nil
    case .rangeStmt:
      switch node.operand.flatMap({ subject.types.type(of: $0, in: file) }).flatMap({ subject.types.underlying($0) }) {
      case .channel?, .function?, nil: true
      default: false
      }
    case .callExpr: RequestContexts.waiting.contains(node.calledName ?? "")
    default: false
    }
  }
}
