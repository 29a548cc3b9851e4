import Evidence
import GoSyntax
import Repository

/// Finds the limits of a database connection pool and what shows at start that the database answers: a ping, or a call that
/// connects at once (`sqlx.Connect`, `gorm.Open`, `pgx.Connect`), counted apart.
struct PoolProbe: Probe {
  static let card = ProbeCard(
    id: "database/pool",
    version: 5,
    sign: .signal,
    looksFor: "a connection pool with limits, and a ping before serving",
    because: "without a limit a burst of requests opens more connections than the database takes",
    instead: "call SetMaxOpenConns, SetMaxIdleConns and SetConnMaxLifetime, and PingContext at start",
    examples: [
      .found("func tune(db *sql.DB) error { db.▸SetMaxOpenConns(10); return db.Ping() }"),
      .quiet("func open(path string) (*sql.DB, error) { return sql.Open(\"pgx\", path) }"),
      .quiet(
        """
        package shop
        import ("context"; "database/sql")
        type store struct{ db *sql.DB }
        func (s *store) Ping(ctx context.Context) error { return s.db.PingContext(ctx) }
        func (s *store) sync(ctx context.Context) error { return s.Ping(ctx) }
        """),
      .found(
        """
        package shop
        import ("context"; "database/sql")
        type store struct{ db *sql.DB }
        func (s *store) open(ctx context.Context) error { return s.db.▸PingContext(ctx) }
        """),
      .quiet(
        """
        package shop
        import "github.com/jmoiron/sqlx"
        func open(url string) (*sqlx.DB, error) { return sqlx.Connect("pgx", url) }
        """),
      .quiet("func tune(db *sql.DB) { db.SetMaxOpenConns(0); db.SetConnMaxLifetime(0) }"),
      .quiet(
        """
        package shop
        import "github.com/jackc/pgx/v5/pgxpool"
        func tune(config *pgxpool.Config) { config.MinConns = 2 }
        """),
    ])

  private static let sizing: Set<String> = [
    "SetMaxOpenConns", "SetMaxIdleConns", "SetConnMaxLifetime", "SetConnMaxIdleTime",
  ]
  private static let fields: Set<String> = ["MaxConns", "MaxConnLifetime", "MaxOpenConns", "MaxIdleConns"]

  private static let connecting: KeyValuePairs<String, Set<String>> = [
    "github.com/jmoiron/sqlx": ["Connect", "ConnectContext", "MustConnect"], "gorm.io/gorm": ["Open"],
    "github.com/jinzhu/gorm": ["Open"], "github.com/jackc/pgx": ["Connect", "ConnectConfig"],
  ]

  /// Fails at once where the database does not answer, without a ping of its own.
  private static func connects(_ call: Node, _ name: String, _ file: GoFile) -> Bool {
    guard let package = call.calledOperandName else { return false }
    return connecting.contains { path, names in
      names.contains(name) && file.imports.contains { $0.path.isPath(path) && $0.name == package }
    }
  }

  private static func message(_ name: String) -> String {
    if name.contains("IdleTime") { return "a connection that nobody uses is closed after a time" }
    if name.contains("Lifetime") { return "a connection lives for a limited time" }
    return name.contains("Idle") ? "idle connections have a limit" : "the pool has a limit"
  }

  /// Zero and negative numbers lift a limit; only of idle connections zero keeps none.
  private static func isUnlimited(_ call: Node, _ name: String) -> Bool {
    guard let given = call.arguments.first?.unparenthesized else { return false }
    return given.kind == .unaryExpr && given.token == .subtract || given.isText("0") && name != "SetMaxIdleConns"
  }

  /// Inside a method that passes the question on, or asked of the method's own receiver: the type offers a ping.
  private static func isOffered(_ call: Node) -> Bool {
    guard let function = call.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
    if let name = function.name, name.isText("Ping") || name.isText("PingContext") { return true }
    guard let receiver = function.receiver?.fields.first?.names.first,
      let operand = call.function?.unparenthesized.operand, operand.kind == .ident
    else { return false }
    return operand.text == receiver.text
  }

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    guard snapshot.productImport(of: MigrationsProbe.sqlImports) != nil else {
      return Outcome(
        probe: Self.card.id, answer: .notApplicable(reason: "no SQL package is imported"),
        scope: Scope(files: snapshot.productFiles.count, patterns: MigrationsProbe.sqlImports))
    }
    var findings: [Finding] = []
    var sized = 0
    var pinged = 0
    var connected = 0
    for file in snapshot.productFiles where subject.ships(file) {
      let isDatabase = MigrationsProbe.sqlImports.contains { file.importing($0) != nil }
      for call in file.tree.nodes(of: .callExpr) {
        guard let name = call.calledName, let place = call.function?.unparenthesized.name else { continue }
        if Self.sizing.contains(name) {
          if Self.isUnlimited(call, name) { continue }
          sized += 1
          findings.append(file.finding(Self.card.id, at: place, Self.message(name)))
        } else if Self.connects(call, name, file), !SettingsPlaces.isForTests(call, file) {
          connected += 1
        } else if isDatabase, name == "Ping" || name == "PingContext", !Self.isOffered(call),
          !SettingsPlaces.isForTests(call, file), !SettingsPlaces.answersRequest(call, file, subject)
        {
          pinged += 1
          findings.append(file.finding(Self.card.id, at: place, "the database is asked whether it answers"))
        }
      }
      guard file.importing("github.com/jackc/pgx") != nil else { continue }
      for selector in file.tree.nodes(of: .selectorExpr) {
        guard let name = selector.name, Self.fields.contains(name.text),
          let assignment = selector.parent, assignment.kind == .assignStmt, assignment.leftSide.contains(selector)
        else { continue }
        sized += 1
        findings.append(file.finding(Self.card.id, at: name, Self.message(name.text)))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: sized > 0 ? .found : pinged > 0 ? .partial : .notFound, findings: findings,
      measures: ["sized": .count(sized), "pinged": .count(pinged), "connected": .count(connected)],
      scope: Scope(files: snapshot.productFiles.count, patterns: (Self.sizing.union(Self.fields)).sorted() + ["Ping"]))
  }
}
