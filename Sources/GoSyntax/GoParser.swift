import Threads

/// Go text to a tree. Never fails: what is not Go becomes errors and `bad` nodes.
///
/// Accepts what go/parser of Go 1.27 accepts and reports an error where it does, with comments read and names not
/// resolved; but constructs nested more than `depthMax` levels deep are an error (go/parser: 100,000), behind which
/// nothing is read. Takes time linear in the length of the text.
package enum GoParser {
  /// How deep constructs may nest, counted in calls that can recurse: one for a parenthesis, three for a function
  /// literal. No file of the Go distribution needs more than 300.
  package static let depthMax = 10_000
  /// What fits the 512 KB of stack that a thread may have: the costliest level takes 1,100 bytes in a release build.
  private static let depthMaxAnywhere = 300

  /// Parses one file. One that nests deeper than almost all do is read again on a thread with the stack for it.
  package static func parse(_ source: [UInt8]) -> SyntaxTree {
    let bytes = padded(source)
    let lexed = Scanner(bytes: bytes, count: source.count).scan()
    let tree =
      Self.tree(of: bytes, source.count, lexed, depthMax: depthMaxAnywhere)
      ?? DeepThreads.run { Self.tree(of: bytes, source.count, lexed, depthMax: depthMax) }
    guard let tree else { preconditionFailure("a tree of the greatest depth is cut, not refused") }
    lexed.leaveComments()
    return tree
  }

  /// The tree, which takes the bytes and comments over; nil when it nests deeper than `depthMax` but may do so.
  private static func tree(
    of bytes: UnsafeMutablePointer<UInt8>, _ byteCount: Int, _ lexed: borrowing LexedSource, depthMax: Int
  ) -> SyntaxTree? {
    var parser = Parser(
      bytes: bytes, tokens: lexed.tokens.base, tokenCount: lexed.tokens.count, comments: CommentIndex(lexed),
      errors: SourceBytes.errors(bytes, count: byteCount) + lexed.errors, depthMax: depthMax)
    let root = parser.file()
    if parser.wasTooDeep, depthMax < GoParser.depthMax { return nil }
    let isDeeplyNested = parser.hasLongChain || depthMax > depthMaxAnywhere
    return parser.finish(byteCount: byteCount, lexed: lexed, root: root, isDeeplyNested: isDeeplyNested)
  }

  /// A copy of a text with 16 zero bytes behind it.
  static func padded(_ source: [UInt8]) -> UnsafeMutablePointer<UInt8> {
    precondition(source.count < Int(UInt32.max) - 16, "offsets are 32 bits wide")
    let padded = UnsafeMutablePointer<UInt8>.allocate(capacity: source.count + 16)
    source.withUnsafeBufferPointer { text in
      if let base = text.baseAddress { padded.update(from: base, count: text.count) }
    }
    (padded + source.count).initialize(repeating: 0, count: 16)
    return padded
  }
}
