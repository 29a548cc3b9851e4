import GoSyntax
import GoTypes
import Repository

/// Who hears of an error that a function returns: somebody in the module, or another module's code that says nothing.
///
/// What nobody hears is logged once, where it arises. A function that only another module can call (it is handed over, or
/// fills an interface that speaks of that module's types) gives its error away; so do the methods that gRPC calls. Such
/// callers are taken to be silent unless it is known that they log what they get, or the module itself hands them a
/// function that does. Callers in the module are silent when they drop the error, or only ask whether there is one and
/// go on without a word.
/// Limits: callers are followed for three steps.
struct ErrorListeners {
  private let subject: Subject
  /// The other modules whose errors the module logs where it is handed them back.
  private lazy var logged = findLogged()
  private lazy var logsRemoteErrors = findLogsRemoteErrors()

  init(_ subject: Subject) { self.subject = subject }

  /// Whether nobody logs what the function around a statement returns there.
  mutating func areSilent(around statement: Node, in file: GoFile) -> Bool {
    guard let function = statement.enclosingFunction else { return false }
    if isRemote(function, file) { return !logsRemoteErrors }
    return switch hearing(function, file, depth: 0) {
    case .heard: false
    case .unheard: true
    case .foreign(let paths): paths.isEmpty || logged.isDisjoint(with: paths.map(ErrorListeners.root))
    }
  }

  private enum Hearing: Hashable {
    case heard, unheard
    /// The paths of the packages that may hear.
    case foreign([String])
  }

  private func hearing(_ function: Node, _ file: GoFile, depth: Int) -> Hearing {
    if function.kind == .funcLit { return hearing(handedOver: function, file) }
    guard depth < 3, function.kind == .funcDecl, let name = function.name else { return .heard }
    var calls = Callers(of: function, in: file, subject).calls
    calls += Callers.throughInterface(function, in: file, subject)
    calls += Callers.throughExportedInterface(function, in: file, subject)
    let values = uses(asValue: name, of: function, file)
    if calls.isEmpty, values.isEmpty { return hearing(askedFor: function, name.text, file) }
    let heard =
      calls.map { hearing(of: $0.node, to: function, $0.file, depth: depth) }
      + values.map { hearing(handedOver: $0.node, $0.file) }
    if heard.contains(.heard) { return .heard }
    var paths: [String] = []
    for case .foreign(let more) in heard { paths += more }
    return heard.allSatisfy { $0 == .unheard } ? .unheard : .foreign(paths)
  }

  private func hearing(of call: Node, to function: Node, _ file: GoFile, depth: Int) -> Hearing {
    if drops(call, of: function, file) { return .unheard }
    // `return load(path)` hands it on as it is.
    guard call.parent?.kind == .returnStmt, let around = call.enclosingFunction else { return .heard }
    return hearing(around, file, depth: depth + 1)
  }

  // MARK: Callers in the module

  /// Whether a call throws the error away, or goes on without a word when there is one.
  private func drops(_ call: Node, of function: Node, _ file: GoFile) -> Bool {
    let count = FunctionResults(of: function, subject, file).count
    return drops(call, position: count - 1, file)
  }

  private func drops(_ call: Node, position: Int, _ file: GoFile) -> Bool {
    guard let parent = call.parent else { return false }
    if [.exprStmt, .deferStmt, .goStmt].contains(parent.kind) { return true }
    guard let error = position == 0 ? call.receivingVariable : call.receivingName(at: position), error.kind == .ident
    else { return false }
    if error.isText("_") { return true }
    guard let around = call.enclosingFunction else { return false }
    let uses = around.descendants(of: .ident).filter {
      $0.start > call.end && $0.isSpelled(like: error) && !isGiven($0)
    }
    return !uses.isEmpty
      && uses.allSatisfy { use in
        guard let comparison = use.parent, comparison.nilComparison != nil,
          let check = comparison.ancestors.first(where: { $0.kind == .ifStmt }), check.condition?.contains(use) == true
        else { return false }
        return isWordless(check, file)
      }
  }

  private func isGiven(_ use: Node) -> Bool {
    guard let parent = use.parent, parent.kind == .assignStmt else { return false }
    return parent.leftSide.contains(use)
  }

  /// Whether a branch neither logs nor returns an error.
  private func isWordless(_ check: Node, _ file: GoFile) -> Bool {
    let calls = check.descendants(of: .callExpr)
    if calls.contains(where: { LogLevel(of: $0, subject, file) != nil || $0.calledName == "panic" }) { return false }
    guard let function = check.enclosingFunction else { return false }
    let results = FunctionResults(of: function, subject, file)
    guard let last = results.errors.last else { return true }
    return check.descendants(of: .returnStmt).allSatisfy { statement in
      statement.enclosingFunction != function
        || statement.returned.count == results.count
          && statement.returned[statement.returned.startIndex + last].unparenthesized.isText("nil")
    }
  }

