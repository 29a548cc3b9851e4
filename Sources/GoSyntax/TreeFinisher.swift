/// Turns the parser's arena into a tree: drops what is out of reach and lists the nodes by kind.
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
    let kindStarts = kindStarts(root: Int(root))
    let kindIndices = numberKinds(kindStarts, root: Int(root))
    let tree = SyntaxTree(
      bytes: bytes, byteCount: byteCount, errors: Self.onePerLine(errors, lineStarts: lineStarts),
      comments: lexed.comments.base, commentGroups: comments.groups,
      nodes: Self.fitted(nodes.records, nodes.count), nodeCount: nodes.count,
      childIndices: Self.fitted(childIndices.base, childIndices.count),
      parents: Self.fitted(nodes.parents, nodes.count), lowest: Self.fitted(nodes.lowest, nodes.count),
      kindIndices: kindIndices,
      kindStarts: kindStarts, rootIndex: root, lineStarts: lineStarts, docs: docs, trailingComments: trailingComments,
      isDeeplyNested: isDeeplyNested)
    return tree
  }

  /// A copy without room to grow: trees are kept, what the parser wrote into is used again for the next file.
  private static func fitted<T: BitwiseCopyable>(_ base: UnsafeMutablePointer<T>, _ count: Int) -> UnsafePointer<T> {
    let copy = UnsafeMutablePointer<T>.allocate(capacity: Swift.max(1, count))
    copy.initialize(from: base, count: count)
    return UnsafePointer(copy)
  }

  /// Where each kind begins in a list of the reachable nodes by kind, and the end.
  private func kindStarts(root: Int) -> UnsafePointer<Int> {
    let kindCount = NodeKind.allCases.count
    let starts = UnsafeMutablePointer<Int>.allocate(capacity: kindCount + 1)
    starts.initialize(repeating: 0, count: kindCount + 1)
    for i in 1..<nodes.count where nodes.parents[i] != 0 || i == root { starts[Int(nodes[i].kind.rawValue) &+ 1] &+= 1 }
    for i in 0..<kindCount { starts[i + 1] += starts[i] }
    return UnsafePointer(starts)
  }

  /// The list itself. Identifiers and calls get their position among their kind.
  private func numberKinds(_ starts: UnsafePointer<Int>, root: Int) -> UnsafePointer<UInt32> {
    let kindCount = NodeKind.allCases.count
    let list = UnsafeMutablePointer<UInt32>.allocate(capacity: max(1, starts[kindCount]))
    let places = UnsafeMutablePointer<Int>.allocate(capacity: kindCount)
    defer { places.deallocate() }
    places.update(from: starts, count: kindCount)
    // All bits are set for a kind whose nodes are numbered; a branch on the kind would be guessed wrong too often.
    let masks = UnsafeMutablePointer<UInt32>.allocate(capacity: kindCount)
    defer { masks.deallocate() }
    masks.initialize(repeating: 0, count: kindCount)
    for kind in [NodeKind.ident, .callExpr] { masks[Int(kind.rawValue)] = .max }
    for i in 1..<nodes.count where nodes.parents[i] != 0 || i == root {
      let kind = Int(nodes[i].kind.rawValue)
      let place = places[kind]
      (list + place).initialize(to: UInt32(truncatingIfNeeded: i))
      places[kind] = place &+ 1
      let number = UInt32(truncatingIfNeeded: place &- starts[kind])
      nodes[i].extra = nodes[i].extra & ~masks[kind] | number & masks[kind]
    }
    return UnsafePointer(list)
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
