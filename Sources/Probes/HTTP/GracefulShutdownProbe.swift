import Evidence
import GoSyntax
import Repository

/// Finds the handling of SIGINT and SIGTERM and the draining of servers with a deadline.
///
/// Limits: a deadline counts when the context given to `Shutdown` is followed to `context.WithTimeout` or `WithDeadline`,
/// through variables, functions and callers of the module (`ContextDeadline`). Where that is not known the finding says
/// so. A `Shutdown` of the module's own is judged by what it calls; whether a library's is a server's is told by its
/// type, or by its name where the type is not known.
struct GracefulShutdownProbe: Probe {
  static let card = ProbeCard(
    id: "http/graceful-shutdown",
    version: 9,
    sign: .signal,
    looksFor: "SIGINT or SIGTERM handled, and servers drained with a deadline",
    because: "a server that dies at once cuts off every request in flight at each deployment",
    instead: "wait for the signal, then call Shutdown with a context that ends after some seconds",
    examples: [
      .found(
        """
        package main
        import ("context"; "net/http"; "os"; "os/signal"; "syscall"; "time")
        func main() {
          server := &http.Server{}
          stop := make(chan os.Signal, 1)
          signal.Notify(stop, syscall.SIGTERM)
          <-stop
          ctx, cancel := context.WithTimeout(context.Background(), time.Second)
          defer cancel()
          _ = server.▸Shutdown(ctx)
        }
        """),
      .found(
        """
        package main
        import ("context"; "net/http"; "os"; "os/signal"; "syscall"; "time")
        type shop struct{ server *http.Server }
        func (s *shop) Shutdown(ctx context.Context) {
          ctx, cancel := context.WithTimeout(ctx, time.Second)
          defer cancel()
          _ = s.server.▸Shutdown(ctx)
        }
        func main() {
          s := &shop{server: &http.Server{}}
          stop := make(chan os.Signal, 1)
          signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
          reload := make(chan os.Signal, 1)
          signal.Notify(reload, syscall.SIGHUP)
          <-stop
          s.Shutdown(context.Background())
        }
        """),
      .found(
        """
        package main
        import ("context"; "net/http"; "os"; "os/signal"; "syscall"; "time")
        func ending() (context.Context, context.CancelFunc) { return context.WithTimeout(context.Background(), time.Second) }
        func main() {
          server := &http.Server{}
          stop := make(chan os.Signal, 1)
          signal.Notify(stop, syscall.SIGTERM)
          <-stop
          ctx, cancel := ending()
          defer cancel()
          _ = server.▸Shutdown(ctx)
        }
        """),
      .found(
        """
        package main
        import "github.com/kardianos/service"
        func run(s service.Service) error { return ▸s.Run() }
        """),
      .quiet(
        """
        package main
        import ("example.org/command"; "github.com/kardianos/service")
        func status(s service.Service) error { return command.Run("status " + s.String()) }
        """),
      .found(
        """
        package main
        import ("context"; "net/http"; "os/signal"; "syscall"; "time")
        func serve(server *http.Server) {
          ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
          defer stop()
          ctx, cancel := context.WithTimeout(ctx, time.Hour)
          defer cancel()
          select {
          case <-ctx.Done():
            _ = server.▸Shutdown(ctx)
          }
        }
        """),
      .quiet(
        """
        package main
        type config struct{ path string }
        func (c *config) Shutdown() { closeStore(c.path) }
        type server struct{ store string }
        func (s *server) Shutdown() { closeStore(s.store) }
        func closeStore(path string) {}
        func main() {
          conf, s := &config{}, &server{}
          defer conf.Shutdown()
          s.Shutdown()
        }
        """),
      .quiet(
        """
        package shop
        import ("context"; "time")
        type pool struct{ done chan bool }
        func (p *pool) Shutdown(ctx context.Context) error { close(p.done); return nil }
        func end(p *pool) {
          ctx, cancel := context.WithTimeout(context.Background(), time.Second)
          defer cancel()
          _ = p.Shutdown(ctx)
        }
        """),
      .quiet(
        """
        package shop
        import ("context"; "go.opentelemetry.io/otel/sdk/log")
        func record(ctx context.Context) {
          lines := log.NewBatchProcessor(nil)
          defer func() { _ = lines.Shutdown(ctx) }()
        }
        """),
      .quiet(
        """
        package shop
        import "google.golang.org/grpc/health"
        func end() {
          states := health.NewServer()
          states.Shutdown()
        }
        """),
      .quiet(
        """
        package shoptest
        import ("context"; "net/http")
        func Stop(server *http.Server) { _ = server.Shutdown(context.Background()) }
        """),
      .found(
        """
        package main
        import ("context"; "os/exec"; "os/signal"; "syscall")
        func main() {
          ctx, stop := signal.▸NotifyContext(context.Background(), syscall.SIGTERM)
          defer stop()
          _ = exec.Command("migrate").Run()
          run(ctx)
        }
        func run(ctx context.Context) { <-ctx.Done() }
        """),
      .found(
        """
        package main
        import ("os"; "os/exec"; "os/signal"; "syscall")
        func main() {
          prepare()
          stop := make(chan os.Signal, 1)
          signal.▸Notify(stop, syscall.SIGTERM)
          <-stop
        }
        func prepare() { _ = exec.Command("migrate").Run() }
        """),
      .quiet(
        """
        package main
        import ("net/http"; "os"; "os/signal"; "syscall")
        func main() {
          reload := make(chan os.Signal, 1)
          signal.Notify(reload, syscall.SIGHUP)
          _ = http.ListenAndServe(":80", nil)
        }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let surface = subject.servingSurface
    let signals = SignalHandling(subject, probe: Self.card.id)
    let drains = ServerDraining(subject, probe: Self.card.id)
    var measures = surface.measures
    measures["handlesTermination"] = .flag(signals.handlesTermination)
    measures["handlesHangupOnly"] = .flag(signals.handlesHangupOnly)
    measures["drains"] = .count(drains.shutdowns)
    measures["drainsWithDeadline"] = .count(drains.shutdownsWithDeadline)
    measures["gracefulStops"] = .count(drains.gracefulStops)
    measures["gracefulStopHasDeadline"] = .flag(drains.gracefulStopHasDeadline)
    let answer: Outcome.Answer =
      if signals.handlesTermination && drains.shutdownsWithDeadline + drains.gracefulStops > 0 {
        .found
      } else if signals.handlesTermination || drains.shutdowns + drains.gracefulStops > 0 {
        .partial
      } else {
        .notFound
      }
    return Outcome(
      probe: Self.card.id, answer: answer, findings: signals.findings + drains.findings, measures: measures,
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: [
          "signal.Notify and NotifyContext with SIGINT, SIGTERM or os.Interrupt",
          "Shutdown and GracefulStop of servers",
          "run groups and server libraries that handle signals",
        ]))
  }
}
