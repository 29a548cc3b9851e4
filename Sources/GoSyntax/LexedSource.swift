/// What the scanner makes of a source text: tokens without comments, the comments beside them, and the lines.
struct LexedSource {
  /// Ends with an `endOfFile` token. Illegal characters became errors and are left out.
  var tokens: [LexedToken] = []
  var comments: [LexedComment] = []
  /// Offsets at which lines begin; the first is 0.
  var lineStarts: [UInt32] = [0]
  var errors: [SyntaxError] = []
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
