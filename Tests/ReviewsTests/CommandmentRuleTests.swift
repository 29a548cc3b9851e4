import Checklists
import Evidence
import Testing

@testable import Reviews

/// The rules that join several probes, at their limits.
@Suite struct CommandmentRuleTests {
  static func rating(
    _ item: String, _ measures: KeyValuePairs<ProbeID, [String: Measure]>, kind: ProjectKind = .service
  ) -> Rating? {
    let outcomes = measures.map { ($0.key, Outcome(probe: $0.key, answer: .found, measures: $0.value)) }
    let facts = RuleFacts(kind: kind, outcomes: Dictionary(uniqueKeysWithValues: outcomes))
    return Suggestions.namedRules[item]?(facts).rating
  }

  @Test(arguments: [(80, 20, Rating.solid), (79, 21, .partial), (20, 80, .partial), (19, 81, .missing)])
  func `four fifths under internal is solid, a fifth is partial`(_ hidden: Int, _ open: Int, _ expected: Rating) {
    let layout: [String: Measure] = ["internalLines": .count(hidden), "openLines": .count(open)]
    #expect(Self.rating("architecture.internal", ["project/standard-layout": layout]) == expected)
    #expect(Self.rating("architecture.internal", ["project/standard-layout": layout], kind: .library) == .notApplicable)
  }

  @Test func `groups are solid while nearly all goroutines end, and bare go statements are left to a person`() {
    func rating(groups: Int, started: Int, unbounded: Int) -> Rating? {
      Self.rating(
        "concurrency.bounded-groups",
        [
          "concurrency/errgroup": ["groups": .count(groups)],
          "concurrency/unsupervised-goroutine": ["goroutines": .count(started), "unbounded": .count(unbounded)],
        ])
    }
    #expect(rating(groups: 2, started: 10, unbounded: 1) == .solid)
    #expect(rating(groups: 2, started: 10, unbounded: 2) == .partial)
    #expect(rating(groups: 0, started: 10, unbounded: 0) == nil)
    #expect(rating(groups: 0, started: 0, unbounded: 0) == .notApplicable)
  }

  static func contexts(passing: Int, missing: Int, late: Int = 0, detached: Int = 0) -> KeyValuePairs<
    ProbeID, [String: Measure]
  > {
    [
      "concurrency/context-missing": ["withContext": .count(passing), "missing": .count(missing)],
      "concurrency/context-not-first": ["notFirst": .count(late)],
      "concurrency/context-detached": ["detached": .count(detached)],
    ]
  }

  @Test func `contexts are everywhere when nine of ten calls are given one and hardly any is replaced`() {
    #expect(Self.rating("commandments.context", Self.contexts(passing: 90, missing: 10)) == .solid)
    #expect(Self.rating("commandments.context", Self.contexts(passing: 89, missing: 11)) == .partial)
    #expect(Self.rating("commandments.context", Self.contexts(passing: 90, missing: 0, late: 2)) == .partial)
    #expect(Self.rating("commandments.context", Self.contexts(passing: 4, missing: 5)) == .missing)
    #expect(Self.rating("commandments.context", Self.contexts(passing: 0, missing: 0)) == .notApplicable)
  }

  @Test func `a mapper that is never given a context is not solid among any number of calls that are`() {
    func rating(_ item: String, given: Int) -> Rating? {
      let missing: [String: Measure] = [
        "withContext": 900, "missing": 20, "mapperMissing": 20, "mapperGiven": .count(given),
      ]
      return Self.rating(
        item,
        [
          "concurrency/context-missing": missing, "concurrency/context-not-first": [:],
          "concurrency/context-detached": [:],
        ])
    }
    for item in ["commandments.context", "mistakes.ignored-cancellation"] {
      #expect(rating(item, given: 0) == .partial)
      #expect(rating(item, given: 200) == .solid)
    }
  }

  @Test func `a replaced context is partial up to three times, missing beyond`() {
    let item = "mistakes.ignored-cancellation"
    #expect(Self.rating(item, Self.contexts(passing: 90, missing: 10)) == .solid)
    #expect(Self.rating(item, Self.contexts(passing: 90, missing: 0, detached: 1)) == .partial)
    #expect(Self.rating(item, Self.contexts(passing: 90, missing: 0, detached: 4)) == .missing)
    #expect(Self.rating(item, Self.contexts(passing: 4, missing: 5)) == .missing)
  }

  @Test func `what is left open is summed over all kinds, and a probe that did not run leaves it open`() {
    func opened(_ left: Int) -> KeyValuePairs<ProbeID, [String: Measure]> {
      [
        "http/body-not-closed": ["responses": 8, "notClosed": .count(left)],
        "database/rows-not-closed": ["rows": 3, "notClosed": 0],
        "database/transaction-not-rolled-back": ["transactions": 0, "leftOpen": 0],
        "concurrency/cancel-lost": ["contexts": 5, "lost": 0],
        "concurrency/ticker-not-stopped": ["tickers": 1, "notStopped": .count(min(left, 1))],
      ]
    }
    #expect(Self.rating("mistakes.missing-cleanup", opened(0)) == .solid)
    #expect(Self.rating("mistakes.missing-cleanup", opened(2)) == .partial)
    #expect(Self.rating("mistakes.missing-cleanup", opened(3)) == .missing)
    #expect(Self.rating("mistakes.missing-cleanup", ["http/body-not-closed": ["responses": 8]]) == nil)
  }
}
