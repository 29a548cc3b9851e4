import Repository

extension RepositoryContent {
  /// A small repository written as text: a `-- path --` line begins each file.
  init(sections text: String) {
    self.init()
    var path: String?
    var body = ""
    func flush(into content: inout RepositoryContent) {
      guard let path else { return }
      let bytes = Array(body.utf8)
      content.files.append(RepositoryFile(path: path, byteCount: bytes.count))
      if RepositoryContent.isWanted(path: path, byteCount: bytes.count) { content.contents[path] = bytes }
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        flush(into: &self)
        path = String(line.dropFirst(3).dropLast(3))
        body = ""
      } else {
        body += line + "\n"
      }
    }
    flush(into: &self)
  }
}

extension Snapshot {
  convenience init(sections text: String) {
    self.init(reading: RepositoryContent(sections: text), origin: .workingTree(commit: nil, isDirty: false))
  }
}
