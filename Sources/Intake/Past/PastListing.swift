import Evidence
import Repository

/// What a commit's files are, without what they hold: enough to tell which areas of two snapshots are the same.
package struct PastListing: Sendable {
  private var go: [Entry] = []
  private var texts: [Entry] = []
  private var all: [RepositoryFile] = []
  private var settings: Entry?

  private struct Entry: Hashable, Sendable {
    let path: String
    let object: PastFileKey
    /// What a link leads to.
    let target: PastFileKey?
  }

  /// Entries in git's order; `objects` are those of the files that are read, links followed.
  init(_ entries: [RevisionContent.Entry<PastFileKey>], _ objects: [String: PastFileKey]) {
    for entry in entries {
      all.append(RepositoryFile(path: entry.path, byteCount: entry.byteCount))
      let named = Entry(
        path: entry.path, object: entry.object, target: entry.isLink ? objects[entry.path] : nil)
      if entry.path == ProjectSettings.fileName { settings = named }
      if PastListing.isGo(entry.path) { go.append(named) }
      if !entry.path.hasSuffix(".go"), entry.isLink || objects[entry.path] != nil { texts.append(named) }
    }
  }

  /// The areas in which two commits are the same, whatever their kind.
  package func same(as other: PastListing) -> SnapshotAreas {
    // Settings may leave out anything.
    guard settings == other.settings else { return [] }
    var areas: SnapshotAreas = []
    if go == other.go { areas.insert(.go) }
    if texts == other.texts { areas.insert(.texts) }
    if all == other.all { areas.insert(.listing) }
    return areas
  }

  /// Go source, and what says which of it is the module's.
  private static func isGo(_ path: String) -> Bool {
    path.hasSuffix(".go")
      || ["go.mod", "go.work"].contains { path == $0 || path.hasSuffix("/" + $0) }
  }
}
