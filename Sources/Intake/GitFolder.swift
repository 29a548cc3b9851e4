import Evidence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The git repository a folder lies in, read file by file: no git program, no hook and no configured command is run.
struct GitFolder {
  /// The work tree's root.
  let root: String
  /// The folder with HEAD; of a linked work tree its own one.
  let gitFolder: String
  /// The folder with the references all work trees share.
  let commonFolder: String

  /// The repository around a folder; nil when there is none.
  init?(around path: String) {
    var folder = path
    while true {
      let candidate = (folder == "/" ? "" : folder) + "/.git"
      if let text = GitFolder.text(candidate), text.hasPrefix("gitdir: ") {
        let target = GitFolder.firstLine(String(text.dropFirst("gitdir: ".count)))
        gitFolder = target.hasPrefix("/") ? target : folder + "/" + target
        break
      }
      if GitFolder.text(candidate + "/HEAD") != nil {
        gitFolder = candidate
        break
      }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    root = folder
    if let common = GitFolder.text(gitFolder + "/commondir").map(GitFolder.firstLine) {
      commonFolder = common.hasPrefix("/") ? common : gitFolder + "/" + common
    } else {
      commonFolder = gitFolder
    }
  }

  /// The commit HEAD names; nil before the first commit or where the reference cannot be read.
  var headCommit: String? {
    guard var value = GitFolder.text(gitFolder + "/HEAD").map(GitFolder.firstLine) else { return nil }
    for _ in 0..<5 where value.hasPrefix("ref: ") {
      let name = String(value.dropFirst("ref: ".count))
      guard name.hasPrefix("refs/"), !name.contains("..") else { return nil }
      guard let next = GitFolder.text(gitFolder + "/" + name) ?? GitFolder.text(commonFolder + "/" + name) else {
        return packed(name)
      }
      value = GitFolder.firstLine(next)
    }
    return GitFolder.isCommit(value) ? value : nil
  }

  private func packed(_ name: String) -> String? {
    guard let text = GitFolder.text(commonFolder + "/packed-refs") else { return nil }
    for line in text.split(separator: "\n") where line.hasSuffix(" " + name) {
      let commit = String(line.prefix { $0 != " " })
      if GitFolder.isCommit(commit) { return commit }
    }
    return nil
  }

  private static func isCommit(_ text: String) -> Bool {
    (text.utf8.count == 40 || text.utf8.count == 64) && text.allSatisfy(\.isHexDigit)
  }

  private static func firstLine(_ text: String) -> String { String(text.prefix { !$0.isNewline }) }

  private static func text(_ path: String) -> String? {
    guard case .bytes(let bytes) = FileBytes.read(Array(path.utf8) + [0], limit: 16 << 20) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Patterns of `.git/info/exclude`.
  var excludes: IgnoreRules? {
    guard case .bytes(let bytes) = FileBytes.read(Array((commonFolder + "/info/exclude").utf8) + [0], limit: 1 << 20)
    else { return nil }
    return IgnoreRules(bytes)
  }
}
