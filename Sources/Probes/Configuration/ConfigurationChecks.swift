import Evidence
import GoSyntax
import Repository

/// Collects the checks of settings of each file, and the places where a bad value is replaced instead.
struct ConfigurationChecks {
  private(set) var required: [Finding] = []
  private(set) var calls: [Finding] = []
  private(set) var comparisons: [Finding] = []
  private(set) var fallbacks: [Finding] = []

  private let flagNames: [String: Set<String>]
  private let settingNames: [String: Set<String>]
  private let hasLoads: Bool
  private let id = ValidatedProbe.card.id

  private let startChecks: StartChecks
  private let operands: CommandOperands

  init(_ loads: ConfigurationLoads, _ subject: Subject) {
    flagNames = loads.flagNames
    settingNames = loads.settingNames
    hasLoads = !loads.loads.isEmpty
    operands = CommandOperands(loads, subject)
    startChecks = StartChecks(loads, operands, subject)
  }

  /// A load of the environment in a function that runs later than the start.
  func isLate(_ load: ConfigurationLoads.Load) -> Bool {
    load.source == .environment && startChecks.isLoadedLate(load.file)
  }

  mutating func read(_ file: GoFile) {
    let isSettings = SettingsPlaces.isSettings(file)
    for (field, literal, tag) in file.tree.fact(TaggedFields.self).all {
      let isValidated = isSettings && tag["validate"]?.contains("required") == true && !Self.isOfRequest(field, tag)
      if operands.isOfCommand(field) { continue }
      if tag.isRequired && (tag.isLoaded || tag["long"] != nil || isSettings || tag["help"] != nil) || isValidated {
        if tag.isLoaded, startChecks.isLoadedLate(file) { continue }
        required.append(file.finding(id, at: literal, "start-up fails without this setting"))
      }
    }
    for call in file.tree.fact(LikelyChecks.self).calls { read(call, file, isSettings) }
    if isSettings || file.isMain || settingNames[file.path] != nil {
      for statement in file.tree.nodes(of: .ifStmt) { read(statement: statement, file, isSettings) }
      for statement in file.tree.nodes(of: .switchStmt) { read(choice: statement, file, isSettings) }
    } else {
      // What stands elsewhere counts in functions that say they check settings.
      let inChecks = file.tree.fact(StatementsInChecks.self)
      for statement in inChecks.conditions { read(statement: statement, file, isSettings) }
      for statement in inChecks.choices { read(choice: statement, file, isSettings) }
    }
  }

  private mutating func read(_ call: Node, _ file: GoFile, _ isSettings: Bool) {
    guard let function = call.function?.unparenthesized, let name = function.lastName else { return }
    if name == "MarkFlagRequired" || name == "MarkPersistentFlagRequired" {
      if operands.isOperand(call, file) { return }
      required.append(file.finding(id, at: call, "start-up fails without this flag"))
      return
    }
    let words = IdentifierWords(name).words
    // A schema or a manifest describes what somebody else's settings may be, and a comparison of two refuses neither.
    guard let verb = words.first, !words.contains(where: ConfigurationChecks.aside.contains),
      verb != "ensure" || !words.contains(where: ConfigurationChecks.places.contains), !Self.isInDescription(call)
    else { return }
    let operand = function.kind == .selectorExpr ? function.operand?.unparenthesized : nil
    // `pluginClient.CheckConfiguration(ctx, &request)` asks somebody else.
    if let operand, IdentifierWords(operand.lastName ?? "").last == "client" { return }
    // `builder.WithOptions(options).Complete(r)` finishes a builder.
    let target = operand.flatMap { $0.kind == .callExpr ? nil : $0.lastName } ?? ""
    let isOfSettings =
      SettingsPlaces.isNamedForSettings(target)
      && !file.imports.contains { $0.name == target && !SettingsPlaces.isNamedForSettings($0.path) }
      || words.dropFirst().contains { word in
        ConfigurationChecks.objects.contains(word)
          && (isSettings || file.isMain || file.path.hasPrefix("cmd/")
            || !ConfigurationChecks.vagueObjects.contains(word))
      }
      || verb != "verify" && verb != "complete" && isOfSettings(call.arguments.first { !$0.isContextByName })
      || isSettings && words.count == 1 && ConfigurationChecks.isMethodCall(function, file)
    guard isOfSettings, isSettings || SettingsPlaces.isCommandOrSettings(file) || isAtStart(call),
      !isForeign(function, name, file), ErrorFate.of(call) == .stops, !startChecks.isHook(function, file),
      startChecks.canRefuse(call, file), !startChecks.isOfRecord(call, file),
      !isOnDemand(call, file),
      !words.contains("and") && !ConfigurationChecks.isVague(words) || startChecks.isCheck(calledBy: call, file),
      startChecks.isReachedAtStart(call, file)
    else { return }
    calls.append(
      file.finding(
        id, at: call, "settings are checked, and a failure goes up",
        confidence: isSettings || file.isMain ? .high : .medium))
  }

