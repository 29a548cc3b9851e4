/// The examples of `SqlConcatenationProbe` that turn on names, where no placeholder is possible.
let sqlNameExamples: [ProbeExample] = [
  .quiet(throughInterface(asking: "Find(text string)", mark: "")),
  .found(throughInterface(asking: "Find(text string); Close()", mark: "▸")),
  .found(
    """
    package shop
    import "database/sql"
    type search struct{ Sort, Filter string }
    type lister interface{ List(in search) error }
    type shelf struct{ db *sql.DB }
    func (s *shelf) List(in search) error {
      if _, err := s.db.Exec(▸"SELECT id FROM carts ORDER BY " + in.Sort + " LIMIT 10"); err != nil { return err }
      _, err := s.db.Exec(▸"SELECT id FROM carts WHERE paid AND " + in.Filter)
      return err
    }
    func count(all lister, in search) error { return all.List(in) }
    """),
  .quiet(
    """
    package shop
    import ("database/sql"; "fmt"; "example.org/names")
    func restart(db *sql.DB, kind any) error {
      table := names.Of(kind)
      sequence := table + "_id_seq"
      _, err := db.Exec(fmt.Sprintf(`SELECT setval('%s', (SELECT MAX(id)+1 FROM "%s"))`, sequence, table))
      return err
    }
    """),
  .found(
    """
    package shop
    import ("database/sql"; "fmt")
    type Store struct{ db *sql.DB }
    func (s Store) List(column string) error { return s.list(column) }
    func (s Store) list(column string) error {
      _, err := s.db.Exec(▸fmt.Sprintf("UPDATE carts SET price = 0 WHERE carts.%s = 1", column))
      return err
    }
    """),
  .found(
    """
    package shop
    import ("database/sql"; "fmt")
    func named(db *sql.DB, name string) error {
      _, err := db.Exec(▸fmt.Sprintf("DELETE FROM carts WHERE (? = id) AND name = '%s'", name), 1)
      return err
    }
    func tidy(db *sql.DB, names []string) error { return named(db, names[0]) }
    """),
  .quiet(
    """
    package shop
    import ("database/sql"; "fmt")
    func find(db *sql.DB, name string) (*sql.Rows, error) {
      return db.Query(fmt.Sprintf("SELECT id FROM users WHERE name = %[99999999999999999999]s", name))
    }
    """),
  .quiet(
    """
    package shop
    import ("database/sql"; "fmt")
    var idColumns = []struct{ table, column string }{{"carts", "id"}, {"orders", "cart_id"}}
    func tidy(db *sql.DB) error {
      for _, place := range idColumns {
        if err := shorten(db, place.table, place.column); err != nil { return err }
      }
      return nil
    }
    func shorten(db *sql.DB, table, column string) error {
      _, err := db.Exec(fmt.Sprintf("UPDATE %[1]s SET %[2]s = trim(%[2]s) WHERE %[1]s.%[2]s <> ''", table, column))
      return err
    }
    """),
  .quiet(
    """
    package shop
    import ("database/sql"; "fmt")
    func newAdder(db *sql.DB) func(table, value string) error {
      return func(table, value string) error {
        _, err := db.Exec(fmt.Sprintf("UPDATE %s SET price = %s WHERE price IS NULL", table, value))
        return err
      }
    }
    func tidy(db *sql.DB) error {
      add := newAdder(db)
      return add("carts", "0")
    }
    """),
  .found(
    """
    package shop
    import ("database/sql"; "fmt")
    func newAdder(db *sql.DB) func(table, value string) error {
      return func(table, value string) error {
        _, err := db.Exec(▸fmt.Sprintf("UPDATE %s SET price = %s WHERE price IS NULL", table, value))
        return err
      }
    }
    func tidy(db *sql.DB, price string) error {
      add := newAdder(db)
      return add("carts", price)
    }
    """),
  .quiet(
    """
    package shop
    import "github.com/Masterminds/squirrel"
    type role struct{ name string }
    func (r role) String() string { return r.name }
    var roles = map[string]role{"owner": {"owner"}}
    type filter struct{ column string }
    func (f filter) only(list string) squirrel.Sqlizer { return squirrel.Expr(f.column + " IN (SELECT id FROM carts)") }
    func of(who role) squirrel.Sqlizer {
      if _, ok := roles[who.String()]; !ok { return nil }
      return squirrel.Expr("stats ->> '" + who.String() + "' IS NOT NULL")
    }
    """),
  .found(
    """
    package shop
    import "github.com/Masterminds/squirrel"
    type role struct{ name string }
    func (r role) String() string { return r.name }
    func of(who role) squirrel.Sqlizer {
      return squirrel.Expr(▸"stats ->> '" + who.String() + "' IS NOT NULL")
    }
    """),
  .quiet(
    """
    package shop
    import ("database/sql"; "fmt")
    type finder interface{ ByTag(tag, value string) (*sql.Rows, error) }
    type store struct{ db *sql.DB }
    func (s store) ByTag(tag, value string) (*sql.Rows, error) {
      return s.db.Query(fmt.Sprintf("SELECT id FROM json_each(tags, '$.%s') WHERE value = ?", tag), value)
    }
    func colours(all finder) (*sql.Rows, error) { return all.ByTag("colour", "red") }
    """),
]

/// A query whose text comes through a method that an interface asks for, called with a constant; the type has to have
/// all methods of the interface.
private func throughInterface(asking methods: String, mark: String) -> String {
  """
  package shop
  import ("database/sql"; "net/http")
  type finder interface { \(methods) }
  type shelf struct{ db *sql.DB }
  func (s *shelf) Find(text string) { _, _ = s.db.Query(\(mark)"SELECT id FROM carts WHERE name = '" + text + "'") }
  func count(f finder) { f.Find("red") }
  func serve(w http.ResponseWriter, r *http.Request) {}
  """
}
