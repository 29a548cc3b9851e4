import Checklists
import Evidence
import Testing

@testable import Reviews

/// Rules of the guide that look at two figures at once, and lists of rules that honour the kinds their items name.
@Suite struct GuideRulesTests {
  typealias Measures = [String: Measure]

  private func rating(
    _ rule: String, _ measured: [ProbeID: Measures], kind: ProjectKind = .service
  ) throws -> Rating? {
    let outcomes = measured.map { Outcome(probe: $0.key, answer: .found, measures: $0.value) }
    let facts = RuleFacts(kind: kind, outcomes: Dictionary(uniqueKeysWithValues: outcomes.map { ($0.probe, $0) }))
    let named = try #require(Suggestions.namedRules[rule])
    return named(facts).rating
  }

  @Test(arguments: [(0, 0, Rating.solid), (0, 2, .solid), (0, 3, .partial), (1, 0, .missing), (2, 3, .missing)])
  func `a domain that imports infrastructure is none, and one with tags as a habit half`(
    _ imports: Int, _ tagged: Int, _ expected: Rating
  ) throws {
    let measures: Measures = [
      "domains": 3, "imports": .count(imports), "taggedPackages": .count(min(tagged, 1)), "types": 20,
      "taggedTypes": .count(tagged),
    ]
    #expect(try rating("architecture.pure-domain", ["project/domain-purity": measures]) == expected)
  }

  @Test(arguments: [(0, Rating.missing), (1, .solid), (3, .solid), (4, .partial)])
  func `a boundary is one to three functions`(_ count: Int, _ expected: Rating) throws {
    #expect(try rating("errors.boundary", ["errors/status-mapping": ["mappings": .count(count)]]) == expected)
  }

  @Test(arguments: [
    (0, 0, 1, Rating.solid), (0, 3, 0, .solid), (10, 12, 1, .partial), (11, 12, 1, .missing), (0, 0, 0, .notApplicable),
  ])
  func `one loader bears ten reads of the environment beside it`(
    _ scattered: Int, _ reads: Int, _ places: Int, _ expected: Rating
  ) throws {
    let measured: [ProbeID: Measures] = [
      "configuration/scattered-env": ["scattered": .count(scattered), "reads": .count(reads)],
      "configuration/loader": ["places": .count(places)],
    ]
    #expect(try rating("configuration.one-loader", measured) == expected)
  }

  @Test(arguments: [
    (40, 36, 0, Rating.solid), (40, 13, 27, .partial), (40, 20, 0, .partial), (40, 13, 10, .missing),
    (0, 0, 0, .notApplicable),
  ])
  func `goroutines that return by themselves have half a planned end`(
    _ started: Int, _ supervised: Int, _ finite: Int, _ expected: Rating
  ) throws {
    let measures: Measures = [
      "goroutines": .count(started), "supervised": .count(supervised), "finite": .count(finite),
    ]
    #expect(try rating("concurrency.planned-end", ["concurrency/unsupervised-goroutine": measures]) == expected)
  }

  @Test(arguments: [
    (10, 0, 0, 0, Rating.solid), (10, 2, 0, 0, .partial), (10, 3, 0, 0, .missing), (0, 0, 5, 1, .partial),
    (0, 0, 0, 0, .notApplicable),
  ])
  func `one leak in five is partial`(
    _ started: Int, _ endless: Int, _ tickers: Int, _ notStopped: Int, _ expected: Rating
  ) throws {
    let measured: [ProbeID: Measures] = [
      "concurrency/unsupervised-goroutine": ["goroutines": .count(started), "unbounded": .count(endless)],
      "concurrency/ticker-not-stopped": ["tickers": .count(tickers), "notStopped": .count(notStopped)],
    ]
    #expect(try rating("concurrency.leak", measured) == expected)
  }

