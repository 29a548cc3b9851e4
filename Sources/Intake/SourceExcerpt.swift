import Evidence
import Repository

/// Lines of one file around a place, for showing evidence where it stands.
package enum SourceExcerpt {
  private static let byteCountMax = 16 << 20

  /// At most `count` lines around `line`, made printable, and the number of the first; no lines where the file is gone,
  /// unreadable, or leads out of the repository.
  package static func lines(
    root: String, path: String, around line: Int, count: Int
  ) -> (firstLine: Int, lines: [String]) {
    guard let bytes = bytes(root, path) else { return (1, []) }
    let all = bytes.split(separator: 10, omittingEmptySubsequences: false)
    let first = max(1, min(line - count / 2, all.count - count + 1))
    let shown = all.dropFirst(first - 1).prefix(count)
    return (first, shown.map { String(decoding: $0.last == 13 ? $0.dropLast() : $0, as: UTF8.self).printable })
  }

  /// The same with what each part of a line is, for Go.
  package static func sourceLines(
    root: String, path: String, around line: Int, count: Int
  ) -> (firstLine: Int, lines: [SourceLine]) {
    guard let bytes = bytes(root, path) else { return (1, []) }
    let source = ShownSource(bytes, isGo: path.hasSuffix(".go"))
    let first = max(1, min(line - count / 2, source.lineCount - count + 1))
    return (first, source.lines(first...min(source.lineCount, first + count - 1)))
  }

  private static func bytes(_ root: String, _ path: String) -> [UInt8]? {
    guard let home = FolderWalk.realBytes(Array(root.utf8CString))?.dropLast(),
      let file = FolderWalk.realBytes(PrintablePath.real(root: root, path: path)),
      home == [47] || file.starts(with: home + [47])
    else { return nil }
    return FileBytes.optional(file, max: byteCountMax)
  }
}
