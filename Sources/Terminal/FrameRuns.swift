import CCurses
import Canvas

/// A frame as curses takes it: pieces of a row in one style.
struct FrameRun {
  let x: Int
  let style: Style
  var scalars: [UInt32]
}

extension Frame {
  /// Pieces of a row that are not blank. A character beyond ASCII stands alone, so that every piece has its own
  /// column and a width measured otherwise elsewhere cannot shift the rest of the row.
  func runs(_ y: Int) -> [FrameRun] {
    var runs: [FrameRun] = []
    var isJoinable = false
    for x in 0..<size.width {
      let cell = self[x, y]
      guard !cell.text.isEmpty else {
        isJoinable = false
        continue
      }
      let isASCII = cell.text.utf8.count == 1
      if isASCII, isJoinable, let last = runs.last, last.style == cell.style {
        runs[runs.count - 1].scalars.append(contentsOf: cell.text.unicodeScalars.map(\.value))
      } else {
        runs.append(FrameRun(x: x, style: cell.style, scalars: cell.text.unicodeScalars.map(\.value)))
      }
      isJoinable = isASCII
    }
    return runs.filter { $0.style != .plain || $0.scalars.contains { $0 != 0x20 } }
  }
}

extension Style {
  var attributes: UInt32 {
    var bits = 0
    if isBold { bits |= SCREEN_BOLD }
    if isDim { bits |= SCREEN_DIM }
    if isReversed { bits |= SCREEN_REVERSED }
    if isUnderlined { bits |= SCREEN_UNDERLINED }
    return UInt32(bits)
  }

  var screenColour: Int32 {
    switch colour {
    case .standard: Int32(SCREEN_STANDARD)
    case .red: Int32(SCREEN_RED)
    case .green: Int32(SCREEN_GREEN)
    case .yellow: Int32(SCREEN_YELLOW)
    case .magenta: Int32(SCREEN_MAGENTA)
    case .cyan: Int32(SCREEN_CYAN)
    }
  }
}
