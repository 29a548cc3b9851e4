import GoSyntax
import Repository

/// Which packages and files are where a module's settings are read: by their names.
enum SettingsPlaces {
  private static let words: Set<String> = [
    "config", "configs", "configuration", "configurations", "conf", "cfg", "settings", "setting", "env", "environment",
    "envvar", "envvars",
    "options", "opts", "flags", "flag", "params", "properties",
  ]

  /// Words that say it wherever they stand in a file's name.
  private static let plainWords: Set<String> = ["config", "configs", "configuration", "conf", "cfg", "settings"]

  /// A package or file named for configuration.
  static func isSettings(_ file: GoFile) -> Bool {
    let folders = file.path.split(separator: "/")
    if folders.dropLast().contains(where: { IdentifierWords($0).containsAny(of: words) }) { return true }
    let name = folders.last.map { $0.hasSuffix(".go") ? $0.dropLast(3) : $0 } ?? ""
    // `menu_options_action` is about an action.
    let named = IdentifierWords(name)
    let ends = named.words.count < 3 ? named.words : [named.words.first, named.words.last].compactMap { $0 }
    return named.containsAny(of: plainWords) || ends.contains(where: words.contains)
  }

  /// Where the environment may be read: a main, code right below `cmd/`, or a place named for configuration.
  static func isCommandOrSettings(_ file: GoFile) -> Bool {
    file.isMain || file.path.hasPrefix("cmd/") || isSettings(file)
  }

  /// A file of the product that is named for tests: `test.go`, `store_mock.go`.
  static func isNamedForTests(_ file: GoFile) -> Bool {
    let stem = file.path.split(separator: "/").last.map { $0.hasSuffix(".go") ? $0.dropLast(3) : $0 } ?? ""
    return testing.contains(String(stem)) || IdentifierWords(stem).words.last.map(testing.contains) ?? false
  }

  /// Inside a function or a file that serves tests, although the product could call it.
  static func isForTests(_ node: Node, _ file: GoFile) -> Bool {
    if isNamedForTests(file) { return true }
    guard let name = node.ancestors.first(where: { $0.kind == .funcDecl })?.name?.text else { return false }
    return IdentifierWords(name).containsAny(of: testing)
  }

  /// Inside a function that says it loads something: an image's configuration is decoded in files of that name too.
  static func isNamedForLoading(_ node: Node) -> Bool {
    guard let name = node.ancestors.first(where: { $0.kind == .funcDecl })?.name?.text else { return true }
    return IdentifierWords(name).words.first.map {
      ["load", "read", "parse", "init", "new", "main", "get", "from", "open", "must", "setup", "run"].contains($0)
    } ?? false
  }

  private static let testing: Set<String> = [
    "test", "tests", "testing", "mock", "mocks", "fixture", "fixtures", "testutil", "testutils", "testhelper",
    "testhelpers",
  ]

  /// Whether the function around a node fills settings: a method of a type named for them, one given a flag set, one
  /// that defines or parses flags, or one that finds and reads the configuration.
  static func isFilling(_ node: Node) -> Bool {
    guard let function = node.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
    if let name = function.name?.text {
      let words = IdentifierWords(name).words
      if let verb = words.first, reading.contains(verb), words.dropFirst().contains(where: settings.contains) {
        return true
      }
    }
    let parses = function.descendants(of: .callExpr).contains { call in
      guard call.calledName == "Parse", let operand = call.calledOperandName else { return false }
      return operand.hasPrefix("flag") || operand == "pflag" || operand == "fs" || operand == "kingpin"
    }
    if parses { return true }
    if let receiver = function.receiver?.fields.first?.type?.lastName, isNamedForSettings(receiver) { return true }
    return function.type?.parameters?.fields.contains { $0.type?.lastName == "FlagSet" } ?? false
  }

  private static let reading: Set<String> = [
    "load", "read", "resolve", "parse", "find", "locate", "get", "override", "fill", "merge",
  ]
  private static let settings: Set<String> = [
    "config", "configs", "configuration", "conf", "cfg", "settings", "options", "opts", "env", "environment", "flags",
  ]

  /// Inside a function that is given a request: whatever it reads or asks, the program has long started.
  static func answersRequest(_ node: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    node.ancestors.contains { function in
      guard function.kind == .funcDecl || function.kind == .funcLit else { return false }
      return function.type?.parameters?.fields.contains { field in
        guard let written = field.type, let type = subject.types.type(written: written, in: file) else { return false }
        return ForeignSources.isRequest(type) || type.isNamed("net/http", "ResponseWriter")
      } ?? false
    }
  }

  /// A variable, type or function named for configuration: `cfg`, `serverConfig`, `opts`.
  static func isNamedForSettings(_ name: String) -> Bool { IdentifierWords(name).containsAny(of: words) }

  /// A type whose last word says that it holds settings: `ServerConfig`, not `OptionsMenu`.
  static func isTypeOfSettings(_ name: String) -> Bool { words.contains(IdentifierWords(name).last) }

  /// Whether the expression reads a setting: `cfg.Port`, `*port` of a flag, `viper.GetInt("port")`, `opts`.
  static func readsSetting(_ node: Node, flags: Set<String> = []) -> Bool {
    if refersToSettings(node, flags) { return true }
    for kind in [NodeKind.ident, .selectorExpr]
    where node.descendants(of: kind).contains(where: { refersToSettings($0, flags) }) {
      return true
    }
    return false
  }

  /// Whether one of the names stands in an expression.
  static func mentions(_ node: Node, _ names: Set<String>) -> Bool {
    if node.kind == .ident { return names.contains(node.text) }
    return node.descendants(of: .ident).contains { names.contains($0.text) }
  }

  private static func refersToSettings(_ node: Node, _ flags: Set<String>) -> Bool {
    switch node.kind {
    case .ident:
      let name = node.text
      return flags.contains(name) || name == "viper" || variables.contains(name) || name.hasSuffix("Config")
        || name.hasSuffix("Cfg")
        || name.hasSuffix("Opts") || name.hasSuffix("Options")
    case .selectorExpr:
      guard let operand = node.operand?.lastName else { return false }
      return variables.contains(operand)
    default: return false
    }
  }

  private static let variables: Set<String> = [
    "cfg", "conf", "config", "configuration", "opts", "opt", "options", "settings", "setting", "params", "flags",
    "Config",
    "Options", "Settings", "Cfg",
  ]
}
