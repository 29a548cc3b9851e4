/// An exact number; reduced, denominator positive.
///
/// Comparisons are always exact. A sum or product whose exact form does not fit 64 bits is rounded down to billionths:
/// lists of up to forty criteria a dimension never come near that.
package struct Fraction: Hashable, Sendable {
  package let numerator: Int
  package let denominator: Int

  package init(_ numerator: Int, _ denominator: Int = 1) {
    precondition(denominator != 0, "a fraction needs a denominator")
    let common = max(1, Fraction.divisor(numerator, denominator))
    let sign = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / common
    self.denominator = sign * denominator / common
  }

  package static let zero = Fraction(0)
  package static let one = Fraction(1)

  /// The greatest whole number that is not above the value.
  package var floor: Int {
    numerator >= 0 ? numerator / denominator : -((denominator - 1 - numerator) / denominator)
  }

  fileprivate static func divisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (abs(a), abs(b))
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

extension Fraction: Comparable {
  package static func < (a: Fraction, b: Fraction) -> Bool {
    let left = a.numerator.multipliedFullWidth(by: b.denominator)
    let right = b.numerator.multipliedFullWidth(by: a.denominator)
    return (left.high, left.low) < (right.high, right.low)
  }
}

extension Fraction {
  package static func + (a: Fraction, b: Fraction) -> Fraction {
    if a.numerator == 0 { return b }
    if b.numerator == 0 { return a }
    let common = divisor(a.denominator, b.denominator)
    let (aScaled, aOverflow) = a.numerator.multipliedReportingOverflow(by: b.denominator / common)
    let (bScaled, bOverflow) = b.numerator.multipliedReportingOverflow(by: a.denominator / common)
    let (sum, sumOverflow) = aScaled.addingReportingOverflow(bScaled)
    let (denominator, overflow) = a.denominator.multipliedReportingOverflow(by: b.denominator / common)
    if aOverflow || bOverflow || sumOverflow || overflow { return a.inBillionths + b.inBillionths }
    return Fraction(sum, denominator)
  }

  package static func * (a: Fraction, b: Fraction) -> Fraction {
    let left = Fraction(a.numerator, b.denominator)
    let right = Fraction(b.numerator, a.denominator)
    let (numerator, overflow) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (denominator, denominatorOverflow) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    guard overflow || denominatorOverflow else { return Fraction(numerator, denominator) }
    let product = a.inBillionths.numeratorInBillionths.multipliedFullWidth(by: b.inBillionths.numeratorInBillionths)
    return Fraction(billion.dividingFullWidth(product).quotient, billion)
  }

  package static prefix func - (a: Fraction) -> Fraction { Fraction(-a.numerator, a.denominator) }
  package static func - (a: Fraction, b: Fraction) -> Fraction { a + -b }
  package static func / (a: Fraction, b: Fraction) -> Fraction { a * Fraction(b.denominator, b.numerator) }
  package static func * (a: Fraction, b: Int) -> Fraction { a * Fraction(b) }
  package static func / (a: Fraction, b: Int) -> Fraction { a * Fraction(1, b) }
  package static func += (a: inout Fraction, b: Fraction) { a = a + b }

  private static let billion = 1_000_000_000

  private var inBillionths: Fraction { Fraction(numeratorInBillionths, Fraction.billion) }

  private var numeratorInBillionths: Int {
    let scaled = numerator.multipliedFullWidth(by: Fraction.billion)
    return denominator.dividingFullWidth(scaled).quotient
  }
}

extension Fraction {
  /// One decimal, cut and never rounded up: 99.97 is `99.9`, -0.25 is `-0.2`.
  package var decimalText: String {
    let isNegative = numerator < 0
    let magnitude = isNegative ? -self : self
    let whole = magnitude.floor
    let tenth = ((magnitude - Fraction(whole)) * 10).floor
    let text = "\(whole).\(tenth)"
    return isNegative && text != "0.0" ? "-" + text : text
  }

  /// A share as percent, one decimal, cut: 9997/10000 is `99.9`. The sign `%` is the caller's.
  package var percentText: String { (self * 100).decimalText }

  /// With its sign, for differences: `+1.2`, `-0.5`, `0.0`.
  package var signedText: String {
    let text = decimalText
    return numerator > 0 && text != "0.0" ? "+" + text : text
  }

  /// The exact form: `7`, `23/3`.
  package var exactText: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  /// Reads `80`, `79.5`, `0`: digits and at most nine decimals.
  package init?(text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let decimals = parts.count > 1 ? parts[1] : "0"
    let isDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    guard isDigits, parts[0].utf8.count <= 9, decimals.utf8.count <= 9, let whole = Int(parts[0]),
      let rest = Int(decimals)
    else { return nil }
    let scale = (0..<decimals.utf8.count).reduce(1) { scale, _ in scale * 10 }
    self.init(whole * scale + rest, scale)
  }
}
