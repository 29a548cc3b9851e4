import Evidence
import Reviews
import Testing

@Suite struct NumberTests {
  @Test func `one decimal is cut, never rounded up`() {
    #expect(Fraction(9_997, 100).decimalText == "99.9")
    #expect(Fraction(9_997, 10_000).percentText == "99.9")
    #expect(Fraction(100).decimalText == "100.0" && Fraction(409, 10).decimalText == "40.9")
    #expect(Fraction(-1, 4).decimalText == "-0.2" && Fraction(-1, 100).decimalText == "0.0")
    #expect(Fraction(6, 5).signedText == "+1.2" && Fraction(-6, 5).signedText == "-1.2")
    #expect(Fraction(23, 3).exactText == "23/3" && Fraction(14, 2).exactText == "7")
  }

  @Test func `arithmetic is exact`() {
    var generator = SeededGenerator(seed: 1)
    func random() -> Fraction {
      Fraction(Int.random(in: -999...999, using: &generator), Int.random(in: 1...999, using: &generator))
    }
    for _ in 0..<3_000 {
      let (a, b, c) = (random(), random(), random())
      #expect(a + b == b + a && (a + b) - b == a && a * (b + c) == a * b + a * c)
      #expect((a < b) == (b - a > .zero) && a + -a == .zero)
      #expect(Fraction(a.floor) <= a && a < Fraction(a.floor + 1))
      if b != .zero { #expect(a / b * b == a) }
    }
  }

  @Test func `what does not fit is rounded down to billionths and does not trap`() {
    let tiny = Fraction(1, 4_000_000_007) + Fraction(1, 4_000_000_009)
    #expect(tiny >= .zero && tiny <= Fraction(1, 1_000_000_000))
    let product = Fraction(3_000_000_019, 4_000_000_007) * Fraction(3_000_000_037, 4_000_000_009)
    #expect(product <= Fraction(5_625, 10_000) + Fraction(1, 10_000) && product >= Fraction(5_624, 10_000))
    #expect(Fraction(Int.max, Int.max - 1) > .one)
  }

  @Test func `limits are read as written`() {
    #expect(Fraction(text: "79.5") == Fraction(159, 2) && Fraction(text: "0") == .zero)
    for text in ["", "-1", "1.", ".5", "1e3", "80%", "1.2.3", "١"] { #expect(Fraction(text: text) == nil, "\(text)") }
  }

  @Test func `times and days read back as written, every day of four centuries`() {
    #expect(Instant(seconds: 0).text == "1970-01-01T00:00:00Z" && Instant(seconds: -1).text == "1969-12-31T23:59:59Z")
    #expect(Instant(text: "2026-11-23T15:45:00Z")?.text == "2026-11-23T15:45:00Z")
    #expect(Instant(text: "2026-11-23T15:45:00Z")?.compactText == "20261123T154500Z")
    for day in stride(from: -73_000, through: 73_000, by: 1) {
      #expect(CalendarDay(text: CalendarDay(daysSince1970: day).text)?.daysSince1970 == day)
    }
  }

  @Test func `days that are none are refused`() {
    #expect(CalendarDay(text: "2024-02-29") != nil && CalendarDay(text: "2000-02-29") != nil)
    for text in ["2026-02-30", "2026/01/01", "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-1", ""] {
      #expect(CalendarDay(text: text) == nil, "\(text)")
    }
    for text in ["2026-11-23T24:00:00Z", "2026-11-23 15:45:00Z", "2026-11-23T15:45:00+01:00", "2026-11-23T15:60:00Z"] {
      #expect(Instant(text: text) == nil, "\(text)")
    }
  }
}
