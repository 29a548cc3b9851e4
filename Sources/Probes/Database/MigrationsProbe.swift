import Evidence
import GoSyntax
import Repository

/// Finds how the database schema is changed: a migration library, numbered SQL files, ordered steps, or nothing.
struct MigrationsProbe: Probe {
  static let card = ProbeCard(
    id: "database/migrations",
    version: 5,
    sign: .signal,
    looksFor: "versioned schema migrations",
    because: "a schema changed by hand or by the ORM cannot be rolled back, and nobody knows which version runs",
    instead: "keep numbered up and down steps beside the code and apply them with goose or golang-migrate",
    examples: [
      .found(
        """
        -- migrations/0001_orders.up.sql --
        CREATE TABLE orders (id BIGINT);
        -- shop.go --
        package shop
        """),
      .found(
        """
        package shop
        import ▸"github.com/pressly/goose/v3"
        var _ = goose.Up
        """),
      .found(
        """
        -- internal/migrations/v1.0.0.go --
        package ▸migrations
        -- internal/migrations/v1.1.0.go --
        package migrations
        -- internal/migrations/v1.2.0.go --
        package migrations
        """),
      .found(
        """
        -- migration/run.go --
        package migration
        type step struct { Name string; fn func() error }
        var steps []step
        func Register(name string, fn func() error) { steps = append(steps, step{Name: name, fn: fn}) }
        func Run(done interface{ Insert(any) error }) error {
          for _, s := range steps {
            if err := s.▸fn(); err != nil { return err }
            if err := done.Insert(s.Name); err != nil { return err }
          }
          return nil
        }
        """),
      .quiet(
        """
        -- migration/run.go --
        package migration
        type step struct { Name string; fn func() error }
        var steps []step
        func Register(name string, fn func() error) { steps = append(steps, step{Name: name, fn: fn}) }
        func Run() error {
          for _, s := range steps {
            if err := s.fn(); err != nil { return err }
          }
          return nil
        }
        """),
      .quiet(
        """
        -- migrate/stubs/0001_orders.up.sql --
        CREATE TABLE orders (id BIGINT);
        -- migrate/migrate.go --
        package migrate
        const reset = "DROP TABLE IF EXISTS schema_version;"
        """),
      .found(
        """
        -- sql/schema/10-orders.sql --
        CREATE TABLE IF NOT EXISTS orders (id BIGINT);
        -- sql/schema/20-orders.sql --
        ALTER TABLE orders ADD COLUMN cents BIGINT;
        """),
      .found(
        """
        -- sql/schema/001_users.sql --
        -- +goose Up
        CREATE TABLE IF NOT EXISTS users (id INT);
        -- +goose Down
        DROP TABLE users;
        """),
      .quiet(
        """
        -- queries/orders.sql --
        SELECT id FROM orders;
        -- shop.go --
        package shop
        """),
    ])

