/// Expressions. A type may stand wherever an expression may; whether it makes sense there is not asked.
extension Parser {
  @inline(__always)
  mutating func expression() -> NodeIndex {
    let first = unary()
    return kind.precedence == 0 ? first : binary(from: first)
  }

  /// A left operand and operator that wait for their right operand.
  struct Operation {
    let left: NodeIndex
    let precedence: Int
    let token: Token
    let place: UInt32
  }

  /// Goes on from a left operand that was read already. Operators wait on a stack instead of in recursive calls.
  mutating func binary(from first: NodeIndex) -> NodeIndex {
    enter()
    defer { leave() }
    let mark = operations.count
    var left = first
    var links = 0
    while true {
      let precedence = kind.precedence
      while operations.count > mark, operations[operations.count - 1].precedence >= precedence {
        let operation = operations.removeLast()
        left = add(
          .binaryExpr, start(of: operation.left), end(of: left), token: operation.token, extra: operation.place,
          operation.left, left)
      }
      guard precedence > 0 else { return left }
      countLink(&links)
      operations.append(Operation(left: left, precedence: precedence, token: kind, place: start))
      advance()
      left = unary()
    }
  }

  mutating func unary() -> NodeIndex {
    switch kind {
    case .identifier:
      let name = add(.ident, start, end)
      advance()
      return primary(name)
    case .add, .subtract, .not, .xor, .and, .tilde, .multiply, .arrow: break
    default: return primary(operand())
    }
    enter()
    defer { leave() }
    let (operation, place) = (kind, start)
    advance()
    let operand = unary()
    switch operation {
    case .multiply: return add(.starExpr, place, end(of: operand), operand)
    case .arrow where kind(of: operand) == .chanType: return receiveOnly(operand, arrow: place)
    default: return add(.unaryExpr, place, end(of: operand), token: operation, operand)
    }
  }

  /// `<-chan T` read as `<-` before `chan T`: gives the arrow to the channel type, and in `<-chan<- chan T` the arrow
  /// behind it to the element type, and so on.
  private mutating func receiveOnly(_ type: NodeIndex, arrow: UInt32) -> NodeIndex {
    var node = type
    var arrow = arrow
    while true {
      let record = nodes[Int(node)]
      if record.flags == .receives { fail(at: record.extra, "expected 'chan' after '<-'") }
      nodes[Int(node)].flags = .receives
      nodes[Int(node)].start = arrow
      nodes[Int(node)].extra = arrow
      guard record.flags == .sends else { return type }
      arrow = record.extra
      node = slot(0, of: node)
      guard kind(of: node) == .chanType else {
        fail(at: arrow, "expected a channel type")
        return type
      }
    }
  }

  // MARK: Operands

  mutating func operand() -> NodeIndex {
    let place = start
    switch kind {
    case .identifier: return name()
    case .integer, .float, .imaginary, .character, .string: return literal()
    case .leftParen:
      enter()
      advance()
      expressionLevel += 1
      let inner = expression()
      expressionLevel -= 1
      let end = close(.rightParen)
      leave()
      return add(.parenExpr, place, end, inner)
    case .func: return isAtFunctionDeclaration ? missingOperand() : functionTypeOrLiteral()
    default:
      let type = typeIfAny()
      return type != 0 ? type : missingOperand()
    }
  }

  private mutating func missingOperand() -> NodeIndex {
    failExpecting("an operand")
    let place = start
    switch kind {
    case .comma, .colon, .semicolon, .rightParen, .rightBracket, .rightBrace, .leftBrace, .endOfFile, .assign, .define,
      .break, .case, .const, .continue, .default, .defer, .else, .fallthrough, .for, .go, .goto, .if, .import, .return,
      .select, .switch, .type, .var:
      break
    default: if !isAtFunctionDeclaration { advance() }
    }
    return add(.badExpr, place, max(place, previousEnd))
  }

  mutating func literal() -> NodeIndex {
    let literal = add(.basicLit, start, end, token: kind)
    advance()
    return literal
  }

  @inline(__always)
  mutating func name() -> NodeIndex {
    if kind == .identifier {
      let name = add(.ident, start, end)
      advance()
      return name
    }
    failExpecting("a name")
    return add(.ident, start, start)
  }

  private mutating func functionTypeOrLiteral() -> NodeIndex {
    enter()
    defer { leave() }
    let type = functionType()
    guard kind == .leftBrace else { return type }
    let level = expressionLevel
    expressionLevel += 1
    let body = block()
    expressionLevel = level
    return add(.funcLit, start(of: type), end(of: body), type, body)
  }

  // MARK: What follows an operand

  mutating func primary(_ operand: NodeIndex) -> NodeIndex {
    var x = operand
    var links = 0
    while true {
      switch kind {
      case .period: x = selector(x)
      case .leftParen: x = call(x)
      case .leftBracket: x = indexOrSlice(x)
      case .leftBrace:
        guard mayOpenLiteral(x) else { return x }
        if kind(of: x) == .parenExpr { fail(at: start(of: x), "the type of a literal cannot be parenthesized") }
        x = literalValue(type: x)
      default: return x
      }
      countLink(&links)
    }
  }

