/// Changes to a text that know nothing about what it says.
struct TextMutation {
  /// Texts are kept below this, so that the time a case takes says something.
  static let byteCountMax = 256 << 10

  var bytes: [UInt8]
  var random: Randomness
  private(set) var steps: [String] = []

  init(_ bytes: [UInt8], random: Randomness) {
    self.bytes = bytes
    self.random = random
  }

  mutating func note(_ step: String) { steps.append(step) }

  /// One change, with pieces of `other` and of `dictionary` where it inserts.
  mutating func step(other: [UInt8], dictionary: [String]) {
    switch random.below(9) {
    case 0:
      bytes.removeLast(random.below(bytes.count))
      note("cut the end")
    case 1:
      bytes.removeFirst(random.below(bytes.count))
      note("cut the start")
    case 2:
      bytes.removeSubrange(range(longest: bytes.count / 2))
      note("cut a part")
    case 3:
      bytes = Array(bytes.prefix(random.below(bytes.count)) + other.suffix(random.below(other.count + 1)))
      note("spliced with another file")
    case 4:
      for _ in 0..<min(bytes.count, random.magnitude(64)) {
        bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
      }
      note("changed bytes")
    case 5:
      let part = bytes[range(longest: 400)]
      let copies = random.magnitude(2000)
      insert(Array(repeatElement(part, count: copies).joined().prefix(Self.byteCountMax)))
      note("repeated a part \(copies) times")
    case 6:
      insert(Array(other[Self.range(in: other.count, longest: 2000, &random)]))
      note("inserted a part of another file")
    case 7:
      for _ in 0..<random.magnitude(16) {
        insert(Array((dictionary.randomElement(using: &random) ?? "").utf8))
      }
      note("inserted pieces")
    default: swapLines()
    }
    if bytes.count > Self.byteCountMax { bytes.removeLast(bytes.count - Self.byteCountMax) }
  }

  mutating func insert(_ new: [UInt8]) { bytes.insert(contentsOf: new, at: random.below(bytes.count + 1)) }

  private mutating func range(longest: Int) -> Range<Int> { Self.range(in: bytes.count, longest: longest, &random) }

  private static func range(in count: Int, longest: Int, _ random: inout Randomness) -> Range<Int> {
    let start = random.below(count)
    return start..<min(count, start + random.below(longest + 1))
  }

  private mutating func swapLines() {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    for _ in 0..<random.magnitude(8) { lines.swapAt(random.below(lines.count), random.below(lines.count)) }
    bytes = Array(lines.joined(separator: [10]))
    note("swapped lines")
  }
}
