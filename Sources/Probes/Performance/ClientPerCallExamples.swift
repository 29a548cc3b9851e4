/// Examples of clients and handles made for one call, and of those that live on.
enum ClientPerCallExamples {
  static let found: [ProbeExample] = [
    .found(
      """
      package shop
      import . "net/http"
      func load(path string) {
        ▸client := &Client{Transport: &Transport{}}
        _, _ = client.Get(path)
      }
      func serve(w ResponseWriter, r *Request) { load(r.URL.Path) }
      """),
    .found(
      """
      package main
      import "net/http"
      type shop struct{}
      func main() { _ = http.ListenAndServe(":80", shop{}) }
      func (shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
        ▸client := &http.Client{Transport: &http.Transport{}}
        _, _ = client.Do(r)
      }
      """),
    .found(
      """
      package shop
      import "net/http"
      var handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
        ▸client := &http.Client{Transport: &http.Transport{}}
        _, _ = client.Do(r)
      })
      """),
    .found(
      """
      func load(path string) (*http.Response, error) {
        return (▸&http.Client{Transport: &http.Transport{}}).Get(path)
      }
      func serve(w http.ResponseWriter, r *http.Request) { _, _ = load(r.URL.Path) }
      """),
    // A handler tries again and again.
    .found(
      """
      func retry(path string) {
        for i := 0; i < 5; i++ {
          ▸client := &http.Client{Transport: &http.Transport{}}
          if _, err := client.Get(path); err == nil { return }
          time.Sleep(time.Second)
        }
      }
      func serve(w http.ResponseWriter, r *http.Request) { retry(r.URL.Path) }
      """),
    // It is not even closed.
    .found(
      """
      func count(w http.ResponseWriter, r *http.Request) {
        ▸db, err := sql.Open("pgx", r.Host)
        if err == nil {
          _, _ = db.Exec("DELETE FROM carts")
        }
      }
      """),
    .found(
      """
      package shop
      import "database/sql"
      func connection(path string) (*sql.DB, error) { return sql.Open("pgx", path) }
      func count(path string) error {
        ▸db, err := connection(path)
        if err != nil { return err }
        defer db.Close()
        return db.Ping()
      }
      func all(paths []string) {
        for _, path := range paths { _ = count(path) }
      }
      """),
    .found(
      """
      func load(request *http.Request) (*http.Response, error) {
        ▸client := &http.Client{Transport: &http.Transport{}}
        return client.Do(request)
      }
      """),
    .found(
      """
      func load(request *http.Request) (*http.Response, error) {
        transport := http.DefaultTransport.(*http.Transport).Clone()
        transport.MaxIdleConns = 3
        ▸client := http.Client{Transport: transport}
        return client.Do(request)
      }
      """),
    .found(
      """
      func load(path string) (*http.Response, error) {
        var ▸client = &http.Client{}
        client.Transport = &http.Transport{DisableCompression: true}
        return client.Get(path)
      }
      func serve(w http.ResponseWriter, r *http.Request) { _, _ = load(r.URL.Path) }
      """),
    .found(
      """
      func count(path string) error {
        ▸db, err := sql.Open("pgx", path)
        if err != nil { return err }
        defer db.Close()
        return db.Ping()
      }
      func all(paths []string) {
        for _, path := range paths {
          if err := twice(path); err != nil { return }
        }
      }
      func twice(path string) error {
        if err := count(path); err != nil { return err }
        return count(path)
      }
      """),
    .found(
      """
      package shop
      import "context"
      import "github.com/redis/go-redis/v9"
      func count(ctx context.Context) error {
        ▸client := redis.NewClient(&redis.Options{})
        defer func() { _ = client.Close() }()
        return client.Ping(ctx).Err()
      }
      func all(ctx context.Context, names []string) {
        for range names { _ = count(ctx) }
      }
      """),
    .found(
      """
      package shop
      import postgres "github.com/jackc/pgx/v5"
      import "context"
      func count(ctx context.Context, address string) error {
        ▸conn, err := postgres.Connect(ctx, address)
        if err != nil { return err }
        defer conn.Close(ctx)
        return conn.Ping(ctx)
      }
      func all(ctx context.Context, addresses []string) {
        for _, address := range addresses { _ = count(ctx, address) }
      }
      """),
  ]