  private mutating func selector(_ x: NodeIndex) -> NodeIndex {
    advance()
    if kind == .identifier {
      let name = name()
      return add(.selectorExpr, start(of: x), end(of: name), x, name)
    }
    if take(.leftParen) {
      enter()
      let type: NodeIndex = take(.type) ? 0 : type()
      let end = close(.rightParen)
      leave()
      return add(.typeAssertExpr, start(of: x), end, x, type)
    }
    failExpecting("a name or a type assertion")
    let missing = add(.ident, previousEnd, previousEnd)
    return add(.selectorExpr, start(of: x), previousEnd, x, missing)
  }

  private mutating func call(_ function: NodeIndex) -> NodeIndex {
    enter()
    let place = start
    advance()
    let mark = pending.count
    var flags: NodeFlags = []
    expressionLevel += 1
    while kind != .rightParen, kind != .endOfFile {
      let argument = expression()
      pending.append(argument)
      let spreads = take(.ellipsis)
      if spreads { flags = .spreads }
      guard take(.comma), !spreads else { break }
    }
    expressionLevel -= 1
    let end = close(.rightParen)
    leave()
    return addList(.callExpr, start(of: function), end, flags: flags, extra: place, slot: function, since: mark)
  }

  private mutating func indexOrSlice(_ x: NodeIndex) -> NodeIndex {
    enter()
    defer { leave() }
    advance()
    let place = start
    if kind == .rightBracket {
      failExpecting("an operand")
      advance()
      let missing = add(.badExpr, place, place)
      return add(.indexExpr, start(of: x), previousEnd, x, missing)
    }
    expressionLevel += 1
    let first: NodeIndex = kind == .colon ? 0 : expression()
    switch kind {
    case .colon: return slice(x, low: first)
    case .comma: return instance(x, first: first)
    default:
      expressionLevel -= 1
      return add(.indexExpr, start(of: x), close(.rightBracket), x, first)
    }
  }

  private mutating func slice(_ x: NodeIndex, low: NodeIndex) -> NodeIndex {
    var high: NodeIndex = 0
    var maximum: NodeIndex = 0
    advance()
    if kind != .colon, kind != .rightBracket, kind != .endOfFile { high = expression() }
    if kind == .colon {
      if high == 0 { fail(at: start, "a slice with two colons needs a middle index") }
      advance()
      if kind == .rightBracket || kind == .endOfFile {
        fail(at: start, "a slice with two colons needs a final index")
      } else {
        maximum = expression()
      }
    }
    expressionLevel -= 1
    return add(.sliceExpr, start(of: x), close(.rightBracket), x, low, high, maximum)
  }

  private mutating func instance(_ x: NodeIndex, first: NodeIndex) -> NodeIndex {
    let mark = pending.count
    pending.append(first)
    while take(.comma) {
      guard kind != .rightBracket, kind != .endOfFile else { continue }
      let argument = type()
      pending.append(argument)
    }
    expressionLevel -= 1
    return indexed(x, since: mark, end: close(.rightBracket))
  }

  /// `x[a]` or `x[a, b]` of the pending nodes from a mark on.
  mutating func indexed(_ x: NodeIndex, since mark: Int, end: UInt32) -> NodeIndex {
    guard pending.count == mark + 1 else { return addList(.indexListExpr, start(of: x), end, slot: x, since: mark) }
    let only = pending.removeLast()
    return add(.indexExpr, start(of: x), end, x, only)
  }

  // MARK: Composite literals

  /// Whether `{` after this expression opens a literal of it. In a control header a name leaves the brace to the block.
  private func mayOpenLiteral(_ x: NodeIndex) -> Bool {
    var type = x
    while kind(of: type) == .parenExpr { type = slot(0, of: type) }
    switch kind(of: type) {
    case .badExpr, .ident, .selectorExpr, .indexExpr, .indexListExpr: return expressionLevel >= 0
    case .arrayType, .structType, .mapType: return true
    default: return false
    }
  }

  /// A literal from its brace on; `type` is 0 inside another literal that gives the type.
  mutating func literalValue(type: NodeIndex) -> NodeIndex {
    enter()
    let place = type == 0 ? start : start(of: type)
    advance()
    let mark = pending.count
    expressionLevel += 1
    while kind != .rightBrace, kind != .endOfFile {
      let element = element()
      pending.append(element)
      guard take(.comma) else { break }
    }
    expressionLevel -= 1
    let end = close(.rightBrace)
    leave()
    return addList(.compositeLit, place, end, slot: type, since: mark)
  }

  private mutating func element() -> NodeIndex {
    let key = kind == .leftBrace ? literalValue(type: 0) : expression()
    guard take(.colon) else { return key }
    let value = kind == .leftBrace ? literalValue(type: 0) : expression()
    return add(.keyValueExpr, start(of: key), end(of: value), key, value)
  }

  /// Reads expressions with commas between them and leaves them pending; answers how many.
  mutating func expressionList() -> Int {
    let mark = pending.count
    repeat {
      let x = expression()
      pending.append(x)
    } while take(.comma)
    return pending.count - mark
  }
}
