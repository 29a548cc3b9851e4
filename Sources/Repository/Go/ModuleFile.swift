/// Reading go.mod and go.work: the directives a review needs, by line, tolerant of everything else.
extension GoModule {
  /// Nil when the text names no module.
  init?(file: String, text: String) {
    var path: String?
    var version: GoVersion?
    var requirements: [Requirement] = []
    var replacements: [Replacement] = []
    for directive in ModuleDirective.all(in: text) {
      switch directive.words.first {
      case "module" where directive.words.count >= 2: path = directive.words[1]
      case "go" where directive.words.count >= 2: version = GoVersion(directive.words[1])
      case "require" where directive.words.count >= 3:
        requirements.append(
          Requirement(
            path: directive.words[1], version: directive.words[2], isIndirect: directive.comment.hasPrefix("indirect"),
            line: directive.line))
      case "replace": if let replacement = Replacement(directive.words) { replacements.append(replacement) }
      default: break
      }
    }
    guard let path else { return nil }
    self.init(
      file: file, path: path, goVersion: version, requirements: requirements, replacements: replacements)
  }

  /// The folders a go.work file lists, relative to its own, without `./`; "" for its own.
  static func workspaceFolders(_ text: String) -> [String] {
    ModuleDirective.all(in: text).compactMap { directive in
      guard directive.words.count >= 2, directive.words[0] == "use" else { return nil }
      return RelativePath.joined("", directive.words[1])
    }
  }
}

extension GoModule.Replacement {
  /// `replace old [version] => new [version]`.
  fileprivate init?(_ words: [String]) {
    guard let arrow = words.firstIndex(of: "=>"), (2...3).contains(arrow), (1...2).contains(words.count - arrow - 1)
    else { return nil }
    self.init(
      path: words[1], version: arrow == 3 ? words[2] : nil, target: words[arrow + 1],
      targetVersion: words.count > arrow + 2 ? words[arrow + 2] : nil)
  }
}

extension GoVersion {
  /// `1.24`, `1.24.1`, `1.22rc1`.
  init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 2)
    guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1].prefix { $0.isNumber }) else {
      return nil
    }
    self.init(major: major, minor: minor)
  }
}

/// One directive of a module file; a line of a block stands with the block's keyword in front.
private struct ModuleDirective {
  let words: [String]
  /// What follows `//`, without blanks at its ends.
  let comment: String
  let line: Int

  static func all(in text: String) -> [ModuleDirective] {
    var result: [ModuleDirective] = []
    var block: String?
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let (words, comment) = split(raw)
      guard let first = words.first else { continue }
      if first == ")" {
        block = nil
      } else if block == nil, words.last == "(", words.count == 2 {
        block = first
      } else {
        result.append(ModuleDirective(words: (block.map { [$0] } ?? []) + words, comment: comment, line: index + 1))
      }
    }
    return result
  }

  /// Words with quotes removed, and the comment.
  private static func split(_ line: Substring) -> (words: [String], comment: String) {
    var words: [String] = []
    var word = ""
    var quote: Character?
    var rest = line
    while let character = rest.first {
      if let open = quote {
        rest.removeFirst()
        if character == open { quote = nil } else { word.append(character) }
      } else if rest.hasPrefix("//") {
        if !word.isEmpty { words.append(word) }
        return (words, String(rest.dropFirst(2)).trimmingBlanks)
      } else {
        rest.removeFirst()
        if character == "\"" || character == "`" {
          quote = character
        } else if character.isWhitespace || character == "(" || character == ")" {
          if !word.isEmpty { words.append(word) }
          word = ""
          if !character.isWhitespace { words.append(String(character)) }
        } else {
          word.append(character)
        }
      }
    }
    if !word.isEmpty { words.append(word) }
    return (words, "")
  }
}