  private static let libraries = [
    "github.com/pressly/goose", "github.com/golang-migrate/migrate", "ariga.io/atlas", "github.com/rubenv/sql-migrate",
    "github.com/jackc/tern", "github.com/amacneil/dbmate", "github.com/go-gormigrate/gormigrate",
    "github.com/uptrace/bun/migrate", "github.com/lopezator/migrator", "entgo.io/ent/dialect/sql/schema",
    "src.techknowlogick.com/xormigrate", "github.com/mattes/migrate", "github.com/GuiaBolso/darwin",
    "github.com/remind101/migrate", "github.com/BurntSushi/migration",
  ]
  static let sqlImports = [
    "database/sql", "github.com/jackc/pgx", "gorm.io/gorm", "github.com/jmoiron/sqlx", "entgo.io/ent", "xorm.io/xorm",
    "github.com/uptrace/bun", "github.com/go-pg/pg", "github.com/lib/pq", "github.com/go-sql-driver/mysql",
    "github.com/mattn/go-sqlite3", "modernc.org/sqlite", "github.com/jinzhu/gorm", "github.com/gocql/gocql",
    "github.com/ClickHouse/clickhouse-go",
  ]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var hasLibrary = false
    var automatic = 0
    var createsAtStart = 0
    var orderedSteps = false
    let migrating = subject.productCalls(inFiles: ["AutoMigrate"])
    for file in snapshot.productFiles where subject.ships(file) {
      for path in Self.libraries {
        guard let imported = file.importing(path) else { continue }
        hasLibrary = true
        findings.append(file.finding(Self.card.id, at: imported.node.path ?? imported.node, "migrations by \(path)"))
      }
      for (call, _) in migrating[file] {
        automatic += 1
        findings.append(file.finding(Self.card.id, at: call, "the ORM changes the schema by itself"))
      }
      for literal in file.tree.nodes(of: .basicLit) where literal.token == .string && literal.end - literal.start > 24 {
        let text = literal.text.uppercased()
        if text.contains("CREATE TABLE IF NOT EXISTS") {
          createsAtStart += 1
          findings.append(file.finding(Self.card.id, at: literal, "a table is created when it is missing"))
        }
        // What drops the table keeps no version in it.
        if text.contains("SCHEMA_MIGRATIONS") || text.contains("SCHEMA_VERSION") || text.contains("USER_VERSION"),
          !Self.drops(literal)
        {
          orderedSteps = true
          findings.append(file.finding(Self.card.id, at: literal, "the schema's version is stored"))
        }
      }
    }
    if let step = Self.orderedGoSteps(snapshot) {
      orderedSteps = true
      findings.append(
        step.finding(Self.card.id, at: step.tree.root.name ?? step.tree.root, "one of several migrations in Go"))
    }
    if let (file, run) = RegisteredSteps.place(subject) {
      orderedSteps = true
      findings.append(file.finding(Self.card.id, at: run, "steps that were registered are run in order and noted"))
    }
    let scripts = snapshot.files.filter { Self.isNumberedMigration($0, snapshot) }
    let repeated = RepeatedScripts(scripts, snapshot)
    let numbered = scripts.filter { !repeated.folders.contains(String($0.folder)) }
    if let first = repeated.first {
      createsAtStart += 1
      findings.append(
        Finding(
          probe: Self.card.id, location: Location(path: first.path, line: 1), snippet: String(first.name),
          message: "scripts create what is missing, each time they run", confidence: .high))
    }
    for file in numbered.lazy.filter({ !(snapshot.text(of: $0.path).map(Self.isEmpty) ?? false) }).prefix(20) {
      findings.append(
        Finding(
          probe: Self.card.id, location: Location(path: file.path, line: 1), snippet: String(file.name),
          message: "a numbered migration", confidence: .high))
    }
    let usesSQL = snapshot.productImport(of: Self.sqlImports) != nil
    let isVersioned = hasLibrary || !numbered.isEmpty || orderedSteps
    return Outcome(
      probe: Self.card.id,
      answer: isVersioned ? .found : automatic + createsAtStart > 0 ? .partial : .notFound, findings: findings,
      measures: [
        "usesSQL": .flag(usesSQL), "library": .flag(hasLibrary), "numberedFiles": .count(numbered.count),
        "orderedSteps": .flag(orderedSteps), "automatic": .count(automatic), "createsAtStart": .count(createsAtStart),
      ],
      scope: Scope(
        files: snapshot.files.count,
        patterns: Self.libraries + ["numbered .sql files", "AutoMigrate", "CREATE TABLE IF NOT EXISTS"]))
  }

  /// What drops, empties or renames the table keeps no version in it; a name that is added to stands in the whole text.
  private static func drops(_ literal: Node) -> Bool {
    var whole = literal
    while let parent = whole.parent, parent.kind == .binaryExpr || parent.kind == .parenExpr { whole = parent }
    let text = whole.text.uppercased().drop { !$0.isLetter }
    return ["DROP ", "TRUNCATE ", "DELETE FROM "].contains(where: text.hasPrefix)
      || text.hasPrefix("ALTER TABLE ") && text.contains("RENAME")
  }

  /// A step that does nothing, as the way back nobody wrote: `SELECT 1;`.
  private static func isEmpty(_ text: String) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmingBlanks.uppercased() }
    return lines.allSatisfy { line in
      line.isEmpty || line.hasPrefix("--") || line.hasPrefix("SELECT 1") || line == ";" || line == "BEGIN;"
        || line == "COMMIT;"
    }
  }

  /// The first of at least three Go files in a folder for migrations whose names carry a version: `v1.4.0.go`.
  private static func orderedGoSteps(_ snapshot: Snapshot) -> GoFile? {
    var steps: [Substring: [GoFile]] = [:]
    for file in snapshot.productFiles {
      let parts = file.path.split(separator: "/")
      guard parts.count > 1, var name = parts.last else { continue }
      let folder = parts[parts.count - 2]
      guard folder.lowercased().contains("migrat") || folder == "upgrades" else { continue }
      if name.first == "v" || name.first == "V" || name.first == "m" { name = name.dropFirst() }
      if name.first?.isNumber ?? false { steps[folder, default: []].append(file) }
    }
    return steps.values.first { $0.count >= 3 }?.first
  }

  private static let asideFolders: Set<String> = [
    "testdata", "vendor", "stub", "stubs", "fixture", "fixtures", "mock", "mocks",
  ]

  /// `0001_orders.up.sql`, `20240131_orders.sql`, `V2__orders.sql` outside test data and nested modules.
  private static func isNumberedMigration(_ file: RepositoryFile, _ snapshot: Snapshot) -> Bool {
    // A step down that nobody wrote is often kept as an empty file.
    guard file.path.hasSuffix(".sql"), file.byteCount > 0 else { return false }
    let folders = file.folder.split(separator: "/").map { $0.lowercased() }
    guard !folders.contains(where: { asideFolders.contains($0) || $0.hasPrefix("example") }),
      !snapshot.nestedModules.contains(where: { !$0.folder.isEmpty && file.path.hasPrefix($0.folder + "/") })
    else { return false }
    var name = file.name
    if name.first == "V" || name.first == "v" { name = name.dropFirst() }
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    guard (1...17).contains(digits.count), let next = name.dropFirst(digits.count).first else { return false }
    return next == "_" || next == "-" || next == "."
  }
}
