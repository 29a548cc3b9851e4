import Evidence

/// Records, waits and keepers that hold a context, told by their shape and by whether anybody makes one.
let contextRecordExamples: [ProbeExample] = [
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
