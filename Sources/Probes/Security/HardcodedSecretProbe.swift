import Evidence
import GoSyntax
import Repository

/// Finds credentials written into the source or into a configuration file the program loads by default.
///
/// Known shapes of tokens and keys count anywhere in product code; other texts where a name says credential and the text
/// can be one, or where a library takes a secret (`SecretParameters`). Placeholders, tests, examples and documents never
/// count. Limits: a secret put together from parts, or under a name that does not say so, is not seen.
struct HardcodedSecretProbe: Probe {
  static let card = ProbeCard(
    id: "security/hardcoded-secret",
    version: 5,
    sign: .antiPattern,
    looksFor: "a credential in the source",
    because: "everyone who can read the repository, today or years from now, can use it",
    instead: "require it from the environment or a secret store, and revoke the published one",
    examples: [
      .found("const dbPass = ▸\"p4ss-of-shop\""),
      .quiet("const secondPass = \"p4ss-of-shop\""),
      .found("func send(r *http.Request) { r.Header.Set(\"X-Api-Key\", ▸\"f62e5bcda4fae4f82370da0c6f20697b\") }"),
      .quiet("func send(r *http.Request) { r.Header.Set(\"X-Trace\", \"f62e5bcda4fae4f82370da0c6f20697b\") }"),
      .found(
        "func opens(password string) bool {\n\tswitch password {\n\tcase ▸\"p4ss-of-shop\": return true\n\t}\n\treturn false\n}"
      ),
      .quiet(
        """
        var (
          clientID = "shop"
          // This value is safe to be embedded: a native program keeps no secret.
          clientSecret = "34ab0f2b558c23d38fde8a6dc74f086ede1bd0c4"
        )
        """),
      .found(#"var clientSecret = ▸"34ab0f2b558c23d38fde8a6dc74f086ede1bd0c4""#),
      .found(
        """
        // It isn't safe to commit this: it signs, and belongs to a public key.
        const signingSecret = ▸"34ab0f2b558c23d38fde8a6dc74f086ede1bd0c4"
        """),
      .found("const dbPassword = ▸\"S3cr3t-of-the-shop\""),
      .found("_ = http.Header{}\nclientSecret := ▸\"9f86d081884c7d659a2feaa0\"\n_ = clientSecret"),
      .found("type account struct{ APIKey string }\n\nvar shop = account{APIKey: ▸\"k-48fh2ks9fj20sd82\"}"),
      .found("func open() (*sql.DB, error) { return sql.Open(\"postgres\", ▸\"postgres://shop:s3cr3tpw@db/shop\") }"),
      .found("func valid(password string) bool { return password == ▸\"letmein99\" }"),
      .found("var pw string\nfunc set() { pw = ▸\"KjasdlkjapoIKLlka98098sdf012U\" }"),
      .found("const bearer = ▸\"Bearer: 2lkjdfoiuwer092834kjdwf09\""),
      .found("const stateTokenStart = ▸\"f62e5bcda4fae4f82370da0c6f20697b8f8447ef\""),
      .found(
        """
        package shop
        import "github.com/go-pg/pg/v10"
        func open() *pg.DB { return pg.Connect(&pg.Options{User: "shop", Password: ▸"password"}) }
        """),
      .found(
        """
        package shop
        import "github.com/gorilla/sessions"
        var store = sessions.NewCookieStore([]byte(▸"something"))
        """),
      .found(
        """
        package shop
        import "github.com/golang-jwt/jwt/v5"
        func signed(token *jwt.Token) (string, error) { return token.SignedString([]byte(▸"my_key")) }
        """),
      .found("func ask(r *http.Request) { r.SetBasicAuth(\"shop\", ▸\"opensesame\") }"),
      .found(
        """
        package shop
        type account struct{ password string }
        func open() account {
          word := "p4ss-of-shop"
          return account{password: ▸word}
        }
        """),
      .quiet("func ask(r *http.Request, word string) { r.SetBasicAuth(\"shop\", word) }"),
      .quiet(
        """
        func examples() []string {
          return []string{
            "ghp_q7Wm2Zx9Kd4Tn8Lb3Rv6Hc1Js5Fg0Pa4Ye7U",
            "ghp_Kd4Tn8Lb3Rv6Hc1Js5Fg0Pa4Ye7Uq7Wm2Zx9",
            "ghp_Rv6Hc1Js5Fg0Pa4Ye7Uq7Wm2Zx9Kd4Tn8Lb3",
          }
        }
        """),
      .found(
        """
        var sent = http.Header{"Authorization": {▸"Bearer ghp_q7Wm2Zx9Kd4Tn8Lb3Rv6Hc1Js5Fg0Pa4Ye7U"}}
        """),
      .found(#"var call = []string{"--password", "x", ▸"ghp_q7Wm2Zx9Kd4Tn8Lb3Rv6Hc1Js5Fg0Pa4Ye7U"}"#),
      .found(
        #"func more(call []string) []string { return append(call, ▸"ghp_q7Wm2Zx9Kd4Tn8Lb3Rv6Hc1Js5Fg0Pa4Ye7U") }"#),
      .found(#"var tokens = []string{▸"ghp_q7Wm2Zx9Kd4Tn8Lb3Rv6Hc1Js5Fg0Pa4Ye7U"}"#),
      .quiet(#"var known = regexp.MustCompile("ghp_q7Wm2Zx9Kd4Tn8Lb3Rv6Hc1Js5Fg0Pa4Ye7U")"#),
      .found(#"var token = "Bearer " + ▸"ghp_q7Wm2Zx9Kd4Tn8Lb3Rv6Hc1Js5Fg0Pa4Ye7U""#),
      .quiet(
        """
        -- go.mod --
        module example.org/shop

        go 1.24
        -- main.go --
        package main
        func main() {}
        -- started/started.go --
        package started
        const APIKey = "f62e5bcda4fae4f82370da0c6f20697b"
        -- suite/cart_test.go --
        package suite
        import (
          "testing"
          "example.org/shop/started"
        )
        func TestCart(t *testing.T) { t.Log(started.APIKey) }
        """),
      .quiet("testPassword := \"p4ss-of-shop\"; _ = testPassword"),
      .quiet("const tokenLetters = \"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\""),
      .quiet("const passwordHash = \"f62e5bcda4fae4f82370da0c6f20697b8f8447ef\""),
      .quiet("var dbPassword = os.Getenv(\"DB_PASSWORD\")"),
      .quiet("const passwordHeader = \"X-Shop-Password\""),
      .quiet("const dbPassword = \"changeme\""),
      .quiet("const tokenURL = \"https://example.org/token1\""),
      .quiet("type account struct{ APIKey string }\n\nvar shop = account{APIKey: \"\"}"),
      .quiet("-- shop_test.go --\npackage shop\n\nconst dbPassword = \"S3cr3t-of-the-shop\"\n"),
      .quiet("const secretName = \"shop-tls-2024\""),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let id = HardcodedSecretProbe.card.id
    let snapshot = subject.snapshot
    var reader = HardcodedSecrets()
    for file in snapshot.productFiles where subject.ships(file) { reader.read(file, subject) }
    let configuration = ConfigurationSecrets(snapshot)
    let findings = reader.findings + configuration.findings
    let certain = reader.findings.filter { $0.confidence == .high }.count
    return Outcome(
      probe: id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "secrets": .count(reader.findings.count), "certain": .count(certain),
        "configured": .count(configuration.findings.count),
        "likely": .count(reader.findings.filter { $0.confidence >= .medium }.count),
      ],
      scope: Scope(
        files: snapshot.productFiles.count + configuration.fileCount,
        patterns: [
          "shapes of cloud keys, service tokens, private keys, JWTs, passwords in URLs",
          "texts given to names of credentials",
          "passwords in configuration files the code names",
        ], skipped: ["tests, testdata, examples, documents, generated files", "placeholders"]))
  }
}

/// Reads one Go file after the other for credentials.
struct HardcodedSecrets {
  private(set) var findings: [Finding] = []

  mutating func read(_ file: GoFile, _ subject: Subject) {
    if HardcodedSecrets.isFixture(file) { return }
    let parameters = SecretParameters(file, subject)
    let secrets = file.fact(SecretLiterals.self)
    if parameters.isEmpty {
      findings += secrets.inLiterals.map(\.finding)
    } else {
      let known = Dictionary(uniqueKeysWithValues: secrets.inLiterals.map { ($0.literal, $0.finding) })
      for literal in file.tree.nodes(of: .basicLit) where literal.token == .string && literal.end - literal.start > 2 {
        if parameters.take(literal) {
          add(literal, file, "a library is given a secret that is written into the source", .high)
        } else if let finding = known[literal] {
          findings.append(finding)
        }
      }
    }
    for (key, value) in secrets.credentials { readPassedOn(value, to: key, file, subject) }
  }

  /// What a file's literals say by themselves, and its pairs that give a credential the value of a name.
  private struct SecretLiterals: FileFact {
    let inLiterals: [(literal: Node, finding: Finding)]
    let credentials: [(key: Node, value: Node)]

    init(_ file: GoFile) {
      inLiterals = file.tree.nodes(of: .basicLit).compactMap { literal in
        guard literal.token == .string, literal.end - literal.start >= 6 else { return nil }
        var reader = HardcodedSecrets()
        reader.read(literal, file)
        return reader.findings.first.map { (literal, $0) }
      }
      credentials = file.tree.nodes(of: .keyValueExpr).compactMap { pair in
        guard let value = pair.value, value.kind == .ident, let key = pair.key, key.kind == .ident,
          CredentialName(key.text).strength == .strong
        else { return nil }
        return (key, value)
      }
    }
  }

  /// Data for tests that shipped packages keep: `session_fixtures.go`.
  private static func isFixture(_ file: GoFile) -> Bool {
    let name = file.path.split(separator: "/").last ?? ""
    return IdentifierWords(name.dropLast(3)).containsAny(of: ["fixture", "fixtures", "mock", "mocks", "fake", "fakes"])
  }

  /// A local variable with a written value that a credential's field is given.
  private mutating func readPassedOn(_ value: Node, to key: Node, _ file: GoFile, _ subject: Subject) {
    guard let variable = Variable(value, in: file, subject.types), variable.kind == .variable,
      CredentialName(variable.name).isOfTests == false, var only = variable.given.first,
      variable.given.count == 1, only.how == .whole
    else { return }
    // One more step: `tmp := password`.
    if only.value.kind == .ident, let source = Variable(only.value, in: file, subject.types), source.given.count == 1,
      let first = source.given.first, first.how == .whole, !CredentialName(source.name).isOfTests
    {
      only = first
    }
    guard let text = LiteralText.of(only.value), CredentialValue.isPlausible(text, isStrong: true) else { return }
    add(value, file, "\(key.text) is written into the source", .medium)
  }

  private mutating func read(_ literal: Node, _ file: GoFile) {
    guard let text = LiteralText.of(literal), !isInTag(literal) else { return }
    if SampleTexts.holds(literal, file) { return }
    if let shape = CredentialValue.shape(of: CredentialValue.withoutScheme(text)) {
      return add(literal, file, "\(shape.name) is written into the source", .high)
    }
    if CredentialValue.passwordInURL(text) != nil, !isDescription(literal) {
      return add(literal, file, "a URL carries a password", .high)
    }
    guard let name = name(givenTo: literal), !isEnumeration(literal) else { return }
    let credential = CredentialName(name)
    if credential.isOfTests || file.declaresPublic(literal) { return }
    if let strength = credential.strength {
      read(text, literal, name, strength, file)
    } else if credential.mentions, CredentialValue.isRandom(text) {
      add(literal, file, "\(name) holds a text that looks like a credential", .low)
    } else if CredentialValue.exampleKey(text) {
      add(literal, file, "\(name) holds a text with the shape of a cloud key", .low)
    }
  }

  private mutating func read(
    _ text: String, _ literal: Node, _ name: String, _ strength: CredentialName.Strength, _ file: GoFile
  ) {
    let text = CredentialValue.withoutScheme(text)
    if CredentialValue.exampleKey(text) {
      return add(literal, file, "\(name) holds a text with the shape of a cloud key", .low)
    }
    let isStrong = strength == .strong
    guard CredentialValue.isPlausible(text, isStrong: isStrong),
      IdentifierWords(text).joined != IdentifierWords(name).joined
    else { return }
    let isRandom = CredentialValue.entropy(text) >= 3.3 && text.utf8.count >= 12
    add(literal, file, "\(name) is written into the source", isStrong && isRandom ? .high : isStrong ? .medium : .low)
  }

  private mutating func add(_ node: Node, _ file: GoFile, _ message: String, _ confidence: Confidence) {
    findings.append(file.finding(HardcodedSecretProbe.card.id, at: node, message, confidence: confidence))
  }

  /// The name a literal is given to or compared with: variable, constant, field, map key.
  private func name(givenTo literal: Node) -> String? {
    var value = literal
    while let parent = value.parent {
      switch parent.kind {
      case .parenExpr: value = parent
      case .callExpr:
        // `request.Header.Set("X-Api-Key", "x")`, `os.Setenv("DB_PASSWORD", "x")`.
        if parent.arguments.count == 2, parent.arguments.last == value, let called = parent.calledName,
          called == "Set" || called == "Add" || called == "Setenv"
        {
          return parent.arguments.first.flatMap(LiteralText.of)
        }
        // `[]byte("x")`, `string("x")`, `aws.String("x")`.
        guard parent.arguments.count == 1, let function = parent.function?.unparenthesized,
          function.kind == .arrayType || function.isText("string") || function.isText("aws.String")
        else { return nil }
        value = parent
      case .valueSpec:
        for (name, given) in zip(parent.names, parent.values) where given == value { return name.text }
        return nil
      case .assignStmt:
        for (name, given) in zip(parent.leftSide, parent.rightSide) where given == value {
          if name.kind == .indexExpr, let key = name.indexes.first.flatMap(LiteralText.of) { return key }
          return name.lastName
        }
        return nil
      case .keyValueExpr:
        guard parent.value == value, let key = parent.key else { return nil }
        return LiteralText.of(key) ?? key.lastName
      case .caseClause:
        // `switch password { case "x": }`.
        return parent.ancestors.first { $0.kind == .switchStmt }?.condition?.lastName
      case .binaryExpr:
        guard parent.token == .equal || parent.token == .notEqual else { return nil }
        return (parent.left == value ? parent.right : parent.left)?.lastName
      default: return nil
      }
    }
    return nil
  }

  /// A constant with a type of its own, or one of several that name things: `Secret Kind = "secret1"`.
  private func isEnumeration(_ literal: Node) -> Bool {
    guard let specification = literal.parent, specification.kind == .valueSpec else { return false }
    guard let type = specification.type else { return false }
    return !type.isText("string")
  }

  private func isInTag(_ literal: Node) -> Bool {
    literal.parent?.kind == .field || literal.parent?.kind == .importSpec
  }

  /// Help of a flag, an error's text, a placeholder shown to people.
  private func isDescription(_ literal: Node) -> Bool {
    guard let text = LiteralText.of(literal) else { return true }
    if text.contains(" ") || text.contains("\n") { return true }
    guard let call = literal.parent, call.kind == .callExpr, let name = call.function?.lastName else { return false }
    return ["New", "Errorf", "Printf", "Println", "Print"].contains(name)
      && call.function?.operand?.isText("url") != true
  }
}
