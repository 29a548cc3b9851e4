import Evidence

/// Records, waits and keepers that hold a context, told by their shape and by whether anybody makes one.
let contextRecordExamples: [ProbeExample] = [
  .quiet(
    """
    package shop
    import ("context"; "golang.org/x/sync/errgroup")
    type server struct { ctx context.Context; group *errgroup.Group }
    func newServer() *server {
      group, ctx := errgroup.WithContext(context.Background())
      return &server{ctx: ctx, group: group}
    }
    func (s *server) start() { s.group.Go(func() error { <-s.ctx.Done(); return nil }) }
    """),
  .quiet(
    """
    package shop
    import "context"
    type carts struct { ctx context.Context; all []string }
    func (c *carts) Next() bool { return c.ctx.Err() == nil && len(c.all) > 0 }
    func (c *carts) Values() ([]any, error) { return nil, nil }
    func (c *carts) Err() error { return c.ctx.Err() }
    """),
  .quiet(
    """
    package shop
    import "context"
    type mirrored struct { context.Context; name string }
    func (m mirrored) Done() <-chan struct{} { return nil }
    """),
  .quiet(
    """
    package shop
    import "context"
    type noted struct { context.Context; notes []string }
    func With(ctx context.Context) context.Context { return &noted{Context: ctx} }
    """),
  .quiet(
    """
    package shop
    import "context"
    type checking struct { ctx context.Context; carts []string }
    func (c *checking) run() error { return c.ctx.Err() }
    func check(ctx context.Context, carts []string) error {
      c := newChecking(ctx, carts)
      return c.run()
    }
    func newChecking(ctx context.Context, carts []string) *checking { return &checking{ctx, carts} }
    """),
  .quiet(
    """
    package shop
    import "context"
    type shelf struct{}
    type upload struct { ctx context.Context }
    func (u *upload) Close() error { return u.ctx.Err() }
    func (s *shelf) Put(ctx context.Context) *upload { return &upload{ctx: ctx} }
    """),
  .quiet("type wish struct {\n\tctx context.Context\n\tresult chan int\n}"),
  .found(
    "type wish struct {\n\t▸ctx context.Context\n\tqueue chan int\n}\nfunc (w *wish) run() { <-w.ctx.Done() }"),
  .quiet("type span struct {\n\tctx context.Context\n\tname string\n}\nvar spans []span"),
  .found("type span struct {\n\t▸ctx context.Context\n\tname string\n}"),
  .found("type withContext struct {\n\t▸ctx context.Context\n}\nfunc (w withContext) end() {}"),
  .found("type Span struct {\n\t▸ctx context.Context\n\tname string\n}"),
  .found("type span struct {\n\t▸ctx context.Context\n\tname string\n}\nfunc (s *span) end() { <-s.ctx.Done() }"),
  .quiet("type saleCmd struct {\n\tctx context.Context\n}\nvar sales []saleCmd"),
  .quiet("type keeper struct {\n\t// ends all that this keeper has started\n\tctx context.Context\n}"),
  .found("type keeper struct {\n\t// the context\n\t▸ctx context.Context\n}"),
  .quiet("type keeper struct {\n\tctx context.Context\n\tstop context.CancelFunc\n}"),
  .quiet("type keeper struct {\n\tctx context.Context\n\tcancel func()\n}"),
  .found(
    "type keeper struct {\n\t▸ctx context.Context\n\tnotify func()\n}\nfunc (k *keeper) run() { <-k.ctx.Done() }"),
]
