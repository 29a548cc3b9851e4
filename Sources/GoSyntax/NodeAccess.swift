/// Children by name. Each accessor names the kinds it is for; on another kind it answers nil or an empty list, so a
/// probe may chain without checking first.
extension Node {
  /// parenExpr, selectorExpr, indexExpr, indexListExpr, sliceExpr, typeAssertExpr, starExpr, unaryExpr, exprStmt,
  /// incDecStmt: what stands first; rangeStmt: what is ranged over.
  @inlinable package var operand: Node? {
    switch kind {
    case .parenExpr, .selectorExpr, .indexExpr, .indexListExpr, .sliceExpr, .typeAssertExpr, .starExpr, .unaryExpr,
      .exprStmt, .incDecStmt:
      slot(0)
    case .rangeStmt: slot(2)
    default: nil
    }
  }

  /// selectorExpr: the selected name; funcDecl, typeSpec, file, importSpec: the declared name.
  @inlinable package var name: Node? {
    switch kind {
    case .selectorExpr, .funcDecl: slot(1)
    case .typeSpec, .file, .importSpec: slot(0)
    default: nil
    }
  }

  /// callExpr: what is called; goStmt and deferStmt answer through `call`.
  @inlinable package var function: Node? { kind == .callExpr ? slot(0) : nil }
  @inlinable package var arguments: NodeSlice { kind == .callExpr ? firstList() : empty }
  /// callExpr: the last argument is spread with `...`.
  @inlinable package var spreadsLastArgument: Bool { record.pointee.flags.contains(.spreads) && kind == .callExpr }
  /// goStmt, deferStmt.
  @inlinable package var call: Node? { kind == .goStmt || kind == .deferStmt ? slot(0) : nil }

  /// binaryExpr; keyValueExpr and mapType: `left` is the key.
  @inlinable package var left: Node? { kind == .binaryExpr ? slot(0) : nil }
  @inlinable package var right: Node? { kind == .binaryExpr ? slot(1) : nil }
  /// binaryExpr: the offset of the operator.
  @inlinable package var operatorOffset: Int? { kind == .binaryExpr ? extraWord : nil }

  /// keyValueExpr, mapType, rangeStmt.
  @inlinable package var key: Node? {
    switch kind {
    case .keyValueExpr, .mapType, .rangeStmt: slot(0)
    default: nil
    }
  }
  /// keyValueExpr, mapType, chanType, rangeStmt, sendStmt.
  @inlinable package var value: Node? {
    switch kind {
    case .keyValueExpr, .mapType, .rangeStmt, .sendStmt: slot(1)
    case .chanType: slot(0)
    default: nil
    }
  }

  /// indexExpr and indexListExpr.
  @inlinable package var indexes: NodeSlice {
    switch kind {
    case .indexExpr:
      NodeSlice(tables: tables, indices: firstChild + 1, count: 1)
    case .indexListExpr: firstList()
    default: empty
    }
  }
  /// sliceExpr.
  @inlinable package var low: Node? { kind == .sliceExpr ? slot(1) : nil }
  @inlinable package var high: Node? { kind == .sliceExpr ? slot(2) : nil }
  @inlinable package var maximum: Node? { kind == .sliceExpr ? slot(3) : nil }

  /// compositeLit, typeAssertExpr, funcLit, funcDecl, valueSpec, typeSpec, field: the type as written.
  @inlinable package var type: Node? {
    switch kind {
    case .compositeLit, .funcLit, .valueSpec, .field: slot(0)
    case .typeAssertExpr: slot(1)
    case .funcDecl, .typeSpec: slot(2)
    default: nil
    }
  }
  /// compositeLit: the elements (keyValueExpr or plain).
  @inlinable package var elements: NodeSlice { kind == .compositeLit ? firstList() : empty }
  /// arrayType, ellipsis: the element type; starExpr's is its operand.
  @inlinable package var element: Node? {
    switch kind {
    case .arrayType: slot(1)
    case .ellipsis: slot(0)
    default: nil
    }
  }
  /// arrayType: the length; absent for a slice.
  @inlinable package var length: Node? { kind == .arrayType ? slot(0) : nil }
  /// chanType.
  @inlinable package var canSend: Bool { kind == .chanType && record.pointee.flags.contains(.sends) }
  @inlinable package var canReceive: Bool { kind == .chanType && record.pointee.flags.contains(.receives) }