  /// Words of checks that are about something beside the settings.
  private static let aside: Set<String> = ["schema", "manifest", "equal", "equals", "changed", "diff"]

  /// `ensureConfigDirExists(dir)` makes what is not there.
  private static let places: Set<String> = ["dir", "directory", "folder", "file", "exists", "exist"]

  /// In a method of what describes one of many things: `func (m Metadata) Validate() error` of a plugin.
  private static func isInDescription(_ node: Node) -> Bool {
    guard let function = node.ancestors.first(where: { $0.kind == .funcDecl }),
      let type = function.receiver?.fields.first?.type, let name = type.lastName ?? type.operand?.lastName
    else { return false }
    return IdentifierWords(name).containsAny(of: ["metadata", "manifest", "descriptor", "plugin"])
  }

  /// `return nil, ErrNoConfigFile`: that there is none is no bad setting.
  private static func tellsAbsence(_ body: Node) -> Bool {
    body.statements.last?.kind == .returnStmt
      && body.statements.last?.returned.contains { value in
        let words = IdentifierWords(value.lastName ?? "").words
        return words.first == "err" && words.contains("no") && words.contains { $0 == "config" || $0 == "file" }
      } ?? false
  }

  /// `ensureClone(cfg)` does something with the settings, unless it makes errors of its own.
  private static func isVague(_ words: [String]) -> Bool {
    guard let verb = words.first, verb == "ensure" || verb == "complete" else { return false }
    return words.count > 1 && !words.dropFirst().contains(where: objects.contains)
  }

  /// In a command that somebody runs to have something checked: one of several beside a server, or one whose exit code
  /// is the answer.
  private func isOnDemand(_ node: Node, _ file: GoFile) -> Bool {
    if node.parent?.kind == .callExpr, node.parent?.function?.isText("os.Exit") ?? false { return true }
    return operands.runsOnDemand(node, file)
  }

  /// Calls whose names say that they check something or require a flag.
  private struct LikelyChecks: TreeFact {
    let calls: [Node]

    init(_ tree: SyntaxTree) {
      calls = tree.nodes(of: .callExpr).filter { call in
        guard let name = call.function?.unparenthesized.lastName else { return false }
        if LikelyChecks.names.contains(name) { return true }
        return ConfigurationChecks.mayBegin(name) && ConfigurationChecks.isCheck(name)
      }
    }

    private static let names: Set<String> = [
      "MarkFlagRequired", "MarkPersistentFlagRequired", "Struct", "StructCtx",
    ]
  }

  /// What is checked stands first: `validate(ctx, config)`; options behind it say how.
  private func isOfSettings(_ argument: Node?) -> Bool {
    guard let argument, !argument.isText("env") else { return false }
    let value = argument.kind == .unaryExpr ? argument.operand ?? argument : argument
    return SettingsPlaces.isNamedForSettings(value.lastName ?? "")
  }

