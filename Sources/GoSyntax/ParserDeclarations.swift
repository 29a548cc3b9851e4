/// Files and declarations.
extension Parser {
  mutating func file() -> NodeIndex {
    let doc = leadingComment
    let place = start
    var name: NodeIndex
    if take(.package) {
      name = self.name()
      _ = endOfStatement()
    } else {
      failExpecting("'package'")
      name = add(.ident, start, start)
      skipToDeclaration()
    }
    let mark = pending.count
    var importsMayFollow = true
    while kind != .endOfFile {
      if kind != .import {
        importsMayFollow = false
      } else if !importsMayFollow {
        fail(at: start, "imports stand before other declarations")
        importsMayFollow = true
      }
      let before = cursor
      let declaration = declaration()
      pending.append(declaration)
      if cursor == before { advance() }
    }
    let end = pending.count > mark ? end(of: pending[pending.count - 1]) : end(of: name)
    let file = addList(.file, place, max(place, end), slot: name, since: mark)
    attach(doc: doc, comment: nil, to: file)
    return file
  }

  /// A declaration of the file, or after an error a `badDecl` that reaches to the next one.
  private mutating func declaration() -> NodeIndex {
    switch kind {
    case .import, .const, .var, .type: return generalDeclaration()
    case .func: return functionDeclaration()
    default:
      let place = start
      failExpecting("a declaration")
      advance()
      skipToDeclaration()
      return add(.badDecl, place, max(place, previousEnd))
    }
  }

  // MARK: import, const, type, var

  mutating func generalDeclaration() -> NodeIndex {
    let doc = leadingComment
    let (place, keyword) = (start, kind)
    advance()
    let mark = pending.count
    var end: UInt32
    if take(.leftParen) {
      while kind != .rightParen, kind != .endOfFile, !isAtOutermostDeclaration {
        let before = cursor
        let spec = specification(keyword, doc: leadingComment)
        pending.append(spec)
        if cursor == before { advance() }
      }
      end = close(.rightParen)
      _ = endOfStatement()
    } else {
      let spec = specification(keyword, doc: nil)
      pending.append(spec)
      end = self.end(of: spec)
    }
    let declaration = addList(.genDecl, place, end, token: keyword, since: mark)
    attach(doc: doc, comment: nil, to: declaration)
    return declaration
  }

  private mutating func specification(_ keyword: Token, doc: Int?) -> NodeIndex {
    let spec: NodeIndex
    switch keyword {
    case .import: spec = importSpecification()
    case .type: spec = typeSpecification()
    default: spec = valueSpecification(keyword)
    }
    let comment = endOfStatement()
    attach(doc: doc, comment: comment, to: spec)
    return spec
  }

  private mutating func importSpecification() -> NodeIndex {
    let place = start
    var name: NodeIndex = 0
    if kind == .identifier || kind == .period {
      name = add(.ident, start, end)
      advance()
    }
    let path: NodeIndex
    switch kind {
    case .string: path = literal()
    case .identifier, .integer, .float, .imaginary, .character:
      fail(at: start, "an import path is a string")
      path = literal()
    default:
      failExpecting("an import path")
      path = add(.basicLit, previousEnd, previousEnd, token: .string)
    }
    return add(.importSpec, min(place, start(of: path)), end(of: path), name, path)
  }

  private mutating func valueSpecification(_ keyword: Token) -> NodeIndex {
    let place = start
    let mark = pending.count
    repeat {
      let name = name()
      pending.append(name)
    } while take(.comma)
    let names = pending.count - mark
    var last = pending[pending.count - 1]
    var type: NodeIndex = 0
    if keyword == .const {
      if kind != .semicolon, kind != .rightParen { type = typeIfAny() }
    } else if kind != .assign {
      type = self.type()
    }
    if type != 0 { last = type }
    if take(.assign) {
      _ = expressionList()
      last = pending[pending.count - 1]
    }
    return addList(
      .valueSpec, place, max(place, end(of: last)), extra: UInt32(names), slot: type, since: mark)
  }

  private mutating func typeSpecification() -> NodeIndex {
    let name = name()
    var parameters: NodeIndex = 0
    var type: NodeIndex = 0
    if kind == .leftBracket {
      let place = start
      advance()
      if kind == .identifier {
        let x = lengthOrTypeParameter()
        if let (first, constraint) = split(x), constraint != 0 || kind != .rightBracket {
          let mark = pending.count
          parameterList(closedBy: .rightBracket, mayEndVariadic: false, name: first, type: constraint)
          let end = close(.rightBracket)
          parameters = addList(.fieldList, place, end, since: mark)
        } else {
          type = arrayType(at: place, length: x)
        }
      } else {
        type = arrayType(at: place, length: 0)
      }
    }
    var flags: NodeFlags = []
    if type == 0 {
      if take(.assign) { flags = .alias }
      type = self.type()
    }
    return add(.typeSpec, start(of: name), end(of: type), flags: flags, name, parameters, type)
  }

  // MARK: func

  private mutating func functionDeclaration() -> NodeIndex {
    let doc = leadingComment
    let place = start
    advance()
    let receiver: NodeIndex = kind == .leftParen ? parameterFields(mayEndVariadic: true) : 0
    let name = name()
    let typeParameters: NodeIndex = kind == .leftBracket ? self.typeParameters() : 0
    let type = signature(at: place, typeParameters: typeParameters)
    var body: NodeIndex = 0
    if kind == .semicolon {
      advance()
      if kind == .leftBrace { fail(at: start, "the body's '{' must stand on the line of the signature") }
    }
    if kind == .leftBrace {
      let level = expressionLevel
      expressionLevel = 0
      body = block()
      expressionLevel = level
      _ = endOfStatement()
    } else if cursor > tokens, cursor[-1].kind != .semicolon {
      _ = endOfStatement()
    }
    let end = end(of: body != 0 ? body : type)
    let declaration = add(.funcDecl, place, end, receiver, name, type, body)
    attach(doc: doc, comment: nil, to: declaration)
    return declaration
  }

  // MARK: Comments

  /// The group that documents what begins at the current token.
  var leadingComment: Int? {
    token.marks.contains(.followsComments) ? comments.lead(of: position) : nil
  }

  private var trailingComment: Int? {
    token.marks.contains(.followsComments) ? comments.trail(before: position) : nil
  }

  mutating func attach(doc: Int?, comment: Int?, to node: NodeIndex) {
    if let doc { docs.append(node: node, group: doc) }
    if let comment { trailingComments.append(node: node, group: comment) }
  }

  /// Takes a semicolon, which may be left out before `)` and `}`; answers the comment that trails the statement.
  @inline(__always)
  mutating func endOfStatement() -> Int? {
    switch kind {
    case .semicolon:
      if token.marks.contains(.implicit) {
        let comment = trailingComment
        advance()
        return comment
      }
      advance()
      return trailingComment
    case .rightParen, .rightBrace: return nil
    default:
      failExpecting("';' or the end of the line")
      if kind == .comma { advance() }
      skipStatement()
      return nil
    }
  }
}
