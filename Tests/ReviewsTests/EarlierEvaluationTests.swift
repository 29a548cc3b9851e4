import Checklists
import Evidence
import Reviews
import RunLength
import Testing

/// An evaluation may take over what did not change from an earlier one: nobody may be able to tell.
@Suite struct EarlierEvaluationTests {
  static let seeds = RunLength.seed..<RunLength.seed + RunLength.cases(inTests: 1_000, inTorture: 20_000)

  @Test func `what is taken over from an earlier evaluation is what would have been made anew`() {
    var takenOver = 0
    for seed in Self.seeds {
      var random = RandomReview(seed: seed)
      var earlier = random.evaluation()
      for step in 0..<4 {
        let now = RandomReview.now.adding(days: random.generator.pick([0, 0, 30, 400], else: 0))
        Self.change(&random)
        let anew = random.evaluation(at: now)
        let after = random.review.evaluated(under: random.catalogue, at: now, after: earlier)
        #expect(after == anew, "seed \(seed), step \(step)")
        takenOver += zip(after.items, earlier.items).count { $0 === $1 }
        earlier = after
      }
    }
    #expect(takenOver > Self.seeds.count * 4, "states are taken over at all")
  }

  @Test func `nothing is taken over from an evaluation under another catalogue`() {
    for seed in Self.seeds {
      let random = RandomReview(seed: seed)
      let other = RandomReview(seed: seed + 1)
      let after = random.review.evaluated(
        under: random.catalogue, at: RandomReview.now, after: other.evaluation())
      #expect(after == random.evaluation(), "seed \(seed)")
    }
  }

  /// Answers, takes back, observes anew or waives, as a sitting does.
  private static func change(_ random: inout RandomReview) {
    guard let item = random.catalogue.items.randomElement(using: &random.generator) else { return }
    switch Int.random(in: 0..<6, using: &random.generator) {
    case 0: if !random.review.events.isEmpty { random.review.events.removeLast() }
    case 1:
      random.review.observations.removeAll { $0.item == item.id }
      random.review.observations.append(RandomReview.observation(of: item, &random.generator))
    case 2: random.review.waivers.removeAll { $0.item == item.id }
    case 3:
      random.review.waivers.append(
        Waiver(
          item: item.id, kind: .fixLater, reason: "planned", owner: "ann", createdAt: RandomReview.now,
          expires: random.generator.pick(["2026-11-18", "2027-06-01"], else: "")))
    default:
      random.review.events.append(
        RandomReview.event(on: item, random.review, isDimension: item.isDimension, &random.generator))
    }
  }
}
