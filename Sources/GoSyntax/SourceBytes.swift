/// Finds bytes that no Go file may hold, whatever they are part of: NUL, broken UTF-8, a byte order mark inside.
enum SourceBytes {
  static func errors(_ bytes: UnsafePointer<UInt8>, count: Int) -> [SyntaxError] {
    guard !isPlain(bytes, count: count) else { return [] }
    var errors: [SyntaxError] = []
    var offset = 0
    while offset < count, errors.count < SyntaxError.countMax {
      if offset + 8 <= count, Words.unusual(Words.load(bytes, offset)) == 0 {
        offset += 8
        continue
      }
      let byte = bytes[offset]
      if byte == 0 {
        errors.append(SyntaxError(offset: offset, message: "NUL character"))
        offset += 1
      } else if byte < 0x80 {
        offset += 1
      } else {
        let (scalar, length) = scalar(bytes, at: offset, count: count)
        if scalar == nil {
          errors.append(SyntaxError(offset: offset, message: "broken UTF-8"))
        } else if scalar?.value == 0xFEFF, offset > 0 {
          errors.append(SyntaxError(offset: offset, message: "byte order mark inside the file"))
        }
        offset += length
      }
    }
    return errors
  }

  /// Whether all bytes are ASCII other than NUL.
  private static func isPlain(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    var offset = 0
    while offset + 8 <= count {
      if Words.unusual(Words.load(bytes, offset)) != 0 { return false }
      offset += 8
    }
    while offset < count {
      if bytes[offset] == 0 || bytes[offset] >= 0x80 { return false }
      offset += 1
    }
    return true
  }

  /// The character at an offset and its length; nil with length 1 where the bytes are no shortest-form UTF-8.
  static func scalar(_ bytes: UnsafePointer<UInt8>, at offset: Int, count: Int) -> (Unicode.Scalar?, length: Int) {
    let lead = bytes[offset]
    let length: Int
    var value: UInt32
    let minimum: UInt32
    switch lead {
    case 0..<0x80: return (Unicode.Scalar(lead), 1)
    case 0xC2...0xDF: (length, value, minimum) = (2, UInt32(lead & 0x1F), 0x80)
    case 0xE0...0xEF: (length, value, minimum) = (3, UInt32(lead & 0x0F), 0x800)
    case 0xF0...0xF4: (length, value, minimum) = (4, UInt32(lead & 0x07), 0x10000)
    default: return (nil, 1)
    }
    guard offset + length <= count else { return (nil, 1) }
    for i in 1..<length {
      let byte = bytes[offset + i]
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= minimum, let scalar = Unicode.Scalar(value) else { return (nil, 1) }
    return (scalar, length)
  }
}

/// Which characters beyond ASCII may be part of a Go name.
enum UnicodeNames {
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .decimalNumber }
}
