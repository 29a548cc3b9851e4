import Repository

/// The keys and values of a small YAML file, line by line, without anchors, flow maps or multi-line text.
///
/// Enough for the settings files probes look into (codecov, dependabot, goreleaser): the path of keys down to each
/// value, list items as `[]`.
struct YAMLOutline: Sendable {
  struct Entry: Hashable, Sendable {
    /// `["updates", "[]", "package-ecosystem"]`
    let path: [String]
    let value: String
    let line: Int
  }

  let entries: [Entry]

  init(_ text: String) {
    var entries: [Entry] = []
    var stack: [(indent: Int, key: String)] = []
    for (number, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var content = raw.drop { $0 == " " }
      var indent = raw.count - content.count
      if content.isEmpty || content.hasPrefix("#") || content.hasPrefix("---") { continue }
      while content.hasPrefix("- ") || content == "-" || content == "-\r" {
        stack.removeAll { $0.indent > indent || $0.indent == indent && $0.key == "[]" }
        stack.append((indent, "[]"))
        let rest = content.dropFirst().drop { $0 == " " }
        indent += content.count - rest.count
        content = rest
      }
      stack.removeAll { $0.indent >= indent && !($0.key == "[]" && $0.indent < indent) }
      let (key, value) = YAMLOutline.split(content)
      if let key {
        stack.append((indent, key))
        entries.append(Entry(path: stack.map(\.key), value: value, line: number + 1))
      } else if !value.isEmpty {
        entries.append(Entry(path: stack.map(\.key), value: value, line: number + 1))
      }
    }
    self.entries = entries
  }

  /// Entries whose path ends with these keys.
  func all(_ keys: String...) -> [Entry] { entries.filter { $0.path.suffix(keys.count).elementsEqual(keys) } }

  private static func split(_ content: Substring) -> (key: String?, value: String) {
    guard let colon = content.firstIndex(of: ":"), !content.hasPrefix("\"") || content.contains("\":") else {
      return (nil, scalar(content))
    }
    let after = content[content.index(after: colon)...]
    guard after.isEmpty || after.first == " " || after.first == "\r" || after.first == "\r\n" else {
      return (nil, scalar(content))
    }
    return (scalar(content[..<colon]), scalar(after))
  }

  private static func scalar(_ text: Substring) -> String {
    let bare = String(text).trimmingBlanks
    if let quote = bare.first, quote == "\"" || quote == "'" {
      return String(bare.dropFirst().prefix { $0 != quote })
    }
    return (bare.range(of: " #").map { String(bare[..<$0.lowerBound]) } ?? bare).trimmingBlanks
  }
}

extension String {
  /// Where `text` begins and ends, nil when it does not occur.
  func range(of text: String) -> Range<Index>? { self.ranges(of: text).first }
}
