import BundledFacts
import Evidence
import GoSyntax
import Repository

/// Finds domain packages that import infrastructure, and those whose types carry the tags of an ORM or a message.
///
/// Limits: a domain package is known by its name; folders below it that are named for infrastructure are not part of
/// it. Only drivers, frameworks, transports and clients that this tool knows count; other modules may be harmless, and
/// messages made from a protocol's description are taken for values.
struct DomainPurityProbe: Probe {
  static let card = ProbeCard(
    id: "project/domain-purity",
    version: 8,
    sign: .antiPattern,
    looksFor: "a domain package that imports a driver, a framework or a transport, or tags its types for one",
    because: "business rules that know their database change whenever the database does",
    instead: "let the domain declare what it needs as an interface, and translate to rows and messages outside",
    examples: [
      .found(
        """
        -- internal/domain/order.go --
        package domain

        import ▸"github.com/jackc/pgx/v5"

        var _ = pgx.ErrNoRows
        """),
      .quiet(
        """
        -- internal/domain/order.go --
        package domain

        import "github.com/google/uuid"

        var _ = uuid.Nil
        """),
      .found(
        "-- domain/orders/order.go --\npackage orders\n\nimport db ▸\"database/sql\"\n\nvar _ = db.ErrNoRows\n"),
      .found(
        """
        -- internal/models/user.go --
        package models

        import ▸"gorm.io/gorm"

        type User struct{ gorm.Model }

        """),
      .quiet(
        "-- internal/domain/letter.go --\npackage domain\n\nimport \"html/template\"\n\nvar _ = template.New\n"),
      .quiet(
        "-- internal/domain/postgres/order.go --\npackage postgres\n\nimport \"database/sql\"\n\nvar _ = sql.ErrNoRows\n"
      ),
      .quiet(
        "-- internal/domain/order.go --\npackage domain\n\nimport (\n\t\"errors\"\n\t\"time\"\n\n\t\"example.org/shop/money\"\n\t\"github.com/go-playground/validator/v10\"\n)\n\nvar _, _, _, _ = errors.New, time.Now, money.New, validator.New\n"
      ),
      .quiet(
        "-- internal/domain/order_test.go --\npackage domain\n\nimport \"github.com/stretchr/testify/require\"\n\nvar _ = require.True\n"
      ),
      .quiet(
        "-- internal/domain/fault.go --\npackage domain\n\nimport \"net/http\"\n\nvar status = http.StatusNotFound\n"),
      .found(
        "-- internal/domain/fault.go --\npackage domain\n\nimport ▸\"net/http\"\n\nfunc status(r *http.Request) int { return http.StatusOK }\n"
      ),
      .quiet(
        "-- db/models/order.go --\npackage models\n\nimport \"database/sql\"\n\ntype Order struct{ Note sql.NullString }\n"
      ),
      .found(
        """
        -- internal/domain/order.go --
        package domain

        type Order struct {
          ID    string ▸`json:"id"`
          Cents int    `json:"cents" gorm:"not null"`
        }
        """),
      .quiet(
        """
        -- internal/domain/order.go --
        package domain

        type Order struct {
          Cents int `validate:"min=1" scrub_db:"cents" note:"as json:\\"cents\\""`
        }

        type note struct{ Text string }
        """),
      .quiet(
        "-- internal/store/order.go --\npackage store\n\nimport \"github.com/jackc/pgx/v5\"\n\nvar _ = pgx.ErrNoRows\n"),
    ])

  private static let names: Set<String> = ["domain", "entity", "entities", "model", "models"]
  private static let persistence: Set<String> = ["db", "database", "sql", "storage", "store", "persistence"]
  private static let outside: Set<String> = [
    "repo", "repos", "repository", "repositories", "postgres", "mysql", "sqlite", "mongo", "redis", "sql", "db",
    "database",
    "storage", "store", "persistence", "http", "rest", "grpc", "api", "web", "transport", "delivery", "handler",
    "handlers",
    "adapter", "adapters", "infra", "infrastructure", "client", "clients", "gateway", "gateways", "mail", "queue",
    "migrate", "migration", "migrations", "search", "query", "queries", "dao", "dal", "orm",
  ]
  private static let standard: Set<String> = [
    "database/sql", "net/http", "net/rpc", "net/smtp", "os/exec",
  ]
  private static let frameworks = [
    "github.com/gorilla/websocket", "github.com/coder/websocket", "github.com/graphql-go",
    "github.com/99designs/gqlgen",
    "github.com/spf13/viper", "github.com/valyala/fasthttp", "github.com/go-kit/kit/transport", "goa.design/goa",
    "github.com/go-resty/resty", "github.com/twitchtv/twirp", "github.com/zeromicro/go-zero", "go-micro.dev",
    "github.com/hibiken/asynq", "github.com/riverqueue/river", "github.com/grpc-ecosystem",
  ]
  private static let categories: Set<String> = ["router", "database", "migrations", "grpc", "cli"]

