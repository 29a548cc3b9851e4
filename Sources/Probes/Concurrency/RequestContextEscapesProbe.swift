import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds work that outlives a request and still runs under the request's context.
///
/// A goroutine whose starter waits for something afterwards (a channel, a WaitGroup, a copy or serve call, an endless
/// loop) does not outlive the request, and one that asks the context whether it is done watches the request on purpose.
/// A timer's function counts as a goroutine unless the handler stops the timer, a closure that is started by its name too.
/// Handlers are functions with an *http.Request or a gin, echo or fiber context among their parameters.
struct RequestContextEscapesProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/request-context-escapes",
    version: 4,
    sign: .antiPattern,
    looksFor: "a goroutine that goes on after the answer with the request's context",
    because: "the context is cancelled when the handler returns, and the work is cut off in the middle",
    instead: "give it context.WithoutCancel(r.Context()), with a deadline of its own",
    examples: requestContextExamples)

  /// `time.AfterFunc(pause, func() { … })`: a goroutine that starts when the answer is long given.
  private static func timers(in file: GoFile) -> [Node] {
    guard let time = file.imports.first(where: { $0.path == "time" }) else { return [] }
    return file.tree.calls(named: ["AfterFunc"]).filter { $0.calledOperandName == time.name && !isStopped($0) }
  }

  /// `timer := time.AfterFunc(…)`, `defer timer.Stop()`: it watches the handler, which takes it back.
  private static func isStopped(_ call: Node) -> Bool {
    if call.parent?.kind == .selectorExpr { return call.parent?.name?.isText("Stop") == true }
    guard let timer = call.receivingVariable, let function = call.enclosingFunction else { return false }
    return function.descendants(of: .callExpr).contains { stop in
      guard stop.calledName == "Stop", stop.function?.unparenthesized.operand?.isSpelled(like: timer) == true else {
        return false
      }
      // Stopped on one way out alone, it goes off on the others.
      let statement = stop.ancestors.first { $0.parent == function.body }
      return stop.ancestors.contains { $0.kind == .deferStmt } || stop.parent == statement
        || statement?.kind == .ifStmt && statement?.condition?.contains(stop) == true
    }
  }

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles where RequestContexts.mayHandle(file) {
      for statement in file.tree.nodes(of: .goStmt) + Self.timers(in: file) {
        guard let contexts = RequestContexts(around: statement, in: file, subject), !contexts.starterWaits,
          let place = contexts.escape
        else { continue }
        findings.append(
          file.finding(Self.card.id, at: place, "cancelled as soon as the handler returns", confidence: .medium))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["escapes": .count(findings.count)],
      scope: Scope(
        files: subject.snapshot.productFiles.count, patterns: ["go statements and time.AfterFunc of HTTP handlers"]))
  }
}
