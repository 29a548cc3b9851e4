/// Where to go on after an error, so that undamaged declarations and statements keep their nodes.
extension Parser {
  /// A `func`, `type`, `var`, `const` or `import` at the very beginning of a line: in formatted code a declaration of
  /// the file, whatever brackets are open.
  var isAtOutermostDeclaration: Bool {
    switch kind {
    case .func, .type, .var, .const, .import: start == 0 || bytes[Int(start) - 1] == 0x0A
    default: false
    }
  }

  /// Whether a function declaration stands where a statement should: a closing brace is missing before it.
  ///
  /// No statement begins with `func` and a name. With a receiver only the opening brace on the same line tells the
  /// declaration from a conversion, so a few tokens are looked at.
  var isAtFunctionDeclaration: Bool {
    guard kind == .func, isAtOutermostDeclaration else { return false }
    if nextKind == .identifier { return true }
    guard nextKind == .leftParen else { return false }
    var place = cursor + 1
    var open = 0
    var closedReceiver = false
    let limit = min(lastToken, cursor + 200)
    while place < limit {
      switch place.pointee.kind {
      case .leftParen: open += 1
      case .rightParen:
        open -= 1
        if open == 0, !closedReceiver {
          closedReceiver = true
          guard place + 2 < limit, place[1].kind == .identifier, place[2].kind == .leftParen else {
            return false
          }
        }
      case .leftBrace: return open == 0
      case .semicolon: return false
      default: break
      }
      place += 1
    }
    return false
  }

  private var startsStatement: Bool {
    switch kind {
    case .break, .const, .continue, .defer, .fallthrough, .for, .go, .goto, .if, .return, .select, .switch, .type, .var:
      true
    default: false
    }
  }

  /// Skips to a bracket that closes here, to the end of the statement, or to a declaration that must be outside.
  mutating func skipInsideStatement(to bracket: Token) {
    var open = 0
    while kind != .endOfFile {
      if open == 0, kind == bracket { return }
      switch kind {
      case .leftParen, .leftBracket, .leftBrace: open += 1
      case .rightParen, .rightBracket, .rightBrace:
        if open == 0 { return }
        open -= 1
      case .semicolon: if open == 0 { return }
      default: if open > 0 ? isAtOutermostDeclaration : startsStatement || isAtOutermostDeclaration { return }
      }
      advance()
    }
  }

  /// Skips the rest of a statement and its semicolon.
  mutating func skipStatement() {
    skipInsideStatement(to: .semicolon)
    if kind == .semicolon { advance() }
  }

  /// Skips to what may begin a declaration of the file.
  mutating func skipToDeclaration() {
    var open = 0
    while kind != .endOfFile {
      switch kind {
      case .leftParen, .leftBracket, .leftBrace: open += 1
      case .rightParen, .rightBracket, .rightBrace: open -= 1
      case .func: if isAtOutermostDeclaration || open <= 0 && nextKind == .identifier { return }
      case .type, .var, .const, .import:
        if isAtOutermostDeclaration || open <= 0 && cursor > tokens && cursor[-1].kind == .semicolon { return }
      default: break
      }
      advance()
    }
  }
}
