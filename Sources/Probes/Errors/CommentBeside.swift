import GoSyntax

extension SyntaxTree {
  /// The comments right above a statement and behind it on its last line; empty without any.
  func comments(besides statement: Node) -> String {
    var low = 0
    var high = commentGroups.count
    while low < high {
      let middle = (low + high) / 2
      if commentGroups[middle].end <= statement.start { low = middle + 1 } else { high = middle }
    }
    var text = ""
    if low > 0 {
      let above = commentGroups[low - 1]
      if line(at: max(above.start, above.end - 1)) + 1 == statement.line { text += self.text(above.start..<above.end) }
    }
    if low < commentGroups.count, line(at: commentGroups[low].start) == statement.endLine {
      text += self.text(commentGroups[low].start..<commentGroups[low].end)
    }
    return text
  }

  /// The comment above the first of the statements that stand without an empty line above this one; empty without one.
  func commentAboveParagraph(of statement: Node) -> String {
    var first = statement
    while let before = first.preceding, before.endLine + 1 == first.line { first = before }
    return comments(besides: first)
  }
}
