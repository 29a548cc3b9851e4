/// A node of a tree: a cheap handle that is valid while the tree lives.
package struct Node: Hashable, Sendable {
  @usableFromInline nonisolated(unsafe) let tables: UnsafePointer<TreeTables>
  package let index: UInt32

  @inlinable
  init(tables: UnsafePointer<TreeTables>, index: UInt32) {
    self.tables = tables
    self.index = index
  }

  package var tree: SyntaxTree { tables.pointee.owner.takeUnretainedValue() }

  @inlinable
  package static func == (a: Node, b: Node) -> Bool { a.index == b.index && a.tables == b.tables }
  @inlinable
  package func hash(into hasher: inout Hasher) {
    hasher.combine(index)
    hasher.combine(tables)
  }

  @usableFromInline var record: UnsafePointer<NodeRecord> {
    @inlinable get { tables.pointee.nodes + Int(index) }
  }

  @inlinable package var kind: NodeKind { record.pointee.kind }
  /// The operator, keyword or literal kind; `.none` where the kind has none.
  @inlinable package var token: Token { record.pointee.token }
  @inlinable package var start: Int { Int(record.pointee.start) }
  @inlinable package var end: Int { Int(record.pointee.end) }
  @inlinable package var range: Range<Int> { start..<max(start, end) }
  package var line: Int { tree.line(at: start) }
  package var endLine: Int { tree.line(at: max(start, end - 1)) }

  /// ident and callExpr: the position among the file's nodes of the kind.
  @inlinable package var ordinal: Int { Int(record.pointee.extra) }

  /// The bytes of the node's source text; valid while the tree lives.
  @inlinable package var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: tables.pointee.bytes + start, count: max(0, end - start))
  }

  /// The node's source text. For comparing use `isText`, which makes no string.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  @inlinable
  package func isText(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard Int(record.pointee.end) &- Int(record.pointee.start) == length else { return false }
    let bytes = tables.pointee.bytes + start
    let wanted = text.utf8Start
    var i = 0
    while i < length {
      if bytes[i] != wanted[i] { return false }
      i &+= 1
    }
    return true
  }

  @inlinable package var parent: Node? {
    let parent = tables.pointee.parents[Int(index)]
    return parent == 0 ? nil : Node(tables: tables, index: parent)
  }

  /// Parents from the inside out.
  @inlinable package var ancestors: Ancestors { Ancestors(of: self) }

  /// Every place for a child in order; an absent one has the kind `.none`.
  @inlinable package var slots: NodeSlice {
    NodeSlice(
      tables: tables, indices: tables.pointee.childIndices + Int(record.pointee.firstChild),
      count: Int(record.pointee.childCount))
  }

  /// All present children in order.
  package var children: [Node] {
    let record = record.pointee
    var children: [Node] = []
    children.reserveCapacity(Int(record.childCount))
    for place in Int(record.firstChild)..<Int(record.firstChild) + Int(record.childCount) {
      let child = tables.pointee.childIndices[place]
      if child != 0 { children.append(Node(tables: tables, index: child)) }
    }
    return children
  }

  /// All nodes of a kind below this one (the node itself left out), in post-order. Costs two binary searches.
  package func descendants(of kind: NodeKind) -> NodeSlice {
    let all = NodeSlice(tables: tables, kind: kind)
    let low = all.firstPosition(notBelow: tables.pointee.lowest[Int(index)])
    let high = all.firstPosition(notBelow: index)
    return NodeSlice(tables: tables, indices: all.indexes + low, count: max(0, high - low))
  }

  /// Whether `other` lies below this node.
  @inlinable
  package func contains(_ other: Node) -> Bool {
    other.index < index && other.index >= tables.pointee.lowest[Int(index)]
  }

  package var doc: CommentGroup? {
    let tree = tree
    return tree.docs[index].map { tree.commentGroups[$0] }
  }
  package var trailingComment: CommentGroup? {
    let tree = tree
    return tree.trailingComments[index].map { tree.commentGroups[$0] }
  }

  // MARK: Slots and lists, for the accessors in NodeAccess.swift

  @inlinable
  func slot(_ number: Int) -> Node? {
    let child = tables.pointee.childIndices[Int(record.pointee.firstChild) &+ number]
    return child == 0 ? nil : Node(tables: tables, index: child)
  }

  /// The children after the fixed slots; for kinds with two lists the first list.
  @inlinable
  func firstList(hasSecond: Bool = false) -> NodeSlice {
    let record = record.pointee
    let fixed = record.kind.fixedSlotCount
    return NodeSlice(
      tables: tables, indices: tables.pointee.childIndices + (Int(record.firstChild) + fixed),
      count: hasSecond ? Int(record.extra) : Int(record.childCount) - fixed)
  }

  @inlinable
  func secondList() -> NodeSlice {
    let record = record.pointee
    let before = record.kind.fixedSlotCount + Int(record.extra)
    return NodeSlice(
      tables: tables, indices: tables.pointee.childIndices + (Int(record.firstChild) + before),
      count: Int(record.childCount) - before)
  }
}

/// The parents of a node from the inside out.
package struct Ancestors: Sequence, IteratorProtocol {
  @usableFromInline var node: Node?

  @inlinable
  init(of node: Node) { self.node = node.parent }

  @inlinable
  package mutating func next() -> Node? {
    let current = node
    node = current?.parent
    return current
  }
}

/// A run of nodes of one tree.
package struct NodeSlice: RandomAccessCollection, Sendable {
  @usableFromInline nonisolated(unsafe) let tables: UnsafePointer<TreeTables>
  @usableFromInline nonisolated(unsafe) let indexes: UnsafePointer<UInt32>
  package let count: Int

  @inlinable
  init(tables: UnsafePointer<TreeTables>, indices: UnsafePointer<UInt32>, count: Int) {
    self.tables = tables
    self.indexes = indices
    self.count = count
  }

  @inlinable
  init(tables: UnsafePointer<TreeTables>, kind: NodeKind) {
    let starts = tables.pointee.kindStarts + Int(kind.rawValue)
    self.init(tables: tables, indices: tables.pointee.kindIndices + starts[0], count: starts[1] - starts[0])
  }

  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { count }
  @inlinable package subscript(position: Int) -> Node {
    precondition(position >= 0 && position < count, "a position outside of a run of nodes")
    return Node(tables: tables, index: indexes[position])
  }

  /// The first position whose node has at least the index `index`; the run must be ascending.
  package func firstPosition(notBelow index: UInt32) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if indexes[middle] < index { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
