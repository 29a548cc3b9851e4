/// The words a score falls under; always chosen by the floor of the number, so 40.9 is still the lower band.
enum Bands {
  static func health(points: Int, max: Int) -> String {
    switch 16 * points / max {
    case ..<7: "critical gaps"
    case ..<11: "needs work"
    case ..<15: "solid"
    default: "exemplary"
    }
  }

  static func quality(_ score: Fraction) -> String {
    switch score.floor {
    case ..<41: "needs rewrite"
    case ..<61: "significant gaps"
    case ..<81: "production ready"
    default: "exemplary"
    }
  }

  /// One band when both ends fall into it, else `low..high`.
  static func span(_ low: String, _ high: String) -> String { low == high ? low : "\(low)..\(high)" }
}
