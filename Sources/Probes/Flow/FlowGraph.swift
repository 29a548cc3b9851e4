import GoSyntax

/// The control flow of one function body: what may run after what, and how the function ends.
///
/// The graph is made of *steps*: the nodes that run as a whole, none inside another. A step is a simple statement
/// (`deferStmt` and `returnStmt` among them), one operand of a condition's `&&` and `||`, a switch's tag or case
/// expression, a select's communication, or of a range its operand (once) and its key and value (in each round). Steps
/// that always run in a row share a block; blocks are joined by edges, and an edge that is taken because a condition
/// came out one way carries it as a `Branch`. Every node inside a step stands for that step, so a question may begin at
/// any expression.
///
/// A function literal is part of the step it is written in; its body has a graph of its own. A deferred call runs on
/// every way out once its `deferStmt` was passed, so to pass the step is enough for "it will be done".
///
/// Limits: a panic is seen only where it is written, not where an index or a nil pointer may cause one, and `recover`
/// brings no path back. Conditions inside plain expressions (`x := a && f()`) are part of their step. Two conditions are
/// independent of each other: that `if debug` came out true above says nothing of the next `if debug`.
final class FlowGraph: Sendable {
  /// funcDecl or funcLit.
  let function: Node
  /// Keeps the nodes valid.
  private let tree: SyntaxTree
  /// All steps, block after block.
  let steps: [Node]
  let blocks: [Block]
  let edges: [Edge]
  /// The block of each step.
  let blockOfStep: [UInt32]
  /// Positions in `steps`, ascending by the nodes' indexes: a step's subtree ends at its own index.
  private let order: [UInt32]
  /// Whether a way leads from the beginning to each block.
  private let reached: [Bool]

  /// Steps that run one after the other, and what may follow the last.
  struct Block {
    var steps: Range<Int> = 0..<0
    var edges: Range<Int> = 0..<0
    var exit: Exit?
  }

  struct Edge {
    let target: Int
    let branch: Branch?
  }

  /// A condition and how it came out.
  ///
  /// - if, for, switch without a tag: an operand of the condition that holds no `&&`, `||` or `!` itself.
  /// - switch with a tag: the case's expression (its parent is the caseClause), true when the tag equals it.
  /// - type switch: the caseClause, always true. select: the commClause, always true.
  /// - range: the operand, true when there is a next element.
  struct Branch {
    let condition: Node
    let isTrue: Bool
  }

  /// How a function ends.
  enum Exit {
    case returns
    /// The closing brace of the body.
    case bodyEnd
    case panics
    /// The process ends; deferred calls do not run.
    case exits
    /// The goroutine ends as `runtime.Goexit` and `t.FailNow` end it; deferred calls run.
    case stops
  }

  /// `ending` says of a call that stands as a statement whether it ends the function instead of returning.
  convenience init(_ function: Node, ending: @escaping (Node) -> Exit? = { $0.writtenEnding }) {
    self.init(FlowGraphBuilder(function, ending: ending))
  }

  private init(_ made: FlowGraphBuilder) {
    let (steps, blocks, edges) = (made.steps, made.blocks, made.edges)
    function = made.function
    tree = made.function.tree
    self.steps = steps
    self.blocks = blocks
    self.edges = edges
    blockOfStep = made.blockOfStep
    order = (0..<UInt32(steps.count)).sorted { steps[Int($0)].index < steps[Int($1)].index }
    var reached = [Bool](repeating: false, count: blocks.count)
    var open = [0]
    reached[0] = true
    while let block = open.popLast() {
      for edge in edges[blocks[block].edges] where !reached[edge.target] {
        reached[edge.target] = true
        open.append(edge.target)
      }
    }
    self.reached = reached
  }

  /// The position of the step that a node belongs to; of a statement made of several, the first of them.
  func step(of node: Node) -> Int? {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if steps[Int(order[middle])].index < node.index { low = middle + 1 } else { high = middle }
    }
    if low < order.count {
      let step = steps[Int(order[low])]
      if step == node || step.contains(node) { return Int(order[low]) }
    }
    // The steps inside the node lie before it, the first of them first.
    guard low > 0, node.contains(steps[Int(order[low - 1])]) else { return nil }
    var first = 0
    var last = low - 1
    while first < last {
      let middle = (first + last) / 2
      if node.contains(steps[Int(order[middle])]) { last = middle } else { first = middle + 1 }
    }
    return Int(order[first])
  }

  /// Whether any way leads from the function's beginning to the node.
  func isReachable(_ node: Node) -> Bool {
    guard let step = step(of: node) else { return false }
    return reached[Int(blockOfStep[step])]
  }

  /// Whether the function can end by returning; a server's loop or a function that always exits cannot.
  var canReturn: Bool {
    blocks.indices.contains { reached[$0] && (blocks[$0].exit == .returns || blocks[$0].exit == .bodyEnd) }
  }
}
