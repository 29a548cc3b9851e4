import Evidence
import GoSyntax
import Repository

/// Finds domain packages that import infrastructure.
///
/// Limits: a domain package is known by its name. Small value libraries (ids, decimals, errors) are no infrastructure.
struct DomainPurityProbe: Probe {
  static let card = ProbeCard(
    id: "project/domain-purity",
    sign: .antiPattern,
    looksFor: "a domain package that imports a database, a transport or another outside module",
    because: "business rules that know their database change whenever the database does",
    instead: "let the domain declare what it needs as an interface and implement it outside",
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
      .quiet(
        "-- internal/store/order.go --\npackage store\n\nimport \"github.com/jackc/pgx/v5\"\n\nvar _ = pgx.ErrNoRows\n"),
    ])

  private static let names: Set<String> = ["domain", "entity", "entities", "model", "models"]
  private static let values = [
    "github.com/google/uuid", "github.com/gofrs/uuid", "github.com/shopspring/decimal", "github.com/oklog/ulid",
    "github.com/pkg/errors", "golang.org/x/exp", "golang.org/x/text", "github.com/rs/xid", "golang.org/x/crypto",
  ]
  private static let infrastructure: Set<String> = ["database/sql", "net/http", "net/rpc", "html/template", "os/exec"]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let own = snapshot.module?.path ?? ""
    var findings: [Finding] = []
    var domains: Set<String> = []
    for file in snapshot.productFiles {
      let folders = file.path.split(separator: "/").dropLast().map { $0.lowercased() }
      guard folders.contains(where: Self.names.contains) else { continue }
      domains.insert(file.packagePath)
      for imported in file.imports {
        let isOutside = (imported.path.split(separator: "/").first ?? "").contains(".")
        let isOwn = !own.isEmpty && (imported.path == own || imported.path.hasPrefix(own + "/"))
        let isValue = Self.values.contains { imported.path == $0 || imported.path.hasPrefix($0 + "/") }
        guard (isOutside && !isOwn && !isValue) || Self.infrastructure.contains(imported.path) else { continue }
        findings.append(
          file.finding(
            Self.card.id, at: imported.node.path ?? imported.node, "the domain depends on \(imported.path)",
            confidence: .medium))
      }
    }
    return Outcome(
      probe: Self.card.id,
      answer: domains.isEmpty
        ? .notApplicable(reason: "no package is named domain, entity or model")
        : findings.isEmpty ? .notFound : .found,
      findings: findings, measures: ["domains": .count(domains.count)],
      scope: Scope(files: snapshot.productFiles.count, patterns: Self.names.sorted()))
  }
}
