/// A tree as indented text, for tests and for looking at what the parser made of something.
extension SyntaxTree {
  /// One line for each node: its kind, its token, its flags, the text of leaves, and its comments.
  package var dump: String {
    var lines: [String] = []
    var waiting: [(node: Node, depth: Int)] = [(root, 0)]
    while let (node, depth) = waiting.popLast() {
      lines.append(String(repeating: "  ", count: depth) + line(for: node))
      for child in node.children.reversed() { waiting.append((child, depth + 1)) }
    }
    lines += errors.map { error in
      let place = position(at: error.offset)
      return "error \(place.line):\(place.column): \(error.message)"
    }
    return lines.joined(separator: "\n")
  }

  private func line(for node: Node) -> String {
    var line = "\(node.kind)"
    if node.token != .none { line += " \(node.token.spelling)" }
    let flags = node.record.pointee.flags
    if flags.contains(.spreads) { line += " spreads" }
    if flags.contains(.alias) { line += " alias" }
    if flags.contains(.sends) { line += " sends" }
    if flags.contains(.receives) { line += " receives" }
    if flags.contains(.implicit) { line += " implicit" }
    switch node.kind {
    case .ident, .basicLit, .badExpr, .badStmt, .badDecl: line += " `\(node.text)`"
    default: break
    }
    if let doc = node.doc { line += " doc: \(text(doc.start..<doc.end).debugDescription)" }
    if let comment = node.trailingComment {
      line += " comment: \(text(comment.start..<comment.end).debugDescription)"
    }
    return line
  }
}
