/// Examples of `SqlConcatenationProbe`: statements that are run elsewhere than they are written.
let sqlCarriedExamples: [ProbeExample] = [
  .found(
    """
    package shop
    import ("database/sql"; . "fmt")
    func remove(db *sql.DB, name string) { db.Exec(▸Sprintf("DELETE FROM users WHERE name = '%s'", name)) }
    """),
  .found(helper(given: "▸\"DELETE FROM users WHERE name = '\"+name+\"'\"")),
  .quiet(helper(given: "\"DELETE FROM users WHERE name = ?\", name")),
  .found(
    """
    func remove(db *sql.DB, name string) {
      run := func(text string) { db.Exec(text) }
      run(▸"DELETE FROM users WHERE name = '" + name + "'")
    }
    """),
  .found(
    """
    package shop
    import "database/sql"
    func remove(db *sql.DB, name string) {
      run := db.Exec
      run(▸"DELETE FROM users WHERE name = '" + name + "'")
    }
    """),
  .quiet(
    """
    package shop
    import "database/sql"
    func remove(db *sql.DB, name string) {
      run := db.Exec
      run("DELETE FROM users WHERE name = ?", name)
    }
    """),
  .found(
    """
    func remove(db *sql.DB, name string) {
      for _, text := range []string{
        "DELETE FROM guests",
        ▸"DELETE FROM users WHERE name = '" + name + "'",
      } {
        db.Exec(text)
      }
    }
    """),
  .found(
    """
    func remove(db *sql.DB, name string) {
      texts := map[string]string{"users": ▸"DELETE FROM users WHERE name = '" + name + "'"}
      db.Exec(texts["users"])
    }
    """),
  .quiet(
    """
    func remove(db *sql.DB, name string) {
      texts := map[string]string{"users": "DELETE FROM users WHERE name = ?"}
      db.Exec(texts["users"], name)
    }
    """),
  .found(
    """
    func remove(db *sql.DB, name string) {
      step := struct{ text string }{text: ▸"DELETE FROM users WHERE name = '" + name + "'"}
      db.Exec(step.text)
    }
    """),
  .found(
    """
    type step struct { db *sql.DB; text string }
    func (s *step) remove(name string) {
      s.text = ▸"DELETE FROM users WHERE name = '" + name + "'"
      s.db.Exec(s.text)
    }
    """),
  .found(
    """
    func find(db *sql.DB, name string) {
      text := func(name string) string { return ▸"SELECT id FROM users WHERE name = '" + name + "'" }(name)
      db.Query(text)
    }
    """),
]

/// A helper of another package that runs what it is given.
private func helper(given statement: String) -> String {
  """
  -- shelf/shelf.go --
  package shelf

  import (
  	"database/sql"

  	"example.org/shop/run"
  )

  func Remove(db *sql.DB, name string) {
  	run.All(db, \(statement))
  }
  -- run/run.go --
  package run

  import "database/sql"

  func All(db *sql.DB, text string, values ...any) { _, _ = db.Exec(text, values...) }
  -- go.mod --
  module example.org/shop

  go 1.24
  """
}
