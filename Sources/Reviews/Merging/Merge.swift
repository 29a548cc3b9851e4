import Checklists
import Evidence

/// Two reviews of one project brought together, event by event and item by item.
///
/// The same answer is agreed, an answer of one side alone is taken, and an answer given with the other one in view takes
/// its place. Whatever else differs is a conflict that a person decides: time decides nothing, the later clock is not the
/// better judgement. The merged history holds the events of both, and merging again what was merged changes nothing.
package struct Merge: Hashable, Sendable {
  package enum Side: String, Hashable, Sendable, CaseIterable { case mine, theirs }

  package enum Outcome: Hashable, Sendable {
    /// Both hold the very same answer, from a review before.
    case shared
    /// Both came to the same answer.
    case agreed
    /// One side alone answered.
    case taken(Side)
    /// One side went on from the other one's answer.
    case followed(Side)
    case conflict
    /// The other side's answer is none that this review could hold; why.
    case refused(String)
  }

  package struct Item: Hashable, Sendable {
    package let id: String
    /// The id where no checklist knows the item today.
    package let title: String
    package let outcome: Outcome
    /// The latest of each side; nil where it said nothing.
    package let mine: AnswerEvent?
    package let theirs: AnswerEvent?
  }

  /// Items that somebody answered or noted, in catalogue order; those no checklist knows come last.
  package let items: [Item]
  package let agreement: Agreement
  private let mine: [AnswerEvent]
  private let theirs: [AnswerEvent]

  /// - Parameters:
  ///   - mine: whose observations the merged review goes on with.
  ///   - theirs: its answers alone are taken, each only if `mine` could hold it.
  package init(_ mine: Review, with theirs: Review, under catalogue: Catalogue, at now: Instant) {
    self.mine = mine.events
    let own = Dictionary(grouping: mine.events, by: \.item)
    let parts = Dictionary(grouping: theirs.events, by: \.item)
    let known = catalogue.items.map(\.id)
    let unknown = Set(own.keys).union(parts.keys).subtracting(known).sorted()
    items = (known + unknown).compactMap { id in
      let pair = AnswerPair(own[id] ?? [], parts[id] ?? [])
      guard let outcome = pair.outcome else { return nil }
      let item = catalogue.item(id)
      var problem: String?
      let theirs = pair.theirs?.reviewedNoLater(than: item)
      if outcome.mayTakeTheirs, let item, let theirs {
        problem = mine.problem(of: theirs, on: item, at: now)
      }
      return Item(
        id: id, title: item?.title ?? id, outcome: problem.map { .refused($0) } ?? outcome, mine: pair.mine,
        theirs: theirs)
    }
    let refused = Set(items.filter(\.isRefused).map(\.id))
    let held = Set(mine.events)
    self.theirs = theirs.events.filter { !held.contains($0) && !refused.contains($0.item) }
      .map { $0.reviewedNoLater(than: catalogue.item($0.item)) }
    agreement = Agreement(items)
  }

  package var conflicts: [Item] { items.filter { $0.outcome == .conflict } }

  /// The events of both sides, the latest of every item being what was decided; nil while a conflict is undecided.
  ///
  /// - Parameter decider: who decides; stays with each answer that was chosen.
  /// Mine come first and stay as they are, so that a journal can be continued.
  package func events(deciding decisions: [String: Side], by decider: String? = nil) -> [AnswerEvent]? {
    guard conflicts.allSatisfy({ decisions[$0.id] != nil }) else { return nil }
    let known = Set(mine)
    var events = mine + theirs.filter { !known.contains($0) }
    let latest = events.reduce(into: [:]) { $0[$1.item] = $1 }
    for item in items {
      guard var decided = item.decided(decisions[item.id]) else { continue }
      if item.outcome == .conflict { decided.decidedBy = decider ?? decided.decidedBy }
      guard latest[item.id] != decided else { continue }
      events.append(decided)
    }
    return events
  }
}

extension Merge.Outcome {
  /// Whether the other side's answer may become the item's.
  fileprivate var mayTakeTheirs: Bool {
    switch self {
    case .taken(.theirs), .followed(.theirs), .conflict: true
    case .shared, .agreed, .taken(.mine), .followed(.mine), .refused: false
    }
  }
}

extension Merge.Item {
  fileprivate var isRefused: Bool { if case .refused = outcome { true } else { false } }

  /// What the item's latest event is to be.
  fileprivate func decided(_ side: Merge.Side?) -> AnswerEvent? {
    switch outcome {
    case .shared, .refused: mine
    case .taken(let side): side == .mine ? mine?.noted(after: theirs) : theirs?.noted(after: mine)
    case .followed(let side): side == .mine ? mine : theirs
    case .conflict: side == .theirs ? theirs : mine
    case .agreed: together
    }
  }

  /// The later of two equal answers, with the notes of both.
  private var together: AnswerEvent? {
    guard let mine, let theirs else { return mine ?? theirs }
    let isMineLater = mine.at >= theirs.at
    let (earlier, later) = isMineLater ? (theirs, mine) : (mine, theirs)
    var event = later.noted(after: earlier)
    if event.reason.isEmpty { event.reason = earlier.reason }
    return event
  }
}

extension AnswerEvent {
  /// The answer with another one's note before its own.
  fileprivate func noted(after other: AnswerEvent?) -> AnswerEvent {
    guard let other, !other.note.isEmpty, !note.contains(other.note) else { return self }
    var event = self
    let isContained = note.isEmpty || other.note.contains(note)
    event.note = isContained ? other.note : other.note + "\n" + note
    return event
  }

  /// What was done, whatever deadline a file gives it.
  fileprivate var act: AnswerEvent {
    var event = self
    event.reviewBy = Instant(seconds: 0)
    return event
  }
}

/// What two sides did to one item.
private struct AnswerPair {
  let mine: AnswerEvent?
  let theirs: AnswerEvent?
  private let own: [AnswerEvent]
  private let other: [AnswerEvent]

  init(_ own: [AnswerEvent], _ other: [AnswerEvent]) {
    mine = own.last
    theirs = other.last
    self.own = own.map(\.act)
    self.other = other.map(\.act)
  }

  /// Nil when nobody did anything.
  var outcome: Merge.Outcome? {
    guard let mine = own.last else { return other.isEmpty ? nil : .taken(.theirs) }
    guard let theirs = other.last else { return .taken(.mine) }
    if mine == theirs { return .shared }
    if let side = successor(mine, theirs) { return .followed(side) }
    if mine.value == theirs.value { return .agreed }
    // A note alone is no answer, and takes none away.
    switch (own.contains { $0.value != .withdrawn }, other.contains { $0.value != .withdrawn }) {
    case (false, true): return .taken(.theirs)
    case (true, false): return .taken(.mine)
    case (true, true), (false, false): return .conflict
    }
  }

  /// The side that went on from what the other one holds.
  private func successor(_ mine: AnswerEvent, _ theirs: AnswerEvent) -> Merge.Side? {
    if own.starts(with: other) { return .mine }
    if other.starts(with: own) { return .theirs }
    switch (own.contains(theirs), other.contains(mine)) {
    case (true, false): return .mine
    case (false, true): return .theirs
    case (true, true), (false, false): return nil
    }
  }
}
