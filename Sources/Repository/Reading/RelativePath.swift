/// Paths inside a repository: `/` between names, no `./`, "" for the root.
enum RelativePath {
  /// `path` as seen from `folder`, with `.` and `..` resolved; names above the root are dropped.
  static func joined(_ folder: some StringProtocol, _ path: some StringProtocol) -> String {
    var names: [Substring] = path.hasPrefix("/") ? [] : String(folder).split(separator: "/")
    for name in String(path).split(separator: "/") {
      if name == ".." { _ = names.popLast() } else if name != "." { names.append(name) }
    }
    return names.joined(separator: "/")
  }

  static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }

  static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Whether `path` lies in `folder` or below it.
  static func isInside(_ path: some StringProtocol, _ folder: some StringProtocol) -> Bool {
    folder.isEmpty || path == folder || path.hasPrefix(String(folder) + "/")
  }
}
