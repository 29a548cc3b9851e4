/// Splits Makefiles into statements, included files in their place.
struct MakefileReader {
  /// make reads included files relative to the folder it runs in.
  let folder: String
  let texts: [String: String]
  private(set) var statements: [Statement] = []
  private var seen: Set<String> = []
  /// Bodies of `define`, by name.
  private var defined: [String: [(text: String, line: Int)]] = [:]

  enum Statement {
    case variable(name: String, operation: String, value: String)
    case targetVariable(targets: String, name: String, operation: String, value: String)
    case rule(targets: String, dependencies: String, recipe: [Makefile.RecipeLine], path: String, line: Int)
  }

  private var conditions: MakefileConditions

  init(folder: String, texts: [String: String], overrides: [String: String]) {
    self.folder = folder
    self.texts = texts
    conditions = MakefileConditions(overrides: overrides)
  }

  mutating func read(_ path: String) {
    guard let text = texts[path], seen.insert(path).inserted, seen.count <= 100 else { return }
    let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map { line in
      Substring(line.last == 13 ? line.dropLast() : line)
    }
    var index = 0
    var defining: String?
    var rule: (targets: String, dependencies: String, recipe: [Makefile.RecipeLine], line: Int)?
    func finished() -> Statement? {
      rule.map {
        .rule(targets: $0.targets, dependencies: $0.dependencies, recipe: $0.recipe, path: path, line: $0.line)
      }
    }
    while index < lines.count {
      let line = index + 1
      let isRecipe = lines[index].hasPrefix("\t")
      var logical = String(lines[index])
      index += 1
      while MakefileReader.continues(logical), index < lines.count {
        // A recipe keeps its line ends for the shell; elsewhere a continuation is a blank.
        logical =
          isRecipe
          ? logical + "\n" + lines[index].drop { $0 == "\t" }
          : logical.dropLast() + " " + lines[index].drop(while: \.isWhitespace)
        index += 1
      }
      if let name = defining {
        if logical.trimmingBlanks.hasPrefix("endef") {
          let body = (defined[name] ?? []).map(\.text).joined(separator: "\n")
          statements.append(.variable(name: name, operation: "=", value: body))
          defining = nil
        } else {
          defined[name, default: []].append((logical, line))
        }
        continue
      }
      if !isRecipe || rule == nil, conditions.take(MakefileReader.withoutComment(logical).trimmingBlanks) { continue }
      if !conditions.isActive { continue }
      if isRecipe, rule != nil {
        if !logical.trimmingBlanks.isEmpty {
          rule?.recipe.append(.init(text: String(logical.dropFirst()), line: line))
        }
        continue
      }
      let statement = MakefileReader.withoutComment(logical).trimmingBlanks
      if statement.isEmpty || MakefileReader.isIrrelevant(statement) { continue }
      if statement.hasPrefix("define ") {
        defining = String(statement.dropFirst("define ".count).prefix { !$0.isWhitespace && $0 != "=" })
        continue
      }
      if statement.hasPrefix("$("), let name = MakefileReader.evaluated(statement) {
        if let done = finished() { statements.append(done) }
        rule = nil
        statements += rules(definedBy: name, path: path)
        continue
      }
      if let included = MakefileReader.included(statement) {
        if let done = finished() { statements.append(done) }
        rule = nil
        for pattern in included { for found in files(matching: pattern) { read(found) } }
        continue
      }
      if let variable = MakefileReader.variable(statement) {
        if let done = finished() { statements.append(done) }
        rule = nil
        statements.append(.variable(name: variable.name, operation: variable.operation, value: variable.value))
        continue
      }
      guard let colon = MakefileReader.ruleColon(statement[...]) else { continue }
      if let done = finished() { statements.append(done) }
      rule = nil
      let targets = String(statement[..<colon])
      var rest = statement[statement.index(after: colon)...].drop { $0 == ":" }
      if let variable = MakefileReader.variable(String(rest).trimmingBlanks) {
        statements.append(
          .targetVariable(targets: targets, name: variable.name, operation: variable.operation, value: variable.value))
        continue
      }
      var recipe: [Makefile.RecipeLine] = []
      if let semicolon = rest.firstIndex(of: ";") {
        recipe.append(.init(text: String(rest[rest.index(after: semicolon)...]), line: line))
        rest = rest[..<semicolon]
      }
      if let second = MakefileReader.ruleColon(rest) {
        // `objects: %.o: %.c`: the pattern in the middle only says how stems are found.
        rest = rest[rest.index(after: second)...]
      }
      rule = (targets, String(rest), recipe, line)
    }
    if let done = finished() { statements.append(done) }
  }

