/// The examples of `BareReturnProbe`.
let bareReturnExamples: [ProbeExample] = [
  .found(
    """
    if err := os.Remove(path); err != nil {
      return ▸err
    }
    return nil
    """),
  .found("return ▸os.Remove(path)"),
  .found("func load(path string) ([]byte, error) { return ▸os.ReadFile(path) }"),
  .found(
    """
    type store interface { Save(id string) error }
    func save(s store) error {
      err := s.Save("x")
      return ▸err
    }
    """),
  .found(
    """
    var remove = os.Remove
    func clean() error { return ▸remove("x") }
    """),
  .found(
    """
    if err := other(path); err != nil {
      return ▸err
    }
    if err := other(path); err != nil {
      return fmt.Errorf("once more: %w", err)
    }
    return nil
    }
    func other(path string) error {
      return nil
    """),
  .quiet(
    """
    if err := other(path); err != nil {
      return err
    }
    return nil
    }
    func other(path string) error {
      return nil
    """),
  .quiet(
    """
    err := run(func() error {
      err := os.Remove(path)
      return err
    })
    return fmt.Errorf("run: %w", err)
    }
    func run(work func() error) error {
      return work()
    """),
  .quiet(
    """
    if err := os.Remove(path); err != nil {
      return fmt.Errorf("remove %s: %w", path, err)
    }
    return nil
    """),
  .quiet(
    """
    err = os.Remove(path)
    err = fmt.Errorf("remove: %w", err)
    return err
    """),
  .quiet("return errors.New(path)"),
  .found("t, err := template.New(path).Parse(path)\nif err != nil { return ▸err }\n_ = t"),
  .quiet("_, err := os.Stat(path)\nif err != nil { return errors.New(path) }\nreturn err"),
  .quiet("return ctx.Err()"),
  .quiet(
    """
    type reader interface { Errf(format string, all ...any) error; ArgErr() error; Base(err error) error }
    func read(r reader, path string) error {
      if path == "" {
        return r.ArgErr()
      }
      return r.Errf("no file %s", path)
    }
    """),
  .quiet(
    """
    type failure struct{}
    func newError(text string) *failure { return nil }
    func (f *failure) Base(err error) error { return err }
    func read(err error) error { return newError("read").Base(err) }
    """),
  .found("func read(rows *sql.Rows) error { return ▸rows.Err() }"),
  .quiet("func walk(visit func() error) error { return visit() }"),
  .quiet(
    """
    type counter struct { in io.Reader }
    func (c *counter) Read(p []byte) (int, error) { return c.in.Read(p) }
    """),
  .quiet(
    """
    type store interface { Save(id string) error }
    type traced struct { next store }
    func (t *traced) Save(id string) error {
      err := t.next.Save(id)
      return err
    }
    """),
  .quiet(
    """
    type store interface { save(id string) error }
    var current store
    func save(id string) error { return current.save(id) }
    """),
  .quiet(
    """
    package shop
    import "github.com/boltdb/bolt"
    func fill(db *bolt.DB) error {
      return db.Update(func(tx *bolt.Tx) error { return nil })
    }
    """),
  .quiet(
    """
    func outcome(job any) error {
      if done, ok := job.(interface{ Err() error }); ok { return done.Err() }
      return nil
    }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- check/check.go --
    package check
    func Filledf(all []string, format string, args ...any) error { return nil }
    -- shop.go --
    package shop
    import "example.org/shop/check"
    func fill(all []string) error { return check.Filledf(all, "no carts") }
    """),
  .quiet("func pass(err error) error { return err }"),
  .quiet(
    """
    type price struct{ cents int }
    func (p *price) UnmarshalJSON(data []byte) error {
      if err := json.Unmarshal(data, &p.cents); err != nil {
        return err
      }
      return nil
    }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- skip/skip.go --
    package skip
    type Skipped struct{ reason string }
    func (s Skipped) Error() string { return s.reason }
    func Because(reason string) Skipped { return Skipped{reason} }
    -- shop.go --
    package shop
    import "example.org/shop/skip"
    func open() error { return skip.Because("closed today") }
    """),
  .quiet(
    """
    type handler interface { Serve(name string, r *http.Request) error }
    type counted struct { next handler }
    func (c *counted) ServeCounted(name string, r *http.Request) error { return c.next.Serve(name, r) }
    """),
  .quiet(
    """
    func home() (*url.URL, error) {
      const address = "https://example.org"
      home, err := url.Parse(address)
      if err != nil {
        return nil, err
      }
      return home, nil
    }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    import "github.com/labstack/echo/v4"
    func Load(id int) (string, error) {
      if id < 0 { return "", echo.NewHTTPError(404, "no such cart") }
      return "cart", nil
    }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func load() (string, error) {
      cart, err := core.Load(3)
      if err != nil { return "", err }
      return cart, nil
    }
    """),
  .quiet(
    """
    package shop
    import ("github.com/labstack/echo/v4"; "net/http")
    func show(c echo.Context) error { return c.JSON(200, "cart") }
    func tell(w http.ResponseWriter, r *http.Request) error { return answers.Write(w, "cart") }
    var answers interface{ Write(w http.ResponseWriter, text string) error }
    """),
  .quiet(
    """
    package shop
    import "example.org/events"
    func log(e *events.Event) error { return e.Next() }
    """),
  .quiet("func Remove(name string) error { return os.Remove(name + path()) }\nfunc path() string { return \"x\" }"),
  .quiet(
    """
    func fill(set func(*error)) error {
      err := os.Remove("x")
      set(&err)
      if err != nil {
        return err
      }
      return nil
    }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    import "example.org/errors"
    type Store struct{}
    func (s *Store) Load(id int) (cart string, err error) {
      if id < 0 {
        err = errors.NotFound("cart").WithStack()
        return
      }
      return "cart", nil
    }
    -- shop.go --
    package shop
    type carts interface { Load(id int) (string, error) }
    func load(all carts) (string, error) {
      cart, err := all.Load(3)
      if err != nil { return "", err }
      return cart, nil
    }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    import "errors"
    type Store struct{}
    func (s *Store) Load(id int) (cart string, err error) {
      if id < 0 {
        err = errors.New("no cart")
        return
      }
      return "cart", nil
    }
    -- shop.go --
    package shop
    type carts interface { Load(id int) (string, error) }
    func load(all carts) (string, error) {
      cart, err := all.Load(3)
      if err != nil { return "", err }
      return cart, nil
    }
    """),
  .found(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    type Missing struct{ ID int }
    func (m Missing) Error() string { return "no cart" }
    func (m Missing) StatusCode() int { return 404 }
    func Load(id int, read, check func() error) error {
      if id < 0 { return Missing{id} }
      if err := read(); err != nil { return err }
      return check()
    }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func load(read func() error) error {
      err := core.Load(3, read, read)
      return ▸err
    }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    type Missing struct{ ID int }
    func (m Missing) Error() string { return "no cart" }
    func (m Missing) StatusCode() int { return 404 }
    func Load(id int) error {
      if id < 0 { return Missing{id} }
      return nil
    }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func load() error {
      err := core.Load(3)
      return err
    }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    go 1.24
    -- core/core.go --
    package core
    import "crypto/rand"
    func Key() ([]byte, error) {
      key := make([]byte, 32)
      if _, err := rand.Read(key); err != nil { return nil, err }
      return key, nil
    }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func open() error {
      key, err := core.Key()
      if err != nil { return err }
      use(key)
      return nil
    }
    func use(key []byte) {}
    """),
  .found(
    """
    -- go.mod --
    module example.org/shop
    go 1.24
    -- core/core.go --
    package core
    import ("crypto/rand"; "os")
    func Key(path string) ([]byte, error) {
      key := make([]byte, 32)
      if _, err := rand.Read(key); err != nil { return nil, err }
      return key, os.WriteFile(path, key, 0o600)
    }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func open() error {
      key, err := core.Key("key")
      if err != nil { return ▸err }
      use(key)
      return nil
    }
    func use(key []byte) {}
    """),
  .found(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    type Missing struct{ ID int }
    func (m Missing) Error() string { return "no cart" }
    func (m Missing) StatusCode() int { return 404 }
    func IsMissing(err error) bool { _, is := err.(Missing); return is }
    func Load(id int, read func() error) error {
      if id < 0 { return Missing{id} }
      return read()
    }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func load(read func() error) error {
      if err := core.Load(3, read); err != nil && !core.IsMissing(err) { return ▸err }
      return nil
    }
    """),
]
