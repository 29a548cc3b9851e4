import Checklists
import Evidence

extension Review {
  /// Everything that follows from the review under a catalogue at a moment.
  ///
  /// A final review is evaluated at its own time, whatever `now` says.
  package func evaluated(under catalogue: Catalogue, at now: Instant) -> Evaluation {
    let catalogue = state == .draft ? catalogue.under(profile) : catalogue
    return ReviewReading(self, under: catalogue, at: ownMoment ?? now).evaluation()
  }

  /// The moment a final review speaks of; nil for a draft, which is always read at the present.
  package var ownMoment: Instant? { state == .final ? finalizedAt ?? createdAt : nil }

  /// The latest event of every item, withdrawals included.
  package var latestEvents: [String: AnswerEvent] {
    events.reduce(into: [:]) { latest, event in latest[event.item] = event }
  }
}

/// One review read under one catalogue at one moment, step by step.
struct ReviewReading {
  let review: Review
  let catalogue: Catalogue
  let now: Instant
  /// Where an item's latest event and its observation are in the review.
  private let latest: [String: Int]
  private let observed: [String: Int]
  private let waivers: WaiverReading
  private var warnings: [String] = []
  private(set) var states: [String: ItemState] = [:]
  /// What the arithmetic works on.
  private(set) var scoring: Scoring

  init(_ review: Review, under catalogue: Catalogue, at now: Instant) {
    self.review = review
    self.catalogue = catalogue
    self.now = now
    latest = ReviewReading.lastPlaces(review.events.indices) { review.events[$0].item }
    observed = ReviewReading.lastPlaces(review.observations.indices) { review.observations[$0].item }
    waivers = WaiverReading(review.waivers, at: now)
    scoring = Scoring(catalogue: catalogue, standings: [:])
    if review.state == .draft, let name = review.profile, name != Profile.standard, catalogue.profile?.id != name {
      warnings.append("the profile \"\(name)\" is not known here; priorities and weights are those of the lists")
    }
    let dimensions = catalogue.checklists.filter { $0.scoring == .quality }.flatMap(\.items)
    for item in catalogue.checklists.filter({ $0.scoring != .quality }).flatMap(\.items) { readQuestion(item) }
    for item in dimensions { readDimension(item) }
  }

  private static func lastPlaces(_ indices: Range<Int>, _ item: (Int) -> String) -> [String: Int] {
    var places = [String: Int](minimumCapacity: indices.count)
    for index in indices { places[item(index)] = index }
    return places
  }

  private func observation(of item: ChecklistItem) -> Observation? { observed[item.id].map { review.observations[$0] } }

  func evaluation() -> Evaluation {
    let ordered = catalogue.items.compactMap { states[$0.id] }
    let verdict = Verdict(catalogue: catalogue, states: states)
    let gains = Gains(scoring)
    let items = catalogue.checklists.flatMap { list in
      list.items.compactMap { item in
        states[item.id].map { state in
          let blocksVerdict = list.holdsVerdict && state.blocksVerdict
          return state.worth(gains.gain(item, of: list.scoring, blocksVerdict: blocksVerdict))
        }
      }
    }
    let scores = Scorecard(scoring, waived: waivers.live, withoutJudgement: withoutJudgement())
    let remarks = waivers.remarks(catalogue, states)
    return Evaluation(
      items: items, scores: scores, verdict: verdict,
      warnings: remarks + warnings + Siblings.contradictions(ordered, states),
      healthItems: catalogue.checklists.filter { $0.scoring == .health }.flatMap(\.items).map(\.id),
      waiverRemarks: remarks)
  }

