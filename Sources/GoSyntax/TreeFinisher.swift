/// Turns the parser's arena into a tree: parents, subtree bounds and the lists by kind.
extension Parser {
  consuming func finish(byteCount: Int, lineStarts: [UInt32], root: NodeIndex) -> SyntaxTree {
    let links = Self.links(nodes: nodes, childIndices: childIndices, root: Int(root))
    if !errors.isEmpty { Self.stretch(&nodes, parents: links.parents) }
    let (kindIndices, lowest) = Self.lists(nodes: nodes, links: links, root: Int(root))
    return SyntaxTree(
      bytes: bytes, byteCount: byteCount, errors: Self.onePerLine(errors, lineStarts: lineStarts),
      commentGroups: comments.groups,
      nodes: nodes, childIndices: childIndices, parents: links.parents, lowest: lowest, kindIndices: kindIndices,
      kindStarts: links.kindStarts, rootIndex: root, lineStarts: lineStarts, docs: docs,
      trailingComments: trailingComments)
  }

  private struct Links {
    /// The parent of each node, 0 for the root and for nodes that the parser dropped.
    var parents: [UInt32]
    /// Where each kind begins in a list of the reachable nodes by kind, and the end.
    var kindStarts: [Int]
  }

  /// Goes from the root down, so that a node is reached before its children.
  private static func links(nodes: [NodeRecord], childIndices: [UInt32], root: Int) -> Links {
    var counts = [Int](repeating: 0, count: NodeKind.allCases.count + 1)
    let parents = [UInt32](unsafeUninitializedCapacity: nodes.count) { parents, count in
      parents.initialize(repeating: 0)
      count = nodes.count
      nodes.withUnsafeBufferPointer { nodes in
        childIndices.withUnsafeBufferPointer { children in
          var index = root
          while index > 0 {
            if parents[index] != 0 || index == root {
              let node = nodes[index]
              counts[Int(node.kind.rawValue) + 1] += 1
              let first = Int(node.firstChild)
              for i in first..<first + Int(node.childCount) {
                parents[Int(children[i])] = UInt32(truncatingIfNeeded: index)
              }
            }
            index -= 1
          }
        }
      }
      parents[0] = 0
    }
    for i in 1..<counts.count { counts[i] += counts[i - 1] }
    return Links(parents: parents, kindStarts: counts)
  }

  /// The reachable nodes by kind, and the first index of each node's subtree.
  private static func lists(nodes: [NodeRecord], links: Links, root: Int) -> (byKind: [UInt32], lowest: [UInt32]) {
    var places = links.kindStarts
    var lowest: [UInt32] = []
    let total = places[places.count - 1]
    let byKind = [UInt32](unsafeUninitializedCapacity: total) { list, count in
      count = total
      lowest = [UInt32](unsafeUninitializedCapacity: nodes.count) { lowest, count in
        count = nodes.count
        for i in 0..<nodes.count { lowest.initializeElement(at: i, to: UInt32(truncatingIfNeeded: i)) }
        links.parents.withUnsafeBufferPointer { parents in
          nodes.withUnsafeBufferPointer { nodes in
            for i in 1..<nodes.count {
              let parent = Int(parents[i])
              guard parent != 0 || i == root else { continue }
              if lowest[i] < lowest[parent] { lowest[parent] = lowest[i] }
              let kind = Int(nodes[i].kind.rawValue)
              list.initializeElement(at: places[kind], to: UInt32(truncatingIfNeeded: i))
              places[kind] += 1
            }
          }
        }
      }
    }
    return (byKind, lowest)
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
