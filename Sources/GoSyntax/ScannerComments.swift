/// Comments, and the line directives in them.
extension Scanner {
  /// Notes a comment from `//` on; answers where it ends, its line end left out.
  @inline(__always)
  mutating func lineComment(start: Int, nextToken: Int) -> Int {
    var at = start &+ 2
    while true {
      let found = Words.matches(Words.load(bytes, at), 0x0A)
      if found != 0 {
        at &+= found.trailingZeroBitCount / 8
        break
      }
      at &+= 8
      if at >= count { break }
    }
    at = min(at, count)
    let end = bytes[at &- 1] == 0x0D ? max(at &- 1, start &+ 2) : at
    let line = output.lineStarts.count
    // "//line "
    if bytes[start &+ 2] == 0x6C, start == Int(output.lineStarts[line &- 1]) {
      checkLineDirective(start: start, end: end)
    }
    add(start: start, end: end, startLine: line, nextToken: nextToken)
    return at
  }

  /// Notes a comment from `/*` on; answers where it ends and where the first line end in it is.
  mutating func blockComment(start: Int, nextToken: Int) -> (end: Int, lineEnd: Int?) {
    let startLine = output.lineStarts.count
    var firstLineEnd: Int?
    var at = start + 2
    while true {
      let byte = bytes[at]
      if byte == 0x2A, bytes[at + 1] == 0x2F { break }
      if byte == 0, at >= count {
        fail(at: start, "comment not terminated")
        add(start: start, end: count, startLine: startLine, nextToken: nextToken)
        return (count, nil)
      }
      if byte == 0x0A {
        if firstLineEnd == nil { firstLineEnd = at }
        output.lineStarts.append(UInt32(truncatingIfNeeded: at + 1))
      }
      at += 1
    }
    at += 2
    checkLineDirective(start: start, end: at - 2)
    add(start: start, end: at, startLine: startLine, nextToken: nextToken)
    return (at, firstLineEnd)
  }

  @inline(__always)
  private mutating func add(start: Int, end: Int, startLine: Int, nextToken: Int) {
    output.comments.append(
      LexedComment(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
        startLine: UInt32(truncatingIfNeeded: startLine),
        endLine: UInt32(truncatingIfNeeded: output.lineStarts.count),
        nextToken: UInt32(truncatingIfNeeded: nextToken)))
  }

  // MARK: Line directives

  /// Reports `//line` and `/*line` comments whose line or column is no positive number below 2^30.
  ///
  /// The line numbers they set are ignored: findings point at the text that was reviewed.
  private mutating func checkLineDirective(start: Int, end: Int) {
    let text = start + 7
    guard end >= text, bytes[start + 2] == 0x6C, bytes[start + 3] == 0x69, bytes[start + 4] == 0x6E,
      bytes[start + 5] == 0x65, bytes[start + 6] == 0x20, let last = lastColon(from: text, to: end)
    else { return }
    guard let number = positiveNumber(from: last + 1, to: end) else {
      fail(at: last + 1, "invalid line number in a line directive")
      return
    }
    if let first = lastColon(from: text, to: last), let line = positiveNumber(from: first + 1, to: last) {
      if number == 0 || number > 1 << 30 { fail(at: last + 1, "invalid column number in a line directive") }
      if line == 0 || line > 1 << 30 { fail(at: first + 1, "invalid line number in a line directive") }
    } else if number == 0 || number > 1 << 30 {
      fail(at: last + 1, "invalid line number in a line directive")
    }
  }

  private func lastColon(from low: Int, to high: Int) -> Int? {
    (low..<high).last { bytes[$0] == 0x3A }
  }

  /// The number that the bytes are, nil when they are none that fits 64 bits.
  private func positiveNumber(from low: Int, to high: Int) -> UInt64? {
    guard low < high else { return nil }
    var value: UInt64 = 0
    for i in low..<high {
      guard isDecimal(bytes[i]) else { return nil }
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = shifted.addingReportingOverflow(UInt64(bytes[i] - 0x30))
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }
}
