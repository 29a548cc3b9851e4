/// The reports' own Markdown as one HTML page: self-contained, without scripts, and nothing loaded from anywhere.
///
/// It reads what this module writes and nothing else: headings, tables, lists, fenced code, details, anchors, and inside
/// of lines escapes, code, strong text and links. Text is unescaped and escaped anew for HTML, so that what cannot be
/// markup there cannot be it here; a link leads to the web, into the page or to a path, never to a script.
struct MarkdownPage {
  private var body: [String] = []
  private var table: [String] = []
  private var list: [(depth: Int, text: String)] = []
  private let title: String

  init(_ markdown: String, title: String) {
    self.title = title
    var fence: (marks: String, lines: [String])?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let open = fence {
        if line == open.marks {
          body.append("<pre><code>\(open.lines.map(HTMLText.escaped).joined(separator: "\n"))</code></pre>")
          fence = nil
        } else {
          fence?.lines.append(line)
        }
        continue
      }
      let marks = line.prefix { $0 == "`" }
      if marks.count >= 3, !line.dropFirst(marks.count).contains("`") {
        endBlocks()
        fence = (String(marks), [])
      } else {
        read(line)
      }
    }
    endBlocks()
  }

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <title>\(HTMLText.escaped(title))</title>
    <style>
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; }
    table { border-collapse: collapse; margin: 1rem 0; }
    th, td { border: 1px solid #bbb; padding: .3rem .6rem; text-align: left; vertical-align: top; }
    code, pre { font: 14px/1.4 ui-monospace, monospace; background: #f2f2f2; }
    code { padding: 0 .2rem; overflow-wrap: anywhere; }
    pre { padding: .8rem; overflow-x: auto; }
    pre code { padding: 0; }
    h2 { margin-top: 2.2rem; border-bottom: 1px solid #bbb; }
    @media (prefers-color-scheme: dark) {
      body { background: #161616; color: #e4e4e4; }
      code, pre { background: #262626; }
      a { color: #8ab4f8; }
    }
    </style>
    </head>
    <body>
    \(body.joined(separator: "\n"))
    </body>
    </html>

    """
  }

  private mutating func read(_ line: String) {
    let text = line.drop { $0 == " " }
    if text.hasPrefix("| ") {
      endList()
      return table.append(String(text))
    }
    if text.hasPrefix("- ") {
      endTable()
      return list.append((line.count - text.count, HTMLText.inline(text.dropFirst(2))))
    }
    endBlocks()
    let level = text.prefix { $0 == "#" }.count
    if text.isEmpty { return }
    if (1...6).contains(level), text.dropFirst(level).first == " " {
      body.append("<h\(level)>\(HTMLText.inline(text.dropFirst(level + 1)))</h\(level)>")
    } else if let summary = text.between("<details><summary>", "</summary>") {
      body.append("<details><summary>\(HTMLText.inline(summary))</summary>")
    } else if text == "</details>" {
      body.append("</details>")
    } else if let id = text.between("<a id=\"", "\"></a>") {
      body.append("<a id=\"\(HTMLText.escaped(String(id)))\"></a>")
    } else if text.hasPrefix("> ") {
      body.append("<blockquote>\(HTMLText.inline(text.dropFirst(2)))</blockquote>")
    } else {
      body.append("<p>\(HTMLText.inline(text))</p>")
    }
  }

  private mutating func endBlocks() {
    endTable()
    endList()
  }

  /// A header, its rule, and rows; a header without a word in it is left out.
  private mutating func endTable() {
    guard !table.isEmpty else { return }
    body.append("<table>")
    for (index, row) in table.enumerated() where index != 1 {
      let cells = MarkdownPage.cells(row)
      if index == 0, cells.allSatisfy(\.isEmpty) { continue }
      let tag = index == 0 ? "th" : "td"
      body.append("<tr>" + cells.map { "<\(tag)>\(HTMLText.cell($0))</\(tag)>" }.joined() + "</tr>")
    }
    body.append("</table>")
    table = []
  }

  /// A list that lies deeper belongs into the entry above it.
  private mutating func endList() {
    var depths: [Int] = []
    for (depth, text) in list {
      while let last = depths.last, depth < last {
        body.append("</li>\n</ul>")
        depths.removeLast()
      }
      if depths.last == depth {
        body.append("</li>")
      } else {
        body.append("<ul>")
        depths.append(depth)
      }
      body.append("<li>\(text)")
    }
    for _ in depths { body.append("</li>\n</ul>") }
    list = []
  }

  /// The cells of a row, at pipes that no backslash keeps.
  private static func cells(_ row: String) -> [Substring] {
    var cells: [Substring] = []
    let inner = row.dropFirst().dropLast(row.hasSuffix("|") ? 1 : 0)
    var start = inner.startIndex
    var index = start
    while index < inner.endIndex {
      if inner[index] == "|" {
        cells.append(inner[start..<index])
        start = inner.index(after: index)
      }
      let step = inner[index] == "\\" ? 2 : 1
      index = inner.index(index, offsetBy: step, limitedBy: inner.endIndex) ?? inner.endIndex
    }
    cells.append(inner[start...])
    return cells.map { cell in
      let text = cell.drop { $0 == " " }
      return text[..<(text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex)]
    }
  }
}

extension Substring {
  /// What stands between two marks that begin and end the text.
  fileprivate func between(_ start: String, _ end: String) -> Substring? {
    hasPrefix(start) && hasSuffix(end) && count >= start.count + end.count
      ? dropFirst(start.count).dropLast(end.count) : nil
  }
}
