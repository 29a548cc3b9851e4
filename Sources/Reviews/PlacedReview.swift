import Checklists

/// What a review says of each item of a catalogue: the latest event and the observation, by the item's place.
///
/// An evaluation keeps it, so that the next one, of a review with one answer more, looks at that answer alone.
final class PlacedReview: Sendable {
  let index: ItemIndex
  private let review: Review
  /// Of each event, where its item is; nil where no list has it.
  private let eventPlaces: [Int?]
  /// By place, the number of the latest event. Numbers are copied without a look at what they stand for.
  private let latest: [Int?]
  private let observed: [Observation?]
  /// The scores by conclusive observations alone.
  let withoutJudgement: Scorecard.WithoutJudgement
  /// Where an event came or went since the earlier review; nil where more than that is another.
  let changed: [Int]?

  init(_ review: Review, _ catalogue: Catalogue, after earlier: PlacedReview?) {
    let index = catalogue.index
    let earlier = earlier.flatMap { $0.index === index ? $0 : nil }
    self.index = index
    self.review = review
    let knownCount = earlier.map { review.events.commonPrefixCount(with: $0.review.events) } ?? 0
    let known = earlier?.eventPlaces.prefix(knownCount) ?? []
    let eventPlaces = Array(known + review.events[knownCount...].map { index.place(of: $0.item) })
    // Answers that were added come after all others; where some were taken back, older ones count again.
    let hasGrown = knownCount == earlier?.review.events.count
    var latest = hasGrown ? earlier?.latest ?? [] : Array(repeating: nil, count: index.items.count)
    for number in (hasGrown ? knownCount : 0)..<review.events.count {
      if let place = eventPlaces[number] { latest[place] = number }
    }
    self.eventPlaces = eventPlaces
    self.latest = latest
    guard let earlier, review.observations.elementsEqual(earlier.review.observations, by: ===) else {
      observed = PlacedReview.observed(review, index)
      withoutJudgement = Scorecard.WithoutJudgement(observed, Scoring(catalogue))
      changed = nil
      return
    }
    observed = earlier.observed
    withoutJudgement = earlier.withoutJudgement
    changed =
      review.missingPins == earlier.review.missingPins
      ? (eventPlaces[knownCount...] + earlier.eventPlaces[knownCount...]).compactMap(\.self) : nil
  }

  private static func observed(_ review: Review, _ index: ItemIndex) -> [Observation?] {
    var observed = [Observation?](repeating: nil, count: index.items.count)
    for observation in review.observations {
      if let place = index.place(of: observation.item) { observed[place] = observation }
    }
    return observed
  }

  func latestEvent(at place: Int) -> AnswerEvent? { latest[place].map { review.events[$0] } }
  func observation(at place: Int) -> Observation? { observed[place] }
}

extension Scorecard.WithoutJudgement {
  /// - Parameter unanswered: a scoring in which nothing is answered.
  fileprivate init(_ observed: [Observation?], _ unanswered: Scoring) {
    var alone = unanswered
    for (place, observation) in observed.enumerated() {
      guard let observation else { continue }
      let rating = observation.conclusiveRating(for: alone.index.items[place])
      alone.standings[place] = Standing(
        rating: rating, isSettled: rating != nil, override: nil, shownAs: ShownAs(source: .probe))
    }
    let health = alone.points(alone.places(.health))
    self.init(health: health?.floor, quality: alone.quality()?.floor, healthMax: health?.max)
  }
}
