import GoSyntax
import GoTypes
import Repository

/// Whether the number of turns of a loop is set by what comes from outside while the program runs: rows, listed
/// objects, decoded documents, requests, lines, what callers pass.
///
/// A list that a call gives which may fail was read somewhere. What is configured or registered stays a handful, and so
/// do servers, peers and connections that the program keeps: they are left out by name. Limits: a field counts where
/// its name says that it holds data; what is called through values and interfaces is not followed.
struct FanOutSource {
  let subject: Subject

  func isOutside(_ loop: Node, _ start: Node, _ file: GoFile) -> Bool {
    if loop.kind == .forStmt {
      guard let condition = loop.condition?.unparenthesized else { return false }
      guard let post = loop.post else { return true }
      // `i += batchSize`: one for each batch.
      if post.kind == .assignStmt { return false }
      return isOutside(condition.right ?? condition, file, 0)
    }
    guard let operand = loop.operand?.unparenthesized else { return false }
    if isOfRequest(operand, file) { return true }
    if isOwn(operand) { return false }
    if let type = subject.types.type(of: operand, in: file) {
      if case .channel = type {
        // One kind of message among others starts something of its own.
        return !start.ancestors.prefix { $0 != loop }.contains { $0.kind == .caseClause }
      }
      if Self.isOfParts(type) { return false }
    }
    return isOutside(operand, file, 0)
  }

  private static func isOfParts(_ type: GoType) -> Bool {
    switch type {
    // What is called or received from in turn is a part of the program.
    case .slice(.function), .array(.function), .map(key: _, value: .function), .slice(.channel),
      .map(key: _, value: .channel):
      true
    default: false
    }
  }

  private static let depthMax = 4

  private func isOutside(_ written: Node, _ file: GoFile, _ depth: Int) -> Bool {
    guard depth < Self.depthMax else { return false }
    let value = written.unparenthesized
    if isOfRequest(value, file) { return true }
    if isOwn(value) { return false }
    switch value.kind {
    case .ident:
      guard let variable = Variable(value, in: file, subject.types) else { return namesData(value) }
      switch variable.kind {
      case .parameter: return isPassed(variable, depth)
      case .variable, .result: return isFilled(variable, file, depth)
      default: return false
      }
    case .selectorExpr:
      guard let base = value.operand?.unparenthesized else { return false }
      return namesData(value) || isOfMessage(base, file, depth)
    case .indexExpr: return value.operand.map { isOutside($0, file, depth) } ?? false
    case .sliceExpr:
      // `seeds[:min(len(seeds), seedCountMax)]`
      let isCapped = value.descendants(of: .callExpr).contains { $0.calledName == "min" }
      return !isCapped && value.operand.map { isOutside($0, file, depth) } ?? false
    case .callExpr: return isDerived(value, file, depth)
    default: return false
    }
  }

  /// `len(items)`, `dedupe(orders)`, `slices.Sorted(maps.Keys(orders))`, `req.GetItems()`.
  private func isDerived(_ call: Node, _ file: GoFile, _ depth: Int) -> Bool {
    guard let name = call.calledName, !["make", "new", "min", "max"].contains(name) else { return false }
    if call.arguments.isEmpty {
      guard let base = call.function?.unparenthesized.operand?.unparenthesized else { return false }
      return isOfMessage(base, file, depth)
    }
    return call.arguments.contains { argument in
      switch subject.types.type(of: argument, in: file) {
      case .slice?, .map?, nil: isOutside(argument, file, depth + 1)
      case .named?, .pointer(.slice)?:
        argument.unparenthesized.kind == .callExpr && isOutside(argument, file, depth + 1)
      default: false
      }
    }
  }

  /// A request that a function is given, or what was read into a variable.
  private func isOfMessage(_ base: Node, _ file: GoFile, _ depth: Int) -> Bool {
    guard base.kind == .ident, !isOwn(base), let variable = Variable(base, in: file, subject.types) else {
      return false
    }
    switch variable.kind {
    case .parameter:
      if case .named(_, let name, _)? = subject.types.type(of: base, in: file)?.pointee, name.hasSuffix("Request") {
        return true
      }
      return ["req", "request"].contains(base.text)
    case .variable, .result: return isFilled(variable, file, depth)
    default: return false
    }
  }

  /// `r.Form["host"]`, `request.Hosts`, or what was decoded from a request, whatever it is called.
  private func isOfRequest(_ value: Node, _ file: GoFile) -> Bool {
    var base = value
    while let inner = base.kind == .callExpr ? base.function?.unparenthesized.operand : base.operand,
      [.callExpr, .selectorExpr, .indexExpr].contains(base.kind)
    {
      base = inner.unparenthesized
    }
    guard base.kind == .ident else { return false }
    if base != value, isRequest(base, file) { return true }
    guard let variable = Variable(base, in: file, subject.types), variable.kind == .variable else { return false }
    return variable.given.contains { given in
      guard case .address = given.how, let name = given.value.calledName else { return false }
      if ["Bind", "ShouldBind", "BodyParser", "ReadJSON"].contains(where: name.hasPrefix) { return true }
      return ["Decode", "Unmarshal"].contains(where: name.hasPrefix)
        && given.value.descendants(of: .ident).contains { isRequest($0, file) }
    }
  }

  private func isRequest(_ name: Node, _ file: GoFile) -> Bool {
    subject.types.type(of: name, in: file).map(ForeignSources.isRequest) ?? false
  }

  // MARK: Variables

