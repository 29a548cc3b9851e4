/// The marks Assay draws itself, in one set per kind of terminal.
///
/// Every mark of the first set has one width everywhere; the second is for terminals that cannot show them.
package struct Glyphs: Hashable, Sendable {
  package let isUnicode: Bool
  /// Stands before the selected row.
  package let selection: String
  package let ellipsis: String
  package let separator: String
  package let bullet: String
  package let vertical: String
  package let horizontal: String
  /// Points at the line of a finding, and at the rating that counts.
  package let pointer: String
  package let barFull: String
  package let barOpen: String
  package let barEmpty: String
  package let arrow: String
  package let dash: String

  package static let unicode = Glyphs(
    isUnicode: true, selection: "▸", ellipsis: "…", separator: "›", bullet: "•", vertical: "│", horizontal: "─",
    pointer: "▸", barFull: "█", barOpen: "▒", barEmpty: "·", arrow: "→", dash: "–")

  package static let ascii = Glyphs(
    isUnicode: false, selection: ">", ellipsis: "~", separator: ">", bullet: "*", vertical: "|", horizontal: "-",
    pointer: ">", barFull: "#", barOpen: "=", barEmpty: ".", arrow: "->", dash: "-")
}

/// What a terminal can show: which marks, and whether colours.
package struct Look: Hashable, Sendable {
  package var glyphs: Glyphs
  package var hasColour: Bool

  package init(glyphs: Glyphs = .unicode, hasColour: Bool = true) {
    self.glyphs = glyphs
    self.hasColour = hasColour
  }
}

extension Frame {
  /// The picture with every character a terminal of ASCII cannot show replaced by `?`, and by its ASCII mark where it is
  /// one of ours: texts of Assay, the examples of probes among them, hold some.
  package var asciiOnly: Frame {
    var copy = self
    copy.replaceCharacters { cell in
      if cell.base < 0x80, cell.marks == 0 { return nil }
      return Glyphs.asciiMarks[cell.text]?.unicodeScalars.first?.value ?? UInt32(UInt8(ascii: "?"))
    }
    return copy
  }
}

extension Glyphs {
  fileprivate static let asciiMarks: [String: String] = [
    unicode.pointer: ascii.pointer, unicode.ellipsis: ascii.ellipsis, unicode.separator: ascii.separator,
    unicode.bullet: ascii.bullet, unicode.vertical: ascii.vertical, unicode.horizontal: ascii.horizontal,
    unicode.dash: ascii.dash,
  ]
}
