import Checklists
import Evidence

/// Everything that follows from a review at one moment: each item's state, the scores and the verdict.
package struct Evaluation: Hashable, Sendable {
  /// In catalogue order.
  package let items: [ItemState]
  package let scores: Scorecard
  package let verdict: Verdict
  /// What a reader must know besides: malformed waiver dates, contradictions between siblings.
  package let warnings: [String]
  /// Those of the warnings that are about waivers.
  package let waiverRemarks: [String]
  let basis: Basis
  var index: ItemIndex { basis.placed.index }

  /// - Parameter items: in catalogue order, one for each.
  init(
    items: [ItemState], basis: Basis, scores: Scorecard, verdict: Verdict, warnings: [String], waiverRemarks: [String]
  ) {
    self.items = items
    self.basis = basis
    self.scores = scores
    self.verdict = verdict
    self.warnings = warnings
    self.waiverRemarks = waiverRemarks
  }

  /// What the next evaluation may take over.
  final class Basis: Hashable, Sendable {
    let placed: PlacedReview
    /// What scoring made of each item, by place.
    let standings: [Standing]
    /// What answering each item would add, by place.
    let gains: [Gain]
    let liveWaivers: [String: Waiver]
    let validity: Validity

    init(
      placed: PlacedReview, standings: [Standing], gains: [Gain], liveWaivers: [String: Waiver], validity: Validity
    ) {
      self.placed = placed
      self.standings = standings
      self.gains = gains
      self.liveWaivers = liveWaivers
      self.validity = validity
    }

    /// All that follows from it stands beside it, so it makes no difference between two evaluations.
    static func == (_: Basis, _: Basis) -> Bool { true }
    func hash(into _: inout Hasher) {}
  }

  /// How long an item of which nothing else changes keeps its state.
  struct Validity: Hashable, Sendable {
    private let from: Instant
    /// The last moment; nil while nothing ends.
    private var last: Instant?
    private var isOver = false

    init(from: Instant, last: Instant? = nil) {
      self.from = from
      self.last = last
    }

    /// The same for what is read at a later moment: clocks may go back.
    func from(_ moment: Instant) -> Validity { Validity(from: moment, last: last) }

    /// An answer is stale by age after this moment; one that is so already stays so.
    mutating func limit(to moment: Instant) {
      if moment >= from { last = min(moment, last ?? moment) }
    }

    /// Something must be said of each reading anew.
    mutating func end() { isOver = true }

    func contains(_ moment: Instant) -> Bool { !isOver && moment >= from && last.map { moment <= $0 } ?? true }
  }

  /// Ids of the items the health score is made of.
  package var healthItems: [String] { index.places(.health).map { index.items[$0].id } }

  package func state(of item: String) -> ItemState? { index.place(of: item).map { items[$0] } }
}

/// One item under a review (`spec/scoring.md` section 4); it never changes.
///
/// A class, so that a copy is one reference: with each key it goes through queues, lists and pages.
package final class ItemState: Hashable, Sendable {
  /// Who the effective rating comes from; `none` when unanswered, or for a dimension that follows from its criteria.
  package enum Source: String, Hashable, Sendable { case human, probe, none }
  package enum StaleReason: String, Hashable, Sendable, CaseIterable { case age, criterion, evidence, outcome }

  package let item: ChecklistItem
  /// The latest event, unless withdrawn.
  package let answer: AnswerEvent?
  package let observation: Observation?
  /// What counts; nil is unanswered.
  package let effective: Rating?
  /// Quality dimensions overridden by the reviewer: 0-100.
  package let percent: Int?
  package let source: Source
  package let staleReasons: [StaleReason]
  package let isDisputed: Bool
  /// A probe's rating counts and nobody has confirmed it.
  package let isUnconfirmed: Bool
  /// Shown, not scored: one key accepts it.
  package let proposed: Rating?
  package let isProbeError: Bool
  package let liveWaiver: Waiver?
  /// What answering it 2 would add, for the work queue; in its list's own unit, exact.
  package let gain: Gain

  package init(
    item: ChecklistItem, answer: AnswerEvent?, observation: Observation?, effective: Rating?, percent: Int?,
    source: Source, staleReasons: [StaleReason], isDisputed: Bool, isUnconfirmed: Bool, proposed: Rating?,
    isProbeError: Bool, liveWaiver: Waiver?, gain: Gain
  ) {
    self.item = item
    self.answer = answer
    self.observation = observation
    self.effective = effective
    self.percent = percent
    self.source = source
    self.staleReasons = staleReasons
    self.isDisputed = isDisputed
    self.isUnconfirmed = isUnconfirmed
    self.proposed = proposed
    self.isProbeError = isProbeError
    self.liveWaiver = liveWaiver
    self.gain = gain
  }

  /// Compares every property; one that is added belongs here too.
  package static func == (a: ItemState, b: ItemState) -> Bool {
    if a === b { return true }
    return (a.item, a.answer, a.observation, a.effective, a.percent, a.source)
      == (b.item, b.answer, b.observation, b.effective, b.percent, b.source)
      && (a.staleReasons, a.isDisputed, a.isUnconfirmed, a.proposed, a.isProbeError)
        == (b.staleReasons, b.isDisputed, b.isUnconfirmed, b.proposed, b.isProbeError)
      && (a.liveWaiver, a.gain) == (b.liveWaiver, b.gain)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(item)
    hasher.combine(effective)
    hasher.combine(source)
  }

  package var isStale: Bool { !staleReasons.isEmpty }
  /// A gate is met only at 2; a graded item is open while it is unanswered or below 2.
  package var isOpen: Bool { effective != .solid && effective != .notApplicable }
}

extension ItemState {
  /// An item of which nothing is known yet.
  convenience init(unread item: ChecklistItem) {
    self.init(
      item: item, answer: nil, observation: nil, effective: nil, percent: nil, source: .none, staleReasons: [],
      isDisputed: false, isUnconfirmed: false, proposed: nil, isProbeError: false, liveWaiver: nil, gain: .none)
  }

  func worth(_ gain: Gain) -> ItemState {
    ItemState(
      item: item, answer: answer, observation: observation, effective: effective, percent: percent, source: source,
      staleReasons: staleReasons, isDisputed: isDisputed, isUnconfirmed: isUnconfirmed, proposed: proposed,
      isProbeError: isProbeError, liveWaiver: liveWaiver, gain: gain)
  }
}

/// How many items are in each of the five states; they sum to `total`.
package struct StateCounts: Hashable, Sendable {
  package private(set) var solid = 0
  package private(set) var partial = 0
  package private(set) var missing = 0
  package private(set) var notApplicable = 0
  package private(set) var unanswered = 0

  package init(_ states: some Sequence<ItemState>) {
    for state in states {
      switch state.effective {
      case .solid?: solid += 1
      case .partial?: partial += 1
      case .missing?: missing += 1
      case .notApplicable?: notApplicable += 1
      case nil: unanswered += 1
      }
    }
  }

  package var total: Int { solid + partial + missing + notApplicable + unanswered }
}

extension Evaluation {
  package var counts: StateCounts { StateCounts(items) }
  package func counts(of checklist: String) -> StateCounts {
    StateCounts(items.lazy.filter { $0.item.checklist == checklist })
  }
}
