import Canvas

/// What to write so that a terminal that shows one picture shows another: as few bytes as it takes.
///
/// Curses can do that too, but takes a third of the time between a key and its answer, and twice the bytes: it puts back
/// colours and attributes one by one. Here every sequence is written out, so nothing of the repository can be among them
/// that is not a character of a cell.
struct FramePainter {
  private let dialect: TerminalDialect
  private let new: Frame
  private var bytes: [UInt8] = []
  private var style = Style.plain
  /// Where the cursor is; nil when that is not sure: behind the last column, and after wide characters, which a terminal
  /// may measure otherwise.
  private var cursor: Position?

  /// - Parameter old: What the terminal shows, its cursor included; nil to begin with an empty screen.
  static func bytes(from old: Frame?, to new: Frame, in dialect: TerminalDialect) -> [UInt8] {
    var painter = FramePainter(new, dialect)
    painter.paint(over: old?.size == new.size ? old : nil)
    return painter.bytes
  }

  private init(_ new: Frame, _ dialect: TerminalDialect) {
    self.new = new
    self.dialect = dialect
    bytes.reserveCapacity(1024)
  }

  private mutating func paint(over old: Frame?) {
    var shown: Frame
    if let old {
      shown = old
      cursor = old.cursor
      scroll(&shown)
    } else {
      shown = Frame(size: new.size)
      write("\u{1B}[m\u{1B}[H\u{1B}[2J")
      cursor = Position(x: 0, y: 0)
    }
    for y in 0..<new.size.height where !new.hasSameRow(y, as: shown) { paintRow(y, over: shown) }
    turn(to: .plain)
    if cursor != new.cursor { move(to: new.cursor) }
  }

  // MARK: Rows

  private mutating func paintRow(_ y: Int, over shown: Frame) {
    let width = new.size.width
    // Behind this there is nothing any more: one sequence instead of blanks, where something stood.
    var end = width
    while end > 0, new[end - 1, y].isVoid { end -= 1 }
    var shownEnd = width
    while shownEnd > end, shown[shownEnd - 1, y].isVoid { shownEnd -= 1 }
    let erases = shownEnd - end > 3 && end < width
    let limit = erases ? end : width
    var x = 0
    while let start = firstChange(y, from: x, to: limit, shown) {
      go(to: Position(x: start, y: y))
      x = start
      while x < limit, isChanged(x, y, shown) || new[x, y].isSecondHalf {
        put(new[x, y])
        x += 1
      }
    }
    guard erases else { return }
    go(to: Position(x: end, y: y))
    turn(to: .plain)
    write("\u{1B}[K")
  }

  /// The next cell to write, the first half of a wide character where its second has changed.
  private func firstChange(_ y: Int, from x: Int, to limit: Int, _ shown: Frame) -> Int? {
    guard x < limit, var start = (x..<limit).first(where: { isChanged($0, y, shown) }) else { return nil }
    while start > 0, new[start, y].isSecondHalf { start -= 1 }
    return start
  }

  private func isChanged(_ x: Int, _ y: Int, _ shown: Frame) -> Bool {
    let (before, after) = (shown[x, y], new[x, y])
    if before == after || (before.isVoid && after.isVoid) {
      // A wide character is written whole or not at all.
      return x + 1 < new.size.width && new[x + 1, y].isSecondHalf && shown[x + 1, y] != new[x + 1, y]
    }
    return true
  }

  private mutating func put(_ cell: Frame.Cell) {
    guard !cell.isSecondHalf else { return }
    // A blank shows neither colour nor weight.
    if !(cell.isVoid && !style.isReversed && !style.isUnderlined) { turn(to: cell.style) }
    var isASCII = true
    cell.forEachScalar { value in
      if value >= 0x80 { isASCII = false }
      append(value)
    }
    guard let at = cursor else { return }
    let isWide = at.x + 1 < new.size.width && new[at.x + 1, at.y].isSecondHalf
    let next = at.x + (isWide ? 2 : 1)
    cursor = next >= new.size.width || isWide || (!isASCII && cell.hasMarks) ? nil : Position(x: next, y: at.y)
    // The row goes on behind it all the same, at a column of its own.
    if cursor == nil, next < new.size.width { move(to: Position(x: next, y: at.y)) }
  }

  // MARK: Moves

