import Checklists

/// How far two reviewers agree where both judged for themselves.
///
/// Counted are ratings of items that both answered, neither having the other's answer in their review. An answer both
/// carried over from an earlier review says nothing about agreement, and percentages are no categories.
package struct Agreement: Hashable, Sendable {
  /// Below this many items a share says more about chance than about two people.
  package static let countMin = 5

  /// Items both rated on their own.
  package let count: Int
  package let agreedCount: Int
  /// Items both have an answer to that was given once.
  package let sharedCount: Int
  /// Cohen's kappa: 1 is full agreement, 0 what chance gives; nil below `countMin`, and where chance alone would give full
  /// agreement because both only ever gave one rating.
  package let kappa: Fraction?

  init(_ items: [Merge.Item]) {
    var pairs: [(mine: Rating, theirs: Rating)] = []
    var sharedCount = 0
    for item in items {
      guard let mine = item.mine, let theirs = item.theirs, case .rating(let first) = mine.value,
        case .rating(let second) = theirs.value
      else { continue }
      switch item.outcome {
      case .agreed where mine.at != theirs.at || mine.author != theirs.author, .conflict:
        pairs.append((first, second))
      case .refused: continue
      case .shared, .agreed, .taken, .followed: sharedCount += 1
      }
    }
    count = pairs.count
    agreedCount = pairs.count { $0.mine == $0.theirs }
    self.sharedCount = sharedCount
    kappa = pairs.count < Agreement.countMin ? nil : Agreement.kappa(pairs.map(\.mine), pairs.map(\.theirs))
  }

  package var isEnough: Bool { count >= Agreement.countMin }
  /// Nil below `countMin`.
  package var share: Fraction? { isEnough ? Fraction(agreedCount, count) : nil }

  private static func kappa(_ mine: [Rating], _ theirs: [Rating]) -> Fraction? {
    let count = mine.count
    let agreed = Fraction(zip(mine, theirs).count { $0 == $1 }, count)
    let expected = Set(mine).reduce(Fraction.zero) { sum, rating in
      sum + Fraction(mine.count { $0 == rating } * theirs.count { $0 == rating }, count * count)
    }
    guard expected != .one else { return nil }
    return (agreed - expected) / (.one - expected)
  }
}
