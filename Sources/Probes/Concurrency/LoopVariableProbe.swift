import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds function literals that run after a loop's turn and use the loop's variable, in files older than Go 1.22.
///
/// Literals run later when go or defer start them, an errgroup's or a WaitGroup's Go, or AfterFunc; a parallel subtest's
/// does from its call of Parallel on. Limits: a goroutine that the same turn waits for is left out, and so is one after
/// which the turn leaves the loop.
struct LoopVariableProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/loop-variable",
    version: 2,
    sign: .antiPattern,
    looksFor: "a loop variable captured by a goroutine, a deferred function or a parallel subtest, below Go 1.22",
    because: "all of them see the variable's last value",
    instead: "pass it as an argument, or raise the go directive to 1.22",
    examples: loopVariableExamples)

  func examine(_ subject: Subject) -> Outcome {
    let modern = GoVersion(major: 1, minor: 22)
    let version = subject.snapshot.module?.goVersion
    if let version, version >= modern {
      return Outcome(
        probe: Self.card.id, answer: .notApplicable(reason: "from Go 1.22 on every turn has its own variable"))
    }
    var findings: [Finding] = []
    var captured = 0
    for file in subject.snapshot.goFiles where file.isProduct || file.isTest && !file.isAside {
      guard !file.tree.nodes(of: .funcLit).isEmpty,
        !file.tree.nodes(of: .rangeStmt).isEmpty || !file.tree.nodes(of: .forStmt).isEmpty,
        file.languageVersion(in: version).map({ $0 < modern }) ?? true
      else { continue }
      for literal in file.tree.nodes(of: .funcLit) {
        guard let run = LateRun(literal, in: file, subject.types) else { continue }
        let variables = run.loops.flatMap { LateRun.variables(of: $0, file, subject.types) }
        guard !variables.isEmpty else { continue }
        for use in run.uses(of: variables, file, subject.types) {
          if file.isProduct { captured += 1 }
          findings.append(
            file.finding(
              Self.card.id, at: use, "\(use.text) is shared by all turns of the loop",
              confidence: run.isLast ? .high : .medium))
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["captured": .count(captured), "capturedInTests": .count(findings.count - captured)],
      scope: Scope(
        files: subject.snapshot.productFiles.count,
        patterns: ["go, defer, Go(func), AfterFunc and parallel t.Run inside loops"]))
  }
}
