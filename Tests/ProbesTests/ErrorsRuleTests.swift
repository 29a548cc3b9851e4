import Checklists
import Evidence
import Testing

@testable import Probes
@testable import Reviews

/// The two error items follow from the counts, at the limits the catalogue names.
@Suite struct ErrorsRuleTests {
  /// Counts of a module in which everything is solid; a test changes what it is about.
  struct Counts {
    var kind = ProjectKind.service
    var kept = 20
    var lost = 0
    var lines = 5_000
    var across = 3
    var errorReturns = 200
    var dropped = 4
    var declared = 2
    var questions = 3

    var facts: RuleFacts {
      func outcome(_ probe: ProbeID, _ measures: [String: Measure]) -> (ProbeID, Outcome) {
        (probe, Outcome(probe: probe, answer: .found, measures: measures))
      }
      return RuleFacts(
        kind: kind,
        outcomes: Dictionary(uniqueKeysWithValues: [
          outcome(
            "errors/unwrapped",
            ["wraps": .count(kept + lost), "kept": .count(kept), "lost": .count(lost), "lines": .count(lines)]),
          outcome("errors/bare-return", ["across": .count(across), "errorReturns": .count(errorReturns)]),
          outcome("errors/sentinels", ["sentinels": .count(declared), "questions": .count(questions)]),
          outcome("errors/swallowed", ["swallowed": .count(dropped)]),
          outcome("errors/ignored", ["ignored": 0]),
          outcome("errors/compared", ["compared": 0]),
        ]))
    }

    func rating(_ item: String) -> Rating? { Suggestions.namedRules[item]?(facts).rating }
  }

  static func counts(_ change: (inout Counts) -> Void) -> Counts {
    var counts = Counts()
    change(&counts)
    return counts
  }

  @Test(arguments: [
    (counts { _ in }, Rating.solid),
    (counts { $0.across = 39 }, .solid),
    (counts { $0.across = 40 }, .partial),
    (
      counts {
        $0.across = 40; $0.kept = 41
      }, .solid
    ),
    (
      counts {
        $0.kept = 16; $0.lost = 4
      }, .solid
    ),
    (
      counts {
        $0.kept = 15; $0.lost = 5
      }, .partial
    ),
    (counts { $0.kept = 4 }, .partial),
    (counts { $0.kept = 10 }, .solid),
    (counts { $0.kept = 9 }, .partial),
    (counts { $0.declared = 0 }, .partial),
    (counts { $0.questions = 0 }, .partial),
    (counts { $0.dropped = 5 }, .partial),
    (counts { $0.dropped = 24 }, .partial),
    (counts { $0.dropped = 25 }, .missing),
    (
      counts {
        $0.kept = 0; $0.across = 5
      }, .missing
    ),
  ]) func `health follows wraps, declared errors and dropped ones`(_ counts: Counts, _ rating: Rating) {
    #expect(counts.rating("health.error-handling") == rating)
  }

  @Test(arguments: [
    (counts { _ in }, Rating.solid),
    (
      counts {
        $0.declared = 0; $0.questions = 0; $0.dropped = 100
      }, .solid
    ),
    (counts { $0.across = 19 }, .solid),
    (counts { $0.across = 20 }, .partial),
    (
      counts {
        $0.kept = 2; $0.lost = 1
      }, .partial
    ),
    (counts { $0.kept = 0 }, .missing),
    (
      counts {
        $0.kept = 0; $0.lost = 9
      }, .missing
    ),
    (
      counts {
        $0.kept = 0; $0.kind = .library; $0.errorReturns = 20
      }, .notApplicable
    ),
    (
      counts {
        $0.kept = 0; $0.kind = .library; $0.errorReturns = 40
      }, .missing
    ),
  ]) func `readiness follows wraps and bare returns alone`(_ counts: Counts, _ rating: Rating) {
    #expect(counts.rating("readiness.p0.error-wrapping") == rating)
  }

  @Test func `a probe that failed is no zero`() {
    var facts = Counts().facts
    facts = RuleFacts(
      kind: .service,
      outcomes: facts.outcomes.merging(
        ["errors/unwrapped": Outcome(probe: "errors/unwrapped", answer: .failed(reason: "it broke"))]
      ) { _, failed in failed })
    #expect(Suggestions.namedRules["health.error-handling"]?(facts).rating == nil)
    #expect(Suggestions.namedRules["readiness.p0.error-wrapping"]?(facts).rating == nil)
  }

  @Test func `verbs find their arguments through indexes, stars and flags`() {
    let plain = FormatVerbs("%s: %w %%")
    #expect(plain.verbs.map(\.argument) == [0, 1])
    #expect(plain.letters(of: 1) == [UInt8(ascii: "w")])
    #expect(FormatVerbs("%[2]v %v %[1]*d").verbs.map(\.argument) == [1, 2, 1])
    #expect(FormatVerbs("%-+*.*f|%s").verbs.map(\.argument) == [2, 3])
    #expect(FormatVerbs("%").verbs.isEmpty && FormatVerbs("%[x]").verbs.count == 1)
  }
}