  // MARK: Callers elsewhere

  /// Where a function is named without being called.
  private func uses(asValue name: Node, of function: Node, _ file: GoFile) -> [(node: Node, file: GoFile)] {
    var found: [(node: Node, file: GoFile)] = []
    let isExported = ExportedIdentifier.isExported(name.text)
    for other in subject.snapshot.productFiles where isExported || other.packagePath == file.packagePath {
      for use in other.tree.nodes(of: .ident) {
        guard use.isSameText(as: name), use != name, let parent = use.parent else { continue }
        let value = parent.kind == .selectorExpr && parent.name == use ? parent : use
        guard let around = value.parent, !(around.kind == .callExpr && around.function == value),
          let named = subject.types.callee(named: value, in: other), named.packagePath == file.packagePath,
          named.receiver == FunctionIndex.receiverName(of: function)
        else { continue }
        found.append((value, other))
      }
    }
    return found
  }

  /// What becomes of a function's error when the function is handed over as a value.
  private func hearing(handedOver value: Node, _ file: GoFile) -> Hearing {
    guard let taker = value.parent else { return .heard }
    switch taker.kind {
    case .callExpr where taker.function != value:
      if isForeign(taker, file) == false { return .heard }
      // `routes.Group("/carts").Put(put).Delete(remove)`
      var chain = taker
      while let selector = chain.parent, selector.kind == .selectorExpr, let outer = selector.parent,
        outer.kind == .callExpr, outer.function == selector
      {
        chain = outer
      }
      if chain.parent?.kind == .exprStmt {
        return ErrorListeners.hearing(imports(of: taker, file))
      }
      // What the call gives is the error of the function: `err := retry(func() error { … })`.
      if case .at(let positions) = subject.types.errorResults(of: taker, in: file), let last = positions.last {
        return drops(taker, position: last, file) ? .unheard : .heard
      }
      if let parent = taker.parent, parent.kind == .callExpr, parent.function != taker {
        return hearing(handedOver: taker, file)
      }
      return drops(taker, position: 0, file) ? .unheard : .heard
    case .keyValueExpr where taker.value == value:
      guard let literal = taker.parent, literal.kind == .compositeLit,
        case .named(let path, _, _)? = subject.types.type(of: literal, in: file)?.pointee
      else { return .heard }
      return isElsewhere(path) ? ErrorListeners.hearing([path]) : .heard
    case .assignStmt:
      // `hooks.OnComplete["shelf"] = h.complete`
      guard taker.leftSide.count == 1, taker.rightSide.first == value, let target = taker.leftSide.first,
        let path = owner(of: target, file)
      else { return .heard }
      return isElsewhere(path) ? ErrorListeners.hearing([path]) : .heard
    default: return .heard
    }
  }

  private static func hearing(_ paths: [String]) -> Hearing { isTold(paths) ? .heard : .foreign(paths) }

  /// The package whose value a field or an element belongs to, by the value's type or by who made it.
  private func owner(of target: Node, _ file: GoFile) -> String? {
    guard target.kind == .selectorExpr || target.kind == .indexExpr else { return nil }
    var base = target
    while let inner = base.operand?.unparenthesized, base.kind != .ident { base = inner }
    guard base.kind == .ident else { return nil }
    if case .named(let path, _, _)? = subject.types.type(of: base, in: file)?.pointee { return path }
    guard let name = subject.types.declaration(of: base, in: file)?.name, let function = target.enclosingFunction,
      let value = subject.value(lastGiven: name, before: target, in: function, file)?.unparenthesized
    else { return nil }
    return subject.types.callee(of: value, in: file)?.packagePath
  }

  /// Whether another module's code is called; false where nobody knows what is called, nil where its package is
  /// unknown.
  private func isForeign(_ call: Node, _ file: GoFile) -> Bool? {
    guard let callee = subject.types.callee(of: call, in: file) else { return false }
    if let path = callee.packagePath { return isElsewhere(path) }
    return subject.askedMethods.contains(callee.name) ? false : nil
  }

  /// The packages that a call may belong to.
  private func imports(of call: Node, _ file: GoFile) -> [String] {
    if let path = subject.types.callee(of: call, in: file)?.packagePath { return [path] }
    return file.imports.map(\.path).filter(isElsewhere)
  }

  private func isElsewhere(_ path: String) -> Bool {
    path.utf8.contains(UInt8(ascii: ".")) && !(subject.snapshot.module.map { path.isPath($0.path) } ?? true)
  }

