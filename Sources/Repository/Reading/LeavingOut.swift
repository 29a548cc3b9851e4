import Evidence

/// Files that the project's settings keep from the probes, by the pattern that names them.
package struct LeftOut: Hashable, Sendable {
  package let exclusion: ProjectSettings.Exclusion
  /// Sorted.
  package let paths: [String]
}

extension RepositoryContent {
  /// Takes excluded files out, each counted for the first pattern that names it.
  ///
  /// The settings themselves and the go.mod at the root stay: without it nothing could be said of the rest.
  mutating func leaveOut(_ exclusions: [ProjectSettings.Exclusion]) -> [LeftOut] {
    guard !exclusions.isEmpty else { return [] }
    var paths = [[String]](repeating: [], count: exclusions.count)
    files.removeAll { file in
      guard file.path != ProjectSettings.fileName, file.path != "go.mod",
        let index = exclusions.firstIndex(where: { $0.glob.matches(file.path) })
      else { return false }
      paths[index].append(file.path)
      contents[file.path] = nil
      asked[file.path] = nil
      return true
    }
    return zip(exclusions, paths).map { LeftOut(exclusion: $0, paths: $1.sorted()) }
  }

  /// Takes out the checklists that the settings name: as those of `.assay`, they hold every text they forbid.
  mutating func leaveOut(_ checklists: [ProjectSettings.ListedChecklist]) {
    guard !checklists.isEmpty else { return }
    let paths = Set(checklists.map(\.path))
    files.removeAll { paths.contains($0.path) }
    for path in paths {
      contents[path] = nil
      asked[path] = nil
    }
  }
}
