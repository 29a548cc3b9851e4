/// Indices of nodes one after the other: in 2 bytes each, or in 4 where a file is too large for that.
///
/// Nine of ten files are not. Lists of children and of the nodes by kind are a third of a tree.
@usableFromInline
package struct IndexRun: Sendable {
  @usableFromInline nonisolated(unsafe) let base: UnsafeRawPointer
  @usableFromInline let isWide: Bool

  @inlinable
  init(base: UnsafeRawPointer, isWide: Bool) {
    self.base = base
    self.isWide = isWide
  }

  /// Room for `count` indices, which is the caller's to free.
  static func allocate(count: Int, isWide: Bool) -> IndexRun {
    IndexRun(
      base: UnsafeRawPointer(
        UnsafeMutableRawPointer.allocate(byteCount: max(1, count) * (isWide ? 4 : 2), alignment: 4)),
      isWide: isWide)
  }

  @inlinable
  subscript(position: Int) -> UInt32 {
    isWide
      ? base.load(fromByteOffset: position &* 4, as: UInt32.self)
      : UInt32(truncatingIfNeeded: base.load(fromByteOffset: position &* 2, as: UInt16.self))
  }

  @inlinable
  static func + (run: IndexRun, offset: Int) -> IndexRun {
    IndexRun(base: run.base + (run.isWide ? offset &* 4 : offset &* 2), isWide: run.isWide)
  }

  /// Writes an index while the tree is made.
  @inline(__always)
  func write(_ index: UInt32, at position: Int) {
    let place = UnsafeMutableRawPointer(mutating: base)
    if isWide {
      place.storeBytes(of: index, toByteOffset: position &* 4, as: UInt32.self)
    } else {
      place.storeBytes(of: UInt16(truncatingIfNeeded: index), toByteOffset: position &* 2, as: UInt16.self)
    }
  }
}