  static let quiet: [ProbeExample] = [
    // Nobody asks for it again and again.
    .quiet(
      """
      func load(path string) (*http.Response, error) {
        client := &http.Client{Transport: &http.Transport{}}
        return client.Get(path)
      }
      """),
    // Once a day a handshake costs nothing.
    .quiet(
      """
      func report(path string) {
        client := &http.Client{Transport: &http.Transport{}}
        _, _ = client.Get(path)
      }
      func daily(path string) {
        ticker := time.NewTicker(24 * time.Hour)
        for {
          <-ticker.C
          report(path)
        }
      }
      """),
    // The other side is asked to hang up.
    .quiet(
      """
      func send(paths []string) {
        for _, path := range paths {
          request, _ := http.NewRequest("GET", path, nil)
          request.Header.Set("Connection", "close")
          client := &http.Client{Transport: &http.Transport{}}
          _, _ = client.Do(request)
        }
      }
      """),
    // Each file is a database of its own.
    .quiet(
      """
      func count(paths []string) {
        for _, path := range paths {
          db, err := sql.Open("sqlite", path)
          if err != nil { return }
          _, _ = db.Exec("DELETE FROM carts")
          _ = db.Close()
        }
      }
      """),
    // What is kept closes it.
    .quiet(
      """
      package shop
      import "database/sql"
      type counter struct { end func() error }
      func counters(paths []string) (all []counter) {
        for _, path := range paths {
          db, err := sql.Open("pgx", path)
          if err != nil { return nil }
          end := func() error { return db.Close() }
          all = append(all, counter{end: end})
        }
        return all
      }
      """),
    .quiet(
      """
      package shop
      import "database/sql"
      func connection(path string) (*sql.DB, error) { return sql.Open("pgx", path) }
      func isThere(path string) bool {
        db, err := connection(path)
        if err == nil { _ = db.Close() }
        return err == nil
      }
      """),
    // A closure goes on using it.
    .quiet(
      """
      func routes(path string) error {
        db, err := sql.Open("pgx", path)
        if err != nil { return err }
        http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { _, _ = db.Exec("DELETE FROM carts") })
        return db.Ping()
      }
      """),
    .quiet(
      """
      package shop
      import "database/sql"
      var kept *sql.DB
      func connection() (*sql.DB, error) { return kept, nil }
      func count() error {
        db, err := connection()
        if err != nil { return err }
        defer db.Close()
        return db.Ping()
      }
      """),
    .quiet(
      """
      package main
      import "database/sql"
      func main() { count("shop") }
      func count(path string) error {
        db, err := sql.Open("pgx", path)
        if err != nil { return err }
        defer db.Close()
        return db.Ping()
      }
      """),
    // The shared transport keeps the connections.
    .quiet(
      """
      func load(request *http.Request) (*http.Response, error) {
        client := http.Client{Timeout: time.Second}
        return client.Do(request)
      }
      """),
    .quiet(
      """
      func load(shared http.RoundTripper, request *http.Request) (*http.Response, error) {
        client := http.Client{Transport: shared}
        return client.Do(request)
      }
      """),
    .quiet(
      """
      func load(request *http.Request) (*http.Response, error) {
        client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
        return client.Do(request)
      }
      """),
    .quiet(
      """
      func found(path string) error {
        db, err := sql.Open("pgx", path)
        if err != nil { return err }
        defer db.Close()
        _, err = db.Exec("CREATE DATABASE shop")
        return err
      }
      """),
    .quiet(
      """
      func watch(request *http.Request) {
        client := &http.Client{Transport: &http.Transport{}}
        for {
          _, _ = client.Do(request)
          time.Sleep(time.Second)
        }
      }
      """),
    .quiet(
      """
      func newClient() *http.Client {
        client := &http.Client{Transport: &http.Transport{}}
        return client
      }
      """),
    .quiet(
      """
      var client = &http.Client{Transport: &http.Transport{}}
      func load(request *http.Request) (*http.Response, error) { return client.Do(request) }
      """),
    .quiet(
      """
      func count(path string) error {
        db, err := sql.Open("pgx", path)
        if err != nil { return err }
        store := keep(db)
        return store.Close()
      }
      func keep(db *sql.DB) *sql.DB { return db }
      """),
    .quiet(
      """
      func RunServer(path string) error {
        db, err := sql.Open("pgx", path)
        if err != nil { return err }
        defer db.Close()
        return db.Ping()
      }
      """),
    .quiet(
      """
      func load(path string) error {
        file, err := os.Open(path)
        if err != nil { return err }
        defer file.Close()
        return nil
      }
      """),
  ]
}