  /// The name of `$(eval $(call NAME,...))`, alone or in a loop.
  private static func evaluated(_ statement: String) -> Substring? {
    guard let call = statement.ranges(of: "$(eval $(call ").first else { return nil }
    return statement[call.upperBound...].prefix { !$0.isWhitespace && $0 != "," && $0 != ")" }
  }

  /// The rules that a `define` makes when it is evaluated; its arguments stay as written.
  private func rules(definedBy name: Substring, path: String) -> [Statement] {
    var found: [Statement] = []
    for (text, line) in defined[String(name)] ?? [] {
      let isRecipe = text.hasPrefix("\t")
      if isRecipe, case .rule(let targets, let needed, let recipe, let path, let start)? = found.last {
        found[found.count - 1] = .rule(
          targets: targets, dependencies: needed, recipe: recipe + [.init(text: String(text.dropFirst()), line: line)],
          path: path, line: start)
        continue
      }
      let statement = text.trimmingBlanks
      guard MakefileReader.variable(statement) == nil, let colon = MakefileReader.ruleColon(statement[...]) else {
        continue
      }
      let rest = statement[statement.index(after: colon)...].drop { $0 == ":" }
      let needed = rest.prefix { $0 != ";" }
      let inline = rest.dropFirst(needed.count + 1)
      found.append(
        .rule(
          targets: String(statement[..<colon]), dependencies: String(needed),
          recipe: inline.isEmpty ? [] : [.init(text: String(inline), line: line)], path: path, line: line))
    }
    return found
  }

  private static func continues(_ line: String) -> Bool {
    line.utf8.reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 1
  }

  private static func withoutComment(_ line: String) -> String {
    let bytes = line.utf8
    var previous = UInt8(ascii: " ")
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == UInt8(ascii: "#"), previous != UInt8(ascii: "\\") { return String(line[..<index]) }
      previous = byte
    }
    return line
  }

  private static func isIrrelevant(_ statement: String) -> Bool {
    let word = statement.prefix { !$0.isWhitespace && $0 != "(" }
    return ["ifeq", "ifneq", "ifdef", "ifndef", "else", "endif", "endef", "unexport", "vpath", "undefine"].contains(
      word)
  }

  private static func included(_ statement: String) -> [String]? {
    for keyword in ["include ", "-include ", "sinclude "] where statement.hasPrefix(keyword) {
      return statement.dropFirst(keyword.count).split(whereSeparator: \.isWhitespace).map(String.init)
    }
    return nil
  }

  /// Files an include names; a leading variable is taken for the folder, `*` stands for part of a name.
  private func files(matching pattern: String) -> [String] {
    var pattern = pattern[...]
    while pattern.hasPrefix("$("), let close = pattern.firstIndex(of: ")") {
      pattern = pattern[pattern.index(after: close)...].drop { $0 == "/" }
    }
    let path = RelativePath.joined(folder, pattern)
    guard let star = path.firstIndex(of: "*") else { return texts[path] == nil ? [] : [path] }
    let (prefix, suffix) = (path[..<star], path[path.index(after: star)...])
    return texts.keys.filter {
      $0.hasPrefix(prefix) && $0.hasSuffix(suffix) && !$0.dropFirst(prefix.count).dropLast(suffix.count).contains("/")
    }.sorted()
  }

  /// `NAME := value` and its kin; nil when the statement is something else.
  private static func variable(_ statement: String) -> (name: String, operation: String, value: String)? {
    var rest = statement[...]
    for keyword in ["export ", "override ", "private "] where rest.hasPrefix(keyword) {
      rest = rest.dropFirst(keyword.count).drop(while: \.isWhitespace)
    }
    guard let end = rest.firstIndex(where: { "=:?+!".contains($0) || $0.isWhitespace }), end != rest.startIndex else {
      return nil
    }
    let name = rest[..<end]
    rest = rest[end...].drop(while: \.isWhitespace)
    for operation in [":::=", "::=", ":=", "?=", "+=", "!=", "="] where rest.hasPrefix(operation) {
      let value = String(rest.dropFirst(operation.count)).trimmingBlanks
      return (String(name), operation.hasSuffix(":=") ? ":=" : operation, value)
    }
    return nil
  }

  /// The colon between targets and dependencies, outside of variable references.
  private static func ruleColon(_ statement: Substring) -> String.Index? {
    var depth = 0
    for index in statement.indices {
      switch statement[index] {
      case "(", "{": depth += 1
      case ")", "}": depth -= 1
      case ":" where depth <= 0: return index
      case ";" where depth <= 0: return nil
      default: break
      }
    }
    return nil
  }
}
