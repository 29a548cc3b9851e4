import Checklists
import Reviews
import Testing

@Suite struct GateCheckTests {
  static func gates(_ generator: inout SeededGenerator) -> GateCheck.Limits {
    func number(_ limit: Int) -> Int { Int.random(in: 0...limit, using: &generator) }
    return GateCheck.Limits(
      requiresReady: true, minHealth: Fraction(number(32), 2), minQuality: Fraction(number(200), 2),
      minCoverage: Fraction(number(200), 2), maxOpenP1: number(4), maxStale: number(4), isStrictOnProbes: true)
  }

  @Test func `time never turns a failed gate into a passed one`() {
    var failures = 0
    for seed in ScorePropertyTests.seeds {
      var random = RandomReview(seed: seed)
      let limits = GateCheckTests.gates(&random.generator)
      let baseline = RandomReview(seed: seed / 2).evaluation()
      let later = RandomReview.now.adding(days: Int.random(in: 1...400, using: &random.generator))
      let before = GateCheck(random.evaluation(), limits: limits, baseline: baseline)
      let after = GateCheck(random.evaluation(at: later), limits: limits, baseline: baseline)
      for (old, new) in zip(before.lines, after.lines) where old.outcome == .fail {
        failures += 1
        #expect(old.gate == new.gate && new.outcome != .pass, "seed \(seed): \(old) became \(new)")
      }
    }
    #expect(failures > 3_000)
  }

  @Test func `a review that changed nothing does not regress`() {
    for seed in 0..<1_000 {
      let evaluation = RandomReview(seed: seed).evaluation()
      let check = GateCheck(evaluation, limits: GateCheck.Limits(requiresReady: false), baseline: evaluation)
      #expect(check.outcome == .pass, "seed \(seed): \(check)")
    }
  }

  /// A health list of eight items, the first ones rated, the rest unanswered.
  static func evaluation(_ ratings: [Rating?]) -> Evaluation {
    let items = ratings.indices.map { ChecklistItem.sample("health.\($0)") }
    let events = zip(items, ratings).compactMap { item, rating in
      rating.map { AnswerEvent.sample(item, .rating($0)) }
    }
    return Review.sample(events: events)
      .evaluated(under: Catalogue(checklists: [.sample(.health, items)]), at: RandomReview.now)
  }

  static func outcome(_ ratings: [Rating?], minHealth: String) -> GateCheck.Outcome {
    let limits = GateCheck.Limits(requiresReady: false, minHealth: Fraction(text: minHealth))
    return GateCheck(evaluation(ratings), limits: limits).outcome
  }

  @Test func `a minimum passes by the floor, fails by the ceiling and is undecided between`() {
    let half: [Rating?] = [.solid, .missing]
    #expect(GateCheckTests.outcome(half, minHealth: "8") == .pass)
    #expect(GateCheckTests.outcome(half, minHealth: "8.1") == .fail)
    #expect(GateCheckTests.outcome([.solid, nil], minHealth: "8.1") == .undecided)
    #expect(GateCheckTests.outcome([.missing, nil], minHealth: "8.1") == .fail)
    #expect(GateCheckTests.outcome([.missing], minHealth: "0") == .pass)
    #expect(GateCheckTests.outcome([.solid], minHealth: "16") == .pass)
    #expect(GateCheckTests.outcome([.notApplicable], minHealth: "0") == .undecided)
    #expect(GateCheckTests.outcome([], minHealth: "0") == .undecided)
  }

  @Test func `79.5 does not reach 80`() {
    let item = ChecklistItem.sample("quality.x", weight: 1, criteria: ["health.x"])
    let other = ChecklistItem.sample("quality.y", weight: 1, criteria: ["health.x"])
    let catalogue = Catalogue(checklists: [.sample(.quality, [item, other])])
    let review = Review.sample(events: [.sample(item, .percent(80)), .sample(other, .percent(79))])
    let evaluation = review.evaluated(under: catalogue, at: RandomReview.now)
    func outcome(_ minimum: String) -> GateCheck.Outcome {
      let limits = GateCheck.Limits(requiresReady: false, minQuality: Fraction(text: minimum))
      return GateCheck(evaluation, limits: limits).outcome
    }
    #expect(evaluation.scores.quality?.floor == Fraction(159, 2))
    #expect(outcome("79.5") == .pass && outcome("80") == .fail && outcome("0") == .pass && outcome("100") == .fail)
  }

  @Test func `open P1 gates are counted without the waived and with the unanswered`() {
    let items = (0..<4).map { ChecklistItem.gate("readiness.\($0)", .p1) }
    let catalogue = Catalogue(checklists: [.sample(.readiness, items)])
    let waiver = Waiver(
      item: items[0].id, kind: .wontFix, reason: "not needed", owner: "ann", createdAt: RandomReview.now,
      expires: RandomReview.now.adding(days: 10).day.text)
    let review = Review.sample(
      events: [
        .sample(items[0], .rating(.missing)), .sample(items[1], .rating(.partial)),
        .sample(items[2], .rating(.solid)),
      ], waivers: [waiver])
    func outcome(_ maximum: Int, days: Int = 0) -> GateCheck.Outcome {
      let now = RandomReview.now.adding(days: days)
      let limits = GateCheck.Limits(requiresReady: false, maxOpenP1: maximum)
      return GateCheck(review.evaluated(under: catalogue, at: now), limits: limits).outcome
    }
    #expect(outcome(0) == .fail && outcome(1) == .undecided && outcome(2) == .pass)
    #expect(outcome(1, days: 11) == .fail)
  }
}
