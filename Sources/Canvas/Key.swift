/// What a reader pressed, or what else a terminal reports as if it were a key.
package enum Key: Hashable, Sendable {
  case character(Character)
  /// `^C` is `.control("c")`.
  case control(Character)
  case function(Int)
  case up, down, left, right
  case wordLeft, wordRight
  case home, end, pageUp, pageDown
  case insert, delete, backspace
  case enter, escape, tab, backtab
  /// Text pasted as a whole, line feeds included.
  case paste(String)
  /// The button went down there.
  case click(Position)
  case wheelUp, wheelDown
  case resize(Size)
  /// The terminal is gone, or the process was asked to end: save and leave.
  case endOfInput

  /// The key as help and hints print it: `^C`, `PgUp`, `Space`.
  package var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "^" + String(character).uppercased()
    case .function(let number): "F\(number)"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .wordLeft: "^Left"
    case .wordRight: "^Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .insert: "Ins"
    case .delete: "Del"
    case .backspace: "Backspace"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backtab: "S-Tab"
    case .paste: "paste"
    case .click: "click"
    case .wheelUp: "wheel up"
    case .wheelDown: "wheel down"
    case .resize: "resize"
    case .endOfInput: "end of input"
    }
  }
}
