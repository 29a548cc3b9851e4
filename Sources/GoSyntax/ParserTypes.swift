/// Types, and the lists of fields that structs and interfaces hold.
extension Parser {
  mutating func type() -> NodeIndex {
    let type = typeIfAny()
    if type != 0 { return type }
    failExpecting("a type")
    let place = start
    skipToListEnd()
    return add(.badExpr, place, max(place, previousEnd))
  }

  /// Skips to a comma, colon, semicolon or closing bracket.
  private mutating func skipToListEnd() {
    while true {
      switch kind {
      case .comma, .colon, .semicolon, .rightParen, .rightBracket, .rightBrace, .leftBrace, .assign, .endOfFile: return
      default: if isAtOutermostDeclaration { return }
      }
      advance()
    }
  }

  /// A type, or 0 and nothing read when none begins here.
  mutating func typeIfAny() -> NodeIndex {
    let place = start
    switch kind {
    case .identifier: return instantiated(typeName(name()))
    case .leftBracket, .struct, .multiply, .interface, .map, .chan, .arrow, .leftParen: break
    case .func: if isAtFunctionDeclaration { return 0 }
    default: return 0
    }
    enter()
    defer { leave() }
    switch kind {
    case .leftBracket:
      advance()
      return arrayType(at: place, length: 0)
    case .struct: return structType()
    case .multiply:
      advance()
      let base = type()
      return add(.starExpr, place, end(of: base), base)
    case .func: return functionType()
    case .interface: return interfaceType()
    case .map:
      advance()
      expect(.leftBracket)
      let key = type()
      expect(.rightBracket)
      let value = type()
      return add(.mapType, place, end(of: value), key, value)
    case .chan, .arrow: return channelType()
    default:
      advance()
      let inner = type()
      return add(.parenExpr, place, close(.rightParen), inner)
    }
  }

  /// A type name from its first name on, perhaps with a package before it.
  mutating func typeName(_ first: NodeIndex) -> NodeIndex {
    guard take(.period) else { return first }
    let second = name()
    return add(.selectorExpr, start(of: first), end(of: second), first, second)
  }

  /// The type with the type arguments that follow it, if any do.
  mutating func instantiated(_ type: NodeIndex) -> NodeIndex {
    guard kind == .leftBracket else { return type }
    enter()
    defer { leave() }
    advance()
    let mark = pending.count
    expressionLevel += 1
    typeArguments()
    expressionLevel -= 1
    let place = start
    let end = close(.rightBracket)
    if pending.count == mark {
      fail(at: place, "expected a type argument")
      let missing = add(.badExpr, place, place)
      pending.append(missing)
    }
    return indexed(type, since: mark, end: end)
  }

  /// Type arguments up to the bracket, left pending.
  mutating func typeArguments() {
    while kind != .rightBracket, kind != .endOfFile {
      let argument = type()
      pending.append(argument)
      guard take(.comma) else { return }
    }
  }

  /// An array or slice type behind its opening bracket; `length` may have been read already.
  mutating func arrayType(at place: UInt32, length: NodeIndex) -> NodeIndex {
    var length = length
    if length == 0 {
      expressionLevel += 1
      if kind == .ellipsis {
        length = add(.ellipsis, start, end, 0)
        advance()
      } else if kind != .rightBracket {
        length = expression()
      }
      expressionLevel -= 1
    }
    if kind == .comma {
      fail(at: start, "expected ']', found ','")
      advance()
    }
    _ = close(.rightBracket)
    let element = type()
    return add(.arrayType, place, end(of: element), length, element)
  }

  private mutating func channelType() -> NodeIndex {
    let place = start
    var flags: NodeFlags = [.sends, .receives]
    var arrow: UInt32 = 0
    if take(.chan) {
      arrow = start
      if take(.arrow) { flags = .sends }
    } else {
      arrow = place
      advance()
      expect(.chan)
      flags = .receives
    }
    let value = type()
    return add(.chanType, place, end(of: value), flags: flags, extra: arrow, value)
  }

  // MARK: Structs

  private mutating func structType() -> NodeIndex {
    let place = start
    advance()
    let opening = expect(.leftBrace)
    let mark = pending.count
    while kind == .identifier || kind == .multiply || kind == .leftParen {
      let field = structField()
      pending.append(field)
    }
    let end = close(.rightBrace)
    let list = addList(.fieldList, opening, end, since: mark)
    return add(.structType, place, end, list)
  }

  private mutating func structField() -> NodeIndex {
    let doc = leadingComment
    let mark = pending.count
    let place = start
    var type: NodeIndex = 0
    if kind == .identifier {
      let first = name()
      switch kind {
      case .period: type = instantiated(typeName(first))
      case .string, .semicolon, .rightBrace: type = first
      case .leftBracket:
        let (isArray, node) = arrayOrInstance(first)
        if isArray { pending.append(first) }
        type = node
      default:
        pending.append(first)
        while take(.comma) {
          let next = name()
          pending.append(next)
        }
        type = self.type()
      }
    } else {
      type = embeddedPointer()
    }
    let tag: NodeIndex = kind == .string ? literal() : 0
    let end = tag != 0 ? end(of: tag) : end(of: type)
    let comment = endOfStatement()
    let field = addField(place, end, type: type, tag: tag, namesSince: mark)
    attach(doc: doc, comment: comment, to: field)
    return field
  }

