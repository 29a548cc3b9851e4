import GoSyntax

/// Lines of a snapshot's files by path and number, for what is told of a place besides the place itself.
package struct SourceLines: Sendable {
  private let trees: [String: SyntaxTree]
  private let texts: [String: [Substring.UTF8View]]

  /// - Parameter paths: the files that will be asked for, printable as locations have them.
  package init(_ snapshot: Snapshot, paths: Set<String>) {
    var trees: [String: SyntaxTree] = [:]
    for file in snapshot.goFiles where paths.contains(file.path.printable) { trees[file.path.printable] = file.tree }
    var texts: [String: [Substring.UTF8View]] = [:]
    for (path, text) in snapshot.texts where paths.contains(path.printable) && trees[path.printable] == nil {
      let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
      texts[path.printable] = lines.map { Substring($0).utf8 }
    }
    self.trees = trees
    self.texts = texts
  }

  /// The bytes of a 1-based line without its line end and without a byte order mark; nil where there is none.
  package func bytes(ofLine line: Int, in path: String) -> [UInt8]? {
    var bytes: [UInt8]
    if let tree = trees[path] {
      guard line >= 1, line <= max(1, tree.lineCount) else { return nil }
      bytes = tree.bytes(ofLine: line)
    } else {
      guard let lines = texts[path], lines.indices.contains(line - 1) else { return nil }
      bytes = Array(lines[line - 1])
      if bytes.last == 13 { bytes.removeLast() }
    }
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    return bytes
  }

  package func tree(of path: String) -> SyntaxTree? { trees[path] }
}
