import GoSyntax
import GoTypes
import Repository
import Testing

/// A small module whose expressions the tests ask about by their text.
struct TypedModule {
  let types: ModuleTypes
  let snapshot: Snapshot

  /// One file `shop.go` in package `shop` of the module `example.org/shop`, and others by path.
  init(_ text: String, and others: [String: String] = [:]) {
    var content = RepositoryContent()
    var all = others
    all["shop.go"] = text
    all["go.mod"] = "module example.org/shop\n\ngo 1.24\n"
    for (path, text) in all {
      content.files.append(RepositoryFile(path: path, byteCount: text.utf8.count))
      content.contents[path] = Array(text.utf8)
    }
    snapshot = Snapshot(reading: content, origin: .workingTree(commit: nil, isDirty: false))
    types = ModuleTypes(snapshot)
  }

  var file: GoFile { snapshot.goFiles.first { $0.path == "shop.go" } ?? snapshot.goFiles[0] }

  /// The first expression with exactly this text.
  func expression(_ text: String) -> Node? {
    for kind in NodeKind.allCases where kind != .none && kind != .exprStmt {
      if let node = file.tree.nodes(of: kind).first(where: { $0.text == text }) { return node }
    }
    return nil
  }

  func type(_ text: String) -> GoType? { expression(text).flatMap { types.type(of: $0, in: file) } }

  /// The type of the last identifier with this name: its use, not its declaration.
  func typeOfLast(_ name: String) -> GoType? {
    let uses = file.tree.nodes(of: .ident).filter { $0.text == name }.sorted { $0.start < $1.start }
    return uses.last.flatMap { types.type(of: $0, in: file) }
  }

  func callee(_ text: String) -> Callee? { expression(text).flatMap { types.callee(of: $0, in: file) } }

  func errorResults(_ text: String) -> ErrorResults? {
    expression(text).map { types.errorResults(of: $0, in: file) }
  }
}

