/// Tells Go's 25 keywords from names.
///
/// First two letters and length give each keyword a slot of its own in a table. What lies in the slot is compared as one
/// 64-bit word, and behind the eighth byte byte by byte.
struct Keywords: Sendable {
  private struct Slot {
    /// The first eight bytes, zero behind a shorter word.
    var word: UInt64 = 0
    var length = 0
    var token = Token.identifier
  }

  nonisolated(unsafe) private let slots: UnsafePointer<Slot>

  /// Made once; lives as long as the program.
  static let table = Keywords()

  private init() {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: 64)
    slots.initialize(repeating: Slot(), count: 64)
    for token in Token.allCases where token.rawValue >= Token.break.rawValue {
      let spelling = token.spelling
      let bytes = Array(spelling.utf8)
      let word = bytes.prefix(8).enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
      let place = Self.slot(bytes[0], bytes[1], length: bytes.count)
      precondition(slots[place].length == 0, "two keywords in one slot")
      slots[place] = Slot(word: word, length: bytes.count, token: token)
    }
    self.slots = UnsafePointer(slots)
  }

  @inline(__always)
  private static func slot(_ first: UInt8, _ second: UInt8, length: Int) -> Int {
    (Int(first) &+ 25 &* Int(second) &+ 3 &* length) & 63
  }

  /// The keyword that the bytes spell, or `.identifier`. Eight bytes from the first on can be read.
  @inline(__always)
  func token(_ bytes: UnsafePointer<UInt8>, length: Int) -> Token {
    let slot = slots + Self.slot(bytes[0], bytes[1], length: length)
    guard slot.pointee.length == length else { return .identifier }
    let word = Words.load(bytes, 0)
    if length >= 8 { return slot.pointee.word == word ? longToken(slot, bytes) : .identifier }
    let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* length)
    return slot.pointee.word == (word << unused) >> unused ? slot.pointee.token : .identifier
  }

  private func longToken(_ slot: UnsafePointer<Slot>, _ bytes: UnsafePointer<UInt8>) -> Token {
    let tail: StaticString =
      switch slot.pointee.token {
      case .interface: "interface"
      case .fallthrough: "fallthrough"
      default: "continue"
      }
    for i in 8..<max(8, tail.utf8CodeUnitCount) where bytes[i] != tail.utf8Start[i] { return .identifier }
    return slot.pointee.token
  }
}
