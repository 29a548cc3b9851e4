import Repository

/// Makes a snapshot's content of a revision's listing, however its objects are named and read.
enum RevisionContent {
  struct Entry<Object: Hashable> {
    let path: String
    let object: Object
    let byteCount: Int
    let isLink: Bool
  }

  /// The content, and which object each path of its `contents` has.
  ///
  /// - Parameter read: the bytes of objects in order; nil for those this copy of the repository does not hold.
  static func content<Object: Hashable>(
    of entries: [Entry<Object>], asking: AskedFiles = .none, read: ([Object]) throws(IntakeError) -> [[UInt8]?]
  ) throws(IntakeError) -> (content: RepositoryContent, objects: [String: Object]) {
    var content = RepositoryContent()
    var objects: [String: Object] = [:]
    let links = entries.filter(\.isLink)
    let plain = entries.filter { !$0.isLink }
    content.asking = asking
    let wanted = plain.filter { RepositoryContent.isWanted(path: $0.path, byteCount: $0.byteCount) }
    let own = asking.chosen(from: plain, path: \.path, byteCount: \.byteCount)
    content.files = plain.map { RepositoryFile(path: $0.path, byteCount: $0.byteCount) }
    let asked = wanted + own + links.filter { $0.byteCount < 4096 }
    var targets: [Object: [UInt8]] = [:]
    for (index, bytes) in try read(asked.map(\.object)).enumerated() {
      let entry = asked[index]
      if entry.isLink {
        targets[entry.object] = bytes
      } else if let bytes {
        if index < wanted.count { content.contents[entry.path] = bytes } else { content.asked[entry.path] = bytes }
        objects[entry.path] = entry.object
      } else {
        content.problems.append(SnapshotProblem(path: entry.path, reason: "is not in this copy of the repository"))
      }
    }
    guard !links.isEmpty else { return (content, objects) }
    // A link to a file inside counts as the file, as it does in a working tree.
    let byPath = Dictionary(plain.map { ($0.path, $0) }) { first, _ in first }
    for link in links {
      guard let target = targets[link.object].map({ String(decoding: $0, as: UTF8.self) }), !target.hasPrefix("/"),
        let file = byPath[resolved(target, from: link.path)]
      else { continue }
      content.files.append(RepositoryFile(path: link.path, byteCount: file.byteCount))
      let bytes = content.contents[file.path] ?? content.asked[file.path]
      if RepositoryContent.isWanted(path: link.path, byteCount: file.byteCount) {
        guard let bytes = content.contents[file.path] else { continue }
        content.contents[link.path] = bytes
        objects[link.path] = file.object
      } else if let bytes, asking.isAsked(path: link.path, byteCount: file.byteCount) {
        content.asked[link.path] = bytes
        objects[link.path] = file.object
      }
    }
    return (content, objects)
  }

  private static func resolved(_ target: String, from link: String) -> String {
    var names = link.split(separator: "/").dropLast().map(String.init)
    for name in target.split(separator: "/") where name != "." {
      if name == ".." {
        guard names.popLast() != nil else { return "" }
      } else {
        names.append(String(name))
      }
    }
    return names.joined(separator: "/")
  }
}
