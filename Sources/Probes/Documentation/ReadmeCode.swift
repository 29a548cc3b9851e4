import Repository

/// What a line of code in a page of documentation is, where no command that is known stands in it.
enum ReadmeCode {
  /// A line somebody types: no remark, no program, no data, no step on the way such as `git clone` or `cd`.
  static func isCommand(_ line: ReadmeText.Line) -> Bool {
    guard !otherLanguages.contains(line.language) else { return false }
    let words = words(of: line)
    guard let first = words.first, !first.hasPrefix("#"), !first.hasPrefix("//"), !first.hasPrefix("<") else {
      return false
    }
    // `inputs.shop.url = "github:tea/shop"` sets something.
    if words.count > 2, words[1] == "=" { return false }
    // A sentence that is only indented.
    if first.first?.isUppercase ?? false, !first.contains("="), words.count > 3 { return false }
    if words.count > 5, !["-", "/", "=", "$", "|", "\""].contains(where: line.text.contains) { return false }
    return !preparing.contains(first)
  }

  /// `golangci-lint run`, `go test ./...`, `make test`
  static func checks(_ line: ReadmeText.Line) -> Bool {
    words(of: line).prefix(3).contains { word in
      ["test", "lint", "fmt", "vet", "tests"].contains(word) || word.hasPrefix("golangci-lint")
    }
  }

  /// `mage build`, `make install`
  static func builds(_ line: ReadmeText.Line) -> Bool {
    words(of: line).prefix(3).contains { ["build", "install", "compile", "generate"].contains($0) }
  }

  /// Whether one of the links of a sentence leads into the project: not only to the tools one needs first.
  static func leadsOn(_ text: String, _ names: [String]) -> Bool {
    text.components(after: "](").contains { part in
      let target = part.prefix { $0 != ")" && $0 != " " }.lowercased()
      guard target.contains("://") else { return true }
      if names.isEmpty { return true }
      // The list of its requirements says nothing of how to go on.
      return names.contains { target.hasWord($0) } && !target.contains("/go.mod")
    }
  }

  private static func words(of line: ReadmeText.Line) -> [Substring] {
    line.text.split { $0 == " " || $0 == "\t" }.drop { ["$", ">", "sudo", "(", "time"].contains($0) }.map { $0 }
  }

  private static let otherLanguages: Set<String> = [
    "js", "javascript", "ts", "typescript", "json", "jsonc", "yaml", "yml", "toml", "python", "py", "java", "ini",
    "html", "xml", "sql", "hcl", "diff", "css", "ruby", "rust", "mermaid", "graphql", "proto", "protobuf",
  ]
  private static let preparing: Set<Substring> = [
    "git", "cd", "export", "mkdir", "npm", "pnpm", "yarn", "npx", "cp", "mv", "nvm",
    // What these do is told by the known commands.
    "make", "kubectl", "docker", "podman", "helm", "brew", "apt", "apt-get", "dnf", "yum", "snap", "systemctl",
  ]
}

extension String {
  /// Whether a name stands in an address as a part of its own: `k6` in `docs/k6/latest`, not in `k6-studio`.
  fileprivate func hasWord(_ name: String) -> Bool {
    ranges(of: name).contains { place in
      let isWhole = { (character: Character?) in
        character.map { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" } ?? true
      }
      return isWhole(self[..<place.lowerBound].last) && isWhole(self[place.upperBound...].first)
    }
  }
}
