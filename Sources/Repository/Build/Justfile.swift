import Evidence

/// A justfile's recipes as targets.
struct Justfile {
  private(set) var targets: [BuildTarget] = []

  static let names = ["justfile", "Justfile", ".justfile", "JUSTFILE"]

  init(path: String, texts: [String: String], depth: Int = 0) {
    guard depth < 8, let text = texts[path] else { return }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    var variables: [String: String] = [:]
    var index = 0
    while index < lines.count {
      let line = lines[index]
      let number = index + 1
      index += 1
      if line.isEmpty || line.first?.isWhitespace == true || line.hasPrefix("#") || line.hasPrefix("[") { continue }
      if let assignment = line.range(of: ":="), !line.hasPrefix("set ") {
        let name = line[..<assignment.lowerBound].split(separator: " ").last.map(String.init) ?? ""
        let value = String(line[assignment.upperBound...]).trimmingBlanks
        if line.hasPrefix("alias "), let aliased = targets.first(where: { $0.name == value }) {
          targets.append(
            BuildTarget(
              location: aliased.location, name: name, dependencies: aliased.dependencies, commands: aliased.commands))
        } else {
          variables[name] = DockerfileLines.unquoted(value)
        }
        continue
      }
      if line.hasPrefix("import ") {
        let file = line.dropFirst(7).filter { $0 != "'" && $0 != "\"" && $0 != "?" }.trimmingBlanks
        targets +=
          Justfile(path: RelativePath.joined(RelativePath.folder(of: path), file), texts: texts, depth: depth + 1)
          .targets
        continue
      }
      guard let colon = line.firstIndex(of: ":"), !line.hasPrefix("set ") else { continue }
      var body: [(text: String, line: Int)] = []
      while index < lines.count, lines[index].first?.isWhitespace == true || lines[index].isEmpty {
        body.append((lines[index].trimmingBlanks, index + 1))
        index += 1
      }
      let name = line[..<colon].drop { $0 == "@" }.prefix { !$0.isWhitespace }
      let dependencies = line[line.index(after: colon)...].split(separator: "#").first.map(String.init) ?? ""
      targets.append(
        BuildTarget(
          location: Location(path: path, line: number), name: String(name),
          dependencies: dependencies.split { " &&()".contains($0) }.map(String.init).filter {
            !$0.hasPrefix("\"") && !$0.hasPrefix("'")
          },
          commands: Justfile.commands(of: body, variables: variables)))
    }
  }

  private static func commands(of body: [(text: String, line: Int)], variables: [String: String]) -> [BuildTarget
    .Command]
  {
    guard let first = body.first(where: { !$0.text.isEmpty }) else { return [] }
    if first.text.hasPrefix("#!") {
      // A recipe that is a script of its own.
      guard CommandWrappers.shells.contains(where: first.text.contains) else { return [] }
      let script = body.map { filled($0.text, variables) }.joined(separator: "\n")
      return ShellScript.commands(in: script, firstLine: body[0].line).map {
        .init(words: $0.words, isAdvisory: $0.isAdvisory, line: $0.line, folder: $0.folder)
      }
    }
    var result: [BuildTarget.Command] = []
    var index = 0
    while index < body.count {
      var text = body[index].text
      let line = body[index].line
      index += 1
      while text.hasSuffix("\\"), index < body.count {
        text += "\n" + body[index].text
        index += 1
      }
      var script = filled(text, variables)[...]
      var isAdvisory = false
      while let prefix = script.first, prefix == "@" || prefix == "-" {
        if prefix == "-" { isAdvisory = true }
        script.removeFirst()
      }
      result += ShellScript.commands(in: String(script), firstLine: line).map {
        .init(words: $0.words, isAdvisory: isAdvisory || $0.isAdvisory, line: $0.line, folder: $0.folder)
      }
    }
    return result
  }

  private static func filled(_ text: String, _ variables: [String: String]) -> String {
    var result = text
    for (name, value) in variables where result.contains("{{") {
      result = result.replacing("{{" + name + "}}", with: value).replacing("{{ " + name + " }}", with: value)
    }
    return result
  }
}
