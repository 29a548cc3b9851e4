import Checklists
import Evidence
import Reviews
import Testing

/// The ends of section 10 over random catalogues: nothing applies, nothing is there, nothing weighs, half and half.
@Suite struct OddReviewTests {
  /// A random catalogue answered by a rule, without observations and waivers.
  static func evaluation(seed: Int, _ rating: (ChecklistItem, Int) -> Rating?) -> (Evaluation, Catalogue) {
    let catalogue = RandomReview(seed: seed).catalogue
    let events = catalogue.items.enumerated().compactMap { index, item in
      rating(item, index).map { AnswerEvent.sample(item, .rating($0)) }
    }
    return (Review.sample(events: events).evaluated(under: catalogue, at: RandomReview.now), catalogue)
  }

  @Test func `where nothing applies there is no number, and where there are no items either`() {
    for seed in ScorePropertyTests.seeds {
      let (evaluation, catalogue) = OddReviewTests.evaluation(seed: seed) { _, _ in .notApplicable }
      let scores = evaluation.scores
      #expect(
        scores.health == nil && scores.coverage == nil && scores.rules.allSatisfy { $0.score == nil }, "seed \(seed)")
      #expect(scores.quality == nil, "seed \(seed)")
      #expect((scores.readiness + scores.security).allSatisfy { $0.applicable == 0 && $0.met == 0 }, "seed \(seed)")
      #expect(evaluation.counts.notApplicable == catalogue.items.count, "seed \(seed)")
      #expect(evaluation.verdict.word == .incomplete || evaluation.verdict.word == .ready, "seed \(seed)")
      let empty = Catalogue(
        checklists: catalogue.checklists.map { list in
          Checklist(
            id: list.id, title: list.title, revision: 1, scoring: list.scoring, items: [], digest: list.digest)
        })
      let nothing = RandomReview(seed: seed).review.evaluated(under: empty, at: RandomReview.now)
      #expect(
        nothing.scores.health == nil && nothing.scores.quality == nil && nothing.counts.total == 0, "seed \(seed)")
    }
  }

  @Test func `quality without weight is no number, whatever is answered`() {
    for seed in ScorePropertyTests.seeds {
      var random = RandomReview(seed: seed)
      random.catalogue = Catalogue(
        checklists: random.catalogue.checklists.map { list in
          Checklist(
            id: list.id, title: list.title, revision: 1, scoring: list.scoring,
            items: list.scoring == .quality
              ? list.items.map { .sample($0.id, weight: 0, criteria: $0.criteria) } : list.items,
            digest: list.digest)
        })
      #expect(random.evaluation().scores.quality == nil, "seed \(seed)")
      #expect(random.evaluation().items.allSatisfy { $0.gain.quality == .zero }, "seed \(seed)")
    }
  }

  @Test func `half n/a and half unanswered is a number from nothing to everything, without coverage`() {
    var numbers = 0
    for seed in ScorePropertyTests.seeds {
      let (evaluation, _) = OddReviewTests.evaluation(seed: seed) { item, index in
        index % 2 == 0 && !item.isDimension ? .notApplicable : nil
      }
      for range in ScorePropertyTests.ranges(evaluation.scores) {
        numbers += 1
        #expect(range.floor == .zero && range.ceiling == range.max && range.coverage == .zero, "seed \(seed)")
      }
      #expect(evaluation.counts.solid + evaluation.counts.partial + evaluation.counts.missing == 0, "seed \(seed)")
    }
    #expect(numbers > 2_000)
  }

  @Test func `raising a gate never meets fewer`() {
    var raised = 0
    for seed in ScorePropertyTests.seeds {
      var random = RandomReview(seed: seed)
      let before = random.evaluation().scores
      let gates = random.review.events.indices.filter { index in
        let event = random.review.events[index]
        return random.catalogue.item(event.item)?.kind == .gate
          && (event.value == .rating(.missing) || event.value == .rating(.partial))
      }
      guard let index = gates.randomElement(using: &random.generator) else { continue }
      raised += 1
      random.review.events[index].value =
        random.review.events[index].value == .rating(.missing) ? .rating(.partial) : .rating(.solid)
      let after = random.evaluation().scores
      for (a, b) in zip(before.readiness + before.security, after.readiness + after.security) {
        #expect(b.met >= a.met && b.applicable == a.applicable && b.open <= a.open, "seed \(seed)")
      }
    }
    #expect(raised > 500)
  }
}
