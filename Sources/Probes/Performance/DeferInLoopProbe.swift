import Evidence
import GoSyntax
import Repository

/// Finds deferred calls that pile up until the function returns.
struct DeferInLoopProbe: Probe {
  static let card = ProbeCard(
    id: "performance/defer-in-loop",
    sign: .antiPattern,
    looksFor: "defer inside a loop",
    because: "nothing is released before the whole function returns",
    instead: "move the body of the loop into a function of its own",
    examples: [
      .found("for i := 0; i < 3; i++ {\n  file, _ := os.Open(path)\n  ▸defer file.Close()\n}"),
      .quiet("for i := 0; i < 3; i++ {\n  func() {\n    file, _ := os.Open(path)\n    defer file.Close()\n  }()\n}"),
      .quiet("for {\n  file, _ := os.Open(path)\n  defer file.Close()\n  return nil\n}"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles {
      for statement in file.tree.nodes(of: .deferStmt) {
        var isInLoop = false
        for around in statement.ancestors {
          if around.kind == .funcLit || around.kind == .funcDecl { break }
          if around.kind == .forStmt || around.kind == .rangeStmt { isInLoop = true }
        }
        let leaves = statement.parent?.statements.last.map { $0.kind == .returnStmt || $0.kind == .branchStmt } ?? false
        guard isInLoop, !leaves else { continue }
        findings.append(file.finding(Self.card.id, at: statement, "runs only when the function returns"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["defers": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["defer in for and range"]))
  }
}
