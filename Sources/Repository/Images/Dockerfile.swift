/// Reading a Dockerfile: stages, instructions, arguments' defaults, continuations and here-documents.
extension ContainerImage {
  /// Whether a path is a Dockerfile by its name.
  static func isDockerfile(_ path: String) -> Bool {
    let name = RelativePath.name(of: path).lowercased()
    if name.hasSuffix(".md") || name.hasSuffix(".dockerignore") || name.hasSuffix(".go") || name.hasSuffix(".sh") {
      return false
    }
    return ["dockerfile", "containerfile"].contains { kind in
      name == kind || name.hasPrefix(kind + ".") || name.hasPrefix(kind + "-") || name.hasPrefix(kind + "_")
        || name.hasSuffix("." + kind) || name.hasSuffix("-" + kind)
    }
  }

  init(path: String, text: String) {
    var stages: [Stage] = []
    var globals: [String: String] = [:]
    var local: [String: String] = [:]
    var current: (base: String, name: String?, line: Int, instructions: [Instruction])?
    func finish() {
      if let stage = current {
        stages.append(Stage(base: stage.base, name: stage.name, line: stage.line, instructions: stage.instructions))
      }
    }
    for raw in DockerfileLines.instructions(of: text) {
      switch raw.keyword {
      case "ARG":
        for word in raw.arguments.split(separator: " ") {
          let parts = word.split(separator: "=", maxSplits: 1)
          let name = String(parts[0])
          let value = parts.count == 2 ? DockerfileLines.unquoted(String(parts[1])) : nil
          if current == nil {
            globals[name] = value ?? globals[name]
          } else {
            local[name] = value ?? globals[name] ?? local[name]
          }
        }
      case "ENV" where current != nil:
        for word in raw.arguments.split(separator: " ") where word.contains("=") {
          let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          local[String(parts[0])] = DockerfileLines.unquoted(String(parts[1]))
        }
      case "FROM":
        finish()
        local = [:]
        let words = DockerfileLines.filled(raw.arguments, globals).split(separator: " ").map(String.init).filter {
          !$0.hasPrefix("--")
        }
        let isNamed = words.count >= 3 && words[1].lowercased() == "as"
        current = (words.first ?? "", isNamed ? words[2] : nil, raw.line, [])
      default: break
      }
      guard current != nil else { continue }
      let isShell = raw.keyword == "RUN"
      current?.instructions.append(
        Instruction(
          keyword: raw.keyword,
          arguments: DockerfileLines.filled(raw.arguments, isShell ? local.filter { !$0.value.isEmpty } : local),
          line: raw.line))
    }
    finish()
    self.init(path: path, stages: stages)
  }
}

/// Splits a Dockerfile into instructions.
enum DockerfileLines {
  struct Raw {
    let keyword: String
    let arguments: String
    let line: Int
  }

  static func instructions(of text: String) -> [Raw] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    var result: [Raw] = []
    var escape: Character = "\\"
    var index = 0
    // Directives stand above everything else.
    while index < lines.count, lines[index].trimmingBlanks.hasPrefix("#") {
      let directive = lines[index].dropFirst().filter { !$0.isWhitespace }.lowercased()
      if directive.hasPrefix("escape="), let mark = directive.last { escape = mark }
      index += 1
    }
    while index < lines.count {
      let line = index + 1
      var logical = lines[index].trimmingBlanks
      index += 1
      if logical.isEmpty || logical.hasPrefix("#") { continue }
      while logical.last == escape, index < lines.count {
        logical.removeLast()
        // Comments and empty lines inside a continuation are dropped.
        while index < lines.count, lines[index].trimmingBlanks.isEmpty || lines[index].trimmingBlanks.hasPrefix("#") {
          index += 1
        }
        guard index < lines.count else { break }
        logical = logical.trimmingBlanks + " " + lines[index].trimmingBlanks
        index += 1
      }
      let keyword = logical.prefix { !$0.isWhitespace }.uppercased()
      var arguments = String(logical.dropFirst(keyword.count)).trimmingBlanks
      for end in ["RUN", "COPY", "ADD"].contains(keyword) ? documentEnds(arguments) : [] {
        var body: [String] = []
        while index < lines.count, lines[index].trimmingBlanks != end {
          body.append(lines[index])
          index += 1
        }
        index += 1
        if keyword == "RUN" {
          // A here-document of RUN is its script.
          arguments = body.joined(separator: "\n")
        }
      }
      result.append(Raw(keyword: keyword, arguments: arguments, line: line))
    }
    return result
  }

  private static func documentEnds(_ text: String) -> [String] {
    text.split(separator: " ").compactMap { word in
      guard word.hasPrefix("<<"), !word.hasPrefix("<<<") else { return nil }
      let name = word.dropFirst(2).drop { $0 == "-" }.filter { $0 != "'" && $0 != "\"" }
      return name.isEmpty || !name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) ? nil : String(name)
    }
  }

  static func unquoted(_ text: String) -> String {
    guard text.count >= 2, let first = text.first, first == text.last, first == "\"" || first == "'" else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }

  /// `$NAME`, `${NAME}` and `${NAME:-default}` filled in where a value is known.
  static func filled(_ text: String, _ values: [String: String]) -> String {
    guard text.contains("$") else { return text }
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "{", let close = rest.firstIndex(of: "}") {
        let inside = rest[rest.index(after: rest.startIndex)..<close]
        let name = inside.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let operation = inside.dropFirst(name.count)
        if let value = values[String(name)], !value.isEmpty {
          result += operation.hasPrefix(":+") ? operation.dropFirst(2) : value[...]
        } else if operation.hasPrefix(":-") {
          result += operation.dropFirst(2)
        } else {
          result += "${" + inside + "}"
        }
        rest = rest[rest.index(after: close)...]
      } else {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        result += values[String(name)].flatMap { name.isEmpty ? nil : $0 } ?? "$" + name
        rest = rest.dropFirst(name.count)
      }
      if result.utf8.count > 1 << 20 { break }
    }
    return result + rest
  }
}
