import Reviews

/// Names of reviews: `20261123T154500Z-0a1f`, so that sorting by name is sorting by time.
package enum ReviewID {
  /// - Parameter random: keeps two reviews of one second apart.
  package static func make(at now: Instant, random: UInt16) -> String {
    let digits = String(random, radix: 16)
    return "\(now.compactText)-\(String(repeating: "0", count: 4 - digits.count))\(digits)"
  }

  /// Whether a text is such a name; anything else never becomes part of a path.
  package static func isValid(_ text: String) -> Bool {
    let pattern = Array("00000000T000000Z-xxxx".utf8)
    let bytes = Array(text.utf8)
    guard bytes.count == pattern.count else { return false }
    return zip(bytes, pattern).allSatisfy { byte, expected in
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      switch expected {
      case UInt8(ascii: "0"): return isDigit
      case UInt8(ascii: "x"): return isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      default: return byte == expected
      }
    }
  }
}
