import Canvas
import Reviews

/// The last rows: a prompt or a message, and the keys that work here.
extension Front {
  func drawFooter(_ layout: Layout, _ frame: inout Frame, _ glyphs: Glyphs) {
    let isShared = layout.messageRow == layout.hintRow
    if let prompt {
      drawChoices(prompt, layout, &frame, glyphs)
      drawPrompt(prompt, y: layout.messageRow, &frame)
      if let message, isShared { drawMessage(message, y: layout.messageRow - 1, &frame, glyphs) }
    } else if let message {
      drawWhole(message, layout, &frame, glyphs)
    }
    guard !isShared || (prompt == nil && message == nil) else { return }
    if let message, prompt != nil {
      drawMessage(message, y: layout.hintRow, &frame, glyphs)
    } else {
      drawHints(y: layout.hintRow, &frame)
    }
  }

  /// Columns that a prompt's label leaves for what is typed and the blanks around it.
  private static let typingWidthMin = 12

  private func drawPrompt(_ prompt: Prompt, y: Int, _ frame: inout Frame) {
    let needsBlank = prompt.label.count > 1
    let ending = !needsBlank ? "" : prompt.label.hasSuffix("?") ? " " : ": "
    let label = prompt.label(within: max(1, size.width - Front.typingWidthMin)) + ending
    frame.put(String(repeating: " ", count: size.width), x: 0, y: y)
    let start = frame.put(label, x: needsBlank ? 1 : 0, y: y, style: .bold)
    let window = prompt.editor.window(width: max(1, size.width - start - 1))
    frame.put(window.text, x: start, y: y)
    frame.cursor = Position(x: min(size.width - 1, start + window.cursor), y: y)
  }

  /// The choices there is room for, as many as half the screen holds: the number of the first, its row, and all.
  func shownChoices(_ prompt: Prompt, _ layout: Layout) -> (first: Int, top: Int, choices: ArraySlice<Choice>) {
    let room = min(Front.choiceCountMax, layout.messageRow / 2)
    let first = max(0, (prompt.chosen ?? 0) - room + 1)
    let shown = prompt.choices.dropFirst(first).prefix(room)
    return (first, layout.messageRow - shown.count, shown)
  }

  /// Above the line of the palette what it could mean; the marked one in view.
  private func drawChoices(_ prompt: Prompt, _ layout: Layout, _ frame: inout Frame, _ glyphs: Glyphs) {
    let (first, top, shown) = shownChoices(prompt, layout)
    guard !shown.isEmpty else { return }
    let more =
      prompt.choices.count > shown.count ? " \(first + 1)-\(first + shown.count) of \(prompt.choices.count) " : ""
    frame.put(String(repeating: glyphs.horizontal, count: size.width), x: 0, y: top - 1, style: Palette.faint)
    frame.put(more, x: max(0, size.width - more.columns - 2), y: top - 1, style: Palette.faint)
    let column = min(30, max(12, (shown.map(\.title.columns).max() ?? 0) + 2))
    for (row, choice) in shown.enumerated() {
      let y = top + row
      frame.put(String(repeating: " ", count: size.width), x: 0, y: y)
      let isChosen = prompt.chosen == first + row
      if isChosen { frame.put(glyphs.selection, x: 0, y: y, style: Palette.key) }
      let title = choice.title.clipped(to: min(size.width - 3, max(column, 30)), ellipsis: glyphs.ellipsis)
      let end = frame.put(title, x: 2, y: y, style: isChosen ? .bold.reversed : .bold)
      let x = max(2 + column, end + 2)
      guard x < size.width - 12 else { continue }
      frame.put(
        choice.detail.clipped(to: size.width - x - 1, ellipsis: glyphs.ellipsis), x: x, y: y, style: Palette.faint)
    }
  }
  static let choiceCountMax = 10

  /// A message that takes more than its line stands on the last lines of the page too, as far as the cursor's lets it.
  private func drawWhole(_ message: Message, _ layout: Layout, _ frame: inout Frame, _ glyphs: Glyphs) {
    let text = Span(message.text).text
    let isSpare = text.columns > size.width - 2
    let lines = isSpare ? text.wrapped(to: max(1, size.width - 2)) : []
    let count = min(lines.count, Front.messageLineCountMax, layout.messageRow - max(frame.cursor.y, layout.bodyTop))
    guard count > 1 else { return drawMessage(message, y: layout.messageRow, &frame, glyphs) }
    let rest = lines[(count - 1)...].joined(separator: " ")
    for (row, line) in (lines.prefix(count - 1) + [rest]).enumerated() {
      drawMessage(Message(text: line, tone: message.tone), y: layout.messageRow - count + 1 + row, &frame, glyphs)
    }
  }
  static let messageLineCountMax = 4

  private func drawMessage(_ message: Message, y: Int, _ frame: inout Frame, _ glyphs: Glyphs) {
    let style: Style =
      switch message.tone {
      case .plain: .plain
      case .good: Palette.good
      case .bad: Palette.bad
      }
    frame.put(String(repeating: " ", count: size.width), x: 0, y: y)
    let whole = Span(message.whole).text
    let text = whole.columns <= size.width - 2 ? whole : Span(message.text).text
    frame.put(text.clipped(to: size.width - 2, ellipsis: glyphs.ellipsis), x: 1, y: y, style: style)
  }

  /// As many keys as fit, whole ones only.
  private func drawHints(y: Int, _ frame: inout Frame) {
    for (x, hint) in placedHints {
      let end = frame.put(hint.keys, x: x, y: y, style: Palette.key) + 1
      frame.put(hint.label, x: end, y: y)
    }
  }

  /// The hints that fit, each with the column it begins at.
  var placedHints: [(x: Int, hint: (keys: String, label: String))] {
    var placed: [(x: Int, hint: (keys: String, label: String))] = []
    var x = 1
    for hint in hints {
      let width = hint.keys.columns + 1 + hint.label.columns
      guard x + width < size.width else { continue }
      placed.append((x, hint))
      x += width + 2
    }
    return placed
  }

  /// The keys worth showing here, each with its label; the four ratings stand together.
  var hints: [(keys: String, label: String)] {
    let place = place
    var result: [(keys: String, label: String)] = []
    for action in Action.hinted[place] ?? [] where action.obstacle(self) == nil {
      // Below the top level Esc stands for both.
      if action.name == .quitOrUp, layers.count > 1 { continue }
      // While scored items wait, what ends a review only takes room.
      if Action.ending.contains(action.name), scoredWaitingCount > 0, session.readOnlyReason == nil { continue }
      guard let key = action.keys.first else { continue }
      if Action.ratings.contains(action.name) {
        if result.last?.label == "rate" {
          result[result.count - 1].keys += " " + key.name
        } else {
          result.append((key.name, "rate"))
        }
      } else {
        result.append((key.name, hintLabel(action)))
      }
    }
    return result
  }

  private func hintLabel(_ action: Action) -> String {
    if action.name == .finish { return enterLabel }
    return action.name == .silence && currentFinding?.silenced != nil ? "count again" : action.label
  }

  /// What Enter does with the line that is typed.
  private var enterLabel: String {
    switch prompt?.purpose {
    case .command: "run"
    case .search: "find"
    default: "keep"
    }
  }
}
