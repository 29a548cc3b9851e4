/// Children by name. Each accessor names the kinds it is for; on another kind it answers nil or an empty list, so a
/// probe may chain without checking first.
extension Node {
  /// parenExpr, selectorExpr, indexExpr, indexListExpr, sliceExpr, typeAssertExpr, starExpr, unaryExpr, exprStmt,
  /// incDecStmt: what stands first; rangeStmt: what is ranged over.
  package var operand: Node? {
    switch kind {
    case .parenExpr, .selectorExpr, .indexExpr, .indexListExpr, .sliceExpr, .typeAssertExpr, .starExpr, .unaryExpr,
      .exprStmt, .incDecStmt:
      slot(0)
    case .rangeStmt: slot(2)
    default: nil
    }
  }

  /// selectorExpr: the selected name; funcDecl, typeSpec, file, importSpec: the declared name.
  package var name: Node? {
    switch kind {
    case .selectorExpr, .funcDecl: slot(1)
    case .typeSpec, .file, .importSpec: slot(0)
    default: nil
    }
  }

  /// callExpr: what is called; goStmt and deferStmt answer through `call`.
  package var function: Node? { kind == .callExpr ? slot(0) : nil }
  package var arguments: NodeSlice { kind == .callExpr ? firstList() : empty }
  /// callExpr: the last argument is spread with `...`.
  package var spreadsLastArgument: Bool { record.flags.contains(.spreads) && kind == .callExpr }
  /// goStmt, deferStmt.
  package var call: Node? { kind == .goStmt || kind == .deferStmt ? slot(0) : nil }

  /// binaryExpr; keyValueExpr and mapType: `left` is the key.
  package var left: Node? { kind == .binaryExpr ? slot(0) : nil }
  package var right: Node? { kind == .binaryExpr ? slot(1) : nil }
  /// binaryExpr: the offset of the operator.
  package var operatorOffset: Int? { kind == .binaryExpr ? Int(record.extra) : nil }

  /// keyValueExpr, mapType, rangeStmt.
  package var key: Node? {
    switch kind {
    case .keyValueExpr, .mapType, .rangeStmt: slot(0)
    default: nil
    }
  }
  /// keyValueExpr, mapType, chanType, rangeStmt, sendStmt.
  package var value: Node? {
    switch kind {
    case .keyValueExpr, .mapType, .rangeStmt, .sendStmt: slot(1)
    case .chanType: slot(0)
    default: nil
    }
  }

  /// indexExpr and indexListExpr.
  package var indexes: NodeSlice {
    switch kind {
    case .indexExpr:
      NodeSlice(tree: tree, indices: tree.childIndices[Int(record.firstChild) + 1..<Int(record.firstChild) + 2])
    case .indexListExpr: firstList()
    default: empty
    }
  }
  /// sliceExpr.
  package var low: Node? { kind == .sliceExpr ? slot(1) : nil }
  package var high: Node? { kind == .sliceExpr ? slot(2) : nil }
  package var maximum: Node? { kind == .sliceExpr ? slot(3) : nil }

  /// compositeLit, typeAssertExpr, funcLit, funcDecl, valueSpec, typeSpec, field: the type as written.
  package var type: Node? {
    switch kind {
    case .compositeLit, .funcLit, .valueSpec, .field: slot(0)
    case .typeAssertExpr: slot(1)
    case .funcDecl, .typeSpec: slot(2)
    default: nil
    }
  }
  /// compositeLit: the elements (keyValueExpr or plain).
  package var elements: NodeSlice { kind == .compositeLit ? firstList() : empty }
  /// arrayType, ellipsis: the element type; starExpr's is its operand.
  package var element: Node? {
    switch kind {
    case .arrayType: slot(1)
    case .ellipsis: slot(0)
    default: nil
    }
  }
  /// arrayType: the length; absent for a slice.
  package var length: Node? { kind == .arrayType ? slot(0) : nil }
  /// chanType.
  package var canSend: Bool { kind == .chanType && record.flags.contains(.sends) }
  package var canReceive: Bool { kind == .chanType && record.flags.contains(.receives) }

