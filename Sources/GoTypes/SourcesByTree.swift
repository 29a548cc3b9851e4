import GoSyntax

/// Finds the file of a node: the first step of every question about names and types, so it has a table of its own that
/// needs no more than a multiplication for a hash.
struct SourcesByTree: Sendable {
  private let sources: [SourceFile]
  /// For each hash the number of a source counted from 1, 0 for none; a power of two of them.
  private let table: [UInt32]
  private let shift: UInt64

  init(_ sources: [SourceFile]) {
    self.sources = sources
    var bits = 4
    while 1 << bits < sources.count * 2 { bits += 1 }
    shift = UInt64(64 - bits)
    var table = [UInt32](repeating: 0, count: 1 << bits)
    for (number, source) in sources.enumerated() {
      var slot = SourcesByTree.slot(of: source.treeNumber, shift)
      while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = UInt32(number + 1)
    }
    self.table = table
  }

  subscript(node: Node) -> SourceFile? {
    let wanted = node.treeNumber
    var slot = SourcesByTree.slot(of: wanted, shift)
    while table[slot] != 0 {
      let source = sources[Int(table[slot]) - 1]
      if source.treeNumber == wanted { return source }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  private static func slot(of number: UInt64, _ shift: UInt64) -> Int { Int((number &* factor) >> shift) }

  /// 2 to the 64th divided by the golden ratio: spreads numbers that differ little.
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
}
