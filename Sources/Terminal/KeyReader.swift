import CCurses
import Canvas

/// Turns what curses reads into keys, and gathers a paste into one.
struct KeyReader {
  private var paste: String?

  var isPasting: Bool { paste != nil }

  /// - Parameter place: where the mouse is, should it be the mouse.
  mutating func key(isSpecial: Bool, _ value: UInt32, at place: Position = Position(x: 0, y: 0)) -> Key? {
    if isSpecial { return special(Int(value), place) }
    guard let scalar = Unicode.Scalar(value) else { return nil }
    if paste != nil {
      paste?.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
      return nil
    }
    switch value {
    case 9: return .tab
    case 10, 13: return .enter
    case 27: return .escape
    case 8, 127: return .backspace
    case 0: return .control(" ")
    case 1...26: return .control(Character(Unicode.Scalar(UInt8(value + 0x60))))
    case 28...31: return .control(Character(Unicode.Scalar(UInt8(value + 0x40))))
    case 0x80..<0xA0: return nil
    default: return .character(Character(scalar))
    }
  }

  private mutating func special(_ value: Int, _ place: Position) -> Key? {
    if value == SCREEN_PASTE_BEGIN {
      paste = ""
      return nil
    }
    if value == SCREEN_PASTE_END {
      defer { paste = nil }
      return paste.map { .paste($0) }
    }
    if paste != nil { return nil }
    if value > SCREEN_FUNCTION { return .function(value - SCREEN_FUNCTION) }
    let keys: [Int: Key] = [
      SCREEN_UP: .up, SCREEN_DOWN: .down, SCREEN_LEFT: .left, SCREEN_RIGHT: .right,
      SCREEN_WORD_LEFT: .wordLeft, SCREEN_WORD_RIGHT: .wordRight, SCREEN_HOME: .home,
      SCREEN_END: .end, SCREEN_PAGE_UP: .pageUp, SCREEN_PAGE_DOWN: .pageDown,
      SCREEN_INSERT: .insert, SCREEN_DELETE: .delete, SCREEN_BACKSPACE: .backspace,
      SCREEN_ENTER: .enter, SCREEN_BACKTAB: .backtab, SCREEN_CLICK: .click(place), SCREEN_WHEEL_UP: .wheelUp,
      SCREEN_WHEEL_DOWN: .wheelDown,
    ]
    return keys[value]
  }
}
