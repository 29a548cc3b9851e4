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

  @Test func `nine of ten loops that start goroutines need a limit, and where no loop does there is nothing to limit`()
  {
    func rating(loops: Int, unlimited: Int, unwaited: Int = 0, groups: Int = 2) -> Rating? {
      Self.rating(
        "concurrency.bounded-groups",
        [
          "concurrency/errgroup": [
            "groups": .count(groups), "loops": .count(loops), "unlimitedLoops": .count(unlimited),
            "unwaitedLoops": .count(unwaited),
          ],
          "concurrency/unsupervised-goroutine": ["goroutines": 10],
        ])
    }
    #expect(rating(loops: 10, unlimited: 1) == .solid)
    #expect(rating(loops: 10, unlimited: 2, unwaited: 2) == .partial)
    #expect(rating(loops: 10, unlimited: 8, unwaited: 4) == .partial)
    #expect(rating(loops: 10, unlimited: 6, unwaited: 4) == .missing)
    #expect(rating(loops: 0, unlimited: 0) == .notApplicable)
  }

  @Test func `an origin open to all is never solid, and with credentials it is missing`() {
    func rating(_ measures: [String: Measure]) -> Rating? {
      Self.rating("security.cors", ["http/cors-wildcard": measures])
    }
    #expect(rating([:]) == .notApplicable)
    #expect(rating(["uses": 2]) == .solid)
    #expect(rating(["uses": 2, "open": 1, "openPlaces": .list(["api.go:7"])]) == .partial)
    #expect(rating(["uses": 2, "wildcards": 1]) == .partial)
    #expect(rating(["uses": 2, "wildcards": 1, "credentials": true]) == .missing)
  }

  @Test func `loops over a program's own lists are neither bounded nor open`() {
    let own: [String: Measure] = ["loops": 0, "ownLoops": 3]
    let goroutines: [String: Measure] = ["goroutines": 3]
    #expect(
      Self.rating(
        "concurrency.bounded-groups",
        ["concurrency/errgroup": own, "concurrency/unsupervised-goroutine": goroutines]) == .notApplicable)
  }

  @Test func `settings and a database that was asked make a start, and nobody can say that none asks`() {
    func rating(_ settings: [String: Measure], asked: Int?) -> Rating? {
      let pool: Outcome.Answer = asked == nil ? .notApplicable(reason: "no SQL") : .found
      let outcomes = [
        Outcome(probe: "configuration/validated", answer: .found, measures: settings),
        Outcome(probe: "database/pool", answer: pool, measures: ["pinged": 0, "connected": .count(asked ?? 0)]),
      ]
      let facts = RuleFacts(kind: .service, outcomes: Dictionary(uniqueKeysWithValues: outcomes.map { ($0.probe, $0) }))
      return Suggestions.namedRules["commandments.fail-at-startup"]?(facts).rating
    }
    let checked: [String: Measure] = ["loads": 1, "settings": 9, "calls": 1]
    let parsed: [String: Measure] = ["loads": 1, "settings": 9, "stopping": 2]
    let taken: [String: Measure] = ["loads": 1, "settings": 9]
    #expect(rating(checked, asked: nil) == .solid)
    #expect(rating(checked, asked: 1) == .solid)
    #expect(rating(checked, asked: 0) == nil)
    #expect(rating(parsed, asked: 1) == .partial)
    #expect(rating(taken, asked: 1) == .partial)
    #expect(rating(taken, asked: 0) == .missing)
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
    // A call that is given another context than the one at hand has none that ends it.
    #expect(Self.rating("commandments.context", Self.contexts(passing: 12, missing: 0, detached: 12)) == .missing)
    #expect(Self.rating("commandments.context", Self.contexts(passing: 12, missing: 0, detached: 6)) == .partial)
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

  @Test func `contexts that are replaced or left out are judged alike as commandment and as mistake`() {
    for (passing, missing, detached) in [
      (90, 10, 0), (90, 10, 1), (90, 0, 2), (89, 11, 0), (4, 5, 0), (0, 0, 0), (5, 5, 3), (12, 0, 12),
    ] {
      let facts = Self.contexts(passing: passing, missing: missing, detached: detached)
      let rating = Self.rating("mistakes.ignored-cancellation", facts)
      #expect(rating == (passing + missing == 0 ? .notApplicable : Self.rating("commandments.context", facts)))
    }
    let facts = Self.contexts(passing: 90, missing: 0, detached: 2)
    #expect(Self.rating("mistakes.ignored-cancellation", facts) == .partial)
  }

  @Test func `the kind that is left open most often decides, and a probe that did not run leaves it open`() {
    func opened(_ left: Int, of responses: Int = 8, tickers: Int = 1) -> KeyValuePairs<ProbeID, [String: Measure]> {
      [
        "http/body-not-closed": ["responses": .count(responses), "notClosed": .count(left)],
        "database/rows-not-closed": ["rows": 3, "notClosed": 0],
        "database/transaction-not-rolled-back": ["transactions": 0, "leftOpen": 0],
        "concurrency/cancel-lost": ["contexts": 5, "lost": 0],
        "concurrency/ticker-not-stopped": ["tickers": .count(tickers), "notStopped": .count(min(left, tickers))],
      ]
    }
    #expect(Self.rating("mistakes.missing-cleanup", opened(0)) == .solid)
    #expect(Self.rating("mistakes.missing-cleanup", opened(1)) == .missing)
    #expect(Self.rating("mistakes.missing-cleanup", opened(1, of: 20)) == .missing)
    #expect(Self.rating("mistakes.missing-cleanup", opened(1, of: 10, tickers: 0)) == .partial)
    #expect(Self.rating("mistakes.missing-cleanup", opened(1, of: 9, tickers: 0)) == .missing)
    #expect(Self.rating("mistakes.missing-cleanup", ["http/body-not-closed": ["responses": 8]]) == nil)
  }
}
