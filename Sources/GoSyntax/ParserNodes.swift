/// Adding nodes to the arena.
extension Parser {
  @inline(__always)
  func start(of node: NodeIndex) -> UInt32 { nodes[Int(node)].start }
  @inline(__always)
  func end(of node: NodeIndex) -> UInt32 { nodes[Int(node)].end }
  @inline(__always)
  func kind(of node: NodeIndex) -> NodeKind { nodes[Int(node)].kind }
  @inline(__always)
  func slot(_ number: Int, of node: NodeIndex) -> NodeIndex { childIndices[Int(nodes[Int(node)].firstChild) + number] }

  /// The index that the next node gets.
  private var next: NodeIndex { @inline(__always) get { NodeIndex(truncatingIfNeeded: nodes.count) } }

  /// Appends the node whose children were appended from `first` on; `lowest` is where their subtrees begin.
  @inline(__always)
  private mutating func append(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, _ token: Token, _ flags: NodeFlags, _ extra: UInt32,
    firstChild: Int, lowest first: UInt32
  ) -> NodeIndex {
    let index = next
    nodes.append(
      NodeDraft(
        kind: kind, token: token, flags: flags, start: start, end: end,
        firstChild: UInt32(truncatingIfNeeded: firstChild),
        childCount: UInt32(truncatingIfNeeded: childIndices.count &- firstChild), extra: extra),
      lowest: min(index, first))
    return index
  }

  /// Appends a fixed child, which may be absent, of the node that comes next; answers where its subtree begins.
  @inline(__always)
  private mutating func appendChild(_ child: NodeIndex) -> UInt32 {
    childIndices.append(child)
    nodes.parents[Int(child)] = next
    return nodes.lowest[Int(child)]
  }

  /// Moves the pending nodes from a mark on to the node that comes next; answers where the first one's subtree begins.
  @inline(__always)
  private mutating func appendPending(since mark: Int) -> UInt32 {
    let number = pending.count &- mark
    guard number > 0 else { return .max }
    let list = UnsafePointer(pending.base + mark)
    let parent = next
    for i in 0..<number {
      childIndices.append(list[i])
      nodes.parents[Int(list[i])] = parent
    }
    pending.removeLast(number)
    return nodes.lowest[Int(list[0])]
  }

  // MARK: Fixed children

  @inline(__always)
  mutating func add(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = []
  ) -> NodeIndex {
    append(kind, start, end, token, flags, 0, firstChild: childIndices.count, lowest: .max)
  }

  @inline(__always)
  mutating func add(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], extra: UInt32 = 0,
    _ a: NodeIndex
  ) -> NodeIndex {
    let first = childIndices.count
    let lowest = appendChild(a)
    return append(kind, start, end, token, flags, extra, firstChild: first, lowest: lowest)
  }

  @inline(__always)
  mutating func add(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], extra: UInt32 = 0,
    _ a: NodeIndex, _ b: NodeIndex
  ) -> NodeIndex {
    let first = childIndices.count
    let lowest = min(appendChild(a), appendChild(b))
    return append(kind, start, end, token, flags, extra, firstChild: first, lowest: lowest)
  }

  mutating func add(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], _ a: NodeIndex,
    _ b: NodeIndex, _ c: NodeIndex
  ) -> NodeIndex {
    let first = childIndices.count
    let lowest = min(appendChild(a), appendChild(b), appendChild(c))
    return append(kind, start, end, token, flags, 0, firstChild: first, lowest: lowest)
  }

  mutating func add(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], _ a: NodeIndex,
    _ b: NodeIndex, _ c: NodeIndex, _ d: NodeIndex
  ) -> NodeIndex {
    let first = childIndices.count
    let lowest = min(min(appendChild(a), appendChild(b)), min(appendChild(c), appendChild(d)))
    return append(kind, start, end, token, flags, 0, firstChild: first, lowest: lowest)
  }

  // MARK: Lists: the pending nodes from a mark on become children

  mutating func addList(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], extra: UInt32 = 0,
    since mark: Int
  ) -> NodeIndex {
    let first = childIndices.count
    let lowest = appendPending(since: mark)
    return append(kind, start, end, token, flags, extra, firstChild: first, lowest: lowest)
  }

  mutating func addList(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], extra: UInt32 = 0,
    slot a: NodeIndex, since mark: Int
  ) -> NodeIndex {
    let first = childIndices.count
    let lowest = min(appendChild(a), appendPending(since: mark))
    return append(kind, start, end, token, flags, extra, firstChild: first, lowest: lowest)
  }

  mutating func addField(
    _ start: UInt32, _ end: UInt32, type: NodeIndex, tag: NodeIndex, namesSince mark: Int
  ) -> NodeIndex {
    let first = childIndices.count
    let lowest = min(appendChild(type), appendChild(tag), appendPending(since: mark))
    return append(.field, start, end, .none, [], 0, firstChild: first, lowest: lowest)
  }

  // MARK: Nodes whose place exists already

  /// Makes another node of one that exists, with a child that lies between its old ones and itself.
  mutating func replace(_ node: NodeIndex, with kind: NodeKind, _ start: UInt32, _ end: UInt32, child: NodeIndex) {
    let first = childIndices.count
    childIndices.append(child)
    nodes.parents[Int(child)] = node
    nodes.lowest[Int(node)] = nodes.lowest[Int(child)]
    nodes[Int(node)] = NodeDraft(
      kind: kind, token: .none, flags: [], start: start, end: end, firstChild: UInt32(truncatingIfNeeded: first),
      childCount: 1, extra: 0)
  }

  /// Makes a field of a hole, with the names that are pending from a mark on.
  mutating func fill(_ hole: NodeIndex, type: NodeIndex, namesSince mark: Int) -> NodeIndex {
    let start = pending.count > mark ? min(start(of: pending[mark]), start(of: type)) : start(of: type)
    let first = childIndices.count
    childIndices.append(type)
    childIndices.append(0)
    nodes.parents[Int(type)] = hole
    var lowest = nodes.lowest[Int(type)]
    if pending.count > mark { lowest = min(lowest, nodes.lowest[Int(pending[mark])]) }
    for i in mark..<pending.count {
      childIndices.append(pending[i])
      nodes.parents[Int(pending[i])] = hole
    }
    pending.removeLast(pending.count - mark)
    nodes[Int(hole)] = NodeDraft(
      kind: .field, token: .none, flags: [], start: start, end: end(of: type),
      firstChild: UInt32(truncatingIfNeeded: first),
      childCount: UInt32(truncatingIfNeeded: childIndices.count - first), extra: 0)
    nodes.lowest[Int(hole)] = lowest
    return hole
  }
}
