import Evidence
import GoSyntax
import GoTypes
import Repository

/// How a started goroutine comes to its end, as far as its body shows.
enum GoroutineEnd {
  /// Somebody can end it or waits for it: a context, a channel, a WaitGroup, an errgroup, a server's shutdown, input's end.
  case supervised
  /// It runs straight through: nobody waits, but nothing keeps it.
  case finite
  /// No way through its body comes to an end.
  case unbounded
  /// Its body is in code that is not at hand.
  case unknown
}

extension GoroutineEnd {
  /// The end of the goroutine a `go` statement starts.
  init(of statement: Node, in file: GoFile, _ subject: Subject, _ endless: inout EndlessGoroutines) {
    guard let call = statement.call, let function = call.function?.unparenthesized else {
      self = .unknown
      return
    }
    if GoroutineEnd.livesWithProcess(statement, file) || GoroutineEnd.isStartedOnce(statement, file, subject)
      || GoroutineEnd.isWatchdog(statement) || LifeOfProcess(subject: subject).covers(statement, file)
    {
      self = .supervised
      return
    }
    if function.kind == .funcLit {
      self =
        endless.neverEnds(function, in: file) ? .unbounded : GoroutineEnd.isControlled(function) ? .supervised : .finite
      if case .finite = self, GoroutineEnd.handsInControl(call, file, subject) { self = .supervised }
      return
    }
    if let callee = subject.types.callee(of: call, in: file),
      let (declaration, home) = FunctionIndex.declaration(of: callee, subject), declaration.body != nil
    {
      if endless.neverEnds(declaration, in: home) {
        self = .unbounded
      } else {
        let isControlled = GoroutineEnd.isControlled(declaration) || GoroutineEnd.handsInControl(call, file, subject)
        self = isControlled ? .supervised : .finite
      }
      return
    }
    self = GoroutineEnd.serves(call) || GoroutineEnd.handsInControl(call, file, subject) ? .supervised : .unknown
  }

  /// One that `main` itself starts to wait for signals or work lives as long as the process, as it should.
  private static func livesWithProcess(_ statement: Node, _ file: GoFile) -> Bool {
    guard file.isMain, let function = statement.enclosingFunction, function.kind == .funcDecl,
      function.name?.isText("main") == true
    else { return false }
    return !statement.descendants(of: .selectStmt).isEmpty
      || statement.descendants(of: .unaryExpr).contains { $0.token == .arrow }
  }

  /// `sweeper.Do(func() { go sweep() })` with a `sync.Once` of the package: one for all, for as long as the process runs.
  private static func isStartedOnce(_ statement: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let literal = statement.enclosingFunction, literal.kind == .funcLit, let call = literal.parent,
      call.kind == .callExpr, call.calledName == "Do",
      let once = call.function?.unparenthesized.operand?.unparenthesized,
      subject.types.type(of: once, in: file)?.isNamed("sync", "Once") ?? false
    else { return false }
    // `r.sweeper.Do(…)`, where the package itself keeps such a value.
    if once.kind == .selectorExpr, let owner = once.operand {
      return LifeOfProcess(subject: subject).isKeptByPackage(owner, file)
    }
    guard let declaration = subject.types.declaration(of: once, in: file) else { return false }
    return declaration.kind == .variable && !declaration.isLocal
  }

  /// What tells the service manager that the process lives must do so until the process ends.
  private static func isWatchdog(_ statement: Node) -> Bool {
    statement.descendants(of: .callExpr).contains { call in
      call.enclosingFunction != statement.enclosingFunction
        && call.calledName.map { IdentifierWords($0).contains("notify") } ?? false
        && call.arguments.contains { argument in
          argument.unparenthesized.lastName.map { IdentifierWords($0).containsAny(of: ["watchdog"]) } ?? false
        }
    }
  }

  /// What is handed in may be what ends it: a context, a channel, a WaitGroup.
  private static func handsInControl(_ call: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    call.arguments.contains { argument in
      if argument.isText("ctx") { return true }
      return subject.types.type(of: argument, in: file).map(isControl) ?? false
    }
  }

  static func isControl(_ type: GoType) -> Bool {
    switch type {
    case .channel: true
    default:
      type.isContext || type.pointee.isNamed("sync", "WaitGroup")
        || type.pointee.isNamed("golang.org/x/sync/errgroup", "Group")
    }
  }

