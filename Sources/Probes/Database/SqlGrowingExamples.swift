/// Examples of `SqlConcatenationProbe`: a statement that grows from line to line, or by a helper.
let sqlGrowingExamples: [ProbeExample] = [
  .found(
    """
    package shop
    import ("database/sql"; "net/http")
    func find(db *sql.DB, r *http.Request) (*sql.Rows, error) {
      query := "SELECT id FROM users"
      if name := r.FormValue("name"); name != "" { ▸query += " WHERE name = '" + name + "'" }
      ▸query += " ORDER BY " + r.FormValue("by")
      return db.Query(query)
    }
    """),
  .found(
    """
    package shop
    import ("database/sql"; "os"; "strings")
    func add(name string, where *[]string) { *where = append(*where, "name = '"+name+"'") }
    func find(db *sql.DB) (*sql.Rows, error) {
      where := []string{"1 = 1"}
      add(os.Args[1], &where)
      return db.Query(▸"SELECT id FROM users WHERE " + strings.Join(where, " AND "))
    }
    """),
  .quiet(
    """
    package shop
    import ("database/sql"; "strings")
    func add(ids []int, where *[]string, args *[]any) {
      for _, id := range ids {
        *where = append(*where, "id = ?")
        *args = append(*args, id)
      }
    }
    func find(db *sql.DB, ids []int) (*sql.Rows, error) {
      where, args := []string{"1 = 1"}, []any{}
      add(ids, &where, &args)
      return db.Query("SELECT id FROM users WHERE "+strings.Join(where, " OR "), args...)
    }
    """),
  .quiet(
    """
    package shop
    import ("database/sql"; "fmt"; "net/http")
    const up = "ASC"
    type store interface{ list(order string) }
    type shop struct{ db *sql.DB }
    var mark string
    func open() { mark = "?" }
    func (s shop) list(up string) { s.db.Query(fmt.Sprintf("SELECT id FROM a WHERE id=%s ORDER BY id %s", mark, up)) }
    func given(r *http.Request) (string, error) {
      if order := r.FormValue("o"); order != up { return order, http.ErrNotSupported } else { return order, nil }
    }
    func serve(s store, r *http.Request) { order, _ := given(r); s.list(order) }
    """),
  .quiet("func drop(db *sql.DB, name string) { _, _ = db.Exec(\"DROP INDEX \" + name) }"),
  .found("func drop(db *sql.DB, r *http.Request) { _, _ = db.Exec(▸\"DROP INDEX \" + r.FormValue(\"name\")) }"),
  .quiet(#"func show(name string) { _ = os.WriteFile("select "+name+" from the list", nil, 0o600) }"#),
]
