/// Rows of a picture that stand higher or lower than in the picture before: what scrolling a part of the screen spares.
package struct FrameShift: Hashable, Sendable {
  /// The part of the screen to scroll.
  package let rows: Range<Int>
  /// How many rows up; down when negative.
  package let amount: Int

  /// Fewer rows are written anew sooner than moved.
  static let rowCountMin = 3
  /// Of a longer way little is left to see.
  static let amountMax = 30

  /// The best shift of all; nil when none spares enough.
  package init?(from old: Frame, to new: Frame) {
    guard old.size == new.size else { return nil }
    let height = new.size.height
    let changed = (0..<height).filter { !new.hasSameRow($0, as: old) }
    guard changed.count >= FrameShift.rowCountMin, let first = changed.first, let last = changed.last else {
      return nil
    }
    let before = (first...last).map { old.rowDigest($0) }
    let after = (first...last).map { new.rowDigest($0) }
    let count = last - first + 1
    var best: (gain: Int, rows: Range<Int>, amount: Int)?
    for amount in -min(FrameShift.amountMax, count - 1)...min(FrameShift.amountMax, count - 1) where amount != 0 {
      var start = 0
      var gain = 0
      // One more round than there are rows, to close the last run.
      for row in 0...count {
        let isSame =
          row < count && (0..<count).contains(row + amount) && after[row] == before[row + amount]
        if isSame {
          // Rows that would have stayed as they are, and blank ones, spare nothing.
          if after[row] != before[row], !new.isBlankRow(first + row) { gain += 1 }
          continue
        }
        if gain >= FrameShift.rowCountMin, gain > best?.gain ?? 0 {
          let rows = amount > 0 ? start..<(row + amount) : (start + amount)..<row
          // Rows that stand right and would be scrolled away have to be written again.
          let lost = amount > 0 ? row..<rows.upperBound : rows.lowerBound..<start
          gain -= lost.count { before[$0] == after[$0] && !new.isBlankRow(first + $0) }
        }
        if gain >= FrameShift.rowCountMin, gain > best?.gain ?? 0 {
          let rows = amount > 0 ? start..<(row + amount) : (start + amount)..<row
          best = (gain, first + rows.lowerBound..<first + rows.upperBound, amount)
        }
        start = row + 1
        gain = 0
      }
    }
    guard let best else { return nil }
    rows = best.rows
    amount = best.amount
  }
}

extension Frame {
  /// The picture after a part of the screen was scrolled up, or down when negative; what comes in is blank.
  package mutating func scroll(_ rows: Range<Int>, by amount: Int) {
    let before = self
    for y in rows {
      let source = y + amount
      for x in 0..<size.width { self[x, y] = rows.contains(source) ? before[x, source] : .blank }
    }
  }

  fileprivate func isBlankRow(_ y: Int) -> Bool { (0..<size.width).allSatisfy { self[$0, y].isVoid } }

  /// A number of what a row shows. Two rows with the same one are taken for equal; what a mistake leaves on the screen is
  /// found by the comparison of cells that follows a scroll.
  fileprivate func rowDigest(_ y: Int) -> UInt64 {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for x in 0..<size.width { digest = (digest ^ self[x, y].number) &* 0x100_0000_01B3 }
    return digest
  }
}
