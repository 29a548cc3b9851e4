import Checklists

/// What is left to do of a review, in the order it is best done.
package struct WorkQueue: Hashable, Sendable {
  /// Open items: what blocks the verdict, gain, effort, id. Quality dimensions are left out: their criteria are the
  /// work.
  package let open: [ItemState]
  /// All items that want a person: those of the open ones, then what is good and unconfirmed; rules that no score rests
  /// on, which only explain, after the others.
  package let waiting: [ItemState]
  /// How many of those that wait have a score rest on them.
  package let scoredWaitingCount: Int

  fileprivate init(_ items: [ItemState], _ basis: Evaluation.Basis) {
    let index = basis.placed.index
    let standings = basis.standings
    let places = WorkQueue.openPlaces(basis)
    let waiting =
      places.filter { items[$0].answer == nil || items[$0].isStale }
      + standings.indices.filter { !standings[$0].isOpen && standings[$0].shownAs.isUnconfirmed }
    let scored = waiting.filter { index.isScored[$0] }
    let others = scored.count == waiting.count ? [] : waiting.filter { !index.isScored[$0] }
    open = places.map { items[$0] }
    self.waiting = (scored + others).map { items[$0] }
    scoredWaitingCount = scored.count
  }

  private struct Urgency {
    let place: Int
    let blocksVerdict: Bool
    let share: Fraction
    let effortRank: Int
  }

  private static func openPlaces(_ basis: Evaluation.Basis) -> [Int] {
    let index = basis.placed.index
    var open: [Urgency] = []
    open.reserveCapacity(basis.standings.count)
    for (place, standing) in basis.standings.enumerated() where standing.isOpen && !index.isDimension[place] {
      let gain = basis.gains[place]
      open.append(
        Urgency(
          place: place, blocksVerdict: gain.blocksVerdict, share: gain.share, effortRank: index.effortRanks[place]))
    }
    open.sort { a, b in
      if a.blocksVerdict != b.blocksVerdict { return a.blocksVerdict }
      return a.share != b.share ? a.share > b.share : a.effortRank < b.effortRank
    }
    return open.map(\.place)
  }
}

extension Evaluation {
  package var workQueue: WorkQueue { WorkQueue(items, basis) }
}
