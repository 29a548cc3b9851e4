/// One drawable character: a base and the marks on it, and the columns it takes.
package struct Grapheme: Hashable, Sendable {
  package let text: String
  /// 1 or 2.
  package let width: Int

  /// One for each character from blank to tilde.
  static let ascii: [Grapheme] = (0x20..<0x7F).map {
    Grapheme(text: String(Character(Unicode.Scalar(UInt8($0)))), width: 1)
  }
  static let unknown = Grapheme(text: "\u{FFFD}", width: 1)
  static let space = Grapheme(text: " ", width: 1)
  /// Marks beyond these are dropped: a cell holds only so many.
  static let marksMax = 3
}

extension String {
  /// The text as a terminal is sure to draw it.
  ///
  /// Variation selectors, joiners, keycaps, skin tones and other invisible characters are dropped, flags become their two
  /// letters, tabs and line ends a space, and whatever has no agreed width U+FFFD.
  package var graphemes: [Grapheme] {
    var result: [Grapheme] = []
    result.reserveCapacity(utf8.count)
    var marks = 0
    for scalar in unicodeScalars {
      let value = scalar.value
      switch value {
      case 0x20..<0x7F:
        marks = 0
        result.append(Grapheme.ascii[Int(value) - 0x20])
      case 0xA0...0xAC, 0xAE..<0x300:
        marks = 0
        result.append(Grapheme(text: String(Character(scalar)), width: 1))
      case 0x09, 0x0A, 0x0D:
        result.append(.space)
      case 0xAD, 0x200B...0x200F, 0x2060...0x2064, 0x20E3, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0000...0xE01EF:
        continue
      case 0x1F1E6...0x1F1FF:
        let letter = Unicode.Scalar(UInt8(value - 0x1F1E6 + 0x41))
        result.append(Grapheme(text: String(Character(letter)), width: 1))
      default:
        switch WidthTable.width(of: scalar) {
        case nil: result.append(.unknown)
        case 0?:
          guard let base = result.last, base != .unknown, base != .space, marks < Grapheme.marksMax else { continue }
          marks += 1
          var text = base.text
          text.unicodeScalars.append(scalar)
          result[result.count - 1] = Grapheme(text: text, width: base.width)
        case let width?:
          marks = 0
          result.append(Grapheme(text: String(Character(scalar)), width: width))
        }
      }
    }
    return result
  }

  /// Nothing but characters from blank to tilde, one column each.
  var isPlainASCII: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

  /// Columns of the text when drawn; never `count`.
  package var columns: Int {
    if isPlainASCII { return utf8.count }
    return graphemes.reduce(0) { $0 + $1.width }
  }

  /// The text cut to `width` columns, ending in `ellipsis` where something is missing.
  package func clipped(to width: Int, ellipsis: String) -> String {
    guard columns > width else { return self }
    let mark = ellipsis.columns <= width ? ellipsis : ""
    return graphemes.clippedText(to: width - mark.columns) + mark
  }

  /// The text cut from the left to `width` columns: of a path the end says more.
  package func clippedAtStart(to width: Int, ellipsis: String) -> String {
    guard columns > width else { return self }
    let mark = ellipsis.columns <= width ? ellipsis : ""
    var left = width - mark.columns
    var kept: [Grapheme] = []
    for grapheme in graphemes.reversed() {
      left -= grapheme.width
      if left < 0 { break }
      kept.append(grapheme)
    }
    return mark + kept.reversed().map(\.text).joined()
  }

  /// The text filled up with blanks to `width` columns; longer text stays as it is.
  package func padded(to width: Int) -> String {
    let missing = width - columns
    return missing > 0 ? self + String(repeating: " ", count: missing) : self
  }

  /// Tabs as blanks up to the next multiple of `stop` columns, as an editor shows source; the text begins in `column`.
  package func tabsExpanded(stop: Int, from column: Int = 0) -> String {
    guard utf8.contains(0x09) else { return self }
    var result = ""
    var column = column
    for character in self {
      if character == "\t" {
        let blanks = stop - column % stop
        result += String(repeating: " ", count: blanks)
        column += blanks
      } else {
        result.append(character)
        column += String(character).columns
      }
    }
    return result
  }
}

extension [Grapheme] {
  /// The text of the leading graphemes that fit into `width` columns.
  func clippedText(to width: Int) -> String {
    var left = width
    var result = ""
    for grapheme in self {
      left -= grapheme.width
      if left < 0 { break }
      result += grapheme.text
    }
    return result
  }
}

extension Substring {
  package var columns: Int { String(self).columns }
  package func tabsExpanded(stop: Int) -> String { String(self).tabsExpanded(stop: stop) }
}
