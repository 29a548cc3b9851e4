import GoSyntax

/// Servers that answer with the profiles of `net/http/pprof` and nothing else: a port for whoever mends the program,
/// which makes no service of it.
///
/// Such a server has http's default mux, on which nothing in the product registers anything but profiles, or a mux that
/// is made and given profiles alone in the function that serves it. Limits: a mux handed on or made by another function,
/// and a server made elsewhere than it is started, count as public.
package struct ProfilerServers: Sendable {
  /// What a listening call or a server's literal answers with, as far as its file tells.
  package enum Use: Sendable { case other, profiles, defaultMux }

  private let isDefaultMuxFree: Bool

  /// - Parameter files: the product's.
  package init(_ files: some Sequence<GoFile>) {
    isDefaultMuxFree = !files.contains { $0.fact(DefaultMuxRoutes.self).holdsOthers }
  }

  package func contain(_ node: Node, in file: GoFile) -> Bool { contain(ProfilerServers.use(of: node, in: file)) }

  package func contain(_ use: Use) -> Bool {
    switch use {
    case .other: false
    case .profiles: true
    case .defaultMux: isDefaultMuxFree
    }
  }

  /// - Parameter node: the call that listens, or the literal of an `http.Server`.
  package static func use(of node: Node, in file: GoFile) -> Use {
    guard file.imports.contains(where: { $0.path == "net/http/pprof" }),
      let http = file.imports.first(where: { $0.path == "net/http" })?.name
    else { return .other }
    switch node.kind {
    case .compositeLit where node.type?.text == "\(http).Server":
      let handler = node.elements.first { $0.key?.isText("Handler") == true }?.value
      if handler == nil, isHandlerSet(near: node) { return .other }
      return use(of: handler, http)
    case .callExpr:
      guard let function = node.function?.unparenthesized, function.kind == .selectorExpr,
        let operand = function.operand, operand.kind == .ident, let called = function.name?.text,
        listening.contains(called)
      else { return .other }
      if operand.text == http { return use(of: node.arguments.last, http) }
      // A server in a variable is the one that the function makes and gives to it.
      let made =
        declaration(around: node)?.descendants(of: .compositeLit)
        .filter { $0.type?.text == "\(http).Server" && isGiven($0, to: operand.text) } ?? []
      return made.count == 1 ? use(of: made[0], in: file) : .other
    default: return .other
    }
  }

  private static func use(of handler: Node?, _ http: String) -> Use {
    guard let handler, !handler.isText("nil"), handler.text != "\(http).DefaultServeMux" else { return .defaultMux }
    guard handler.kind == .ident, let function = declaration(around: handler) else { return .other }
    let name = handler.text
    var routeCount = 0
    for mention in function.descendants(of: .ident) where mention.text == name && mention != handler {
      guard let parent = mention.parent else { return .other }
      if let made = value(given: mention, by: parent) {
        guard made.kind == .callExpr, made.function?.text == "\(http).NewServeMux" else { return .other }
        continue
      }
      guard parent.kind == .selectorExpr, parent.operand == mention, let call = parent.parent, call.kind == .callExpr,
        call.function == parent, isOfProfiles(call)
      else { return .other }
      routeCount += 1
    }
    return routeCount > 0 ? .profiles : .other
  }

  private static let listening: Set<String> = ["ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS"]

  /// `server := &http.Server{...}`, `var server = http.Server{...}`.
  private static func isGiven(_ literal: Node, to name: String) -> Bool {
    let value = literal.parent?.kind == .unaryExpr ? literal.parent ?? literal : literal
    guard let statement = value.parent else { return false }
    let names = statement.kind == .assignStmt ? Array(statement.leftSide) : Array(statement.names)
    return names.contains { target in
      target.kind == .ident && target.text == name && self.value(given: target, by: statement) == value
    }
  }

  /// What an assignment or a declaration gives one of its names; nil where the name stands elsewhere in it.
  private static func value(given name: Node, by statement: Node) -> Node? {
    let (names, values) =
      switch statement.kind {
      case .assignStmt: (Array(statement.leftSide), Array(statement.rightSide))
      case .valueSpec: (Array(statement.names), Array(statement.values))
      default: ([Node](), [Node]())
      }
    guard let position = names.firstIndex(of: name) else { return nil }
    return names.count == values.count ? values[position] : values.first
  }

  /// `server.Handler = mux` in the same function.
  private static func isHandlerSet(near literal: Node) -> Bool {
    guard let function = declaration(around: literal) else { return true }
    return function.descendants(of: .assignStmt).contains { assignment in
      assignment.leftSide.contains { $0.kind == .selectorExpr && $0.name?.isText("Handler") == true }
    }
  }

  private static func declaration(around node: Node) -> Node? { node.ancestors.first { $0.kind == .funcDecl } }

  /// A route whose path or handler says so.
  fileprivate static func isOfProfiles(_ call: Node) -> Bool { call.text.contains("pprof") }
}

/// Whether a file gives http's default mux anything but profiles to answer with.
private struct DefaultMuxRoutes: FileFact {
  let holdsOthers: Bool

  private static let registering: Set<String> = ["Handle", "HandleFunc"]

  /// `ListenAndServe`, `ServeTLS` and the like.
  private static func listens(_ call: Node) -> Bool {
    guard call.kind == .callExpr, let name = call.function?.unparenthesized.name?.text else { return false }
    return name.hasPrefix("ListenAndServe") || name == "Serve" || name == "ServeTLS"
  }

  init(_ file: GoFile) {
    guard let http = file.imports.first(where: { $0.path == "net/http" })?.name else {
      holdsOthers = false
      return
    }
    holdsOthers = file.tree.nodes(of: .selectorExpr).contains { selector in
      guard let operand = selector.operand, operand.kind == .ident, operand.text == http,
        let name = selector.name?.text, let parent = selector.parent
      else { return false }
      if DefaultMuxRoutes.registering.contains(name) {
        return parent.kind == .callExpr && parent.function == selector && !ProfilerServers.isOfProfiles(parent)
      }
      guard name == "DefaultServeMux" else { return false }
      // Served; else it is handed on, or given routes by its own methods.
      let isServed = parent.kind == .keyValueExpr || DefaultMuxRoutes.listens(parent)
      let isGivenProfiles = parent.parent.map { $0.kind == .callExpr && ProfilerServers.isOfProfiles($0) } ?? false
      return !isServed && !isGivenProfiles
    }
  }
}
