extension Frame {
  /// One column of a row: a character with the marks on it, and how it looks.
  ///
  /// Two numbers and no text, without a gap between them: a picture is made, copied and compared with every key.
  package struct Cell: Hashable, Sendable {
    /// The character, and its style above it.
    private var drawn: UInt64
    /// The marks on it in their order, 21 bits each, the first one lowest.
    private(set) var marks: UInt64 = 0

    init(base: UInt32, style: Style) { drawn = UInt64(base) | style.number << 32 }

    /// 0 in the second column of a wide character.
    var base: UInt32 { UInt32(truncatingIfNeeded: drawn) }

    package var style: Style {
      get { Style(number: drawn >> 32) }
      set { drawn = drawn & 0xFFFF_FFFF | newValue.number << 32 }
    }

    static let blank = Cell(base: 0x20, style: .plain)

    /// The second column of a wide character.
    package var isSecondHalf: Bool { base == 0 }

    /// A blank whose style shows nothing.
    package var isVoid: Bool { base == 0x20 && !style.isReversed && !style.isUnderlined }

    package var hasMarks: Bool { marks != 0 }

    package var isASCII: Bool { (0x20..<0x7F).contains(base) && marks == 0 }

    /// 0 for cells that are equal only.
    @inline(__always)
    func difference(from other: Cell) -> UInt64 { (drawn ^ other.drawn) | (marks ^ other.marks) }

    /// Different for most cells that differ.
    var number: UInt64 { drawn ^ marks << 1 }

    /// The character and its marks; none in the second column of a wide character.
    package func forEachScalar(_ body: (UInt32) -> Void) {
      guard base != 0 else { return }
      body(base)
      var rest = marks
      while rest != 0 {
        body(UInt32(rest & 0x1F_FFFF))
        rest >>= 21
      }
    }

    /// Empty in the second column of a wide character.
    package var text: String {
      var scalars = String.UnicodeScalarView()
      forEachScalar { if let scalar = Unicode.Scalar($0) { scalars.append(scalar) } }
      return String(scalars)
    }

    /// Room for `Grapheme.marksMax` marks; a further one is left out.
    mutating func add(mark: UInt32) {
      var shift: UInt64 = 0
      while shift < 63, marks >> shift & 0x1F_FFFF != 0 { shift += 21 }
      if shift < 63 { marks |= UInt64(mark) << shift }
    }

    mutating func replace(by base: UInt32) {
      drawn = drawn & ~0xFFFF_FFFF | UInt64(base)
      marks = 0
    }
  }
}
