import Evidence
import GoSyntax
import Repository

/// Finds settings for credentials that work without anybody setting them: a default that everyone can read.
///
/// Defaults of struct tags, flags, viper, `getEnv(key, fallback)` functions and `if secret == ""` branches are read.
/// Placeholders and empty texts are no working values.
struct SecretDefaultProbe: Probe {
  static let card = ProbeCard(
    id: "configuration/secret-default",
    version: 2,
    sign: .antiPattern,
    looksFor: "a default value for a password, key or token setting",
    because: "the installation nobody configured runs with a credential everybody knows",
    instead: "mark the setting required and stop without it",
    examples: [
      .found("type config struct {\n\tSecret string ▸`env:\"JWT_SECRET\" envDefault:\"shop-signing-key-1\"`\n}"),
      .found(#"_ = flag.String("db-password", ▸"hunter22", "password of the database")"#),
      .found(
        """
        package shop

        import "github.com/spf13/viper"

        func defaults() { viper.SetDefault("jwt-secret", ▸"kZ82hfPq") }
        """),
      .found(
        """
        package shop

        import "os"

        func getEnv(key, fallback string) string {
          if value := os.Getenv(key); value != "" {
            return value
          }
          return fallback
        }

        var secret = getEnv("SESSION_KEY", ▸"kZ82hfPq")
        """),
      .found(
        "type config struct {\n\tURL string ▸`env:\"PG_URL\" envDefault:\"postgres://shop:pw4711@localhost/shop\"`\n}"),
      .found(
        """
        package shop

        import ("cmp"; "os")

        var secret = cmp.Or(os.Getenv("JWT_SECRET"), ▸"kZ82hfPq")
        """),
      .found(
        """
        package shop

        import "github.com/urfave/cli/v2"

        var flag = cli.StringFlag{Name: "db-password", Value: ▸"hunter22"}
        """),
      .found(
        """
        package shop

        import "gopkg.in/alecthomas/kingpin.v2"

        var password = kingpin.Flag("db-password", "password of the database").Default(▸"hunter22").String()
        """),
      .quiet("func clean() { resetEnv(\"SECRET\", \"ADMIN_PASSWD\") }\n\nfunc resetEnv(names ...string) {}"),
      .quiet("type config struct {\n\tSecret string `env:\"JWT_SECRET,required\"`\n}"),
      .quiet("type config struct {\n\tTTL string `env:\"TOKEN_TTL\" envDefault:\"24h\"`\n}"),
      .quiet(#"_ = flag.String("db-password", "", "password of the database")"#),
      .quiet(#"_ = flag.String("token-file", "/etc/shop/token1", "file with the token")"#),
      .quiet("type config struct {\n\tSecret string `env:\"JWT_SECRET\" envDefault:\"changeme\"`\n}"),
    ])

  private static let id = card.id

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var settings = 0
    for file in snapshot.productFiles {
      let defaults = file.fact(Defaults.self)
      findings += defaults.findings
      settings += defaults.settings
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

  private struct Defaults: FileFact {
    private(set) var findings: [Finding] = []
    private(set) var settings = 0

    init(_ file: GoFile) {
      for (field, literal, tag) in file.tree.fact(TaggedFields.self).all where tag.isLoaded {
        let names = [field.names.first?.text, tag.source].compactMap { $0 }
        if names.contains(where: { CredentialName($0).strength != nil }) { settings += 1 }
        guard let value = tag.defaultValue else { continue }
        if let finding = SecretDefaultProbe.finding(names, value, at: literal, file) { findings.append(finding) }
      }
      for call in file.tree.nodes(of: .callExpr) {
        guard let (key, value) = SecretDefaultProbe.keyAndDefault(of: call, file), let text = LiteralText.of(value)
        else { continue }
        if CredentialName(key).strength != nil { settings += 1 }
        if let finding = SecretDefaultProbe.finding([key], text, at: value, file) { findings.append(finding) }
      }
      for literal in file.tree.nodes(of: .compositeLit) {
        if let finding = SecretDefaultProbe.flagDefault(literal, file) { findings.append(finding) }
      }
      if SettingsPlaces.isSettings(file) {
        for pair in file.tree.nodes(of: .keyValueExpr) {
          if let finding = SecretDefaultProbe.literalDefault(pair, file) { findings.append(finding) }
        }
      }
      for statement in file.tree.nodes(of: .ifStmt) {
        if let finding = SecretDefaultProbe.fallback(statement, file) { findings.append(finding) }
      }
    }
  }

  private static func finding(_ names: [String], _ value: String, at node: Node, _ file: GoFile) -> Finding? {
    if CredentialValue.passwordInURL(value) != nil {
      return file.finding(
        id, at: node, "the default of \(names.last ?? "this setting") carries a password", confidence: .high)
    }
    if CredentialValue.shape(of: value) != nil {
      return file.finding(id, at: node, "\(names.last ?? "this setting") has a working default", confidence: .high)
    }
    guard let name = names.first(where: { CredentialName($0).strength != nil }),
      let strength = CredentialName(name).strength,
      isWorking(value, strength)
    else { return nil }
    return file.finding(
      id, at: node, "\(name) has a working default", confidence: strength == .strong ? .high : .medium)
  }

  /// A default that would be accepted as the credential. Any word will do where the name is certain.
  private static func isWorking(_ value: String, _ strength: CredentialName.Strength) -> Bool {
    guard value.utf8.count >= 3, !CredentialValue.isPlaceholder(value), !value.contains(" "), !value.hasPrefix("/"),
      !value.hasPrefix("./"),
      !value.contains("://"),
      !["true", "false", "none", "null", "nil", "auto", "file", "env", "vault", "memory"].contains(value.lowercased())
    else { return false }
    // The name of another variable: `RESET_PASSWORD`.
    let isName = value.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
    if isName, value.utf8.contains(95), CredentialName(value).strength != nil { return false }
    return strength == .strong || CredentialValue.isPlausible(value, isStrong: false)
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
  private static func flagDefault(_ literal: Node, _ file: GoFile) -> Finding? {
    guard let type = literal.type, type.name?.isText("StringFlag") ?? false else { return nil }
    var name: String?
    var value: Node?
    for element in literal.elements where element.kind == .keyValueExpr {
      guard let key = element.key else { continue }
      if key.isText("Name") { name = element.value.flatMap(LiteralText.of) }
      if key.isText("Value") { value = element.value }
    }
    guard let name, let value, let text = LiteralText.of(value) else { return nil }
    return finding([name], text, at: value, file)
  }

  /// A field of a literal that holds the defaults: `DefaultUser{Name: "admin", Pass: "admin"}`.
  private static func literalDefault(_ pair: Node, _ file: GoFile) -> Finding? {
    guard let key = pair.key, let value = pair.value, let text = LiteralText.of(value), let literal = pair.parent,
      literal.kind == .compositeLit, let name = LiteralText.of(key) ?? key.lastName,
      let strength = CredentialName(name).strength
    else { return nil }
    let isBesideUser = ["Pass", "Password", "pass", "password"].contains(name)
    guard isWorking(text, isBesideUser ? .strong : strength),
      IdentifierWords(text).joined != IdentifierWords(name).joined
    else { return nil }
    guard isBesideUser || CredentialValue.isPlausible(text, isStrong: strength == .strong) else { return nil }
    return file.finding(id, at: value, "\(name) has a working default", confidence: .medium)
  }

  /// `if secret == "" { secret = "..." }`.
  private static func fallback(_ statement: Node, _ file: GoFile) -> Finding? {
    guard let condition = statement.condition, condition.kind == .binaryExpr, condition.token == .equal,
      condition.right.flatMap(LiteralText.of) == "", let tested = condition.left, let name = tested.lastName,
      let strength = CredentialName(name).strength, let body = statement.body
    else { return nil }
    for inner in body.statements where inner.kind == .assignStmt && inner.token == .assign {
      guard inner.leftSide.first?.text == tested.text, let value = inner.rightSide.first,
        let text = LiteralText.ofConverted(value),
        isWorking(text, strength)
      else { continue }
      return file.finding(
        id, at: value, "\(name) falls back to a value written here", confidence: strength == .strong ? .high : .medium)
    }
    return nil
  }
}
