/// Adding nodes to the arena.
extension Parser {
  @inline(__always)
  func start(of node: NodeIndex) -> UInt32 { nodes[Int(node)].start }
  @inline(__always)
  func end(of node: NodeIndex) -> UInt32 { nodes[Int(node)].end }
  @inline(__always)
  func kind(of node: NodeIndex) -> NodeKind { nodes[Int(node)].kind }
  func slot(_ number: Int, of node: NodeIndex) -> NodeIndex { childIndices[Int(nodes[Int(node)].firstChild) + number] }

  @inline(__always)
  private mutating func append(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, _ token: Token, _ flags: NodeFlags, _ extra: UInt32,
    firstChild: Int
  ) -> NodeIndex {
    let index = NodeIndex(truncatingIfNeeded: nodes.count)
    nodes.append(
      NodeRecord(
        kind: kind, token: token, flags: flags, start: start, end: end,
        firstChild: UInt32(truncatingIfNeeded: firstChild),
        childCount: UInt32(truncatingIfNeeded: childIndices.count - firstChild), extra: extra))
    return index
  }

  // MARK: Fixed children

  @inline(__always)
  mutating func add(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = []
  ) -> NodeIndex {
    append(kind, start, end, token, flags, 0, firstChild: childIndices.count)
  }

  @inline(__always)
  mutating func add(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], extra: UInt32 = 0,
    _ a: NodeIndex
  ) -> NodeIndex {
    let first = childIndices.count
    childIndices.append(a)
    return append(kind, start, end, token, flags, extra, firstChild: first)
  }

  @inline(__always)
  mutating func add(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], extra: UInt32 = 0,
    _ a: NodeIndex, _ b: NodeIndex
  ) -> NodeIndex {
    let first = childIndices.count
    childIndices.append(a)
    childIndices.append(b)
    return append(kind, start, end, token, flags, extra, firstChild: first)
  }

  mutating func add(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], _ a: NodeIndex,
    _ b: NodeIndex, _ c: NodeIndex
  ) -> NodeIndex {
    let first = childIndices.count
    childIndices.append(a)
    childIndices.append(b)
    childIndices.append(c)
    return append(kind, start, end, token, flags, 0, firstChild: first)
  }

  mutating func add(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], _ a: NodeIndex,
    _ b: NodeIndex, _ c: NodeIndex, _ d: NodeIndex
  ) -> NodeIndex {
    let first = childIndices.count
    childIndices.append(a)
    childIndices.append(b)
    childIndices.append(c)
    childIndices.append(d)
    return append(kind, start, end, token, flags, 0, firstChild: first)
  }

  // MARK: Lists: the pending nodes from a mark on become children

  mutating func addList(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], extra: UInt32 = 0,
    since mark: Int
  ) -> NodeIndex {
    let first = childIndices.count
    movePending(since: mark)
    return append(kind, start, end, token, flags, extra, firstChild: first)
  }

  mutating func addList(
    _ kind: NodeKind, _ start: UInt32, _ end: UInt32, token: Token = .none, flags: NodeFlags = [], extra: UInt32 = 0,
    slot a: NodeIndex, since mark: Int
  ) -> NodeIndex {
    let first = childIndices.count
    childIndices.append(a)
    movePending(since: mark)
    return append(kind, start, end, token, flags, extra, firstChild: first)
  }

  mutating func addField(
    _ start: UInt32, _ end: UInt32, type: NodeIndex, tag: NodeIndex, namesSince mark: Int
  ) -> NodeIndex {
    let first = childIndices.count
    childIndices.append(type)
    childIndices.append(tag)
    movePending(since: mark)
    return append(.field, start, end, .none, [], 0, firstChild: first)
  }

  @inline(__always)
  private mutating func movePending(since mark: Int) {
    for i in mark..<pending.count { childIndices.append(pending[i]) }
    pending.removeLast(pending.count - mark)
  }

  /// Makes another node of one that exists, with new children that lie between its old ones and itself.
  mutating func replace(_ node: NodeIndex, with kind: NodeKind, _ start: UInt32, _ end: UInt32, child: NodeIndex) {
    let first = childIndices.count
    childIndices.append(child)
    nodes[Int(node)] = NodeRecord(
      kind: kind, token: .none, flags: [], start: start, end: end, firstChild: UInt32(first), childCount: 1, extra: 0)
  }
}
