import Checklists
import Evidence
import Reviews
import Testing

@Suite struct AnsweringTests {
  static let now = RandomReview.now
  let item = ChecklistItem.sample("health.x")
  let gate = ChecklistItem.gate("readiness.x")
  let dimension = ChecklistItem.sample("quality.x", weight: 15, criteria: ["health.x"])
  var catalogue: Catalogue {
    Catalogue(checklists: [.sample(.health, [item]), .sample(.readiness, [gate]), .sample(.quality, [dimension])])
  }

  func rating(_ review: Review, _ item: ChecklistItem) -> Rating? {
    review.evaluated(under: catalogue, at: AnsweringTests.now).state(of: item.id)?.effective
  }

  @Test func `an answer remembers what was on the screen`() throws {
    let review = Review.sample(observations: [.sample(item.id, .rated(.partial), snippets: ["go f()"])])
    let answered = try review.answering(item, .partial, note: "look again", author: "ann", at: AnsweringTests.now)
    let event = try #require(answered.latestEvent(of: item.id))
    #expect(event.observationSeen == .partial && event.criterionDigest == item.criterionDigest)
    #expect(event.evidenceDigest == EvidenceDigest.of(snippets: ["go f()"]))
    #expect(event.reviewBy == AnsweringTests.now.adding(days: 365) && event.note == "look again")
    #expect(review.events.isEmpty)
  }

