import Checklists
import Evidence
import Testing

@testable import Reviews

@Suite struct SuggestionsTests {
  static func finding(_ probe: ProbeID, _ confidence: Confidence = .high, line: Int = 1) -> Finding {
    Finding(
      probe: probe, location: Location(path: "a.go", line: line), snippet: "line \(line)", message: "here",
      confidence: confidence)
  }

  static func outcome(_ probe: ProbeID, _ answer: Outcome.Answer, _ confidence: Confidence = .high) -> Outcome {
    let hasFinding = answer == .found || answer == .partial
    return Outcome(
      probe: probe, answer: answer, findings: hasFinding ? [finding(probe, confidence)] : [], scope: Scope(files: 7))
  }

  static func observation(
    _ rule: SuggestionRule, _ outcomes: [Outcome], kind: ProjectKind = .service,
    applies: [ProjectKind] = ProjectKind.allCases
  ) throws -> Observation {
    let item = ChecklistItem.sample("health.x", suggestion: rule, applies: applies)
    let suggestions = Suggestions(catalogue: Catalogue(checklists: [.sample(.health, [item])]), kind: kind)
    let all = suggestions.observations(
      of: outcomes, versions: ["f/a": 1, "f/b": 2], antiPatterns: ["f/bad"])
    return try #require(all.first)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let a: Outcome.Answer
    let b: Outcome.Answer
    let worst: Rating?
    let best: Rating?
    let count: Rating?
    var testDescription: String { "\(a), \(b)" }
  }

  @Test func `the reason says how many findings are silenced and by what`() throws {
    var outcome = Self.outcome("f/bad", .notFound)
    outcome.silenced = [1, 2].map {
      SilencedFinding(
        finding: Self.finding("f/bad", line: $0), by: .nolint, rule: "errcheck", reason: "", commentLine: $0)
    }
    let observation = try Self.observation(.worst(["f/bad"]), [outcome])
    #expect(observation.rating == .solid)
    #expect(observation.reason.hasSuffix(" 2 findings are silenced in the code (2 by nolint)."))
    #expect(observation.evidence.isEmpty)
  }

  static let unclear = Outcome.Answer.inconclusive(reason: "unclear")
  static let absent = Outcome.Answer.notApplicable(reason: "no such code")
  static let rows: [Row] = [
    Row(a: .found, b: .found, worst: .solid, best: .solid, count: .solid),
    Row(a: .found, b: .partial, worst: .partial, best: .solid, count: .partial),
    Row(a: .found, b: .notFound, worst: .missing, best: .solid, count: .partial),
    Row(a: .notFound, b: .notFound, worst: .missing, best: .missing, count: .missing),
    Row(a: .found, b: absent, worst: .solid, best: .solid, count: .solid),
    Row(a: .notFound, b: absent, worst: .missing, best: .missing, count: .missing),
    Row(a: absent, b: absent, worst: .notApplicable, best: .notApplicable, count: .notApplicable),
    Row(a: .found, b: unclear, worst: nil, best: .solid, count: nil),
    Row(a: .notFound, b: unclear, worst: .missing, best: nil, count: nil),
    Row(a: .partial, b: unclear, worst: nil, best: nil, count: .partial),
  ]

  @Test func `the reason counts places and files in words that fit the number`() throws {
    let one = SuggestionsTests.outcome("f/a", .found)
    let none = SuggestionsTests.outcome("f/a", .notFound)
    #expect(try SuggestionsTests.observation(.worst(["f/a"]), [one]).reason == "f/a: found in 1 place")
    #expect(try SuggestionsTests.observation(.worst(["f/a"]), [none]).reason == "f/a: not found in 7 files")
  }

  @Test(arguments: rows) func `outcomes join as worst, best and count say`(_ row: Row) throws {
    let outcomes = [SuggestionsTests.outcome("f/a", row.a), SuggestionsTests.outcome("f/b", row.b)]
    #expect(try SuggestionsTests.observation(.worst(["f/a", "f/b"]), outcomes).rating == row.worst)
    #expect(try SuggestionsTests.observation(.best(["f/a", "f/b"]), outcomes).rating == row.best)
    #expect(try SuggestionsTests.observation(.count(["f/a", "f/b"]), outcomes).rating == row.count)
  }