  private func isFilled(_ variable: Variable, _ file: GoFile, _ depth: Int) -> Bool {
    let given = variable.given
    let isCapped = given.contains { given in
      let value = given.value.unparenthesized
      return value.kind == .sliceExpr && value.descendants(of: .callExpr).contains { $0.calledName == "min" }
    }
    if isCapped { return false }
    return given.contains { given in
      let value = given.value.unparenthesized
      switch given.how {
      case .whole:
        if value.kind == .callExpr, value.calledName == "append" {
          return value.arguments.dropFirst().contains { isOutside($0, file, depth + 1) }
            || isInLoopOverData(given.place, file, depth)
        }
        return isOutside(value, file, depth + 1)
      case .part: return isInLoopOverData(given.place, file, depth)
      case .result(let position): return position == 0 && isRead(value, file)
      case .element: return isOutside(value, file, depth + 1)
      case .address:
        return value.calledName.map { name in Self.filling.contains { name.hasPrefix($0) } } ?? false
      case .field: return false
      }
    }
  }

  private static let filling = [
    "Unmarshal", "Decode", "Bind", "ShouldBind", "ReadJSON", "Find", "Select", "Scan", "Get", "Query", "List", "Load",
  ]

  private func isInLoopOverData(_ place: Node, _ file: GoFile, _ depth: Int) -> Bool {
    guard
      let loop = place.ancestors.prefix(while: { $0.kind != .funcLit && $0.kind != .funcDecl }).first(where: {
        $0.kind == .rangeStmt || $0.kind == .forStmt
      })
    else { return false }
    if loop.kind == .forStmt {
      guard let condition = loop.condition?.unparenthesized else { return false }
      return ["Next", "Scan", "More"].contains(condition.calledName ?? "")
        || condition.right.map { isOutside($0, file, depth + 1) } ?? false
    }
    return loop.operand.map { isOutside($0, file, depth + 1) } ?? false
  }

  /// A call that gives a list or an error: it was read somewhere, unless its name says that it only takes settings
  /// apart.
  private func isRead(_ call: Node, _ file: GoFile) -> Bool {
    guard call.kind == .callExpr, let name = call.calledName else { return false }
    let words = IdentifierWords(name)
    if words.containsAny(of: Self.own) || words.containsAny(of: Self.takingApart) { return false }
    if let operand = call.function?.unparenthesized.operand, isOwn(operand) { return false }
    if call.arguments.contains(where: { isOwn($0.unparenthesized) }) { return false }
    guard case .tuple(let results)? = subject.types.type(of: call, in: file) else {
      return call.receivingName(at: 1)?.text.hasSuffix("rr") ?? false
    }
    return results.last.map { $0 == .error } ?? false
  }

  /// What callers pass: somebody else's number, unless all callers of the module pass what is their own.
  private func isPassed(_ variable: Variable, _ depth: Int) -> Bool {
    guard let declared = variable.declared, let owner = declared.enclosingOwner, owner.kind == .funcDecl,
      let type = declared.parent?.type, isMany(type, variable.file), type.element?.kind != .funcType
    else { return false }
    guard let arguments = Callers.arguments(for: variable, subject), !arguments.isEmpty else {
      return !variable.file.isMain
    }
    return arguments.contains { isOutside($0.node, $0.file, depth + 1) }
  }

  private func isMany(_ written: Node, _ file: GoFile) -> Bool {
    if [.arrayType, .mapType, .ellipsis].contains(written.kind) { return true }
    guard let type = subject.types.type(written: written, in: file) else { return false }
    switch subject.types.underlying(type) {
    case .slice?, .map?: return true
    default: return false
    }
  }

  // MARK: Names

  private func namesData(_ value: Node) -> Bool {
    value.lastName.map { IdentifierWords($0).last }.map(Self.data.contains) ?? false
  }

  private func isOwn(_ value: Node) -> Bool {
    let name = value.kind == .callExpr ? value.calledName : value.lastName
    return name.map { IdentifierWords($0).containsAny(of: Self.own) } ?? false
  }

  /// What fields and variables of a package hold as many of as there are users.
  private static let data: Set<String> = [
    "tenants", "users", "accounts", "customers", "orders", "items", "records", "rows", "files", "images", "entries",
    "messages", "urls", "objects", "pods", "repositories", "projects", "documents", "tracks", "lines",
  ]

  private static let takingApart: Set<String> = [
    "parse", "build", "make", "new", "default", "split", "registered", "validate", "known", "supported", "enabled",
  ]

  /// What is configured, registered or kept by the program, one for each of a handful.
  private static let own: Set<String> = {
    let words = [
      "provider", "listener", "handler", "plugin", "driver", "sub", "subscriber", "subscription", "callback", "cb",
      "hook",
      "service", "scanner", "sender", "server", "peer", "endpoint", "upstream", "client", "store", "querier", "conn",
      "connection", "backend", "broker", "router", "shard", "worker", "source", "sink", "check", "checker", "probe",
      "collector", "exporter", "component", "config", "conf", "option", "opt", "flag", "arg", "interface", "replica",
      "receiver", "watcher", "controller", "runner", "host", "addr", "address", "entrypoint", "trigger", "scaler",
      "dispatcher",
      "partition", "filter", "resolver", "validator", "cluster", "port", "device", "capability", "cap",
    ]
    return Set(words + words.map { $0 + "s" } + ["cfg", "settings", "proxies", "capabilities", "queries", "addresses"])
  }()
}
