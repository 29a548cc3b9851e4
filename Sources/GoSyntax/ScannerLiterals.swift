/// Names beyond ASCII, numbers, runes and strings, checked as go/scanner checks them. Each answers where it ends.
extension Scanner {
  @inline(__always)
  func isDecimal(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private func isHexadecimal(_ byte: UInt8) -> Bool { isDecimal(byte) || (byte | 0x20) &- 0x61 < 6 }

  /// The end of a name whose first character was read.
  func endOfUnicodeName(from first: Int) -> Int {
    var offset = first
    while true {
      let byte = bytes[offset]
      if byte < 0x80 {
        guard ByteClass.table[Int(byte)] & ByteClass.name != 0 else { return offset }
        offset += 1
      } else {
        let (scalar, length) = SourceBytes.scalar(bytes, at: offset, count: count)
        guard let scalar, UnicodeNames.isLetter(scalar) || UnicodeNames.isDigit(scalar) else { return offset }
        offset += length
      }
    }
  }

  /// A name that begins beyond ASCII, or what no token begins with.
  mutating func nameBeyondASCII(at start: Int) -> (isName: Bool, offset: Int) {
    let (scalar, length) = SourceBytes.scalar(bytes, at: start, count: count)
    guard let scalar, UnicodeNames.isLetter(scalar) else {
      if let scalar, scalar.value != 0xFEFF { fail(at: start, "illegal character \(scalar)") }
      return (false, start + length)
    }
    return (true, endOfUnicodeName(from: start + length))
  }

  // MARK: Numbers

  private enum Base: Int {
    case binary = 2
    case octal = 8
    case decimal = 10
    case hexadecimal = 16
  }

  /// What a run of digits held.
  private struct Digits {
    var hasDigit = false
    var hasSeparator = false
    var firstTooLarge: Int?
  }

  @inline(__always)
  mutating func number(at start: Int) -> (Token, end: Int) {
    // Almost all numbers are a few decimal digits.
    var end = start
    while isDecimal(bytes[end]) { end &+= 1 }
    let after = bytes[end]
    let isPlain = end > start && (bytes[start] != 0x30 || end == start &+ 1) && after != 0x2E && after != 0x5F
    if isPlain, (after | 0x20) &- 0x61 >= 26 { return (.integer, end) }
    return unusualNumber(at: start)
  }

  private mutating func unusualNumber(at start: Int) -> (Token, end: Int) {
    var offset = start
    var kind = Token.integer
    var base = Base.decimal
    var hasPrefix = false
    var digits = Digits()

    if bytes[offset] != 0x2E {
      if bytes[offset] == 0x30 {
        offset += 1
        switch bytes[offset] | 0x20 {
        case 0x78: (base, hasPrefix) = (.hexadecimal, true)
        case 0x6F: (base, hasPrefix) = (.octal, true)
        case 0x62: (base, hasPrefix) = (.binary, true)
        default:
          base = .octal
          digits.hasDigit = true
        }
        if hasPrefix { offset += 1 }
      }
      readDigits(base, at: &offset, into: &digits)
    }
    if bytes[offset] == 0x2E {
      kind = .float
      if hasPrefix, base != .hexadecimal { fail(at: offset, "a \(base) literal has no fraction") }
      offset += 1
      readDigits(base, at: &offset, into: &digits)
    }
    if !digits.hasDigit { fail(at: offset, "a \(base) literal has no digits") }

    let letter = bytes[offset] | 0x20
    if letter == 0x65 || letter == 0x70 {
      if letter == 0x65, hasPrefix { fail(at: offset, "exponent e needs a decimal mantissa") }
      if letter == 0x70, base != .hexadecimal { fail(at: offset, "exponent p needs a hexadecimal mantissa") }
      offset += 1
      kind = .float
      if bytes[offset] == 0x2B || bytes[offset] == 0x2D { offset += 1 }
      var exponent = Digits()
      readDigits(.decimal, at: &offset, into: &exponent)
      if !exponent.hasDigit { fail(at: offset, "exponent has no digits") }
      digits.hasSeparator = digits.hasSeparator || exponent.hasSeparator
    } else if base == .hexadecimal, kind == .float {
      fail(at: offset, "a hexadecimal fraction needs an exponent p")
    }
    if bytes[offset] == 0x69 {
      kind = .imaginary
      offset += 1
    }
    if kind == .integer, let place = digits.firstTooLarge { fail(at: place, "invalid digit in a \(base) literal") }
    if digits.hasSeparator, !separatorsAreInside(start..<offset, hasPrefix: hasPrefix, base: base) {
      fail(at: start, "'_' must stand between digits")
    }
    return (kind, offset)
  }

  /// Reads digits and separators. Below base 10 every decimal digit is taken and the first too large one noted, since
  /// `089` is wrong while `089.5` is a float.
  private func readDigits(_ base: Base, at offset: inout Int, into digits: inout Digits) {
    while true {
      let byte = bytes[offset]
      if byte == 0x5F {
        digits.hasSeparator = true
      } else if base == .hexadecimal ? isHexadecimal(byte) : isDecimal(byte) {
        digits.hasDigit = true
        if base != .hexadecimal, Int(byte) - 0x30 >= base.rawValue, digits.firstTooLarge == nil {
          digits.firstTooLarge = offset
        }
      } else {
        return
      }
      offset += 1
    }
  }

  /// Whether each `_` has a digit on both sides; a base prefix counts as a digit before it.
  private func separatorsAreInside(_ range: Range<Int>, hasPrefix: Bool, base: Base) -> Bool {
    var previousIsDigit = hasPrefix
    var previousIsSeparator = false
    for i in range.dropFirst(hasPrefix ? 2 : 0) {
      let byte = bytes[i]
      if byte == 0x5F {
        if !previousIsDigit { return false }
        (previousIsDigit, previousIsSeparator) = (false, true)
      } else {
        let isDigit = isDecimal(byte) || base == .hexadecimal && isHexadecimal(byte)
        if previousIsSeparator, !isDigit { return false }
        (previousIsDigit, previousIsSeparator) = (isDigit, false)
      }
    }
    return !previousIsSeparator
  }

  // MARK: Runes and strings

  /// The end of a string from a byte on that is no plain part of it.
  mutating func endOfString(from first: Int, start: Int) -> Int {
    var offset = first
    while true {
      switch bytes[offset] {
      case 0x22: return offset + 1
      case 0x5C:
        offset += 1
        _ = escape(at: &offset, quote: 0x22)
      case 0x0A:
        fail(at: start, "string not terminated")
        return offset
      case 0 where offset >= count:
        fail(at: start, "string not terminated")
        return offset
      default: offset += 1
      }
    }
  }

  mutating func endOfRawString(start: Int) -> Int {
    var offset = start + 1
    while bytes[offset] != 0x60 {
      if bytes[offset] == 0x0A { output.lineStarts.append(UInt32(truncatingIfNeeded: offset + 1)) }
      if bytes[offset] == 0, offset >= count {
        fail(at: start, "raw string not terminated")
        return offset
      }
      offset += 1
    }
    return offset + 1
  }

  mutating func endOfRune(start: Int) -> Int {
    var offset = start + 1
    var isValid = true
    var characters = 0
    while true {
      let byte = bytes[offset]
      if byte == 0x0A || byte == 0 && offset >= count {
        if isValid { fail(at: start, "rune not terminated") }
        return offset
      }
      if byte == 0x27 {
        offset += 1
        break
      }
      characters += 1
      if byte == 0x5C {
        offset += 1
        if !escape(at: &offset, quote: 0x27) { isValid = false }
      } else {
        offset += byte < 0x80 ? 1 : SourceBytes.scalar(bytes, at: offset, count: count).length
      }
    }
    if isValid, characters != 1 { fail(at: start, "a rune literal holds one character") }
    return offset
  }

  /// Reads what follows a backslash. Stops before the byte that does not fit.
  private mutating func escape(at offset: inout Int, quote: UInt8) -> Bool {
    let start = offset
    let length: Int
    let base: UInt32
    let maximum: UInt32
    switch bytes[offset] {
    case 0x61, 0x62, 0x66, 0x6E, 0x72, 0x74, 0x76, 0x5C, quote:
      offset += 1
      return true
    case 0x30...0x37: (length, base, maximum) = (3, 8, 255)
    case 0x78: (length, base, maximum) = (2, 16, 255)
    case 0x75: (length, base, maximum) = (4, 16, 0x10FFFF)
    case 0x55: (length, base, maximum) = (8, 16, 0x10FFFF)
    default:
      fail(at: offset, "unknown escape sequence")
      return false
    }
    if base == 16 { offset += 1 }
    var value: UInt32 = 0
    for _ in 0..<length {
      let byte = bytes[offset]
      let digit: UInt32 = isDecimal(byte) ? UInt32(byte) - 0x30 : isHexadecimal(byte) ? UInt32(byte | 0x20) - 0x57 : 16
      guard digit < base else {
        fail(at: offset, "illegal character in an escape sequence")
        return false
      }
      value = value &* base &+ digit
      offset += 1
    }
    if value > maximum || value >= 0xD800 && value < 0xE000 {
      fail(at: start, "the escape sequence is no Unicode code point")
      return false
    }
    return true
  }
}
