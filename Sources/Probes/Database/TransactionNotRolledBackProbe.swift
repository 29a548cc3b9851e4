import Evidence
import GoSyntax
import Repository

/// Finds transactions that a return can leave open.
///
/// Limits: a transaction that is returned, kept in a field the package ends, or given to a function of the module that
/// ends it is that one's; what ends it on one way only inside a deferred function counts.
struct TransactionNotRolledBackProbe: Probe {
  static let card = ProbeCard(
    id: "database/transaction-not-rolled-back",
    version: 4,
    sign: .antiPattern,
    looksFor: "a transaction that is neither committed nor rolled back on some way out",
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
      .found(
        """
        func pay(db *sql.DB) error {
          ▸tx, err := db.Begin()
          if err != nil { return err }
          _, err = tx.Exec("UPDATE accounts SET cents = 0")
          return err
        }
        """),
      .found(
        """
        func pay(db *sql.DB, done chan error) {
          ▸tx, err := db.Begin()
          if err != nil { return }
          go func() {
            _, err := tx.Exec("UPDATE accounts SET cents = 0")
            if err != nil { tx.Rollback(); done <- err; return }
            done <- tx.Commit()
          }()
        }
        """),
      .found(
        """
        package shop
        import "database/sql"
        type purchase struct{ tx *sql.Tx }
        func (p *purchase) begin(db *sql.DB) error {
          ▸tx, err := db.Begin()
          if err != nil { return err }
          p.tx = tx
          return nil
        }
        """),
      .found(
        """
        package shop
        import ("context"; "github.com/jackc/pgx/v5/pgxpool")
        func pay(ctx context.Context, pool *pgxpool.Pool) error {
          ▸tx, err := pool.Begin(ctx)
          if err != nil { return err }
          if _, err := tx.Exec(ctx, "UPDATE accounts SET cents = 0"); err != nil { return err }
          return tx.Commit(ctx)
        }
        """),
      .quiet(
        """
        package shop
        import "database/sql"
        type purchase struct{ tx *sql.Tx }
        func (p *purchase) begin(db *sql.DB) (err error) { p.tx, err = db.Begin(); return err }
        func (p *purchase) start(db *sql.DB) error {
          tx, err := db.Begin()
          if err != nil { return err }
          p.tx = tx
          return nil
        }
        func (p *purchase) end() error { return p.tx.Commit() }
        """),
      .quiet(
        """
        package shop
        import "database/sql"
        type purchase struct{ tx *sql.Tx }
        func (p *purchase) begin(db *sql.DB) error {
          tx, err := db.Begin()
          if err != nil { return err }
          p.tx = tx
          return nil
        }
        func (p *purchase) taken() *sql.Tx {
          tx := p.tx
          p.tx = nil
          return tx
        }
        func (p *purchase) end() error { return p.taken().Commit() }
        """),
      .quiet(
        """
        package shop
        import "database/sql"
        type ender interface{ Commit() error; Rollback() error }
        type shop struct{ wrap func(*sql.Tx) ender }
        func (s *shop) begin(db *sql.DB) (ender, error) {
          tx, err := db.Begin()
          if err != nil { return nil, err }
          return s.wrap(tx), nil
        }
        """),
      .found(
        """
        package shop
        import "database/sql"
        type shop struct{ work func(*sql.Tx) error }
        func (s *shop) run(db *sql.DB) error {
          ▸tx, err := db.Begin()
          if err != nil { return err }
          return s.work(tx)
        }
        """),
      .quiet(
        """
        func pay(db *sql.DB) error {
          var tx *sql.Tx
          var err error
          defer func() { if tx != nil { tx.Rollback() } }()
          tx, err = db.Begin()
          if err != nil { return err }
          if _, err = tx.Exec("UPDATE accounts SET cents = 0"); err != nil { return err }
          return tx.Commit()
        }
        """),
      .quiet(
        """
        package shop
        import "database/sql"
        func end(tx *sql.Tx, err *error) { if *err != nil { tx.Rollback() } else { *err = tx.Commit() } }
        func pay(db *sql.DB) (err error) {
          tx, err := db.Begin()
          if err != nil { return err }
          defer end(tx, &err)
          _, err = tx.Exec("UPDATE accounts SET cents = 0")
          return err
        }
        """),
      .quiet(
        """
        func pay(db *sql.DB, jobs []string) error {
          var tx *sql.Tx
          var err error
          for i, job := range jobs {
            if i%10 == 0 {
              if tx, err = db.Begin(); err != nil { return err }
            }
            if _, err = tx.Exec("UPDATE accounts SET cents = 0 WHERE id = $1", job); err != nil {
              return tx.Rollback()
            }
            if i%10 == 9 {
              if err := tx.Commit(); err != nil { return err }
            }
          }
          return nil
        }
        """),
      .quiet(
        """
        func with(db *sql.DB, work func(*sql.Tx) error) error {
          tx, err := db.Begin()
          if err != nil { return err }
          if err := work(tx); err != nil { _ = tx.Rollback(); return err }
          return tx.Commit()
        }
        """),
    ])

  private static let calls: Set<String> = [
    "Begin", "BeginTx", "Beginx", "BeginTxx", "MustBegin", "MustBeginTx", "BeginEx", "Tx", "BeginContext", "BeginTran",
  ]

  func examine(_ subject: Subject) -> Outcome {
    let values = DatabaseValue.held(subject, from: Self.calls) { DatabaseValue.isTransaction($0, subject.types) }
    let findings = values.filter { $0.isLeft(.transaction, subject) }.map {
      let name = $0.name?.text ?? "the transaction"
      return $0.file.finding(Self.card.id, at: $0.place, "a way out leaves \(name) neither committed nor rolled back")
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["transactions": .count(values.count), "leftOpen": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: Self.calls.sorted() + ["Rollback", "Commit"]))
  }
}
