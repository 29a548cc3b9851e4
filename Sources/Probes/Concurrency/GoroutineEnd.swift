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
  /// It loops or blocks with no way out.
  case unbounded
  /// Its body is in code that is not at hand.
  case unknown
}

extension GoroutineEnd {
  /// The end of the goroutine a `go` statement starts.
  init(of statement: Node, in file: GoFile, _ subject: Subject) {
    guard let call = statement.call else {
      self = .unknown
      return
    }
    // What is handed in may be what ends it: a context, a channel, a WaitGroup.
    let handsInControl = call.arguments.contains { argument in
      guard let type = subject.types.type(of: argument, in: file) else {
        return argument.text == "ctx" || argument.text.hasSuffix("Ctx") || argument.text.hasSuffix(".Done()")
      }
      return GoroutineEnd.isControl(type)
    }
    guard let function = call.function?.unparenthesized else {
      self = .unknown
      return
    }
    if function.kind == .funcLit, let body = function.body {
      self = GoroutineEnd.ofBody(body, in: file, subject, depth: 0)
      if case .finite = self, handsInControl { self = .supervised }
      return
    }
    if handsInControl {
      self = .supervised
      return
    }
    guard let callee = subject.types.callee(of: call, in: file),
      let (declaration, home) = FunctionIndex.declaration(of: callee, subject), let body = declaration.body
    else {
      self = GoroutineEnd.serves(call) ? .supervised : .unknown
      return
    }
    self = GoroutineEnd.ofBody(body, in: home, subject, depth: 0)
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

  private static func ofBody(_ body: Node, in file: GoFile, _ subject: Subject, depth: Int) -> GoroutineEnd {
    if hasControl(body) { return .supervised }
    let calls = body.descendants(of: .callExpr).filter { $0.enclosingFunction?.body == body }
    if calls.contains(where: serves) { return .supervised }
    let loops = body.descendants(of: .forStmt).filter { $0.condition == nil && $0.enclosingFunction?.body == body }
    let ticking = body.descendants(of: .rangeStmt).filter { isTicking($0) && $0.enclosingFunction?.body == body }
    let endless = (loops + ticking).filter { !hasWayOut($0) }
    if depth < 2 {
      for call in calls {
        guard let callee = subject.types.callee(of: call, in: file), callee.packagePath == file.packagePath,
          let (declaration, home) = FunctionIndex.declaration(of: callee, subject), let inner = declaration.body,
          !inner.contains(body), inner != body
        else { continue }
        switch ofBody(inner, in: home, subject, depth: depth + 1) {
        case .supervised: if endless.isEmpty { return .supervised }
        case .unbounded: return .unbounded
        case .finite, .unknown: break
        }
      }
    }
    return endless.isEmpty ? .finite : .unbounded
  }

  /// Channel operations, `ctx.Done()`, a context passed on, `wg.Done()`, `close`.
  private static func hasControl(_ body: Node) -> Bool {
    if !body.descendants(of: .sendStmt).isEmpty || !body.descendants(of: .selectStmt).isEmpty { return true }
    if body.descendants(of: .unaryExpr).contains(where: { $0.token == .arrow }) { return true }
    return body.descendants(of: .callExpr).contains { call in
      switch call.calledName ?? "" {
      case "Done", "Release", "Signal", "Broadcast": return call.function?.unparenthesized.kind == .selectorExpr
      case "close": return call.function?.unparenthesized.kind == .ident
      case "Err": return call.calledOperandName?.lowercased().hasSuffix("ctx") ?? false
      default:
        return call.arguments.contains { ["ctx", "c.ctx", "s.ctx"].contains($0.text) || $0.text.hasSuffix("Ctx") }
      }
    }
  }

  /// `for range ticker.C` and `for range time.Tick(d)`: a ticker's channel is never closed, not even by `Stop`.
  private static func isTicking(_ loop: Node) -> Bool {
    guard let operand = loop.operand?.unparenthesized else { return false }
    if operand.kind == .callExpr { return operand.calledName == "Tick" && operand.calledOperandName == "time" }
    guard operand.kind == .selectorExpr, operand.name?.isText("C") ?? false else { return false }
    return operand.operand?.text.lowercased().contains("tick") ?? false
  }

  /// A `for {}` that a return, a break of its own, or a panic can leave.
  private static func hasWayOut(_ loop: Node) -> Bool {
    guard let body = loop.body else { return false }
    if body.descendants(of: .returnStmt).contains(where: { $0.enclosingFunction == loop.enclosingFunction }) {
      return true
    }
    return body.descendants(of: .branchStmt).contains { branch in
      guard branch.token == .break || branch.token == .goto else { return false }
      if branch.label != nil { return true }
      let breakable = branch.ancestors.first {
        [.forStmt, .rangeStmt, .switchStmt, .typeSwitchStmt, .selectStmt].contains($0.kind)
      }
      return breakable == loop
    }
  }
}
