/// The examples of `CancelLostProbe`.
let cancelLostExamples: [ProbeExample] = [
  .found("child, ▸_ := context.WithTimeout(ctx, time.Second)\n_ = child"),
  .found("child, ▸cancel := context.WithTimeout(ctx, time.Second)\n_, _ = child, cancel"),
  .found(
    "path += path\nvar child, ▸cancel = context.WithCancelCause(ctx)\n_ = child\nif path == \"\" {\n  cancel(nil)\n}"),
  .found(
    """
    func load(ctx context.Context, path string) error {
      child, ▸cancel := context.WithCancel(ctx)
      if path == "" {
        return child.Err()
      }
      cancel()
      return nil
    }
    """),
  .found(
    """
    func load(ctx context.Context, n int) {
      _, ▸cancel := context.WithCancel(ctx)
      switch n {
      case 1:
        cancel()
      case 2:
        panic("two")
      case 3:
      }
    }
    """),
  .found(
    """
    func load(ctx context.Context, done chan int) {
      for {
        _, ▸cancel := context.WithCancel(ctx)
        select {
        case <-done:
          continue
        default:
        }
        cancel()
      }
    }
    """),
  .quiet(
    """
    type worker struct{ stop context.CancelFunc }
    func (w *worker) Stop() { w.stop() }
    func newWorker(run func(context.Context)) *worker {
      var (
        own, cancel = context.WithCancel(context.Background())
        made = &worker{stop: cancel}
      )
      run(own)
      return made
    }
    """),
  .found(
    """
    type worker struct{ stop context.CancelFunc }
    func (w *worker) start(ctx context.Context) {
      _, ▸cancel := context.WithCancel(ctx)
      w.stop = cancel
    }
    """),
  .found(
    """
    func hold(stop func()) {}
    func load(ctx context.Context) {
      _, ▸cancel := context.WithCancel(ctx)
      hold(cancel)
    }
    """),
  .found("_, ▸cancel := context.WithCancel(ctx)\nstop := cancel\n_ = stop"),
  .found(
    """
    child, ▸cancel := context.WithCancel(ctx)
    if path != "" {
      child, cancel = context.WithTimeout(child, time.Second)
    }
    defer cancel()
    """),
  .quiet(
    """
    child, cancel := context.WithCancel(ctx)
    defer cancel()
    child, cancel = context.WithTimeout(child, time.Second)
    defer cancel()
    """),
  .quiet("_, cancel := context.WithCancel(ctx)\nstop := cancel\ndefer stop()"),
  .quiet(
    """
    func later(stop func()) { defer stop() }
    func load(ctx context.Context) {
      _, cancel := context.WithCancel(ctx)
      later(cancel)
    }
    """),
  .quiet("_, cancel := context.WithCancel(ctx)\nfunc(stop func()) { stop() }(cancel)"),
  .quiet("_, cancel := context.WithCancel(ctx)\nall := []func(){}\nall = append(all, cancel)\nall[0]()"),
  .quiet("child, cancel := context.WithTimeout(ctx, time.Second)\ndefer cancel()\n_ = child"),
  .quiet(
    """
    func open(ctx context.Context) (context.Context, context.CancelFunc) {
      child, cancel := context.WithCancel(ctx)
      return child, cancel
    }
    """),
  .quiet(
    """
    func open(ctx context.Context) (child context.Context, cancel context.CancelFunc) {
      child, cancel = context.WithCancel(ctx)
      return
    }
    """),
  .quiet(
    """
    func load(ctx context.Context, n int, done chan int) {
      _, cancel := context.WithCancel(ctx)
      if n > 0 {
        cancel()
      } else if n == 0 {
        os.Exit(1)
      } else {
        for {
        }
      }
    }
    """),
  .quiet(
    """
    func load(ctx context.Context, done chan int) {
      _, cancel := context.WithCancel(ctx)
      select {
      case <-done:
        panic("done")
      }
      _ = cancel
    }
    """),
  .quiet(
    """
    func load(ctx context.Context) {
      var cancel context.CancelFunc
      func() {
        _, cancel = context.WithCancel(ctx)
      }()
      cancel()
    }
    """),
  .quiet(
    """
    type worker struct{ stop context.CancelFunc }
    func (w *worker) start(ctx context.Context) {
      _, cancel := context.WithCancel(ctx)
      w.stop = cancel
    }
    func (w *worker) end() { w.stop() }
    """),
  .quiet(
    """
    type Worker struct{ Stop context.CancelFunc }
    func (w *Worker) start(ctx context.Context) {
      _, cancel := context.WithCancel(ctx)
      w.Stop = cancel
    }
    """),
  .quiet(
    """
    func load(ctx context.Context, path string) error {
      _, cancel := context.WithCancel(ctx)
      go func() { cancel() }()
      if path == "" {
        return nil
      }
      return errors.New(path)
    }
    """),
  .quiet(
    """
    func lead(ctx context.Context, turns chan bool) {
      cancel := func() {}
      for {
        select {
        case <-ctx.Done():
          cancel()
          return
        case <-turns:
          _, cancel = context.WithCancel(ctx)
        }
      }
    }
    """),
  .found(
    """
    func lead(ctx context.Context, turns chan bool) {
      cancel := func() {}
      for range turns {
        _, ▸cancel = context.WithCancel(ctx)
      }
      cancel()
    }
    """),
]