  private mutating func readQuestion(_ item: ChecklistItem) {
    let (answer, value) = readAnswer(of: item)
    var rating: Rating?
    switch value {
    case .rating(let given)?: rating = given
    case .percent(let percent)?:
      warnings.append("the answer to \(item.id) is \(percent) %, but only quality dimensions take a percentage")
    case .withdrawn?, nil: break
    }
    let observation = observation(of: item)
    let reasons = rating == nil ? [] : staleReasons(of: answer, item, observation)
    let effective = EffectiveRating(
      answer: rating, isStale: !reasons.isEmpty, observed: observation?.conclusiveRating(for: item))
    let state = ItemState(
      item: item, answer: answer, observation: observation, effective: effective.rating, percent: nil,
      source: effective.source, staleReasons: reasons, isDisputed: effective.isDisputed,
      isUnconfirmed: effective.isUnconfirmed, proposed: effective.rating == nil ? observation?.rating : nil,
      isProbeError: observation?.isFailed ?? false, liveWaiver: waivers.live[item.id], gain: .none)
    states[item.id] = state
    scoring.standings[item.id] = Standing(
      rating: effective.rating, isSettled: effective.rating != nil && reasons.isEmpty, override: nil,
      shownAs: state.shownAs)
  }

  private mutating func readDimension(_ item: ChecklistItem) {
    let (answer, value) = readAnswer(of: item)
    var percent: Int?
    var isOverridden = true
    switch value {
    case .rating(let rating)?: percent = rating.points.map { $0 * 50 }
    case .percent(let given)? where (0...100).contains(given): percent = given
    case .percent(let given)?:
      warnings.append("the answer to \(item.id) is \(given) %, which is not within 0 to 100")
      isOverridden = false
    case .withdrawn?, nil: isOverridden = false
    }
    let reasons = isOverridden ? staleReasons(of: answer, item, nil) : []
    let override = Standing.Override(percent: percent, isStale: !reasons.isEmpty)
    var standing = Standing.unanswered()
    standing.override = isOverridden ? override : nil
    scoring.standings[item.id] = standing
    let dimension = scoring.dimension(item)
    standing.rating = ReviewReading.rating(of: dimension)
    standing.isSettled = dimension?.coverage == .one
    let isCounting = isOverridden && reasons.isEmpty
    let state = ItemState(
      item: item, answer: answer, observation: observation(of: item), effective: standing.rating, percent: percent,
      source: isCounting ? .human : .none, staleReasons: reasons, isDisputed: false, isUnconfirmed: false,
      proposed: nil, isProbeError: false, liveWaiver: waivers.live[item.id], gain: .none)
    standing.shownAs = state.shownAs
    scoring.standings[item.id] = standing
    states[item.id] = state
  }

  /// The dimension's number as one of the five states: 100 is solid, 0 missing, undecided unanswered.
  private static func rating(of dimension: Scoring.Dimension?) -> Rating? {
    guard let dimension else { return .notApplicable }
    guard dimension.floor == dimension.ceiling else { return nil }
    return dimension.floor == .zero ? .missing : dimension.floor == Fraction(100) ? .solid : .partial
  }

  private func readAnswer(of item: ChecklistItem) -> (AnswerEvent?, AnswerEvent.Value?) {
    guard let event = latest[item.id].map({ review.events[$0] }), event.value != .withdrawn else { return (nil, nil) }
    return (event, event.value)
  }

  private func staleReasons(
    of answer: AnswerEvent?, _ item: ChecklistItem, _ observation: Observation?
  ) -> [ItemState.StaleReason] {
    answer?.staleReasons(item: item, observation: observation, missingPins: review.missingPins, at: now) ?? []
  }

  /// The same lists by conclusive observations alone.
  private func withoutJudgement() -> Scorecard.WithoutJudgement {
    var alone = Scoring(catalogue: catalogue, standings: [:])
    for item in catalogue.items {
      guard let place = observed[item.id] else { continue }
      let rating = review.observations[place].conclusiveRating(for: item)
      alone.standings[item.id] = Standing(rating: rating, isSettled: rating != nil, override: nil, shownAs: "probe")
    }
    let health = alone.points(alone.items(.health))
    return Scorecard.WithoutJudgement(
      health: health?.floor, quality: alone.quality()?.floor, healthMax: health?.max)
  }
}
