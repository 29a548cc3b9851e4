import Evidence
import Repository

/// Finds native fuzz tests.
///
/// Limits: `go-fuzz` style functions (`func Fuzz(data []byte) int`) are not counted; `go test` does not run them.
struct FuzzProbe: Probe {
  static let card = ProbeCard(
    id: "testing/fuzz",
    sign: .signal,
    looksFor: "a fuzz test (func FuzzX(f *testing.F))",
    because: "parsers and decoders fail on inputs nobody thinks of",
    instead: "write a fuzz test for every function that reads outside input",
    examples: [
      .found(
        """
        -- cart_test.go --
        package shop
        import "testing"
        ▸func FuzzParse(f *testing.F) {}
        """),
      .quiet(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func FuzzyMatch(f *testing.F) {}
        func Fuzz(data []byte) int { return 0 }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    TestFunction.signal(
      .fuzz, in: subject.snapshot, probe: Self.card.id, named: "fuzz test", pattern: "func FuzzX(f *testing.F)")
  }
}
