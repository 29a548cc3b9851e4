import Checklists
import Evidence
import Reviews
import Testing

/// The table of effective ratings, row by row and cell by cell.
@Suite struct EffectiveRatingTests {
  static let graded = ChecklistItem.sample("health.x")
  static let gate = ChecklistItem.gate("readiness.x")

  /// What one item comes to when its answer is fresh or stale and the observation says `observed`.
  static func state(
    _ answer: Rating?, isStale: Bool = false, _ observed: Rating?, _ confidence: Confidence = .high,
    item: ChecklistItem = graded
  ) throws -> ItemState {
    let observation = observed.map { Observation.sample(item.id, .rated($0), confidence) }
    var events: [AnswerEvent] = []
    if let answer {
      let event = AnswerEvent.sample(item, .rating(answer), seeing: observation)
      events = [isStale ? event.madeStale : event]
    }
    let list = Checklist.sample(item.kind == .gate ? .readiness : .health, [item])
    let review = Review.sample(events: events, observations: observation.map { [$0] } ?? [])
    return try #require(
      review.evaluated(under: Catalogue(checklists: [list]), at: RandomReview.now).state(of: item.id))
  }

  @Test func `without answer and observation an item is unanswered`() throws {
    let state = try EffectiveRatingTests.state(nil, nil)
    #expect(state.effective == nil && state.source == .none && state.proposed == nil)
    #expect(state.shownAs == "unanswered")
  }

  @Test func `a failed or inconclusive probe leaves an item unanswered`() throws {
    for result in [Observation.Result.failed(reason: "broke"), .inconclusive(reason: "unclear")] {
      let item = EffectiveRatingTests.graded
      let review = Review.sample(observations: [.sample(item.id, result)])
      let catalogue = Catalogue(checklists: [.sample(.health, [item])])
      let state = try #require(review.evaluated(under: catalogue, at: RandomReview.now).state(of: item.id))
      #expect(state.effective == nil)
      #expect(state.isProbeError == (result == .failed(reason: "broke")))
      #expect(state.shownAs == (state.isProbeError ? "probe error" : "unanswered"))
    }
  }

  @Test(arguments: Rating.allCases) func `without an answer a conclusive observation counts, unconfirmed`(
    _ observed: Rating
  ) throws {
    let state = try EffectiveRatingTests.state(nil, observed)
    #expect(state.effective == observed && state.source == .probe && state.isUnconfirmed)
    #expect(state.shownAs == "probe, unconfirmed")
  }

  @Test(arguments: Rating.allCases) func `an observation that is not sure enough is only proposed`(
    _ observed: Rating
  ) throws {
    for item in [EffectiveRatingTests.graded, EffectiveRatingTests.gate] {
      for confidence in [Confidence.low, .medium] {
        let state = try EffectiveRatingTests.state(nil, observed, confidence, item: item)
        let counts = item.priority != .p0 && confidence == .medium && observed != .notApplicable
        #expect(state.effective == (counts ? observed : nil))
        #expect(state.proposed == (counts ? nil : observed))
        if !counts { #expect(state.shownAs == "proposed \(observed.text)") }
      }
    }
  }

  @Test(arguments: Rating.allCases, [nil] + Rating.allCases.map(Optional.some))
  func `a fresh answer counts, disputed when a conclusive observation differs`(
    _ answer: Rating, _ observed: Rating?
  ) throws {
    let state = try EffectiveRatingTests.state(answer, observed)
    #expect(state.effective == answer && state.source == .human && !state.isStale)
    #expect(state.isDisputed == (observed != nil && observed != answer))
    let unsure = try EffectiveRatingTests.state(answer, observed, .low)
    #expect(unsure.effective == answer && !unsure.isDisputed)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let answer: Rating
    let observed: Rating?
    let effective: Rating?
    let source: ItemState.Source
    var testDescription: String { "stale \(answer.text), observed \(observed?.text ?? "-")" }
  }

  static let staleRows: [Row] = [
    Row(answer: .missing, observed: nil, effective: .missing, source: .human),
    Row(answer: .missing, observed: .missing, effective: .missing, source: .human),
    Row(answer: .missing, observed: .partial, effective: .missing, source: .human),
    Row(answer: .missing, observed: .solid, effective: .missing, source: .human),
    Row(answer: .missing, observed: .notApplicable, effective: .missing, source: .human),
    Row(answer: .partial, observed: nil, effective: nil, source: .none),
    Row(answer: .partial, observed: .missing, effective: .missing, source: .probe),
    Row(answer: .partial, observed: .partial, effective: .partial, source: .human),
    Row(answer: .partial, observed: .solid, effective: .partial, source: .human),
    Row(answer: .partial, observed: .notApplicable, effective: nil, source: .none),
    Row(answer: .solid, observed: nil, effective: nil, source: .none),
    Row(answer: .solid, observed: .missing, effective: .missing, source: .probe),
    Row(answer: .solid, observed: .partial, effective: .partial, source: .probe),
    Row(answer: .solid, observed: .solid, effective: .solid, source: .probe),
    Row(answer: .solid, observed: .notApplicable, effective: nil, source: .none),
    Row(answer: .notApplicable, observed: nil, effective: nil, source: .none),
    Row(answer: .notApplicable, observed: .missing, effective: .missing, source: .probe),
    Row(answer: .notApplicable, observed: .partial, effective: nil, source: .none),
    Row(answer: .notApplicable, observed: .solid, effective: nil, source: .none),
    Row(answer: .notApplicable, observed: .notApplicable, effective: nil, source: .none),
  ]

  @Test(arguments: staleRows) func `a stale answer keeps bad news and gives up good news`(_ row: Row) throws {
    let state = try EffectiveRatingTests.state(row.answer, isStale: true, row.observed)
    #expect(state.effective == row.effective)
    #expect(state.source == row.source)
    #expect(state.staleReasons == [.criterion] && !state.isDisputed && !state.isUnconfirmed)
    #expect(state.shownAs.contains("stale"))
    let unsure = try EffectiveRatingTests.state(row.answer, isStale: true, row.observed, .low)
    #expect(unsure.effective == (row.answer == .missing ? .missing : nil))
  }
}
