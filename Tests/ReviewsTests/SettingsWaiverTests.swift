import Checklists
import Evidence
import Reviews
import Testing

/// Waivers of `.assay.yml` in reviews: where they count, what is said of them, and that they never stay behind.
@Suite struct SettingsWaiverTests {
  static let gates = [ChecklistItem.gate("readiness.shutdown"), .gate("readiness.probes"), .gate("security.sql", .p1)]
  static let other = ChecklistItem.sample("health.testing")
  static let catalogue = Catalogue(checklists: [.sample(.readiness, gates), .sample(.health, [other])])
  static let today = RandomReview.now.day

  static func waived(_ item: String, created: Int = -10, expires: Int = 10, line: Int = 3) -> ProjectSettings.Waived {
    ProjectSettings.Waived(
      terms: WaiverTerms(
        item: item, kind: .fixLater, reason: "see #12", owner: "ann", created: today.adding(days: created),
        expires: today.adding(days: expires)), line: line)
  }

  static func review(_ ratings: [Rating?]) -> Review {
    Review.sample(
      events: zip(gates, ratings).compactMap { gate, rating in
        rating.map { AnswerEvent.sample(gate, .rating($0)) }
      })
  }

  static func evaluation(_ review: Review, days: Int = 0) -> Evaluation {
    review.evaluated(under: catalogue, at: RandomReview.now.adding(days: days))
  }

  @Test func `a waiver lifts the verdict through its last day and changes no score`() {
    let review = Self.review([.missing, .solid, .solid])
    let waived = review.waived(by: [Self.waived("readiness.shutdown")])
    #expect(Self.evaluation(review).verdict.word == .notReady)
    #expect(Self.evaluation(waived).verdict.word == .readyWithExceptions)
    #expect(Self.evaluation(waived, days: 10).verdict.word == .readyWithExceptions)
    #expect(Self.evaluation(waived, days: 11).verdict.word == .notReady)
    #expect(Self.evaluation(waived).warnings.isEmpty)
    let (plain, scores) = (Self.evaluation(review).scores, Self.evaluation(waived).scores)
    #expect(plain.coverage == scores.coverage && plain.health == scores.health && plain.quality == scores.quality)
    #expect(plain.readiness.map(\.met) == scores.readiness.map(\.met))
  }

  @Test func `what is wrong with a waiver is told with its line`() {
    let review = Self.review([.missing, .solid, .notApplicable]).waived(by: [
      Self.waived("readiness.shutdwn", line: 2), Self.waived("health.testing", line: 4),
      Self.waived("readiness.shutdown", expires: -1, line: 6), Self.waived("readiness.probes", line: 8),
      Self.waived("security.sql", line: 10),
    ])
    let expired = Self.today.adding(days: -1).text
    #expect(
      Self.evaluation(review).waiverRemarks == [
        "the waiver of readiness.shutdwn (.assay.yml:2) has no effect: there is no such item. "
          + "Did you mean \"readiness.shutdown\"?",
        "the waiver of health.testing (.assay.yml:4) has no effect: it is no gate, and a waiver touches gates only",
        "the waiver of readiness.shutdown (.assay.yml:6) expired on \(expired); "
          + "bring the gate to solid, or waive it anew",
        "the waiver of readiness.probes (.assay.yml:8) is not needed any more: the gate is met; remove it",
        "the waiver of security.sql (.assay.yml:10) is not needed: the gate does not apply; remove it",
      ])
    #expect(Self.evaluation(review).warnings.starts(with: Self.evaluation(review).waiverRemarks))
  }

  @Test func `new settings replace old ones, and a review's own waivers stay`() throws {
    let own = try Self.review([.missing, .missing, nil]).waiving(
      Self.gates[1], .wontFix, until: Self.today.text, reason: "not needed", owner: "bob", at: RandomReview.now)
    let first = own.waived(by: [Self.waived("readiness.shutdown")])
    #expect(first.waivers.map(\.item) == ["readiness.probes", "readiness.shutdown"])
    #expect(first.waived(by: []) == own)
  }

  @Test func `a final review keeps the waivers of its day, and the next one has only today's`() throws {
    let draft = Self.review([.missing, .solid, .solid]).waived(by: [Self.waived("readiness.shutdown")])
    let final = try draft.finalized(at: RandomReview.now, under: Self.catalogue)
    #expect(final.waived(by: []) == final && Self.evaluation(final, days: 90).verdict.word == .readyWithExceptions)
    let next = Review.next(
      from: final, id: "n", project: "p", kind: .service, commit: nil, isDirty: false, at: RandomReview.now,
      catalogue: Self.catalogue, toolVersion: "1", observations: [])
    #expect(next.waivers.isEmpty && Self.evaluation(next).verdict.word == .notReady)
  }

  @Test func `time never turns a failed gate into a passed one, whatever the settings waive`() {
    var failures = 0
    for seed in 0..<2_000 {
      var random = RandomReview(seed: seed)
      let limits = GateCheckTests.gates(&random.generator)
      let waivers = random.catalogue.items.filter { $0.kind == .gate && random.generator.chance(50) }.map { item in
        let created = Int.random(in: -200...0, using: &random.generator)
        let length = Int.random(in: 0...WaiverTerms.dayCountMax, using: &random.generator)
        return Self.waived(item.id, created: created, expires: created + length)
      }
      random.review = random.review.waived(by: waivers)
      let later = RandomReview.now.adding(days: Int.random(in: 1...400, using: &random.generator))
      let before = GateCheck(random.evaluation(), limits: limits)
      let after = GateCheck(random.evaluation(at: later), limits: limits)
      for (old, new) in zip(before.lines, after.lines) where old.outcome == .fail {
        failures += 1
        #expect(old.gate == new.gate && new.outcome != .pass, "seed \(seed): \(old) became \(new)")
      }
    }
    #expect(failures > 1_000)
  }
}
