import Evidence
import GoSyntax
import Repository

/// Finds functions that run because a package is imported.
///
/// Quiet where all an init does is to register something (`sql.Register`, `caddy.RegisterModule`, a value put into a
/// registry under its name or at its end, what registering gives kept in a variable): a plug-in that is chosen by its
/// import has no other way.
struct InitFunctionProbe: Probe {
  static let card = ProbeCard(
    id: "project/init-function",
    version: 4,
    sign: .antiPattern,
    looksFor: "an init function that does more than register",
    because:
      "it runs in every program and test that imports the package, cannot be given anything and cannot fail well",
    instead: "do the work in a constructor that main calls",
    examples: [
      .found("func ▸init() { log.SetPrefix(\"shop\") }"),
      .found("func ▸init() {}"),
      .found("var prices map[string]int\n\nfunc ▸init() {\n\tprices = map[string]int{}\n}"),
      .found("func ▸init() {\n\tsql.Register(\"shop\", nil)\n\tgo log.Println()\n}"),
      .found("package main\n\nfunc ▸init() { println() }\n\nfunc main() {}\n"),
      .found("func ▸init() {\n\tname := \"shop\"\n\tlog.SetPrefix(name)\n}"),
      .quiet("func init() { sql.Register(\"shop\", nil) }"),
      .quiet("func init() {\n\tfor _, name := range []string{\"shop\"} {\n\t\tsql.Register(name, nil)\n\t}\n}"),
      .quiet(
        """
        package shop

        import "example.org/plugins"

        func init() {
        \tplugins.MustRegister(shop{})
        \tregisterAll()
        }

        type shop struct{}

        func registerAll() {}

        """),

      .found("var limit int\n\nfunc ▸init() {\n\tif limit == 0 {\n\t\tlimit = 3\n\t}\n}"),
      .found(
        """
        package shop

        type shelf struct{ size int }

        var shelves [8]*shelf

        func ▸init() {
        \tfor i := range shelves {
        \t\tshelves[i] = &shelf{size: 1 << i}
        \t}
        }

        """),
      .found("var prices = map[string]int{}\n\nfunc ▸init() { prices[\"tea\"] = 3 }"),
      .quiet("func init() {\n\tif runtime.GOOS == \"windows\" {\n\t\tsql.Register(\"shop\", nil)\n\t}\n}"),
      .quiet(
        """
        package shop

        var Formats = map[string]any{}

        type plain struct{ width int }

        func init() { Formats["plain"] = &plain{width: 80} }

        """),
      .quiet(
        """
        package shop

        var kinds = map[string]bool{}

        func init() { storeKinds("tea", "coffee") }

        func storeKinds(names ...string) {
        \tfor _, name := range names {
        \t\tkinds[name] = true
        \t}
        }

        """),
      .quiet(
        "var commands []*command\n\ntype command struct{}\n\nfunc init() { commands = append(commands, &command{}) }"),
      .found(
        """
        package shop

        var sizes []int

        func ▸init() {
        \tfor i := range 8 {
        \t\tsizes = append(sizes, 1<<i)
        \t}
        }

        """),
      .found(
        "var shelves []int\n\nfunc ▸init() { shelves = append(shelves, count()) }\n\nfunc count() int { return 3 }"),
      .quiet(
        """
        package shop

        import "example.org/gates"

        var cheapTea *gates.Gate

        func init() { cheapTea = gates.Global().MustRegister("shop.cheapTea") }

        """),
      .quiet("type shop struct{}\n\nfunc (s shop) init() { log.SetPrefix(\"shop\") }"),
      .quiet("func initialise() { log.SetPrefix(\"shop\") }"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var registrations = 0
    for file in subject.snapshot.productFiles {
      for function in file.tree.nodes(of: .funcDecl) where function.receiver == nil {
        guard let name = function.name, name.isText("init") else { continue }
        if Self.onlyRegisters(function, in: file, subject.snapshot) {
          registrations += 1
          continue
        }
        findings.append(
          file.finding(
            Self.card.id, at: name,
            file.isMain ? "runs before main" : "runs whenever \(file.packageName) is imported"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["inits": .count(findings.count), "registrations": .count(registrations)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["func init()"]))
  }

  /// Whether the body does nothing but call functions that are named for registering, values and loops for them aside.
  private static func onlyRegisters(_ function: Node, in file: GoFile, _ snapshot: Snapshot) -> Bool {
    guard let body = function.body, !body.statements.isEmpty else { return false }
    let isByHelper = body.statements.allSatisfy { statement in
      statement.kind == .exprStmt && statement.operand.map { storesOnly($0.unparenthesized, file, snapshot) } ?? false
    }
    if isByHelper { return true }
    guard body.statements.allSatisfy(isPartOfRegistration) else { return false }
    return body.descendants(of: .callExpr).contains(where: isRegistration)
      || body.descendants(of: .assignStmt).contains { isEntry($0) || isAddition($0) }
  }

  /// A call of a function of the package that does nothing but put entries into a registry.
  private static func storesOnly(_ call: Node, _ file: GoFile, _ snapshot: Snapshot) -> Bool {
    guard call.kind == .callExpr, let name = call.function?.unparenthesized, name.kind == .ident else { return false }
    let text = name.text
    for other in snapshot.productFiles where other.packagePath == file.packagePath {
      for function in other.tree.nodes(of: .funcDecl) where function.receiver == nil && function.name?.text == text {
        guard let body = function.body, body.descendants(of: .assignStmt).contains(where: isStore) else { return false }
        return body.statements.allSatisfy(isStoring)
      }
    }
    return false
  }

  private static func isStoring(_ statement: Node) -> Bool {
    switch statement.kind {
    case .assignStmt: isStore(statement) || statement.token == .define
    case .rangeStmt: statement.statements.allSatisfy(isStoring)
    case .declStmt, .emptyStmt: true
    default: false
    }
  }

  private static func isStore(_ statement: Node) -> Bool {
    statement.token == .assign && !statement.leftSide.isEmpty
      && statement.leftSide.allSatisfy { $0.unparenthesized.kind == .indexExpr }
  }

  /// `Formats["plain"] = &plain{}`: an implementation put into a registry under its name.
  private static func isEntry(_ statement: Node) -> Bool {
    isStore(statement)
      && statement.leftSide.allSatisfy { target in
        // Under a name: what a loop counts is no registry but a table that is computed.
        guard let key = target.unparenthesized.indexes.first?.unparenthesized else { return false }
        return key.kind == .basicLit && key.bytes.first != nil && LiteralText.of(key) != nil
          || key.kind == .selectorExpr
      }
      && statement.rightSide.allSatisfy { value in
        let value = value.unparenthesized
        let made = value.kind == .unaryExpr && value.token == .and ? value.operand?.unparenthesized : value
        guard let made, made.kind == .compositeLit || made.kind == .funcLit else { return false }
        return made.kind == .funcLit || made.type?.kind == .ident || made.type?.kind == .selectorExpr
      }
  }

  /// `commands = append(commands, serve)`: something with a name, or made on the spot, put at the end of a registry.
  private static func isAddition(_ statement: Node) -> Bool {
    guard statement.token == .assign, statement.leftSide.count == 1, let list = statement.leftSide.first,
      let call = statement.rightSide.first?.unparenthesized, call.kind == .callExpr,
      call.function?.isText("append") ?? false, call.arguments.count > 1, let first = call.arguments.first
    else { return false }
    return first.bytes.elementsEqual(list.bytes)
      && call.arguments.dropFirst().allSatisfy { value in
        let value = value.unparenthesized
        let made = value.kind == .unaryExpr && value.token == .and ? value.operand?.unparenthesized : value
        return made.map { [.ident, .selectorExpr, .compositeLit, .funcLit].contains($0.kind) } ?? false
      }
  }

  /// `gate = gates.MustRegister("cheapTea")`, or the same with what wraps it.
  private static func keepsRegistered(_ statement: Node) -> Bool {
    statement.token == .assign
      && statement.rightSide.allSatisfy { value in
        isRegistration(value.unparenthesized) || value.descendants(of: .callExpr).contains(where: isRegistration)
      }
  }

  private static func isPartOfRegistration(_ statement: Node) -> Bool {
    switch statement.kind {
    case .exprStmt: return statement.operand.map { isRegistration($0.unparenthesized) } ?? false
    case .assignStmt:
      return statement.token == .define || isEntry(statement) || isAddition(statement) || keepsRegistered(statement)
    case .declStmt, .emptyStmt: return true
    case .rangeStmt: return statement.statements.allSatisfy(isPartOfRegistration)
    case .ifStmt:
      // if runtime.GOOS == "windows" { registry.Register(x) }
      if statement.initializer == nil, let condition = statement.condition,
        condition.kind != .callExpr, condition.descendants(of: .callExpr).isEmpty, statement.elseBranch == nil,
        let body = statement.body, !body.statements.isEmpty
      {
        return body.statements.allSatisfy(isPartOfRegistration)
      }
      // if err := registry.Register(x); err != nil { panic(err) }
      return statement.initializer?.rightSide.first.map { isRegistration($0.unparenthesized) } ?? false
    default: return false
    }
  }

  private static func isRegistration(_ call: Node) -> Bool {
    guard call.kind == .callExpr, let name = call.calledName else { return false }
    return registering.contains(where: name.hasPrefix)
  }

  private static let registering = [
    "Register", "register", "MustRegister", "mustRegister", "AddCommand", "Publish", "RegisterType",
  ]
}
