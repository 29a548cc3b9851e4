import Evidence
import GoSyntax
import Repository

/// Finds result rows that are not closed on some way out of the function.
///
/// Next closes the rows when it answers false; an `if` that asks it counts. Limits: rows that are handed to code outside
/// the module, returned or kept in a field are closed there; a function of the module that is given them is looked into.
struct RowsNotClosedProbe: Probe {
  static let card = ProbeCard(
    id: "database/rows-not-closed",
    version: 4,
    sign: .antiPattern,
    looksFor: "rows of a query without a Close",
    because: "a loop that is left early keeps the connection out of the pool",
    instead: "defer rows.Close() after checking the error",
    examples: [
      .found(
        """
        package shop
        import "database/sql"
        func list(db *sql.DB) (*sql.Rows, error) { return db.Query("SELECT id FROM users") }
        func count(db *sql.DB) (n int, err error) {
          ▸rows, err := list(db)
          if err != nil { return 0, err }
          for rows.Next() { n++ }
          return n, rows.Err()
        }
        """),
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
      .found(
        """
        func count(db *sql.DB, most int) (n int, err error) {
          ▸rows, err := db.Query("SELECT id FROM users")
          if err != nil { return 0, err }
          for rows.Next() {
            if n++; n > most { return n, nil }
          }
          rows.Close()
          return n, rows.Err()
        }
        """),
      .found(
        """
        func touch(db *sql.DB) error {
          ▸_, err := db.Query("SELECT touch()")
          return err
        }
        """),
      .found(
        """
        func touch(db *sql.DB) error {
          ▸rows, err := db.Query("SELECT touch()")
          if err != nil { return err }
          fmt.Print(rows)
          return nil
        }
        """),
      .found(
        """
        package shop
        import ("context"; "github.com/jackc/pgx/v5/pgxpool")
        var pool *pgxpool.Pool
        func touch(ctx context.Context) {
          ▸rows, err := pool.Query(ctx, "SELECT touch()")
          if err != nil { return }
          _ = rows
        }
        """),
      .found(
        """
        package shop
        import "database/sql"
        func show(rows *sql.Rows) { rows.Next() }
        func touch(db *sql.DB) {
          ▸rows, _ := db.Query("SELECT touch()")
          show(rows)
        }
        """),
      .quiet(
        """
        package shop
        import "database/sql"
        func done(rows *sql.Rows) { _ = rows.Close() }
        func touch(db *sql.DB) {
          rows, err := db.Query("SELECT touch()")
          if err != nil { return }
          done(rows)
        }
        """),
      .quiet(
        """
        func touch(db *sql.DB, list bool) error {
          var rows *sql.Rows
          var err error
          if list { rows, err = db.Query("SELECT 1") } else { rows, err = db.Query("SELECT 2") }
          if err != nil { return err }
          defer rows.Close()
          return rows.Err()
        }
        """),
      .quiet(
        """
        func first(db *sql.DB) (id int, err error) {
          rows, err := db.Query("SELECT id FROM users")
          if err != nil { return 0, err }
          if !rows.Next() { return 0, rows.Err() }
          defer rows.Close()
          return id, rows.Scan(&id)
        }
        """),
      .found(
        """
        func first(db *sql.DB) (id int, err error) {
          ▸rows, err := db.Query("SELECT id FROM users")
          if err != nil { return 0, err }
          if !rows.Next() { return 0, rows.Err() }
          return id, rows.Scan(&id)
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
    let values = DatabaseValue.held(subject, from: DatabaseValue.rowCalls(subject), isWanted: DatabaseValue.isRows)
    let findings = values.filter { $0.isLeft(.rows, subject) }.map {
      let message = $0.name.map { "\($0.text) is not closed on every way out" } ?? "the rows are thrown away open"
      return $0.file.finding(Self.card.id, at: $0.place, message)
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["rows": .count(values.count), "notClosed": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: DatabaseValue.libraryRowCalls.sorted()))
  }
}
