/// Lines as bytes.
extension SyntaxTree {
  /// The bytes of a 1-based line without its line end; empty where there is none.
  package func bytes(ofLine line: Int) -> [UInt8] {
    guard line >= 1, line <= lineStarts.count else { return [] }
    let start = Int(lineStarts[line - 1])
    var end = line < lineStarts.count ? Int(lineStarts[line]) : source.count
    while end > start, source[end - 1] == 10 || source[end - 1] == 13 { end -= 1 }
    return Array(source[start..<end])
  }
}
