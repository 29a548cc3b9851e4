import Repository

/// Where a repository explains itself: its README and the pages the README leads to.
enum Readme {
  /// README files a visitor sees first: at the root, in .github or docs; the plain name before translations.
  static func paths(in snapshot: Snapshot) -> [String] {
    let root = snapshot.module.map { String($0.folder) } ?? ""
    let folders = ["", ".github", "docs", root]
    return snapshot.files.filter { file in
      guard folders.contains(where: { file.folder == $0 }) else { return false }
      let name = file.name.lowercased()
      return name == "readme"
        || ["readme.md", "readme.rst", "readme.adoc", "readme.txt", "readme.markdown", "readme.org"].contains(name)
    }.map(\.path).sorted { rank($0) < rank($1) }
  }

  private static func rank(_ path: String) -> Int {
    path.split(separator: "/").count * 2 + (path.hasPrefix(".") ? 1 : 0)
  }
}
