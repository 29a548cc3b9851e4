/// A pattern for lines of text that is matched in time linear in the text, however it was meant.
///
/// The language is the part of regular expressions that needs no memory: characters, `.`, `[a-z]`, `\d \w \s \b` and
/// their opposites, `^ $`, groups, `|`, `* + ? {2,5}`, and `(?i)` at the beginning. There are no back references and no
/// looking around, so no text can make matching slow; what a pattern may cost besides is bounded when it is read.
/// A match lies within one line. Upper and lower case are told apart unless the pattern says otherwise; `\d`, `\w` and
/// `\b` know ASCII only.
package struct LinePattern: Hashable, Sendable {
  /// As written.
  package let text: String
  package let isLiteral: Bool
  package let ignoresCase: Bool
  let program: LineProgram

  package static let lengthMax = 1_000

  /// Why a text is no pattern, and at which of its characters, from 1; 0 for the text as a whole.
  package struct Mistake: Error, Hashable, Sendable {
    package let character: Int
    package let reason: String
  }

  /// Reads a regular expression.
  package init(_ text: String, ignoresCase: Bool = false) throws(Mistake) {
    try LinePattern.check(text)
    var parser = LinePatternParser(text, ignoresCase: ignoresCase)
    let tree = try parser.pattern()
    self.text = text
    isLiteral = false
    self.ignoresCase = ignoresCase
    program = try LineProgram(tree)
  }

  /// Takes every character for itself.
  package init(literal text: String, ignoresCase: Bool = false) throws(Mistake) {
    try LinePattern.check(text)
    self.text = text
    isLiteral = true
    self.ignoresCase = ignoresCase
    program = try LineProgram(
      .sequence(text.unicodeScalars.map { .character(ScalarSet($0, ignoresCase: ignoresCase)) }))
  }

  private static func check(_ text: String) throws(Mistake) {
    guard !text.isEmpty else { throw Mistake(character: 0, reason: "it is empty") }
    guard text.unicodeScalars.count <= lengthMax else {
      throw Mistake(character: 0, reason: "it has more than \(lengthMax) characters")
    }
    if let place = text.unicodeScalars.enumerated().first(where: { $0.element == "\n" || $0.element == "\r" }) {
      throw Mistake(character: place.offset + 1, reason: "it holds a line end; a match lies within one line")
    }
  }

  package static func == (a: LinePattern, b: LinePattern) -> Bool {
    (a.text, a.isLiteral, a.ignoresCase) == (b.text, b.isLiteral, b.ignoresCase)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(isLiteral)
    hasher.combine(ignoresCase)
  }
}

/// What a pattern is made of.
indirect enum LinePatternTree: Hashable, Sendable {
  case empty
  case character(ScalarSet)
  case assertion(LineAssertion)
  case sequence([LinePatternTree])
  case choice([LinePatternTree])
  /// Nil: any number.
  case repeated(LinePatternTree, min: Int, max: Int?)
}

/// What must hold between two characters.
enum LineAssertion: Hashable, Sendable { case lineStart, lineEnd, wordBoundary, noWordBoundary }

/// Unicode scalars as ranges that ascend and do not touch.
struct ScalarSet: Hashable, Sendable {
  private(set) var ranges: [ClosedRange<UInt32>]

  static let all = ScalarSet([0...0x10FFFF])
  static let digits = ScalarSet([0x30...0x39])
  static let words = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let spaces = ScalarSet([0x09...0x0D, 0x20...0x20])

  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
        self.ranges[self.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  init(_ scalar: Unicode.Scalar, ignoresCase: Bool) {
    let own = ScalarSet([scalar.value...scalar.value])
    self = ignoresCase ? own.withOtherCase : own
  }

  func contains(_ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }

  var inverted: ScalarSet {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return ScalarSet(result)
  }

  /// With the other case of its letters: of all in ASCII, elsewhere of those that stand alone.
  var withOtherCase: ScalarSet {
    var all = ranges
    for range in ranges {
      for (letters, offset) in [(UInt32(0x41)...UInt32(0x5A), Int64(32)), (0x61...0x7A, -32)]
      where range.overlaps(letters) {
        let common = range.clamped(to: letters)
        all.append(UInt32(Int64(common.lowerBound) + offset)...UInt32(Int64(common.upperBound) + offset))
      }
      if range.count == 1, range.lowerBound >= 0x80, let scalar = Unicode.Scalar(range.lowerBound) {
        for other in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
          let scalars = Array(other.unicodeScalars)
          if scalars.count == 1 { all.append(scalars[0].value...scalars[0].value) }
        }
      }
    }
    return ScalarSet(all)
  }
}
