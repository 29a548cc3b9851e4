import GoSyntax

/// The types of expressions.
extension TypeQuery {
  mutating func type(_ expression: Node?, _ file: SourceFile) -> GoType {
    guard let expression else { return .unknown }
    return deeper { $0.typeOf(expression, file) } ?? .unknown
  }

  private mutating func typeOf(_ node: Node, _ file: SourceFile) -> GoType {
    switch node.kind {
    case .ident: return typeOfName(node, file)
    case .basicLit: return .untyped(literalKind(node.token))
    case .compositeLit: return typeOfLiteral(node, file)
    case .funcLit: return written(node.type, file)
    case .parenExpr: return type(node.operand, file)
    case .selectorExpr: return typeOfSelector(node, file)
    case .indexExpr, .indexListExpr: return typeOfIndex(node, file)
    case .sliceExpr:
      switch underlying(type(node.operand, file)) {
      case .array(let element), .pointer(.array(let element)): return .slice(element)
      case .untyped(.string): return .basic("string")
      default: return type(node.operand, file)
      }
    case .typeAssertExpr: return written(node.type, file)
    case .callExpr: return typeOfCall(node, file)
    case .starExpr:
      if case .pointer(let type) = underlying(type(node.operand, file)) { return type }
      return .unknown
    case .unaryExpr: return typeOfUnary(node, file)
    case .binaryExpr: return typeOfBinary(node, file)
    default: return .unknown
    }
  }

  private func literalKind(_ token: Token) -> GoType.Untyped {
    switch token {
    case .float: .float
    case .imaginary: .complex
    case .character: .rune
    case .string: .string
    default: .integer
    }
  }

  private mutating func typeOfName(_ node: Node, _ file: SourceFile) -> GoType {
    switch entity(node, file) {
    case .local(let target): return typeOfDeclared(target, file)
    case .member(let member, _): return typeOfMember(member)
    case .builtin("true"), .builtin("false"): return .untyped(.bool)
    case .builtin("nil"): return .untyped(.nil)
    case .builtin("iota"): return .untyped(.integer)
    case .builtin, .importedPackage, nil: return .unknown
    }
  }

  mutating func typeOfMember(_ member: PackageScope.Member) -> GoType {
    if member.kind == .function {
      return member.node.type.map { .function(signature(declaredBy: member.name, $0, member.file)) } ?? .unknown
    }
    return member.kind == .type ? .unknown : typeOfDeclared(member.node, member.file)
  }

  private mutating func typeOfLiteral(_ node: Node, _ file: SourceFile) -> GoType {
    if let type = node.type { return written(type, file) }
    // An element whose type is left out has the element type of the literal around it.
    guard var outer = node.parent else { return .unknown }
    var isKey = false
    if outer.kind == .keyValueExpr {
      isKey = outer.key == node
      guard let next = outer.parent else { return .unknown }
      outer = next
    }
    guard outer.kind == .compositeLit else { return .unknown }
    switch underlying(type(outer, file).pointee) {
    case .slice(let element), .array(let element): return element
    case .map(let key, let value): return isKey ? key : value
    default: return .unknown
    }
  }

  private mutating func typeOfSelector(_ node: Node, _ file: SourceFile) -> GoType {
    guard let operand = node.operand, let name = node.name?.text else { return .unknown }
    if let path = importedPath(operand, file) {
      return types.package(path)?.members[name].map { typeOfMember($0) } ?? .unknown
    }
    let isMethodExpression = isType(operand, file)
    let base = isMethodExpression ? written(operand, file) : type(operand, file)
    switch select(name, from: base) {
    case .field(let type, _): return type
    case .method(let method):
      let signature = signature(of: method)
      guard isMethodExpression else { return .function(signature) }
      return .function(
        Signature(
          parameters: [base] + signature.parameters, results: signature.results, isVariadic: signature.isVariadic))
    case .unknown(let callee) where callee?.receiver == "error":
      return .function(Signature(parameters: [], results: [.basic("string")], isVariadic: false))
    case .absent, .unknown: return .unknown
    }
  }

  private mutating func typeOfIndex(_ node: Node, _ file: SourceFile) -> GoType {
    let base = underlying(type(node.operand, file))
    switch base {
    case .slice(let element), .array(let element), .pointer(.array(let element)): return element
    case .map(_, let value): return value
    case .basic("string"), .untyped(.string): return .basic("uint8")
    case .function: return base
    default: return .unknown
    }
  }

  private mutating func typeOfUnary(_ node: Node, _ file: SourceFile) -> GoType {
    let operand = type(node.operand, file)
    switch node.token {
    case .and: return operand.isUnknown ? .unknown : .pointer(operand)
    case .arrow:
      if case .channel(let element) = underlying(operand) { return element }
      return .unknown
    default: return operand
    }
  }

