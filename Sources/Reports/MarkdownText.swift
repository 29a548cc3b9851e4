import Evidence

/// Markdown made of text that may come from a reviewed repository: nothing in it can become markup.
///
/// It goes by scalars as Markdown's readers do: a backtick stays one under a combining mark, which to Swift's characters
/// would be another letter.
enum MarkdownText {
  /// Text inside a paragraph or a table cell: markup characters escaped, line ends turned into blanks.
  static func inline(_ text: String) -> String {
    var result = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "!", "~": result += "\\" + String(scalar)
      // Entities, because not every renderer takes a backslash before these.
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\n", "\r", "\t": result += " "
      // A name behind it would call that person on a code host.
      case "@": result += "@<!-- -->"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The same of text in which backticks stand around code, as in comments; a backtick without its like is one.
  static func withCode(_ text: String) -> String {
    let parts = text.printableLine.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count.isMultiple(of: 2) == false, parts.count > 1 else { return inline(text) }
    return parts.enumerated().map { index, part in
      index.isMultiple(of: 2) ? inline(String(part)) : code(String(part))
    }.joined()
  }

  /// One line of code, fenced by enough backticks.
  static func code(_ text: String) -> String {
    let line = text.printableLine
    guard !line.isEmpty else { return "` `" }
    let fence = String(repeating: "`", count: longestRunOfBackticks(in: line) + 1)
    let scalars = line.unicodeScalars
    let padding = scalars.first == "`" || scalars.last == "`" ? " " : ""
    return fence + padding + line + padding + fence
  }

  /// Lines of code between fences longer than any run of backticks in them, so that none of them ends the block.
  static func fenced(_ text: String, language: String) -> [String] {
    let fence = String(repeating: "`", count: max(3, longestRunOfBackticks(in: text) + 1))
    let lines = text.printable.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return [fence + language.filter { $0.isASCII && $0.isLetter }] + lines + [fence]
  }

  private static func longestRunOfBackticks(in text: String) -> Int {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// A table with a header row; cells are Markdown already.
  static func table(_ header: [String], _ rows: [[String]]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let rule = header.map { _ in "---" }
    return ([header, rule] + rows).map { "| " + $0.map(cell).joined(separator: " | ") + " |" }
  }

  /// Pipes in code would end a cell: there, and only there, readers take a backslash before one away. Of a backslash that
  /// the code itself has before a pipe nothing can be kept.
  private static func cell(_ markdown: String) -> String {
    guard markdown.unicodeScalars.contains("|") else { return markdown }
    var result = String.UnicodeScalarView()
    var backslashCount = 0
    for scalar in markdown.unicodeScalars {
      if scalar == "|", backslashCount.isMultiple(of: 2) { result.append("\\") }
      backslashCount = scalar == "\\" ? backslashCount + 1 : 0
      result.append(scalar)
    }
    return String(result)
  }
}

/// Where a finding's place can be opened.
struct SourceLinks {
  /// `https://host/owner/name/blob/<commit>/`, nil when the host is not known: links are relative then.
  let base: String?

  /// Derived from the module path: the hosts whose module paths name the repository.
  init(project: String, commit: String?) {
    let parts = project.split(separator: "/")
    let hosts: [String: String] = ["github.com": "blob", "gitlab.com": "-/blob", "codeberg.org": "src/commit"]
    guard parts.count >= 3, let folder = hosts[String(parts[0])], let commit,
      parts.allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~".contains($0)) } })
    else {
      base = nil
      return
    }
    base = "https://\(parts[0])/\(parts[1])/\(parts[2])/\(folder)/\(commit)/"
  }

  /// `[path:12](url)`.
  func markdown(_ location: Location) -> String {
    let label = MarkdownText.code("\(location.path):\(location.line)")
    let lines = location.endLine > location.line ? "#L\(location.line)-L\(location.endLine)" : "#L\(location.line)"
    return "[\(label)](\(base ?? "")\(SourceLinks.escaped(location.path))\(lines))"
  }

  /// Percent-encoded but for letters, digits and `-._~/`.
  private static func escaped(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      if byte < 0x80,
        Character(scalar).isLetter || Character(scalar).isNumber || "-._~/".unicodeScalars.contains(scalar)
      {
        result.unicodeScalars.append(scalar)
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        result += "%" + (hex.count < 2 ? "0" : "") + hex
      }
    }
    return result
  }
}
