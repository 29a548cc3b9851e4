/// A node of a tree: a cheap handle that is valid while the tree lives.
///
/// The type itself is `@usableFromInline` because the compiler carries `@inlinable` members of a `package` type into
/// other modules only then; probes follow nodes so often that calls for it would take a fifth of their time.
@usableFromInline
package struct Node: Hashable, Sendable {
  @usableFromInline nonisolated(unsafe) let tables: UnsafePointer<TreeTables>
  @usableFromInline package let index: UInt32

  @inlinable
  init(tables: UnsafePointer<TreeTables>, index: UInt32) {
    self.tables = tables
    self.index = index
  }

  /// Tells trees apart that are alive at the same time.
  @inlinable package var treeNumber: UInt64 { UInt64(UInt(bitPattern: tables)) }

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
  @inlinable package var end: Int {
    let length = record.pointee.length
    return length == .max ? Int(wide.end) : start &+ Int(length)
  }
  @inlinable package var range: Range<Int> { start..<end }
  package var line: Int { tree.line(at: start) }
  package var endLine: Int { tree.line(at: max(start, end - 1)) }

  /// ident and callExpr: the position among the file's nodes of the kind.
  @inlinable package var ordinal: Int { kind == .callExpr ? extraWord : Int(record.pointee.link) }

  /// The bytes of the node's source text; valid while the tree lives.
  @inlinable package var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: tables.pointee.bytes + start, count: end - start)
  }

  /// The node's source text. For comparing use `isText`, which makes no string.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  @inlinable
  package func isText(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard Int(record.pointee.length) == length else { return false }
    let bytes = tables.pointee.bytes + start
    let wanted = text.utf8Start
    var i = 0
    while i < length {
      if bytes[i] != wanted[i] { return false }
      i &+= 1
    }
    return true
  }

  /// Whether the node is written like a text that is known only now; makes no string either.
  @inlinable
  package func hasText(_ text: String) -> Bool {
    text.utf8.count == end &- start && text.utf8.elementsEqual(bytes)
  }

  @inlinable package var parent: Node? {
    let distance = record.pointee.parentDistance
    if distance == 0 { return nil }
    let parent = distance == .max ? wide.parent : index &+ UInt32(distance)
    return Node(tables: tables, index: parent)
  }

  /// Parents from the inside out.
  @inlinable package var ancestors: Ancestors { Ancestors(of: self) }

  /// Every place for a child in order; an absent one has the kind `.none`.
  @inlinable package var slots: NodeSlice {
    NodeSlice(tables: tables, indices: firstChild, count: childCount)
  }

  /// All present children in order.
  package var children: [Node] {
    slots.filter { $0.index != 0 }
  }

  /// All nodes of a kind below this one (the node itself left out), in post-order. Costs two binary searches.
  @inlinable
  package func descendants(of kind: NodeKind) -> NodeSlice {
    let all = NodeSlice(tables: tables, kind: kind)
    let low = all.firstPosition(notBelow: lowest)
    let high = all.firstPosition(notBelow: index)
    return NodeSlice(tables: tables, indices: all.indexes + low, count: max(0, high - low))
  }

  /// Whether `other` lies below this node.
  @inlinable
  package func contains(_ other: Node) -> Bool {
    other.index < index && other.index >= lowest
  }

  package var doc: CommentGroup? {
    let tree = tree
    return tree.docs[index].map { tree.commentGroups[$0] }
  }
  package var trailingComment: CommentGroup? {
    let tree = tree
    return tree.trailingComments[index].map { tree.commentGroups[$0] }
  }

  /// The measures that do not fit the record; behind a call because few nodes have some.
  @usableFromInline var wide: WideNode { tables.pointee.wideNode(index) }

  /// The first index of the node's subtree.
  @usableFromInline var lowest: UInt32 {
    @inlinable get {
      let distance = tables.pointee.lowest[Int(index)]
      return distance == .max ? wide.lowest : index &- UInt32(distance)
    }
  }

  // MARK: Slots and lists, for the accessors in NodeAccess.swift

  @usableFromInline var firstChild: IndexRun {
    @inlinable get { tables.pointee.childIndices + Int(record.pointee.link) }
  }

  @usableFromInline var childCount: Int {
    @inlinable get {
      let count = record.pointee.childCount
      return count == .max ? Int(wide.childCount) : Int(count)
    }
  }

  /// The word before the children. Kinds with two lists: the length of the first. callExpr: the position among the
  /// calls. binaryExpr: the offset of the operator. Other kinds have none.
  @usableFromInline var extraWord: Int {
    @inlinable get { Int(firstChild[-1]) }
  }

  @inlinable
  func slot(_ number: Int) -> Node? {
    let child = firstChild[number]
    return child == 0 ? nil : Node(tables: tables, index: child)
  }

  /// The children after the fixed slots; for kinds with two lists the first list.
  @inlinable
  func firstList(hasSecond: Bool = false) -> NodeSlice {
    let fixed = kind.fixedSlotCount
    return NodeSlice(
      tables: tables, indices: firstChild + fixed, count: hasSecond ? extraWord : childCount &- fixed)
  }

  @inlinable
  func secondList() -> NodeSlice {
    let before = kind.fixedSlotCount &+ extraWord
    return NodeSlice(tables: tables, indices: firstChild + before, count: childCount &- before)
  }
}

/// The parents of a node from the inside out.
@usableFromInline
package struct Ancestors: Sequence, IteratorProtocol {
  @usableFromInline var node: Node?

  @inlinable
  init(of node: Node) { self.node = node.parent }

  /// A call on purpose: inlined into closures inside closures it lets the compiler (6.3.1) die in other modules.
  @usableFromInline
  package mutating func next() -> Node? {
    let current = node
    node = current?.parent
    return current
  }
}

/// A run of nodes of one tree.
@usableFromInline
package struct NodeSlice: RandomAccessCollection, Sendable {
  @usableFromInline nonisolated(unsafe) let tables: UnsafePointer<TreeTables>
  @usableFromInline let indexes: IndexRun
  @usableFromInline package let count: Int

  @inlinable
  init(tables: UnsafePointer<TreeTables>, indices: IndexRun, count: Int) {
    self.tables = tables
    self.indexes = indices
    self.count = count
  }

  @inlinable
  init(tables: UnsafePointer<TreeTables>, kind: NodeKind) {
    let starts = tables.pointee.kindStarts + Int(kind.rawValue)
    self.init(
      tables: tables, indices: tables.pointee.kindIndices + Int(starts[0]), count: Int(starts[1] &- starts[0]))
  }

  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { count }
  @inlinable package subscript(position: Int) -> Node {
    precondition(position >= 0 && position < count, "a position outside of a run of nodes")
    return Node(tables: tables, index: indexes[position])
  }

  /// The first position whose node has at least the index `index`; the run must be ascending.
  @inlinable
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
