/// What an item is found to be: `2` solid, `1` partial, `0` missing, or not applicable. Unanswered is the absence of one.
package enum Rating: Hashable, Sendable, CaseIterable {
  case missing, partial, solid, notApplicable

  /// Half points: 0, 1 or 2; nil for not applicable.
  package var points: Int? {
    switch self {
    case .missing: 0
    case .partial: 1
    case .solid: 2
    case .notApplicable: nil
    }
  }

  /// As stored and typed: `0`, `1`, `2`, `n/a`.
  package var text: String { points.map(String.init) ?? "n/a" }

  package init?(text: String) {
    switch text {
    case "0": self = .missing
    case "1": self = .partial
    case "2": self = .solid
    case "n/a", "x": self = .notApplicable
    default: return nil
    }
  }

  /// The word people read: missing, partial, solid, n/a.
  package var word: String {
    switch self {
    case .missing: "missing"
    case .partial: "partial"
    case .solid: "solid"
    case .notApplicable: "n/a"
    }
  }
}
