import Evidence
import GoSyntax
import Repository

/// Finds functions that run because a package is imported.
///
/// Quiet where all an init does is to register something (`sql.Register`, `caddy.RegisterModule`): a plug-in that is
/// chosen by its import has no other way.
struct InitFunctionProbe: Probe {
  static let card = ProbeCard(
    id: "project/init-function",
    version: 2,
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

      .quiet("type shop struct{}\n\nfunc (s shop) init() { log.SetPrefix(\"shop\") }"),
      .quiet("func initialise() { log.SetPrefix(\"shop\") }"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var registrations = 0
    for file in subject.snapshot.productFiles {
      for function in file.tree.nodes(of: .funcDecl) where function.receiver == nil {
        guard let name = function.name, name.isText("init") else { continue }
        if Self.onlyRegisters(function) {
          registrations += 1
          continue
        }
        findings.append(file.finding(Self.card.id, at: name, "runs whenever \(file.packageName) is imported"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["inits": .count(findings.count), "registrations": .count(registrations)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["func init()"]))
  }

  /// Whether the body does nothing but call functions that are named for registering, values and loops for them aside.
  private static func onlyRegisters(_ function: Node) -> Bool {
    guard let body = function.body, body.statements.allSatisfy(isPartOfRegistration) else { return false }
    return body.descendants(of: .callExpr).contains(where: isRegistration)
  }

  private static func isPartOfRegistration(_ statement: Node) -> Bool {
    switch statement.kind {
    case .exprStmt: return statement.operand.map { isRegistration($0.unparenthesized) } ?? false
    case .assignStmt: return statement.token == .define
    case .declStmt, .emptyStmt: return true
    case .rangeStmt: return statement.statements.allSatisfy(isPartOfRegistration)
    case .ifStmt:
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
