/// A terminal as far as our program uses one: cells, cursor, and the modes it must put back.
///
/// It knows the sequences that ncurses writes for xterm and the VT100. What it does not know it keeps in `unknown`, so
/// that a test can notice rather than see a wrong picture.
struct TerminalEmulator {
  /// What a program may change and has to restore.
  struct Modes: Hashable {
    var isAlternate = false
    var isCursorVisible = true
    var mouse: Set<Int> = []
    var bracketsPastes = false
    var hasApplicationCursorKeys = false
    var hasApplicationKeypad = false
    var isStyled = false

    /// Apart from the style of the next character, which changes all the time.
    var unstyled: Modes {
      var copy = self
      copy.isStyled = false
      return copy
    }
  }

  private(set) var modes = Modes()
  private(set) var width: Int
  private(set) var height: Int
  private(set) var x = 0
  private(set) var y = 0
  private(set) var unknown: [String] = []
  private var cells: [[Character]]
  private var mainCells: [[Character]] = []
  private var region: ClosedRange<Int>
  private var saved = (x: 0, y: 0)
  private var lastCharacter: Character = " "
  private var isWrapPending = false
  private var pending: [UInt8] = []

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    region = 0...(height - 1)
    cells = Array(repeating: Array(repeating: " ", count: width), count: height)
  }

  /// The rows without blanks at their ends.
  var rows: [String] {
    cells.map { row in
      var text = String(row.filter { $0 != "\0" })
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
  }

  var text: String { rows.joined(separator: "\n") }

  /// What stands in one column, from the top row on; NUL in the second half of a wide character.
  func column(_ x: Int) -> [Character] { cells.map { $0[x] } }

  /// Empties the picture too: after a change of size only what is drawn anew counts.
  mutating func resize(width: Int, height: Int) {
    cells = Array(repeating: Array(repeating: " ", count: width), count: height)
    self.width = width
    self.height = height
    region = 0...(height - 1)
    x = min(x, width - 1)
    y = min(y, height - 1)
    isWrapPending = false
  }

  mutating func take(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    var index = 0
    while index < pending.count {
      guard let used = step(pending[index...]) else { break }
      index += used
    }
    pending.removeSubrange(..<index)
  }

  /// Takes one character or sequence; how many bytes it had, nil when it is not complete yet.
  private mutating func step(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return escape(bytes)
    case 0x0D:
      x = 0
      isWrapPending = false
    case 0x0A: lineFeed()
    case 0x08:
      x = max(0, x - 1)
      isWrapPending = false
    case 0x09: x = min(width - 1, (x / 8 + 1) * 8)
    case 0..<0x20, 0x7F: break
    default: return print(bytes)
    }
    return 1
  }

  private mutating func print(_ bytes: ArraySlice<UInt8>) -> Int? {
    let first = bytes[bytes.startIndex]
    let count = first < 0x80 ? 1 : first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard bytes.count >= count else { return nil }
    let character = String(decoding: bytes.prefix(count), as: UTF8.self).first ?? "?"
    put(character)
    return count
  }

  private mutating func put(_ character: Character) {
    let columns = TerminalEmulator.columns(character)
    guard columns > 0 else {
      // A mark joins what stands before the cursor.
      let column = max(0, isWrapPending ? x : x - 1)
      if let joined = (String(cells[y][column]) + String(character)).first { cells[y][column] = joined }
      return
    }
    if isWrapPending || x + columns > width {
      x = 0
      lineFeed()
    }
    isWrapPending = false
    cells[y][x] = character
    if columns == 2, x + 1 < width { cells[y][x + 1] = "\0" }
    lastCharacter = character
    x += columns
    if x >= width {
      x = width - 1
      isWrapPending = true
    }
  }

  private mutating func escape(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= 2 else { return nil }
    let second = bytes[bytes.startIndex + 1]
    switch second {
    case UInt8(ascii: "["): return control(bytes)
    case UInt8(ascii: "]"), UInt8(ascii: "P"):
      // Strings to the terminal itself: title, clipboard. They end with BEL or ESC \.
      for index in bytes.indices.dropFirst(2) {
        if bytes[index] == 0x07 { return index - bytes.startIndex + 1 }
        if bytes[index] == 0x5C, bytes[index - 1] == 0x1B { return index - bytes.startIndex + 1 }
      }
      return nil
    case UInt8(ascii: "("), UInt8(ascii: ")"): return bytes.count >= 3 ? 3 : nil
    case UInt8(ascii: "="): modes.hasApplicationKeypad = true
    case UInt8(ascii: ">"): modes.hasApplicationKeypad = false
    case UInt8(ascii: "7"): saved = (x, y)
    case UInt8(ascii: "8"): (x, y) = saved
    case UInt8(ascii: "M"): if y == region.lowerBound { scroll(-1, in: region) } else { y = max(0, y - 1) }
    case UInt8(ascii: "D"): lineFeed()
    default: unknown.append("ESC " + String(Character(Unicode.Scalar(second))))
    }
    isWrapPending = false
    return 2
  }

  private mutating func control(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let end = bytes.indices.dropFirst(2).first(where: { (0x40...0x7E).contains(bytes[$0]) }) else { return nil }
    let text = String(decoding: bytes[(bytes.startIndex + 2)..<end], as: UTF8.self)
    let isPrivate = text.hasPrefix("?")
    let numbers = text.drop { $0 == "?" || $0 == ">" }.split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0) ?? 0 }
    let final = Character(Unicode.Scalar(bytes[end]))
    if isPrivate {
      for number in numbers { setMode(number, final) }
    } else {
      perform(final, numbers, "CSI \(text)\(final)")
    }
    return end - bytes.startIndex + 1
  }

  private mutating func setMode(_ number: Int, _ final: Character) {
    let isOn = final == "h"
    guard isOn || final == "l" else { return unknown.append("CSI ?\(number)\(final)") }
    switch number {
    case 1: modes.hasApplicationCursorKeys = isOn
    case 25: modes.isCursorVisible = isOn
    case 1000, 1002, 1003, 1006, 1015: if isOn { modes.mouse.insert(number) } else { modes.mouse.remove(number) }
    case 2004: modes.bracketsPastes = isOn
    case 1049, 47, 1047:
      guard isOn != modes.isAlternate else { break }
      modes.isAlternate = isOn
      if isOn { mainCells = cells }
      let blank = Array(repeating: Array(repeating: Character(" "), count: width), count: height)
      let fits = mainCells.count == height && mainCells.first?.count == width
      cells = isOn || !fits ? blank : mainCells
    case 3, 4, 5, 7, 12: break
    default: unknown.append("CSI ?\(number)\(final)")
    }
  }

  private mutating func perform(_ final: Character, _ numbers: [Int], _ name: String) {
    let first = max(1, numbers.first ?? 1)
    if final != "m" { isWrapPending = false }
    switch final {
    case "m": modes.isStyled = !(numbers.last ?? 0 == 0 || numbers == [39, 49])
    case "H", "f":
      y = min(height, first) - 1
      x = min(width, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
    case "A": y = max(0, y - first)
    case "B": y = min(height - 1, y + first)
    case "C": x = min(width - 1, x + first)
    case "D": x = max(0, x - first)
    case "G": x = min(width, first) - 1
    case "d": y = min(height, first) - 1
    case "Z": x = max(0, (x - 1) / 8 * 8)
    case "J": eraseScreen(numbers.first ?? 0)
    case "K": eraseLine(numbers.first ?? 0)
    case "X": for column in x..<min(width, x + first) { cells[y][column] = " " }
    case "b": for _ in 0..<first { put(lastCharacter) }
    case "P":
      cells[y].removeSubrange(x..<min(width, x + first))
      cells[y] += Array(repeating: " ", count: width - cells[y].count)
    case "@":
      cells[y].insert(contentsOf: Array(repeating: " ", count: first), at: x)
      cells[y].removeLast(cells[y].count - width)
    case "L": if region.contains(y) { scroll(-first, in: y...region.upperBound) }
    case "M": if region.contains(y) { scroll(first, in: y...region.upperBound) }
    case "S": scroll(first, in: region)
    case "T": scroll(-first, in: region)
    case "r":
      let bottom = numbers.count > 1 && numbers[1] > 0 ? min(height, numbers[1]) : height
      region = (min(first, bottom) - 1)...(bottom - 1)
      (x, y) = (0, 0)
    case "h", "l", "t", "n", "c": break
    default: unknown.append(name)
    }
  }

  private mutating func lineFeed() {
    isWrapPending = false
    if y == region.upperBound { scroll(1, in: region) } else { y = min(height - 1, y + 1) }
  }

  /// Moves the lines of a part up, or down when `amount` is negative.
  private mutating func scroll(_ amount: Int, in part: ClosedRange<Int>) {
    let blank = Array(repeating: Character(" "), count: width)
    for _ in 0..<min(abs(amount), part.count) {
      cells.remove(at: amount > 0 ? part.lowerBound : part.upperBound)
      cells.insert(blank, at: amount > 0 ? part.upperBound : part.lowerBound)
    }
  }

  private mutating func eraseScreen(_ part: Int) {
    eraseLine(part)
    let rows = part == 0 ? Array((y + 1)..<height) : part == 1 ? Array(0..<y) : Array(0..<height)
    for row in rows { cells[row] = Array(repeating: " ", count: width) }
  }

  private mutating func eraseLine(_ part: Int) {
    let columns = part == 0 ? Array(x..<width) : part == 1 ? Array(0...x) : Array(0..<width)
    for column in columns { cells[y][column] = " " }
  }

  /// As the C library of this machine has them, for what the tests use.
  private static func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x200B...0x200F: return 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F7E0...0x1F7EB,
      0x1F900...0x1FAFF,
      0x20000...0x3FFFD, 0x2705, 0x274C:
      return 2
    default: return 1
    }
  }
}