  /// A driver, a framework, a transport or a client of an outside system.
  private static func isInfrastructure(_ path: String) -> Bool {
    if standard.contains(path) { return true }
    guard path.utf8.contains(UInt8(ascii: ".")), !path.contains("protobuf") else { return false }
    return TestSystems.system(behind: path) != nil
      || frameworks.contains { TestSystems.isBelow(path, $0) }
      || LibraryFact.covering(importPath: path).contains { categories.contains($0.category) }
  }

  /// `http.StatusNotFound` is a number with a name, and no transport.
  private static func namesConstantsOnly(_ imported: GoImport, _ file: GoFile) -> Bool {
    let uses = file.tree.nodes(of: .selectorExpr).filter {
      $0.operand?.kind == .ident && $0.operand?.text == imported.name
    }
    return !uses.isEmpty
      && uses.allSatisfy { use in
        let name = use.name?.text ?? ""
        return name.hasPrefix("Status") || name.hasPrefix("Method")
      }
  }

  static let importMessage = "the domain depends on"
  static let taggedMessage = "types of the domain carry tags"
  private static let tags = [
    "json", "xml", "bson", "gorm", "db", "bun", "xorm", "pg", "dynamodbav", "datastore", "firestore",
  ]

  /// The declared structs of a file, each with its first field that says how it is stored or sent.
  private static func structs(of file: GoFile) -> [Node?] {
    file.tree.nodes(of: .typeSpec).compactMap(\.type).filter { $0.kind == .structType }.map { type in
      type.fields.first { field in
        guard let tag = FieldTag(field) else { return false }
        return tags.contains { tag[$0] != nil }
      }
    }
  }

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let own = snapshot.module?.path ?? ""
    var findings: [Finding] = []
    var tagged: [String: Finding] = [:]
    var (types, taggedTypes) = (0, 0)
    var isDomain: [String: Bool] = [:]
    let shipped = subject.shippedPrograms
    for file in snapshot.productFiles where shipped.ships(file) {
      if let known = isDomain[file.packagePath] {
        guard known else { continue }
      } else {
        let folders = file.path.split(separator: "/").dropLast().map { $0.lowercased() }
        let position = folders.firstIndex(where: Self.names.contains)
        // `db/models` holds the rows of tables.
        let isPersistence = position.map { $0 > 0 && Self.persistence.contains(folders[$0 - 1]) } ?? false
        let known =
          position.map { !isPersistence && !folders[($0 + 1)...].contains(where: Self.outside.contains) } ?? false
        isDomain[file.packagePath] = known
        guard known else { continue }
      }
      for imported in file.imports {
        guard Self.isInfrastructure(imported.path),
          !(imported.path == "net/http" && Self.namesConstantsOnly(imported, file)),
          own.isEmpty || !TestSystems.isBelow(imported.path, own)
        else { continue }
        findings.append(
          file.finding(
            Self.card.id, at: imported.node.path ?? imported.node, "\(Self.importMessage) \(imported.path)",
            confidence: .medium))
      }
      let structs = Self.structs(of: file)
      types += structs.count
      let fields = structs.compactMap { $0 }
      taggedTypes += fields.count
      if tagged[file.packagePath] == nil, let tag = fields.first?.tag {
        tagged[file.packagePath] = file.finding(
          Self.card.id, at: tag, "\(Self.taggedMessage) of how they are stored or sent", confidence: .medium)
      }
    }
    let imports = findings.count
    findings += tagged.values.sorted { $0.location < $1.location }
    let domains = isDomain.values.count { $0 }
    return Outcome(
      probe: Self.card.id,
      answer: domains == 0
        ? .notApplicable(reason: "no package is named domain, entity or model")
        : imports > 0 ? .found : tagged.isEmpty ? .notFound : .partial,
      findings: findings,
      measures: [
        "domains": .count(domains), "imports": .count(imports), "taggedPackages": .count(tagged.count),
        "types": .count(types), "taggedTypes": .count(taggedTypes),
      ],
      scope: Scope(files: snapshot.productFiles.count, patterns: Self.names.sorted()))
  }
}