  /// To a place, by what is the fewest bytes: writing what stands there anyway, a step, or an address.
  private mutating func go(to place: Position) {
    guard cursor != place else { return }
    guard let at = cursor, at.y == place.y, at.x < place.x else { return move(to: place) }
    let gap = at.x..<place.x
    let isCheap = gap.count <= 3 && gap.allSatisfy { rewrites(new[$0, place.y]) }
    if isCheap {
      for x in gap { put(new[x, place.y]) }
    } else {
      write("\u{1B}[")
      if gap.count > 1 { write(gap.count) }
      write("C")
      cursor = place
    }
  }

  /// A character of one column that needs no other style than the present one.
  private func rewrites(_ cell: Frame.Cell) -> Bool {
    guard cell.isASCII else { return false }
    return cell.style == style || (cell.isVoid && !style.isReversed && !style.isUnderlined)
  }

  private mutating func move(to place: Position) {
    defer { cursor = place }
    if let at = cursor, at.y == place.y {
      if place.x == 0 { return write("\r") }
      if at.x > place.x, at.x - place.x < 10 {
        write("\u{1B}[")
        if at.x - place.x > 1 { write(at.x - place.x) }
        return write("D")
      }
    }
    write("\u{1B}[")
    if place != Position(x: 0, y: 0) { write(place.y + 1) }
    if place.x > 0 {
      write(";")
      write(place.x + 1)
    }
    write("H")
  }

  // MARK: Styles

  /// Only what is added is said; what goes away takes a whole new beginning, but for a colour alone.
  private mutating func turn(to wanted: Style) {
    guard wanted != style else { return }
    let before = style
    style = wanted
    let colour = dialect.hasColour ? wanted.colour : .standard
    let colourBefore = dialect.hasColour ? before.colour : .standard
    let losesAttribute =
      (before.isBold && !wanted.isBold) || (before.isDim && !wanted.isDim)
      || (before.isReversed && !wanted.isReversed) || (before.isUnderlined && !wanted.isUnderlined)
    let losesColour = colour == .standard && colourBefore != .standard
    let keepsAttribute = wanted.isBold || wanted.isDim || wanted.isReversed || wanted.isUnderlined
    let isNew = losesAttribute || (losesColour && !keepsAttribute)
    let start = bytes.count
    // Nothing in front of the first semicolon is a 0.
    if isNew { write("\u{1B}[") }
    if wanted.isBold, isNew || !before.isBold, dialect.hasBold { add(1, behind: start) }
    if wanted.isDim, isNew || !before.isDim, dialect.hasDim { add(2, behind: start) }
    if wanted.isUnderlined, isNew || !before.isUnderlined, dialect.hasUnderlined { add(4, behind: start) }
    if wanted.isReversed, isNew || !before.isReversed, dialect.hasReversed { add(7, behind: start) }
    if isNew ? colour != .standard : colour != colourBefore { add(FramePainter.number(colour), behind: start) }
    if bytes.count > start { write("m") }
  }

  /// One more number of the sequence that begins at `start`.
  private mutating func add(_ number: Int, behind start: Int) {
    write(bytes.count == start ? "\u{1B}[" : ";")
    write(number)
  }

  private static func number(_ colour: Style.Colour) -> Int {
    switch colour {
    case .standard: 39
    case .red: 31
    case .green: 32
    case .yellow: 33
    case .magenta: 35
    case .cyan: 36
    }
  }

  // MARK: Scrolling

  /// Rows that stand higher or lower now are moved there, where that spares writing enough of them.
  private mutating func scroll(_ shown: inout Frame) {
    guard dialect.scrollsParts, let shift = FrameShift(from: shown, to: new) else { return }
    let rows = shift.rows
    write("\u{1B}[")
    write(rows.lowerBound + 1)
    write(";")
    write(rows.upperBound)
    write("r\u{1B}[")
    if shift.amount > 0 {
      write(rows.upperBound)
      write("H")
      for _ in 0..<shift.amount { write("\n") }
    } else {
      write(rows.lowerBound + 1)
      write("H")
      for _ in 0..<(-shift.amount) { write("\u{1B}M") }
    }
    write("\u{1B}[r")
    cursor = nil
    shown.scroll(rows, by: shift.amount)
  }

  // MARK: Bytes

  private mutating func write(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func write(_ number: Int) {
    if number >= 10 { write(number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  private mutating func append(_ scalar: UInt32) {
    if scalar < 0x80 { return bytes.append(UInt8(scalar)) }
    if scalar < 0x800 {
      bytes.append(UInt8(0xC0 | scalar >> 6))
    } else {
      if scalar < 0x1_0000 {
        bytes.append(UInt8(0xE0 | scalar >> 12))
      } else {
        bytes.append(UInt8(0xF0 | scalar >> 18))
        bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      }
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    }
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  }
}