@Suite struct CalleeTests {
  @Test func `package functions follow imports and their shadowing`() {
    let module = TypedModule(
      """
      package shop
      import (
        "fmt"
        h "net/http"
        "example.org/strange/go-thing"
      )
      func helper() {}
      func run(fmt2 int) {
        fmt.Println(1)
        h.Get("x")
        helper()
        thing.Do()
        len("x")
        { fmt := printer{}; fmt.Print(2) }
        helper := func() {}
        (helper)()
        _ = string(rune(7))
      }
      type printer struct{}
      func (printer) Print(int) {}
      """)
    #expect(module.callee("fmt.Println(1)") == Callee(packagePath: "fmt", receiver: nil, name: "Println"))
    #expect(module.callee("h.Get(\"x\")") == Callee(packagePath: "net/http", receiver: nil, name: "Get"))
    #expect(module.callee("helper()") == Callee(packagePath: "example.org/shop", receiver: nil, name: "helper"))
    #expect(
      module.callee("thing.Do()") == Callee(packagePath: "example.org/strange/go-thing", receiver: nil, name: "Do"))
    #expect(module.callee("len(\"x\")") == Callee(packagePath: "builtin", receiver: nil, name: "len"))
    #expect(
      module.callee("fmt.Print(2)") == Callee(packagePath: "example.org/shop", receiver: "printer", name: "Print"))
    #expect(module.callee("(helper)()") == nil)
    #expect(module.callee("rune(7)") == nil)
  }

  @Test func `methods are found through every kind of variable`() {
    let module = TypedModule(
      """
      package shop
      import ("database/sql"; "net/http"; "sync"; "context"; "example.org/shop/store")
      var pool *sql.DB
      type base struct { sync.Mutex; client *http.Client }
      type server struct { base; stores map[string]*store.Store; next func() *sql.Rows; log interface{ Note(string) } }
      func (s *server) run(ctx context.Context, names ...string) (tx *sql.Tx, err error) {
        pool.Ping()
        s.Lock()
        s.client.Do(nil)
        for name, one := range s.stores { one.Save(name); one.Base.Touch() }
        s.next().Close()
        tx.Commit()
        s.log.Note("x")
        row := pool.QueryRowContext(ctx, "select 1")
        row.Scan(nil)
        if st := store.New(); st != nil { st.Save("") }
        var x any
        switch v := x.(type) {
        case *sql.Rows: v.Next()
        case *store.Store, error: v.Foo()
        }
        (&http.Server{}).Shutdown(ctx)
        []*sql.DB{pool}[0].Close()
        func() error { return nil }()
        ctx.Done()
        err.Error()
        return
      }
      """,
      and: [
        "store/store.go": """
        package store
        type Base struct{}
        func (b *Base) Touch() {}
        type Store struct { *Base }
        func New() *Store { return nil }
        func (s *Store) Save(name string) error { return nil }
        """
      ])
    func expect(_ call: String, _ path: String?, _ receiver: String?, _ name: String) {
      #expect(module.callee(call) == Callee(packagePath: path, receiver: receiver, name: name), "\(call)")
    }
    expect("pool.Ping()", "database/sql", "DB", "Ping")
    expect("s.Lock()", "sync", "Mutex", "Lock")
    expect("s.client.Do(nil)", "net/http", "Client", "Do")
    expect("one.Save(name)", "example.org/shop/store", "Store", "Save")
    expect("one.Base.Touch()", "example.org/shop/store", "Base", "Touch")
    expect("s.next().Close()", "database/sql", "Rows", "Close")
    #expect(module.callee("s.next()") == nil)
    expect("tx.Commit()", "database/sql", "Tx", "Commit")
    expect("s.log.Note(\"x\")", nil, nil, "Note")
    expect("row.Scan(nil)", "database/sql", "Row", "Scan")
    expect("st.Save(\"\")", "example.org/shop/store", "Store", "Save")
    expect("v.Next()", "database/sql", "Rows", "Next")
    expect("(&http.Server{}).Shutdown(ctx)", "net/http", "Server", "Shutdown")
    expect("[]*sql.DB{pool}[0].Close()", "database/sql", "DB", "Close")
    expect("ctx.Done()", "context", "Context", "Done")
    expect("err.Error()", "builtin", "error", "Error")
  }

  @Test func `libraries of the bundled facts are known in every major version`() {
    let module = TypedModule(
      """
      package shop
      import ("context"; "github.com/jackc/pgx/v4/pgxpool"; "go.uber.org/zap"; "example.org/other/queue")
      type repo struct { db *pgxpool.Pool; q *queue.Queue; queue.Topic }
      func (r *repo) get(ctx context.Context, log *zap.Logger) {
        r.db.QueryRow(ctx, "select 1").Scan(nil)
        log.With().Sugar().Infof("x")
        r.q.Push(1)
        r.Publish(2)
      }
      """)
    #expect(
      module.callee("r.db.QueryRow(ctx, \"select 1\")")
        == Callee(packagePath: "github.com/jackc/pgx/v5/pgxpool", receiver: "Pool", name: "QueryRow"))
    #expect(module.errorResults("r.db.QueryRow(ctx, \"select 1\").Scan(nil)") == .at([0]))
    #expect(
      module.callee("log.With().Sugar().Infof(\"x\")")
        == Callee(packagePath: "go.uber.org/zap", receiver: "SugaredLogger", name: "Infof"))
    #expect(
      module.callee("r.q.Push(1)") == Callee(packagePath: "example.org/other/queue", receiver: "Queue", name: "Push"))
    #expect(
      module.callee("r.Publish(2)")
        == Callee(packagePath: "example.org/other/queue", receiver: "Topic", name: "Publish"))
    #expect(module.errorResults("r.q.Push(1)") == .unknown)
  }
}

@Suite struct ExpressionTypeTests {
  static let module = TypedModule(
    """
    package shop
    import ("errors"; "os"; "io"; "time"; "fmt")
    const (
      first = iota
      second
      wait = 3 * time.Second
    )
    var ErrGone = errors.New("gone")
    var table = map[string][]int{"a": {1}}
    type text = string
    type list[T any] struct { items []T }
    func (l *list[E]) head() (E, error) { return l.items[0], nil }
    func mapped[K comparable, V any](m map[K]V, f func(V) error) []K { return nil }
    type point struct { x, y float64 }
    type notFound struct{ key string }
    func (e *notFound) Error() string { return e.key }
    func run(path string, ch chan io.Reader) {
      file, err := os.Open(path)
      n := len(path)
      data, ok := table["a"]
      numbers := list[point]{}
      one, err := numbers.head()
      keys := mapped(table, nil)
      reader := <-ch
      for i, r := range "abc" { fmt.Println(i, r) }
      points := []point{{1, 2}}
      px := points[0].x
      var t text
      sum := 1 + 2.5
      long := wait * 2
      gone := &notFound{}
      fn := points[0].scale
      at := fn(2)
      sub := path[1:]
      fmt.Println(file, err, n, data, ok, one, keys, reader, points, px, t, sum, long, gone, at, sub, second)
    }
    func (p point) scale(by float64) *point { return &p }
    """)