  /// funcType, typeSpec: a fieldList.
  @inlinable package var typeParameters: Node? {
    switch kind {
    case .funcType: slot(0)
    case .typeSpec: slot(1)
    default: nil
    }
  }
  /// funcType: fieldLists.
  @inlinable package var parameters: Node? { kind == .funcType ? slot(1) : nil }
  @inlinable package var results: Node? { kind == .funcType ? slot(2) : nil }
  /// structType, interfaceType: a fieldList.
  @inlinable package var fieldList: Node? { kind == .structType || kind == .interfaceType ? slot(0) : nil }
  /// fieldList: its fields. structType, interfaceType: those of its list.
  @inlinable package var fields: NodeSlice {
    switch kind {
    case .fieldList: firstList()
    case .structType, .interfaceType: slot(0)?.fields ?? empty
    default: empty
    }
  }
  /// field: the tag literal.
  @inlinable package var tag: Node? { kind == .field ? slot(1) : nil }
  /// field: declared names (none: embedded or an unnamed parameter); valueSpec: names.
  @inlinable package var names: NodeSlice {
    switch kind {
    case .field: firstList()
    case .valueSpec: firstList(hasSecond: true)
    default: empty
    }
  }
  /// valueSpec.
  @inlinable package var values: NodeSlice { kind == .valueSpec ? secondList() : empty }
  /// typeSpec: `type A = B`.
  @inlinable package var isAlias: Bool { kind == .typeSpec && record.pointee.flags.contains(.alias) }

  /// assignStmt; the token is `.assign`, `.define` or an operator's.
  @inlinable package var leftSide: NodeSlice { kind == .assignStmt ? firstList(hasSecond: true) : empty }
  @inlinable package var rightSide: NodeSlice { kind == .assignStmt ? secondList() : empty }
  /// returnStmt: the results.
  @inlinable package var returned: NodeSlice { kind == .returnStmt ? firstList() : empty }
  /// labeledStmt, branchStmt.
  @inlinable package var label: Node? { kind == .labeledStmt || kind == .branchStmt ? slot(0) : nil }
  /// labeledStmt: the statement; declStmt: the declaration.
  @inlinable package var statement: Node? {
    switch kind {
    case .labeledStmt: slot(1)
    case .declStmt: slot(0)
    default: nil
    }
  }
  /// blockStmt, caseClause, commClause: the statements inside; for others those of their body.
  @inlinable package var statements: NodeSlice {
    switch kind {
    case .blockStmt, .commClause: firstList()
    case .caseClause: secondList()
    default: body?.statements ?? empty
    }
  }
  /// funcDecl, funcLit, ifStmt, forStmt, rangeStmt, switchStmt, typeSwitchStmt, selectStmt: the block.
  @inlinable package var body: Node? {
    switch kind {
    case .funcLit: slot(1)
    case .ifStmt, .switchStmt, .typeSwitchStmt: slot(2)
    case .funcDecl, .forStmt, .rangeStmt: slot(3)
    case .selectStmt: slot(0)
    default: nil
    }
  }
  /// ifStmt, switchStmt, typeSwitchStmt, forStmt: the simple statement in front.
  @inlinable package var initializer: Node? {
    switch kind {
    case .ifStmt, .switchStmt, .typeSwitchStmt, .forStmt: slot(0)
    default: nil
    }
  }
  /// ifStmt, forStmt: the condition; switchStmt: the tag; typeSwitchStmt: the assignment or expression statement.
  @inlinable package var condition: Node? {
    switch kind {
    case .ifStmt, .forStmt, .switchStmt, .typeSwitchStmt: slot(1)
    default: nil
    }
  }
  @inlinable package var post: Node? { kind == .forStmt ? slot(2) : nil }
  @inlinable package var elseBranch: Node? { kind == .ifStmt ? slot(3) : nil }
  /// caseClause: the expressions; none means `default`.
  @inlinable package var caseExpressions: NodeSlice { kind == .caseClause ? firstList(hasSecond: true) : empty }
  /// emptyStmt: no semicolon was written.
  @inlinable package var isImplicit: Bool { kind == .emptyStmt && record.pointee.flags.contains(.implicit) }
  /// commClause: the send or receive; absent means `default`.
  @inlinable package var communication: Node? { kind == .commClause ? slot(0) : nil }
  /// sendStmt.
  @inlinable package var channel: Node? { kind == .sendStmt ? slot(0) : nil }

  /// funcDecl: the receiver's fieldList.
  @inlinable package var receiver: Node? { kind == .funcDecl ? slot(0) : nil }
  /// importSpec: the path literal.
  @inlinable package var path: Node? { kind == .importSpec ? slot(1) : nil }
  /// genDecl.
  @inlinable package var specs: NodeSlice { kind == .genDecl ? firstList() : empty }
  /// file.
  @inlinable package var declarations: NodeSlice { kind == .file ? firstList() : empty }

  /// The node without parentheses around it.
  @inlinable package var unparenthesized: Node {
    var node = self
    while node.kind == .parenExpr, let inner = node.operand { node = inner }
    return node
  }

  /// The nearest enclosing funcDecl or funcLit.
  @inlinable package var enclosingFunction: Node? {
    ancestors.first { $0.kind == .funcDecl || $0.kind == .funcLit }
  }

  @usableFromInline var empty: NodeSlice {
    @inlinable get { NodeSlice(tables: tables, indices: tables.pointee.childIndices, count: 0) }
  }
}