  /// Who hears of the error of a method that nothing in the module calls: its signature speaks of another module's types,
  /// or it is one that the standard library asks for.
  private func hearing(askedFor method: Node, _ name: String, _ file: GoFile) -> Hearing {
    guard method.receiver != nil, !subject.askedMethods.contains(name) else { return .heard }
    if BareReturnProbe.passThrough.contains(name) { return .foreign([]) }
    guard ExportedIdentifier.isExported(name) else { return .heard }
    let paths = [method.type?.parameters, method.type?.results].compactMap { $0 }.flatMap { self.paths(in: $0, file) }
    guard !paths.isEmpty, isHanded(method, to: paths, file) else { return .heard }
    return ErrorListeners.hearing(paths)
  }

  /// Whether a value of the method's type is given to one of the modules, put into one of its records, or said to fill
  /// an interface of one: `var _ shelf.Keeper = (*cart)(nil)`. An id of another module's type alone asks for no method.
  private func isHanded(_ method: Node, to paths: [String], _ file: GoFile) -> Bool {
    guard let type = FunctionIndex.receiverName(of: method) else { return false }
    let roots = Set(paths.map(ErrorListeners.root))
    func isTheirs(_ path: String?) -> Bool { path.map { roots.contains(ErrorListeners.root(of: $0)) } ?? false }
    func isOfType(_ value: Node, in other: GoFile) -> Bool {
      guard case .named(file.packagePath, type, _)? = subject.types.type(of: value, in: other)?.pointee else {
        return false
      }
      return true
    }
    return subject.snapshot.productFiles.contains { other in
      guard other.imports.contains(where: { isTheirs($0.path) }) else { return false }
      let isFilling = other.tree.nodes(of: .valueSpec).contains { spec in
        spec.names.contains { $0.isText("_") } && spec.type != nil
          && spec.values.contains { value in value.descendants(of: .ident).contains { $0.text == type } }
      }
      if isFilling { return true }
      let isGiven = other.tree.nodes(of: .callExpr).contains { call in
        isTheirs(subject.types.callee(of: call, in: other)?.packagePath)
          && call.arguments.contains { isOfType($0, in: other) }
      }
      if isGiven { return true }
      return other.tree.nodes(of: .compositeLit).contains { literal in
        guard let owner = literal.type, owner.kind == .selectorExpr, let name = owner.operand?.text,
          isTheirs(other.imports.first(where: { $0.name == name })?.path)
        else { return false }
        return literal.elements.contains { isOfType(($0.kind == .keyValueExpr ? $0.value : nil) ?? $0, in: other) }
      }
    }
  }

  /// The other modules whose types a list of parameters or results speaks of.
  private func paths(in list: Node, _ file: GoFile) -> [String] {
    list.descendants(of: .selectorExpr).compactMap { type in
      guard let package = type.operand, package.kind == .ident else { return nil }
      return file.imports.first { $0.name == package.text && isElsewhere($0.path) }?.path
    }
  }

  /// Libraries that print or log the errors they are given, or give them back.
  private static func isTold(_ paths: [String]) -> Bool {
    paths.contains { path in
      listeners.contains { path.isPath($0) || path.hasPrefix($0 + "/") }
    }
  }

  private static let listeners = [
    "sigs.k8s.io/controller-runtime", "github.com/spf13/cobra", "github.com/urfave/cli", "github.com/alecthomas/kong",
    "github.com/alecthomas/kingpin", "go.temporal.io/sdk", "golang.org/x/sync", "github.com/sourcegraph/conc",
    "github.com/oklog/run", "github.com/hibiken/asynq", "go.uber.org/fx", "github.com/grafana/dskit",
    "github.com/nats-io/nats.go",
  ]

  // MARK: What the module hands to others for their errors

  /// A function that is given errors beside another module's types, or that gets them from the next one of a chain, and
  /// logs them: `func(err error, c echo.Context) { log.Println(err) }`.
  private func findLogged() -> Set<String> {
    var found: Set<String> = []
    for file in subject.snapshot.productFiles where file.imports.contains(where: { isElsewhere($0.path) }) {
      let makers = file.tree.calls(named: ErrorListeners.loggers)
      // `c.Logger()` of a request is no middleware.
      if makers.contains(where: { call in file.imports.contains { $0.name == call.calledOperandName } }) {
        for item in file.imports where ServingSurface.routers.contains(where: item.path.hasPrefix) {
          found.insert(ErrorListeners.root(of: item.path))
        }
      }
      for function in Array(file.tree.nodes(of: .funcLit)) + Array(file.tree.nodes(of: .funcDecl)) {
        guard let list = function.type?.parameters, let path = paths(in: list, file).first, logsGiven(function, file)
        else { continue }
        found.insert(ErrorListeners.root(of: path))
      }
    }
    return found
  }