  @Test(arguments: [
    (0, 0, 0, Rating.notApplicable), (0, 1, 0, .missing), (1, 2, 0, .partial), (1, 1, 0, .solid), (0, 0, 1, .missing),
  ])
  func `tests that start systems are guarded, where there are any`(
    _ guards: Int, _ real: Int, _ pipeline: Int, _ expected: Rating
  ) throws {
    let measured: [ProbeID: Measures] = [
      "testing/short-guard": ["shortGuards": .count(guards)],
      "testing/containers": ["realImports": .count(real), "pipelineSystems": .count(pipeline)],
    ]
    #expect(try rating("testing.short-guard", measured) == expected)
  }

  @Test(arguments: [
    (6, 0, 6, 0, Rating.solid), (6, 0, 6, 1, .partial), (2, 0, 2, 2, .missing), (6, 1, 6, 0, .missing),
    (0, 0, 0, 0, .notApplicable),
  ])
  func `rows are closed and asked for their error`(
    _ rows: Int, _ open: Int, _ loops: Int, _ unasked: Int, _ expected: Rating
  ) throws {
    let measured: [ProbeID: Measures] = [
      "database/rows-not-closed": ["rows": .count(rows), "notClosed": .count(open)],
      "database/rows-err-unchecked": ["loops": .count(loops), "unchecked": .count(unasked)],
    ]
    #expect(try rating("database.rows-closed", measured) == expected)
  }

  @Test(arguments: [
    (true, true, Rating.solid), (false, true, .partial), (true, false, .partial),
  ])
  func `a provider needs a resource and propagation`(_ resource: Bool, _ propagates: Bool, _ expected: Rating) throws {
    let measures: Measures = [
      "providers": .count(1), "spans": .count(9), "directRequirement": .flag(true), "hasResource": .flag(resource),
      "propagates": .flag(propagates),
    ]
    #expect(try rating("observability.tracer-resource", ["observability/tracing": measures]) == expected)
  }

  @Test(arguments: [
    (4, 1, 1, 1, Rating.solid), (4, 1, 1, 0, .partial), (4, 0, 1, 1, .partial), (4, 1, 0, 0, .missing),
    (0, 0, 0, 0, .missing),
  ])
  func `metrics of a cache are none of requests`(
    _ made: Int, _ exposed: Int, _ counters: Int, _ timers: Int, _ expected: Rating
  ) throws {
    let measures: Measures = [
      "registered": .count(made), "exposed": .count(exposed), "requestCounters": .count(counters),
      "requestTimers": .count(timers),
    ]
    #expect(try rating("observability.http-metrics", ["observability/metrics": measures]) == expected)
  }

  @Test(arguments: [
    (0, 0, 3, Rating.solid), (1, 0, 3, .partial), (2, 1, 3, .missing), (0, 0, 0, .notApplicable), (0, 2, 3, .partial),
    (0, 1, 0, .partial),
  ])
  func `clients are reused where calls are made`(
    _ made: Int, _ unsettled: Int, _ responses: Int, _ expected: Rating
  ) throws {
    let measured: [ProbeID: Measures] = [
      "performance/client-per-call": ["clients": .count(made), "unsettled": .count(unsettled)],
      "http/body-not-closed": ["responses": .count(responses)],
    ]
    #expect(try rating("performance.client-reuse", measured) == expected)
  }

  @Test(arguments: [
    (Checklist.Scoring.rules, Outcome.Answer.notFound, Rating.notApplicable), (.rules, .partial, .notApplicable),
    (.health, .partial, .partial), (.rules, .found, .solid),
  ])
  func `a list of rules says n/a of what a kind lacks, unless the whole of it was found`(
    _ scoring: Checklist.Scoring, _ answer: Outcome.Answer, _ expected: Rating
  ) throws {
    let item = ChecklistItem.sample("\(scoring.rawValue).x", suggestion: .best(["f/a"]), applies: [.service])
    let catalogue = Catalogue(checklists: [.sample(scoring, [item])])
    let observations = Suggestions(catalogue: catalogue, kind: .cli).observations(
      of: [SuggestionsTests.outcome("f/a", answer)], versions: [:], antiPatterns: [])
    #expect(try #require(observations.first).rating == expected)
  }
}
