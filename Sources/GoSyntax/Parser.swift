typealias NodeIndex = UInt32

/// The state of a recursive descent over the tokens, and the steps all productions share.
///
/// Children are added before their parent and side by side, so the arena is in post-order except for nodes that were
/// dropped on the way. Recursion ends with an error at `depthMax`; chains that need no recursion (operators of one
/// level, selectors and calls one after the other, `else if`) may be `chainMax` long.
struct Parser: ~Copyable {
  /// How deep constructs may nest (see `GoParser.depthMax`).
  let depthMax: Int
  /// How many links a chain may have: with the levels around it as many as go/parser allows.
  static let chainMax = 100_000
  static let chainUsual = 2000

  let bytes: UnsafePointer<UInt8>
  let tokens: UnsafePointer<LexedToken>
  let lastToken: UnsafePointer<LexedToken>
  let comments: CommentIndex

  /// The current token and its kind.
  private(set) var cursor: UnsafePointer<LexedToken>
  private(set) var kind: Token
  var depth = 0
  /// Whether the rest of the file was given up because of its nesting.
  private(set) var wasTooDeep = false
  private(set) var hasLongChain = false
  /// The length of a chain at which something is to be done.
  private var longChain = chainUsual
  /// Below 0 in the header of a control statement, where `{` opens a block and no composite literal.
  var expressionLevel = 0

  /// Index 0, the absent child, has no parent that is read and a subtree that begins behind all others.
  var nodes: NodeArena
  var childIndices: Arena<UInt32>
  /// Nodes that wait to become the list of a parent: a stack, of which each production uses the part above its mark.
  var pending = Arena<NodeIndex>(capacity: 256)
  var operations = Arena<Operation>(capacity: 32)
  var elseChain = Arena<ElseLink>(capacity: 32)
  var parameters = Arena<Parameter>(capacity: 32)
  var errors: [SyntaxError]
  var docs = GroupsByNode()
  var trailingComments = GroupsByNode()

  init(
    bytes: UnsafePointer<UInt8>, tokens: UnsafePointer<LexedToken>, tokenCount: Int, comments: CommentIndex,
    errors: [SyntaxError], depthMax: Int
  ) {
    self.bytes = bytes
    self.tokens = tokens
    self.lastToken = tokens + (tokenCount - 1)
    self.comments = comments
    self.errors = errors
    self.depthMax = depthMax
    cursor = tokens
    kind = tokens[0].kind
    nodes = NodeArena(capacity: tokenCount + 8)
    childIndices = Arena(capacity: tokenCount + 8)
    _ = add(.none, 0, 0)
    nodes.lowest[0] = .max
  }

  // MARK: Tokens

  var token: LexedToken { @inline(__always) get { cursor.pointee } }
  /// Which token the current one is.
  var position: Int { cursor - tokens }
  /// Where the current token begins.
  var start: UInt32 { @inline(__always) get { cursor.pointee.start } }
  /// Where the current token ends.
  var end: UInt32 { @inline(__always) get { cursor.pointee.end } }
  /// Where the token before the current one ends.
  var previousEnd: UInt32 { cursor == tokens ? 0 : cursor[-1].end }
  var isAtLineEnd: Bool { kind == .semicolon && token.marks.contains(.implicit) }
  /// The kind of the token after the current one.
  var nextKind: Token { min(cursor + 1, lastToken).pointee.kind }

  @inline(__always)
  mutating func advance() {
    if cursor < lastToken { cursor += 1 }
    kind = cursor.pointee.kind
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

  @inline(never)
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
    if depth > depthMax { giveUp() }
  }

  @inline(__always)
  mutating func leave() { depth -= 1 }

  @inline(__always)
  mutating func countLink(_ links: inout Int) {
    links += 1
    if links >= longChain { noteLongChain(links) }
  }

  /// Chains up to `chainUsual` are what code holds that people write.
  private mutating func noteLongChain(_ links: Int) {
    longChain = Self.chainMax - depthMax
    hasLongChain = true
    if links >= longChain { giveUp() }
  }

  @inline(never)
  private mutating func giveUp() {
    guard cursor < lastToken else { return }
    wasTooDeep = true
    fail(at: start, "nested too deeply; the rest of the file is not read")
    cursor = lastToken
    kind = cursor.pointee.kind
  }

  // MARK: Errors

  @inline(never)
  mutating func fail(at offset: UInt32, _ message: String) {
    guard errors.count < SyntaxError.countMax else { return }
    errors.append(SyntaxError(offset: Int(offset), message: message))
  }

  @inline(never)
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
