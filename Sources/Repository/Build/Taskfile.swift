import Evidence

/// A Taskfile with what it includes, as targets.
///
/// Templates are filled in where a variable is a plain text; everything else of a template stays as written.
struct Taskfile {
  private(set) var targets: [BuildTarget] = []

  static let names = [
    "Taskfile.yml", "Taskfile.yaml", "taskfile.yml", "taskfile.yaml", "Taskfile.dist.yml", "Taskfile.dist.yaml",
  ]

  init(path: String, texts: [String: String]) {
    read(path, texts: texts, prefix: "", folder: "", depth: 0)
  }

  private mutating func read(_ path: String, texts: [String: String], prefix: String, folder: String, depth: Int) {
    guard depth < 8, let text = texts[path], let root = YAMLNode.documents(text).nodes.first else { return }
    let variables = root["vars"]?.dictionary ?? [:]
    for pair in root["tasks"]?.pairs ?? [] {
      targets.append(Taskfile.target(pair, path: path, prefix: prefix, folder: folder, variables: variables))
      for alias in pair.value["aliases"]?.strings ?? [] {
        targets.append(
          Taskfile.target(
            .init(key: alias, line: pair.line, value: pair.value), path: path, prefix: prefix, folder: folder,
            variables: variables))
      }
    }
    for pair in root["includes"]?.pairs ?? [] {
      guard let file = pair.value.text ?? pair.value["taskfile"]?.text else { continue }
      let place = RelativePath.joined(RelativePath.folder(of: path), Taskfile.filled(file, variables))
      let candidates = [place] + Taskfile.names.map { RelativePath.joined(place, $0) }
      guard let found = candidates.first(where: { texts[$0] != nil }) else { continue }
      let inner = pair.value["dir"]?.text.map { RelativePath.joined(folder, Taskfile.filled($0, variables)) } ?? folder
      let isFlat = pair.value["flatten"]?.isTrue == true
      read(found, texts: texts, prefix: isFlat ? prefix : prefix + pair.key + ":", folder: inner, depth: depth + 1)
    }
  }

  private static func target(
    _ pair: YAMLNode.Pair, path: String, prefix: String, folder: String, variables: [String: String]
  ) -> BuildTarget {
    let task = pair.value
    let variables = variables.merging(task["vars"]?.dictionary ?? [:]) { _, own in own }
    let place = task["dir"]?.text.map { RelativePath.joined(folder, filled($0, variables)) } ?? folder
    let isAdvisory = task["ignore_error"]?.isTrue == true
    // A task may be a single command, a list of them, or a map.
    let nodes =
      task.isMap
      ? (task["cmds"]?.list ?? [task["cmd"], task["cmds"]].compactMap { $0 }) : task.list.isEmpty ? [task] : task.list
    var commands: [BuildTarget.Command] = []
    for node in nodes {
      let own = isAdvisory || node["ignore_error"]?.isTrue == true
      if let called = node["task"]?.text {
        commands.append(.init(words: ["task", name(called, prefix)], isAdvisory: own, line: node.line))
      } else if let script = node.text.map({ ($0, node.textLine) })
        ?? node["cmd"].flatMap({ command in command.text.map { ($0, command.textLine) } })
      {
        for command in ShellScript.commands(in: filled(script.0, variables), firstLine: script.1) {
          commands.append(
            .init(
              words: command.words, isAdvisory: own || command.isAdvisory, line: command.line,
              folder: RelativePath.joined(place, command.folder)))
        }
      }
    }
    let dependencies = (task["deps"]?.list ?? []).compactMap { $0.text ?? $0["task"]?.text }.map { name($0, prefix) }
    return BuildTarget(
      location: Location(path: path, line: pair.line), name: prefix + pair.key, dependencies: dependencies,
      commands: commands)
  }

  /// A task called from an included file; a leading colon means the root's.
  private static func name(_ called: String, _ prefix: String) -> String {
    called.hasPrefix(":") ? String(called.dropFirst()) : prefix + called
  }

  private static func filled(_ text: String, _ variables: [String: String], depth: Int = 0) -> String {
    guard depth < 4, text.contains("{{"), text.utf8.count < 1 << 16 else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.range(of: "{{") {
      result += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].range(of: "}}") else {
        rest = rest[open.lowerBound...]
        return result + rest
      }
      let inside = String(rest[open.upperBound..<close.lowerBound]).trimmingBlanks
      let name = inside.hasPrefix(".") ? String(inside.dropFirst()) : ""
      result +=
        variables[name].map { filled($0, variables, depth: depth + 1) }
        ?? String(rest[open.lowerBound..<close.upperBound])
      rest = rest[close.upperBound...]
    }
    return result + rest
  }
}

extension Substring {
  /// The first occurrence of a text.
  func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
