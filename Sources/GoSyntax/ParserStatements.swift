/// Statements and blocks.
extension Parser {
  mutating func block() -> NodeIndex {
    enter()
    defer { leave() }
    let place = start
    guard take(.leftBrace) else {
      failExpecting("'{'")
      return add(.blockStmt, place, place)
    }
    let mark = pending.count
    statementList()
    let end = close(.rightBrace)
    return addList(.blockStmt, place, end, since: mark)
  }

  /// Reads statements up to the end of the block or the next case and leaves them pending.
  mutating func statementList() {
    while true {
      switch kind {
      case .case, .default, .rightBrace, .endOfFile: return
      case .func: if isAtFunctionDeclaration { return }
      default: break
      }
      let before = cursor
      let statement = statement()
      pending.append(statement)
      if cursor == before { advance() }
    }
  }

  mutating func statement() -> NodeIndex {
    enter()
    defer { leave() }
    let place = start
    switch kind {
    case .const, .type, .var:
      let declaration = generalDeclaration()
      return add(.declStmt, place, end(of: declaration), declaration)
    case .identifier, .integer, .float, .imaginary, .character, .string, .func, .leftParen, .leftBracket, .struct, .map,
      .chan, .interface, .add, .subtract, .multiply, .and, .xor, .arrow, .not:
      let simple = simpleStatement(.mayBeLabeled)
      let statement = node(of: simple)
      if kind(of: statement) != .labeledStmt { _ = endOfStatement() }
      return statement
    case .go, .defer: return callStatement()
    case .return: return returnStatement()
    case .break, .continue, .goto, .fallthrough: return branchStatement()
    case .leftBrace:
      let block = block()
      _ = endOfStatement()
      return block
    case .if: return ifStatement()
    case .switch: return switchStatement()
    case .select: return selectStatement()
    case .for: return forStatement()
    case .semicolon:
      let isImplicit = isAtLineEnd
      let end = isImplicit ? place : self.end
      advance()
      return add(.emptyStmt, place, end, flags: isImplicit ? .implicit : [])
    case .rightBrace: return add(.emptyStmt, place, place, flags: .implicit)
    default:
      failExpecting("a statement")
      if kind == .case || kind == .default || kind == .endOfFile { return add(.badStmt, place, place) }
      advance()
      skipStatement()
      return add(.badStmt, place, max(place, previousEnd))
    }
  }

  // MARK: Simple statements

  enum SimpleMode { case plain, mayBeLabeled, mayRange }

  /// What a simple statement turned out to be. An expression has no statement node yet, since it may be a condition.
  struct SimpleStatement {
    enum Form { case absent, expression, statement, rangeClause }
    var form = Form.absent
    /// The expression or statement; of a range clause what is ranged over.
    var node: NodeIndex = 0
    var key: NodeIndex = 0
    var value: NodeIndex = 0
    var token = Token.none
  }

  /// The statement's node, made now where an expression stands alone; 0 where there is no statement.
  mutating func node(of simple: SimpleStatement) -> NodeIndex {
    guard simple.form == .expression else { return simple.node }
    return add(.exprStmt, start(of: simple.node), end(of: simple.node), simple.node)
  }

  mutating func simpleStatement(_ mode: SimpleMode) -> SimpleStatement {
    let mark = pending.count
    let count = expressionList()
    let first = pending[mark]
    let place = start(of: first)
    let (operation, operationPlace) = (kind, start)
    switch operation {
    case .assign, .define, .addAssign, .subtractAssign, .multiplyAssign, .divideAssign, .remainderAssign, .andAssign,
      .orAssign, .xorAssign, .shiftLeftAssign, .shiftRightAssign, .andNotAssign:
      advance()
      if mode == .mayRange, kind == .range, operation == .assign || operation == .define {
        return rangeClause(since: mark, operation)
      }
      _ = expressionList()
      let end = end(of: pending[pending.count - 1])
      return SimpleStatement(
        form: .statement,
        node: addList(.assignStmt, place, end, token: operation, extra: UInt32(count), since: mark))
    default: break
    }
    if count > 1 { fail(at: place, "expected one expression or an assignment") }
    pending.removeLast(count)
    switch operation {
    case .colon:
      advance()
      if mode == .mayBeLabeled, kind(of: first) == .ident {
        let statement = statement()
        return SimpleStatement(
          form: .statement, node: add(.labeledStmt, place, end(of: statement), first, statement))
      }
      fail(at: operationPlace, "no label may stand here")
      return SimpleStatement(form: .statement, node: add(.badStmt, place, previousEnd))
    case .arrow:
      advance()
      let value = expression()
      return SimpleStatement(form: .statement, node: add(.sendStmt, place, end(of: value), first, value))
    case .increment, .decrement:
      advance()
      return SimpleStatement(form: .statement, node: add(.incDecStmt, place, previousEnd, token: operation, first))
    default: return SimpleStatement(form: .expression, node: first)
    }
  }

  /// The rest of `k, v := range x`, whose left side is pending.
  private mutating func rangeClause(since mark: Int, _ operation: Token) -> SimpleStatement {
    if pending.count > mark + 2 { fail(at: start(of: pending[mark + 2]), "a range clause has at most two variables") }
    let key = pending[mark]
    let value: NodeIndex = pending.count > mark + 1 ? pending[mark + 1] : 0
    pending.removeLast(pending.count - mark)
    advance()
    let operand = expression()
    return SimpleStatement(form: .rangeClause, node: operand, key: key, value: value, token: operation)
  }

  // MARK: Jumps and calls

  private mutating func callStatement() -> NodeIndex {
    let (place, keyword) = (start, kind)
    advance()
    let x = expression()
    var call = x
    while kind(of: call) == .parenExpr { call = slot(0, of: call) }
    if call != x { fail(at: start(of: x), "the call after '\(keyword.spelling)' is not parenthesized") }
    let isCall = kind(of: call) == .callExpr
    if !isCall, kind(of: call) != .badExpr {
      fail(at: end(of: x), "'\(keyword.spelling)' needs a function call")
    }
    _ = endOfStatement()
    guard isCall else { return add(.badStmt, place, max(place, end(of: x))) }
    return add(keyword == .go ? .goStmt : .deferStmt, place, end(of: call), call)
  }

  private mutating func returnStatement() -> NodeIndex {
    let place = start
    var end = end
    advance()
    let mark = pending.count
    if kind != .semicolon, kind != .rightBrace {
      _ = expressionList()
      end = self.end(of: pending[pending.count - 1])
    }
    _ = endOfStatement()
    return addList(.returnStmt, place, end, since: mark)
  }

  private mutating func branchStatement() -> NodeIndex {
    let (place, keyword) = (start, kind)
    var end = end
    advance()
    var label: NodeIndex = 0
    let mayHaveLabel = keyword == .break || keyword == .continue
    if keyword == .goto || mayHaveLabel && kind == .identifier {
      label = name()
      end = max(end, self.end(of: label))
    }
    _ = endOfStatement()
    return add(.branchStmt, place, end, token: keyword, label)
  }
}
