import GoSyntax
import Repository

/// Which packages and files are where a module's settings are read: by their names.
enum SettingsPlaces {
  private static let words: Set<String> = [
    "config", "configs", "configuration", "configurations", "conf", "cfg", "settings", "setting", "env", "environment",
    "envvar", "envvars",
    "options", "opts", "flags", "flag", "params", "properties",
  ]

  /// A package or file named for configuration.
  static func isSettings(_ file: GoFile) -> Bool {
    let folders = file.path.split(separator: "/")
    if folders.dropLast().contains(where: { IdentifierWords($0).containsAny(of: words) }) { return true }
    let name = folders.last.map { $0.hasSuffix(".go") ? $0.dropLast(3) : $0 } ?? ""
    return IdentifierWords(name).containsAny(of: words)
  }

  /// Where the environment may be read: a main, code right below `cmd/`, or a place named for configuration.
  static func isCommandOrSettings(_ file: GoFile) -> Bool {
    file.isMain || file.path.hasPrefix("cmd/") || isSettings(file)
  }

  /// Whether the function around a node fills settings: a method of a type named for them, or one given a flag set.
  static func isFilling(_ node: Node) -> Bool {
    guard let function = node.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
    if let receiver = function.receiver?.fields.first?.type?.lastName, isNamedForSettings(receiver) { return true }
    return function.type?.parameters?.fields.contains { $0.type?.lastName == "FlagSet" } ?? false
  }

  /// Inside a function that is given a request: whatever it reads or asks, the program has long started.
  static func answersRequest(_ node: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let function = node.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
    return function.type?.parameters?.fields.contains { field in
      guard let written = field.type, let type = subject.types.type(written: written, in: file) else { return false }
      return ForeignSources.isRequest(type) || type.isNamed("net/http", "ResponseWriter")
    } ?? false
  }

  /// A variable, type or function named for configuration: `cfg`, `serverConfig`, `opts`.
  static func isNamedForSettings(_ name: String) -> Bool { IdentifierWords(name).containsAny(of: words) }

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
