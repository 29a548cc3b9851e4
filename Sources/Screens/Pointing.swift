import Canvas

/// What the mouse does: a click chooses a line, a click on the chosen line opens it, the wheel scrolls, and the hints
/// of the last row work as their keys do.
enum Pointing: Hashable, Sendable {
  case click(Position)
  case wheel(lines: Int)

  static let linesPerTurn = 3

  /// Nil when the key is one of a keyboard.
  init?(_ key: Key) {
    switch key {
    case .click(let place): self = .click(place)
    case .wheelUp: self = .wheel(lines: -Pointing.linesPerTurn)
    case .wheelDown: self = .wheel(lines: Pointing.linesPerTurn)
    case .character, .control, .function, .up, .down, .left, .right, .wordLeft, .wordRight, .home, .end, .pageUp,
      .pageDown, .insert, .delete, .backspace, .enter, .escape, .tab, .backtab, .paste, .resize, .endOfInput:
      return nil
    }
  }
}

extension Front {
  mutating func setMouse(_ isOn: Bool) -> [Effect] {
    isMouseOn = isOn
    say(isOn ? "The mouse chooses and scrolls; % leaves it to the terminal." : "The mouse is the terminal's again.")
    return [.mouse(isOn)]
  }

  /// `:set mouse`, `:set mouse on`, `:set mouse off`.
  mutating func set(_ words: [String]) -> [Effect] {
    let values: [String: Bool] = ["on": true, "off": false]
    let wanted = words.count == 1 ? !isMouseOn : words.count == 2 ? values[words[1]] : nil
    guard words.first == "mouse", let wanted else {
      say("What can be set is \"mouse\", on or off.", .bad)
      return []
    }
    return setMouse(wanted)
  }

  mutating func point(_ pointing: Pointing) -> [Effect] {
    guard !layout.isTiny else { return [] }
    switch pointing {
    case .click(let place):
      let key = hintedKey(at: place)
      message = nil
      isInterrupted = false
      if let key { return dispatch(key) }
      if let prompt { return chosen(in: prompt, at: place).map { take($0) } ?? [] }
      return choose(at: place)
    case .wheel(let lines):
      if prompt == nil { scroll(by: lines) } else { choose(by: lines.signum()) }
      return []
    }
  }

  /// What a click above the line of the palette stands for.
  private func chosen(in prompt: Prompt, at place: Position) -> Choice? {
    let (first, top, choices) = shownChoices(prompt, layout)
    let index = first + place.y - top
    return place.y >= top && choices.indices.contains(index) ? choices[index] : nil
  }

  private mutating func choose(at place: Position) -> [Effect] {
    let row = place.y - layout.bodyTop
    guard (0..<layout.bodyHeight).contains(row), place.x < layout.mainWidth else { return [] }
    guard let stop = page.stops.firstIndex(of: layer.top + row) else { return [] }
    if stop == layer.cursor {
      let opens = Action.named(.open)?.places.contains(self.place) == true
      return opens ? Action.run(.open, &self) : []
    }
    layer.cursor = stop
    layer.selected = nil
    return []
  }

  /// Moves what is seen; the selection stays where it is until it would leave the screen.
  private mutating func scroll(by lines: Int) {
    let stops = page.stops
    guard !stops.isEmpty else { return }
    let height = layout.bodyHeight
    let top = max(0, min(layer.top + lines, page.lineCount - height))
    layer.top = top
    let line = stops[min(layer.cursor, stops.count - 1)]
    let isSeen = (top..<top + height).contains(line)
    // The first line chosen shows what stands above it: once that is scrolled away, the next one is chosen.
    guard !isSeen || (layer.cursor == 0 && top > 0) else { return }
    let wanted =
      isSeen ? stops.dropFirst().first : line < top ? stops.first { $0 >= top } : stops.last { $0 < top + height }
    guard let wanted, let stop = stops.firstIndex(of: wanted) else { return }
    layer.cursor = stop
    layer.selected = nil
  }

  /// The key whose hint is there; of several keys with one label the one that is pointed at, else the first.
  private func hintedKey(at place: Position) -> Key? {
    guard place.y == layout.hintRow, showsHints else { return nil }
    for (x, hint) in placedHints {
      let width = hint.keys.columns + 1 + hint.label.columns
      guard (x..<x + width).contains(place.x) else { continue }
      let names = hint.keys.split(separator: " ").map(String.init)
      var column = x
      var pointed = names.first
      for name in names {
        if (column..<column + name.columns).contains(place.x) { pointed = name }
        column += name.columns + 1
      }
      let here = self.place
      return Action.all.filter { $0.places.contains(here) }.flatMap(\.keys).first { $0.name == pointed }
    }
    return nil
  }

  /// Whether the last row shows hints rather than a message or a prompt.
  private var showsHints: Bool {
    if layout.messageRow == layout.hintRow { return prompt == nil && message == nil }
    return prompt == nil || message == nil
  }
}
