import Evidence

/// A moment in UTC, whole seconds since 1970.
package struct Instant: Hashable, Sendable, Comparable {
  package let seconds: Int64
  package init(seconds: Int64) { self.seconds = seconds }
  package static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
  package func adding(days: Int) -> Instant { Instant(seconds: seconds + Int64(days) * 86_400) }
}

extension Instant {
  /// The calendar day in UTC.
  package var day: CalendarDay {
    CalendarDay(daysSince1970: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }

  /// ISO 8601 in UTC: `2026-11-23T15:45:00Z`.
  package var text: String { "\(day.text)T\(minuteText):\(DecimalDigits.pair(secondOfDay % 60))Z" }

  /// The time of day in UTC, to the minute: `15:45`.
  package var minuteText: String {
    "\(DecimalDigits.pair(secondOfDay / 3_600)):\(DecimalDigits.pair(secondOfDay / 60 % 60))"
  }

  private var secondOfDay: Int { Int(seconds) - day.daysSince1970 * 86_400 }

  /// The form that sorts as text and fits a file name: `20261123T154500Z`.
  package var compactText: String { text.filter { $0 != "-" && $0 != ":" } }

  /// Reads `2026-11-23T15:45:00Z` and nothing looser.
  package init?(text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
      let day = CalendarDay(text: String(text.prefix(10))), let hour = DecimalDigits.value(bytes[11..<13]), hour < 24,
      let minute = DecimalDigits.value(bytes[14..<16]), minute < 60, let second = DecimalDigits.value(bytes[17..<19]),
      second < 60
    else { return nil }
    self.init(seconds: Int64(day.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second))
  }
}
