import Evidence
import GoSyntax
import Repository

/// Finds goroutines that nothing can end.
///
/// Limits: the body is read, with functions of the same package it calls, two steps deep. A goroutine that runs
/// straight through is not reported but counted apart (`finite`).
struct UnsupervisedGoroutineProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/unsupervised-goroutine",
    sign: .antiPattern,
    looksFor: "a goroutine that loops without a way to end",
    because: "it outlives what it was started for, keeps its memory and is cut off in the middle at exit",
    instead: "give it a context or a channel that ends it, and wait for it",
    examples: [
      .found(
        """
        ticker := time.NewTicker(time.Second)
        ▸go func() {
          for range ticker.C {
            fmt.Println(path)
          }
        }()
        """),
      .found("▸go func() {\n  for {\n    time.Sleep(time.Second)\n  }\n}()"),
      .quiet(
        """
        go func() {
          for {
            select {
            case <-ctx.Done():
              return
            case <-time.After(time.Second):
            }
          }
        }()
        """),
      .quiet("done := make(chan bool)\ngo func() { done <- true }()\n<-done"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var counts = (all: 0, supervised: 0, finite: 0, unknown: 0)
    for file in subject.snapshot.productFiles {
      for statement in file.tree.nodes(of: .goStmt) {
        counts.all += 1
        switch GoroutineEnd(of: statement, in: file, subject) {
        case .supervised: counts.supervised += 1
        case .finite: counts.finite += 1
        case .unknown: counts.unknown += 1
        case .unbounded:
          findings.append(
            file.finding(Self.card.id, at: statement, "this goroutine loops and nothing ends it", confidence: .medium))
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "goroutines": .count(counts.all), "supervised": .count(counts.supervised), "finite": .count(counts.finite),
        "unknown": .count(counts.unknown), "unbounded": .count(findings.count),
      ],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["go statements and the bodies they run"]))
  }
}
