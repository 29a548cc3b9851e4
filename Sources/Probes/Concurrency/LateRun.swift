import GoSyntax
import GoTypes
import Repository

/// A function literal inside a loop that may still run when the loop's turn is over.
struct LateRun {
  /// What of the literal runs late.
  let statements: [Node]
  /// The loops around it, up to the function it is written in.
  let loops: [Node]
  /// Whether nothing follows it in the turn of the innermost loop.
  let isLast: Bool

  /// Nil for literals that no loop is around or that run at once.
  init?(_ literal: Node, in file: GoFile, _ types: ModuleTypes) {
    guard let body = literal.body, let call = literal.parent, call.kind == .callExpr else { return nil }
    var loops: [Node] = []
    var starter: Node?
    for ancestor in literal.ancestors {
      if ancestor.kind == .funcDecl || ancestor.kind == .funcLit { break }
      if ancestor.kind == .goStmt || ancestor.kind == .deferStmt { starter = ancestor }
      if ancestor.kind == .rangeStmt || ancestor.kind == .forStmt, ancestor.body?.contains(literal) == true {
        loops.append(ancestor)
      }
    }
    guard let innermost = loops.first else { return nil }
    self.loops = loops
    if let starter, starter.call == call {
      statements = [body]
      let rest = LateRun.rest(of: innermost, after: starter)
      if rest == .leaves || rest == .waits && starter.kind == .goStmt { return nil }
      isLast = rest == .nothing
      return
    }
    guard call.function != literal, let name = call.function?.unparenthesized.name else { return nil }
    if name.isText("Run") {
      statements = LateRun.afterParallel(literal, call, file, types)
      isLast = true
      if statements.isEmpty { return nil }
      return
    }
    guard name.isText("Go") || name.isText("TryGo") || name.isText("AfterFunc"),
      let callee = types.callee(of: call, in: file), LateRun.runsLater(callee),
      let statement = call.ancestors.first(where: { $0.parent.map(LateRun.isList) ?? false })
    else { return nil }
    statements = [body]
    let rest = LateRun.rest(of: innermost, after: statement)
    if rest == .leaves || rest == .waits { return nil }
    isLast = rest == .nothing
  }

  private static func runsLater(_ callee: Callee) -> Bool {
    switch (callee.packagePath, callee.receiver) {
    case ("golang.org/x/sync/errgroup", "Group"), ("sync", "WaitGroup"): true
    case ("time", nil), ("context", nil): callee.name == "AfterFunc"
    case (let path?, _?): path.hasPrefix("github.com/sourcegraph/conc")
    default: false
    }
  }

  // MARK: Parallel subtests

  /// The statements of a subtest that follow its call of Parallel and the last label.
  private static func afterParallel(_ literal: Node, _ call: Node, _ file: GoFile, _ types: ModuleTypes) -> [Node] {
    guard call.arguments.count == 2, call.arguments.last == literal,
      let test = literal.type?.parameters?.fields.first?.names.first,
      types.callee(of: call, in: file)?.is("testing", "T", "Run") == true
    else { return [] }
    var late: [Node] = []
    var isParallel = false
    for statement in literal.body?.statements ?? file.tree.nodes(of: .none) {
      var inner = statement
      while inner.kind == .labeledStmt, let next = inner.statement {
        inner = next
        late = []
        isParallel = false
      }
      if isParallel {
        late.append(inner)
      } else if inner.kind == .exprStmt, let call = inner.operand?.unparenthesized, call.kind == .callExpr,
        let function = call.function?.unparenthesized, function.name?.isText("Parallel") == true,
        let operand = function.operand, operand.isSpelled(like: test),
        types.declaration(of: operand, in: file)?.name == test
      {
        isParallel = true
      }
    }
    return late
  }

  // MARK: What follows

  private enum Rest { case nothing, more, waits, leaves }

  private static func isList(_ node: Node) -> Bool {
    node.kind == .blockStmt || node.kind == .caseClause || node.kind == .commClause
  }

  /// What the turn of a loop does after a statement.
  private static func rest(of loop: Node, after statement: Node) -> Rest {
    var rest = Rest.nothing
    var node = statement
    while node != loop.body, let parent = node.parent {
      if isList(parent), let position = parent.statements.firstIndex(of: node) {
        for following in parent.statements[(position + 1)...] {
          if following.kind == .returnStmt || following.kind == .branchStmt && isLeaving(following, parent) {
            return .leaves
          }
          if waits(following) { return .waits }
          rest = .more
        }
      }
      node = parent
    }
    return rest
  }

  private static func isLeaving(_ branch: Node, _ list: Node) -> Bool {
    branch.token == .goto || branch.token == .break && (branch.label != nil || list.kind == .blockStmt)
  }

  private static func waits(_ statement: Node) -> Bool {
    statement.kind == .selectStmt || !statement.descendants(of: .selectStmt).isEmpty
      || statement.descendants(of: .unaryExpr).contains { $0.token == .arrow }
      || statement.descendants(of: .callExpr).contains {
        $0.arguments.isEmpty && $0.function?.unparenthesized.name?.isText("Wait") == true
      }
  }

  // MARK: Variables

  /// The declaring identifiers of what changes from turn to turn.
  static func variables(of loop: Node, _ file: GoFile, _ types: ModuleTypes) -> [Node] {
    var names: [Node] = []
    if loop.kind == .rangeStmt {
      names = [loop.key, loop.value].compactMap { $0 }
    } else if let post = loop.post {
      names = post.kind == .incDecStmt ? [post.operand].compactMap { $0 } : Array(post.leftSide)
    } else if let start = loop.initializer, start.token == .define {
      names = Array(start.leftSide)
    }
    return names.filter { $0.kind == .ident && !$0.isText("_") }.compactMap { name in
      types.declaration(of: name, in: file)?.name
    }
  }

  func uses(of variables: [Node], _ file: GoFile, _ types: ModuleTypes) -> [Node] {
    statements.flatMap { statement in
      statement.descendants(of: .ident).filter { use in
        guard variables.contains(where: { $0.isSpelled(like: use) }) else { return false }
        if let parent = use.parent {
          if parent.kind == .selectorExpr && parent.name == use { return false }
          if parent.kind == .keyValueExpr, parent.key == use, let literal = parent.parent,
            literal.kind == .compositeLit, types.type(of: literal, in: file) == nil
          {
            return false
          }
        }
        guard let declared = types.declaration(of: use, in: file)?.name else { return false }
        return variables.contains(declared) && declared != use
      }
    }
  }
}
