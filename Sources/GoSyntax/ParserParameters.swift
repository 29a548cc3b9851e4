/// Signatures and the lists of parameters, results, receivers and type parameters.
///
/// Whether a name in such a list is a parameter or a type shows only at its end: names are types unless some entry has
/// both. So an entry leaves a hole in the arena behind its nodes, which becomes the field when its names are known.
extension Parser {
  struct Parameter {
    var name: NodeIndex
    var type: NodeIndex
    var hole: NodeIndex
  }

  /// A function type from `func` on.
  mutating func functionType() -> NodeIndex {
    let place = start
    advance()
    if kind == .leftBracket {
      fail(at: start, "a function type has no type parameters")
      _ = typeParameters()
    }
    return signature(at: place, typeParameters: 0)
  }

  /// Parameters and results; `place` is where `func` stands, if it does.
  mutating func signature(at place: UInt32?, typeParameters: NodeIndex) -> NodeIndex {
    enter()
    defer { leave() }
    let parameters = parameterFields(mayEndVariadic: true)
    let results = self.results()
    let end = end(of: results != 0 ? results : parameters)
    return add(.funcType, place ?? start(of: parameters), end, typeParameters, parameters, results)
  }

  private mutating func results() -> NodeIndex {
    if kind == .leftParen { return parameterFields(mayEndVariadic: false) }
    let type = typeIfAny()
    guard type != 0 else { return 0 }
    let (start, end) = (start(of: type), end(of: type))
    let field = add(.field, start, end, type, 0)
    return add(.fieldList, start, end, field)
  }

  mutating func parameterFields(mayEndVariadic: Bool) -> NodeIndex {
    let place = start
    guard kind == .leftParen else {
      failExpecting("'('")
      return add(.fieldList, place, place)
    }
    enter()
    defer { leave() }
    advance()
    let mark = pending.count
    parameterList(closedBy: .rightParen, mayEndVariadic: mayEndVariadic, name: 0, type: 0)
    let end = close(.rightParen)
    return addList(.fieldList, place, end, since: mark)
  }

  mutating func typeParameters() -> NodeIndex {
    enter()
    defer { leave() }
    let place = start
    advance()
    let mark = pending.count
    parameterList(closedBy: .rightBracket, mayEndVariadic: false, name: 0, type: 0)
    if pending.count == mark { fail(at: start, "a list of type parameters is not empty") }
    let end = close(.rightBracket)
    return addList(.fieldList, place, end, since: mark)
  }

  /// Reads entries up to the closing bracket and leaves their fields pending. The first entry's name, or name and
  /// type, may have been read already.
  mutating func parameterList(closedBy bracket: Token, mayEndVariadic: Bool, name: NodeIndex, type: NodeIndex) {
    let areTypes = bracket == .rightBracket
    let mark = parameters.count
    var first = Parameter(name: name, type: type, hole: 0)
    while first.name != 0 || kind != bracket && kind != .endOfFile {
      var entry = first
      first = Parameter(name: 0, type: 0, hole: 0)
      if entry.type != 0 {
        entry.type = union(entry.type)
      } else {
        guard parameter(&entry, areTypes: areTypes) else { break }
      }
      entry.hole = add(.none, 0, 0)
      parameters.append(entry)
      guard take(.comma) else { break }
    }
    distribute(since: mark, areTypes: areTypes, mayEndVariadic: mayEndVariadic)
    parameters.removeLast(parameters.count - mark)
  }

  /// Reads one entry; false when none begins here.
  private mutating func parameter(_ entry: inout Parameter, areTypes: Bool) -> Bool {
    if entry.name == 0 {
      switch kind {
      case .identifier: entry.name = name()
      case .tilde where areTypes:
        entry.type = union(0)
        return true
      case .ellipsis:
        entry.type = variadicType()
        return true
      default:
        entry.type = typeIfAny()
        if entry.type == 0 {
          failExpecting(areTypes ? "a type parameter" : "a parameter")
          return false
        }
        if areTypes { entry.type = union(entry.type) }
        return true
      }
    }
    switch kind {
    case .identifier, .multiply, .arrow, .func, .chan, .map, .struct, .interface, .leftParen: entry.type = type()
    case .leftBracket:
      let (isArray, node) = arrayOrInstance(entry.name)
      entry.type = node
      if !isArray { entry.name = 0 }
    case .ellipsis:
      entry.type = variadicType()
      return true
    case .period:
      entry.type = instantiated(typeName(entry.name))
      entry.name = 0
    case .tilde where areTypes: entry.type = union(0)
    case .or where areTypes:
      entry.type = union(entry.name)
      entry.name = 0
    default: break
    }
    if areTypes, kind == .or, entry.type != 0 { entry.type = union(entry.type) }
    return true
  }

  private mutating func variadicType() -> NodeIndex {
    let place = start
    advance()
    let element = type()
    return add(.ellipsis, place, end(of: element), element)
  }

  // MARK: Names and types

  /// Decides which names are parameters and makes the fields.
  private mutating func distribute(since mark: Int, areTypes: Bool, mayEndVariadic: Bool) {
    let range = mark..<parameters.count
    guard !range.isEmpty else { return }
    let named = range.count { parameters[$0].name != 0 && parameters[$0].type != 0 }
    if named == 0 {
      for i in range {
        if parameters[i].type == 0 { parameters[i].type = parameters[i].name }
        parameters[i].name = 0
      }
      if areTypes { fail(at: start(of: parameters[mark].type), "a type parameter needs a name and a constraint") }
    } else {
      checkNames(range, areTypes: areTypes)
    }
    for i in range where parameters[i].type != 0 && kind(of: parameters[i].type) == .ellipsis {
      if !mayEndVariadic {
        fail(at: start(of: parameters[i].type), "'...' stands only in parameters")
      } else if i + 1 < range.upperBound {
        fail(at: start(of: parameters[i].type), "'...' stands only in the final parameter")
      }
    }
    makeFields(range)
  }

  /// When one entry has a name and a type, all must: a missing type is that of the entry behind it.
  private mutating func checkNames(_ range: Range<Int>, areTypes: Bool) {
    for i in range where parameters[i].type != 0 && parameters[i].name == 0 {
      fail(at: start(of: parameters[i].type), areTypes ? "a type parameter needs a name" : "a parameter needs a name")
    }
    if parameters[range.upperBound - 1].type == 0 {
      fail(at: start, areTypes ? "a type parameter needs a constraint" : "a parameter needs a type")
    }
  }

  private mutating func makeFields(_ range: Range<Int>) {
    // Names wait behind the fields that are made already.
    var names = pending.count
    for i in range {
      let entry = parameters[i]
      if entry.name != 0 { pending.append(entry.name) }
      guard entry.type != 0 else { continue }
      pending.append(fill(entry.hole, type: entry.type, namesSince: names))
      names = pending.count
    }
    if pending.count > names {
      let end = end(of: pending[pending.count - 1])
      let missing = add(.badExpr, end, end)
      let hole = add(.none, 0, 0)
      pending.append(fill(hole, type: missing, namesSince: names))
    }
  }
}
