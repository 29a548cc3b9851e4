import Synchronization

/// The parts of a snapshot that can change on their own: what a probe has looked at is all that its outcome rests on.
package struct SnapshotAreas: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Go source of the module and around it, the files that say what the module is, and the project's settings.
  package static let go = SnapshotAreas(rawValue: 1)
  /// What the files that are not Go hold.
  package static let texts = SnapshotAreas(rawValue: 2)
  /// Names and sizes of all files.
  package static let listing = SnapshotAreas(rawValue: 4)
  /// What the module is for.
  package static let kind = SnapshotAreas(rawValue: 8)
  package static let all: SnapshotAreas = [.go, .texts, .listing, .kind]
}

/// Takes down which areas of a snapshot somebody has looked at, from several threads.
package final class SnapshotWatch: Sendable {
  private let seen = Atomic<UInt8>(0)

  package init() {}

  package var areas: SnapshotAreas { SnapshotAreas(rawValue: seen.load(ordering: .relaxed)) }

  func saw(_ areas: SnapshotAreas) {
    // Members are asked for in loops: mostly nothing is new.
    guard seen.load(ordering: .relaxed) & areas.rawValue != areas.rawValue else { return }
    seen.bitwiseOr(areas.rawValue, ordering: .relaxed)
  }
}
