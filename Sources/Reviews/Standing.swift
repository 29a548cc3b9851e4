import Checklists

/// What scoring needs to know of one item, whoever said it: the input of all arithmetic.
struct Standing: Hashable, Sendable {
  /// Nil is unanswered. Not read for quality dimensions, which follow from their criteria and `override`.
  var rating: Rating?
  /// Decided and not stale: what coverage counts.
  var isSettled: Bool
  /// Quality dimensions only: what the reviewer put in place of the computed value.
  var override: Override?
  /// Where the rating comes from, for the working lines.
  var shownAs: ShownAs

  struct Override: Hashable, Sendable {
    /// Nil is not applicable.
    let percent: Int?
    let isStale: Bool
  }

  static let unanswered = Standing(rating: nil, isSettled: false, override: nil, shownAs: ShownAs())

  /// Half points with unanswered as 0; nil for not applicable.
  var floorPoints: Int? { rating == nil ? 0 : rating?.points }
  /// Half points with unanswered as 2; nil for not applicable.
  var ceilingPoints: Int? { rating == nil ? 2 : rating?.points }
  var isApplicable: Bool { rating != .notApplicable }
  /// Unanswered or below 2.
  var isOpen: Bool { rating != .solid && rating != .notApplicable }

  /// `testing.race: 2 (human)`, or `-` for unanswered.
  func line(_ id: String) -> String { "\(id): \(rating?.text ?? "-") (\(shownAs.text))" }
}
