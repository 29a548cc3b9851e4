/// One parsed Go file: its bytes, nodes, comments and errors. Immutable once parsed.
///
/// Nodes lie in one array in post-order: every descendant of node `i` has an index in `lowest(i)..<i`, so "all calls in
/// this function" is a slice of the list of calls. Offsets are 0-based bytes; lines and columns are 1-based, columns
/// count bytes, as Go's own tools print them.
@usableFromInline
package final class SyntaxTree: Sendable {
  package let errors: [SyntaxError]
  package let commentGroups: [CommentGroup]
  /// Group index by node index, for nodes that carry a doc or a trailing comment.
  let docs: GroupsByNode
  let trailingComments: GroupsByNode
  /// Whether something nests deeper, or is a longer chain, than people write: walking up or down the tree from every
  /// node of it takes quadratic time.
  package let isDeeplyNested: Bool
  /// Offsets at which lines begin; the first is 0.
  let lineStarts: [UInt32]
  /// Owned: freed with the tree. Never written after the initializer.
  @usableFromInline nonisolated(unsafe) let tables: UnsafePointer<TreeTables>
  /// The tree whose memory this one reads, for a second file with the same bytes; nil for one with memory of its own.
  private let original: SyntaxTree?
  /// What was found out about this tree; its nodes are not those of another tree with the same bytes.
  let facts = KeptFacts()

  /// Takes over all memory that the pointers lead to.
  init(
    bytes: UnsafePointer<UInt8>, byteCount: Int, errors: [SyntaxError], comments: UnsafePointer<LexedComment>,
    commentGroups: [CommentGroup], nodes: PackedNodes, rootIndex: UInt32, lineStarts: [UInt32], docs: GroupsByNode,
    trailingComments: GroupsByNode, isDeeplyNested: Bool
  ) {
    self.errors = errors
    self.commentGroups = commentGroups
    self.lineStarts = lineStarts
    self.docs = docs
    self.trailingComments = trailingComments
    self.isDeeplyNested = isDeeplyNested
    original = nil
    let place = UnsafeMutablePointer<TreeTables>.allocate(capacity: 1)
    tables = UnsafePointer(place)
    place.initialize(
      to: TreeTables(
        owner: Unmanaged.passUnretained(self), bytes: bytes, byteCount: byteCount, comments: comments,
        nodes: nodes.records, nodeCount: nodes.count, childIndices: nodes.childIndices, lowest: nodes.lowest,
        wide: nodes.wide, wideCount: nodes.wideCount, kindIndices: nodes.kindIndices, kindStarts: nodes.kindStarts,
        rootIndex: rootIndex))
  }

  /// The tree of another file with the same bytes: its nodes are told apart from those of `other`, its memory is shared.
  package init(sharing other: SyntaxTree) {
    errors = other.errors
    commentGroups = other.commentGroups
    lineStarts = other.lineStarts
    docs = other.docs
    trailingComments = other.trailingComments
    isDeeplyNested = other.isDeeplyNested
    original = other.original ?? other
    let place = UnsafeMutablePointer<TreeTables>.allocate(capacity: 1)
    tables = UnsafePointer(place)
    place.initialize(to: other.tables.pointee.owned(by: self))
  }

  deinit {
    if original == nil { tables.pointee.free() }
    tables.deallocate()
  }

  /// The file's bytes; valid while the tree lives.
  @inlinable package var source: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: tables.pointee.bytes, count: tables.pointee.byteCount)
  }

  @inlinable package var root: Node { Node(tables: tables, index: tables.pointee.rootIndex) }

  /// All nodes of a kind, in post-order.
  @inlinable package func nodes(of kind: NodeKind) -> NodeSlice { NodeSlice(tables: tables, kind: kind) }

  /// The 1-based line and byte column of an offset.
  package func position(at offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(at: offset)
    return (line + 1, offset - Int(lineStarts[line]) + 1)
  }

  package func line(at offset: Int) -> Int { lineIndex(at: offset) + 1 }

  /// How many lines the file has; a last line without a line feed counts.
  package var lineCount: Int {
    guard let last = source.last else { return 0 }
    return last == UInt8(ascii: "\n") ? lineStarts.count - 1 : lineStarts.count
  }

  /// The text of a 1-based line without its line end.
  package func text(ofLine line: Int) -> String {
    guard line >= 1, line <= lineStarts.count else { return "" }
    let start = Int(lineStarts[line - 1])
    var end = line < lineStarts.count ? Int(lineStarts[line]) : source.count
    while end > start, source[end - 1] == 10 || source[end - 1] == 13 { end -= 1 }
    return String(decoding: source[start..<end], as: UTF8.self)
  }

  package func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }

  private func lineIndex(at offset: Int) -> Int {
    lineStarts.withUnsafeBufferPointer { starts in
      var low = 0
      var high = starts.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if Int(starts[middle]) <= offset { low = middle } else { high = middle }
      }
      return low
    }
  }
}

/// A place at which the text is not Go, and what was expected.
package struct SyntaxError: Error, Hashable, Sendable {
  package let offset: Int
  package let message: String

  package init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }
}