  @Test func `n/a, a dispute and an override need a reason of five characters that are not space`() throws {
    let review = Review.sample(observations: [.sample(item.id, .rated(.partial))])
    let cases: [(ChecklistItem, AnswerEvent.Value)] = [
      (item, .rating(.notApplicable)), (item, .rating(.solid)), (dimension, .percent(80)),
    ]
    for (item, value) in cases {
      #expect(review.needsReason(item, value))
      for reason in ["", "abcd", " a b\tc d\n"] {
        #expect(throws: AnswerError.self) {
          try review.answering(item, value, reason: reason, author: "ann", at: AnsweringTests.now)
        }
      }
      let answered = try review.answering(item, value, reason: "a b c d e", author: "ann", at: AnsweringTests.now)
      #expect(answered.events.count == 1)
    }
    #expect(!review.needsReason(item, .rating(.partial)) && !review.needsReason(gate, .rating(.missing)))
  }

  @Test func `a suggestion that is not conclusive can be answered otherwise without a reason`() throws {
    let review = Review.sample(observations: [.sample(gate.id, .rated(.solid), .medium)])
    #expect(!review.needsReason(gate, .rating(.missing)))
  }

  @Test func `answers that cannot be are refused`() {
    let review = Review.sample()
    let fixed = ChecklistItem.sample("health.fixed", allowsNotApplicable: false)
    func error(_ item: ChecklistItem, _ value: AnswerEvent.Value, in review: Review) -> AnswerError? {
      do {
        _ = try review.answering(item, value, reason: "because so", author: "ann", at: AnsweringTests.now)
        return nil
      } catch {
        return error
      }
    }
    #expect(error(fixed, .rating(.notApplicable), in: review) == .notApplicableNotAllowed(item: fixed.id))
    #expect(error(item, .percent(50), in: review) == .percentOnQuestion(item: item.id))
    #expect(error(dimension, .percent(101), in: review) == .percentOutOfRange(item: dimension.id, percent: 101))
    var final = review
    final.state = .final
    #expect(error(item, .rating(.solid), in: final) == .reviewIsFinal(id: final.id))
  }

  @Test func `accepting takes the probes' rating and, for n/a, their reason`() throws {
    let review = Review.sample(observations: [
      .sample(item.id, .rated(.notApplicable)), .sample(gate.id, .rated(.solid), .medium),
    ])
    #expect(rating(review, gate) == nil)
    let accepted = try review.accepting(gate, author: "ann", at: AnsweringTests.now)
    #expect(rating(accepted, gate) == .solid)
    let notApplicable = try review.accepting(item, author: "ann", at: AnsweringTests.now)
    #expect(notApplicable.latestEvent(of: item.id)?.reason == "as the probes found: seen")
    #expect(throws: AnswerError.nothingToAccept(item: dimension.id)) {
      try review.accepting(dimension, author: "ann", at: AnsweringTests.now)
    }
  }

  @Test func `withdrawing leaves the note and the history`() throws {
    let answered = try Review.sample().answering(item, .solid, note: "why", author: "ann", at: AnsweringTests.now)
    let withdrawn = try answered.withdrawing(item.id, author: "bob", at: AnsweringTests.now)
    #expect(rating(withdrawn, item) == nil && withdrawn.events.count == 2)
    #expect(withdrawn.note(on: item.id) == "why")
    #expect(throws: AnswerError.nothingToWithdraw(item: item.id)) {
      try withdrawn.withdrawing(item.id, author: "bob", at: AnsweringTests.now)
    }
  }

  @Test func `a note neither answers an item nor makes its answer younger`() throws {
    let noted = try Review.sample().noting(item, "ask the team", author: "ann", at: AnsweringTests.now)
    #expect(rating(noted, item) == nil && noted.note(on: item.id) == "ask the team")
    let event = AnswerEvent.sample(item, .rating(.solid))
    let later = AnsweringTests.now.adding(days: 100)
    let review = try Review.sample(events: [event]).noting(item, "still so", author: "bob", at: later)
    var expected = event
    expected.note = "still so"
    #expect(review.latestEvent(of: item.id) == expected)
  }

  @Test func `undo brings every answer back and forgets nothing`() throws {
    for seed in 0..<1_000 {
      var random = RandomReview(seed: seed)
      let before = random.review
      for item in random.catalogue.items where random.generator.chance(40) {
        random.review.events.append(RandomReview.event(on: item, before, isDimension: false, &random.generator))
        random.review.waivers.removeAll { $0.item == item.id }
      }
      let changed = random.review
      let undone = try changed.restored(to: before, author: "ann", at: AnsweringTests.now)
      #expect(undone.events.starts(with: changed.events), "seed \(seed)")
      random.review = undone
      let expected = before.evaluated(under: random.catalogue, at: AnsweringTests.now)
      #expect(random.evaluation() == expected, "seed \(seed)")
      let redone = try undone.restored(to: changed, author: "ann", at: AnsweringTests.now)
      #expect(
        redone.evaluated(under: random.catalogue, at: AnsweringTests.now)
          == changed.evaluated(under: random.catalogue, at: AnsweringTests.now), "seed \(seed)")
    }
  }

  @Test func `a new draft carries the latest answers forward, of unknown items too`() throws {
    let unknown = ChecklistItem.sample("future.item")
    var review = Review.sample(events: [
      .sample(item, .rating(.missing)), .sample(item, .rating(.solid)), .sample(unknown, .rating(.partial)),
      .sample(gate, .rating(.solid)),
    ])
    review = try review.withdrawing(gate.id, author: "ann", at: AnsweringTests.now)
    let next = Review.next(
      from: review, id: "2", project: "example.org/shop", kind: .service, commit: "c2", isDirty: true,
      at: AnsweringTests.now, catalogue: catalogue, toolVersion: "0.2.0", observations: [])
    #expect(next.events == [review.events[1], review.events[2]])
    #expect(next.checklists.map(\.id) == ["health", "readiness", "quality"])
    #expect(rating(next, item) == .solid)
  }

  @Test func `a final review is read at its own time, whatever the clock says`() throws {
    let review = try Review.sample().answering(gate, .solid, author: "ann", at: AnsweringTests.now)
    let final = try review.finalized(at: AnsweringTests.now, under: catalogue)
    let years = AnsweringTests.now.adding(days: 1_000)
    #expect(review.evaluated(under: catalogue, at: years).verdict.word == .incomplete)
    #expect(final.evaluated(under: catalogue, at: years).verdict.word == .ready)
    #expect(throws: AnswerError.self) { try final.finalized(at: years, under: catalogue) }
    #expect(throws: AnswerError.self) { try final.restored(to: review, author: "ann", at: years) }
  }

  @Test func `a waiver needs a gate, a reason, an owner and a day within 180 days`() throws {
    func error(
      _ item: ChecklistItem, until expires: String, reason: String = "later, see #12", owner: String = "ann"
    ) -> AnswerError? {
      do {
        _ = try Review.sample().waiving(
          item, .fixLater, until: expires, reason: reason, owner: owner, at: AnsweringTests.now)
        return nil
      } catch {
        return error
      }
    }
    let today = AnsweringTests.now.day
    #expect(error(gate, until: today.text) == nil)
    #expect(error(gate, until: today.adding(days: 180).text) == nil)
    let far = today.adding(days: 181).text
    #expect(error(gate, until: far) == .waiverDate(item: gate.id, expires: far, problem: .tooFar))
    let past = today.adding(days: -1).text
    #expect(error(gate, until: past) == .waiverInThePast(item: gate.id, expires: past))
    for date in ["2026-02-30", "2026/01/01", "", "soon"] {
      #expect(error(gate, until: date) == .waiverDate(item: gate.id, expires: date, problem: .malformed))
    }
    #expect(error(item, until: today.text) == .waiverOnUngated(item: item.id))
    #expect(error(gate, until: today.text, reason: "no") == .waiverNeedsReason(item: gate.id))
    #expect(error(gate, until: today.text, owner: " ") == .waiverNeedsOwner(item: gate.id))
  }
}
