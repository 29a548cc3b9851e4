import GoSyntax

/// Ways through a function, asked for from one place on.
extension FlowGraph {
  /// What a step means for the way that is looked for.
  enum Step {
    case goOn
    /// The way is of no interest any more: what was to be done is done.
    case stop
    /// What is looked for.
    case arrive
    /// From here on every branch may be taken: what the branches said at the start is out of date.
    case forgetBranches
  }

  /// The ways out that count as arriving.
  struct Ends: OptionSet {
    let rawValue: UInt8
    /// A return statement or the end of the body.
    static let returns = Ends(rawValue: 1)
    static let panics = Ends(rawValue: 2)
    /// `os.Exit` and what is like it.
    static let exits = Ends(rawValue: 4)
    /// `runtime.Goexit`, `t.FailNow`.
    static let stops = Ends(rawValue: 8)
    /// The start itself, once more: a loop came round.
    static let again = Ends(rawValue: 16)
  }

  /// A way that was found.
  struct Path {
    enum End {
      case exit(Exit)
      /// The start again.
      case again
      /// A step for which the answer was `.arrive`.
      case step
    }

    let end: End
    /// The last step: the return statement, the call that exits, the step arrived at; nil where the body just ends.
    let last: Node?
    /// The conditions on the way, in order.
    let branches: [Branch]
  }

  /// A shortest way from a node, or from the beginning, to an end or to a step that `visit` arrives at.
  ///
  /// The start's own step is not visited, unless a loop comes round to it and `.again` is not among the ends. A branch
  /// for which `follow` is false is not taken. Costs at most two visits of each step.
  func path(
    from start: Node?, to ends: Ends, follow: (Branch) -> Bool = { _ in true }, visit: (Node) -> Step
  ) -> Path? {
    var search = FlowSearch(graph: self, ends: ends, start: start.flatMap { step(of: $0) })
    if start != nil, search.start == nil { return nil }
    return search.run(follow: follow, followAlways: { _ in true }) { visit(steps[$0]) }
  }

  /// A way from a node to an end of the function on which no step is one that `isDone` holds for.
  ///
  /// With `.again` among the ends (it is unless left out), a loop that comes back to the start is such an end.
  func pathToExit(
    from start: Node?, to ends: Ends = [.returns, .again], avoiding isDone: (Node) -> Bool,
    follow: (Branch) -> Bool = { _ in true }
  ) -> Path? {
    path(from: start, to: ends, follow: follow) { isDone($0) ? .stop : .goOn }
  }

  /// The same for steps that hold one of the given nodes: the uses of a variable, calls of a method.
  ///
  /// `forgetting` are nodes (new values for what a branch is about) after whose steps `follow` is no longer asked,
  /// but `followAlways` is.
  func pathToExit(
    from start: Node?, to ends: Ends = [.returns, .again], avoiding uses: some Sequence<Node>,
    forgetting: some Sequence<Node> = EmptyCollection<Node>(), follow: (Branch) -> Bool = { _ in true },
    followAlways: (Branch) -> Bool = { _ in true }
  ) -> Path? {
    let done = Set(uses.compactMap { step(of: $0) })
    let forgotten = Set(forgetting.compactMap { step(of: $0) })
    var search = FlowSearch(graph: self, ends: ends, start: start.flatMap { step(of: $0) })
    if start != nil, search.start == nil { return nil }
    return search.run(follow: follow, followAlways: followAlways) { step in
      if done.contains(step) { return .stop }
      return forgotten.contains(step) ? .forgetBranches : .goOn
    }
  }

  /// Whether every way from the beginning to the node passes a step that `isDone` holds for.
  func isAlwaysBefore(_ node: Node, _ isDone: (Node) -> Bool) -> Bool {
    guard let goal = step(of: node), isReachable(node) else { return true }
    return path(from: nil, to: []) { $0 == steps[goal] ? .arrive : isDone($0) ? .stop : .goOn } == nil
  }
}

/// A breadth-first search through blocks, each seen once while branches count and once after they were forgotten.
struct FlowSearch {
  let graph: FlowGraph
  let ends: FlowGraph.Ends
  let start: Int?

  /// A block on its way, and how it was come to.
  private struct Place {
    let block: Int
    let isForgetful: Bool
    /// Position in `places` of where the way came from; -1 at the start.
    let from: Int
    let branch: FlowGraph.Branch?
  }

  private var places: [Place] = []
  private var seen: [Bool] = []

  init(graph: FlowGraph, ends: FlowGraph.Ends, start: Int?) {
    self.graph = graph
    self.ends = ends
    self.start = start
  }

  mutating func run(
    follow: (FlowGraph.Branch) -> Bool, followAlways: (FlowGraph.Branch) -> Bool, visit: (Int) -> FlowGraph.Step
  ) -> FlowGraph.Path? {
    seen = [Bool](repeating: false, count: graph.blocks.count * 2)
    var next = 0
    places.append(
      Place(block: start.map { Int(graph.blockOfStep[$0]) } ?? 0, isForgetful: false, from: -1, branch: nil))
    while next < places.count {
      if let path = walk(next, follow: follow, followAlways: followAlways, visit: visit) { return path }
      next += 1
    }
    return nil
  }

  /// Goes through one block's steps and adds the places after it.
  private mutating func walk(
    _ number: Int, follow: (FlowGraph.Branch) -> Bool, followAlways: (FlowGraph.Branch) -> Bool,
    visit: (Int) -> FlowGraph.Step
  ) -> FlowGraph.Path? {
    let place = places[number]
    let block = graph.blocks[place.block]
    var isForgetful = place.isForgetful
    var first = block.steps.lowerBound
    if number == 0, let start { first = start + 1 }
    for step in first..<max(first, block.steps.upperBound) {
      if step == start, ends.contains(.again) { return path(to: number, .again, graph.steps[step]) }
      switch visit(step) {
      case .goOn: continue
      case .stop: return nil
      case .arrive: return path(to: number, .step, graph.steps[step])
      case .forgetBranches: isForgetful = true
      }
    }
    if let exit = block.exit, ends.contains(exit.end) {
      return path(to: number, .exit(exit), exit == .bodyEnd ? nil : graph.steps[block.steps.upperBound - 1])
    }
    for edge in graph.edges[block.edges] {
      let position = edge.target * 2 + (isForgetful ? 1 : 0)
      if seen[position] { continue }
      if let branch = edge.branch, isForgetful ? !followAlways(branch) : !follow(branch) { continue }
      seen[position] = true
      places.append(Place(block: edge.target, isForgetful: isForgetful, from: number, branch: edge.branch))
    }
    return nil
  }

  private func path(to number: Int, _ end: FlowGraph.Path.End, _ last: Node?) -> FlowGraph.Path {
    var branches: [FlowGraph.Branch] = []
    var number = number
    while number >= 0 {
      if let branch = places[number].branch { branches.append(branch) }
      number = places[number].from
    }
    return FlowGraph.Path(end: end, last: last, branches: branches.reversed())
  }
}

extension FlowGraph.Exit {
  fileprivate var end: FlowGraph.Ends {
    switch self {
    case .returns, .bodyEnd: .returns
    case .panics: .panics
    case .exits: .exits
    case .stops: .stops
    }
  }
}
