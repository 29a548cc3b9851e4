import Checklists

/// What a review says of each item of a catalogue: the latest event and the observation, by the item's place.
///
/// An evaluation keeps it, so that the next one, of a review with one answer more, looks up that answer alone.
final class PlacedReview: Sendable {
  let index: ItemIndex
  let events: [AnswerEvent]
  let observations: [Observation]
  let missingPins: [String]
  /// Of each event, where its item is; nil where no list has it.
  private let eventPlaces: [Int?]
  let latest: [AnswerEvent?]
  let observed: [Observation?]
  /// The scores by conclusive observations alone.
  let withoutJudgement: Scorecard.WithoutJudgement

  init(_ review: Review, _ catalogue: Catalogue, after earlier: PlacedReview?) {
    let index = catalogue.index
    let earlier = earlier.flatMap { $0.index === index ? $0 : nil }
    self.index = index
    events = review.events
    observations = review.observations
    missingPins = review.missingPins
    let knownCount = earlier.map { review.events.commonPrefixCount(with: $0.events) } ?? 0
    let known = earlier?.eventPlaces.prefix(knownCount) ?? []
    let eventPlaces = known + review.events[knownCount...].map { index.place(of: $0.item) }
    // Answers that were added come after all others; where some were taken back, older ones count again.
    let hasGrown = knownCount == earlier?.events.count
    var latest = hasGrown ? earlier?.latest ?? [] : Array(repeating: nil, count: index.items.count)
    for number in (hasGrown ? knownCount : 0)..<review.events.count {
      if let place = eventPlaces[number] { latest[place] = review.events[number] }
    }
    self.eventPlaces = Array(eventPlaces)
    self.latest = latest
    if let earlier, review.observations.elementsEqual(earlier.observations, by: ===) {
      observed = earlier.observed
      withoutJudgement = earlier.withoutJudgement
      return
    }
    var observed = [Observation?](repeating: nil, count: index.items.count)
    for observation in review.observations {
      if let place = index.place(of: observation.item) { observed[place] = observation }
    }
    self.observed = observed
    withoutJudgement = Scorecard.WithoutJudgement(observed, Scoring(catalogue))
  }
}

extension PlacedReview: Hashable {
  /// All that follows from it stands beside it in an evaluation, so it makes no difference between two of them.
  static func == (_: PlacedReview, _: PlacedReview) -> Bool { true }
  func hash(into _: inout Hasher) {}
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