  /// `github.com/labstack/echo` of `github.com/labstack/echo/v4/middleware`.
  private static func root(of path: String) -> String { path.split(separator: "/").prefix(3).joined(separator: "/") }

  /// Middleware that writes a line for each request, with its error.
  private static let loggers: Set<String> = [
    "Logger", "LoggerWithConfig", "RequestLogger", "RequestLoggerWithConfig", "RequestLoggerWithLogger",
  ]

  private func logsGiven(_ function: Node, _ file: GoFile) -> Bool {
    guard let fields = function.type?.parameters?.fields, !fields.isEmpty else { return false }
    var names = fields.filter { $0.type?.isText("error") ?? false }.flatMap { Array($0.names) }.map(\.text)
    for call in function.descendants(of: .callExpr) where call.calledName == "next" || call.calledName == "Next" {
      guard let parent = call.parent, parent.kind == .assignStmt else { continue }
      if let name = parent.leftSide.last, name.kind == .ident { names.append(name.text) }
    }
    return !names.isEmpty && logs(names, in: function, file)
  }

  private func logs(_ names: [String], in function: Node, _ file: GoFile) -> Bool {
    function.descendants(of: .callExpr).contains { call in
      names.contains { call.mentions($0) } && LogLevel(of: call, subject, file) != nil
    }
  }

  // MARK: gRPC

  /// Libraries that call methods for a client.
  private static let remote = ["google.golang.org/grpc", "connectrpc.com/connect", "github.com/twitchtv/twirp"]

  /// `func (s *shop) Open(ctx context.Context, request *pb.OpenRequest) (*pb.OpenResponse, error)`, and
  /// `func (s *shop) List(request *pb.ListRequest, stream pb.Shop_ListServer) error`: the client of the service gets the
  /// error.
  private func isRemote(_ function: Node, _ file: GoFile) -> Bool {
    guard let parameters = function.type?.parameters?.fields, let results = function.type?.results?.fields,
      !parameters.isEmpty, parameters.count < 3
    else { return false }
    let isOne =
      function.receiver != nil && parameters.count == 2 && results.count == 2
      && parameters.first?.type.flatMap { subject.types.type(written: $0, in: file)?.isContext } == true
      && ErrorListeners.isMessage(parameters.last?.type, ["Request", "Req", "Empty"])
      && ErrorListeners.isMessage(results.first?.type, ["Response", "Resp", "Reply", "Empty"])
    let isStream = results.count == 1 && ErrorListeners.isStream(parameters.last?.type)
    guard isOne || isStream else { return false }
    return subject.snapshot.goFiles.contains { other in
      ErrorListeners.remote.contains { other.importing($0) != nil }
    }
  }

  /// A pointer to a type of another package that is named for a message.
  private static func isMessage(_ type: Node?, _ endings: [String]) -> Bool {
    guard let type, type.kind == .starExpr, let message = type.operand, message.kind == .selectorExpr,
      let name = message.name?.text
    else { return false }
    return endings.contains(where: name.hasSuffix)
  }

  /// `pb.Shop_ListServer`, `grpc.ServerStreamingServer[pb.Cart]`.
  private static func isStream(_ type: Node?) -> Bool {
    var type = type
    if type?.kind == .indexExpr || type?.kind == .indexListExpr { type = type?.operand }
    guard let type, type.kind == .selectorExpr, let name = type.name?.text else { return false }
    return name.hasSuffix("Server") && (name.contains("_") || type.operand?.isText("grpc") == true)
  }

  /// Whether an interceptor logs what the methods give, the module's own or one of a known library.
  private func findLogsRemoteErrors() -> Bool {
    subject.snapshot.productFiles.contains { file in
      if file.imports.contains(where: { ErrorListeners.isLoggingInterceptor($0.path) }) { return true }
      guard file.importing("google.golang.org/grpc") != nil else { return false }
      return file.tree.nodes(of: .funcLit).contains { isLoggingInterceptor($0, file) }
        || file.tree.nodes(of: .funcDecl).contains { isLoggingInterceptor($0, file) }
    }
  }

  /// `func(ctx context.Context, request any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error)`
  private func isLoggingInterceptor(_ function: Node, _ file: GoFile) -> Bool {
    guard let fields = function.type?.parameters?.fields,
      fields.contains(where: { ["UnaryHandler", "StreamHandler"].contains($0.type?.lastName ?? "") })
    else { return false }
    return function.descendants(of: .callExpr).contains { call in
      guard call.mentions("err"), let level = LogLevel(of: call, subject, file) else { return false }
      return level != .debug
    }
  }

  private static func isLoggingInterceptor(_ path: String) -> Bool {
    path.contains("go-grpc-middleware") && ["logging", "zap", "logrus", "kit"].contains { path.contains("/" + $0) }
      || path == "github.com/grafana/dskit/server"
  }
}