  /// An embedded `*T`; with parentheses, which are an error, also `(T)`, `(*T)` and `*(T)`.
  private mutating func embeddedPointer() -> NodeIndex {
    func complain(_ parser: inout Parser) -> Bool {
      guard parser.kind == .leftParen else { return false }
      parser.fail(at: parser.start, "an embedded type cannot be parenthesized")
      parser.advance()
      return true
    }
    var isParenthesized = complain(&self)
    let star = start
    let isPointer = take(.multiply)
    if isPointer, complain(&self) { isParenthesized = true }
    var type = instantiated(typeName(name()))
    if isPointer { type = add(.starExpr, star, end(of: type), type) }
    if isParenthesized { _ = take(.rightParen) }
    return type
  }

  /// After a name and before `[`: the array type of a field of that name, or the name with type arguments.
  ///
  /// One argument is a length when a type follows it. Several, or one with nothing behind it, are type arguments.
  mutating func arrayOrInstance(_ name: NodeIndex) -> (isArray: Bool, node: NodeIndex) {
    enter()
    defer { leave() }
    let place = start
    advance()
    if kind == .rightBracket {
      advance()
      let element = type()
      return (true, add(.arrayType, place, end(of: element), 0, element))
    }
    let mark = pending.count
    var finalComma: UInt32?
    expressionLevel += 1
    while true {
      let argument = expression()
      pending.append(argument)
      let comma = start
      guard take(.comma) else { break }
      if kind == .rightBracket {
        finalComma = comma
        break
      }
    }
    expressionLevel -= 1
    let end = close(.rightBracket)
    if pending.count == mark + 1 {
      let element = typeIfAny()
      if element != 0 {
        if let finalComma { fail(at: finalComma, "expected ']', found ','") }
        let length = pending.removeLast()
        return (true, add(.arrayType, place, self.end(of: element), length, element))
      }
    }
    return (false, indexed(name, since: mark, end: end))
  }

  // MARK: Interfaces

  private mutating func interfaceType() -> NodeIndex {
    let place = start
    advance()
    let opening = expect(.leftBrace)
    let mark = pending.count
    while let member = interfaceMember() { pending.append(member) }
    let end = close(.rightBrace)
    let list = addList(.fieldList, opening, end, since: mark)
    return add(.interfaceType, place, end, list)
  }

  private mutating func interfaceMember() -> NodeIndex? {
    let mark = pending.count
    var doc: Int?
    var type: NodeIndex
    if kind == .identifier {
      doc = leadingComment
      type = methodOrEmbedded()
      if pending.count == mark { type = union(type) }
    } else if kind == .tilde {
      type = union(0)
    } else {
      type = typeIfAny()
      guard type != 0 else { return nil }
      type = union(type)
    }
    let start = start(of: pending.count > mark ? pending[mark] : type)
    let comment = endOfStatement()
    let member = addField(start, end(of: type), type: type, tag: 0, namesSince: mark)
    attach(doc: doc, comment: comment, to: member)
    return member
  }

  /// A method, whose name is left pending and whose signature is answered, or an embedded type.
  private mutating func methodOrEmbedded() -> NodeIndex {
    let first = name()
    switch kind {
    case .leftParen:
      pending.append(first)
      return signature(at: nil, typeParameters: 0)
    case .leftBracket: return genericMethodOrInstance(first)
    case .period: return instantiated(typeName(first))
    default: return first
    }
  }

  private mutating func genericMethodOrInstance(_ first: NodeIndex) -> NodeIndex {
    enter()
    defer { leave() }
    let place = start
    advance()
    expressionLevel += 1
    let argument = expression()
    expressionLevel -= 1
    if kind(of: argument) == .ident, kind != .comma, kind != .rightBracket {
      let mark = pending.count
      parameterList(closedBy: .rightBracket, mayEndVariadic: false, name: argument, type: 0)
      pending.removeLast(pending.count - mark)
      _ = close(.rightBracket)
      fail(at: place, "a method of an interface has no type parameters")
      pending.append(first)
      return signature(at: nil, typeParameters: 0)
    }
    let mark = pending.count
    pending.append(argument)
    if take(.comma) {
      expressionLevel += 1
      typeArguments()
      expressionLevel -= 1
    }
    return indexed(first, since: mark, end: close(.rightBracket))
  }

  /// Terms with `|` between them; `first` is a term read already, or 0.
  mutating func union(_ first: NodeIndex) -> NodeIndex {
    var left = first == 0 ? term() : first
    var links = 0
    while kind == .or {
      countLink(&links)
      let place = start
      advance()
      let right = term()
      left = add(.binaryExpr, start(of: left), end(of: right), token: .or, extra: place, left, right)
    }
    return left
  }

  private mutating func term() -> NodeIndex {
    let place = start
    guard take(.tilde) else { return type() }
    let base = type()
    return add(.unaryExpr, place, end(of: base), token: .tilde, base)
  }
}
