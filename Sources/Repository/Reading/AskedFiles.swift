import Evidence

/// Which files' bytes a team's own checklists ask for besides what every snapshot reads, and whether there must be Go.
package struct AskedFiles: Hashable, Sendable {
  package let globs: [PathGlob]
  /// Whether a repository without Go files is refused.
  package let needsGo: Bool

  /// Nothing besides what every snapshot reads.
  package static let none = AskedFiles(globs: [], needsGo: true)

  /// Longer files are not looked into.
  package static let byteCountMax = 4 << 20
  /// All that is read for own checklists; what comes behind is not looked into.
  package static let totalMax = 128 << 20

  package init(globs: [PathGlob], needsGo: Bool) {
    self.globs = globs
    self.needsGo = needsGo
  }

  /// What declared probes look into.
  package init(_ probes: [DeclaredProbe], needsGo: Bool) {
    var globs: [PathGlob] = []
    for probe in probes {
      guard case .line = probe.subject else { continue }
      for glob in probe.places.within where !globs.contains(glob) { globs.append(glob) }
    }
    self.init(globs: globs, needsGo: needsGo)
  }

  /// Whether probes may look into a file at all: not into other people's code, and not into Assay's own folder, whose
  /// checklists hold every text they forbid.
  package static func isOpen(_ path: String) -> Bool {
    !path.hasPrefix(".assay/") && !RepositoryContent.isForeign(path)
  }

  package func isAsked(path: String, byteCount: Int) -> Bool {
    guard !globs.isEmpty, byteCount <= AskedFiles.byteCountMax, AskedFiles.isOpen(path) else { return false }
    let names = PathNames(path)
    return globs.contains { $0.matches(names) }
  }

  /// Those of some files that are asked for and not read anyway, as far as the total allows; in order of their paths.
  package func chosen<File>(from files: [File], path: (File) -> String, byteCount: (File) -> Int) -> [File] {
    guard !globs.isEmpty else { return [] }
    var total = 0
    return files.sorted { path($0) < path($1) }.filter { file in
      let (path, count) = (path(file), byteCount(file))
      guard !RepositoryContent.isWanted(path: path, byteCount: count), isAsked(path: path, byteCount: count),
        total + count <= AskedFiles.totalMax
      else { return false }
      total += count
      return true
    }
  }
}
