import Evidence
import GoSyntax
import Repository

/// Finds transactions that a return can leave open.
///
/// Limits: a transaction that is handed on together with its end is not reported; a Rollback in the same branch as a
/// return counts for it.
struct TransactionNotRolledBackProbe: Probe {
  static let card = ProbeCard(
    id: "database/transaction-not-rolled-back",
    sign: .antiPattern,
    looksFor: "a transaction that is committed but not rolled back on every other way out",
    because: "it keeps its locks and its connection until the server gives up",
    instead: "defer tx.Rollback() right after Begin; after a Commit it does nothing",
    examples: [
      .found(
        """
        func pay(db *sql.DB) error {
          ▸tx, err := db.Begin()
          if err != nil { return err }
          if _, err := tx.Exec("UPDATE accounts SET cents = 0"); err != nil { return err }
          return tx.Commit()
        }
        """),
      .quiet(
        """
        func pay(db *sql.DB) error {
          tx, err := db.Begin()
          if err != nil { return err }
          defer tx.Rollback()
          if _, err := tx.Exec("UPDATE accounts SET cents = 0"); err != nil { return err }
          return tx.Commit()
        }
        """),
      .quiet(
        """
        func pay(db *sql.DB) error {
          tx, err := db.Begin()
          if err != nil { return err }
          if _, err := tx.Exec("UPDATE accounts SET cents = 0"); err != nil {
            _ = tx.Rollback()
            return err
          }
          return tx.Commit()
        }
        """),
    ])

  private static let calls: Set<String> = ["Begin", "BeginTx", "Beginx", "BeginTxx", "MustBegin"]

  func examine(_ subject: Subject) -> Outcome {
    let values = DatabaseValue.all(subject, from: Self.calls, of: DatabaseValue.transactions)
    let findings = values.filter(Self.isLeftOpen).map {
      $0.file.finding(Self.card.id, at: $0.name, "a return leaves \($0.name.text) neither committed nor rolled back")
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["transactions": .count(values.count), "leftOpen": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: Self.calls.sorted() + ["Rollback", "Commit"]))
  }

  private static func isLeftOpen(_ value: DatabaseValue) -> Bool {
    let commits = value.use.calls(of: "Commit")
    guard let commit = commits.first else { return false }
    // A helper that takes the transaction in a defer ends it: `defer finish(tx, &err)`.
    let isDeferred = value.use.function.descendants(of: .deferStmt).contains { statement in
      statement.descendants(of: .ident).contains { $0.text == value.name.text }
    }
    if isDeferred { return false }
    let begins = value.call
    return value.use.function.descendants(of: .returnStmt).contains { statement in
      guard statement.start > begins.end, statement.start < commit.start,
        statement.enclosingFunction == begins.enclosingFunction, !isCheckOfBegin(statement, begins)
      else { return false }
      guard let block = statement.parent else { return false }
      let ends = block.descendants(of: .callExpr).contains { call in
        call.calledName?.lowercased().contains("rollback") ?? false
          || call.arguments.contains { $0.text == value.name.text }
      }
      return !ends
    }
  }

  /// `if err != nil { return err }` as the first statement after Begin, or the `if` that Begin itself stands in.
  private static func isCheckOfBegin(_ statement: Node, _ begin: Node) -> Bool {
    guard let check = statement.ancestors.first(where: { $0.kind == .ifStmt }) else { return false }
    if check.start < begin.start { return true }
    guard let block = check.parent, let position = block.statements.firstIndex(of: check),
      position > block.statements.startIndex
    else { return false }
    let before = block.statements[position - 1]
    return before == begin.parent || before.contains(begin)
  }
}
