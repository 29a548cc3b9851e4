import GoSyntax

/// The lines of a function that do more than wiring: what defines flags, fills in structs and lists and ends the
/// program after an error is left out.
enum WiringLines {
  static func others(in function: Node) -> Int {
    let lines = function.endLine - function.line + 1
    guard lines > lineCountMin, let body = function.body else { return lines }
    var wiring: Set<Int> = []
    for literal in body.descendants(of: .compositeLit) where literal.endLine > literal.line {
      // A function in it is no value.
      guard literal.descendants(of: .funcLit).isEmpty else { continue }
      wiring.formUnion(literal.line...literal.endLine)
    }
    for statement in body.descendants(of: .ifStmt) where statement.elseBranch == nil {
      guard let condition = statement.condition, condition.nonNilOperand != nil || condition.kind == .unaryExpr,
        let inner = statement.body, inner.statements.count <= 3, let last = inner.statements.last, ends(last)
      else { continue }
      wiring.formUnion(statement.line...statement.endLine)
    }
    for statement in body.descendants(of: .exprStmt) {
      guard let name = statement.operand?.unparenthesized.calledName, name.hasSuffix("Var") || name.hasSuffix("VarP")
      else { continue }
      wiring.formUnion(statement.line...statement.endLine)
    }
    return lines - wiring.count
  }

  private static func ends(_ statement: Node) -> Bool {
    if statement.kind == .returnStmt { return true }
    guard statement.kind == .exprStmt, let name = statement.operand?.unparenthesized.calledName else { return false }
    return name == "Exit" || name == "panic" || name.hasPrefix("Fatal")
  }

  /// Shorter functions are taken whole.
  private static let lineCountMin = 40
}
