extension Frame {
  /// The rows as text without blanks at their ends.
  package var rows: [String] {
    (0..<size.height).map { y in
      var row = (0..<size.width).map { self[$0, y].text }.joined()
      while row.hasSuffix(" ") { row.removeLast() }
      return row
    }
  }

  /// The whole picture as text, one line a row.
  package var text: String { rows.joined(separator: "\n") + "\n" }

  /// The picture with its looks, for recorded frames: each row, then the runs of it that are not plain.
  ///
  /// `  ~ 4-9 bold red` under a row means its columns 4 to 9; the last line tells the cursor.
  package var annotated: String {
    var result = ""
    for (y, row) in rows.enumerated() {
      result += row + "\n"
      let runs = styleRuns(y)
      if !runs.isEmpty { result += "  ~ " + runs.joined(separator: ", ") + "\n" }
    }
    return result + "cursor \(cursor.x),\(cursor.y)\n"
  }

  private func styleRuns(_ y: Int) -> [String] {
    var runs: [String] = []
    var start = 0
    for x in 1...size.width where x == size.width || self[x, y].style != self[start, y].style {
      let words = self[start, y].style.words
      if !words.isEmpty { runs.append("\(start)-\(x - 1) \(words)") }
      start = x
    }
    return runs
  }
}

extension Style {
  /// The style in words; empty when plain.
  package var words: String {
    var words: [String] = []
    if isBold { words.append("bold") }
    if isDim { words.append("dim") }
    if isUnderlined { words.append("underlined") }
    if isReversed { words.append("reversed") }
    if colour != .standard { words.append(colour.rawValue) }
    return words.joined(separator: " ")
  }
}
