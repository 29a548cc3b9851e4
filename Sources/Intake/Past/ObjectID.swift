/// The name of a git object, SHA-1 or SHA-256, without the cost of a text: there are as many as files in all commits.
struct ObjectID: Hashable, Sendable {
  private let words: (UInt64, UInt64, UInt64, UInt64)
  private let byteCount: UInt8

  /// Nil unless there are as many bytes as a name has.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == 20 || bytes.count == 32 else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    for (index, byte) in bytes.enumerated() { words[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8) }
    self.words = (words[0], words[1], words[2], words[3])
    byteCount = UInt8(bytes.count)
  }

  /// Reads what git prints.
  init?(hex: some StringProtocol) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in hex.utf8 {
      guard let value = ObjectID.value(of: digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { return nil }
    self.init(bytes[...])
  }

  /// As git wants it, in small letters.
  var hex: [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return (0..<Int(byteCount)).flatMap { index -> [UInt8] in
      let word = [words.0, words.1, words.2, words.3][index / 8]
      let byte = Int(word >> UInt64(index % 8 * 8) & 0xFF)
      return [digits[byte >> 4], digits[byte & 15]]
    }
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  static func == (a: ObjectID, b: ObjectID) -> Bool { a.words == b.words && a.byteCount == b.byteCount }

  /// A digest's first bytes are spread well enough.
  func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
