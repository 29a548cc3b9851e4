/// Statements with blocks: if, switch, select, for.
extension Parser {
  /// An `if` whose `else` is being read.
  struct ElseLink {
    let start: UInt32
    let initializer: NodeIndex
    let condition: NodeIndex
    let body: NodeIndex
  }

  /// A chain of `else if` is read in a loop, for generated code has long ones, and put together from its end.
  mutating func ifStatement() -> NodeIndex {
    let mark = elseChain.count
    var links = 0
    var last: NodeIndex = 0
    while true {
      countLink(&links)
      let place = start
      advance()
      let (initializer, condition) = ifHeader()
      let body = block()
      elseChain.append(ElseLink(start: place, initializer: initializer, condition: condition, body: body))
      guard take(.else) else {
        _ = endOfStatement()
        break
      }
      if kind == .if { continue }
      if kind == .leftBrace {
        last = block()
        _ = endOfStatement()
      } else {
        failExpecting("an if statement or a block")
        last = add(.badStmt, previousEnd, previousEnd)
      }
      break
    }
    while elseChain.count > mark {
      let link = elseChain.removeLast()
      let end = end(of: last != 0 ? last : link.body)
      last = add(.ifStmt, link.start, end, link.initializer, link.condition, link.body, last)
    }
    return last
  }

  private mutating func ifHeader() -> (initializer: NodeIndex, condition: NodeIndex) {
    let place = start
    if kind == .leftBrace {
      fail(at: place, "the if statement has no condition")
      return (0, add(.badExpr, place, place))
    }
    let level = expressionLevel
    expressionLevel = -1
    defer { expressionLevel = level }
    var initializer = SimpleStatement()
    if kind != .semicolon {
      if kind == .var {
        fail(at: place, "'var' cannot stand in an if statement's header")
        advance()
      }
      initializer = simpleStatement(.plain)
    }
    if kind == .leftBrace { return (0, condition(initializer)) }
    let first = node(of: initializer)
    let separator = start
    expect(.semicolon)
    var second = SimpleStatement()
    if kind != .leftBrace { second = simpleStatement(.plain) }
    if second.form == .absent {
      fail(at: separator, "the if statement has no condition")
      return (first, add(.badExpr, previousEnd, previousEnd))
    }
    return (first, condition(second))
  }

  /// The expression that a simple statement is; 0 when it is absent.
  private mutating func condition(_ simple: SimpleStatement) -> NodeIndex {
    switch simple.form {
    case .absent: return 0
    case .expression: return simple.node
    case .statement, .rangeClause:
      fail(at: start(of: simple.node), "expected an expression (parentheses around a literal missing?)")
      return add(.badExpr, start(of: simple.node), end(of: simple.node))
    }
  }

  // MARK: switch

  mutating func switchStatement() -> NodeIndex {
    let place = start
    advance()
    var initializer: NodeIndex = 0
    var tag = SimpleStatement()
    if kind != .leftBrace {
      let level = expressionLevel
      expressionLevel = -1
      if kind != .semicolon { tag = simpleStatement(.plain) }
      if kind == .semicolon {
        advance()
        initializer = node(of: tag)
        tag = SimpleStatement()
        if kind != .leftBrace { tag = simpleStatement(.plain) }
      }
      expressionLevel = level
    }
    let isTypeSwitch = isTypeSwitchGuard(tag)
    let tagNode = isTypeSwitch ? node(of: tag) : condition(tag)
    let body = clauses { $0.caseClause() }
    return add(
      isTypeSwitch ? .typeSwitchStmt : .switchStmt, place, end(of: body), initializer, tagNode, body)
  }

  /// Whether this is `x.(type)` or `v := x.(type)`.
  private mutating func isTypeSwitchGuard(_ simple: SimpleStatement) -> Bool {
    func isAssertion(_ node: NodeIndex) -> Bool { kind(of: node) == .typeAssertExpr && slot(1, of: node) == 0 }
    switch simple.form {
    case .absent, .rangeClause: return false
    case .expression: return isAssertion(simple.node)
    case .statement:
      let record = nodes[Int(simple.node)]
      guard record.kind == .assignStmt, record.childCount == 2, record.extra == 1,
        isAssertion(slot(1, of: simple.node))
      else { return false }
      if record.token == .assign { fail(at: record.start, "expected ':=' before a type switch's operand") }
      return record.token == .assign || record.token == .define
    }
  }

