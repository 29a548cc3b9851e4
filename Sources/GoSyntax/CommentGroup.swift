/// Comments with no other tokens and no empty lines between them: a handle that is valid while the tree lives.
package struct CommentGroup: Sendable {
  nonisolated(unsafe) private let first: UnsafePointer<LexedComment>
  private let count: Int

  init(_ first: UnsafePointer<LexedComment>, count: Int) {
    self.first = first
    self.count = count
  }

  package var start: Int { Int(first.pointee.start) }
  package var end: Int { Int(first[count - 1].end) }
  /// Byte ranges of the single comments, markers included.
  package var comments: CommentRanges { CommentRanges(first: first, count: count) }
}

/// The byte ranges of the comments of a group.
@usableFromInline
package struct CommentRanges: RandomAccessCollection, Sendable {
  nonisolated(unsafe) fileprivate let first: UnsafePointer<LexedComment>
  @usableFromInline package let count: Int

  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { count }
  @usableFromInline package subscript(position: Int) -> Range<Int> {
    precondition(position >= 0 && position < count, "a position outside of a group of comments")
    return Int(first[position].start)..<Int(first[position].end)
  }
}

/// Which group of comments belongs to which node.
struct GroupsByNode: Sendable {
  /// Ascending by node, as the parser attaches them.
  private var entries: [(node: UInt32, group: UInt32)] = []

  mutating func append(node: UInt32, group: Int) {
    assert(entries.isEmpty || entries[entries.count - 1].node < node)
    entries.append((node, UInt32(truncatingIfNeeded: group)))
  }

  subscript(node: UInt32) -> Int? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].node < node { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].node == node ? Int(entries[low].group) : nil
  }
}
