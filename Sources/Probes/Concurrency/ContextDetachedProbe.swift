import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds fresh contexts made where the caller's is at hand.
///
/// Limits: work that is meant to outlive its caller (in a goroutine, a deferred or returned function, or after waiting
/// for `ctx.Done()`) may start afresh, and so may cleaning up (Shutdown, Close, Release ...) and a replacement for a nil
/// context. A fresh context that is only compared with, or cancelled by the very next statement, detaches nothing, and
/// neither does one that a select waits for beside the caller's, or that is filled from it in the same call. A comment
/// beside the statement that speaks of the context gives the reason, and so does one above in the function that says it
/// must be another one. A function that gives either its own context or none chooses for its callers.
struct ContextDetachedProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/context-detached",
    version: 10,
    sign: .antiPattern,
    looksFor: "context.Background or context.TODO in a function that has been given a context or a request",
    because: "deadline, cancellation and trace end there",
    instead: "pass the caller's context on; use context.WithoutCancel where the work must outlive it",
    examples: contextDetachedExamples)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for call in subject.productCalls(named: ["Background", "TODO"]) {
      guard call.node.arguments.isEmpty, let callee = subject.callee(call), callee.packagePath == "context" else {
        continue
      }
      guard let function = Self.giverOfContext(around: call.node, call.file, subject.types) else { continue }
      guard !Self.isNeverWaitedFor(call.node), !Self.isEndedByOwner(call.node, in: function),
        !Self.isWaitedForBeside(call.node, in: function),
        !Self.isForGoroutine(call.node, in: function),
        !Self.startsAfresh(call.node, in: function), !Self.isMeant(call.node, in: function),
        !Self.isChoice(call.node, in: function), !Self.isAnnounced(call.node, in: function),
        !Self.endsProcess(call.node, call.file, subject)
      else { continue }
      findings.append(
        call.file.finding(Self.card.id, at: call.node, "a fresh context although the caller's is at hand"))
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["detached": .count(findings.count)],
      scope: Scope(
        files: subject.snapshot.productFiles.count, patterns: ["context.Background()", "context.TODO()"]))
  }

  /// `exitProcess(context.Background())`: what ends the process must outlive whoever asked for that.
  private static func endsProcess(_ context: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let call = context.parent, call.kind == .callExpr, call.function != context, let name = call.calledName,
      IdentifierWords(name).containsAny(of: ["exit", "quit", "terminate", "die"]),
      let callee = subject.types.callee(of: call, in: file),
      let (declaration, _) = FunctionIndex.declaration(of: callee, subject)
    else { return false }
    return declaration.descendants(of: .callExpr).contains { $0.function?.isText("os.Exit") ?? false }
  }

  /// The nearest function around with a context or request among its parameters.
  private static func giverOfContext(around node: Node, _ file: GoFile, _ types: ModuleTypes) -> Node? {
    for function in node.ancestors where function.kind == .funcDecl || function.kind == .funcLit {
      let fields = function.type?.parameters.map { Array($0.fields) } ?? []
      let gives = fields.contains { field in
        guard let written = field.type, field.names.contains(where: { !$0.isText("_") }) else { return false }
        if isRequest(written, in: file) { return true }
        guard let type = types.type(written: written, in: file) else { return false }
        return type.isContext || type.isNamed("net/http", "Request")
      }
      if gives { return function }
    }
    return nil
  }

  /// `*gin.Context`, `echo.Context`, `*fiber.Ctx`, `grpc.ServerStream`: the request, and its context, are at hand.
  private static func isRequest(_ written: Node, in file: GoFile) -> Bool {
    let type = (written.kind == .starExpr ? written.operand : written)?.unparenthesized
    guard let type, type.kind == .selectorExpr, let name = type.name?.text, let package = type.operand,
      let path = file.imports.first(where: { package.hasText($0.name) })?.path
    else { return false }
    return requests.contains { path.isPath($0.key) && $0.value == name }
  }

  private static let requests = [
    "github.com/gin-gonic/gin": "Context", "github.com/labstack/echo": "Context", "github.com/gofiber/fiber": "Ctx",
    "google.golang.org/grpc": "ServerStream",
  ]

  private static let cleaning: Set<String> = [
    "Shutdown", "Close", "Release", "Stop", "Cleanup", "Rollback", "Disconnect", "Unlock", "Unmount", "Terminate",
    "Deregister", "ForceFlush", "Drain", "Abort", "Done", "Finish",
  ]

  /// `pool.Release(context.Background())`, and a context with a deadline that only such calls are given.
  private static func isForCleaning(_ call: Node) -> Bool {
    guard let outer = call.parent, outer.kind == .callExpr, let name = outer.calledName else { return false }
    if isCleaning(name) { return true }
    guard name.hasPrefix("With"), outer.calledOperandName == "context", let variable = outer.receivingName(at: 0),
      variable.kind == .ident, let function = outer.enclosingFunction
    else { return false }
    let takers = function.descendants(of: .callExpr).filter { taker in
      taker.arguments.contains { $0.isSpelled(like: variable) } && taker.start > outer.end
    }
    return !takers.isEmpty && takers.allSatisfy { isCleaning($0.calledName ?? "") }
  }

  /// `Shutdown`, `logsShutdown`, `shutdown`.
  private static func isCleaning(_ name: String) -> Bool {
    if cleaning.contains(name) { return true }
    let name = name.prefix(1).uppercased() + name.dropFirst()
    return cleaning.contains { name.hasSuffix($0) }
  }

  /// `return context.Background()` beside `return ctx`: the function chooses, its callers know.
  private static func isChoice(_ call: Node, in function: Node) -> Bool {
    guard call.parent?.kind == .returnStmt, call.parent?.returned.count == 1 else { return false }
    return function.descendants(of: .returnStmt).contains { other in
      other.returned.first.map { isGiven($0, to: function) } ?? false
    }
  }

  private static let wants = [
    "ackground context", "context.Background", "separate context", "own context", "new context", "fresh context",
    "etached", "isconnected", "not be cancel", "n't be cancel", "outlive", "not cancel", "independent",
  ]

  /// Whether words above, in the function or before it, say why the context is another one.
  private static func isAnnounced(_ call: Node, in function: Node) -> Bool {
    let tree = call.tree
    func says(_ words: String) -> Bool {
      words.contains("ontext") && StatedReason.explains(words) && wants.contains { words.contains($0) }
    }
    if let doc = function.doc, says(tree.text(doc.start..<doc.end)) { return true }
    return tree.commentGroups.contains { group in
      group.start > function.start && group.end < call.start && says(tree.text(group.start..<group.end))
    }
  }

  /// `ctx != context.Background()`, and a context that the next statement cancels.
  private static func isNeverWaitedFor(_ call: Node) -> Bool {
    var around = call.parent
    while let node = around, node.kind == .parenExpr { around = node.parent }
    guard let around else { return false }
    if around.kind == .binaryExpr { return around.token == .equal || around.token == .notEqual }
    guard around.kind == .callExpr, around.calledOperandName == "context", let cancel = around.receivingName(at: 1),
      let next = around.parent?.following, next.kind == .exprStmt, let ending = next.operand?.unparenthesized
    else { return false }
    return ending.kind == .callExpr && ending.function?.isSpelled(like: cancel) == true
  }

  /// `own := context.Background()` before `go work(own)`, and `r.Clone(context.Background())`: for what goes on by
  /// itself.
  private static func isForGoroutine(_ call: Node, in function: Node) -> Bool {
    if let outer = call.parent, outer.kind == .callExpr, outer.calledName == "Clone" { return true }
    var value = call
    if let outer = call.parent, outer.kind == .callExpr, outer.calledOperandName == "context" { value = outer }
    guard let own = value.receivingName(at: 0), own.kind == .ident, !own.isText("ctx") else { return false }
    let takers = function.descendants(of: .callExpr).filter { taker in
      taker.start > value.end && taker.calledOperandName != "context"
        && taker.arguments.contains { $0.isSpelled(like: own) }
    }
    return !takers.isEmpty && takers.allSatisfy { $0.parent?.kind == .goStmt }
  }

  /// `own, cancel := context.WithCancel(context.Background())` with `cancel` kept in a value: it ends when its owner says so.
  private static func isEndedByOwner(_ call: Node, in function: Node) -> Bool {
    guard let outer = call.parent, outer.kind == .callExpr, outer.calledName == "WithCancel",
      let cancel = outer.receivingName(at: 1), cancel.kind == .ident
    else { return false }
    return function.descendants(of: .ident).contains { use in
      guard use.start > cancel.end, use.isSpelled(like: cancel), let parent = use.parent else { return false }
      if parent.kind == .keyValueExpr { return parent.value == use }
      return parent.kind == .assignStmt && parent.rightSide.contains(use)
        && parent.leftSide.first?.kind == .selectorExpr
    }
  }

  /// `case <-own.Done():` in a select that has `case <-r.Context().Done():` too.
  private static func isWaitedForBeside(_ call: Node, in function: Node) -> Bool {
    guard let outer = call.parent, outer.kind == .callExpr, let own = outer.receivingName(at: 0), own.kind == .ident
    else { return false }
    return function.descendants(of: .selectStmt).contains { select in
      let ends = (select.body?.statements ?? select.arguments).compactMap(\.communication).flatMap { waiting in
        waiting.descendants(of: .selectorExpr).filter { $0.name?.isText("Done") == true }
      }
      return ends.contains { $0.operand?.isSpelled(like: own) == true }
        && ends.contains { $0.operand.map { isGiven($0, to: function) } ?? false }
    }
  }

  /// `values(context.Background(), ctx)`, and a fresh context whose comment says what it is for.
  private static func isMeant(_ call: Node, in function: Node) -> Bool {
    if let outer = call.parent, outer.kind == .callExpr,
      outer.arguments.contains(where: { $0.isNamedAsContext && isGiven($0, to: function) })
    {
      return true
    }
    let blocks: [NodeKind] = [.blockStmt, .caseClause, .commClause]
    let statement = call.ancestors.first { $0.parent.map { blocks.contains($0.kind) } ?? false }
    let words = call.tree.comments(besides: statement ?? call)
    return (words.contains("ontext") || words.contains("ctx")) && words.contains("lifetime")
      || words.contains("ontext") && StatedReason.explains(words)
  }

  /// A parameter of the function, or the context of a request.
  private static func isGiven(_ context: Node, to function: Node) -> Bool {
    if context.kind == .callExpr { return context.calledName == "Context" }
    return function.type?.parameters?.fields.contains { $0.names.contains { $0.isSpelled(like: context) } } ?? false
  }

  /// `log.G(context.TODO()).WithField("cart", id).Info("stored")`: one word for a logger, and a line written with it.
  private static func isLoggerOnly(_ logger: Node) -> Bool {
    guard logger.calledName.map({ $0.count < 3 }) ?? false, logger.calledOperandName?.hasPrefix("log") ?? false else {
      return false
    }
    return logger.arguments.count == 1
  }

  /// `trace.LinkFromContext(ctx)`: of the given context the trace is taken along, and the rest left behind on purpose.
  private static func takesTraceOver(_ function: Node) -> Bool {
    function.descendants(of: .callExpr).contains { call in
      if call.calledName == "AddLink" { return true }
      guard let name = call.calledName,
        ["LinkFromContext", "SpanContextFromContext", "ContextWithSpanContext", "ContextWithRemoteSpanContext"]
          .contains(
            name), let given = call.arguments.first
      else { return false }
      return isGiven(given, to: function)
    }
  }

  /// `ctx == nil`, `r == nil || r.Context() == nil`: there is none to pass on. `err == nil` says nothing of that.
  private static func lacksContext(_ condition: Node) -> Bool {
    ([condition.unparenthesized] + condition.descendants(of: .binaryExpr)).contains { comparison in
      guard comparison.kind == .binaryExpr, comparison.token == .equal else { return false }
      return comparison.nilComparison.map { !$0.operand.isNamedAsError } ?? false
    }
  }

  /// `schedule.Add(spec, func() { … })`, `timer := afterFunc(delay, func() { … })`, `OnClose: func() { … }`: a function
  /// that is called when the caller may have gone. So is one without parameters in a variable that is not called here.
  private static func isCalledBackLater(_ literal: Node) -> Bool {
    guard let parent = literal.parent else { return false }
    switch parent.kind {
    case .callExpr:
      guard parent.function != literal, let name = parent.calledName else { return false }
      return ["Go", "Do", "Once"].contains(name) || IdentifierWords(name).containsAny(of: later)
    case .keyValueExpr: return parent.value == literal
    case .assignStmt:
      guard let taker = parent.leftSide.first, parent.leftSide.count == 1 else { return false }
      if taker.kind != .ident { return true }
      return literal.outermostFunction?.descendants(of: .callExpr).allSatisfy { call in
        call.function?.isSpelled(like: taker) != true
      } ?? false
    default: return false
    }
  }

  private static let later: Set<String> = [
    "after", "cleanup", "submit", "enqueue", "schedule", "every", "cron", "subscribe", "callback", "hook", "add",
    "register", "on",
  ]

  private static func startsAfresh(_ call: Node, in function: Node) -> Bool {
    // A logger asked for with an empty context waits for nothing.
    if let parent = call.parent, parent.kind == .callExpr {
      if parent.calledName?.hasSuffix("Logger") ?? false || isLoggerOnly(parent) { return true }
    }
    if takesTraceOver(function) { return true }
    if isForCleaning(call) { return true }
    for ancestor in call.ancestors {
      if ancestor == function { break }
      if ancestor.kind == .funcLit, ancestor.parent?.kind == .returnStmt { return true }
      if ancestor.kind == .goStmt || ancestor.kind == .deferStmt { return true }
      if ancestor.kind == .funcLit, isCalledBackLater(ancestor) { return true }
      if ancestor.kind == .ifStmt, ancestor.condition.map(lacksContext) ?? false { return true }
      // The branch of a select that waits for the caller's end.
      if ancestor.kind == .commClause, ancestor.communication?.text.contains("Done()") ?? false { return true }
    }
    return function.descendants(of: .unaryExpr).contains { waiting in
      guard waiting.token == .arrow, waiting.text.contains("Done()") else { return false }
      // Before, or where the fresh one is ended after the given one: `<-parent.Done()` in a goroutine of its own.
      return waiting.start < call.start
        || waiting.operand?.unparenthesized.function?.unparenthesized.operand.map { isGiven($0, to: function) } ?? false
          && waiting.parent?.kind == .exprStmt
    }
  }
}

extension Node {
  fileprivate var isNamedAsContext: Bool {
    guard kind == .ident else { return false }
    let name = text.lowercased()
    return name.contains("ctx") || name.contains("context")
  }
}
