import Evidence
import GoSyntax
import Repository

/// Finds result rows that are never closed.
///
/// Limits: rows that are handed on may be closed there and are not reported.
struct RowsNotClosedProbe: Probe {
  static let card = ProbeCard(
    id: "database/rows-not-closed",
    sign: .antiPattern,
    looksFor: "rows of a query without a Close",
    because: "a loop that is left early keeps the connection out of the pool",
    instead: "defer rows.Close() after checking the error",
    examples: [
      .found(
        """
        func count(db *sql.DB) (n int, err error) {
          ▸rows, err := db.Query("SELECT id FROM users")
          if err != nil { return 0, err }
          for rows.Next() { n++ }
          return n, rows.Err()
        }
        """),
      .quiet(
        """
        func count(db *sql.DB) (n int, err error) {
          rows, err := db.Query("SELECT id FROM users")
          if err != nil { return 0, err }
          defer func() { _ = rows.Close() }()
          for rows.Next() { n++ }
          return n, rows.Err()
        }
        """),
      .quiet(
        """
        func all(db *sql.DB) (*sql.Rows, error) {
          rows, err := db.Query("SELECT id FROM users")
          return rows, err
        }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let values = DatabaseValue.all(subject, from: DatabaseValue.rowCalls, of: DatabaseValue.rows)
    let findings = values.filter { !$0.use.selects("Close") && !$0.use.escapes }.map {
      $0.file.finding(Self.card.id, at: $0.name, "\($0.name.text) is never closed")
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["rows": .count(values.count), "notClosed": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: DatabaseValue.rowCalls.sorted()))
  }
}
