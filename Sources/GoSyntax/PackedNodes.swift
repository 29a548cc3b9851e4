/// The parser's nodes in the form in which trees keep them: small records, and lists of the nodes by kind.
///
/// The memory is the tree's to free.
struct PackedNodes {
  let count: Int
  let records: UnsafePointer<NodeRecord>
  let childIndices: IndexRun
  let lowest: UnsafePointer<UInt16>
  let wide: UnsafePointer<WideNode>
  let wideCount: Int
  let kindIndices: IndexRun
  let kindStarts: UnsafePointer<UInt32>

  /// - Parameter byteCount: how long the text is: offsets stand among indices.
  init(_ drafts: borrowing NodeArena, _ children: borrowing Arena<UInt32>, root: Int, byteCount: Int) {
    let starts = KindStarts(drafts, root: root)
    let isWide = max(drafts.count, byteCount) > Int(UInt16.max)
    let packing = Packing(drafts, children, starts, root: root, isWide: isWide)
    count = drafts.count
    records = UnsafePointer(packing.records)
    childIndices = packing.childIndices
    lowest = UnsafePointer(packing.lowest)
    wideCount = packing.wide.count
    wide = packing.wide.withUnsafeBufferPointer { PackedNodes.copy($0) }
    kindIndices = packing.kindIndices
    kindStarts = UnsafePointer(starts.starts)
  }

  private static func copy<T: BitwiseCopyable>(_ values: UnsafeBufferPointer<T>) -> UnsafePointer<T> {
    let copy = UnsafeMutablePointer<T>.allocate(capacity: Swift.max(1, values.count))
    if let base = values.baseAddress { copy.initialize(from: base, count: values.count) }
    return UnsafePointer(copy)
  }
}

/// Where each kind begins in a list of the reachable nodes by kind, and how many words their children take.
private struct KindStarts {
  let starts: UnsafeMutablePointer<UInt32>
  let childWordCount: Int
  static let kindCount = NodeKind.allCases.count

  init(_ drafts: borrowing NodeArena, root: Int) {
    starts = .allocate(capacity: Self.kindCount + 1)
    starts.initialize(repeating: 0, count: Self.kindCount + 1)
    var words = 0
    for i in 1..<drafts.count {
      let kind = drafts[i].kind
      words &+= Int(drafts[i].childCount) &+ (kind.hasExtraWord ? 1 : 0)
      if drafts.parents[i] != 0 || i == root { starts[Int(kind.rawValue) &+ 1] &+= 1 }
    }
    for i in 0..<Self.kindCount { starts[i + 1] += starts[i] }
    childWordCount = words
  }
}

/// One walk over the drafts that writes all tables.
private struct Packing {
  let records: UnsafeMutablePointer<NodeRecord>
  let childIndices: IndexRun
  let lowest: UnsafeMutablePointer<UInt16>
  let kindIndices: IndexRun
  private(set) var wide: [WideNode] = []

  init(
    _ drafts: borrowing NodeArena, _ children: borrowing Arena<UInt32>, _ starts: KindStarts, root: Int, isWide: Bool
  ) {
    let count = drafts.count
    records = .allocate(capacity: count)
    lowest = .allocate(capacity: count)
    childIndices = .allocate(count: starts.childWordCount, isWide: isWide)
    kindIndices = .allocate(count: Int(starts.starts[KindStarts.kindCount]), isWide: isWide)
    records.initialize(
      to: NodeRecord(
        kind: .none, token: .none, flags: [], childCount: 0, start: 0, length: 0, parentDistance: 0, link: 0))
    lowest.initialize(to: 0)
    let places = UnsafeMutablePointer<UInt32>.allocate(capacity: KindStarts.kindCount)
    defer { places.deallocate() }
    places.update(from: starts.starts, count: KindStarts.kindCount)
    var link: UInt32 = 0
    for i in 1..<count {
      let draft = drafts[i]
      let kind = Int(draft.kind.rawValue)
      var ordinal: UInt32 = 0
      if drafts.parents[i] != 0 || i == root {
        let place = places[kind]
        kindIndices.write(UInt32(truncatingIfNeeded: i), at: Int(place))
        places[kind] = place &+ 1
        ordinal = place &- starts.starts[kind]
      }
      if draft.kind.hasExtraWord {
        childIndices.write(draft.kind == .callExpr ? ordinal : draft.extra, at: Int(link))
        link &+= 1
      }
      add(i, draft, parent: drafts.parents[i], drafts.lowest[i], link: draft.kind == .ident ? ordinal : link)
      let run = children.base + Int(draft.firstChild)
      for number in 0..<Int(draft.childCount) { childIndices.write(run[number], at: Int(link) &+ number) }
      link &+= draft.childCount
    }
  }

  @inline(__always)
  private mutating func add(_ i: Int, _ draft: NodeDraft, parent: UInt32, _ first: UInt32, link: UInt32) {
    let index = UInt32(truncatingIfNeeded: i)
    let end = max(draft.start, draft.end)
    let length = end &- draft.start
    let above = parent == 0 ? 0 : parent &- index
    let below = index &- first
    let isWide =
      (length >= UInt16.max) || (above >= UInt16.max) || (below >= UInt16.max) || (draft.childCount >= UInt8.max)
    (records + i).initialize(
      to: NodeRecord(
        kind: draft.kind, token: draft.token, flags: draft.flags,
        childCount: UInt8(truncatingIfNeeded: min(draft.childCount, UInt32(UInt8.max))), start: draft.start,
        length: UInt16(truncatingIfNeeded: min(length, UInt32(UInt16.max))),
        parentDistance: UInt16(truncatingIfNeeded: min(above, UInt32(UInt16.max))), link: link))
    (lowest + i).initialize(to: UInt16(truncatingIfNeeded: min(below, UInt32(UInt16.max))))
    if isWide {
      wide.append(WideNode(index: index, end: end, parent: parent, lowest: first, childCount: draft.childCount))
    }
  }
}

extension NodeKind {
  /// Whether a word stands before the children (see `Node.extraWord`).
  fileprivate var hasExtraWord: Bool {
    switch self {
    case .callExpr, .binaryExpr, .assignStmt, .caseClause, .valueSpec: true
    default: false
    }
  }
}
