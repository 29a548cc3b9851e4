import GoSyntax

/// Lines of a snapshot's files by path and number, for what is told of a place besides the place itself.
package struct SourceLines: Sendable {
  /// By paths that are printable, as locations have them.
  private let trees: [String: SyntaxTree]
  private let texts: [String: String]

  package init(_ snapshot: Snapshot) {
    trees = Dictionary(snapshot.goFiles.map { ($0.path.printable, $0.tree) }) { first, _ in first }
    texts = Dictionary(
      (Array(snapshot.texts) + Array(snapshot.askedTexts)).map { ($0.key.printable, $0.value) }
    ) { first, _ in first }
  }

  /// No file: every line is unknown.
  package init() {
    trees = [:]
    texts = [:]
  }

  /// The bytes of a 1-based line without its line end and without a byte order mark; nil where there is none.
  package func bytes(ofLine line: Int, in path: String) -> [UInt8]? {
    var bytes: [UInt8]
    if let tree = trees[path] {
      guard line >= 1, line <= max(1, tree.lineCount) else { return nil }
      bytes = tree.bytes(ofLine: line)
    } else {
      guard let text = texts[path], let found = SourceLines.line(line, of: text) else { return nil }
      bytes = found
    }
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    return bytes
  }

  package func tree(of path: String) -> SyntaxTree? { trees[path] }

  /// Findings outside of Go are few: the text is walked for each.
  private static func line(_ number: Int, of text: String) -> [UInt8]? {
    let lines = text.utf8.split(separator: 10, maxSplits: max(0, number), omittingEmptySubsequences: false)
    guard lines.indices.contains(number - 1) else { return nil }
    let line = Array(lines[number - 1])
    return line.last == 13 ? Array(line.dropLast()) : line
  }
}