  private mutating func read(statement: Node, _ file: GoFile, _ isSettings: Bool) {
    guard let condition = statement.condition, let body = statement.body else { return }
    let named = ConfigurationChecks.known(settingNames[file.path], at: statement)
    let asksSetting = !named.isEmpty && SettingsPlaces.mentions(condition, named)
    guard isSettings || file.isMain || asksSetting || Self.isInCheck(statement) else { return }
    let flags = flagNames(at: statement, file)
    if ConfigurationChecks.isErrorTest(condition) {
      // `if _, err := strconv.Atoi(cfg.Port); err != nil { cfg.Port = "80" }`
      if let start = statement.initializer, !ConfigurationChecks.looksUpKey(start),
        SettingsPlaces.readsSetting(start, flags: flags),
        !ErrorFate.stops(statement),
        body.statements.contains(where: { isReplacing($0, of: start, flags) })
      {
        fallbacks.append(
          file.finding(id, at: statement, "a bad value is replaced instead of reported", confidence: .medium))
      }
      return
    }
    guard isComparison(condition), file.isMain || asksSetting || Self.isInCheck(statement) || isOfStart(statement),
      asksSetting || SettingsPlaces.readsSetting(condition, flags: file.isMain ? flags : [])
        || isReceiver(condition, statement),
      ErrorFate.endsBadly(body), !ConfigurationChecks.endsInServing(body), !Self.tellsAbsence(body),
      !startChecks.asksForCollaborator(condition, file),
      !ConfigurationChecks.countsArguments(condition), !ConfigurationChecks.asksForSwitch(condition),
      !ConfigurationChecks.asksForKindOfError(statement), !ConfigurationChecks.asksWhetherToFail(statement),
      !operands.runsOnDemand(statement, file),
      startChecks.isReachedAtStart(statement, file)
    else { return }
    comparisons.append(
      file.finding(id, at: statement, "a bad setting is refused, and the error goes up", confidence: .medium))
  }

  /// `switch cfg.Level { case ...: default: return error }`.
  private mutating func read(choice statement: Node, _ file: GoFile, _ isSettings: Bool) {
    guard isSettings && isOfStart(statement) || file.isMain || Self.isInCheck(statement),
      let tag = statement.condition ?? statement.initializer,
      SettingsPlaces.readsSetting(tag, flags: file.isMain ? flagNames(at: statement, file) : [])
        || (statement.initializer.map { SettingsPlaces.readsSetting($0, flags: flagNames(at: statement, file)) }
          ?? false),
      let clause = statement.statements.first(where: { $0.kind == .caseClause && $0.caseExpressions.isEmpty }),
      ErrorFate.stops(clause), startChecks.isReachedAtStart(statement, file)
    else { return }
    comparisons.append(file.finding(id, at: statement, "an unknown value of a setting is refused", confidence: .medium))
  }

  static func isStart(_ name: String) -> Bool { IdentifierWords(name).words.first.map(starts.contains) ?? false }

  static func isCheck(_ name: String) -> Bool { IdentifierWords(name).words.first.map(verbs.contains) ?? false }

  /// Inside a function that makes, loads or starts something: settings of a request in flight are input.
  private func isAtStart(_ node: Node) -> Bool {
    guard let name = node.ancestors.first(where: { $0.kind == .funcDecl })?.name?.text else { return false }
    guard let verb = IdentifierWords(name).words.first else { return false }
    return ConfigurationChecks.starts.contains(verb) || ConfigurationChecks.verbs.contains(verb)
  }

  /// Inside a function that makes, loads or checks settings: by its name, its receiver or what it gives.
  private func isOfStart(_ node: Node) -> Bool {
    guard let function = node.ancestors.first(where: { $0.kind == .funcDecl }), let name = function.name?.text else {
      return true
    }
    if ConfigurationChecks.isStart(name) || ConfigurationChecks.isCheck(name) { return true }
    let receivers = function.receiver?.fields.map { $0.type?.lastName } ?? []
    let results = function.type?.results?.fields.map { $0.type?.lastName ?? $0.type?.operand?.lastName } ?? []
    return (receivers + results).contains { SettingsPlaces.isNamedForSettings($0 ?? "") }
  }

  /// A function of another module that is no validator: `ed25519.VerifyWithOptions`.
  private func isForeign(_ function: Node, _ name: String, _ file: GoFile) -> Bool {
    guard function.kind == .selectorExpr, let operand = function.operand, operand.kind == .ident else { return false }
    let written = operand.text
    guard let imported = file.imports.first(where: { $0.name == written }) else { return false }
    return !imported.path.contains("valid") && !SettingsPlaces.isNamedForSettings(imported.path)
      && name.contains("With")
  }

