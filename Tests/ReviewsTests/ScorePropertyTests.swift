import Checklists
import Reviews
import RunLength
import Testing

/// Section 10 of the scoring rules over thousands of random reviews (`make torture`: 20,000); a failure names the seed.
@Suite struct ScorePropertyTests {
  static let seeds = RunLength.seed..<RunLength.seed + RunLength.cases(inTests: 3_000, inTorture: 20_000)

  /// Every floor, ceiling and maximum of a scorecard.
  static func ranges(_ scores: Scorecard) -> [(floor: Fraction, ceiling: Fraction, max: Fraction, coverage: Fraction)] {
    let points = [scores.health] + scores.rules.map(\.score)
    return points.compactMap { $0 }.map { (Fraction($0.floor), Fraction($0.ceiling), Fraction($0.max), $0.coverage) }
      + (scores.quality.map { [($0.floor, $0.ceiling, Fraction(100), $0.coverage)] } ?? [])
  }

  @Test func `floor is at most ceiling, both are in range, and full coverage makes them equal`() {
    for seed in ScorePropertyTests.seeds {
      let scores = RandomReview(seed: seed).evaluation().scores
      for range in ScorePropertyTests.ranges(scores) {
        #expect(.zero <= range.floor && range.floor <= range.ceiling && range.ceiling <= range.max, "seed \(seed)")
        #expect(.zero <= range.coverage && range.coverage <= .one, "seed \(seed)")
        if range.coverage == .one { #expect(range.floor == range.ceiling, "seed \(seed)") }
      }
    }
  }

  @Test func `counts of the five states and of the gates sum to the totals`() {
    for seed in ScorePropertyTests.seeds {
      let random = RandomReview(seed: seed)
      let evaluation = random.evaluation()
      #expect(evaluation.counts.total == random.catalogue.items.count, "seed \(seed)")
      for list in random.catalogue.checklists {
        #expect(evaluation.counts(of: list.id).total == list.items.count, "seed \(seed)")
      }
      for (counts, id) in [(evaluation.scores.readiness, "readiness"), (evaluation.scores.security, "security")] {
        let total = counts.reduce(0) { $0 + $1.applicable + $1.notApplicable }
        #expect(total == evaluation.counts(of: id).total, "seed \(seed)")
        #expect(counts.allSatisfy { $0.waived <= $0.open }, "seed \(seed)")
      }
    }
  }

  @Test func `raising one answer never lowers a floor or a ceiling`() throws {
    var raised = 0
    for seed in ScorePropertyTests.seeds {
      var random = RandomReview(seed: seed)
      let before = random.evaluation().scores
      guard let index = random.review.events.indices.randomElement(using: &random.generator) else { continue }
      switch random.review.events[index].value {
      case .rating(.missing): random.review.events[index].value = .rating(.partial)
      case .rating(.partial): random.review.events[index].value = .rating(.solid)
      case .percent(let percent) where (0..<100).contains(percent):
        random.review.events[index].value = .percent(Int.random(in: percent + 1...100, using: &random.generator))
      case .rating(.solid), .rating(.notApplicable), .percent, .withdrawn: continue
      }
      raised += 1
      let after = random.evaluation().scores
      for (a, b) in zip(ScorePropertyTests.ranges(before), ScorePropertyTests.ranges(after)) {
        #expect(b.floor >= a.floor && b.ceiling >= a.ceiling, "seed \(seed), event \(random.review.events[index])")
      }
      #expect((before.health?.max, before.rules.count) == (after.health?.max, after.rules.count), "seed \(seed)")
    }
    #expect(raised > 700)
  }

  @Test func `raising an observation nobody answered never lowers a floor or a ceiling`() {
    var raised = 0
    for seed in ScorePropertyTests.seeds {
      var random = RandomReview(seed: seed)
      random.review.events.removeAll { !$0.item.hasPrefix("quality") }
      let before = random.evaluation().scores
      guard let index = random.review.observations.indices.randomElement(using: &random.generator) else { continue }
      let old = random.review.observations[index]
      guard let rating = old.rating, rating == .missing || rating == .partial else { continue }
      random.review.observations[index] = .sample(
        old.item, .rated(rating == .missing ? .partial : .solid), old.confidence)
      raised += 1
      let after = random.evaluation().scores
      for (a, b) in zip(ScorePropertyTests.ranges(before), ScorePropertyTests.ranges(after)) {
        #expect(b.floor >= a.floor && b.ceiling >= a.ceiling, "seed \(seed)")
      }
    }
    #expect(raised > 500)
  }

  @Test func `making an answer stale never raises a floor or coverage`() {
    var made = 0
    for seed in ScorePropertyTests.seeds {
      var random = RandomReview(seed: seed)
      let before = random.evaluation().scores
      guard let index = random.review.events.indices.randomElement(using: &random.generator) else { continue }
      random.review.events[index] = random.review.events[index].madeStale
      made += 1
      let after = random.evaluation().scores
      if let a = before.health, let b = after.health {
        #expect(b.floor * a.max <= a.floor * b.max && b.floor <= a.floor && b.coverage <= a.coverage, "seed \(seed)")
      }
      if let a = before.quality, let b = after.quality {
        #expect(b.floor <= a.floor && b.coverage <= a.coverage, "seed \(seed)")
      }
      if let a = before.coverage, let b = after.coverage { #expect(b <= a, "seed \(seed)") }
      let met = { (scores: Scorecard) in (scores.readiness + scores.security).reduce(0) { $0 + $1.met } }
      #expect(met(after) <= met(before), "seed \(seed)")
    }
    #expect(made > 1_500)
  }

  @Test func `a gain is exactly what answering 2 adds`() throws {
    var tried = 0
    for seed in ScorePropertyTests.seeds {
      var random = RandomReview(seed: seed)
      let before = random.evaluation()
      guard let state = before.items.filter(\.isOpen).randomElement(using: &random.generator) else { continue }
      let isDimension = state.item.id.hasPrefix("quality")
      random.review.events.append(
        .sample(state.item, isDimension ? .percent(100) : .rating(.solid), seeing: state.observation))
      let after = random.evaluation()
      tried += 1
      #expect(
        (after.scores.quality?.floor ?? .zero) - (before.scores.quality?.floor ?? .zero) == state.gain.quality,
        "seed \(seed): \(state.item.id)")
      let health = Fraction((after.scores.health?.floor ?? 0) - (before.scores.health?.floor ?? 0))
      if state.item.checklist == "health" { #expect(health == state.gain.points, "seed \(seed)") }
      if state.item.kind == .gate { #expect(state.gain.points == .one, "seed \(seed)") }
    }
    #expect(tried > 2_000)
  }

  @Test func `the same review read twice gives the same evaluation`() {
    for seed in 0..<300 { #expect(RandomReview(seed: seed).evaluation() == RandomReview(seed: seed).evaluation()) }
  }

  @Test func `observations alone give the score without judgement`() {
    for seed in ScorePropertyTests.seeds {
      var random = RandomReview(seed: seed)
      let judged = random.evaluation().scores.withoutJudgement
      random.review.events = []
      let alone = random.evaluation().scores
      #expect(judged?.health == alone.health?.floor && judged?.quality == alone.quality?.floor, "seed \(seed)")
      #expect(judged?.healthMax == alone.health?.max, "seed \(seed)")
    }
  }
}
