/// The kinds of node, one for each of go/ast's, with the children each holds.
///
/// Children stand in one run: first the fixed slots (an absent one is nil), then the elements of the first list, then
/// those of the second. Only names, literals and structure are here; what a name means is a second pass (`GoTypes`).
@usableFromInline
package enum NodeKind: UInt8, BitwiseCopyable, Sendable, CaseIterable {
  /// Index 0 of every tree: the absent child.
  case none

  // Expressions and types.                fixed slots              list 1        list 2
  case badExpr
  case ident
  case ellipsis  //                        element?
  case basicLit  //                        (token: int, float, imaginary, character, string)
  case funcLit  //                         type, body
  case compositeLit  //                    type?                    elements
  case parenExpr  //                       operand
  case selectorExpr  //                    operand, name
  case indexExpr  //                       operand, index
  case indexListExpr  //                   operand                  indices
  case sliceExpr  //                       operand, low?, high?, max?
  case typeAssertExpr  //                  operand, type?           (no type: x.(type))
  case callExpr  //                        function                 arguments
  case starExpr  //                        operand
  case unaryExpr  //                       operand                  (token)
  case binaryExpr  //                      left, right              (token)
  case keyValueExpr  //                    key, value
  case arrayType  //                       length?, element         (length absent: slice; `ellipsis` node: [...]T)
  case structType  //                      fieldList
  case funcType  //                        typeParameters?, parameters, results?
  case interfaceType  //                   fieldList
  case mapType  //                         key, value
  case chanType  //                        value                    (flags: sends, receives)

  // Statements.
  case badStmt
  case declStmt  //                        declaration
  case emptyStmt
  case labeledStmt  //                     label, statement
  case exprStmt  //                        expression
  case sendStmt  //                        channel, value
  case incDecStmt  //                      operand                  (token)
  case assignStmt  //                      -                        left          right   (token)
  case goStmt  //                          call
  case deferStmt  //                       call
  case returnStmt  //                      -                        results
  case branchStmt  //                      label?                   (token)
  case blockStmt  //                       -                        statements
  case ifStmt  //                          init?, condition, body, else?
  case caseClause  //                      -                        expressions   body    (no expression: default)
  case switchStmt  //                      init?, tag?, body
  case typeSwitchStmt  //                  init?, assignment, body
  case commClause  //                      communication?           body          (absent: default)
  case selectStmt  //                      body
  case forStmt  //                         init?, condition?, post?, body
  case rangeStmt  //                       key?, value?, operand, body   (token: define, assign or none)

  // Declarations.
  case badDecl
  case genDecl  //                         -                        specs         (token: import, const, type, var)
  case funcDecl  //                        receiver?, name, type, body?
  case importSpec  //                      name?, path
  case valueSpec  //                       type?                    names         values
  case typeSpec  //                        name, typeParameters?, type   (flag: alias)

  // Parts.
  case field  //                           type?, tag?              names
  case fieldList  //                       -                        fields
  case file  //                            name                     declarations

  /// How many fixed slots a node of this kind has.
  @inlinable package var fixedSlotCount: Int {
    switch self {
    case .none, .badExpr, .ident, .basicLit, .badStmt, .emptyStmt, .assignStmt, .returnStmt, .blockStmt, .caseClause,
      .badDecl, .genDecl, .fieldList:
      0
    case .ellipsis, .compositeLit, .parenExpr, .indexListExpr, .callExpr, .starExpr, .unaryExpr, .structType,
      .interfaceType, .chanType, .declStmt, .exprStmt, .incDecStmt, .goStmt, .deferStmt, .branchStmt, .commClause,
      .selectStmt, .valueSpec, .file:
      1
    case .funcLit, .selectorExpr, .indexExpr, .typeAssertExpr, .binaryExpr, .keyValueExpr, .arrayType, .mapType,
      .labeledStmt, .sendStmt, .importSpec, .field:
      2
    case .funcType, .switchStmt, .typeSwitchStmt, .typeSpec:
      3
    case .sliceExpr, .ifStmt, .forStmt, .rangeStmt, .funcDecl:
      4
    }
  }
}
