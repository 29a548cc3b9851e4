/// The columns a character takes, where terminals agree about it.
///
/// Assay draws only characters whose width the C library and newer terminals measure alike. Whatever they dispute,
/// and whatever is younger than Unicode 14, has no width here and is drawn as U+FFFD.
enum WidthTable {
  /// What becomes of a scalar on the screen.
  enum Drawing {
    /// A character that begins a cell, and its columns.
    case character(UInt32, Int)
    /// It joins the character before it.
    case mark(UInt32)
    case nothing
  }

  /// Variation selectors, joiners, keycaps, skin tones and other invisible characters are dropped, flags become their two
  /// letters, tabs and line ends a space, and whatever has no agreed width U+FFFD.
  static func drawing(of scalar: Unicode.Scalar) -> Drawing {
    let value = scalar.value
    switch value {
    case 0x20..<0x7F, 0xA0...0xAC, 0xAE..<0x300: return .character(value, 1)
    case 0x09, 0x0A, 0x0D: return .character(0x20, 1)
    case 0xAD, 0x200B...0x200F, 0x2060...0x2064, 0x20E3, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0000...0xE01EF:
      return .nothing
    case 0x1F1E6...0x1F1FF: return .character(value - 0x1F1E6 + 0x41, 1)
    default:
      guard let width = width(of: scalar) else { return .character(unknown, 1) }
      return width == 0 ? .mark(value) : .character(value, width)
    }
  }

  /// Drawn for what has no agreed width.
  static let unknown: UInt32 = 0xFFFD

  /// A mark on a blank, or on what is not known, would belong to nothing.
  static func takesMarks(_ base: UInt32) -> Bool { base != 0x20 && base != unknown }

  /// 1 or 2 columns, 0 for a mark on the character before it; nil where nobody can be sure.
  static func width(of scalar: Unicode.Scalar) -> Int? {
    let value = scalar.value
    if value < 0x7F { return value < 0x20 ? nil : 1 }
    if value < 0x300 { return value < 0xA0 ? nil : 1 }
    // Dashes, quotes, ellipsis, arrows, rules, gauges and triangles: by far the most of what is not ASCII.
    switch value {
    case 0x2010...0x2027, 0x2030...0x2052, 0x2190...0x21FF, 0x2500...0x25FC: return 1
    default: break
    }
    if contains(value, in: disputed) { return nil }
    guard let age = scalar.properties.age, age.major < 15 else { return nil }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    case .spacingMark, .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .format:
      return nil
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol,
      .otherSymbol, .spaceSeparator:
      if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) { return 0 }
      return contains(value, in: wide) ? 2 : 1
    @unknown default: return nil
    }
  }

  private static func contains(_ value: UInt32, in ranges: [(UInt32, UInt32)]) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].1 < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].0 <= value
  }

  /// Measured as one width by the C library and as another by newer terminals.
  private static let disputed: [(UInt32, UInt32)] = [
    (0x2630, 0x2637), (0x268A, 0x268F), (0x302E, 0x302F), (0x3164, 0x3164), (0x3248, 0x324F), (0x4DC0, 0x4DFF),
    (0xFFA0, 0xFFA0), (0x16FF0, 0x16FF1), (0x1D165, 0x1D166), (0x1D16D, 0x1D172), (0x1D300, 0x1D376),
  ]

  /// East Asian wide and full width, and the symbols drawn as pictures without being asked to.
  private static let wide: [(UInt32, UInt32)] = [
    (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3),
    (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1),
    (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA),
    (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B),
    (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
    (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x3029),
    (0x3030, 0x303E), (0x3041, 0x3163), (0x3165, 0x3247), (0x3250, 0xA4C6), (0xA960, 0xA97C), (0xAC00, 0xD7A3),
    (0xF900, 0xFAD9), (0xFE10, 0xFE6B), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x16FE3), (0x17000, 0x1B2FB),
    (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F200, 0x1F320),
    (0x1F32D, 0x1F335), (0x1F337, 0x1F37C), (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3),
    (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E), (0x1F440, 0x1F440), (0x1F442, 0x1F4FC),
    (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E), (0x1F550, 0x1F567), (0x1F57A, 0x1F57A), (0x1F595, 0x1F596),
    (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2),
    (0x1F6D5, 0x1F6DF), (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F93A),
    (0x1F93C, 0x1F945), (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAF6), (0x20000, 0x3134A),
  ]
}
