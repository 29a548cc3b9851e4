import GoSyntax
import GoTypes
import Repository

/// What answers a path that is written in the code, where the code registers it as a route or dispatches on it.
///
/// A path that a client asks for, that a middleware leaves out or that stands in a message is no route. Limits: a
/// constant counts when its package registers or compares it.
struct HealthRoute {
  /// Tells two routes with one handler: the handler's text, or the place.
  let handler: String

  /// Nil when the literal is no route.
  init?(_ literal: Node, in file: GoFile, _ subject: Subject) {
    guard let parent = literal.parent else { return nil }
    if parent.kind == .valueSpec {
      guard
        let position = parent.values.firstIndex(of: literal).map({ $0 - parent.values.startIndex }),
        parent.names.count > position,
        HealthRoute.isRegistered(parent.names[parent.names.startIndex + position].text, file.packagePath, subject)
      else { return nil }
      handler = "constant at \(literal.start)"
      return
    }
    guard let found = HealthRoute.handler(of: literal, file, subject) else { return nil }
    handler = found
  }

  private static func isRegistered(_ name: String, _ package: String, _ subject: Subject) -> Bool {
    subject.snapshot.productFiles.contains { file in
      guard file.packagePath == package else { return false }
      return file.tree.nodes(of: .ident).contains { use in
        guard use.text == name, use.parent?.kind != .valueSpec else { return false }
        return handler(of: use, file, subject) != nil
      }
    }
  }

  /// The text of what answers an expression that is a route's path.
  private static func handler(of path: Node, _ file: GoFile, _ subject: Subject) -> String? {
    guard let parent = path.parent else { return nil }
    switch parent.kind {
    case .callExpr:
      guard parent.function != path, let name = parent.calledName else { return nil }
      // `filters.Path("/healthz")` says what a middleware leaves out.
      if parent.calledOperandName?.lowercased().hasSuffix("filters") ?? false { return nil }
      if isRouting(name) {
        // `client.Get(ctx, "/healthz")` and `http.Get("/healthz")` ask for it.
        if parent.arguments.first?.isContextByName ?? false || asking.contains(name) && parent.arguments.count < 2 {
          return nil
        }
        let others = parent.arguments.filter { $0 != path && $0.plainString == nil && !isMethodName($0) }
        guard let handler = others.last else {
          // `router.Path("/ready").Handler(ready)`, `group := router.Group("/health")`
          return "call at \(parent.start)"
        }
        return handler.kind == .funcLit ? "literal at \(handler.start)" : handler.text
      }
      if isFlag(parent, path) { return "flag at \(parent.start)" }
      // `mux.Handle(path.Join(prefix, "/healthz"), h)`, `router.GET(conf.BaseUri("/health"), h)`
      guard parent.parent?.kind == .callExpr || parent.parent?.kind == .binaryExpr else { return nil }
      return handler(of: parent, file, subject)
    case .parenExpr: return handler(of: parent, file, subject)
    case .binaryExpr:
      if parent.token == .add { return handler(of: parent, file, subject) }
      // `r.URL.Path == "/healthz"` dispatches by hand.
      return parent.token == .equal && answers(parent) ? "comparison at \(parent.start)" : nil
    case .keyValueExpr:
      if parent.value == path {
        guard let key = parent.key?.lastName else { return nil }
        let words = IdentifierWords(key)
        return words.containsAny(of: ["path", "pattern", "route", "endpoint", "uri"]) ? "entry at \(parent.start)" : nil
      }
      return parent.value.flatMap { isHandler($0, file, subject) ? $0.text : nil }
    case .compositeLit:
      // A row `{"GET", "/healthz", serveHealth}`; a list of paths alone says nothing.
      return parent.elements.first { $0 != path && isHandler($0, file, subject) }?.text
    case .caseClause:
      guard let choice = parent.parent?.parent, choice.kind == .switchStmt, let tag = choice.condition,
        IdentifierWords(tag.text).containsAny(of: ["path", "url", "uri", "route", "endpoint"]),
        parent.descendants(of: .callExpr).contains(where: { $0.start > path.end })
      else { return nil }
      return "case at \(path.start)"
    default: return nil
    }
  }

  /// Whether a comparison leads to an answer; one that leads away from something answers nothing.
  private static func answers(_ comparison: Node) -> Bool {
    guard let statement = comparison.ancestors.first(where: { $0.kind == .ifStmt }), let body = statement.body,
      statement.condition?.contains(comparison) ?? false
    else { return false }
    let calls = body.descendants(of: .callExpr).compactMap(\.calledName)
    return calls.contains { name in
      name != "ServeHTTP" && name != "Next" && name != "next" && !name.hasPrefix("Debug")
    }
  }

  private static func isHandler(_ node: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    let node = node.unparenthesized
    switch node.kind {
    case .funcLit: return true
    case .compositeLit:
      return node.elements.contains { isHandler($0.kind == .keyValueExpr ? $0.value ?? $0 : $0, file, subject) }
    case .callExpr: return ["HandlerFunc", "Handler", "HandlerFor"].contains(node.calledName ?? "")
    case .ident, .selectorExpr:
      if let type = subject.types.type(of: node, in: file) {
        switch subject.types.underlying(type.pointee) ?? type.pointee {
        case .function: return true
        default: return type.isNamed("net/http", "Handler")
        }
      }
      return node.lastName.map { IdentifierWords($0).containsAny(of: ["handler", "handle", "serve"]) } ?? false
    default: return false
    }
  }

  /// `http.MethodGet`, `"GET"` beside a path.
  private static func isMethodName(_ node: Node) -> Bool { node.lastName?.hasPrefix("Method") ?? false }

  /// `flags.String("ping-path", "/ping", "...")`: the program serves what the operator names.
  private static func isFlag(_ call: Node, _ path: Node) -> Bool {
    guard let name = call.calledName, name.hasPrefix("String") else { return false }
    return call.arguments.contains { argument in
      argument != path
        && argument.plainString.map { IdentifierWords($0).containsAny(of: ["path", "endpoint", "route"]) } ?? false
    }
  }

  private static func isRouting(_ name: String) -> Bool {
    routing.contains(name) || IdentifierWords(name).containsAny(of: ["route", "router", "register", "mount"])
  }

  private static let asking: Set<String> = ["Get", "GET", "get", "Head", "HEAD", "Any", "All", "With", "Add"]

  private static let routing: Set<String> = [
    "Handle", "HandleFunc", "Handler", "HandlerFunc", "GET", "Get", "HEAD", "Head", "Any", "ANY", "All", "Path",
    "PathPrefix", "Add", "Method", "MethodFunc", "Methods", "Group", "Match", "To", "Endpoint", "HandlePath",
    "handle", "handleFunc", "get", "HandleRaw", "HandlePrefix", "HandleExact", "Healthcheck", "Static", "USE", "Use",
    "HandlerFor", "HandleHTTP", "With", "HealthCheck",
  ]
}
