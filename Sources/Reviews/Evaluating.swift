import Checklists
import Evidence

extension Review {
  /// Everything that follows from the review under a catalogue at a moment.
  ///
  /// A final review is evaluated at its own time, whatever `now` says.
  /// - Parameter earlier: an evaluation of almost the same review: what did not change is taken over from it, which
  ///   changes nothing but the time it takes.
  package func evaluated(under catalogue: Catalogue, at now: Instant, after earlier: Evaluation? = nil) -> Evaluation {
    let catalogue = state == .draft ? catalogue.under(profile) : catalogue
    var reading = ReviewReading(self, under: catalogue, at: ownMoment ?? now, after: earlier)
    return reading.evaluation()
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
  private let placed: PlacedReview
  private let waivers: WaiverReading
  private var warnings: [String] = []
  /// By place, and what their gains are taken to be.
  private var states: [ItemState]
  private var gains: [Gain]
  /// What the arithmetic works on.
  private(set) var scoring: Scoring
  private var validity: Evaluation.Validity

  init(_ review: Review, under catalogue: Catalogue, at now: Instant, after earlier: Evaluation? = nil) {
    self.review = review
    self.catalogue = catalogue
    self.now = now
    let index = catalogue.index
    placed = PlacedReview(review, catalogue, after: earlier?.basis.placed)
    waivers = WaiverReading(review.waivers, at: now)
    scoring = Scoring(catalogue)
    let changed: [Int]
    if let earlier, let places = placed.changed, earlier.basis.validity.contains(now),
      earlier.basis.liveWaivers == waivers.live
    {
      states = earlier.items
      gains = earlier.basis.gains
      scoring.standings = earlier.basis.standings
      for place in scoring.places(.quality) { scoring.standings[place] = .unanswered }
      validity = earlier.basis.validity.from(now)
      let dimensions = Set(scoring.places(.quality))
      changed = places.filter { !dimensions.contains($0) }
    } else {
      states = index.items.map(ItemState.init(unread:))
      gains = Array(repeating: .none, count: states.count)
      validity = Evaluation.Validity(from: now)
      changed = index.lists.filter { $0.scoring != .quality }.flatMap(\.places)
    }
    if review.state == .draft, let name = review.profile, name != Profile.standard, catalogue.profile?.id != name {
      warnings.append("the profile \"\(name)\" is not known here; priorities and weights are those of the lists")
    }
    for place in changed { readQuestion(place) }
    for place in scoring.places(.quality) { readDimension(place) }
  }

  func state(of item: String) -> ItemState? { catalogue.index.place(of: item).map { states[$0] } }

  var verdict: Verdict { Verdict(catalogue.index, states: states) }

  /// All of it looks at arrays by place and at few states: they lie about in memory, and between two keys leave the
  /// processor's caches.
  mutating func evaluation() -> Evaluation {
    let index = catalogue.index
    let counting = Gains(scoring)
    for list in index.lists {
      for place in list.places {
        let isHolding = list.scoring.holdsVerdict && index.priorities[place] == .p0
        let gain = counting.gain(
          place, of: list.scoring, blocksVerdict: isHolding && states[place].blocksVerdict)
        guard gains[place] != gain else { continue }
        gains[place] = gain
        states[place] = states[place].worth(gain)
      }
    }
    let scores = Scorecard(scoring, waived: waivers.live, withoutJudgement: placed.withoutJudgement)
    let remarks = waivers.remarks(catalogue) { state(of: $0) }
    return Evaluation(
      items: states,
      basis: Evaluation.Basis(
        placed: placed, standings: scoring.standings, gains: gains, liveWaivers: waivers.live, validity: validity),
      scores: scores, verdict: verdict,
      warnings: remarks + warnings + Siblings.contradictions(scoring.standings, index), waiverRemarks: remarks)
  }

  private mutating func readQuestion(_ place: Int) {
    let item = scoring.item(place)
    let (answer, value) = readAnswer(of: place)
    var rating: Rating?
    switch value {
    case .rating(let given)?: rating = given
    case .percent(let percent)?:
      warnings.append("the answer to \(item.id) is \(percent) %, but only quality dimensions take a percentage")
      validity.end()
    case .withdrawn?, nil: break
    }
    let observation = placed.observation(at: place)
    let reasons = rating == nil ? [] : staleReasons(of: answer, item, observation)
    if let answer { validity.limit(to: answer.reviewBy) }
    let waiver = waivers.live[item.id]
    let effective = EffectiveRating(
      answer: rating, isStale: !reasons.isEmpty, observed: observation?.conclusiveRating(for: item))
    let state = ItemState(
      item: item, answer: answer, observation: observation, effective: effective.rating, percent: nil,
      source: effective.source, staleReasons: reasons, isDisputed: effective.isDisputed,
      isUnconfirmed: effective.isUnconfirmed, proposed: effective.rating == nil ? observation?.rating : nil,
      isProbeError: observation?.isFailed ?? false, liveWaiver: waiver, gain: .none)
    keep(state, place)
  }

  private mutating func keep(_ state: ItemState, _ place: Int) {
    states[place] = state
    gains[place] = .none
    scoring.standings[place] = Standing(
      rating: state.effective, isSettled: state.effective != nil && !state.isStale, override: nil,
      shownAs: state.asShown)
  }

  private mutating func readDimension(_ place: Int) {
    let item = scoring.item(place)
    let (answer, value) = readAnswer(of: place)
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
    var standing = Standing.unanswered
    standing.override = isOverridden ? override : nil
    scoring.standings[place] = standing
    let dimension = scoring.dimension(place)
    standing.rating = ReviewReading.rating(of: dimension)
    standing.isSettled = dimension?.coverage == .one
    let isCounting = isOverridden && reasons.isEmpty
    let state = ItemState(
      item: item, answer: answer, observation: placed.observation(at: place), effective: standing.rating,
      percent: percent,
      source: isCounting ? .human : .none, staleReasons: reasons, isDisputed: false, isUnconfirmed: false,
      proposed: nil, isProbeError: false, liveWaiver: waivers.live[item.id], gain: .none)
    standing.shownAs = state.asShown
    scoring.standings[place] = standing
    states[place] = state
    gains[place] = .none
  }

  /// The dimension's number as one of the five states: 100 is solid, 0 missing, undecided unanswered.
  private static func rating(of dimension: Scoring.Dimension?) -> Rating? {
    guard let dimension else { return .notApplicable }
    guard dimension.floor == dimension.ceiling else { return nil }
    return dimension.floor == .zero ? .missing : dimension.floor == Fraction(100) ? .solid : .partial
  }

  private func readAnswer(of place: Int) -> (AnswerEvent?, AnswerEvent.Value?) {
    guard let event = placed.latestEvent(at: place), event.value != .withdrawn else { return (nil, nil) }
    return (event, event.value)
  }

  private func staleReasons(
    of answer: AnswerEvent?, _ item: ChecklistItem, _ observation: Observation?
  ) -> [ItemState.StaleReason] {
    answer?.staleReasons(item: item, observation: observation, missingPins: review.missingPins, at: now) ?? []
  }
}