  private struct StatementsInChecks: TreeFact {
    let conditions: [Node]
    let choices: [Node]

    init(_ tree: SyntaxTree) {
      conditions = tree.nodes(of: .ifStmt).filter(ConfigurationChecks.isInCheck)
      choices = tree.nodes(of: .switchStmt).filter(ConfigurationChecks.isInCheck)
    }
  }

  /// Inside a function that says it checks settings.
  private static func isInCheck(_ node: Node) -> Bool {
    guard let function = node.ancestors.first(where: { $0.kind == .funcDecl }), let name = function.name?.text,
      ConfigurationChecks.mayBegin(name)
    else { return false }
    let words = IdentifierWords(name).words
    guard let verb = words.first, ConfigurationChecks.verbs.contains(verb) else { return false }
    if words.dropFirst().contains(where: { ConfigurationChecks.objects.contains($0) }) { return true }
    let receiver = function.receiver?.fields.first?.type?.lastName ?? ""
    return SettingsPlaces.isNamedForSettings(receiver)
  }

  /// `log.Fatal(http.ListenAndServe(...))`: the block does what the setting asks for.
  private static func endsInServing(_ body: Node) -> Bool {
    guard let last = body.statements.last, last.kind == .exprStmt else { return false }
    return last.descendants(of: .callExpr).contains { call in
      call.calledName.map { $0.hasPrefix("Listen") || $0.hasPrefix("Serve") || $0.hasPrefix("Run") } ?? false
    }
  }

  /// The receiver of a method of a settings type: `c.Port` in `func (c *Config) Validate`.
  private func isReceiver(_ condition: Node, _ statement: Node) -> Bool {
    guard let function = statement.ancestors.first(where: { $0.kind == .funcDecl }),
      let receiver = function.receiver?.fields.first, let name = receiver.names.first?.text,
      SettingsPlaces.isTypeOfSettings(receiver.type?.lastName ?? "")
    else { return false }
    return condition.descendants(of: .selectorExpr).contains { $0.operand?.kind == .ident && $0.operand?.text == name }
      || condition.kind == .selectorExpr && condition.operand?.text == name
  }

  /// The package's flags as the function around a node knows them.
  private func flagNames(at node: Node, _ file: GoFile) -> Set<String> {
    ConfigurationChecks.known(flagNames[file.packagePath], at: node)
  }

  /// Names without the parameters of the functions around a node: those are something else.
  private static func known(_ names: Set<String>?, at node: Node) -> Set<String> {
    guard var names else { return [] }
    for function in node.ancestors where function.kind == .funcDecl || function.kind == .funcLit {
      guard let parameters = function.type?.parameters else { continue }
      for field in parameters.fields { names.subtract(field.names.map(\.text)) }
    }
    return names
  }

  /// The setting that was tested is given another value; switching something else off is an answer of its own.
  private func isReplacing(_ statement: Node, of test: Node, _ flags: Set<String>) -> Bool {
    if statement.kind == .assignStmt {
      guard let target = statement.leftSide.first, SettingsPlaces.readsSetting(target, flags: flags) else {
        return false
      }
      return test.descendants(of: target.kind).contains { $0.text == target.text }
    }
    guard statement.kind == .exprStmt, let name = statement.operand?.function?.lastName else { return false }
    return name.hasPrefix("Set")
  }

  private func isComparison(_ condition: Node) -> Bool {
    if condition.kind == .unaryExpr || condition.kind == .callExpr { return true }
    return condition.kind == .binaryExpr || condition.kind == .parenExpr || condition.kind == .selectorExpr
      || condition.kind == .ident
  }

  /// `if c.DisableThumbs() { return ... }`: what is switched off is refused, not the setting.
  private static func asksForSwitch(_ condition: Node) -> Bool {
    let asked = condition.kind == .unaryExpr ? condition.operand?.unparenthesized : condition.unparenthesized
    guard let asked, let name = asked.kind == .callExpr ? asked.calledName : asked.lastName,
      asked.kind != .binaryExpr
    else { return false }
    return IdentifierWords(name).containsAny(of: ["disable", "disabled", "enable", "enabled", "allow", "allowed"])
  }

