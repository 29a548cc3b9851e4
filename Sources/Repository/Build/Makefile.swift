import Evidence

/// A Makefile with what it includes: variables, rules, recipes.
///
/// Limits: both branches of a condition count unless the command line decides it, functions other than `shell` stay as
/// written, a `define` counts for the rules it makes when it is evaluated, `.ONESHELL` is ignored. A variable nobody
/// defines stays as written too, so that a reader sees it.
///
/// Targets are made when first asked for and then kept: a pipeline calls the same ones again and again.
final class Makefile {
  private(set) var rules: [Rule] = []
  private(set) var variables: [String: String] = [:]
  private(set) var defaultGoal: String?

  struct Rule {
    let names: [String]
    var dependencies: [String]
    /// Recipe lines, continuations kept, with the file and line each begins at.
    var recipe: [RecipeLine] = []
    let path: String
    let line: Int
    var isPattern: Bool { names.contains { $0.contains("%") } }
  }

  struct RecipeLine {
    let text: String
    let line: Int
  }

  /// Variables that hold for one target only.
  private var targetVariables: [String: [String: String]] = [:]

  /// Reads the Makefile at `path`; `overrides` come from the command line and win over the file.
  init?(path: String, texts: [String: String], overrides: [String: String] = [:]) {
    guard texts[path] != nil else { return nil }
    self.overrides = overrides
    variables = ["MAKE": "make", "CURDIR": ".", "SHELL": "/bin/sh"]
    var reader = MakefileReader(folder: RelativePath.folder(of: path), texts: texts, overrides: overrides)
    reader.read(path)
    for statement in reader.statements { apply(statement) }
  }

  private let overrides: [String: String]

  private func apply(_ statement: MakefileReader.Statement) {
    switch statement {
    case .variable(let name, let operation, let value):
      guard overrides[name] == nil else { return }
      let name = expanded(name)
      if name == ".DEFAULT_GOAL" { defaultGoal = expanded(value) }
      Makefile.assign(name, operation, operation == ":=" ? expanded(value) : value, in: &variables)
    case .targetVariable(let targets, let name, let operation, let value):
      for target in words(targets) {
        Makefile.assign(name, operation, value, in: &targetVariables[target, default: [:]])
      }
    case .rule(let targets, let dependencies, let recipe, let path, let line):
      let names = words(targets)
      guard !names.isEmpty else { return }
      rules.append(
        Rule(
          names: names, dependencies: words(dependencies).filter { $0 != "|" }, recipe: recipe, path: path, line: line))
    }
  }

  private static func assign(_ name: String, _ operation: String, _ value: String, in variables: inout [String: String])
  {
    switch operation {
    case "?=": if variables[name] == nil { variables[name] = value }
    case "+=": variables[name] = variables[name].map { $0.isEmpty ? value : $0 + " " + value } ?? value
    case "!=": variables[name] = "$(shell \(value))"
    default: variables[name] = value
    }
  }

  /// Names of the targets a person may call, in file order.
  var targetNames: [String] {
    var seen: Set<String> = []
    return rules.flatMap(\.names).filter { !Makefile.isSpecial($0) && seen.insert($0).inserted }
  }

  var firstTarget: String? {
    defaultGoal
      ?? rules.lazy.flatMap(\.names).first { !Makefile.isSpecial($0) && !$0.contains("%") && !$0.hasPrefix(".") }
  }

  private static func isSpecial(_ name: String) -> Bool {
    name.hasPrefix(".") && name.dropFirst().allSatisfy { $0.isUppercase || $0 == "_" } && name.count > 1
  }

  /// Where a name is a rule's target, in the order of `rules`.
  private lazy var rulesByName: [String: [Int]] = rules.indices.reduce(into: [:]) { places, index in
    for name in Set(rules[index].names) { places[name, default: []].append(index) }
  }
  private lazy var patternRules = rules.filter(\.isPattern)
  private var madeTargets: [String: BuildTarget?] = [:]

  /// A target with its commands, or nil when nothing here makes it.
  func target(_ name: String) -> BuildTarget? {
    if let known = madeTargets[name] { return known }
    let made = makeTarget(name)
    madeTargets[name] = .some(made)
    return made
  }

  private func makeTarget(_ name: String) -> BuildTarget? {
    var stem: String?
    var matching = (rulesByName[name] ?? []).map { rules[$0] }
    if matching.allSatisfy({ $0.recipe.isEmpty }) {
      for rule in patternRules {
        guard let found = rule.names.lazy.compactMap({ Makefile.stem(of: name, pattern: $0) }).first else { continue }
        stem = found
        matching.append(rule)
        break
      }
    }
    guard let first = matching.first(where: { !$0.recipe.isEmpty }) ?? matching.first else { return nil }
    var local = targetVariables[name] ?? [:]
    let dependencies = matching.flatMap(\.dependencies).map { $0.replacingPercent(with: stem ?? "%") }
    local["@"] = name
    local["<"] = dependencies.first ?? ""
    local["^"] = dependencies.joined(separator: " ")
    local["*"] = stem ?? ""
    let commands = matching.flatMap { rule in rule.recipe.flatMap { self.commands(of: $0, local: local) } }
    return BuildTarget(
      location: Location(path: first.path, line: first.line), name: name, dependencies: dependencies, commands: commands
    )
  }

