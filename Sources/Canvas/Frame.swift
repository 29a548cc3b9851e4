/// A picture of the screen as a value: `width` x `height` cells and the place of the hardware cursor.
package struct Frame: Hashable, Sendable {
  package struct Cell: Hashable, Sendable {
    /// Empty in the second column of a wide character.
    package var text: String
    package var style: Style
    static let blank = Cell(text: " ", style: .plain)
  }

  package let size: Size
  /// Row by row.
  package private(set) var cells: [Cell]
  /// The selected row or the edit point, where a screen reader looks.
  package var cursor: Position

  package init(size: Size) {
    self.size = Size(width: max(1, size.width), height: max(1, size.height))
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
    cursor = Position(x: 0, y: 0)
  }

  package subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

  /// Writes `text` from column `x` on, cut at `limit` (exclusive) and at the frame's edge; the column after it.
  ///
  /// A wide character that would lose its second half is replaced by a blank, so columns never shift.
  @discardableResult
  package mutating func put(_ text: String, x: Int, y: Int, style: Style = .plain, limit: Int = .max)
    -> Int
  {
    let end = min(limit, size.width)
    guard y >= 0, y < size.height, x < end else { return x }
    var column = x
    if text.isPlainASCII {
      for byte in text.utf8 {
        guard column < end else { break }
        if column >= 0 { set(Grapheme.ascii[Int(byte) - 0x20].text, column, y, style) }
        column += 1
      }
      return column
    }
    for grapheme in text.graphemes {
      guard column < end else { break }
      guard column >= 0 else {
        column += grapheme.width
        continue
      }
      let fits = column + grapheme.width <= end
      set(fits ? grapheme.text : " ", column, y, style)
      if fits, grapheme.width == 2 {
        clear(column + 1, y)
        cells[y * size.width + column + 1] = Cell(text: "", style: style)
      }
      column += fits ? grapheme.width : 1
    }
    return column
  }

  /// Gives the cells of a row from `x` to `limit` (exclusive) another look and leaves their text.
  package mutating func restyle(x: Int, y: Int, limit: Int, _ change: (Style) -> Style) {
    guard y >= 0, y < size.height else { return }
    for column in max(0, x)..<max(max(0, x), min(limit, size.width)) {
      cells[y * size.width + column].style = change(cells[y * size.width + column].style)
    }
  }

  package func hasSameRow(_ y: Int, as other: Frame) -> Bool {
    for index in y * size.width..<(y + 1) * size.width where cells[index] != other.cells[index] { return false }
    return true
  }

  /// The same picture for a terminal, or a reader, without colours.
  package var withoutColour: Frame {
    var copy = self
    for index in copy.cells.indices where copy.cells[index].style.colour != .standard {
      copy.cells[index].style.colour = .standard
    }
    return copy
  }

  /// Replaces the text of cells by text of the same width; the second half of a wide character is a blank then.
  mutating func replaceText(_ replacement: (String) -> String) {
    for index in cells.indices {
      let text = replacement(cells[index].text)
      guard text != cells[index].text else { continue }
      cells[index].text = text
      if (index + 1) % size.width != 0, cells[index + 1].text.isEmpty { cells[index + 1].text = " " }
    }
  }

  private mutating func set(_ text: String, _ x: Int, _ y: Int, _ style: Style) {
    clear(x, y)
    cells[y * size.width + x].text = text
    cells[y * size.width + x].style = style
  }

  /// When half of a wide character is written over, its other half becomes a blank.
  private mutating func clear(_ x: Int, _ y: Int) {
    let index = y * size.width + x
    if cells[index].text.isEmpty, x > 0 { cells[index - 1].text = " " }
    if x + 1 < size.width, cells[index + 1].text.isEmpty { cells[index + 1].text = " " }
  }
}

/// Columns and rows of a screen.
package struct Size: Hashable, Sendable {
  package var width: Int
  package var height: Int
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// A cell of a frame, from 0.
package struct Position: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}
