import GoSyntax

/// Makes the blocks and edges of one function from its statements.
///
/// Works through a stack of tasks of its own instead of calling itself, because generated code nests deeper than a
/// thread's stack is long. Each block's steps and edges are laid down in one go, so that both are ranges.
struct FlowGraphBuilder {
  let function: Node
  private let ending: (Node) -> FlowGraph.Exit?
  private(set) var steps: [Node] = []
  private(set) var blockOfStep: [UInt32] = []
  private(set) var blocks: [FlowGraph.Block] = []
  private(set) var edges: [FlowGraph.Edge] = []

  /// The block that is being laid down; nil after a jump.
  private(set) var current: Int?
  var tasks: [Task] = []
  private var targets: [Targets] = []
  private var labels: [String: Int] = [:]
  /// The label of the labeledStmt whose statement comes next.
  private var pendingLabel: Node?

  enum Task {
    case statement(Node)
    /// The statements of a list from a position on.
    case statements(NodeSlice, Int)
    case condition(Node, ifTrue: Int, ifFalse: Int)
    case step(Node)
    /// A case's expression, compared with the switch's tag.
    case test(Node, ifEqual: Int, ifNot: Int)
    /// The clauses of a type switch, `isComplete` when one of them is the default.
    case dispatch(Node, label: Node?, isComplete: Bool)
    /// Continues with a block, reached from the current one too.
    case begin(Int)
    case jump(Int)
    /// Where `fallthrough` leads in the clause that comes next.
    case fallsTo(Int?)
    /// Ends the innermost statement that `break` may leave.
    case leave
  }

  /// Where `break`, `continue` and `fallthrough` lead.
  struct Targets {
    var label: Node?
    var onBreak: Int?
    var onContinue: Int?
    var onFallthrough: Int?
  }

  init(_ function: Node, ending: @escaping (Node) -> FlowGraph.Exit?) {
    self.function = function
    self.ending = ending
    run()
  }

  mutating func run() {
    current = makeBlock()
    if let body = function.body { tasks.append(.statement(body)) }
    while let task = tasks.popLast() {
      switch task {
      case .statement(let node): statement(node)
      case .statements(let list, let position):
        guard position < list.endIndex else { continue }
        tasks.append(.statements(list, position + 1))
        statement(list[position])
      case .condition(let node, let ifTrue, let ifFalse): condition(node, ifTrue: ifTrue, ifFalse: ifFalse)
      case .step(let node): step(node)
      case .begin(let block): begin(block)
      case .jump(let block): jump(to: block)
      case .test(let node, let ifEqual, let ifNot):
        step(node)
        branch(on: node, ifTrue: ifEqual, ifFalse: ifNot)
      case .dispatch(let body, let label, let isComplete): dispatch(body, label, isComplete: isComplete)
      case .fallsTo(let block): targets[targets.count - 1].onFallthrough = block
      case .leave: targets.removeLast()
      }
    }
    finish(.bodyEnd)
  }

  // MARK: Blocks and edges

  mutating func makeBlock() -> Int {
    blocks.append(FlowGraph.Block())
    return blocks.count - 1
  }

  /// The current block; a new one that nothing leads to after a jump.
  mutating func here() -> Int {
    if let current { return current }
    let block = makeBlock()
    current = block
    return block
  }

  mutating func step(_ node: Node) {
    let block = here()
    if blocks[block].steps.isEmpty { blocks[block].steps = steps.count..<steps.count }
    steps.append(node)
    blockOfStep.append(UInt32(block))
    blocks[block].steps = blocks[block].steps.lowerBound..<steps.count
  }

  mutating func begin(_ block: Int) {
    if current != nil { jump(to: block) }
    current = block
  }

  mutating func jump(to block: Int) {
    branch([(block, nil)])
  }

  /// Ends the current block with edges; nothing happens after a jump, where no block is.
  mutating func branch(_ choices: [(target: Int, branch: FlowGraph.Branch?)]) {
    guard let block = current else { return }
    let first = edges.count
    for choice in choices { edges.append(FlowGraph.Edge(target: choice.target, branch: choice.branch)) }
    blocks[block].edges = first..<edges.count
    current = nil
  }

  mutating func branch(on condition: Node, ifTrue: Int, ifFalse: Int) {
    branch([
      (ifTrue, FlowGraph.Branch(condition: condition, isTrue: true)),
      (ifFalse, FlowGraph.Branch(condition: condition, isTrue: false)),
    ])
  }

  mutating func finish(_ exit: FlowGraph.Exit) {
    guard let block = current else { return }
    blocks[block].exit = exit
    current = nil
  }

  /// Puts tasks on the stack so that the first is done first.
  mutating func plan(_ tasks: [Task]) { self.tasks.append(contentsOf: tasks.reversed()) }

  mutating func enter(_ label: Node?, onBreak: Int, onContinue: Int? = nil) {
    targets.append(Targets(label: label, onBreak: onBreak, onContinue: onContinue))
  }

  // MARK: Statements

  mutating func statement(_ node: Node) {
    let label = pendingLabel
    pendingLabel = nil
    switch node.kind {
    case .blockStmt: plan([.statements(node.statements, node.statements.startIndex)])
    case .labeledStmt:
      guard let name = node.label, let inner = node.statement else { return }
      begin(block(labelled: name))
      pendingLabel = name
      tasks.append(.statement(inner))
    case .ifStmt: ifStatement(node)
    case .forStmt: forStatement(node, label)
    case .rangeStmt: rangeStatement(node, label)
    case .switchStmt: switchStatement(node, label)
    case .typeSwitchStmt: typeSwitchStatement(node, label)
    case .selectStmt: selectStatement(node, label)
    case .branchStmt: branchStatement(node)
    case .returnStmt:
      step(node)
      finish(.returns)
    case .exprStmt:
      step(node)
      if let call = node.operand?.unparenthesized, call.kind == .callExpr, let exit = ending(call) { finish(exit) }
    case .emptyStmt: return
    default: step(node)
    }
  }

  mutating func block(labelled name: Node) -> Int {
    let text = name.text
    if let block = labels[text] { return block }
    let block = makeBlock()
    labels[text] = block
    return block
  }

  mutating func branchStatement(_ node: Node) {
    step(node)
    let label = node.label
    if node.token == .goto {
      if let label { jump(to: block(labelled: label)) } else { current = nil }
      return
    }
    for target in targets.reversed() {
      if let label, target.label.map({ $0.text == label.text }) != true { continue }
      let block =
        switch node.token {
        case .break: target.onBreak
        case .continue: target.onContinue
        default: target.onFallthrough
        }
      if let block { return jump(to: block) }
    }
    current = nil
  }
}
