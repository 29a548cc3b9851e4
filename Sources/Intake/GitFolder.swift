#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The git folder a path belongs to, read as files: nothing of it is executed.
struct GitFolder {
  /// The folder with HEAD and index; of a linked worktree its own one.
  let path: String
  /// The folder with refs and info; differs from `path` in a linked worktree.
  let common: String
  /// The root of the working tree.
  let top: String
  /// The asked folder as seen from `top`, "" for the root.
  let prefix: String

  /// Looks at `folder` and above it; nil outside of a repository. `folder` is absolute and without links.
  init?(above folder: String) {
    var top = folder
    while true {
      if let found = GitFolder.gitFolder(of: top) {
        path = found
        self.top = top
        prefix = top == folder ? "" : String(folder.dropFirst(top == "/" ? 1 : top.utf8.count + 1))
        let shared = FileBytes.optional(found + "/commondir").map { String(decoding: $0, as: UTF8.self) }
        let name = shared?.split(whereSeparator: \.isNewline).first.map(String.init)
        common = name.map { $0.hasPrefix("/") ? $0 : found + "/" + $0 } ?? found
        return
      }
      guard let slash = top.lastIndex(of: "/"), top != "/" else { return nil }
      top = slash == top.startIndex ? "/" : String(top[..<slash])
    }
  }

  private static func gitFolder(of folder: String) -> String? {
    let path = folder == "/" ? "/.git" : folder + "/.git"
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    if status.st_mode & S_IFMT == S_IFDIR { return stat(path + "/HEAD", &status) == 0 ? path : nil }
    // `gitdir: <path>`: a linked worktree or a submodule.
    guard let bytes = FileBytes.optional(path, max: 4096) else { return nil }
    let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
    guard line.hasPrefix("gitdir: ") else { return nil }
    let target = String(line.dropFirst(8))
    return target.hasPrefix("/") ? target : folder + "/" + target
  }

  /// The commit HEAD names, nil before the first commit or when refs are kept in a way this does not read.
  var headCommit: String? {
    var name = "HEAD"
    for _ in 0..<5 {
      guard let bytes = FileBytes.optional((name == "HEAD" ? path : common) + "/" + name, max: 4096) else {
        return packed(name)
      }
      let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      if GitFolder.isCommit(line) { return line }
      guard line.hasPrefix("ref: ") else { return nil }
      name = String(line.dropFirst(5))
      guard name.hasPrefix("refs/"), !name.split(separator: "/").contains("..") else { return nil }
    }
    return nil
  }

  private func packed(_ name: String) -> String? {
    guard let bytes = FileBytes.optional(common + "/packed-refs", max: 64 << 20) else { return nil }
    for line in bytes.split(separator: 10) where line.last == name.utf8.last {
      let parts = line.split(separator: 32)
      if parts.count == 2, parts[1].elementsEqual(name.utf8) {
        let commit = String(decoding: parts[0], as: UTF8.self)
        return GitFolder.isCommit(commit) ? commit : nil
      }
    }
    return nil
  }

  private static func isCommit(_ text: String) -> Bool {
    (text.utf8.count == 40 || text.utf8.count == 64)
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  /// Rules that stand above the read folder: info/exclude, and .gitignore files from the top down to it.
  var rulesAbove: [(rules: IgnoreRules, prefix: String)] {
    var result: [(rules: IgnoreRules, prefix: String)] = []
    if let bytes = FileBytes.optional(common + "/info/exclude") { result.append((IgnoreRules(bytes), prefix)) }
    var folder = top
    var rest = prefix.split(separator: "/").map(String.init)
    while !rest.isEmpty {
      if let bytes = FileBytes.optional(folder + "/.gitignore") {
        result.append((IgnoreRules(bytes), rest.joined(separator: "/")))
      }
      folder += "/" + rest.removeFirst()
    }
    return result
  }

  var tracked: TrackedPaths {
    FileBytes.optional(path + "/index", max: 256 << 20).map { TrackedPaths(index: $0, prefix: prefix) } ?? .none
  }
}