  private func commands(of line: RecipeLine, local: [String: String]) -> [BuildTarget.Command] {
    var text = Substring(expanded(line.text, local: local))
    var isAdvisory = false
    while let first = text.first, "@-+ \t".contains(first) {
      if first == "-" { isAdvisory = true }
      text.removeFirst()
    }
    return ShellScript.commands(in: String(text), firstLine: line.line).map {
      BuildTarget.Command(
        words: $0.words, isAdvisory: $0.isAdvisory || isAdvisory, line: $0.line, folder: $0.folder)
    }
  }

  static func stem(of name: String, pattern: String) -> String? {
    guard let percent = pattern.firstIndex(of: "%") else { return nil }
    let (prefix, suffix) = (pattern[..<percent], pattern[pattern.index(after: percent)...])
    guard name.count > prefix.count + suffix.count, name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    return String(name.dropFirst(prefix.count).dropLast(suffix.count))
  }

  /// Without what only a run could fill in: `$(echo a b | tr b c)`, `${addprefix bin/,a b}`.
  private static func withoutCommands(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      guard let open = rest.first, open == "(" || open == "{" else {
        result.append("$")
        continue
      }
      rest.removeFirst()
      let inside = balanced(&rest, open: open, close: open == "(" ? ")" : "}")
      if !inside.contains(where: \.isWhitespace) { result += "$\(open)\(inside)\(open == "(" ? ")" : "}")" }
    }
    return result + rest
  }

  // MARK: Expansion

  private func words(_ text: String) -> [String] {
    Makefile.withoutCommands(expanded(text)).split(whereSeparator: \.isWhitespace).map(String.init)
      .filter { !$0.hasPrefix("$") }
  }

  /// How much a single text may grow: variables that double each other must not fill the memory.
  private static let expansionCountMax = 64 << 10
  private static let referenceCountMax = 2_000

  /// `text` with variables filled in; `$$` becomes `$`, `$(shell x)` becomes the shell's `$(x)`.
  func expanded(_ text: String, local: [String: String] = [:]) -> String {
    var budget = (bytes: Makefile.expansionCountMax, references: Makefile.referenceCountMax)
    return expanded(text, local: local, depth: 0, budget: &budget)
  }

  private typealias Budget = (bytes: Int, references: Int)

  private func expanded(_ text: String, local: [String: String], depth: Int, budget: inout Budget) -> String {
    budget.bytes -= text.utf8.count
    guard depth < 16, budget.bytes > 0, budget.references > 0 else { return "" }
    guard text.utf8.contains(36) else { return text }
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      guard let next = rest.first else { break }
      rest.removeFirst()
      budget.references -= 1
      switch next {
      case "$": result += "$"
      case "(", "{":
        let inside = Makefile.balanced(&rest, open: next, close: next == "(" ? ")" : "}")
        result += reference(inside, local: local, depth: depth, budget: &budget)
      default: result += reference(String(next), local: local, depth: depth, budget: &budget)
      }
    }
    return result + rest
  }

  private func reference(_ inside: String, local: [String: String], depth: Int, budget: inout Budget) -> String {
    let name = inside.split(separator: ":", maxSplits: 1).first.map(String.init) ?? inside
    if let value = overrides[name] ?? local[name] ?? variables[name] {
      return expanded(value, local: local, depth: depth + 1, budget: &budget)
    }
    if inside.hasPrefix("call ") {
      let parts = inside.dropFirst(5).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard let called = parts.first?.trimmingBlanks, let body = variables[called] else { return "${" + inside + "}" }
      var local = local
      for (position, argument) in parts.enumerated() { local[String(position)] = argument.trimmingBlanks }
      return expanded(body, local: local, depth: depth + 1, budget: &budget)
    }
    if inside.hasPrefix("shell ") {
      return "$(" + expanded(String(inside.dropFirst(6)), local: local, depth: depth + 1, budget: &budget) + ")"
    }
    for function in ["strip ", "notdir ", "abspath ", "realpath ", "sort "] where inside.hasPrefix(function) {
      return expanded(String(inside.dropFirst(function.count)), local: local, depth: depth + 1, budget: &budget)
    }
    if name == "GO" || name == "GOCMD" || name == "GOCOMMAND" { return "go" }
    return "${" + inside + "}"
  }

  /// What stands up to the bracket that closes the one already read.
  private static func balanced(_ rest: inout Substring, open: Character, close: Character) -> String {
    var depth = 1
    var inside = ""
    while let next = rest.popFirst() {
      if next == open { depth += 1 }
      if next == close {
        depth -= 1
        if depth == 0 { break }
      }
      inside.append(next)
    }
    return inside
  }
}

extension String {
  /// The text with its first `%` filled in, as a pattern rule's dependency is.
  fileprivate func replacingPercent(with stem: String) -> String {
    guard let percent = firstIndex(of: "%") else { return self }
    return self[..<percent] + stem + self[index(after: percent)...]
  }
}
