extension GoPattern {
  /// Where a file holds code like the pattern: the node, or the first of the statements; in order.
  ///
  /// - Parameter budget: steps that may still be taken, of all files; below 0 the search was ended early.
  package func matches(in tree: SyntaxTree, budget: inout Int) -> [Node] {
    var found: [Node] = []
    var match = GoPatternMatch(self, budget: budget)
    defer { budget = match.budget }
    switch root {
    case .node(let pattern):
      for node in tree.nodes(of: pattern.kind) where match.isLike(pattern, node) { found.append(node) }
    case .statements(let patterns):
      for kind in [NodeKind.blockStmt, .caseClause, .commClause] {
        for block in tree.nodes(of: kind) {
          let statements = block.statements.filter { $0.kind != .emptyStmt }
          for start in statements.indices where match.isLike(patterns, statements[start...]) {
            found.append(statements[start])
          }
        }
      }
    }
    return found.sorted { $0.start < $1.start }
  }
}

/// Holds a pattern against code, taking back what a hole was bound to where that leads nowhere.
struct GoPatternMatch {
  private let pattern: GoPattern
  /// What each hole is bound to; one node, or those of a list.
  private var bindings: [ArraySlice<Node>?]
  private(set) var budget: Int

  init(_ pattern: GoPattern, budget: Int) {
    self.pattern = pattern
    self.budget = budget
    bindings = Array(repeating: nil, count: pattern.holeCount)
  }

  /// What is still to be shown, first things first.
  private indirect enum Goals {
    case none
    case node(Node, Node, Goals)
    /// `isOpen`: more code may follow.
    case list(ArraySlice<Node>, ArraySlice<Node>, isOpen: Bool, Goals)
  }

  mutating func isLike(_ pattern: Node, _ code: Node) -> Bool { isSolved(.node(pattern, code, .none)) }

  mutating func isLike(_ patterns: [Node], _ code: ArraySlice<Node>) -> Bool {
    isSolved(.list(patterns[...], code, isOpen: true, .none))
  }

  private mutating func isSolved(_ goals: Goals) -> Bool {
    for index in bindings.indices { bindings[index] = nil }
    return solve(goals)
  }

  private mutating func solve(_ goals: Goals) -> Bool {
    budget -= 1
    guard budget >= 0 else { return false }
    switch goals {
    case .none: return true
    case .node(let pattern, let code, let rest): return unify(pattern, code, rest)
    case .list(let patterns, let code, let isOpen, let rest):
      guard let first = patterns.first else { return (isOpen || code.isEmpty) && solve(rest) }
      if case .any(let name)? = pattern.holes[first.index] {
        return solve(any: name, patterns.dropFirst(), code, isOpen, rest)
      }
      guard let next = code.first else { return false }
      return solve(.node(first, next, .list(patterns.dropFirst(), code.dropFirst(), isOpen: isOpen, rest)))
    }
  }

  /// A hole for a list takes as little as it can.
  private mutating func solve(
    any name: Int?, _ patterns: ArraySlice<Node>, _ code: ArraySlice<Node>, _ isOpen: Bool, _ rest: Goals
  ) -> Bool {
    let others = patterns.count { !isAny($0) }
    guard others <= code.count else { return false }
    // Where no other such hole follows, what is left over is known.
    let isLast = others == patterns.count && !isOpen
    for count in (isLast ? code.count - others : 0)...(code.count - others) {
      let kept = bindings
      if bind(name, code.prefix(count)),
        solve(.list(patterns, code.dropFirst(count), isOpen: isOpen, rest))
      {
        return true
      }
      bindings = kept
      if budget < 0 { return false }
    }
    return false
  }

  private func isAny(_ node: Node) -> Bool {
    if case .any? = pattern.holes[node.index] { true } else { false }
  }

  private mutating func unify(_ wanted: Node, _ written: Node, _ rest: Goals) -> Bool {
    let (pattern, code) = (wanted.withoutParentheses, written.withoutParentheses)
    if case .one(let name)? = self.pattern.holes[pattern.index] { return bind(name, [code][...]) && solve(rest) }
    guard pattern.kind == code.kind, pattern.token == code.token else { return false }
    let lists = pattern.lists
    // f(xs...) is like f($*rest).
    let ignored: NodeFlags = lists[0].last.map(isAny) ?? false ? .spreads : []
    guard pattern.patternFlags.subtracting(ignored) == code.patternFlags.subtracting(ignored) else { return false }
    if pattern.kind == .ident || pattern.kind == .basicLit, !pattern.bytes.elementsEqual(code.bytes) { return false }
    var goals = rest
    for (patterns, elements) in zip(lists, code.lists).reversed() {
      let counted = GoPatternMatch.counted(elements)
      budget -= counted.count
      goals = .list(GoPatternMatch.counted(patterns)[...], counted[...], isOpen: false, goals)
    }
    for (slot, found) in zip(pattern.fixedSlots, code.fixedSlots).reversed() {
      switch (slot, found) {
      case (nil, nil): break
      case (let slot?, let found?): goals = .node(slot, found, goals)
      // A list of parameters or results that is nothing but such a hole may be absent.
      case (let absent?, nil):
        guard absent.kind == .fieldList, let only = absent.fields.first, absent.fields.count == 1, isAny(only) else {
          return false
        }
        goals = .list(Array(absent.fields)[...], [], isOpen: false, goals)
      case (nil, _?): return false
      }
    }
    return solve(goals)
  }

  private static func counted(_ list: [Node]) -> [Node] { list.filter { $0.kind != .emptyStmt } }

  private mutating func bind(_ name: Int?, _ nodes: ArraySlice<Node>) -> Bool {
    guard let name else { return true }
    guard let known = bindings[name] else {
      bindings[name] = nodes
      return true
    }
    return known.count == nodes.count && zip(known, nodes).allSatisfy { isSame($0, $1) }
  }

  /// Whether two pieces of code are written alike, but for white space, comments and parentheses.
  private mutating func isSame(_ a: Node, _ b: Node) -> Bool {
    var open = [(a, b)]
    while let (first, second) = open.popLast() {
      budget -= 1
      let (a, b) = (first.withoutParentheses, second.withoutParentheses)
      guard a.kind == b.kind, a.token == b.token, a.patternFlags == b.patternFlags, a.slots.count == b.slots.count,
        budget >= 0
      else { return false }
      if a.slots.isEmpty, !a.bytes.elementsEqual(b.bytes) { return false }
      for (left, right) in zip(a.slots, b.slots) {
        if (left.index == 0) != (right.index == 0) { return false }
        if left.index != 0 { open.append((left, right)) }
      }
    }
    return true
  }
}

extension Node {
  fileprivate var withoutParentheses: Node {
    var node = self
    while node.kind == .parenExpr, let inner = node.operand { node = inner }
    return node
  }
}
