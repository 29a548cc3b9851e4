/// Text and the reports' inline Markdown as HTML: nothing in a text can become a tag, an attribute or a script.
///
/// By scalars, as `MarkdownText` writes and as browsers read.
enum HTMLText {
  private typealias Scalars = Substring.UnicodeScalarView

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static let entities = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")]

  /// One line of the reports' Markdown.
  static func inline(_ source: Substring) -> String { inline(source.unicodeScalars, isCell: false) }

  /// A cell of one of its tables.
  static func cell(_ source: Substring) -> String { inline(source.unicodeScalars, isCell: true) }

  private static func inline(_ source: Scalars, isCell: Bool) -> String {
    var html = ""
    var text = ""
    var rest = source
    var isStrong = false
    func flushed() -> String {
      defer { text = "" }
      return escaped(text)
    }
    while let scalar = rest.first {
      if begins(rest, "<!-- -->") {
        rest = rest.dropFirst("<!-- -->".unicodeScalars.count)
      } else if scalar == "\\", let next = rest.dropFirst().first {
        text.unicodeScalars.append(next)
        rest = rest.dropFirst(2)
      } else if let (entity, meant) = entities.first(where: { begins(rest, $0.0) }) {
        text += meant
        rest = rest.dropFirst(entity.unicodeScalars.count)
      } else if scalar == "`", let (code, after) = code(rest) {
        html += flushed() + "<code>\(escaped(isCell ? unpiped(code) : String(code)))</code>"
        rest = after
      } else if begins(rest, "**") {
        html += flushed() + (isStrong ? "</strong>" : "<strong>")
        isStrong.toggle()
        rest = rest.dropFirst(2)
      } else if scalar == "[", let (label, address, after) = link(rest) {
        html += flushed() + "<a href=\"\(escaped(address))\">\(inline(label, isCell: isCell))</a>"
        rest = after
      } else {
        text.unicodeScalars.append(scalar)
        rest = rest.dropFirst()
      }
    }
    return html + flushed() + (isStrong ? "</strong>" : "")
  }

  private static func begins(_ scalars: Scalars, _ start: String) -> Bool { scalars.starts(with: start.unicodeScalars) }

  /// A code span: what stands between two equal runs of backticks, without the blanks that only keep them apart.
  private static func code(_ source: Scalars) -> (code: Scalars, rest: Scalars)? {
    let fence = source.prefix { $0 == "`" }
    var search = source.dropFirst(fence.count)
    let start = search.startIndex
    while let tick = search.firstIndex(of: "`") {
      let run = search[tick...].prefix { $0 == "`" }
      guard run.count == fence.count else {
        search = search[run.endIndex...]
        continue
      }
      var code = source[start..<tick]
      if code.count > 2, code.first == " ", code.last == " " { code = code.dropFirst().dropLast() }
      return (code, search[run.endIndex...])
    }
    return nil
  }

  /// Pipes in code carry a backslash in tables.
  private static func unpiped(_ code: Scalars) -> String {
    var result = String.UnicodeScalarView()
    for scalar in code {
      if scalar == "|", result.last == "\\" { result.removeLast() }
      result.append(scalar)
    }
    return String(result)
  }

  /// A link whose address is of the web, of the page or a path.
  private static func link(_ source: Scalars) -> (label: Scalars, address: String, rest: Scalars)? {
    var index = source.index(after: source.startIndex)
    while index < source.endIndex, source[index] != "]" {
      index =
        source.index(index, offsetBy: source[index] == "\\" ? 2 : 1, limitedBy: source.endIndex) ?? source.endIndex
    }
    guard begins(source[index...], "]("), let end = source[index...].firstIndex(of: ")") else { return nil }
    let address = String(source[index..<end].dropFirst(2))
    let scheme = address.unicodeScalars.prefix { $0 != ":" && $0 != "/" && $0 != "#" }
    let afterScheme = address.unicodeScalars.dropFirst(scheme.count)
    guard begins(address[...].unicodeScalars, "https://") || afterScheme.first != ":" else { return nil }
    return (source[source.index(after: source.startIndex)..<index], address, source[source.index(after: end)...])
  }
}
