/// Turns the parser's arena into a tree: parents, subtree bounds and the lists by kind.
extension Parser {
  consuming func finish(source: [UInt8], lineStarts: [UInt32], root: NodeIndex) -> SyntaxTree {
    let parents = Self.parents(nodes: nodes, childIndices: childIndices, root: root)
    let lowest = Self.lowest(parents: parents, root: root)
    if !errors.isEmpty { Self.stretch(&nodes, parents: parents) }
    return SyntaxTree(
      source: source, errors: Self.onePerLine(errors, lineStarts: lineStarts), commentGroups: comments.groups,
      nodes: nodes, childIndices: childIndices, parents: parents, lowest: lowest,
      indicesByKind: Self.indicesByKind(nodes: nodes, parents: parents, root: root), rootIndex: root,
      lineStarts: lineStarts, docs: docs, trailingComments: trailingComments)
  }

  /// The parent of each node, 0 for the root and for nodes that the parser dropped.
  private static func parents(nodes: [NodeRecord], childIndices: [UInt32], root: NodeIndex) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: nodes.count) { parents, count in
      parents.initialize(repeating: 0)
      count = nodes.count
      var index = Int(root)
      while index > 0 {
        if parents[index] != 0 || index == Int(root) {
          let first = Int(nodes[index].firstChild)
          for i in first..<first + Int(nodes[index].childCount) {
            parents[Int(childIndices[i])] = UInt32(truncatingIfNeeded: index)
          }
        }
        index -= 1
      }
      parents[0] = 0
    }
  }

  /// The first index of each node's subtree.
  private static func lowest(parents: [UInt32], root: NodeIndex) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: parents.count) { lowest, count in
      count = parents.count
      for i in 0..<parents.count { lowest.initializeElement(at: i, to: UInt32(truncatingIfNeeded: i)) }
      for i in 1..<parents.count {
        let parent = Int(parents[i])
        if parent != 0, lowest[i] < lowest[parent] { lowest[parent] = lowest[i] }
      }
    }
  }

  /// Makes every range hold those of its children: after an error a parent may have ended before a part it missed.
  private static func stretch(_ nodes: inout [NodeRecord], parents: [UInt32]) {
    for i in 1..<nodes.count {
      nodes[i].end = max(nodes[i].start, nodes[i].end)
      let parent = Int(parents[i])
      if parent == 0 { continue }
      nodes[parent].start = min(nodes[parent].start, nodes[i].start)
      nodes[parent].end = max(nodes[parent].end, nodes[i].end)
    }
  }

  private static func indicesByKind(nodes: [NodeRecord], parents: [UInt32], root: NodeIndex) -> [[UInt32]] {
    var counts = [Int](repeating: 0, count: NodeKind.allCases.count)
    for i in 1..<nodes.count where parents[i] != 0 || i == Int(root) { counts[Int(nodes[i].kind.rawValue)] += 1 }
    var lists = counts.map { count in
      var list: [UInt32] = []
      list.reserveCapacity(count)
      return list
    }
    for i in 1..<nodes.count where parents[i] != 0 || i == Int(root) {
      lists[Int(nodes[i].kind.rawValue)].append(UInt32(truncatingIfNeeded: i))
    }
    return lists
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
