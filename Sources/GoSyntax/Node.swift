/// A node of a tree: a cheap handle that is valid while the tree lives.
package struct Node: Hashable, Sendable {
  package unowned(unsafe) let tree: SyntaxTree
  package let index: UInt32

  init(tree: SyntaxTree, index: UInt32) {
    self.tree = tree
    self.index = index
  }

  package static func == (a: Node, b: Node) -> Bool { a.index == b.index && a.tree === b.tree }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(index)
    hasher.combine(ObjectIdentifier(tree))
  }

  var record: NodeRecord { tree.nodes[Int(index)] }

  package var kind: NodeKind { record.kind }
  /// The operator, keyword or literal kind; `.none` where the kind has none.
  package var token: Token { record.token }
  package var start: Int { Int(record.start) }
  package var end: Int { Int(record.end) }
  package var range: Range<Int> { start..<max(start, end) }
  package var line: Int { tree.line(at: start) }
  package var endLine: Int { tree.line(at: max(start, end - 1)) }

  /// The node's source text. For comparing use `isText`, which makes no string.
  package var text: String { tree.text(range) }

  package func isText(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard end - start == length else { return false }
    return tree.source.withUnsafeBufferPointer { bytes in
      for i in 0..<length where bytes[start + i] != text.utf8Start[i] { return false }
      return true
    }
  }

  package var parent: Node? {
    let parent = tree.parents[Int(index)]
    return parent == 0 ? nil : Node(tree: tree, index: parent)
  }

  /// Parents from the inside out.
  package var ancestors: some Sequence<Node> {
    sequence(state: self) { node in
      guard let parent = node.parent else { return nil }
      node = parent
      return parent
    }
  }

  /// All present children in order.
  package var children: [Node] {
    let first = Int(record.firstChild)
    return tree.childIndices[first..<first + Int(record.childCount)].compactMap {
      $0 == 0 ? nil : Node(tree: tree, index: $0)
    }
  }

  /// All nodes of a kind below this one (the node itself left out), in post-order. Costs two binary searches.
  package func descendants(of kind: NodeKind) -> NodeSlice {
    let all = tree.indices(of: kind)
    let low = all.firstIndex(notBelow: tree.lowest[Int(index)])
    let high = all.firstIndex(notBelow: index)
    return NodeSlice(tree: tree, indices: all[low..<max(low, high)])
  }

  /// Whether `other` lies below this node.
  package func contains(_ other: Node) -> Bool { other.index < index && other.index >= tree.lowest[Int(index)] }

  package var doc: CommentGroup? { tree.docs[index].map { tree.commentGroups[$0] } }
  package var trailingComment: CommentGroup? { tree.trailingComments[index].map { tree.commentGroups[$0] } }

  // MARK: Slots and lists, for the accessors in NodeAccess.swift

  func slot(_ number: Int) -> Node? {
    let child = tree.childIndices[Int(record.firstChild) + number]
    return child == 0 ? nil : Node(tree: tree, index: child)
  }

  /// The children after the fixed slots; for kinds with two lists the first list.
  func firstList(hasSecond: Bool = false) -> NodeSlice {
    let record = record
    let begin = Int(record.firstChild) + record.kind.fixedSlotCount
    let end = hasSecond ? begin + Int(record.extra) : Int(record.firstChild) + Int(record.childCount)
    return NodeSlice(tree: tree, indices: tree.childIndices[begin..<end])
  }

  func secondList() -> NodeSlice {
    let record = record
    let begin = Int(record.firstChild) + record.kind.fixedSlotCount + Int(record.extra)
    return NodeSlice(tree: tree, indices: tree.childIndices[begin..<Int(record.firstChild) + Int(record.childCount)])
  }
}

/// A run of nodes of one tree.
package struct NodeSlice: RandomAccessCollection, Sendable {
  unowned(unsafe) let tree: SyntaxTree
  let positions: ArraySlice<UInt32>

  init(tree: SyntaxTree, indices: ArraySlice<UInt32>) {
    self.tree = tree
    self.positions = indices
  }

  package var startIndex: Int { positions.startIndex }
  package var endIndex: Int { positions.endIndex }
  package subscript(position: Int) -> Node { Node(tree: tree, index: positions[position]) }
}

extension ArraySlice<UInt32> {
  /// The first position whose value is at least `value`; the array is ascending.
  func firstIndex(notBelow value: UInt32) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
