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
    var run = FrameRun(x: 0, style: .plain, scalars: [])
    var isJoinable = false
    func end() {
      if run.style != .plain || run.scalars.contains(where: { $0 != 0x20 }) { runs.append(run) }
    }
    for index in y * size.width..<(y + 1) * size.width {
      let text = cells[index].text.utf8
      guard let first = text.first else {
        isJoinable = false
        continue
      }
      let isASCII = text.count == 1
      if !isASCII || !isJoinable || run.style != cells[index].style {
        end()
        run = FrameRun(x: index - y * size.width, style: cells[index].style, scalars: [])
      }
      if isASCII {
        run.scalars.append(UInt32(first))
      } else {
        run.scalars.append(contentsOf: cells[index].text.unicodeScalars.lazy.map(\.value))
      }
      isJoinable = isASCII
    }
    end()
    return runs
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
