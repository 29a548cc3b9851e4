typealias NodeIndex = UInt32

/// The state of a recursive descent over the tokens, and the steps all productions share.
///
/// Children are added before their parent and side by side, so the arena is in post-order except for nodes that were
/// dropped on the way. Recursion ends with an error at `depthMax`; chains that need no recursion (operators of one
/// level, selectors and calls one after the other, `else if`) may be `chainMax` long.
struct Parser {
  /// How deep constructs may nest, counted in calls that can recurse: one for a parenthesis, three for a function
  /// literal. The costliest level takes 1,100 bytes of stack in a release build, so 300 fit the 512 KB that a worker
  /// thread may have. No file of the Go distribution nests deeper; go/parser itself stops at 100,000.
  static let depthMax = 300
  /// How many links a chain may have: as many as go/parser allows.
  static let chainMax = 100_000

  let bytes: UnsafePointer<UInt8>
  let tokens: UnsafePointer<LexedToken>
  let lastToken: Int
  let comments: CommentIndex

  var position = 0
  var kind: Token
  var depth = 0
  /// Below 0 in the header of a control statement, where `{` opens a block and no composite literal.
  var expressionLevel = 0

  var nodes: [NodeRecord] = []
  var childIndices: [UInt32] = []
  /// Nodes that wait to become the list of a parent: a stack, of which each production uses the part above its mark.
  var pending: [NodeIndex] = []
  var operations: [Operation] = []
  var elseChain: [ElseLink] = []
  var parameters: [Parameter] = []
  var errors: [SyntaxError]
  var docs: [UInt32: Int] = [:]
  var trailingComments: [UInt32: Int] = [:]

  init(
    bytes: UnsafePointer<UInt8>, tokens: UnsafePointer<LexedToken>, tokenCount: Int, comments: CommentIndex,
    errors: [SyntaxError]
  ) {
    self.bytes = bytes
    self.tokens = tokens
    self.lastToken = tokenCount - 1
    self.comments = comments
    self.errors = errors
    kind = tokens[0].kind
    nodes.reserveCapacity(tokenCount + 8)
    childIndices.reserveCapacity(tokenCount + 8)
    _ = add(.none, 0, 0)
  }

  // MARK: Tokens

  var token: LexedToken { @inline(__always) get { tokens[position] } }
  /// Where the current token begins.
  var start: UInt32 { @inline(__always) get { tokens[position].start } }
  /// Where the current token ends.
  var end: UInt32 { @inline(__always) get { tokens[position].end } }
  /// Where the token before the current one ends.
  var previousEnd: UInt32 { position == 0 ? 0 : tokens[position - 1].end }
  var isAtLineEnd: Bool { kind == .semicolon && token.marks.contains(.implicit) }
  /// The kind of the token after the current one.
  var nextKind: Token { tokens[min(position + 1, lastToken)].kind }

  @inline(__always)
  mutating func advance() {
    if position < lastToken { position += 1 }
    kind = tokens[position].kind
  }

  @inline(__always)
  mutating func take(_ wanted: Token) -> Bool {
    guard kind == wanted else { return false }
    advance()
    return true
  }

  /// Takes a token that must come and answers where it begins; when another one comes, an error and its start.
  @inline(__always)
  @discardableResult
  mutating func expect(_ wanted: Token) -> UInt32 {
    let place = start
    if kind == wanted { advance() } else { failExpecting("'\(wanted.spelling)'") }
    return place
  }

  /// Takes a closing bracket and answers where it ends. When another token comes, goes on behind the bracket that
  /// closes here, unless the statement ends before it.
  @inline(__always)
  mutating func close(_ bracket: Token) -> UInt32 {
    if kind == bracket {
      let place = end
      advance()
      return place
    }
    return closeLate(bracket)
  }

  private mutating func closeLate(_ bracket: Token) -> UInt32 {
    if isAtLineEnd {
      fail(at: start, "missing ',' or '\(bracket.spelling)' before the line ends")
      if nextKind == bracket { advance() }
    } else {
      failExpecting("'\(bracket.spelling)'")
    }
    skipInsideStatement(to: bracket)
    if kind == bracket { advance() }
    return previousEnd
  }

  // MARK: Depth

  /// Counts a level of nesting. Beyond the last one the rest of the file is given up.
  @inline(__always)
  mutating func enter() {
    depth += 1
    if depth > Self.depthMax { giveUp() }
  }

  @inline(__always)
  mutating func leave() { depth -= 1 }

  @inline(__always)
  mutating func countLink(_ links: inout Int) {
    links += 1
    if links + depth >= Self.chainMax { giveUp() }
  }

  private mutating func giveUp() {
    guard position < lastToken else { return }
    fail(at: start, "nested too deeply; the rest of the file is not read")
    position = lastToken
    kind = tokens[position].kind
  }

  // MARK: Errors

  mutating func fail(at offset: UInt32, _ message: String) {
    guard errors.count < SyntaxError.countMax else { return }
    errors.append(SyntaxError(offset: Int(offset), message: message))
  }

  mutating func failExpecting(_ what: String) {
    let found =
      switch kind {
      case .semicolon where isAtLineEnd: "the end of the line"
      case .endOfFile: "the end of the file"
      case .identifier, .integer, .float, .imaginary, .character, .string: kind.spelling
      default: "'\(kind.spelling)'"
      }
    fail(at: start, "expected \(what), found \(found)")
  }
}

extension SyntaxError {
  /// How many errors of one file are kept.
  static let countMax = 200
}
