/// Turns the parser's arena into a tree and drops what is out of reach.
extension Parser {
  /// The tree, which from now on owns the text's bytes, its comments and copies of what the parser wrote.
  consuming func finish(
    byteCount: Int, lexed: borrowing LexedSource, root: NodeIndex, isDeeplyNested: Bool
  ) -> SyntaxTree {
    let lineStarts = lexed.lineStarts.array
    nodes.parents[0] = 0
    if !errors.isEmpty {
      cutLoose(root: Int(root))
      stretch()
    }
    return SyntaxTree(
      bytes: bytes, byteCount: byteCount, errors: Self.onePerLine(errors, lineStarts: lineStarts),
      comments: lexed.comments.base, commentGroups: comments.groups,
      nodes: PackedNodes(nodes, childIndices, root: Int(root), byteCount: byteCount), rootIndex: root,
      lineStarts: lineStarts, docs: docs,
      trailingComments: trailingComments, isDeeplyNested: isDeeplyNested)
  }

  /// Takes their parents from the nodes below one that was dropped after an error.
  private func cutLoose(root: Int) {
    for i in stride(from: nodes.count - 1, to: 0, by: -1) where i != root {
      let parent = Int(nodes.parents[i])
      if parent != root, nodes.parents[parent] == 0 { nodes.parents[i] = 0 }
    }
  }

  /// Makes every range hold those of its children: after an error a parent may have ended before a part it missed.
  private func stretch() {
    for i in 1..<nodes.count {
      nodes[i].end = max(nodes[i].start, nodes[i].end)
      let parent = Int(nodes.parents[i])
      if parent == 0 { continue }
      nodes[parent].start = min(nodes[parent].start, nodes[i].start)
      nodes[parent].end = max(nodes[parent].end, nodes[i].end)
    }
  }

  /// The errors in order, of each line the first: what follows it there is mostly its consequence.
  private static func onePerLine(_ errors: [SyntaxError], lineStarts: [UInt32]) -> [SyntaxError] {
    guard errors.count > 1 else { return errors }
    var line = 0
    var lastLine = -1
    return errors.sorted { $0.offset < $1.offset }.filter { error in
      while line + 1 < lineStarts.count, Int(lineStarts[line + 1]) <= error.offset { line += 1 }
      defer { lastLine = line }
      return line != lastLine
    }
  }
}
