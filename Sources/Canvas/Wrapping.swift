extension String {
  /// The text in lines of at most `width` columns, broken at blanks where it can be and inside words where it must.
  ///
  /// Line feeds are kept as line ends. An empty text is one empty line. Lines after the first of each paragraph have
  /// `later` columns where that is given.
  package func wrapped(to width: Int, later: Int? = nil) -> [String] {
    let (first, later) = (Swift.max(1, width), Swift.max(1, later ?? width))
    if isPlainASCII { return wrappedASCII(first, later) }
    return split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph($0, first, later) }
  }

  /// The same for plain ASCII on one line, as most text is: a byte is a column, and no character has to be looked up.
  private func wrappedASCII(_ first: Int, _ later: Int) -> [String] {
    var lines: [String] = []
    var line: [UInt8] = []
    func end() {
      lines.append(String(decoding: line, as: UTF8.self))
      line.removeAll(keepingCapacity: true)
    }
    for word in utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: true) {
      if !line.isEmpty {
        if line.count + 1 + word.count <= (lines.isEmpty ? first : later) {
          line.append(UInt8(ascii: " "))
          line.append(contentsOf: word)
          continue
        }
        end()
      }
      line.append(contentsOf: word)
      while line.count > (lines.isEmpty ? first : later) {
        let rest = line[(lines.isEmpty ? first : later)...]
        line.removeLast(rest.count)
        end()
        line.append(contentsOf: rest)
      }
    }
    if !line.isEmpty || lines.isEmpty { end() }
    return lines
  }

  private func paragraph(_ text: Substring, _ first: Int, _ later: Int) -> [String] {
    var lines: [String] = []
    var width: Int { lines.isEmpty ? first : later }
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      let columns = word.columns
      if used > 0, used + 1 + columns <= width {
        line += " " + word
        used += 1 + columns
        continue
      }
      if used > 0 { lines.append(line) }
      if columns <= width {
        line = String(word)
        used = columns
        continue
      }
      var rest = String(word).graphemes
      while rest.reduce(0, { $0 + $1.width }) > width {
        let head = rest.prefixCount(within: width)
        lines.append(rest[..<head].map(\.text).joined())
        rest.removeFirst(head)
      }
      line = rest.map(\.text).joined()
      used = rest.reduce(0) { $0 + $1.width }
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    return lines
  }
}

extension [Grapheme] {
  /// How many leading graphemes fit into `width` columns; at least one, so that breaking a word always gets on.
  fileprivate func prefixCount(within width: Int) -> Int {
    var used = 0
    for (index, grapheme) in enumerated() {
      used += grapheme.width
      if used > width { return Swift.max(1, index) }
    }
    return count
  }
}
