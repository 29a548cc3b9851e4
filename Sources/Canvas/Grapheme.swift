/// One drawable character: a base and the marks on it, and the columns it takes.
package struct Grapheme: Hashable, Sendable {
  package let text: String
  /// 1 or 2.
  package let width: Int

  init(text: String, width: Int) {
    self.text = text
    self.width = width
  }

  init(base: UInt32, width: Int) {
    self.init(text: Unicode.Scalar(base).map { String(Character($0)) } ?? "", width: width)
  }

  static let unknown = Grapheme(base: WidthTable.unknown, width: 1)
  static let space = Grapheme(text: " ", width: 1)
  /// Marks beyond these are dropped: a cell holds only so many.
  static let marksMax = 3
}

extension String {
  /// The text as a terminal is sure to draw it; `WidthTable.drawing` says what becomes of a character.
  package var graphemes: [Grapheme] {
    var result: [Grapheme] = []
    result.reserveCapacity(utf8.count)
    var marks = 0
    for scalar in unicodeScalars {
      switch WidthTable.drawing(of: scalar) {
      case .nothing: continue
      case .character(let base, let width):
        marks = 0
        result.append(Grapheme(base: base, width: width))
      case .mark(let mark):
        guard let base = result.last, base != .unknown, base != .space, marks < Grapheme.marksMax,
          let mark = Unicode.Scalar(mark)
        else { continue }
        marks += 1
        var text = base.text
        text.unicodeScalars.append(mark)
        result[result.count - 1] = Grapheme(text: text, width: base.width)
      }
    }
    return result
  }

  /// Nothing but characters from blank to tilde, one column each.
  package var isPlainASCII: Bool {
    utf8.withContiguousStorageIfAvailable { $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
      ?? utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// Columns of the text when drawn; never `count`.
  package var columns: Int {
    if isPlainASCII { return utf8.count }
    return unicodeScalars.reduce(0) { sum, scalar in
      if case .character(_, let width) = WidthTable.drawing(of: scalar) { sum + width } else { sum }
    }
  }

  /// The text cut to `width` columns, ending in `ellipsis` where something is missing.
  package func clipped(to width: Int, ellipsis: String) -> String {
    guard columns > width else { return self }
    let mark = ellipsis.columns <= width ? ellipsis : ""
    let room = width - mark.columns
    if isPlainASCII { return String(decoding: utf8.prefix(max(0, room)), as: UTF8.self) + mark }
    return graphemes.clippedText(to: room) + mark
  }

  /// The text cut from the left to `width` columns: of a path the end says more.
  package func clippedAtStart(to width: Int, ellipsis: String) -> String {
    guard columns > width else { return self }
    let mark = ellipsis.columns <= width ? ellipsis : ""
    var left = width - mark.columns
    if isPlainASCII { return mark + String(decoding: utf8.suffix(max(0, left)), as: UTF8.self) }
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
    if let plain = asciiTabsExpanded(stop: stop, from: column) { return plain }
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

extension String {
  /// The same for ASCII without control characters, as nearly all source is; nil for other text.
  private func asciiTabsExpanded(stop: Int, from column: Int) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count + 4 * stop)
    for byte in utf8 {
      switch byte {
      case 0x09:
        for _ in 0..<(stop - (column + bytes.count) % stop) { bytes.append(UInt8(ascii: " ")) }
      case 0x20..<0x7F: bytes.append(byte)
      default: return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
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
