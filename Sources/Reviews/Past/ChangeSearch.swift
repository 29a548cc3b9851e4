import Checklists
import Evidence

/// Finds the very commit at which a rating changed, by probing half way between two commits again and again.
///
/// Of a rating that changed and changed back in between, one of the changes may be found and the others not.
package struct ChangeSearch: Sendable {
  /// Two probed commits of one line, by their places in it, and the items that differ between them.
  private struct Gap {
    let older: (place: Int, point: Replay.Point)
    let newer: (place: Int, point: Replay.Point)
    let items: Set<String>
    /// How many commits lie between.
    var distance: Int { older.place - newer.place - 1 }
    var middle: Int { (older.place + newer.place) / 2 }
  }

  private var open: [Gap] = []
  private var closed: [Gap] = []
  private var untouched: [RatingChange]

  /// - Parameters:
  ///   - places: those of commits on the line, newest first.
  package init(_ replay: Replay, places: [String: Int]) {
    untouched = []
    for (older, newer) in zip(replay.points, replay.points.dropFirst()) {
      let changes = replay.changes.filter { $0.commit == newer.commit && $0.after == older.commit }
      guard let from = places[older.commit.id], let to = places[newer.commit.id], from > to else {
        untouched += changes
        continue
      }
      add(Gap(older: (from, older), newer: (to, newer), items: Set(changes.map(\.item))))
    }
  }

  /// Places of commits that must be probed to go on; none when all is found.
  package var wanted: [Int] { Array(Set(open.map(\.middle))).sorted() }

  /// - Parameter points: what was found at the places wanted; one that is missing ends its search.
  package mutating func take(_ points: [Int: Replay.Point]) {
    let asked = open
    open = []
    for gap in asked {
      guard let middle = points[gap.middle] else {
        closed.append(gap)
        continue
      }
      let (before, between, after) = (gap.older.point.ratings, middle.ratings, gap.newer.point.ratings)
      add(
        Gap(
          older: gap.older, newer: (gap.middle, middle),
          items: gap.items.filter { before[$0] != between[$0] }))
      add(
        Gap(
          older: (gap.middle, middle), newer: gap.newer, items: gap.items.filter { between[$0] != after[$0] }))
    }
  }

  /// All changes, oldest first, as far as they are found.
  package func changes(under catalogue: Catalogue) -> [RatingChange] {
    let found = (closed + open).sorted { $0.newer.place > $1.newer.place }.flatMap { gap in
      RatingChange.between(gap.older.point, gap.newer.point, distance: gap.distance, under: catalogue)
        .filter { gap.items.contains($0.item) }
    }
    return (untouched + found).enumerated()
      .sorted { ($0.element.commit.seconds, $0.offset) < ($1.element.commit.seconds, $1.offset) }.map(\.element)
  }

  private mutating func add(_ gap: Gap) {
    guard !gap.items.isEmpty else { return }
    if gap.distance > 0 { open.append(gap) } else { closed.append(gap) }
  }
}

extension Replay.Point {
  /// By item; one that cannot be rated is missing.
  var ratings: [String: Rating] {
    suggestions.reduce(into: [:]) { ratings, suggestion in ratings[suggestion.item] = suggestion.rating }
  }
}
