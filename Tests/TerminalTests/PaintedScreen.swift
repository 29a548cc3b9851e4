import Canvas

@testable import Terminal

/// A terminal that knows what `FramePainter` writes and nothing else, cell by cell with its looks.
struct PaintedScreen {
  struct Cell: Hashable {
    var text = " "
    var style = Style.plain
  }

  let size: Size
  private(set) var cells: [[Cell]]
  private(set) var cursor = Position(x: 0, y: 0)
  private(set) var style = Style.plain
  private(set) var unknown: [String] = []
  private var region: Range<Int>
  /// After the last column a terminal waits for the next character; the painter must not count on where it is.
  private(set) var isBehindEdge = false

  init(size: Size) {
    self.size = size
    region = 0..<size.height
    // What is there before the first picture must go.
    cells = Array(repeating: Array(repeating: Cell(text: "#", style: .bold), count: size.width), count: size.height)
  }

  mutating func take(_ bytes: [UInt8]) {
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let first = scalars.popFirst() {
      switch first {
      case "\r":
        cursor.x = 0
        isBehindEdge = false
      case "\n": if cursor.y == region.upperBound - 1 { roll(1) } else { cursor.y += 1 }
      case "\u{1B}": escape(&scalars)
      default: put(first, WidthOf.scalar(first))
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar, _ width: Int) {
    if width == 0 {
      let x = isBehindEdge ? cursor.x : cursor.x - 1
      guard cells[cursor.y].indices.contains(x) else { return unknown.append("mark") }
      let base = cells[cursor.y][x].text.isEmpty ? x - 1 : x
      return cells[cursor.y][base].text.unicodeScalars.append(scalar)
    }
    guard !isBehindEdge, cursor.x + width <= size.width else { return unknown.append("wrap") }
    cells[cursor.y][cursor.x] = Cell(text: String(scalar), style: style)
    if width == 2 { cells[cursor.y][cursor.x + 1] = Cell(text: "", style: style) }
    isBehindEdge = cursor.x + width == size.width
    cursor.x = min(size.width - 1, cursor.x + width)
  }

  private mutating func escape(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    let second = scalars.popFirst()
    if second == "M" {
      if cursor.y == region.lowerBound { roll(-1) } else { cursor.y -= 1 }
      return
    }
    guard second == "[" else { return unknown.append("ESC \(second.map(String.init) ?? "")") }
    var text = ""
    var final: Unicode.Scalar?
    while let next = scalars.popFirst() {
      if next == ";" || ("0"..."9").contains(next) {
        text.unicodeScalars.append(next)
      } else {
        final = next
        break
      }
    }
    let numbers = text.isEmpty ? [] : text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    if final != "m" { isBehindEdge = false }
    switch final {
    case "H":
      cursor = Position(x: (numbers.count > 1 ? numbers[1] : 1) - 1, y: (numbers.first ?? 1) - 1)
    case "C": cursor.x += numbers.first ?? 1
    case "D": cursor.x -= numbers.first ?? 1
    case "K": for x in cursor.x..<size.width { cells[cursor.y][x] = Cell(style: style) }
    case "J" where numbers == [2]:
      cells = Array(repeating: Array(repeating: Cell(style: style), count: size.width), count: size.height)
    case "r":
      region = numbers.isEmpty ? 0..<size.height : numbers[0] - 1..<numbers[1]
      cursor = Position(x: 0, y: 0)
    case "m": for number in numbers.isEmpty ? [0] : numbers { look(number) }
    default: unknown.append(text + (final.map(String.init) ?? ""))
    }
    if !(0..<size.width).contains(cursor.x) || !(0..<size.height).contains(cursor.y) { unknown.append("outside") }
  }

  private mutating func look(_ number: Int) {
    switch number {
    case 0: style = .plain
    case 1: style.isBold = true
    case 2: style.isDim = true
    case 4: style.isUnderlined = true
    case 7: style.isReversed = true
    case 31: style.colour = .red
    case 32: style.colour = .green
    case 33: style.colour = .yellow
    case 35: style.colour = .magenta
    case 36: style.colour = .cyan
    case 39: style.colour = .standard
    default: unknown.append("look \(number)")
    }
  }

  private mutating func roll(_ amount: Int) {
    let blank = Array(repeating: Cell(), count: size.width)
    cells.remove(at: amount > 0 ? region.lowerBound : region.upperBound - 1)
    cells.insert(blank, at: amount > 0 ? region.upperBound - 1 : region.lowerBound)
  }

  /// The first cell that looks otherwise than in a picture; blanks show no colour and no weight.
  func difference(from frame: Frame) -> String? {
    for y in 0..<size.height {
      for x in 0..<size.width {
        let (seen, wanted) = (cells[y][x], frame[x, y])
        let isVoid = seen.text == " " && !seen.style.isReversed && !seen.style.isUnderlined
        if wanted.isVoid ? isVoid : seen.text == wanted.text && (seen.text.isEmpty || seen.style == wanted.style) {
          continue
        }
        return "\(x),\(y): \"\(seen.text)\" \(seen.style.words) in place of \"\(wanted.text)\" \(wanted.style.words)"
      }
    }
    return nil
  }
}

/// Columns as the picture counts them.
private enum WidthOf {
  static func scalar(_ scalar: Unicode.Scalar) -> Int {
    String(scalar).columns == 2 ? 2 : ("a" + String(scalar)).columns - 1
  }
}
