import Evidence
import GoSyntax

/// The lines a silencing comment speaks of, by the rules of the tool it is written for.
///
/// - golangci-lint: the lines of the comment's group; a group right above something that begins in the same column
///   covers all of that: a statement, a declaration with its body, above `package` the file.
/// - gosec: the statement a comment ends, or all of what begins on the line below.
/// - staticcheck: the first line of that statement or declaration, or the file.
/// - assay: the comment's line, or the line below one that stands alone, to the end of a simple statement there.
struct SilencedLines: Hashable, Sendable {
  let lines: ClosedRange<Int>
  /// The line whose findings come first when a comment silences one only.
  let first: Int

  init(of comment: SilencingComment, in group: CommentGroup, _ tree: SyntaxTree) {
    let line = tree.line(at: comment.offset)
    let (groupLine, groupColumn) = tree.position(at: group.start)
    let groupEnd = tree.line(at: max(group.start, group.end - 1))
    let before = SilencedLines.codeBefore(comment.offset, tree)
    switch comment.by {
    case .lintFileIgnore, .settings:
      first = 1
      lines = 1...Int.max
    case .nolint:
      first = groupLine
      let below = SilencedLines.widest(onLine: groupEnd + 1, column: groupColumn, tree)
      lines = groupLine...max(groupEnd, below?.endLine ?? groupEnd)
    case .nosec, .lintIgnore, .ignore:
      if let before {
        let start =
          SilencedLines.simpleStatement(around: before, tree)
          .flatMap { $0.endLine == line ? $0.line : nil } ?? line
        first = comment.by == .lintIgnore ? start : line
        lines = comment.by == .ignore ? line...line : start...line
      } else {
        first = groupEnd + 1
        let below = SilencedLines.widest(onLine: first, column: nil, tree)
        switch comment.by {
        case .nosec: lines = line...max(first, below?.endLine ?? first)
        case .ignore: lines = first...max(first, below.map(SilencedLines.headEnd) ?? first)
        case .lintIgnore, .nolint, .lintFileIgnore, .settings: lines = first...first
        }
      }
    }
  }

  /// The last byte of code that stands before an offset on its line; nil when the comment stands alone.
  private static func codeBefore(_ offset: Int, _ tree: SyntaxTree) -> Int? {
    var at = offset - 1
    while at >= 0, tree.source[at] == 32 || tree.source[at] == 9 { at -= 1 }
    return at < 0 || tree.source[at] == 10 || tree.source[at] == 13 ? nil : at
  }

  /// The outermost node that begins on a line, in a column where one is asked for.
  private static func widest(onLine line: Int, column: Int?, _ tree: SyntaxTree) -> Node? {
    var node = tree.root
    while node.line != line {
      // Children are in the order of the source; the one asked for begins on the line, or holds what does.
      guard let next = node.children.first(where: { $0.end > $0.start && $0.endLine >= line }), next.line <= line else {
        return nil
      }
      node = next
    }
    guard let column else { return node }
    let offset = node.start + column - tree.position(at: node.start).column
    while node.start != offset {
      guard let next = node.children.first(where: { $0.start <= offset && offset < $0.end }) else { return nil }
      node = next
    }
    return node
  }

  /// The innermost statement, specification or field around an offset, when nothing of it is a block.
  private static func simpleStatement(around offset: Int, _ tree: SyntaxTree) -> Node? {
    var node = tree.root
    var found: Node?
    while let next = node.children.first(where: { $0.start <= offset && offset < $0.end }) {
      switch next.kind {
      case .exprStmt, .assignStmt, .returnStmt, .deferStmt, .goStmt, .sendStmt, .incDecStmt, .declStmt, .valueSpec,
        .typeSpec, .importSpec, .field:
        found = next
      case .blockStmt: found = nil
      default: break
      }
      node = next
    }
    return found
  }

  /// Where a statement ends, or the head of one that holds a block.
  private static func headEnd(_ node: Node) -> Int {
    switch node.kind {
    case .file: return node.name?.endLine ?? node.line
    case .genDecl where node.specs.count > 1: return node.line
    default:
      if let body = node.body { return body.line }
      let blocks = node.descendants(of: .funcLit).compactMap { $0.body?.line }
      return blocks.min() ?? node.endLine
    }
  }
}