  /// Calls that end when the listener or the input behind them is closed.
  private static let serving: Set<String> = [
    "Serve", "ServeTLS", "ListenAndServe", "ListenAndServeTLS", "Accept", "Wait", "Copy", "CopyBuffer", "CopyN", "Scan",
    "Listen", "ListenTLS", "Start", "Run", "ReadFrom", "WriteTo", "ServeHTTP", "ReadMessage", "NextReader", "Recv",
    "ReadByte", "ReadString", "ReadLine", "Decode", "ReadAll", "ServeConn", "ServeCodec",
  ]

  static func serves(_ call: Node) -> Bool { serving.contains(call.calledName ?? "") }

  /// Channel operations, `ctx.Done()`, a context passed on, `wg.Done()`, `close`, serving.
  private static func isControlled(_ function: Node) -> Bool {
    if !function.descendants(of: .sendStmt).isEmpty || !function.descendants(of: .selectStmt).isEmpty { return true }
    if function.descendants(of: .unaryExpr).contains(where: { $0.token == .arrow }) { return true }
    return function.descendants(of: .callExpr).contains { call in
      if call.arguments.first?.isText("ctx") == true { return true }
      guard let name = call.calledName else { return false }
      switch name {
      case "Done", "Release", "Signal", "Broadcast": return call.function?.unparenthesized.kind == .selectorExpr
      case "close": return call.function?.unparenthesized.kind == .ident
      default: return serving.contains(name)
      }
    }
  }
}

/// Functions that, once started, have no way to their end.
///
/// Loops without a condition are left by return, break, goto, panic, or the exit of goroutine or process; a ticker's channel is
/// never closed, not even by `Stop`. Calls of the module's own functions are followed three deep.
struct EndlessGoroutines {
  let subject: Subject
  private var known: [Node: Bool] = [:]

  init(subject: Subject) { self.subject = subject }

  mutating func neverEnds(_ function: Node, in file: GoFile, depth: Int = 0) -> Bool {
    if let answer = known[function] { return answer }
    known[function] = false
    let answer = decide(function, file, depth)
    known[function] = answer
    return answer
  }

  private mutating func decide(_ function: Node, _ file: GoFile, _ depth: Int) -> Bool {
    var candidates = loops(of: function, in: file)
    var blocked: Set<Node> = []
    if depth < 3 {
      for statement in function.descendants(of: .exprStmt) where statement.enclosingFunction == function {
        guard let call = statement.operand?.unparenthesized, call.kind == .callExpr,
          let callee = subject.types.callee(of: call, in: file), callee.packagePath != "builtin",
          let (declaration, home) = FunctionIndex.declaration(of: callee, subject), declaration.body != nil,
          neverEnds(declaration, in: home, depth: depth + 1)
        else { continue }
        blocked.insert(statement)
      }
    }
    candidates += blocked
    if candidates.isEmpty { return false }
    let graph = subject.flow(of: function, in: file)
    return candidates.contains { candidate in
      if blocked.contains(candidate) { return graph.isReachable(candidate) }
      guard graph.step(of: candidate) != nil else { return true }
      guard graph.isReachable(candidate) else { return false }
      let path = graph.path(
        from: candidate, to: [.returns, .stops, .panics, .exits],
        follow: { $0.isTrue || !isTicking($0.condition, in: file) },
        visit: { step in
          if blocked.contains(step) { return .stop }
          if step.kind == .callExpr, let statement = step.parent, blocked.contains(statement) { return .stop }
          return .goOn
        })
      return path == nil
    }
  }

  /// Statements of the function itself that repeat or block without a condition.
  private func loops(of function: Node, in file: GoFile) -> [Node] {
    let loops = function.descendants(of: .forStmt).filter {
      $0.condition == nil || $0.condition?.isText("true") == true
    }
    let ticking = function.descendants(of: .rangeStmt).filter { $0.operand.map { isTicking($0, in: file) } ?? false }
    let selects = function.descendants(of: .selectStmt).filter { $0.body?.statements.isEmpty ?? false }
    return (loops + ticking + selects).filter { $0.enclosingFunction == function }
  }

  /// `ticker.C` and `time.Tick(d)` where they are ranged over.
  private func isTicking(_ operand: Node, in file: GoFile) -> Bool {
    guard operand.parent?.kind == .rangeStmt else { return false }
    let operand = operand.unparenthesized
    if operand.kind == .callExpr { return operand.function?.isText("time.Tick") ?? false }
    guard operand.kind == .selectorExpr, operand.name?.isText("C") ?? false else { return false }
    guard let ticker = operand.operand else { return false }
    return subject.types.type(of: ticker, in: file)?.isNamed("time", "Ticker")
      ?? ticker.text.lowercased().contains("tick")
  }
}