  /// `if opts.Strict { return err }`: what went wrong was found before.
  private static func asksWhetherToFail(_ statement: Node) -> Bool {
    guard let condition = statement.condition, condition.kind == .selectorExpr || condition.kind == .ident,
      let last = statement.body?.statements.last, last.kind == .returnStmt,
      let value = last.returned.last?.unparenthesized
    else { return false }
    return value.kind == .ident && value.text.lowercased().hasPrefix("err")
  }

  /// `if failure, ok := err.(*Failure); ok && cfg.Strict { os.Exit(failure.Code) }`: the error ends the program.
  private static func asksForKindOfError(_ statement: Node) -> Bool {
    if let start = statement.initializer {
      if start.kind == .typeAssertExpr || !start.descendants(of: .typeAssertExpr).isEmpty { return true }
    }
    return statement.condition.map { condition in
      ([condition] + condition.descendants(of: .callExpr)).contains { call in
        call.kind == .callExpr && call.calledOperandName == "errors"
          && ["As", "Is", "AsType"].contains(call.calledName)
      }
    } ?? false
  }

  /// A field of what a request carries: no loader's tag, but a form's, or a type that is named for it.
  private static func isOfRequest(_ field: Node, _ tag: FieldTag) -> Bool {
    if tag.isLoaded { return false }
    if ["form", "uri", "query", "param", "header", "binding"].contains(where: { tag[$0] != nil }) { return true }
    let type = field.ancestors.first { $0.kind == .typeSpec }?.name?.text ?? ""
    return IdentifierWords(type).words.last.map {
      ["req", "request", "resp", "response", "input", "payload", "body", "dto", "form", "query"].contains($0)
    } ?? false
  }

  /// `len(options) == 0` of a variadic parameter: the call is checked, no setting.
  private static func countsArguments(_ condition: Node) -> Bool {
    guard condition.kind == .binaryExpr, let call = condition.left, call.calledName == "len",
      let counted = call.arguments.first, counted.kind == .ident, let function = condition.enclosingFunction,
      let last = function.type?.parameters?.fields.last, last.type?.kind == .ellipsis
    else { return false }
    return last.names.contains { $0.text == counted.text }
  }

  /// `if _, err := cfg.Get("key"); err != nil`: a key that is not there yet is no bad value.
  private static func looksUpKey(_ start: Node) -> Bool {
    start.rightSide.contains { ["Get", "Has", "Lookup", "Find"].contains($0.calledName) }
  }

  private static func isErrorTest(_ condition: Node) -> Bool {
    condition.token == .notEqual && condition.nonNilOperand?.isNamedAsError == true
  }

  private static func isMethodCall(_ function: Node, _ file: GoFile) -> Bool {
    guard function.kind == .selectorExpr, let operand = function.operand else { return false }
    let written = operand.text
    return !file.imports.contains { $0.name == written }
  }

  private static let starts: Set<String> = [
    "new", "load", "run", "start", "setup", "init", "initialize", "parse", "read", "build", "make", "must", "create",
    "open", "execute",
    "configure", "main", "serve", "bootstrap", "prepare", "unmarshal",
    "provision",
  ]
  /// Whether a name may begin with one of the verbs: asked of every call before its words are taken apart.
  private static func mayBegin(_ name: String) -> Bool {
    guard let first = name.utf8.first(where: { $0 != UInt8(ascii: "_") }) else { return false }
    return initials.contains(first | 0x20)
  }

  private static let initials = Set(verbs.compactMap(\.utf8.first))
  private static let verbs: Set<String> = ["validate", "validation", "check", "verify", "ensure", "complete"]
  /// What functions of all kinds are given: of settings only where settings are.
  private static let vagueObjects: Set<String> = ["options", "opts", "env", "params", "args"]
  private static let objects: Set<String> = [
    "config", "configuration", "cfg", "conf", "settings", "options", "opts", "flags", "env", "environment",
    "params", "args",
  ]
}
