import GoSyntax

/// What a branch says about nil: the usual reason not to follow one.
///
/// After `res, err := f()` a way on which `err` is not nil has no `res` to close:
/// `graph.pathToExit(from: call, avoiding: uses, follow: { $0.nilness { $0.isText("err") } != .notNil })`.
extension FlowGraph.Branch {
  enum Nilness { case isNil, notNil }

  /// What the branch says of an operand for which `isMeant` holds; nil when it says nothing of it.
  ///
  /// Understood: `x == nil` and `x != nil` either way round, `case nil` of `switch x`, and `errors.Is(x, …)`,
  /// `errors.As(x, …)`, `os.IsNotExist(x)` and the like, which hold only for an error, and `ok` of `_, ok := x.(T)`
  /// right before, as nil is of no type.
  func nilness(of isMeant: (Node) -> Bool) -> Nilness? {
    if let (operand, isEqual) = condition.nilComparison {
      return isMeant(operand) ? (isEqual == isTrue ? .isNil : .notNil) : nil
    }
    if let clause = condition.parent, clause.kind == .caseClause, clause.caseExpressions.contains(condition),
      let tag = clause.parent?.parent?.condition?.unparenthesized, !tag.isText("true")
    {
      guard isMeant(tag) else { return nil }
      if condition.unparenthesized.isText("nil") { return isTrue ? .isNil : .notNil }
      return isTrue ? .notNil : nil
    }
    if isTrue, let operand = condition.operandOfAssertion { return isMeant(operand) ? .notNil : nil }
    if isTrue, condition.kind == .callExpr, let first = condition.arguments.first?.unparenthesized, isMeant(first),
      let function = condition.function, function.kind == .selectorExpr, let name = function.name,
      let package = function.operand
    {
      if package.isText("errors"), name.isText("Is") || name.isText("As") || name.isText("AsType") { return .notNil }
      if package.isText("os"), name.text.hasPrefix("Is") { return .notNil }
    }
    return nil
  }
}

extension Node {
  /// ident `ok` in the condition of an `if`: what `_, ok := x.(T)`, in the same `if` or right before it, asks about.
  fileprivate var operandOfAssertion: Node? {
    guard kind == .ident,
      let statement = ancestors.first(where: { ![.parenExpr, .unaryExpr, .binaryExpr].contains($0.kind) }),
      statement.kind == .ifStmt, let assignment = statement.initializer ?? statement.preceding,
      assignment.kind == .assignStmt,
      assignment.leftSide.count == 2, assignment.leftSide.last?.isSpelled(like: self) ?? false,
      let assertion = assignment.rightSide.first?.unparenthesized, assertion.kind == .typeAssertExpr
    else { return nil }
    return assertion.operand?.unparenthesized
  }

  /// binaryExpr `x == nil` or `x != nil`: the other operand, and whether it is asked to be nil.
  var nilComparison: (operand: Node, isEqual: Bool)? {
    guard kind == .binaryExpr, token == .equal || token == .notEqual, let left = left?.unparenthesized,
      let right = right?.unparenthesized
    else { return nil }
    if right.kind == .ident, right.isText("nil") { return (left, token == .equal) }
    if left.kind == .ident, left.isText("nil") { return (right, token == .equal) }
    return nil
  }
}