  /// The braces of a switch or select with its clauses inside.
  private mutating func clauses(_ clause: (inout Parser) -> NodeIndex) -> NodeIndex {
    enter()
    defer { leave() }
    let place = start
    let mark = pending.count
    guard take(.leftBrace) else {
      failExpecting("'{'")
      return add(.blockStmt, place, place)
    }
    while kind == .case || kind == .default {
      let node = clause(&self)
      pending.append(node)
    }
    let end = close(.rightBrace)
    _ = endOfStatement()
    return addList(.blockStmt, place, end, since: mark)
  }

  private mutating func caseClause() -> NodeIndex {
    let place = start
    let mark = pending.count
    let isDefault = kind == .default
    advance()
    let expressions = isDefault ? 0 : expressionList()
    return clauseBody(.caseClause, place, extra: UInt32(expressions), slot: nil, since: mark)
  }

  /// The colon and statements of a clause.
  private mutating func clauseBody(
    _ clause: NodeKind, _ place: UInt32, extra: UInt32, slot: NodeIndex?, since mark: Int
  ) -> NodeIndex {
    var end = end
    if kind == .colon {
      advance()
    } else {
      failExpecting("':'")
      end = previousEnd
    }
    let first = pending.count
    statementList()
    if pending.count > first { end = self.end(of: pending[pending.count - 1]) }
    guard let slot else { return addList(clause, place, end, extra: extra, since: mark) }
    return addList(clause, place, end, slot: slot, since: mark)
  }

  // MARK: select

  mutating func selectStatement() -> NodeIndex {
    let place = start
    advance()
    let body = clauses { $0.communicationClause() }
    return add(.selectStmt, place, end(of: body), body)
  }

  private mutating func communicationClause() -> NodeIndex {
    let place = start
    let isDefault = kind == .default
    advance()
    let communication = isDefault ? 0 : communication()
    return clauseBody(.commClause, place, extra: 0, slot: communication, since: pending.count)
  }

  /// A send, a receive, or a receive with an assignment.
  private mutating func communication() -> NodeIndex {
    let mark = pending.count
    let count = expressionList()
    let first = pending[mark]
    let (place, operation) = (start(of: first), kind)
    if operation == .assign || operation == .define {
      if count > 2 { fail(at: place, "a receive gives at most two values") }
      advance()
      let value = expression()
      pending.append(value)
      return addList(.assignStmt, place, end(of: value), token: operation, extra: UInt32(count), since: mark)
    }
    if count > 1 { fail(at: place, "expected one expression") }
    pending.removeLast(count)
    guard take(.arrow) else { return add(.exprStmt, place, end(of: first), first) }
    let value = expression()
    return add(.sendStmt, place, end(of: value), first, value)
  }

  // MARK: for

  mutating func forStatement() -> NodeIndex {
    let place = start
    advance()
    var initializer: NodeIndex = 0
    var middle = SimpleStatement()
    var condition: NodeIndex = 0
    var post: NodeIndex = 0
    if kind != .leftBrace {
      let level = expressionLevel
      expressionLevel = -1
      if kind == .range {
        advance()
        middle = SimpleStatement(form: .rangeClause, node: expression())
      } else if kind != .semicolon {
        middle = simpleStatement(.mayRange)
      }
      if middle.form != .rangeClause, kind == .semicolon {
        advance()
        initializer = node(of: middle)
        middle = SimpleStatement()
        if kind != .semicolon {
          if kind == .leftBrace { failExpecting("a condition or ';'") } else { middle = simpleStatement(.plain) }
        }
        condition = self.condition(middle)
        if kind == .semicolon { advance() } else { failExpecting("';'") }
        if kind != .leftBrace { post = node(of: simpleStatement(.plain)) }
      } else if middle.form != .rangeClause {
        condition = self.condition(middle)
      }
      expressionLevel = level
    }
    let body = block()
    _ = endOfStatement()
    let end = end(of: body)
    guard middle.form == .rangeClause else {
      return add(.forStmt, place, end, initializer, condition, post, body)
    }
    return add(.rangeStmt, place, end, token: middle.token, middle.key, middle.value, middle.node, body)
  }
}
