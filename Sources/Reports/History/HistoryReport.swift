import Checklists
import Evidence
import Reviews

/// A project's reviews over time, as a document: the same facts for every format.
package struct HistoryReport: Sendable {
  package let timeline: Timeline
  let now: Instant

  /// - Parameter now: the moment ages are counted to.
  package init(_ timeline: Timeline, now: Instant) {
    self.timeline = timeline
    self.now = now
  }
}

extension Timeline.Entry {
  /// `2/10 1/8`: gates met of applicable ones, P0 first.
  static func gates(_ counts: [Scorecard.GateCount]) -> String {
    let shown = counts.filter { $0.applicable > 0 }
    return shown.isEmpty
      ? "n/a" : shown.map { "\($0.priority.rawValue) \($0.met)/\($0.applicable)" }.joined(separator: " ")
  }

  /// The profile its numbers were made under, the standard one included.
  var profileName: String { profile ?? Profile.standard }
  /// The same for a column that only names what is not the standard.
  var profileText: String { profile?.printableLine ?? "-" }
}
