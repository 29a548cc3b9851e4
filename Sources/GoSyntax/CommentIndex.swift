/// Comments in groups, and which group leads or trails which token, by go/ast's rules.
///
/// A group leads a token when it ends on the line before it and stands alone on its lines. It trails a token when it
/// begins on the token's line and nothing but a line end follows it.
struct CommentIndex {
  private(set) var groups: [CommentGroup] = []
  /// One entry for each token that comments stand directly before; ascending by token.
  private var runs: [Run] = []

  private struct Run {
    let token: UInt32
    let lead: Int32
    let trail: Int32
  }

  init(_ source: borrowing LexedSource) {
    let comments = UnsafePointer(source.comments.base)
    let count = source.comments.count
    let lineStarts = UnsafeBufferPointer(start: source.lineStarts.base, count: source.lineStarts.count)
    runs.reserveCapacity(count / 2)
    groups.reserveCapacity(count / 2)
    var lines = LineCursor()
    var next = 0
    while next < count {
      let token = comments[next].nextToken
      var end = next + 1
      while end < count, comments[end].nextToken == token { end += 1 }

      var trail: Int32 = -1
      let following = source.tokens[Int(token)]
      let previousLine = token == 0 ? 0 : lines.line(of: source.tokens[Int(token) - 1].start, in: lineStarts)
      let followingLine = lines.line(of: following.start, in: lineStarts)
      var lastLine: UInt32?
      if comments[next].startLine == previousLine {
        let line = addGroup(comments, &next, end, reach: 0)
        if followingLine != line || following.kind == .semicolon || following.kind == .endOfFile {
          trail = Int32(groups.count - 1)
        }
      }
      while next < end { lastLine = addGroup(comments, &next, end, reach: 1) }
      let leads = lastLine.map { $0 + 1 == followingLine } ?? false
      runs.append(Run(token: token, lead: leads ? Int32(groups.count - 1) : -1, trail: trail))
    }
  }

  /// Makes a group of the comments that begin at most `reach` lines after the one before them; answers its last line.
  private mutating func addGroup(
    _ comments: UnsafePointer<LexedComment>, _ next: inout Int, _ end: Int, reach: UInt32
  ) -> UInt32 {
    let first = next
    var line = comments[next].startLine
    while next < end, comments[next].startLine <= line + reach {
      line = comments[next].endLine
      next += 1
    }
    groups.append(CommentGroup(comments + first, count: next - first))
    return line
  }

  func lead(of token: Int) -> Int? { run(of: token).flatMap { $0.lead < 0 ? nil : Int($0.lead) } }
  func trail(before token: Int) -> Int? { run(of: token).flatMap { $0.trail < 0 ? nil : Int($0.trail) } }

  private func run(of token: Int) -> Run? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].token < UInt32(token) { low = middle + 1 } else { high = middle }
    }
    return low < runs.count && runs[low].token == UInt32(token) ? runs[low] : nil
  }
}

/// Line numbers of offsets that come in nearly ascending order.
private struct LineCursor {
  private var line = 0

  mutating func line(of offset: UInt32, in starts: UnsafeBufferPointer<UInt32>) -> UInt32 {
    while line > 0, starts[line] > offset { line -= 1 }
    while line + 1 < starts.count, starts[line + 1] <= offset { line += 1 }
    return UInt32(line + 1)
  }
}
