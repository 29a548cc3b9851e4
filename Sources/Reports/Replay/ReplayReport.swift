import Checklists
import Reviews

/// A replayed past as a document: the same facts for every format, each said to rest on probes alone.
package struct ReplayReport: Sendable {
  package let replay: Replay
  let now: Instant

  /// - Parameter now: the moment ages are counted to.
  package init(_ replay: Replay, now: Instant) {
    self.replay = replay
    self.now = now
  }

  /// What every point rests on, for whoever takes the numbers for those of a review.
  static let basis = "probes only"
}

extension CommitChoice {
  /// What was chosen, in words.
  var text: String {
    switch step {
    case .tag: "tagged commits"
    case .week: "the last commit of each week"
    case .commits(1): "every commit"
    case .commits(let count): "one commit in \(count)"
    }
  }
}

extension RatingChange {
  /// As a change shows it: `1 partial`, or `-` where nothing was suggested.
  static func text(_ rating: Rating?) -> String {
    rating.map { $0.points == nil ? "n/a" : "\($0.text) \($0.word)" } ?? "-"
  }
}
