/// The nodes that the parser makes, with their parents and the first indices of their subtrees beside them.
struct NodeArena: ~Copyable {
  private(set) var records: UnsafeMutablePointer<NodeDraft>
  /// 0 for the root and for nodes that were dropped.
  private(set) var parents: UnsafeMutablePointer<UInt32>
  private(set) var lowest: UnsafeMutablePointer<UInt32>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    records = .allocate(capacity: capacity)
    parents = .allocate(capacity: capacity)
    lowest = .allocate(capacity: capacity)
  }

  deinit {
    records.deallocate()
    parents.deallocate()
    lowest.deallocate()
  }

  @inline(__always)
  subscript(index: Int) -> NodeDraft {
    get {
      assert(index >= 0 && index < count)
      return records[index]
    }
    nonmutating _modify {
      assert(index >= 0 && index < count)
      yield &records[index]
    }
  }

  /// Appends a node without a parent.
  @inline(__always)
  mutating func append(_ record: NodeDraft, lowest first: UInt32) {
    if count == capacity { grow() }
    (records + count).initialize(to: record)
    (parents + count).initialize(to: 0)
    (lowest + count).initialize(to: first)
    count &+= 1
  }

  @inline(never)
  private mutating func grow() {
    func larger<T>(_ old: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<T> {
      let new = UnsafeMutablePointer<T>.allocate(capacity: capacity * 2)
      new.moveInitialize(from: old, count: count)
      old.deallocate()
      return new
    }
    records = larger(records)
    parents = larger(parents)
    lowest = larger(lowest)
    capacity *= 2
  }
}

/// A node while its file is parsed.
struct NodeDraft: BitwiseCopyable {
  var kind: NodeKind
  var token: Token
  var flags: NodeFlags
  var start: UInt32
  var end: UInt32
  /// Where the node's run of children begins in the parser's list of them, and how long it is.
  var firstChild: UInt32
  var childCount: UInt32
  /// Kinds with two lists: the length of the first. Others: the offset of the operator, where there is one.
  var extra: UInt32
}