  @Test func `for an anti-pattern found is 0 and not found is 2`() throws {
    func rating(_ answer: Outcome.Answer) throws -> Rating? {
      try SuggestionsTests.observation(.worst(["f/bad"]), [SuggestionsTests.outcome("f/bad", answer)]).rating
    }
    #expect(try rating(.found) == .missing)
    #expect(try rating(.partial) == .partial)
    #expect(try rating(.notFound) == .solid)
  }

  @Test func `a failed probe fails the item, a probe that did not run leaves it open`() throws {
    let failed = try SuggestionsTests.observation(
      .worst(["f/a", "f/b"]),
      [SuggestionsTests.outcome("f/a", .failed(reason: "broke")), SuggestionsTests.outcome("f/b", .found)])
    #expect(failed.result == .failed(reason: "f/a: broke") && failed.probeVersion == "f/a@1 f/b@2")
    let missing = try SuggestionsTests.observation(.worst(["f/a"]), [])
    #expect(missing.result == .inconclusive(reason: "f/a: f/a did not run"))
  }

  @Test func `confidence is the least of the findings, and medium where nothing was found`() throws {
    let outcomes = [SuggestionsTests.outcome("f/a", .found, .low), SuggestionsTests.outcome("f/b", .found)]
    #expect(try SuggestionsTests.observation(.worst(["f/a", "f/b"]), outcomes).confidence == .low)
    let none = [SuggestionsTests.outcome("f/a", .notFound)]
    #expect(try SuggestionsTests.observation(.worst(["f/a"]), none).confidence == .medium)
  }

  @Test func `a measure is held against its thresholds`() throws {
    for (value, rating) in [(Measure.ratio(0.8), Rating.solid), (.ratio(0.79), .partial), (.count(0), .missing)] {
      var outcome = SuggestionsTests.outcome("f/a", .found)
      outcome.measures = ["share": value]
      let rule = SuggestionRule.threshold(Threshold("f/a", measure: "share", solid: 0.8, partial: 0.5))
      #expect(try SuggestionsTests.observation(rule, [outcome]).rating == rating)
      let other = SuggestionRule.threshold(Threshold("f/a", measure: "absent", solid: 0.8, partial: 0.5))
      #expect(try SuggestionsTests.observation(other, [outcome]).rating == nil)
    }
  }

