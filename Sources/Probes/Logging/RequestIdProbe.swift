import Evidence
import GoSyntax
import Repository

/// Finds a request or trace id that is taken over or made, kept in the context, and written on log lines.
///
/// The id of a trace that the program stores or shows is data, as are that of a pull request and that of a protocol's
/// message: a log field counts where its value comes from a context or a request of the same function. Limits: an id handed in as a parameter is then not seen.
struct RequestIdProbe: Probe {
  static let card = ProbeCard(
    id: "logging/request-id",
    version: 9,
    sign: .signal,
    looksFor: "an id of each request in its context and on its log lines",
    because: "without one the lines of a single failed request cannot be told from those of all others",
    instead: "accept X-Request-ID or trace context, put it in the context, and log with a logger that carries it",
    examples: [
      .found(
        """
        package shop

        import (
          "context"
          "log/slog"
          "net/http"
        )

        type requestIDKey struct{}

        func identify(logger *slog.Logger, next http.Handler) http.Handler {
          return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
            requestID := ▸r.Header.Get("X-Request-ID")
            ctx := ▸context.WithValue(r.Context(), requestIDKey{}, requestID)
            logger = ▸logger.With("request_id", requestID)
            next.ServeHTTP(w, r.WithContext(ctx))
            logger.Info("served")
          })
        }
        """),
      .found(
        """
        package shop

        import (
          "net/http"

          "github.com/go-chi/chi/v5"
          "github.com/go-chi/chi/v5/middleware"
        )

        func routes() http.Handler {
          r := chi.NewRouter()
          r.Use(▸middleware.RequestID)
          return r
        }
        """),
      .quiet("func handle(w http.ResponseWriter, r *http.Request) {\n\tslog.Info(\"served\", \"path\", r.URL.Path)\n}"),
      .found(
        """
        package shop

        import (
          "context"
          "log/slog"

          "go.opentelemetry.io/otel/trace"
        )

        func store(ctx context.Context, logger *slog.Logger) {
          span := ▸trace.SpanFromContext(ctx)
          id := span.SpanContext().TraceID().String()
          ▸logger.Info("stored", "trace_id", id)
        }
        """),
      .quiet(
        """
        package traces

        import (
          "context"
          "log/slog"

          "go.opentelemetry.io/otel/trace"
        )

        type stored struct{ TraceID string }

        func save(ctx context.Context, logger *slog.Logger, found stored) {
          trace.SpanFromContext(ctx).AddEvent("save")
          logger.Error("not saved", "trace_id", found.TraceID)
        }
        """),
      .quiet(
        """
        package shop

        import "net/http"

        func agree(w http.ResponseWriter, r *http.Request) {
          consentRequestID := r.URL.Query().Get("consent_request_id")
          withConsentRequestID(consentRequestID)
        }

        func withConsentRequestID(id string) {}
        """),
      .quiet(
        """
        package shop

        import (
          "context"

          "go.opentelemetry.io/otel/attribute"
          "go.opentelemetry.io/otel/trace"
        )

        func rotate(ctx context.Context, tracer trace.Tracer, grant string) {
          _, span := tracer.Start(ctx, "rotate", trace.WithAttributes(attribute.String("request_id", grant)))
          defer span.End()
        }
        """),
      .quiet(
        """
        package shop

        import "github.com/rs/xid"

        type question struct{ RequestID string }

        func ask() question {
          requestID := xid.New().String()
          return question{RequestID: requestID}
        }
        """),
      .quiet(
        """
        package shop

        import (
          "log"

          "example.org/browser/network"
        )

        type pages struct{ open map[network.RequestID]string }

        func (p *pages) abort(requestID network.RequestID, reason string) {
          log.Printf("aborting %s: %s", requestID, reason)
        }

        func (p *pages) answered(event *network.EventAnswered, path string) {
          log.Printf("answered %s: %s", event.RequestID, path)
        }
        """),
      .found(
        """
        package shop

        import (
          "log"
          "net/http"
        )

        func abort(r *http.Request, reason string) {
          requestID := ▸r.Header.Get("X-Request-ID")
          ▸log.Printf("aborting %s: %s", requestID, reason)
        }
        """),
      .quiet(
        """
        package shop

        import (
          "context"

          "go.opentelemetry.io/otel/trace"
        )

        func trip(ctx context.Context) {
          tracer := trace.SpanFromContext(ctx).TracerProvider().Tracer("shop")
          _, span := tracer.Start(ctx, "trip")
          use(span.SpanContext())
        }

        func use(trace.SpanContext) {}
        """),
      .quiet(
        "func compare(given, kept string) { slog.Debug(\"differs\", \"expected_request_id\", kept, \"given\", given) }"),
      .quiet(
        """
        package shop
        import "log/slog"
        func tell(answers map[string]error) {
          for correlationID, err := range answers {
            slog.Warn("no answer", "correlation_id", correlationID, "error", err)
          }
        }
        """),
      .quiet(
        """
        package shop
        import ("context"; "log/slog"; "net/http"; "go.opentelemetry.io/otel/trace")
        type client interface{ Find(ctx context.Context, id string) (struct{ Number string }, error) }
        type cart struct{ filled trace.SpanContext }
        func tell(responseHeaders http.Header) string { return responseHeaders.Get("X-Trace-Id") }
        func copied(from cart) cart {
          held := trace.ContextWithSpanContext(context.Background(), from.filled)
          return cart{filled: trace.SpanContextFromContext(held)}
        }
        func send(ctx context.Context) {
          if held := trace.SpanContextFromContext(ctx); held.IsSampled() { println("sent") }
        }
        func shown(ctx context.Context, shop client, id string) {
          found, _ := shop.Find(ctx, id)
          traceID := found.Number
          slog.Info("found", "trace_id", traceID)
        }
        func open(serverCtx context.Context) trace.SpanContext { return trace.SpanContextFromContext(serverCtx) }
        """),
      .quiet("var errNoRequestID = errors.New(\"no request id\")"),
      .found(
        """
        package shop
        type maker struct{}
        func (maker) NewString() string { return "" }
        func served(ids maker) string {
          requestID := ▸ids.NewString()
          return requestID
        }
        """),
      .quiet(
        """
        package shop
        import "net/http"
        type stamp struct{ next http.RoundTripper }
        func (s *stamp) RoundTrip(r *http.Request) (*http.Response, error) {
          if r.Header.Get("X-Request-ID") == "" { r.Header.Set("X-Request-ID", "3") }
          return s.next.RoundTrip(r)
        }
        """),
      .quiet("func order(id string) { slog.Info(\"ordered\", \"order_id\", id) }"),
      .quiet(
        "type revision struct{ number uint64 }\n\nfunc NewForTransactionID(id uint64) revision { return revision{number: id} }\n\nfunc last(id uint64) revision { return NewForTransactionID(id) }"
      ),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var signs = RequestIdSigns()
    let shipped = subject.shippedPrograms
    for file in snapshot.productFiles where shipped.ships(file) { signs.add(file.fact(RequestIdSigns.self)) }
    let server = subject.serverSigns
    let onLines = !signs.scoped.isEmpty || !signs.accessLines.isEmpty || !signs.errorLines.isEmpty
    let answer: Outcome.Answer =
      if !signs.accepted.isEmpty && !signs.kept.isEmpty && onLines {
        .found
      } else if !signs.accepted.isEmpty || !signs.kept.isEmpty {
        .partial
      } else if !server.handlesRequests { .notApplicable(reason: "The code answers no requests.") } else { .notFound }
    let findings =
      Array(signs.accepted.prefix(3)) + Array(signs.kept.prefix(3)) + Array(signs.scoped.prefix(3))
      + Array(signs.accessLines.prefix(3))
      + Array(signs.errorLines.prefix(2)) + Array(signs.debugLines.prefix(2))
    var seen: Set<Location> = []
    return Outcome(
      probe: RequestIdProbe.card.id, answer: answer, findings: findings.filter { seen.insert($0.location).inserted },
      measures: [
        "accepted": .count(signs.accepted.count), "kept": .count(signs.kept.count),
        "scoped": .count(signs.scoped.count),
        "accessLines": .count(signs.accessLines.count), "errorLines": .count(signs.errorLines.count),
        "debugLines": .count(signs.debugLines.count), "handlesRequests": .flag(server.handlesRequests),
        "serves": .flag(server.first != nil),
      ],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: [
          "X-Request-ID, X-Correlation-ID, traceparent, request id middlewares, otel instrumentation",
          "context.WithValue of an id",
          "log fields and logger fields named request_id, req_id, trace_id, correlation_id",
        ]))
  }
}
