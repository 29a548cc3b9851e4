import Checklists
import Reviews
import Testing

@Suite struct VerdictTests {
  let gates = [ChecklistItem.gate("readiness.a"), .gate("readiness.b"), .gate("readiness.c", .p1)]

  func evaluation(_ ratings: [Rating?], waivedUntil expires: String? = nil, daysLater: Int = 0) -> Evaluation {
    let events = zip(gates, ratings).compactMap { gate, rating in
      rating.map { AnswerEvent.sample(gate, .rating($0)) }
    }
    let waivers = expires.map {
      [
        Waiver(
          item: gates[0].id, kind: .fixLater, reason: "see #12", owner: "ann", createdAt: RandomReview.now, expires: $0)
      ]
    }
    return Review.sample(events: events, waivers: waivers ?? [])
      .evaluated(
        under: Catalogue(checklists: [.sample(.readiness, gates)]), at: RandomReview.now.adding(days: daysLater))
  }

  @Test func `the lowest word wins and names the P0 gates that hold it`() {
    #expect(evaluation([.partial, nil, .solid]).verdict == Verdict(word: .notReady, heldBy: [gates[0].id]))
    #expect(evaluation([.solid, nil, .missing]).verdict == Verdict(word: .incomplete, heldBy: [gates[1].id]))
    #expect(evaluation([.solid, .notApplicable, .missing]).verdict == Verdict(word: .ready, heldBy: []))
    #expect(
      Review.sample().evaluated(under: Catalogue(checklists: []), at: RandomReview.now).verdict.word == .incomplete)
    #expect(evaluation([.partial, nil, .solid]).verdict.held("solid") == "solid, held by readiness.a")
  }

  @Test func `a waiver is live through its day and not a day longer`() {
    let today = RandomReview.now.day.text
    #expect(evaluation([.missing, .solid], waivedUntil: today).verdict.word == .readyWithExceptions)
    #expect(evaluation([.missing, .solid], waivedUntil: today, daysLater: 1).verdict.word == .notReady)
    #expect(evaluation([.missing, nil], waivedUntil: today).verdict.word == .incomplete)
    #expect(evaluation([.solid, .solid], waivedUntil: today).verdict.word == .ready)
  }

  @Test func `a malformed or too distant date counts as expired, with a warning`() {
    let far = RandomReview.now.day.adding(days: 181).text
    for date in ["2026-02-30", "2026/01/01", "2099-1-1", "", far] {
      let evaluation = evaluation([.missing, .solid], waivedUntil: date)
      #expect(evaluation.verdict.word == .notReady && evaluation.warnings.count == 1, "\(date)")
      #expect(evaluation.warnings.first?.contains("readiness.a") == true)
    }
  }

  @Test func `a waiver changes no score`() {
    let today = RandomReview.now.day.text
    let waived = evaluation([.missing, .solid], waivedUntil: today).scores.readiness.first
    let plain = evaluation([.missing, .solid]).scores.readiness.first
    #expect(waived?.met == plain?.met && waived?.open == plain?.open && waived?.waived == 1 && plain?.waived == 0)
  }

  @Test func `the work queue puts what blocks first, then gain, effort and id`() {
    let list = [
      ChecklistItem.sample("health.b"), .sample("health.a"), .sample("health.c", effort: .large),
      .sample("health.half"), .sample("health.done"),
    ]
    let catalogue = Catalogue(checklists: [.sample(.health, list), .sample(.readiness, gates)])
    let review = Review.sample(events: [
      .sample(list[3], .rating(.partial)), .sample(list[4], .rating(.solid)), .sample(gates[1], .rating(.solid)),
    ])
    let queue = review.evaluated(under: catalogue, at: RandomReview.now).workQueue.open.map(\.item.id)
    #expect(queue == ["readiness.a", "readiness.c", "health.a", "health.b", "health.c", "health.half"])
  }

  @Test func `opposite ratings on siblings are told once, and an answer is offered to siblings`() throws {
    let a = ChecklistItem.sample("health.race", siblings: ["rules.race"])
    let b = ChecklistItem.sample("rules.race", siblings: ["health.race"])
    let catalogue = Catalogue(checklists: [.sample(.health, [a]), .sample(.rules, [b])])
    let review = Review.sample(events: [.sample(a, .rating(.solid))])
    let evaluation = review.evaluated(under: catalogue, at: RandomReview.now)
    #expect(Siblings.offers(after: a.id, in: evaluation).map(\.item.id) == [b.id])
    let torn = try review.answering(b, .missing, author: "ann", at: RandomReview.now)
      .evaluated(under: catalogue, at: RandomReview.now)
    #expect(torn.warnings == ["health.race is 2 and rules.race is 0, though both ask for the same"])
    #expect(Siblings.offers(after: a.id, in: torn).isEmpty)
  }
}
