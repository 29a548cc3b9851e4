/// Reads the Markdown the reports write back into blocks and plain text, as a renderer would take it.
///
/// A small part of CommonMark: headings, list items, paragraphs of one line, fenced code, tables rows as paragraphs, HTML
/// anchors, and inside of lines escapes, entities, code spans, strong text and links. What it cannot read is a problem.
struct MarkdownReading {
  enum Block: Equatable {
    case heading(level: Int, text: String)
    case listItem(text: String)
    case paragraph(text: String)
    case code(language: String, text: String)
  }

  private(set) var blocks: [Block] = []
  private(set) var anchors: [String] = []
  private(set) var links: [String] = []
  private(set) var problems: [String] = []

  init(_ markdown: String) {
    var fence: (marks: Int, language: String, lines: [String])?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let marks = line.prefix { $0 == "`" }.count
      if var open = fence {
        if marks >= open.marks, marks == line.count {
          blocks.append(.code(language: open.language, text: open.lines.joined(separator: "\n")))
          fence = nil
        } else {
          open.lines.append(line)
          fence = open
        }
        continue
      }
      if marks >= 3, !line.dropFirst(marks).contains("`") {
        fence = (marks, String(line.dropFirst(marks)), [])
      } else {
        read(line)
      }
    }
    if let fence { problems.append("code in \(fence.language) is never closed") }
  }

  private mutating func read(_ line: String) {
    let text = String(line.drop { $0 == " " })
    if text.isEmpty { return }
    if text.hasPrefix("<a id=\"") {
      anchors.append(String(text.dropFirst("<a id=\"".count).prefix { $0 != "\"" }))
      if !text.hasSuffix("\"></a>") { problems.append("no whole anchor: \(line)") }
      return
    }
    let level = text.prefix { $0 == "#" }.count
    if level > 0, text.dropFirst(level).first == " " {
      return blocks.append(.heading(level: level, text: plain(String(text.dropFirst(level + 1)))))
    }
    if text.hasPrefix("- ") { return blocks.append(.listItem(text: plain(String(text.dropFirst(2))))) }
    // What a renderer would take for something else than a paragraph.
    let number = text.prefix { $0.isNumber }
    let isNumbered = !number.isEmpty && [".", ")"].contains(text.dropFirst(number.count).first)
    if ["+", ">", "=", "~"].contains(text.first) || isNumbered || line.hasPrefix("    ") {
      problems.append("not a paragraph: \(line)")
    }
    blocks.append(.paragraph(text: plain(text)))
  }

  /// The text a reader sees; markup that nothing closes is a problem.
  private mutating func plain(_ source: String) -> String {
    var result = ""
    var rest = Substring(source)
    var isStrong = false
    while let character = rest.first {
      if rest.hasPrefix("<!-- -->") {
        rest = rest.dropFirst("<!-- -->".count)
      } else if character == "\\", let next = rest.dropFirst().first, next.isASCII, next.isPunctuation || next.isSymbol
      {
        result.append(next)
        rest = rest.dropFirst(2)
      } else if let (entity, meant) = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")].first(where: {
        rest.hasPrefix($0.0)
      }) {
        result += meant
        rest = rest.dropFirst(entity.count)
      } else if character == "`" {
        result += code(&rest)
      } else if rest.hasPrefix("**") {
        isStrong.toggle()
        rest = rest.dropFirst(2)
      } else if character == "[" {
        result += link(&rest)
      } else {
        if "*_<>&[]!~".contains(character) { problems.append("stray \(character) in: \(source)") }
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    if isStrong { problems.append("strong text is never closed: \(source)") }
    return result
  }

  private mutating func code(_ rest: inout Substring) -> String {
    let fence = rest.prefix { $0 == "`" }
    let body = rest.dropFirst(fence.count)
    guard let end = body.ranges(of: fence).first else {
      problems.append("a code span is never closed: \(rest)")
      rest = ""
      return ""
    }
    rest = body[end.upperBound...]
    return String(body[..<end.lowerBound])
  }

  private mutating func link(_ rest: inout Substring) -> String {
    guard let middle = labelEnd(of: rest), rest[middle...].hasPrefix("]("),
      let end = rest[middle...].firstIndex(of: ")")
    else {
      problems.append("a link is never closed: \(rest)")
      rest = ""
      return ""
    }
    let label = String(rest[..<middle].dropFirst())
    links.append(String(rest[middle..<end].dropFirst(2)))
    rest = rest[rest.index(after: end)...]
    return plain(label)
  }

  /// The first bracket that closes and is not escaped.
  private func labelEnd(of text: Substring) -> String.Index? {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == "]" { return index }
      index = text.index(index, offsetBy: text[index] == "\\" ? 2 : 1, limitedBy: text.endIndex) ?? text.endIndex
    }
    return nil
  }
}
