import GoSyntax

/// Where the turns of a loop may go: what leaves the function, what leaves the loop, what cuts a turn short.
enum LoopFlow {
  /// Whether a statement hands control out of the function for good: return, panic, the end of the process, or a
  /// branch whose every way does.
  static func leavesFunction(_ statement: Node) -> Bool {
    switch statement.kind {
    case .returnStmt: return true
    case .exprStmt:
      guard let call = statement.operand?.unparenthesized, let function = call.function else { return false }
      return function.isText("panic") || function.isText("os.Exit") || function.isText("log.Fatal")
        || function.isText("log.Fatalf") || function.isText("log.Fatalln")
    case .blockStmt: return statement.statements.last.map(leavesFunction) ?? false
    case .labeledStmt: return statement.statement.map(leavesFunction) ?? false
    case .ifStmt:
      guard let otherwise = statement.elseBranch else { return false }
      return (statement.body?.statements.last.map(leavesFunction) ?? false) && leavesFunction(otherwise)
    case .switchStmt, .typeSwitchStmt:
      guard let clauses = statement.body?.statements, clauses.contains(where: { $0.caseExpressions.isEmpty }) else {
        return false
      }
      return clauses.allSatisfy { $0.statements.last.map(leavesFunction) ?? false }
    case .selectStmt:
      let clauses = statement.statements
      return !clauses.isEmpty && clauses.allSatisfy { $0.statements.last.map(leavesFunction) ?? false }
    default: return false
    }
  }

  /// The branch statements below a node that belong to this function, literals inside left out.
  static func branches(below node: Node) -> [Node] {
    node.descendants(of: .branchStmt).filter { !isInLiteral($0, below: node) }
  }

  /// The loop, switch or select that an unlabelled break leaves; for a continue the loop.
  static func target(of branch: Node) -> Node? {
    for around in branch.ancestors {
      switch around.kind {
      case .forStmt, .rangeStmt: return around
      case .switchStmt, .typeSwitchStmt, .selectStmt: if branch.token == .break { return around }
      case .funcLit, .funcDecl: return nil
      default: continue
      }
    }
    return nil
  }

  /// Whether each turn runs to the end of the body: nothing returns, jumps, leaves the loop or skips the rest of a turn.
  static func isStraight(_ loop: Node) -> Bool {
    guard let body = loop.body else { return false }
    for statement in body.descendants(of: .returnStmt) where !isInLiteral(statement, below: body) { return false }
    for branch in branches(below: body) where branch.token != .fallthrough {
      if branch.label != nil || branch.token == .goto { return false }
      if target(of: branch) == loop { return false }
    }
    return true
  }

  /// The `:=` statements of a turn, those of literals inside left out.
  static func definitions(in loop: Node) -> [Node] {
    guard let body = loop.body else { return [] }
    return body.descendants(of: .assignStmt).filter { $0.token == .define && !isInLiteral($0, below: body) }
  }

  /// Whether a function literal stands between the two.
  static func isInLiteral(_ node: Node, below outer: Node) -> Bool {
    for around in node.ancestors {
      if around == outer { return false }
      if around.kind == .funcLit { return true }
    }
    return false
  }
}
