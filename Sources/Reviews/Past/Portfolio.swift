import Checklists
import Evidence

/// Several projects side by side, each with its reviews over time.
package struct Portfolio: Hashable, Sendable {
  package struct Row: Hashable, Sendable {
    /// Oldest first; the last entry is what is shown.
    package let timeline: Timeline
    package let latest: Timeline.Entry
    /// The folder that was probed just now; nil where only the reviews were read.
    package let path: String?
    /// When somebody last judged; nil where nobody ever did and the probes speak alone.
    package let reviewedAt: Instant?

    /// Nil for a project without a review that can be read.
    package init?(_ timeline: Timeline, path: String?, reviewedAt: Instant?) {
      guard let latest = timeline.entries.last else { return nil }
      self.timeline = timeline
      self.latest = latest
      self.path = path
      self.reviewedAt = reviewedAt
    }

    package var project: String { timeline.project }
    package func days(at now: Instant) -> Int? {
      reviewedAt.map { max(0, now.day.daysSince1970 - $0.day.daysSince1970) }
    }
  }

  /// What comes first is what needs attention first, but for names.
  package enum Order: String, Hashable, Sendable, CaseIterable {
    case name, verdict, health, quality, age, stale
  }

  package let rows: [Row]

  package init(_ rows: [Row], by order: Order, isReversed: Bool = false) {
    let byName = rows.enumerated().sorted { a, b in
      (a.element.project, a.element.path ?? "", a.offset) < (b.element.project, b.element.path ?? "", b.offset)
    }.map(\.element)
    let sorted = byName.enumerated().sorted { a, b in
      let (first, second) = (order.key(a.element), order.key(b.element))
      return first == second ? a.offset < b.offset : first < second
    }.map(\.element)
    self.rows = isReversed ? sorted.reversed() : sorted
  }
}

extension Portfolio.Order {
  /// What rows are compared by, the lowest first; what does not exist comes last.
  fileprivate func key(_ row: Portfolio.Row) -> Fraction {
    let latest = row.latest
    let last = Fraction(Int(Int32.max))
    return switch self {
    case .name: .zero
    case .verdict: Fraction(latest.verdict.word.rank)
    case .health: latest.scores.health.map { $0.max > 0 ? Fraction($0.floor, $0.max) : last } ?? last
    case .quality: latest.scores.quality?.floor ?? last
    case .age: row.reviewedAt.map { Fraction($0.day.daysSince1970) } ?? Fraction(-Int(Int32.max))
    case .stale: Fraction(-latest.staleCount)
    }
  }
}

extension Verdict.Word {
  /// 0 is the farthest from production.
  fileprivate var rank: Int {
    switch self {
    case .notReady: 0
    case .incomplete: 1
    case .readyWithExceptions: 2
    case .ready: 3
    }
  }
}
