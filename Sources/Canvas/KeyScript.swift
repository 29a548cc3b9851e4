extension Key {
  /// Keys written as text, for tests and scripted runs: `j j <Enter> 2 :goto <Tab>`.
  ///
  /// Blanks divide tokens. A token is typed letter by letter, or names one key: `<Up>`, `<PgDn>`, `<Esc>`, `<Space>`,
  /// `<S-Tab>`, `<F1>`, `<C-c>`. Nil when a name is unknown.
  package static func script(_ text: String) -> [Key]? {
    var keys: [Key] = []
    for token in text.split(whereSeparator: \.isWhitespace) {
      if token.hasPrefix("<"), token.hasSuffix(">"), token.count > 2 {
        guard let key = named(String(token.dropFirst().dropLast())) else { return nil }
        keys.append(key)
      } else {
        keys += token.map { .character($0) }
      }
    }
    return keys
  }

  private static func named(_ name: String) -> Key? {
    let names: [String: Key] = [
      "Up": .up, "Down": .down, "Left": .left, "Right": .right, "Home": .home, "End": .end, "PgUp": .pageUp,
      "PgDn": .pageDown, "Ins": .insert, "Del": .delete, "BS": .backspace, "Enter": .enter, "Esc": .escape,
      "Tab": .tab, "S-Tab": .backtab, "Space": .character(" "), "C-Left": .wordLeft, "C-Right": .wordRight,
      "EOF": .endOfInput, "WheelUp": .wheelUp, "WheelDown": .wheelDown,
    ]
    if let key = names[name] { return key }
    if name.hasPrefix("C-"), name.count == 3, let letter = name.last { return .control(letter) }
    if name.hasPrefix("F"), let number = Int(name.dropFirst()) { return .function(number) }
    return nil
  }
}
