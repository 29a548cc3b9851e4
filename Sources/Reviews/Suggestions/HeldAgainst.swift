import Checklists
import Evidence

extension Suggested {
  /// A measure held against its limits. A base of nothing leaves nothing to judge.
  init(_ outcome: Outcome, against threshold: Threshold) {
    if let unanswered = outcome.unanswered {
      self = unanswered
      return
    }
    guard let measured = outcome.number(threshold.measure) else {
      self.init(nil, .low, "\(outcome.probe) gives no figure for \(threshold.measure)")
      return
    }
    var value = measured
    var shown = "\(threshold.measure) is \(measured.shown)"
    if !threshold.says.isEmpty {
      var figure = measured.shown
      if case .flag(let isTrue)? = outcome.measures[threshold.measure] { figure = isTrue ? "yes" : "no" }
      shown = threshold.says.replacing("{count}", with: figure)
    }
    if let base = threshold.base {
      guard let whole = outcome.number(base.measure) else {
        self.init(nil, .low, "\(outcome.probe) gives no figure for \(base.measure)")
        return
      }
      guard whole > 0 else {
        self.init(.notApplicable, .high, "There is nothing to judge: \(base.measure) is 0.")
        return
      }
      switch base {
      case .of:
        value = measured / whole
        shown += threshold.says.isEmpty ? " of \(whole.shown) \(base.measure)" : ""
        shown += ", a share of \(value.shown)"
      case .perThousand:
        value = 1_000 * measured / whole
        shown += threshold.says.isEmpty ? " in \(whole.shown) \(base.measure)" : ""
        shown += ", \(value.shown) per thousand"
      }
    }
    if let base = threshold.base, let whole = outcome.number(base.measure) {
      shown = shown.replacing("{whole}", with: whole.shown)
    }
    if case .flag? = outcome.measures[threshold.measure] {
      self.init(threshold.rating(of: value), outcome.confidence, shown)
      return
    }
    let side = threshold.isLimit ? "up to" : "from"
    self.init(
      threshold.rating(of: value), outcome.confidence,
      "\(shown); solid \(side) \(threshold.solid.shown), partial \(side) \(threshold.partial.shown)")
  }
}

extension Outcome {
  fileprivate func number(_ measure: String) -> Double? {
    switch measures[measure] {
    case .count(let count)?: Double(count)
    case .ratio(let ratio)?: ratio
    case .flag(let isTrue)?: isTrue ? 1 : 0
    case .text, .list, nil: nil
    }
  }
}

extension Double {
  /// Two decimals at most, rounded towards zero, so that no figure looks better than it is: `0.77`, `41`.
  fileprivate var shown: String {
    let hundredths = Int((self * 100).rounded(.towardZero))
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return String(whole) }
    let digits = abs(rest) < 10 ? "0\(abs(rest))" : String(abs(rest))
    return "\(whole)." + (digits.hasSuffix("0") ? String(digits.dropLast()) : digits)
  }
}
