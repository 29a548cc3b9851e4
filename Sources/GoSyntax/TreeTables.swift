/// Where a tree's arrays lie: what a node handle points at, so that following it counts no references.
@usableFromInline
package struct TreeTables {
  let owner: Unmanaged<SyntaxTree>
  @usableFromInline let bytes: UnsafePointer<UInt8>
  @usableFromInline let byteCount: Int
  /// What the comment groups point at.
  let comments: UnsafePointer<LexedComment>
  @usableFromInline let nodes: UnsafePointer<NodeRecord>
  let nodeCount: Int
  /// The nodes' runs of children. Before the run of a kind with an extra word stands that word (see `Node.extraWord`).
  @usableFromInline let childIndices: IndexRun
  /// How far below a node its subtree begins; `.max` for one of `wide`.
  @usableFromInline let lowest: UnsafePointer<UInt16>
  /// Ascending by index.
  let wide: UnsafePointer<WideNode>
  let wideCount: Int
  /// Indices of the reachable nodes, kind by kind, ascending within a kind.
  @usableFromInline let kindIndices: IndexRun
  /// Where each kind's run of `kindIndices` begins, by `NodeKind.rawValue`, and where the last one ends.
  @usableFromInline let kindStarts: UnsafePointer<UInt32>
  @usableFromInline let rootIndex: UInt32

  func wideNode(_ index: UInt32) -> WideNode {
    var low = 0
    var high = wideCount
    while low < high {
      let middle = (low + high) / 2
      if wide[middle].index < index { low = middle + 1 } else { high = middle }
    }
    precondition(low < wideCount && wide[low].index == index, "a record refers to a wide node that exists")
    return wide[low]
  }

  func owned(by tree: SyntaxTree) -> TreeTables {
    TreeTables(
      owner: Unmanaged.passUnretained(tree), bytes: bytes, byteCount: byteCount, comments: comments, nodes: nodes,
      nodeCount: nodeCount, childIndices: childIndices, lowest: lowest, wide: wide, wideCount: wideCount,
      kindIndices: kindIndices, kindStarts: kindStarts, rootIndex: rootIndex)
  }

  func free() {
    bytes.deallocate()
    comments.deallocate()
    nodes.deallocate()
    childIndices.base.deallocate()
    lowest.deallocate()
    wide.deallocate()
    kindIndices.base.deallocate()
    kindStarts.deallocate()
  }
}

/// How a node is stored: 16 bytes, four to a cache line.
///
/// All trees of a repository are kept at a time and are most of what the program holds, so what is small in almost all
/// nodes has few bits here: a length, a distance or a number of children of `.max` stands in the node's `WideNode`.
@usableFromInline
package struct NodeRecord: BitwiseCopyable, Sendable {
  @usableFromInline var kind: NodeKind
  @usableFromInline var token: Token
  @usableFromInline var flags: NodeFlags
  @usableFromInline var childCount: UInt8
  @usableFromInline var start: UInt32
  @usableFromInline var length: UInt16
  /// How far above the node its parent is; 0 for the root and for nodes that were dropped.
  @usableFromInline var parentDistance: UInt16
  /// Where the node's run of children begins in `childIndices`. ident: the position among the nodes of the kind.
  @usableFromInline var link: UInt32
}

/// The measures of a node of which one does not fit its record: it is long, has many children, or a subtree or a parent
/// of very many nodes.
@usableFromInline
package struct WideNode: BitwiseCopyable, Sendable {
  @usableFromInline var index: UInt32
  @usableFromInline var end: UInt32
  @usableFromInline var parent: UInt32
  @usableFromInline var lowest: UInt32
  @usableFromInline var childCount: UInt32
}

@usableFromInline
package struct NodeFlags: OptionSet, BitwiseCopyable, Sendable {
  @usableFromInline package let rawValue: UInt8
  @usableFromInline package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// callExpr: the last argument is spread (`f(xs...)`).
  @usableFromInline static let spreads = NodeFlags(rawValue: 1)
  /// typeSpec: an alias.
  @usableFromInline static let alias = NodeFlags(rawValue: 2)
  /// chanType: what may be done with it.
  @usableFromInline static let sends = NodeFlags(rawValue: 4)
  @usableFromInline static let receives = NodeFlags(rawValue: 8)
  /// emptyStmt: the semicolon was not written. funcDecl and others: unused.
  @usableFromInline static let implicit = NodeFlags(rawValue: 16)
}
