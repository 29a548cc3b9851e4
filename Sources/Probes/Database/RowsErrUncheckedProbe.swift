import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds result rows of which nobody asks why they ended.
///
/// Asking anywhere after the query is enough. Rows of `database/sql` that nobody reads, because only the query's own error
/// is wanted, have none to ask for: it is `Next` that finds it. Limits: rows that are handed to code outside the module or returned are
/// asked there; a function of the module that is given them is looked into.
struct RowsErrUncheckedProbe: Probe {
  static let card = ProbeCard(
    id: "database/rows-err-unchecked",
    version: 4,
    sign: .antiPattern,
    looksFor: "rows of a query without rows.Err() after them",
    because: "a connection that breaks in the middle looks like the end of the result",
    instead: "return rows.Err() after the loop",
    examples: [
      .found(
        """
        package shop
        import "database/sql"
        type store struct{ db *sql.DB }
        func (s store) list() (*sql.Rows, error) { return s.db.Query("SELECT id FROM users") }
        func (s store) count() (n int, err error) {
          ▸rows, err := s.list()
          if err != nil { return 0, err }
          defer rows.Close()
          for rows.Next() { n++ }
          return n, nil
        }
        """),
      .found(
        """
        func count(db *sql.DB) (n int, err error) {
          ▸rows, err := db.Query("SELECT id FROM users")
          if err != nil { return 0, err }
          defer rows.Close()
          for rows.Next() { n++ }
          return n, nil
        }
        """),
      .found(
        """
        func count(db *sql.DB) (n int, err error) {
          rows, err := db.Query("SELECT id FROM users")
          if err != nil { return 0, err }
          for rows.Next() { n++ }
          if rows.Err() != nil { return 0, rows.Err() }
          ▸rows, err = db.Query("SELECT id FROM guests")
          if err != nil { return 0, err }
          for rows.Next() { n++ }
          return n, rows.Close()
        }
        """),
      .found(
        """
        func touch(db *sql.DB) {
          ▸rows, _ := db.Query("SELECT touch()")
          defer func() { _ = rows.Close() }()
        }
        """),
      .found(
        """
        func any(db *sql.DB) (bool, error) {
          ▸rows, err := db.Query("SELECT id FROM users")
          if err != nil { return false, err }
          defer rows.Close()
          return rows.Next(), nil
        }
        """),
      .quiet(
        """
        func exists(db *sql.DB) bool {
          rows, err := db.Query("SELECT id FROM users")
          if err != nil { return false }
          _ = rows.Close()
          return true
        }
        """),
      .quiet(
        """
        package shop
        import "database/sql"
        func touch(db *sql.DB) {
          rows, _ := db.Query("SELECT touch()")
          defer rows.Close()
          defer report(rows)
        }
        func report(rows *sql.Rows) { if rows.Err() != nil { println("broken") } }
        """),
      .quiet(
        """
        func touch(db *sql.DB) error {
          rows, _ := db.Query("SELECT touch()")
          same := rows
          return same.Err()
        }
        """),
      .quiet(
        """
        func count(db *sql.DB) (n int, err error) {
          rows, err := db.Query("SELECT id FROM users")
          if err != nil { return 0, err }
          defer rows.Close()
          for rows.Next() { n++ }
          return n, rows.Err()
        }
        """),
      .quiet("func walk(s *bufio.Scanner) { for s.Scan() { log.Println(s.Text()) } }"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let values = DatabaseValue.held(subject, from: DatabaseValue.rowCalls(subject), isWanted: DatabaseValue.isRows)
    let findings = values.filter { Self.isRead($0, subject) && $0.isNeverMet(.rowsError, subject) }.map {
      let message = $0.name.map { "nobody asks \($0.text).Err()" } ?? "nobody asks the rows for their error"
      return $0.file.finding(Self.card.id, at: $0.place, message)
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["loops": .count(values.count), "unchecked": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["rows.Next", "rows.Err"]))
  }

  /// Whether anything but Close is asked of the rows; of other drivers than `database/sql` Close may find the error too.
  private static func isRead(_ value: HeldValue, _ subject: Subject) -> Bool {
    guard let failure = value.failure, let error = Variable(failure, in: value.file, subject.types),
      !error.uses.isEmpty,
      let type = subject.types.signature(calledBy: value.call, in: value.file)?.results.first,
      type.isNamed("database/sql", "Rows") || type.isNamed("github.com/jmoiron/sqlx", "Rows")
    else { return true }
    guard let name = value.name else { return false }
    guard let variable = Variable(name, in: value.file, subject.types) else { return true }
    return variable.uses.contains { use in
      guard let parent = use.parent else { return false }
      if parent.kind == .assignStmt { return parent.rightSide.contains(use) }
      if parent.kind == .binaryExpr { return false }
      return parent.kind != .selectorExpr || parent.name?.isText("Close") != true
    }
  }
}
