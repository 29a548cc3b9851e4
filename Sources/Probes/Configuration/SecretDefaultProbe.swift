import Evidence
import GoSyntax
import Repository

/// Finds settings for credentials that work without anybody setting them: a default that everyone can read.
///
/// Defaults of struct tags, flags, viper, `getEnv(key, fallback)` functions, of the code around `os.Getenv` and in
/// functions named for defaults are read; a placeholder such as `changeme` works like any other text. Limits: empty and
/// very short texts, what a comment beside it declares public, and a placeholder the module compares values with, are no
/// findings; a flag or field named `token` needs a value that looks like one.
struct SecretDefaultProbe: Probe {
  static let card = ProbeCard(
    id: "configuration/secret-default",
    version: 5,
    sign: .antiPattern,
    looksFor: "a default value for a password, key or token setting",
    because: "the installation nobody configured runs with a credential everybody knows",
    instead: "mark the setting required and stop without it",
    examples: SecretDefaultExamples.ofLists + SecretDefaultExamples.ofFunctions)

  private static let id = card.id

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var settings = 0
    let readings = subject.productCalls(inFiles: EnvironmentFallbacks.readers)
    let shipped = subject.shippedPrograms
    for file in snapshot.productFiles where shipped.ships(file) {
      let defaults = file.fact(Defaults.self)
      settings += defaults.settings
      var found = defaults.found
      for (key, value) in defaults.named {
        guard let text = EnvironmentReads.constant(value, file, subject) else { continue }
        found += SecretDefaultProbe.judged([key], text, at: value, file)
      }
      for fallback in EnvironmentFallbacks(file, subject).all(from: readings[file].map(\.node))
      where !CredentialName(fallback.key).isOfTests && !SettingsPlaces.isForTests(fallback.value, file) {
        found += SecretDefaultProbe.judged(fallback, file, subject)
      }
      var places: Set<Node> = []
      for one in found
      where places.insert(one.place).inserted && !file.declaresPublic(one.place) && !isKnown(one.text, subject) {
        findings.append(one.finding)
      }
    }
    return Outcome(
      probe: SecretDefaultProbe.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["defaults": .count(findings.count), "secretSettings": .count(settings)],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: [
          "envDefault, default and like tags, flag and viper defaults, fallbacks of environment reads, for names of credentials",
          "passwords in default URLs",
        ]))
  }

  /// Whether the program looks for the placeholder itself: it warns of it, or does not start with it.
  private func isKnown(_ text: String, _ subject: Subject) -> Bool {
    DefaultCredential.isPlaceholder(text)
      && subject.snapshot.productFiles.contains { $0.tree.fact(ComparedTexts.self).texts.contains(text) }
  }

  /// A default that works, and its text.
  private struct Found {
    let place: Node
    let text: String
    let finding: Finding
  }

  private struct Defaults: FileFact {
    private(set) var found: [Found] = []
    private(set) var settings = 0
    /// Defaults that stand in a name: `getEnv("DB_PASSWORD", defaultPassword)`.
    private(set) var named: [(key: String, value: Node)] = []

    init(_ file: GoFile) {
      for (field, literal, tag) in file.tree.fact(TaggedFields.self).all
      where tag.isLoaded || tag["default"] != nil && SecretDefaultProbe.isOfSettings(field, file) {
        let names = [field.names.first?.text, tag.source].compactMap { $0 }
        if names.contains(where: { CredentialName($0).strength != nil }) { settings += 1 }
        guard let value = tag.defaultValue else { continue }
        found += SecretDefaultProbe.judged(names, value, at: literal, file, isSentence: true)
      }
      for call in file.tree.nodes(of: .callExpr) {
        guard let (key, value) = SecretDefaultProbe.keyAndDefault(of: call, file) else { continue }
        guard let text = LiteralText.of(value) else {
          if value.lastName != nil, CredentialName(key).strength != nil { named.append((key, value)) }
          continue
        }
        if CredentialName(key).strength != nil { settings += 1 }
        found += SecretDefaultProbe.judged([key], text, at: value, file)
      }
      for literal in file.tree.nodes(of: .compositeLit) {
        found += SecretDefaultProbe.flagDefault(literal, file)
      }
      let isSettings = SettingsPlaces.isSettings(file)
      for pair in file.tree.nodes(of: .keyValueExpr) {
        let isDefault = SecretDefaultProbe.isNamedForDefaults(pair)
        if isSettings || isDefault { found += SecretDefaultProbe.literalDefault(pair, file, isDefault: isDefault) }
      }
      for statement in file.tree.nodes(of: .ifStmt) {
        found += SecretDefaultProbe.fallback(statement, file)
      }
    }
  }

  /// A field of a type that is named for settings, or of a file that is.
  private static func isOfSettings(_ field: Node, _ file: GoFile) -> Bool {
    if SettingsPlaces.isSettings(file) { return true }
    let type = field.ancestors.first { $0.kind == .typeSpec }
    return type?.name.map { SettingsPlaces.isTypeOfSettings($0.text) } ?? false
  }

  /// Inside a function or a package variable whose name says that it holds the defaults.
  private static func isNamedForDefaults(_ node: Node) -> Bool {
    for around in node.ancestors where around.kind == .funcDecl || around.kind == .valueSpec {
      let name = around.kind == .funcDecl ? around.name : around.names.first
      if let name, IdentifierWords(name.text).containsAny(of: ["default", "defaults"]) { return true }
    }
    return false
  }

  /// What a default of one of the names is, if it works.
  private static func judged(
    _ names: [String], _ value: String, at node: Node, _ file: GoFile, isSentence: Bool = false
  ) -> [Found] {
    let shown = names.last ?? "this setting"
    if CredentialValue.passwordInURL(value) != nil {
      return found(value, node, file, "the default of \(shown) carries a password", .high)
    }
    if CredentialValue.shape(of: value) != nil {
      return found(value, node, file, "\(shown) has a working default", .high)
    }
    guard
      let name = names.first(where: { CredentialName($0).strength == .strong })
        ?? names.first(where: { CredentialName($0).strength != nil }),
      names.contains(where: { DefaultCredential.isWorking(value, for: $0, isSentence: isSentence) })
    else { return [] }
    return found(value, node, file, "\(name) has a working default", confidence(name, value))
  }

  private static func found(
    _ text: String, _ node: Node, _ file: GoFile, _ message: String, _ confidence: Confidence
  ) -> [Found] {
    [Found(place: node, text: text, finding: file.finding(id, at: node, message, confidence: confidence))]
  }

  private static func confidence(_ name: String, _ value: String) -> Confidence {
    CredentialName(name).strength == .strong && !DefaultCredential.isPlaceholder(value) ? .high : .medium
  }

  /// What stands in for a variable of the environment; a text of several words that is returned may be a complaint.
  private static func judged(
    _ fallback: EnvironmentFallbacks.Fallback, _ file: GoFile, _ subject: Subject
  ) -> [Found] {
    let value = fallback.value.unparenthesized
    let isConverted = value.kind == .callExpr && value.arguments.count == 1 && value.function?.kind == .arrayType
    let named = isConverted ? value.arguments.first ?? value : value
    guard let text = LiteralText.ofConverted(value) ?? EnvironmentReads.constant(named, file, subject)
    else { return [] }
    if CredentialValue.passwordInURL(text) == nil,
      !DefaultCredential.isWorking(text, for: fallback.key, isSentence: !fallback.isReturned)
    {
      return []
    }
    return found(
      text, fallback.value, file, "\(fallback.key) falls back to a value written here", confidence(fallback.key, text))
  }

  /// The setting a call defines and the expression of its default.
  private static func keyAndDefault(of call: Node, _ file: GoFile) -> (String, Node)? {
    let arguments = call.arguments
    guard !arguments.isEmpty, let function = call.function?.unparenthesized, let name = function.lastName else {
      return nil
    }
    if name == "SetDefault", arguments.count == 2, let key = LiteralText.of(arguments[0]) { return (key, arguments[1]) }
    if function.kind == .selectorExpr, ["String", "StringP"].contains(name), arguments.count >= 3,
      let key = LiteralText.of(arguments[0])
    {
      return (key, arguments[name == "String" ? 1 : 2])
    }
    if function.kind == .selectorExpr, ["StringVar", "StringVarP"].contains(name), arguments.count >= 4,
      let key = LiteralText.of(arguments[1])
    {
      return (key, arguments[name == "StringVar" ? 2 : 3])
    }
    if name == "Or", function.isText("cmp.Or"), arguments.count == 2 {
      // `cmp.Or(os.Getenv("JWT_SECRET"), "...")`
      let read = arguments[0].unparenthesized
      if read.kind == .callExpr, read.arguments.count == 1, let key = read.arguments.first.flatMap(LiteralText.of) {
        return (key, arguments[1])
      }
      return arguments[0].lastName.map { ($0, arguments[1]) }
    }
    if name == "Default", arguments.count == 1, let key = flagName(of: function) { return (key, arguments[0]) }
    guard arguments.count == 2 else { return nil }
    let words = IdentifierWords(name)
    guard !words.containsAny(of: ["reset", "unset", "clear", "restore", "expand", "rename"]),
      words.containsAny(of: ["env", "getenv", "envor", "getenvor", "lookupenv", "environ"]) || name == "GetString",
      let key = LiteralText.of(arguments[0]), words.words.first != "set", words.words.first != "bind"
    else { return nil }
    return (key, arguments[1])
  }

  /// The name of the flag in a chain of kingpin's: `app.Flag("db-password", "...").Default("...")`.
  private static func flagName(of function: Node) -> String? {
    var node = function.operand?.unparenthesized
    while let call = node, call.kind == .callExpr {
      if call.calledName == "Flag" || call.calledName == "Arg" { return call.arguments.first.flatMap(LiteralText.of) }
      node = call.function?.unparenthesized.operand?.unparenthesized
    }
    return nil
  }

  /// `cli.StringFlag{Name: "db-password", Value: "..."}`.
  private static func flagDefault(_ literal: Node, _ file: GoFile) -> [Found] {
    guard let type = literal.type, type.name?.isText("StringFlag") ?? false else { return [] }
    var name: String?
    var value: Node?
    for element in literal.elements where element.kind == .keyValueExpr {
      guard let key = element.key else { continue }
      if key.isText("Name") { name = element.value.flatMap(LiteralText.of) }
      if key.isText("Value") { value = element.value }
    }
    guard let name, let value, let text = LiteralText.of(value) else { return [] }
    return judged([name], text, at: value, file)
  }

  /// A field of a literal that holds the defaults: `DefaultUser{Name: "admin", Pass: "admin"}`.
  private static func literalDefault(_ pair: Node, _ file: GoFile, isDefault: Bool) -> [Found] {
    guard let key = pair.key, let value = pair.value, let text = LiteralText.of(value), let literal = pair.parent,
      literal.kind == .compositeLit, let name = LiteralText.of(key) ?? key.lastName,
      let strength = CredentialName(name).strength, IdentifierWords(text).joined != IdentifierWords(name).joined,
      DefaultCredential.isWorking(text, for: name)
    else { return [] }
    let isBesideUser = ["Pass", "Password", "pass", "password"].contains(name)
    let isCertain = isBesideUser || isDefault && strength == .strong && literal.type != nil
    if !isCertain || !isDefault, DefaultCredential.isPlaceholder(text) { return [] }
    guard isCertain || CredentialValue.isPlausible(text, isStrong: strength == .strong) else { return [] }
    return found(text, value, file, "\(name) has a working default", .medium)
  }

  /// `if secret == "" { secret = "..." }`; what comes behind a way out is not for every installation.
  private static func fallback(_ statement: Node, _ file: GoFile) -> [Found] {
    guard let condition = statement.condition, condition.kind == .binaryExpr, condition.token == .equal,
      condition.right.flatMap(LiteralText.of) == "", let tested = condition.left, let name = tested.lastName,
      CredentialName(name).strength != nil, let body = statement.body
    else { return [] }
    for inner in body.statements {
      if inner.kind == .ifStmt || inner.kind == .switchStmt { return [] }
      guard inner.kind == .assignStmt, inner.token == .assign, inner.leftSide.first?.text == tested.text,
        let value = inner.rightSide.first, let text = LiteralText.ofConverted(value),
        DefaultCredential.isWorking(text, for: name)
      else { continue }
      return found(text, value, file, "\(name) falls back to a value written here", confidence(name, text))
    }
    return []
  }
}
