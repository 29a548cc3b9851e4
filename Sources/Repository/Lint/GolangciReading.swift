/// Reading .golangci.yml, .yaml, .json (YAML all the same) and .toml.
extension GolangciConfiguration {
  /// Where golangci-lint looks, in its order.
  static let names = [".golangci.yml", ".golangci.yaml", ".golangci.toml", ".golangci.json"]

  /// The configuration nearest to the module's folder.
  static func found(in texts: [String: String], module: GoModule?) -> GolangciConfiguration? {
    let folders = [module.map { String($0.folder) } ?? "", ""]
    for folder in folders {
      for name in names {
        let path = RelativePath.joined(folder, name)
        if let text = texts[path] { return GolangciConfiguration(path: path, text: text) }
      }
    }
    // Some projects keep it with their CI files and name it on the command line.
    let others = texts.keys.filter { path in
      let name = RelativePath.name(of: path)
      return (names.contains(name) || names.contains("." + name)) && path.split(separator: "/").count <= 3
    }
    return others.sorted().first.flatMap { path in texts[path].map { GolangciConfiguration(path: path, text: $0) } }
  }

  init(path: String, text: String) {
    let (node, problem) = path.hasSuffix(".toml") ? (TOMLReader.node(text), nil) : GolangciConfiguration.yaml(text)
    let linters = node?["linters"]
    let enable = linters?["enable"]
    var standard = linters?["default"]?.text ?? "standard"
    if linters?["enable-all"]?.isTrue == true { standard = "all" }
    if linters?["disable-all"]?.isTrue == true { standard = "none" }
    if linters?["fast"]?.isTrue == true, standard == "standard", linters?["default"] != nil { standard = "fast" }
    // Version 2 moved formatters into a section of their own.
    let formatters = node?["formatters"]?["enable"]?.strings ?? []
    self.init(
      path: path, enabled: Set((enable?.strings ?? []) + formatters).sorted(),
      disabled: Set(linters?["disable"]?.strings ?? []).sorted(), defaultSet: standard,
      line: GolangciConfiguration.line(of: node), problem: problem)
  }

  private static func line(of node: YAMLNode?) -> Int {
    guard let pair = node?.pairs.first(where: { $0.key == "linters" }) else { return 1 }
    return pair.value.pairs.first { $0.key == "enable" }?.line ?? pair.line
  }

  private static func yaml(_ text: String) -> (YAMLNode?, String?) {
    let (nodes, problem) = YAMLNode.documents(text)
    return (nodes.first, problem)
  }
}

/// The part of TOML that linter settings use: tables, strings, booleans and lists of strings.
enum TOMLReader {
  static func node(_ text: String) -> YAMLNode {
    var tables: [(name: String, line: Int, pairs: [YAMLNode.Pair])] = [("", 1, [])]
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var index = 0
    while index < lines.count {
      let number = index + 1
      var line = withoutComment(lines[index]).trimmingBlanks
      index += 1
      if line.hasPrefix("["), line.hasSuffix("]"), !line.contains("=") {
        tables.append((line.filter { !"[] \"".contains($0) }, number, []))
        continue
      }
      guard let equals = line.firstIndex(of: "=") else { continue }
      while line[equals...].contains("["), !line.hasSuffix("]"), index < lines.count {
        line += " " + withoutComment(lines[index]).trimmingBlanks
        index += 1
      }
      let key = String(line[..<equals]).trimmingBlanks.filter { $0 != "\"" }
      let value = String(line[line.index(after: equals)...]).trimmingBlanks
      tables[tables.count - 1].pairs.append(.init(key: key, line: number, value: node(value, line: number)))
    }
    var pairs = tables[0].pairs
    for table in tables.dropFirst() where !table.name.contains(".") {
      pairs.append(
        .init(key: table.name, line: table.line, value: YAMLNode(content: .map(table.pairs), line: table.line, tag: ""))
      )
    }
    return YAMLNode(content: .map(pairs), line: 1, tag: "")
  }

  private static func node(_ value: String, line: Int) -> YAMLNode {
    let scalar = { (text: String) in
      YAMLNode(
        content: .scalar(text.filter { $0 != "\"" && $0 != "'" }.trimmingBlanks, isBlock: false), line: line, tag: "")
    }
    guard value.hasPrefix("[") else { return scalar(value) }
    let items = value.dropFirst().dropLast().split(separator: ",").map { String($0).trimmingBlanks }
    return YAMLNode(content: .list(items.filter { !$0.isEmpty }.map(scalar)), line: line, tag: "")
  }

  private static func withoutComment(_ line: Substring) -> String {
    var isQuoted = false
    for index in line.indices {
      if line[index] == "\"" { isQuoted.toggle() }
      if line[index] == "#", !isQuoted { return String(line[..<index]) }
    }
    return String(line)
  }
}