  /// funcType, typeSpec: a fieldList.
  package var typeParameters: Node? {
    switch kind {
    case .funcType: slot(0)
    case .typeSpec: slot(1)
    default: nil
    }
  }
  /// funcType: fieldLists.
  package var parameters: Node? { kind == .funcType ? slot(1) : nil }
  package var results: Node? { kind == .funcType ? slot(2) : nil }
  /// structType, interfaceType: a fieldList.
  package var fieldList: Node? { kind == .structType || kind == .interfaceType ? slot(0) : nil }
  /// fieldList: its fields. structType, interfaceType: those of its list.
  package var fields: NodeSlice {
    switch kind {
    case .fieldList: firstList()
    case .structType, .interfaceType: slot(0)?.fields ?? empty
    default: empty
    }
  }
  /// field: the tag literal.
  package var tag: Node? { kind == .field ? slot(1) : nil }
  /// field: declared names (none: embedded or an unnamed parameter); valueSpec: names.
  package var names: NodeSlice {
    switch kind {
    case .field: firstList()
    case .valueSpec: firstList(hasSecond: true)
    default: empty
    }
  }
  /// valueSpec.
  package var values: NodeSlice { kind == .valueSpec ? secondList() : empty }
  /// typeSpec: `type A = B`.
  package var isAlias: Bool { kind == .typeSpec && record.flags.contains(.alias) }

  /// assignStmt; the token is `.assign`, `.define` or an operator's.
  package var leftSide: NodeSlice { kind == .assignStmt ? firstList(hasSecond: true) : empty }
  package var rightSide: NodeSlice { kind == .assignStmt ? secondList() : empty }
  /// returnStmt: the results.
  package var returned: NodeSlice { kind == .returnStmt ? firstList() : empty }
  /// labeledStmt, branchStmt.
  package var label: Node? { kind == .labeledStmt || kind == .branchStmt ? slot(0) : nil }
  /// labeledStmt: the statement; declStmt: the declaration.
  package var statement: Node? {
    switch kind {
    case .labeledStmt: slot(1)
    case .declStmt: slot(0)
    default: nil
    }
  }
  /// blockStmt, caseClause, commClause: the statements inside; for others those of their body.
  package var statements: NodeSlice {
    switch kind {
    case .blockStmt, .commClause: firstList()
    case .caseClause: secondList()
    default: body?.statements ?? empty
    }
  }
  /// funcDecl, funcLit, ifStmt, forStmt, rangeStmt, switchStmt, typeSwitchStmt, selectStmt: the block.
  package var body: Node? {
    switch kind {
    case .funcLit: slot(1)
    case .ifStmt, .switchStmt, .typeSwitchStmt: slot(2)
    case .funcDecl, .forStmt, .rangeStmt: slot(3)
    case .selectStmt: slot(0)
    default: nil
    }
  }
  /// ifStmt, switchStmt, typeSwitchStmt, forStmt: the simple statement in front.
  package var initializer: Node? {
    switch kind {
    case .ifStmt, .switchStmt, .typeSwitchStmt, .forStmt: slot(0)
    default: nil
    }
  }
  /// ifStmt, forStmt: the condition; switchStmt: the tag; typeSwitchStmt: the assignment or expression statement.
  package var condition: Node? {
    switch kind {
    case .ifStmt, .forStmt, .switchStmt, .typeSwitchStmt: slot(1)
    default: nil
    }
  }
  package var post: Node? { kind == .forStmt ? slot(2) : nil }
  package var elseBranch: Node? { kind == .ifStmt ? slot(3) : nil }
  /// caseClause: the expressions; none means `default`.
  package var caseExpressions: NodeSlice { kind == .caseClause ? firstList(hasSecond: true) : empty }
  /// emptyStmt: no semicolon was written.
  package var isImplicit: Bool { kind == .emptyStmt && record.flags.contains(.implicit) }
  /// commClause: the send or receive; absent means `default`.
  package var communication: Node? { kind == .commClause ? slot(0) : nil }
  /// sendStmt.
  package var channel: Node? { kind == .sendStmt ? slot(0) : nil }

  /// funcDecl: the receiver's fieldList.
  package var receiver: Node? { kind == .funcDecl ? slot(0) : nil }
  /// importSpec: the path literal.
  package var path: Node? { kind == .importSpec ? slot(1) : nil }
  /// genDecl.
  package var specs: NodeSlice { kind == .genDecl ? firstList() : empty }
  /// file.
  package var declarations: NodeSlice { kind == .file ? firstList() : empty }

  /// The node without parentheses around it.
  package var unparenthesized: Node {
    var node = self
    while node.kind == .parenExpr, let inner = node.operand { node = inner }
    return node
  }

  /// The nearest enclosing funcDecl or funcLit.
  package var enclosingFunction: Node? {
    ancestors.first { $0.kind == .funcDecl || $0.kind == .funcLit }
  }

  private var empty: NodeSlice { NodeSlice(tree: tree, indices: []) }
}
