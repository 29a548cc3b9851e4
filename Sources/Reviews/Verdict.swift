import Checklists

/// Whether the project may go to production (`spec/scoring.md` section 6), and what stands in the way.
package struct Verdict: Hashable, Sendable {
  package enum Word: String, Hashable, Sendable {
    case notReady = "NOT READY"
    case incomplete = "INCOMPLETE"
    case readyWithExceptions = "READY WITH EXCEPTIONS"
    case ready = "READY"
  }
  package let word: Word
  /// P0 items that hold it there, in catalogue order.
  package let heldBy: [String]
  package init(word: Word, heldBy: [String]) {
    self.word = word
    self.heldBy = heldBy
  }

  /// Whether the project may go: ready, with or without exceptions.
  package var isReady: Bool { word == .ready || word == .readyWithExceptions }

  /// A band as it is printed: while the verdict is not ready, with the P0 items that hold it.
  package func held(_ band: String) -> String {
    isReady || heldBy.isEmpty || band.isEmpty ? band : "\(band), held by \(heldBy.joined(separator: ", "))"
  }
}

extension Verdict {
  /// The lowest word wins. Without a single P0 gate in the catalogue nothing was asked, so nothing is ready.
  ///
  /// - Parameter states: in catalogue order, one for each item.
  init(_ index: ItemIndex, states: [ItemState]) {
    let gates = index.lists.filter(\.scoring.holdsVerdict).flatMap(\.places)
      .filter { index.priorities[$0] == .p0 }.map { states[$0] }
    func held(_ isHolding: (ItemState) -> Bool) -> [String] { gates.filter(isHolding).map(\.item.id) }
    let missing = held { $0.isUnmet && $0.liveWaiver == nil }
    let unanswered = held { $0.effective == nil }
    let waived = held { $0.isUnmet && $0.liveWaiver != nil }
    if !missing.isEmpty {
      self.init(word: .notReady, heldBy: missing)
    } else if !unanswered.isEmpty || gates.isEmpty {
      self.init(word: .incomplete, heldBy: unanswered)
    } else if !waived.isEmpty {
      self.init(word: .readyWithExceptions, heldBy: waived)
    } else {
      self.init(word: .ready, heldBy: [])
    }
  }
}

extension Checklist.Scoring {
  /// Whether the verdict rests on the list's P0 items.
  var holdsVerdict: Bool { self == .readiness || self == .security }
}

extension ItemState {
  /// Rated 0 or 1: for a gate, known not to be met.
  package var isUnmet: Bool { effective == .missing || effective == .partial }

  /// Whether a P0 gate keeps the verdict from being ready, now or once the words below are left behind.
  var blocksVerdict: Bool {
    item.priority == .p0 && (effective == nil || isUnmet && liveWaiver == nil)
  }
}
