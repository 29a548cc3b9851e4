import Evidence
import Repository

/// Finds benchmarks.
struct BenchmarkProbe: Probe {
  static let card = ProbeCard(
    id: "testing/benchmark",
    sign: .signal,
    looksFor: "a benchmark (func BenchmarkX(b *testing.B))",
    because: "a claim about speed without a benchmark is a guess, and a regression goes unseen",
    instead: "benchmark what runs most often, and compare with benchstat before and after a change",
    examples: [
      .found(
        """
        -- cart_test.go --
        package shop
        import "testing"
        ▸func BenchmarkTotal(b *testing.B) {}
        """),
      .quiet(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func benchmarkTotal(b *testing.B, n int) {}
        func BenchmarkOf(b *testing.B, n int) {}
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    TestFunction.signal(
      .benchmark, in: subject.snapshot, probe: Self.card.id, named: "benchmark",
      pattern: "func BenchmarkX(b *testing.B)")
  }
}

extension TestFunction {
  /// The outcome of a probe that looks for one kind of test function.
  static func signal(
    _ kind: Kind, in snapshot: Snapshot, probe: ProbeID, named word: String, pattern: String
  ) -> Outcome {
    let files = snapshot.testFiles
    let findings = files.flatMap { file in
      all(in: file).filter { $0.kind == kind }.map { file.finding(probe, at: $0.node, "\(word) \($0.name)") }
    }
    return Outcome(
      probe: probe, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["functions": .count(findings.count)], scope: Scope(files: files.count, patterns: [pattern]))
  }
}