  private mutating func typeOfBinary(_ node: Node, _ file: SourceFile) -> GoType {
    switch node.token {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .logicalAnd, .logicalOr:
      return .untyped(.bool)
    default: break
    }
    // Long sums nest to the left: walk down instead of recursing. Of untyped constants the widest kind counts.
    var widest: GoType.Untyped?
    var first = node
    while first.kind == .binaryExpr, let left = first.left {
      if let right = first.right, first.token != .shiftLeft, first.token != .shiftRight {
        let side = type(right, file)
        if case .untyped(let kind) = side { widest = kind.wider(than: widest) } else if !side.isUnknown { return side }
      }
      first = left.unparenthesized
    }
    let side = type(first, file)
    if case .untyped(let kind) = side { return .untyped(kind.wider(than: widest)) }
    return side
  }

  // MARK: Declared names

  /// The type of a variable or constant, by its declaring identifier or, in a type switch, its clause.
  mutating func typeOfDeclared(_ target: Node, _ file: SourceFile) -> GoType {
    if let known = file.rememberedDeclaration(target) { return known }
    let type = deeper { $0.declared(target, file) } ?? .unknown
    if !wasCut { file.remember(declaration: target, type) }
    return type
  }

  private mutating func declared(_ target: Node, _ file: SourceFile) -> GoType {
    if target.kind == .caseClause { return typeInClause(target, file) }
    guard let parent = target.parent else { return .unknown }
    switch parent.kind {
    case .field: return target.declaresTypeParameter ? .unknown : written(parent.type, file)
    case .valueSpec: return typeOfValue(target, in: parent, file)
    case .assignStmt:
      guard let position = parent.leftSide.firstIndex(of: target) else { return .unknown }
      return assigned(
        position - parent.leftSide.startIndex, of: parent.leftSide.count, parent.rightSide, file
      ).defaulted
    case .rangeStmt: return ranged(over: parent, isKey: parent.key == target, file)
    default: return .unknown
    }
  }

  private mutating func typeInClause(_ clause: Node, _ file: SourceFile) -> GoType {
    guard let owner = clause.parent?.parent else { return .unknown }
    if clause.caseExpressions.count == 1, let only = clause.caseExpressions.first, !only.isText("nil") {
      return written(only, file)
    }
    return type(owner.typeSwitchOperand, file)
  }

  private mutating func typeOfValue(_ name: Node, in spec: Node, _ file: SourceFile) -> GoType {
    if let type = spec.type { return written(type, file) }
    guard let position = spec.names.firstIndex(of: name).map({ $0 - spec.names.startIndex }) else { return .unknown }
    let isConstant = spec.parent?.token == .const
    if spec.values.isEmpty && isConstant {
      // A constant without a value repeats the last one written before it.
      let written = spec.parent?.specs.last { $0.start < spec.start && !$0.values.isEmpty }
      guard let written else { return .unknown }
      if let type = written.type { return self.written(type, file) }
      return assigned(min(position, written.values.count - 1), of: written.values.count, written.values, file)
    }
    if isConstant && spec.values.count < spec.names.count {
      return assigned(0, of: 1, spec.values.prefix(1), file)
    }
    let type = assigned(position, of: spec.names.count, spec.values, file)
    return isConstant ? type : type.defaulted
  }

  /// The type the value at a position gives, when `count` names are assigned.
  private mutating func assigned<Values: RandomAccessCollection<Node>>(
    _ position: Int, of count: Int, _ values: Values, _ file: SourceFile
  ) -> GoType where Values.Index == Int {
    if values.count == count { return type(values[values.startIndex + position], file) }
    guard values.count == 1, let only = values.first?.unparenthesized else { return .unknown }
    let given = type(only, file)
    if case .tuple(let all) = given { return position < all.count ? all[position] : .unknown }
    guard count == 2, only.kind != .callExpr else { return .unknown }
    return position == 0 ? given : .basic("bool")
  }

  private mutating func ranged(over statement: Node, isKey: Bool, _ file: SourceFile) -> GoType {
    let operand = type(statement.operand, file)
    switch underlying(operand) {
    case .slice(let element), .array(let element), .pointer(.array(let element)):
      return isKey ? .basic("int") : element
    case .pointer(let inner):
      if case .array(let element) = underlying(inner) { return isKey ? .basic("int") : element }
      return .unknown
    case .map(let key, let value): return isKey ? key : value
    case .basic("string"), .untyped(.string): return .basic(isKey ? "int" : "int32")
    case .channel(let element): return isKey ? element : .unknown
    case .untyped(.integer): return .basic("int")
    case .basic: return isKey ? operand : .unknown
    case .function(let signature):
      guard case .function(let yield)? = signature.parameters.first else { return .unknown }
      let position = isKey ? 0 : 1
      return position < yield.parameters.count ? yield.parameters[position] : .unknown
    default: return .unknown
    }
  }
}

extension GoType.Untyped {
  /// The kind of a constant expression of two operands.
  fileprivate func wider(than other: GoType.Untyped?) -> GoType.Untyped {
    let order: [GoType.Untyped] = [.integer, .rune, .float, .complex]
    guard let other, let a = order.firstIndex(of: self), let b = order.firstIndex(of: other) else { return self }
    return order[max(a, b)]
  }
}
