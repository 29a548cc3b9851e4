/// Text and the reports' inline Markdown as HTML: nothing in a text can become a tag, an attribute or a script.
enum HTMLText {
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.printable {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }

  private static let entities = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")]

  /// One line of the reports' Markdown.
  static func inline(_ source: Substring) -> String {
    var html = ""
    var text = ""
    var rest = source
    var isStrong = false
    func flushed() -> String {
      defer { text = "" }
      return escaped(text)
    }
    while let character = rest.first {
      if rest.hasPrefix("<!-- -->") {
        rest = rest.dropFirst("<!-- -->".count)
      } else if character == "\\", let next = rest.dropFirst().first {
        text.append(next)
        rest = rest.dropFirst(2)
      } else if let (entity, meant) = entities.first(where: { rest.hasPrefix($0.0) }) {
        text += meant
        rest = rest.dropFirst(entity.count)
      } else if character == "`", let (code, after) = code(rest) {
        html += flushed() + "<code>\(escaped(code))</code>"
        rest = after
      } else if rest.hasPrefix("**") {
        html += flushed() + (isStrong ? "</strong>" : "<strong>")
        isStrong.toggle()
        rest = rest.dropFirst(2)
      } else if character == "[", let (label, address, after) = link(rest) {
        html += flushed() + "<a href=\"\(escaped(address))\">\(inline(label))</a>"
        rest = after
      } else {
        text.append(character)
        rest = rest.dropFirst()
      }
    }
    return html + flushed() + (isStrong ? "</strong>" : "")
  }

  /// A code span: what stands between two equal runs of backticks, without the blanks that only keep them apart.
  private static func code(_ source: Substring) -> (code: String, rest: Substring)? {
    let fence = source.prefix { $0 == "`" }
    var search = source.dropFirst(fence.count)
    let start = search.startIndex
    while let tick = search.firstIndex(of: "`") {
      let run = search[tick...].prefix { $0 == "`" }
      guard run.count == fence.count else {
        search = search[run.endIndex...]
        continue
      }
      var code = String(source[start..<tick]).replacing("\\|", with: "|")
      if code.count > 2, code.hasPrefix(" "), code.hasSuffix(" ") { code = String(code.dropFirst().dropLast()) }
      return (code, search[run.endIndex...])
    }
    return nil
  }

  /// A link whose address is of the web, of the page or a path.
  private static func link(_ source: Substring) -> (label: Substring, address: String, rest: Substring)? {
    var index = source.index(after: source.startIndex)
    while index < source.endIndex, source[index] != "]" {
      index =
        source.index(index, offsetBy: source[index] == "\\" ? 2 : 1, limitedBy: source.endIndex) ?? source.endIndex
    }
    guard source[index...].hasPrefix("]("), let end = source[index...].firstIndex(of: ")") else { return nil }
    let address = String(source[index..<end].dropFirst(2))
    let scheme = address.prefix { $0 != ":" && $0 != "/" && $0 != "#" }
    guard address.hasPrefix("https://") || !address.dropFirst(scheme.count).hasPrefix(":") else { return nil }
    return (source[source.index(after: source.startIndex)..<index], address, source[source.index(after: end)...])
  }
}
