import Checklists
import Evidence
import Reviews
import RunLength
import Testing

@Suite struct DifferenceTests {
  let testing = ChecklistItem.sample("health.testing")
  let logging = ChecklistItem.sample("health.logging")

  func catalogue(_ items: [ChecklistItem]) -> Catalogue { Catalogue(checklists: [.sample(.health, items)]) }

  func difference(
    _ a: Review, _ b: Review, under before: Catalogue? = nil, _ after: Catalogue? = nil
  ) -> Difference {
    let both = catalogue([testing, logging])
    return Difference(from: a, under: before ?? both, to: b, under: after ?? both, at: RandomReview.now)
  }

  @Test func `ruler, scope and items sum to the change, weights and n/a included`() {
    for seed in ScorePropertyTests.seeds {
      let a = RandomReview(seed: seed)
      var b = RandomReview(seed: seed + 100_000)
      if seed % 3 == 0 {
        // The same catalogue with other answers to it.
        b.catalogue = a.catalogue
        b.review = RandomReview.review(of: a.catalogue, &b.generator)
      }
      let difference = Difference(
        from: a.review, under: a.catalogue, to: b.review, under: b.catalogue, at: RandomReview.now)
      let before = a.evaluation()
      let after = b.evaluation()
      #expect(difference.quality.before == before.scores.quality?.floor, "seed \(seed)")
      #expect(difference.quality.after == after.scores.quality?.floor, "seed \(seed)")
      #expect(difference.health.before == before.scores.health.map { Fraction($0.floor) }, "seed \(seed)")
      #expect(difference.health.after == after.scores.health.map { Fraction($0.floor) }, "seed \(seed)")
      for change in [difference.health, difference.quality, difference.readiness, difference.security] {
        #expect(change.ruler + change.scope + change.items == change.total, "seed \(seed)")
        if seed % 3 == 0 { #expect(change.ruler == .zero, "seed \(seed)") }
      }
      func sum(_ part: (Difference.ItemChange) -> Fraction) -> Fraction {
        difference.items.reduce(.zero) { $0 + part($1) }
      }
      #expect(sum(\.health) == difference.health.items, "seed \(seed)")
      #expect(sum(\.quality) == difference.quality.items, "seed \(seed)")
      #expect(sum(\.readiness) == difference.readiness.items, "seed \(seed)")
      #expect(sum(\.security) == difference.security.items, "seed \(seed)")
    }
  }

  @Test func `a review does not differ from itself`() {
    for seed in 0..<RunLength.cases(inTests: 500, inTorture: 20_000) {
      let random = RandomReview(seed: seed)
      let difference = Difference(
        from: random.review, under: random.catalogue, to: random.review, under: random.catalogue,
        at: RandomReview.now)
      #expect(difference.items.isEmpty && difference.quality.total == .zero, "seed \(seed)")
    }
  }

  @Test func `every change names its cause`() throws {
    let seen = Observation.sample(testing.id, .rated(.partial), snippets: ["go f()"])
    let base = Review.sample(observations: [seen])
    func cause(_ review: Review) -> Difference.Cause? { difference(base, review).items.first?.cause }

    #expect(try cause(base.answering(testing, .partial, author: "ann", at: RandomReview.now)) == .answer)
    let code = Observation.sample(testing.id, .rated(.solid), snippets: ["go g()"])
    #expect(cause(.sample(observations: [code])) == .code)
    let probe = Observation.sample(testing.id, .rated(.solid), snippets: ["go f()"], version: "p/2")
    #expect(cause(.sample(observations: [probe])) == .probe)
    let both = Observation.sample(testing.id, .rated(.solid), snippets: ["go g()"], version: "p/2")
    #expect(cause(.sample(observations: [both])) == .probeAndCode)

    let answered = Review.sample(events: [.sample(testing, .rating(.solid), seeing: seen)], observations: [seen])
    let aged = Review.sample(
      events: [.sample(testing, .rating(.solid), seeing: seen).madeStale], observations: [seen])
    #expect(difference(answered, aged).items.map(\.cause) == [.stale])
  }

  @Test func `new and removed items are the ruler's, a new n/a is the scope's`() {
    let a = Review.sample(events: [.sample(testing, .rating(.solid)), .sample(logging, .rating(.solid))])
    let removed = difference(a, a, under: catalogue([testing, logging]), catalogue([testing]))
    #expect(removed.health.ruler == Fraction(-2) && removed.health.items == .zero)
    #expect(removed.items.map(\.cause) == [.removed])
    let added = difference(a, a, under: catalogue([testing]), catalogue([testing, logging]))
    #expect(added.items.map(\.cause) == [.new] && added.health.total == Fraction(2))
    let excluded = Review.sample(
      events: [.sample(testing, .rating(.notApplicable)), .sample(logging, .rating(.solid))])
    #expect(difference(a, excluded).health.scope == Fraction(-2))
    #expect(difference(a, excluded).health.items == .zero)
  }

  @Test func `evidence is added, gone or moved; another line of the same file is nothing`() {
    func observation(_ places: [(String, Int, String)]) -> Observation {
      Observation(
        item: "health.testing", probes: [], probeVersion: "", result: .rated(.partial), confidence: .high,
        reason: "",
        evidence: places.map {
          Observation.Evidence(location: Location(path: $0.0, line: $0.1), snippet: $0.2, message: "")
        }, scope: Scope())
    }
    let change = EvidenceChange(
      from: observation([("a.go", 1, "x()"), ("a.go", 5, "y()"), ("b.go", 2, "z()"), ("c.go", 9, "x()")]),
      to: observation([("a.go", 7, "  x()"), ("d.go", 5, "y( )"), ("e.go", 3, "z()"), ("c.go", 1, "x()")]))
    #expect(change.added.map(\.location.path) == ["d.go"])
    #expect(change.gone.map(\.snippet) == ["y()"])
    #expect(change.moved.map { "\($0.from.path) \($0.to.path)" } == ["b.go e.go"])
  }

  @Test func `a finding is followed by its fingerprint where both sides have one`() {
    func observation(_ places: [(String, Int, String, String?)]) -> Observation {
      Observation(
        item: "health.testing", probes: [], probeVersion: "", result: .rated(.partial), confidence: .high,
        reason: "",
        evidence: places.map {
          Observation.Evidence(
            location: Location(path: $0.0, line: $0.1), snippet: $0.2, message: "", fingerprint: $0.3)
        }, scope: Scope())
    }
    // The same line in two functions: the first one went, not the second.
    let gone = EvidenceChange(
      from: observation([("a.go", 1, "x()", "f1"), ("a.go", 9, "x()", "f2")]),
      to: observation([("a.go", 4, "x()", "f2")]))
    #expect(gone.gone.map(\.location.line) == [1] && gone.added.isEmpty && gone.moved.isEmpty)
    let renamed = EvidenceChange(
      from: observation([("a.go", 1, "x()", "f1"), ("b.go", 1, "x()", "f2")]),
      to: observation([("c.go", 3, "x()", "f2"), ("b.go", 5, "x()  // why", "f1")]))
    #expect(renamed.moved.map { "\($0.from.path) \($0.to.path)" } == ["b.go c.go", "a.go b.go"])
    let old = EvidenceChange(
      from: observation([("a.go", 1, "x()", nil)]), to: observation([("a.go", 4, "x()", "f1")]))
    #expect(old.isEmpty)
  }
}
