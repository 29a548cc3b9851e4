/// The examples of `ContextDetachedProbe`.
let contextDetachedExamples: [ProbeExample] = [
  .found(
    """
    package shop
    import ("context"; "github.com/gin-gonic/gin")
    func load(ctx context.Context) { <-ctx.Done() }
    func list(c *gin.Context) { load(▸context.Background()) }
    func show(c *gin.Context) { load(c.Request.Context()) }
    """),
  .found("func load(ctx context.Context, db *sql.DB) error {\n\treturn db.PingContext(▸context.Background())\n}"),
  .found(
    "func handle(w http.ResponseWriter, r *http.Request) {\n\tlog.Println(▸context.TODO())\n}"),
  .quiet(
    "func load(ctx context.Context, server *http.Server) error {\n\treturn server.Shutdown(context.Background())\n}"
  ),
  .quiet(
    """
    func load(ctx context.Context, server *http.Server) error {
      last, cancel := context.WithTimeout(context.Background(), time.Second)
      defer cancel()
      return server.Shutdown(last)
    }
    """),
  .quiet(
    """
    func load(ctx context.Context, db *sql.DB) func() error {
      return func() error { return db.PingContext(context.Background()) }
    }
    """),
  .found(
    """
    func load(ctx context.Context, db *sql.DB) error {
      last, cancel := context.WithTimeout(▸context.Background(), time.Second)
      defer cancel()
      return db.PingContext(last)
    }
    """),
  .quiet(
    """
    type watch struct{ stop context.CancelFunc }
    func follow(ctx context.Context, start func(context.Context)) *watch {
      own, stop := context.WithCancel(context.Background())
      start(own)
      return &watch{stop: stop}
    }
    """),
  .quiet("func load(db *sql.DB) error {\n\treturn db.PingContext(context.Background())\n}"),
  .quiet(
    """
    func plan(ctx context.Context, db *sql.DB, schedule func(func())) {
      schedule(func() { db.PingContext(context.Background()) })
    }
    """),
  .found(
    """
    func plan(ctx context.Context, db *sql.DB, each func(func())) {
      each(func() { db.PingContext(▸context.Background()) })
    }
    """),
  .quiet(
    """
    func serve(ctx context.Context, server *http.Server) error {
      <-ctx.Done()
      return server.Shutdown(context.Background())
    }
    """),
  .quiet(
    "func load(ctx context.Context) {\n\tif ctx == nil {\n\t\tctx = context.Background()\n\t}\n\tlog.Println(ctx)\n}"
  ),
  .quiet(
    """
    func follow(r *http.Request, keep func(func())) error {
      own, cancel := context.WithCancel(context.Background())
      defer cancel()
      keep(cancel)
      select {
      case <-own.Done():
      case <-r.Context().Done():
      }
      return nil
    }
    """),
  .found(
    """
    func follow(r *http.Request, keep func(func())) error {
      own, cancel := context.WithCancel(▸context.Background())
      defer cancel()
      keep(cancel)
      select {
      case <-own.Done():
      case <-time.After(time.Second):
      }
      return nil
    }
    """),
  .quiet(
    """
    func load(ctx context.Context, db *sql.DB) error {
      // The write has to end even when the context of the caller has ended.
      return db.PingContext(context.Background())
    }
    """),
  .found(
    """
    func load(ctx context.Context, db *sql.DB) error {
      // TODO: may the caller's context be passed on here?
      return db.PingContext(▸context.Background())
    }
    """),
  .quiet(
    """
    func load(ctx context.Context, db *sql.DB) error { return db.PingContext(values(context.Background(), ctx)) }
    func values(to, from context.Context) context.Context { return to }
    """),
  .quiet("func load(ctx context.Context) bool {\n\treturn ctx != context.Background()\n}"),
  .quiet(
    """
    func load(ctx context.Context, db *sql.DB) error {
      over, cancel := context.WithCancel(context.Background())
      cancel()
      return db.PingContext(over)
    }
    """),
  .found(
    """
    func load(ctx context.Context, db *sql.DB) error {
      own, cancel := context.WithCancel(▸context.Background())
      err := db.PingContext(own)
      cancel()
      return err
    }
    """),
  .quiet(
    """
    func run(ctx context.Context, logsShutdown func(context.Context) error) {
      last, cancel := context.WithTimeout(context.Background(), time.Second)
      defer cancel()
      defer func() { _ = logsShutdown(last) }()
    }
    """),
  .quiet(
    """
    func choose(ctx context.Context, bound bool) context.Context {
      if bound { return ctx }
      return context.Background()
    }
    """),
  .quiet(
    """
    func replace(ctx context.Context) {
      own := context.Background()
      go serve(own)
    }
    func serve(ctx context.Context) { <-ctx.Done() }
    """),
  .quiet(
    """
    package shop
    import ("context"; "go.opentelemetry.io/otel/trace")
    func sweep(caller context.Context, tracer trace.Tracer) {
      ctx, span := tracer.Start(context.Background(), "sweep")
      defer span.End()
      trace.SpanFromContext(caller).AddLink(trace.LinkFromContext(ctx))
    }
    """),
  .quiet("func keep(r *http.Request) *http.Request { return r.Clone(context.Background()) }"),
  .quiet(
    """
    // branch gives a context that is disconnected from the one it is given, but for its trace.
    func branch(ctx context.Context) context.Context { return with(context.Background()) }
    func with(ctx context.Context) context.Context { return ctx }
    """),
  .quiet(
    """
    func open(ctx context.Context, db *sql.DB) error {
      // This ctx is tied to the lifetime of the pool.
      err := db.PingContext(context.Background())
      return err
    }
    """),
  .found("func none(ctx context.Context) context.Context { return ▸context.Background() }"),
  .found(
    """
    func ping(ctx context.Context, db *sql.DB, err error) {
      if err == nil { db.PingContext(▸context.Background()) }
    }
    """),
  .quiet(
    """
    func load(ctx context.Context, db *sql.DB) error {
      // A separate context lets the ping end even when the caller gives up.
      var err error
      err = db.PingContext(context.Background())
      return err
    }
    """),
]
