/// One line of text being typed: a value that knows its cursor and nothing of a screen.
///
/// Works on whole characters, so a mark never loses its base. Line feeds in pasted text become blanks.
package struct LineEditor: Hashable, Sendable {
  package private(set) var characters: [Character]
  /// Before which character the next one goes: 0 to `characters.count`.
  package private(set) var position: Int

  package init(_ text: String = "") {
    characters = Array(LineEditor.oneLine(text))
    position = characters.count
  }

  package var text: String { String(characters) }
  package var isEmpty: Bool { characters.isEmpty }

  /// Takes the key if it edits; false when the key means something else.
  package mutating func take(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let text): insert(text)
    case .left, .control("b"): position = max(0, position - 1)
    case .right, .control("f"): position = min(characters.count, position + 1)
    case .home, .control("a"): position = 0
    case .end, .control("e"): position = characters.count
    case .wordLeft: position = wordStart
    case .wordRight: position = wordEnd
    case .backspace:
      if position > 0 { remove(position - 1..<position) }
    case .delete, .control("d"):
      if position < characters.count { remove(position..<position + 1) }
    case .control("w"): remove(wordStart..<position)
    case .control("u"): remove(0..<position)
    case .control("k"): remove(position..<characters.count)
    case .control, .function, .up, .down, .pageUp, .pageDown, .insert, .enter, .escape, .tab, .backtab, .click,
      .wheelUp, .wheelDown, .resize, .endOfInput:
      return false
    }
    return true
  }

  package mutating func replace(with text: String) { self = LineEditor(text) }

  private mutating func insert(_ text: String) {
    let added = Array(LineEditor.oneLine(text))
    characters.insert(contentsOf: added, at: position)
    // A mark typed after its base joins it: count again, so the cursor stays behind what was typed.
    let rest = characters.count - position - added.count
    characters = Array(String(characters))
    position = min(characters.count, max(0, characters.count - rest))
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    position = range.lowerBound
  }

  private var wordStart: Int {
    var index = position
    while index > 0, characters[index - 1] == " " { index -= 1 }
    while index > 0, characters[index - 1] != " " { index -= 1 }
    return index
  }

  private var wordEnd: Int {
    var index = position
    while index < characters.count, characters[index] == " " { index += 1 }
    while index < characters.count, characters[index] != " " { index += 1 }
    return index
  }

  /// Text without line ends and control characters.
  private static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.compactMap { scalar in
          switch scalar.value {
          case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: " "
          case 0..<0x20, 0x7F..<0xA0: nil
          default: scalar
          }
        }))
  }

  /// The part of the text to show in `width` columns so that the cursor is in it, and the cursor's column there.
  package func window(width: Int) -> (text: String, cursor: Int) {
    let width = max(1, width)
    let columns = characters.map { String($0).columns }
    var start = 0
    var used = columns[..<position].reduce(0, +)
    while used > width - 1, start < position {
      used -= columns[start]
      start += 1
    }
    var end = start
    var total = 0
    while end < characters.count, total + columns[end] <= width {
      total += columns[end]
      end += 1
    }
    return (String(characters[start..<end]), used)
  }
}
