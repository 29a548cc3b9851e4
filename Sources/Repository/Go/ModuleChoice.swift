/// Which of a repository's modules is reviewed: the one at the root, else the only one, else the largest.
struct ModuleChoice {
  let reviewed: GoModule?
  let nested: [GoModule]
  /// Says so when the choice was not obvious.
  let problem: SnapshotProblem?

  /// `lineCounts`: lines of hand-written Go by path, to weigh modules against each other.
  init(texts: [String: String], goPaths: [String], lineCount: (String) -> Int) {
    let modules = texts.keys.filter { RelativePath.name(of: $0) == "go.mod" && !ModuleChoice.isAside($0) }.sorted()
      .compactMap { path in texts[path].flatMap { GoModule(file: path, text: $0) } }
    if let root = modules.first(where: { $0.folder.isEmpty }) {
      reviewed = root
      nested = modules.filter { $0 != root }
      problem = nil
      return
    }
    guard modules.count > 1 else {
      reviewed = modules.first
      nested = []
      problem = nil
      return
    }
    var weights = [Int](repeating: 0, count: modules.count)
    let folders = modules.map { String($0.folder) }
    for path in goPaths where !path.hasSuffix("_test.go") {
      guard let owner = ModuleChoice.owner(of: path, folders: folders) else { continue }
      weights[owner] += lineCount(path)
    }
    let largest = weights.indices.max { (weights[$0], $1) < (weights[$1], $0) } ?? 0
    let chosen = modules[largest]
    reviewed = chosen
    nested = modules.filter { $0 != chosen }
    problem = SnapshotProblem(
      path: chosen.file,
      reason: "no go.mod at the root; of \(modules.count) modules the largest, \(chosen.path), is reviewed "
        + "(to review another, start in its folder)")
  }

  /// The module whose folder holds the path most closely.
  static func owner(of path: String, folders: [String]) -> Int? {
    folders.indices.filter { RelativePath.isInside(path, folders[$0]) }.max { folders[$0].count < folders[$1].count }
  }

  /// Test data and foreign code declare modules that are no projects.
  private static func isAside(_ path: String) -> Bool {
    path.split(separator: "/").dropLast().contains {
      $0 == "testdata" || RepositoryContent.foreignFolders.contains(String($0))
    }
  }
}