  @Test func `a measure may be a share of another, or few in a thousand`() throws {
    func rating(_ count: Int, in whole: Int, _ threshold: Threshold) throws -> (Rating?, String) {
      var outcome = SuggestionsTests.outcome("f/a", .found)
      outcome.measures = ["bad": .count(count), "all": .count(whole)]
      let observation = try SuggestionsTests.observation(.threshold(threshold), [outcome])
      return (observation.rating, observation.reason)
    }
    let share = Threshold("f/a", measure: "bad", base: .of("all"), solid: 0.8, partial: 0.5)
    #expect(try rating(4, in: 5, share).0 == .solid)
    #expect(try rating(3, in: 5, share).0 == .partial)
    #expect(try rating(92, in: 119, share).1.contains("bad is 92 of 119 all, a share of 0.77"))
    #expect(try rating(0, in: 0, share).0 == .notApplicable)
    let said = Threshold(
      "f/a", measure: "bad", base: .of("all"), solid: 0.1, partial: 0.5, says: "{count} of {whole} doors stand open")
    #expect(
      try rating(3, in: 12, said).1
        == "3 of 12 doors stand open, a share of 0.25; solid up to 0.1, partial up to 0.5")
    let few = Threshold("f/a", measure: "bad", base: .perThousand("all"), solid: 0.2, partial: 1)
    #expect(try rating(0, in: 5_000, few).0 == .solid)
    #expect(try rating(1, in: 5_000, few).0 == .solid)
    #expect(try rating(2, in: 5_000, few).0 == .partial)
    #expect(try rating(6, in: 5_000, few).0 == .missing)
    #expect(try rating(6, in: 5_000, few).1.contains("1.2 per thousand; solid up to 0.2, partial up to 1"))
  }

  @Test func `a subject a library does not have is not applicable, unless it has it`() throws {
    let rule = SuggestionRule.worst(["f/a"])
    for (answer, rating) in [(Outcome.Answer.notFound, Rating.notApplicable), (.found, .solid)] {
      let observation = try SuggestionsTests.observation(
        rule, [SuggestionsTests.outcome("f/a", answer)], kind: .library, applies: [.service])
      #expect(observation.rating == rating && observation.confidence == .high)
    }
  }

  static let restingItems: [(String, [ProbeID])] = [
    ("health.testing", ["testing/race", "testing/coverage"]), ("readiness.p0.race-clean-tests", ["testing/race"]),
    ("readiness.p0.coverage", ["testing/coverage"]),
    ("readiness.p0.golangci-lint", ["delivery/golangci"]),
    ("readiness.p0.govulncheck", ["delivery/vulnerability-scan", "delivery/dependency-updates"]),
    ("readiness.p1.integration-tests", ["testing/containers", "testing/short-guard"]),
    ("security.dependencies", ["delivery/vulnerability-scan", "delivery/dependency-updates"]),
  ]

  @Test(arguments: restingItems)
  func `a changed step of the pipeline makes only that stale which rests on it`(_ name: String, _ own: [ProbeID]) throws
  {
    func observation(buildStep: Int, isReadWhole: Bool = true, own isOwn: Bool = false) throws -> Observation {
      var pipeline = Self.outcome("delivery/ci-pipeline", .found)
      pipeline.findings = [Self.finding("delivery/ci-pipeline", line: buildStep)]
      pipeline.measures = ["isReadWhole": .flag(isReadWhole)]
      var outcomes = [pipeline, Self.outcome("testing/tested-packages", .found)]
      for probe in own {
        var outcome = Self.outcome(probe, .found)
        outcome.findings = [Self.finding(probe, line: isOwn ? 8 : 7)]
        outcomes.append(outcome)
      }
      return try Self.observation(
        .named(name, own + ["testing/tested-packages", "delivery/ci-pipeline"]), outcomes)
    }
    let before = try observation(buildStep: 1)
    #expect(before.evidence.count == own.count + 2)
    #expect(try observation(buildStep: 2).evidenceDigest == before.evidenceDigest)
    #expect(try observation(buildStep: 1, own: true).evidenceDigest != before.evidenceDigest)
    // What could not be read may hide anything.
    let unread = try [1, 2].map { try observation(buildStep: $0, isReadWhole: false).evidenceDigest }
    #expect(Set(unread + [before.evidenceDigest]).count == 3)
  }

  @Test func `all evidence counts, fifty places are shown`() throws {
    var outcome = SuggestionsTests.outcome("f/a", .found)
    outcome.findings = (1...120).map { SuggestionsTests.finding("f/a", line: $0) }
    let observation = try SuggestionsTests.observation(.worst(["f/a"]), [outcome])
    #expect(observation.evidence.count == 50 && observation.reason.contains("The first 50 of 120 places"))
    #expect(observation.evidenceDigest == EvidenceDigest.of(snippets: outcome.findings.map(\.snippet)))
  }

  @Test func `siblings share an observation when asked`() throws {
    let first = ChecklistItem.sample("health.x", suggestion: .worst(["f/a"]))
    let second = ChecklistItem.sample("rules.x", siblings: ["health.x"])
    let suggestions = Suggestions(
      catalogue: Catalogue(checklists: [.sample(.health, [first]), .sample(.rules, [second])]), kind: .service)
    let outcomes = [SuggestionsTests.outcome("f/a", .found)]
    let own = suggestions.observations(of: outcomes, versions: [:], antiPatterns: [])
    #expect(own.map(\.rating) == [.solid, nil])
    let shared = suggestions.observations(of: outcomes, versions: [:], antiPatterns: [], isSharing: true)
    #expect(shared.map(\.rating) == [.solid, .solid] && shared[1].confidence == .medium)
  }
}
