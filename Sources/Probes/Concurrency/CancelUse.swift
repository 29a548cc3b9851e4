import GoSyntax
import GoTypes
import Repository

/// What becomes of one cancel function.
struct CancelUse {
  /// What is wrong, for the reviewer; nil when it is called on every way out or may be.
  private(set) var problem: String?

  init(of name: Node, madeBy call: Node, in file: GoFile, _ subject: Subject) {
    if name.kind == .selectorExpr {
      if let place = name.name, CancelUse.isForgotten(place, isField: true, file, subject) {
        problem = "it is kept in \(place.text), which nobody calls"
      }
      return
    }
    guard let variable = VariableUses(of: name, in: file, subject.types),
      let function = call.enclosingFunction, variable.function == function
    else { return }
    var uses = variable.uses.filter { CancelUse.isReal($0, file, subject, depth: 0) }
    if variable.kind == .result {
      // A return without values gives the named results.
      uses += function.descendants(of: .returnStmt).filter {
        $0.returned.isEmpty && $0.enclosingFunction == function
      }
    }
    let places = uses.map { CancelUse.place(storing: $0) }
    if let place = places.first, let place,
      places.allSatisfy({ $0.map { CancelUse.isForgotten($0.name, isField: $0.isField, file, subject) } ?? false })
    {
      problem = "the cancel function is kept in \(place.name.text), which nobody calls"
      return
    }
    // `var ( ctx, cancel = …; store = &Store{stop: cancel} )`: no way leads out between the lines of one declaration.
    if let declaration = call.ancestors.first(where: { $0.kind == .genDecl || $0.kind == .funcLit }),
      declaration.kind == .genDecl,
      uses.contains(where: { $0.start > call.end && $0.end < declaration.end })
    {
      return
    }
    let graph = subject.flow(of: function, in: file)
    let done = Set(uses.compactMap { graph.step(of: $0) })
    let overwritten = Set(
      variable.uses.filter { $0.isAssigned && $0.enclosingFunction == function }.compactMap { graph.step(of: $0) })
    let path = graph.path(
      from: call, to: [.returns, .again],
      follow: { $0.nilness { $0.isSpelled(like: name) } != .isNil },
      visit: { step in
        if let position = graph.step(of: step) {
          if done.contains(position) { return .stop }
          if overwritten.contains(position) { return .arrive }
        }
        return CancelUse.endsTest(step, file, subject) ? .stop : .goOn
      })
    guard let path else { return }
    if case .again = path.end, CancelUse.isCalledNextTurn(call, variable.declared, uses) { return }
    if uses.isEmpty {
      problem = "the cancel function is never called"
      return
    }
    switch path.end {
    case .again: problem = "the loop comes round without calling it"
    case .step: problem = "\(name.text) gets a new value on line \(path.last?.line ?? name.line) before it is called"
    case .exit:
      problem =
        path.last.map { "the return on line \($0.line) leaves without calling it" }
        ?? "the function may end without calling it"
    }
  }

  /// Whether the variable outlives the turn of its loop, and another case of a switch or select around calls it there.
  private static func isCalledNextTurn(_ call: Node, _ declared: Node, _ uses: [Node]) -> Bool {
    guard let loop = call.ancestors.first(where: { $0.kind == .forStmt || $0.kind == .rangeStmt }),
      declared.end < loop.start
    else { return false }
    let clauses = call.ancestors.filter(\.isClause)
    return uses.contains { use in
      use.start > loop.start && use.end < loop.end && use.ancestors.contains { isOther($0, than: clauses) }
    }
  }

  /// Whether a node is a case beside one of several others.
  private static func isOther(_ node: Node, than clauses: [Node]) -> Bool {
    guard node.isClause else { return false }
    return clauses.contains { $0 != node && $0.parent == node.parent }
  }

  /// Whether a use may lead to a call: not one that sets the variable, throws its value away, keeps it in a local
  /// variable nobody uses, or hands it to a function of the module that ignores it.
  private static func isReal(_ use: Node, _ file: GoFile, _ subject: Subject, depth: Int) -> Bool {
    if use.isAssigned || use.isDiscarded { return false }
    guard depth < 4, let parent = use.parent else { return true }
    if let target = use.assignedTarget, target.kind == .ident,
      let alias = VariableUses(of: target, in: file, subject.types), alias.kind == .variable
    {
      return alias.uses.contains { isReal($0, file, subject, depth: depth + 1) }
    }
    guard parent.kind == .callExpr, parent.function != use, let position = parent.arguments.firstIndex(of: use),
      let function = parent.function?.unparenthesized
    else { return true }
    let taker: (node: Node, file: GoFile)?
    if function.kind == .funcLit {
      taker = (function, file)
    } else {
      taker = subject.types.callee(of: parent, in: file).flatMap { FunctionIndex.declaration(of: $0, subject) }
    }
    guard let taker, taker.node.body != nil, let fields = taker.node.type?.parameters?.fields,
      fields.last?.type?.kind != .ellipsis
    else { return true }
    let names = fields.flatMap { Array($0.names) }
    let number = position - parent.arguments.startIndex
    guard number < names.count else { return true }
    if names[number].isText("_") { return false }
    guard let parameter = VariableUses(of: names[number], in: taker.file, subject.types) else { return true }
    return parameter.uses.contains { isReal($0, taker.file, subject, depth: depth + 1) }
  }

  /// The field or variable that a use stores the function in; nil for any other use.
  private static func place(storing use: Node) -> (name: Node, isField: Bool)? {
    if let target = use.assignedTarget {
      if target.kind == .selectorExpr { return target.name.map { ($0, true) } }
      return target.kind == .ident ? (target, false) : nil
    }
    if let pair = use.parent, pair.kind == .keyValueExpr, pair.value == use, let key = pair.key, key.kind == .ident,
      pair.parent?.kind == .compositeLit
    {
      return (key, true)
    }
    return nil
  }

  /// Whether no code of the package reads a field or package variable that other packages cannot reach.
  private static func isForgotten(_ name: Node, isField: Bool, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let first = name.bytes.first else { return false }
    guard file.isMain || (97...122).contains(first) || first == 95 else { return false }
    if !isField, subject.types.declaration(of: name, in: file)?.packagePath == nil { return false }
    for other in subject.snapshot.goFiles where other.packagePath == file.packagePath {
      for selector in other.tree.nodes(of: .selectorExpr) {
        guard let selected = selector.name, selected.isSpelled(like: name) else { continue }
        if !selector.isAssigned, !selector.isComparedWithNil { return false }
      }
      if isField { continue }
      for use in other.tree.nodes(of: .ident) where use.isSpelled(like: name) {
        let kind = use.parent?.kind
        if kind == .valueSpec && use.parent?.names.contains(use) == true { continue }
        if !use.isAssigned, !use.isComparedWithNil { return false }
      }
    }
    return true
  }

  /// `t.FailNow()` and the like on whatever is a test's state by its type.
  private static func endsTest(_ step: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard step.kind == .exprStmt, let call = step.operand?.unparenthesized, call.kind == .callExpr,
      let name = call.function?.unparenthesized.name,
      name.isText("FailNow") || name.isText("Fatal") || name.isText("Fatalf") || name.isText("SkipNow")
        || name.isText("Skip") || name.isText("Skipf")
    else { return false }
    return subject.types.callee(of: call, in: file)?.packagePath == "testing"
  }
}

extension Node {
  fileprivate var isComparedWithNil: Bool { parent?.nilComparison != nil }
}

extension Node {
  /// A case of a switch or a select.
  fileprivate var isClause: Bool { kind == .caseClause || kind == .commClause }
}
