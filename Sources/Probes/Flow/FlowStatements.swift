import GoSyntax

/// The statements that choose or repeat, as blocks and edges.
extension FlowGraphBuilder {
  mutating func ifStatement(_ node: Node) {
    guard let condition = node.condition, let body = node.body else { return }
    let (then, after) = (makeBlock(), makeBlock())
    var plan: [Task] = []
    if let initializer = node.initializer { plan.append(.statement(initializer)) }
    if let other = node.elseBranch {
      let otherwise = makeBlock()
      plan += [
        .condition(condition, ifTrue: then, ifFalse: otherwise), .begin(then), .statement(body), .jump(after),
        .begin(otherwise), .statement(other), .begin(after),
      ]
    } else {
      plan += [.condition(condition, ifTrue: then, ifFalse: after), .begin(then), .statement(body), .begin(after)]
    }
    self.plan(plan)
  }

  mutating func condition(_ node: Node, ifTrue: Int, ifFalse: Int) {
    let node = node.unparenthesized
    switch (node.kind, node.token) {
    case (.binaryExpr, .logicalAnd), (.binaryExpr, .logicalOr):
      guard let left = node.left, let right = node.right else { return }
      let next = makeBlock()
      let isAnd = node.token == .logicalAnd
      plan([
        .condition(left, ifTrue: isAnd ? next : ifTrue, ifFalse: isAnd ? ifFalse : next), .begin(next),
        .condition(right, ifTrue: ifTrue, ifFalse: ifFalse),
      ])
    case (.unaryExpr, .not):
      guard let operand = node.operand else { return }
      tasks.append(.condition(operand, ifTrue: ifFalse, ifFalse: ifTrue))
    default:
      step(node)
      if node.kind == .ident, node.isText("true") { return jump(to: ifTrue) }
      if node.kind == .ident, node.isText("false") { return jump(to: ifFalse) }
      branch(on: node, ifTrue: ifTrue, ifFalse: ifFalse)
    }
  }

  // MARK: Loops

  mutating func forStatement(_ node: Node, _ label: Node?) {
    guard let body = node.body else { return }
    let (head, round, next, after) = (makeBlock(), makeBlock(), makeBlock(), makeBlock())
    enter(label, onBreak: after, onContinue: next)
    var plan: [Task] = []
    if let initializer = node.initializer { plan.append(.statement(initializer)) }
    plan.append(.begin(head))
    if let condition = node.condition { plan.append(.condition(condition, ifTrue: round, ifFalse: after)) }
    plan += [.begin(round), .statement(body), .begin(next)]
    if let post = node.post { plan.append(.statement(post)) }
    plan += [.jump(head), .leave, .begin(after)]
    self.plan(plan)
  }

  mutating func rangeStatement(_ node: Node, _ label: Node?) {
    guard let body = node.body, let operand = node.operand else { return }
    let (head, round, after) = (makeBlock(), makeBlock(), makeBlock())
    enter(label, onBreak: after, onContinue: head)
    step(operand)
    begin(head)
    branch(on: operand, ifTrue: round, ifFalse: after)
    begin(round)
    if let key = node.key { step(key) }
    if let value = node.value { step(value) }
    plan([.statement(body), .jump(head), .leave, .begin(after)])
  }

  // MARK: Switches

  mutating func switchStatement(_ node: Node, _ label: Node?) {
    guard let body = node.body else { return }
    let after = makeBlock()
    enter(label, onBreak: after)
    var plan: [Task] = []
    if let initializer = node.initializer { plan.append(.statement(initializer)) }
    var tag = node.condition?.unparenthesized
    if let word = tag, word.kind == .ident, word.isText("true") { tag = nil }
    if let tag { plan.append(.step(tag)) }
    let clauses = body.statements
    let bodies = clauses.map { _ in makeBlock() }
    var otherwise = after
    for (clause, block) in zip(clauses, bodies) {
      if clause.caseExpressions.isEmpty { otherwise = block }
      for expression in clause.caseExpressions {
        let next = makeBlock()
        plan.append(
          tag == nil
            ? .condition(expression, ifTrue: block, ifFalse: next) : .test(expression, ifEqual: block, ifNot: next))
        plan.append(.begin(next))
      }
    }
    plan.append(.jump(otherwise))
    for (position, clause) in clauses.enumerated() {
      plan.append(.begin(bodies[position]))
      plan.append(.fallsTo(position + 1 < bodies.count ? bodies[position + 1] : nil))
      plan.append(.statements(clause.statements, clause.statements.startIndex))
      plan.append(.jump(after))
    }
    self.plan(plan + [.leave, .begin(after)])
  }

  mutating func typeSwitchStatement(_ node: Node, _ label: Node?) {
    guard let body = node.body, let operand = node.condition else { return }
    let dispatch = makeBlock()
    var plan: [Task] = []
    if let initializer = node.initializer { plan.append(.statement(initializer)) }
    plan += [.step(operand), .begin(dispatch)]
    let hasDefault = body.statements.contains { $0.caseExpressions.isEmpty }
    plan.append(.dispatch(body, label: label, isComplete: hasDefault))
    self.plan(plan)
  }

  mutating func selectStatement(_ node: Node, _ label: Node?) {
    guard let body = node.body else { return }
    dispatch(body, label, isComplete: true)
  }

  /// One edge to each clause, and past them where they need not match.
  mutating func dispatch(_ body: Node, _ label: Node?, isComplete: Bool) {
    let after = makeBlock()
    enter(label, onBreak: after)
    let clauses = body.statements
    let bodies = clauses.map { _ in makeBlock() }
    var choices: [(target: Int, branch: FlowGraph.Branch?)] = []
    for (clause, block) in zip(clauses, bodies) {
      choices.append((block, FlowGraph.Branch(condition: clause, isTrue: true)))
    }
    if !isComplete { choices.append((after, nil)) }
    branch(choices)
    var plan: [Task] = []
    for (clause, block) in zip(clauses, bodies) {
      plan.append(.begin(block))
      if let communication = clause.communication { plan.append(.statement(communication)) }
      plan.append(.statements(clause.statements, clause.statements.startIndex))
      plan.append(.jump(after))
    }
    self.plan(plan + [.leave, .begin(after)])
  }
}
