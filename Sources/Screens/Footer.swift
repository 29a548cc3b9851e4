import Canvas
import Reviews

/// The last rows: a prompt or a message, and the keys that work here.
extension Front {
  func drawFooter(_ layout: Layout, _ frame: inout Frame, _ glyphs: Glyphs) {
    let isShared = layout.messageRow == layout.hintRow
    if let prompt {
      drawPrompt(prompt, y: layout.messageRow, &frame)
      if let message, isShared { drawMessage(message, y: layout.messageRow - 1, &frame, glyphs) }
    } else if let message {
      drawMessage(message, y: layout.messageRow, &frame, glyphs)
    }
    guard !isShared || (prompt == nil && message == nil) else { return }
    if let message, prompt != nil {
      drawMessage(message, y: layout.hintRow, &frame, glyphs)
    } else if let candidates = prompt?.candidates, !candidates.isEmpty {
      let text = candidates.joined(separator: "  ").clipped(to: size.width - 2, ellipsis: glyphs.ellipsis)
      frame.put(text, x: 1, y: layout.hintRow)
    } else {
      drawHints(y: layout.hintRow, &frame)
    }
  }

  private func drawPrompt(_ prompt: Prompt, y: Int, _ frame: inout Frame) {
    let needsBlank = prompt.label.count > 1
    let ending = !needsBlank ? "" : prompt.label.hasSuffix("?") ? " " : ": "
    let label = prompt.label.clipped(to: max(1, size.width / 2), ellipsis: "") + ending
    frame.put(String(repeating: " ", count: size.width), x: 0, y: y)
    let start = frame.put(label, x: needsBlank ? 1 : 0, y: y, style: .bold)
    let window = prompt.editor.window(width: max(1, size.width - start - 1))
    frame.put(window.text, x: start, y: y)
    frame.cursor = Position(x: min(size.width - 1, start + window.cursor), y: y)
  }

  private func drawMessage(_ message: Message, y: Int, _ frame: inout Frame, _ glyphs: Glyphs) {
    let style: Style =
      switch message.tone {
      case .plain: .plain
      case .good: Palette.good
      case .bad: Palette.bad
      }
    frame.put(String(repeating: " ", count: size.width), x: 0, y: y)
    frame.put(Span(message.text).text.clipped(to: size.width - 2, ellipsis: glyphs.ellipsis), x: 1, y: y, style: style)
  }

  /// As many keys as fit, whole ones only.
  private func drawHints(y: Int, _ frame: inout Frame) {
    var x = 1
    for hint in hints {
      let width = hint.keys.columns + 1 + hint.label.columns
      guard x + width < size.width else { continue }
      x = frame.put(hint.keys, x: x, y: y, style: Palette.key) + 1
      x = frame.put(hint.label, x: x, y: y) + 2
    }
  }

  /// The keys worth showing here, each with its label; the four ratings stand together.
  var hints: [(keys: String, label: String)] {
    let place = place
    let shown = Action.all.filter { $0.hint != nil && $0.places.contains(place) }
      .sorted { ($0.hint ?? 0) < ($1.hint ?? 0) }
    var result: [(keys: String, label: String)] = []
    for action in shown where action.obstacle(self) == nil {
      // Below the top level Esc stands for both.
      if action.name == .quitOrUp, layers.count > 1 { continue }
      guard let key = action.keys.first else { continue }
      if Action.ratings.contains(action.name) {
        if result.last?.label == "rate" {
          result[result.count - 1].keys += " " + key.name
        } else {
          result.append((key.name, "rate"))
        }
      } else {
        result.append((key.name, action.label))
      }
    }
    return result
  }
}
