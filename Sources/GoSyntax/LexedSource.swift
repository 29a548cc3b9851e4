/// What the scanner makes of a source text: tokens without comments, the comments beside them, and the lines.
struct LexedSource: ~Copyable {
  /// Ends with an `endOfFile` token. Illegal characters became errors and are left out.
  var tokens: Arena<LexedToken>
  var comments: Arena<LexedComment>
  /// Offsets at which lines begin; the first is 0.
  var lineStarts: Arena<UInt32>
  var errors: [SyntaxError] = []

  /// Room for a text of `byteCount` bytes: a token takes at least one, but for the semicolon at the end and the end.
  init(byteCount: Int) {
    tokens = Arena(capacity: byteCount + 2)
    comments = Arena(capacity: byteCount / 256)
    lineStarts = Arena(capacity: byteCount / 16)
    lineStarts.append(0)
  }

  /// Leaves the memory of the comments to the tree.
  consuming func leaveComments() { _ = comments.taken() }
}

/// A token: what it is and where it stands.
struct LexedToken {
  var start: UInt32
  var end: UInt32
  var kind: Token
  var marks: TokenMarks
}

struct TokenMarks: OptionSet {
  let rawValue: UInt8
  /// A semicolon that was not written.
  static let implicit = TokenMarks(rawValue: 1)
  /// Comments stand directly before the token (see `CommentIndex`).
  static let followsComments = TokenMarks(rawValue: 2)
}

/// A comment, with the 1-based lines it begins and ends on and the token that comes after it.
struct LexedComment {
  var start: UInt32
  var end: UInt32
  var startLine: UInt32
  var endLine: UInt32
  var nextToken: UInt32
}
