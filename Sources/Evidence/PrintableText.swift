extension String {
  /// The text with every character that could steer a terminal or mislead a reader written out as `\x1b`, `\u202e`.
  ///
  /// Covered: C0 (but tab and line feed, which become one space and `\n` text only where a caller asks), DEL, C1,
  /// bidirectional overrides and isolates, line and paragraph separators. Text from a reviewed repository passes
  /// here once, where it enters.
  package var printable: String {
    if isPlainASCII { return self }
    guard unicodeScalars.contains(where: { $0.isUnprintable && $0 != "\n" && $0 != "\t" }) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isUnprintable && scalar != "\n" && scalar != "\t" {
        let hex = String(scalar.value, radix: 16)
        result += scalar.value < 0x100 ? "\\x" + (hex.count < 2 ? "0" : "") + hex : "\\u" + hex
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The same on one line, with line ends and tabs as blanks: nothing in it passes for a line of its own.
  package var printableLine: String {
    let text = printable
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\t" ? " " : $0 }))
  }

  /// Whether it is ASCII without control characters but tabs and line feeds, as nearly all text is.
  private var isPlainASCII: Bool {
    utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 }
    } ?? false
  }
}

extension Unicode.Scalar {
  /// Whether a terminal might act on the scalar, or a reader be misled by it.
  package var isUnprintable: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
