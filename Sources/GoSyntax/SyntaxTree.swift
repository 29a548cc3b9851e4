/// One parsed Go file: its bytes, nodes, comments and errors. Immutable once parsed.
///
/// Nodes lie in one array in post-order: every descendant of node `i` has an index in `lowest(i)..<i`, so "all calls in
/// this function" is a slice of the list of calls. Offsets are 0-based bytes; lines and columns are 1-based, columns
/// count bytes, as Go's own tools print them.
package final class SyntaxTree: Sendable {
  package let source: [UInt8]
  package let errors: [SyntaxError]
  package let commentGroups: [CommentGroup]

  let nodes: [NodeRecord]
  let childIndices: [UInt32]
  let parents: [UInt32]
  let lowest: [UInt32]
  /// Indices of the reachable nodes, kind by kind, ascending within a kind.
  let kindIndices: [UInt32]
  /// Where each kind's run of `kindIndices` begins, by `NodeKind.rawValue`, and where the last one ends.
  let kindStarts: [Int]
  let rootIndex: UInt32
  /// Offsets at which lines begin; the first is 0.
  let lineStarts: [UInt32]
  /// Group index by node index, for nodes that carry a doc or a trailing comment.
  let docs: [UInt32: Int]
  let trailingComments: [UInt32: Int]

  init(
    source: [UInt8], errors: [SyntaxError], commentGroups: [CommentGroup], nodes: [NodeRecord], childIndices: [UInt32],
    parents: [UInt32], lowest: [UInt32], kindIndices: [UInt32], kindStarts: [Int], rootIndex: UInt32,
    lineStarts: [UInt32],
    docs: [UInt32: Int], trailingComments: [UInt32: Int]
  ) {
    self.source = source
    self.errors = errors
    self.commentGroups = commentGroups
    self.nodes = nodes
    self.childIndices = childIndices
    self.parents = parents
    self.lowest = lowest
    self.kindIndices = kindIndices
    self.kindStarts = kindStarts
    self.rootIndex = rootIndex
    self.lineStarts = lineStarts
    self.docs = docs
    self.trailingComments = trailingComments
  }

  package var root: Node { Node(tree: self, index: rootIndex) }

  /// All nodes of a kind, in post-order.
  package func nodes(of kind: NodeKind) -> NodeSlice {
    NodeSlice(tree: self, indices: indices(of: kind))
  }

  func indices(of kind: NodeKind) -> ArraySlice<UInt32> {
    kindIndices[kindStarts[Int(kind.rawValue)]..<kindStarts[Int(kind.rawValue) + 1]]
  }

  /// The 1-based line and byte column of an offset.
  package func position(at offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(at: offset)
    return (line + 1, offset - Int(lineStarts[line]) + 1)
  }

  package func line(at offset: Int) -> Int { lineIndex(at: offset) + 1 }

  /// How many lines the file has; a last line without a line feed counts.
  package var lineCount: Int {
    guard !source.isEmpty else { return 0 }
    return source.last == UInt8(ascii: "\n") ? lineStarts.count - 1 : lineStarts.count
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
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

/// How a node is stored: 24 bytes.
struct NodeRecord {
  var kind: NodeKind
  var token: Token
  var flags: NodeFlags
  var start: UInt32
  var end: UInt32
  /// Where the node's run of children begins in `childIndices`, and how long it is.
  var firstChild: UInt32
  var childCount: UInt32
  /// Kinds with two lists: the length of the first. Others: the offset of the operator, where there is one.
  var extra: UInt32
}

struct NodeFlags: OptionSet {
  let rawValue: UInt8
  /// callExpr: the last argument is spread (`f(xs...)`).
  static let spreads = NodeFlags(rawValue: 1)
  /// typeSpec: an alias.
  static let alias = NodeFlags(rawValue: 2)
  /// chanType: what may be done with it.
  static let sends = NodeFlags(rawValue: 4)
  static let receives = NodeFlags(rawValue: 8)
  /// emptyStmt: the semicolon was not written. funcDecl and others: unused.
  static let implicit = NodeFlags(rawValue: 16)
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

/// Comments with no other tokens and no empty lines between them.
package struct CommentGroup: Hashable, Sendable {
  /// Byte ranges of the single comments, markers included.
  package let comments: [Range<Int>]

  package var start: Int { comments[0].lowerBound }
  package var end: Int { comments[comments.count - 1].upperBound }
}
