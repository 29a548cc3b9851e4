/// A picture of the screen as a value: `width` x `height` cells and the place of the hardware cursor.
package struct Frame: Hashable, Sendable {
  package let size: Size
  /// Row by row.
  package private(set) var cells: [Cell]
  /// Whether a wide character was ever written: until then no half of one can be lost.
  private var hasWide = false
  /// The selected row or the edit point, where a screen reader looks.
  package var cursor: Position

  package init(size: Size) {
    self.size = Size(width: max(1, size.width), height: max(1, size.height))
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
    cursor = Position(x: 0, y: 0)
  }

  /// What is seen, whatever was written on the way there.
  package static func == (a: Frame, b: Frame) -> Bool { a.size == b.size && a.cursor == b.cursor && a.cells == b.cells }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(size)
    hasher.combine(cursor)
    hasher.combine(cells)
  }

  package internal(set) subscript(x: Int, y: Int) -> Cell {
    get { cells[y * size.width + x] }
    set {
      if newValue.isSecondHalf { hasWide = true }
      cells[y * size.width + x] = newValue
    }
  }

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
    let row = y * size.width
    if text.isPlainASCII {
      for byte in text.utf8 {
        guard column < end else { break }
        if column >= 0 {
          if hasWide { clear(column, y) }
          cells[row + column] = Cell(base: UInt32(byte), style: style)
        }
        column += 1
      }
      return column
    }
    // What a mark would join: the character written last, when it was written whole.
    var last: Int?
    for scalar in text.unicodeScalars {
      switch WidthTable.drawing(of: scalar) {
      case .nothing: continue
      case .mark(let mark):
        if let last { cells[last].add(mark: mark) }
        continue
      case .character(let base, let width):
        guard column < end else { return column }
        guard column >= 0 else {
          column += width
          last = nil
          continue
        }
        let fits = column + width <= end
        set(fits ? base : 0x20, column, y, style)
        last = fits && WidthTable.takesMarks(base) ? row + column : nil
        if fits, width == 2 {
          clear(column + 1, y)
          hasWide = true
          cells[row + column + 1] = Cell(base: 0, style: style)
        }
        column += fits ? width : 1
      }
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
    let row = y * size.width..<(y + 1) * size.width
    guard row.upperBound <= other.cells.count else { return false }
    return cells.withUnsafeBufferPointer { mine in
      other.cells.withUnsafeBufferPointer { theirs in
        // All at once at first: most rows are the same, and then no cell is looked at alone.
        var difference: UInt64 = 0
        for index in row { difference |= mine[index].difference(from: theirs[index]) }
        return difference == 0
      }
    }
  }

  /// The same picture for a terminal, or a reader, without colours.
  package var withoutColour: Frame {
    var copy = self
    for index in copy.cells.indices where copy.cells[index].style.colour != .standard {
      copy.cells[index].style.colour = .standard
    }
    return copy
  }

  /// Replaces characters by others of one column; the second half of a wide one is a blank then. Nil leaves it.
  mutating func replaceCharacters(_ replacement: (Cell) -> UInt32?) {
    for index in cells.indices {
      guard let base = replacement(cells[index]) else { continue }
      cells[index].replace(by: base)
      if (index + 1) % size.width != 0, cells[index + 1].isSecondHalf { cells[index + 1].replace(by: 0x20) }
    }
  }

  private mutating func set(_ base: UInt32, _ x: Int, _ y: Int, _ style: Style) {
    clear(x, y)
    cells[y * size.width + x] = Cell(base: base, style: style)
  }

  /// When half of a wide character is written over, its other half becomes a blank.
  private mutating func clear(_ x: Int, _ y: Int) {
    let index = y * size.width + x
    if cells[index].isSecondHalf, x > 0 { cells[index - 1].replace(by: 0x20) }
    if x + 1 < size.width, cells[index + 1].isSecondHalf { cells[index + 1].replace(by: 0x20) }
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
