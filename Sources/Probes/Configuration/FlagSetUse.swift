import GoSyntax

/// What a command's flag set is asked for: `command.Flags()` by itself loads nothing.
enum FlagSetUse {
  /// Whether flags are defined on it, here or by what it is handed to.
  static func defines(_ call: Node) -> Bool {
    guard let parent = call.parent else { return false }
    switch parent.kind {
    case .selectorExpr: return parent.name.map { defines($0.text) } ?? false
    case .callExpr:
      // `addServerFlags(command.Flags())`
      guard let name = parent.calledName, hands(name) else { return false }
      // In what a command runs its flags have been read; there they may only be mapped to settings.
      return !isInRun(call) || SettingsPlaces.isNamedForSettings(name) && !IdentifierWords(name).contains("options")
    case .assignStmt, .valueSpec:
      guard let name = call.receivingName(at: 0)?.text ?? call.receivingVariable?.text,
        let function = call.outermostFunction
      else { return false }
      let uses = function.descendants(of: .callExpr)
      return uses.contains { $0.calledOperandName == name && ($0.calledName.map(defines) ?? false) }
        || uses.contains { use in
          use.arguments.contains { $0.text == name } && hands(use.calledName ?? "")
        }
    default: return false
    }
  }

  /// In a `func(command *cobra.Command, args []string) error`.
  private static func isInRun(_ call: Node) -> Bool {
    call.ancestors.contains { around in
      guard around.kind == .funcLit || around.kind == .funcDecl,
        let fields = around.type?.parameters?.fields, fields.count == 2
      else { return false }
      return fields.first?.type?.text.hasSuffix(".Command") ?? false && fields.last?.type?.isText("[]string") ?? false
    }
  }

  /// `addServerFlags(command.Flags())`, but not `passwordFromFlags(command.Flags())`, which reads what was given.
  private static func hands(_ name: String) -> Bool {
    let words = IdentifierWords(name)
    return words.containsAny(of: handing) && !words.containsAny(of: ["get", "read", "from", "lookup", "print"])
  }

  private static let handing: Set<String> = [
    "flag", "flags", "bind", "add", "register", "define", "setup", "init", "install", "apply", "configure",
  ]

  private static func defines(_ method: String) -> Bool {
    if method.hasPrefix("Add") || method == "Parse" || method == "SetNormalizeFunc" { return true }
    let asking = [
      "Lookup", "Changed", "Visit", "Get", "Usage", "FlagUsages", "NArg", "NFlag", "Args", "Arg", "Set", "Has", "Mark",
      "SortFlags",
    ]
    return !asking.contains(where: method.hasPrefix) && method != "Name" && method != "Sort"
  }
}