  @Test(arguments: [
    ("file", GoType.pointer(.named(package: "os", name: "File", arguments: []))),
    ("err", .error),
    ("n", .basic("int")),
    ("data", .slice(.basic("int"))),
    ("ok", .basic("bool")),
    ("one", .named(package: "example.org/shop", name: "point", arguments: [])),
    ("keys", .slice(.basic("string"))),
    ("reader", .named(package: "io", name: "Reader", arguments: [])),
    ("i", .basic("int")),
    ("r", .basic("int32")),
    ("px", .basic("float64")),
    ("t", .basic("string")),
    ("sum", .basic("float64")),
    ("long", .named(package: "time", name: "Duration", arguments: [])),
    ("gone", .pointer(.named(package: "example.org/shop", name: "notFound", arguments: []))),
    ("at", .pointer(.named(package: "example.org/shop", name: "point", arguments: []))),
    ("sub", .basic("string")),
    ("second", .untyped(.integer)),
  ]) func `a variable has the type its value gives it`(_ name: String, _ type: GoType) {
    #expect(Self.module.typeOfLast(name) == type)
  }

  @Test func `errors are values of error and of types with an Error method`() {
    let module = Self.module
    let types = module.types
    let notFound = GoType.named(package: "example.org/shop", name: "notFound", arguments: [])
    #expect(types.implementsError(.pointer(notFound)) == true)
    #expect(types.implementsError(notFound) == false)
    #expect(types.implementsError(.named(package: "example.org/shop", name: "point", arguments: [])) == false)
    #expect(types.implementsError(.named(package: "io/fs", name: "PathError", arguments: [])) == false)
    #expect(types.implementsError(.pointer(.named(package: "os", name: "PathError", arguments: []))) == true)
    #expect(types.implementsError(.named(package: "example.org/x", name: "T", arguments: [])) == nil)
    #expect(types.signature(of: Callee(packagePath: "os", receiver: "File", name: "Close"))?.errorResults == [0])
    #expect(types.signature(of: Callee(packagePath: "io", receiver: nil, name: "ReadAll"))?.errorResults == [1])
  }

  @Test func `locks are found in fields, arrays and embedded types`() {
    let module = TypedModule(
      """
      package shop
      import ("sync"; "sync/atomic"; "strings"; "net/http")
      type guarded struct { mu sync.RWMutex }
      type deep struct { parts [3]guarded }
      type counted struct { n atomic.Int64 }
      type shared struct { mu *sync.Mutex; list []sync.Mutex }
      type door struct{}
      func (d *door) Lock() {}
      func (d *door) Unlock() {}
      """)
    func holds(_ name: String) -> Bool {
      module.types.holdsLock(.named(package: "example.org/shop", name: name, arguments: []))
    }
    #expect(holds("guarded") && holds("deep") && holds("counted") && holds("door"))
    #expect(!holds("shared"))
    #expect(module.types.holdsLock(.named(package: "sync", name: "WaitGroup", arguments: [])))
    #expect(!module.types.holdsLock(.named(package: "net/http", name: "Request", arguments: [])))
  }
}

@Suite struct DeclarationTests {
  @Test func `a name refers to the innermost declaration before it`() {
    let module = TypedModule(
      """
      package shop
      import "fmt"
      var x = 1
      func run(x int, y struct{ z int }) (z error) {
        fmt.Println(x)
        if x := x + 2; x > 3 {
          x := "s"
          _ = x + "last"
        }
        type z struct{ x int }
        _ = point{x: x}
        return
      }
      type point struct{ x int }
      """)
    let uses = module.file.tree.nodes(of: .ident).filter { $0.text == "x" }.sorted { $0.start < $1.start }
    let declarations = uses.map { module.types.declaration(of: $0, in: module.file) }
    let lines = declarations.map { $0?.name?.line ?? 0 }
    // package variable, parameter, Println(x), if x, its value x, x > 3, inner x, x + "last", field, key, value, field
    #expect(lines == [3, 4, 4, 6, 4, 6, 7, 7, 10, 14, 4, 14])
    #expect(declarations[0]?.kind == .variable && declarations[0]?.packagePath == "example.org/shop")
    #expect(declarations[1]?.kind == .parameter && declarations[1]?.isLocal == true)
    #expect(declarations[9]?.kind == .field)
    let names = module.file.tree.nodes(of: .ident)
    let fmt = names.first { $0.text == "fmt" }.flatMap { module.types.declaration(of: $0, in: module.file) }
    #expect(fmt == Declaration.importedPackage("fmt"))
    let println = names.first { $0.text == "Println" }.flatMap { module.types.declaration(of: $0, in: module.file) }
    #expect(println?.kind == .function && println?.packagePath == "fmt")
  }

  @Test func `circular declarations end in unknown`() {
    let module = TypedModule(
      """
      package shop
      var a = b
      var b = a
      type loop loop2
      type loop2 loop
      type self []self
      func run() { use(a); var v loop; use(v.x); var s self; use(s[0][0]) }
      func use(any) {}
      """)
    #expect(module.type("a") == nil)
    #expect(module.type("v.x") == nil)
    #expect(module.type("s[0][0]") == .named(package: "example.org/shop", name: "self", arguments: []))
  }
}
