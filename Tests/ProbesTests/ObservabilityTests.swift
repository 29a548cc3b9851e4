import Evidence
import Testing

@testable import Probes
@testable import Reviews

/// Metrics, traces and profiles, and what the items make of them.
@Suite struct ObservabilityTests {
  func rating(_ item: String, _ text: String, kind: ProjectKind) -> Suggested? {
    let subject = ExampleSubject(text).subject
    var outcomes: [ProbeID: Outcome] = [:]
    for probe in [StructuredProbe.self, MetricsProbe.self, TracingProbe.self] as [any Probe.Type] {
      outcomes[probe.card.id] = probe.init().examine(subject)
    }
    return Suggestions.operationRules[item]?(RuleFacts(kind: kind, outcomes: outcomes))
  }

  static let serving = """
    -- go.mod --
    module example.org/shop

    go 1.24

    require go.opentelemetry.io/otel v1.38.0
    -- main.go --
    package main

    import (
      "context"
      "log/slog"
      "net/http"

      "github.com/prometheus/client_golang/prometheus"
      "github.com/prometheus/client_golang/prometheus/promhttp"
      "go.opentelemetry.io/otel"
      sdktrace "go.opentelemetry.io/otel/sdk/trace"
    )

    var orders = prometheus.NewCounter(prometheus.CounterOpts{Name: "orders_total"})

    func main() {
      otel.SetTracerProvider(sdktrace.NewTracerProvider())
      _, span := otel.Tracer("shop").Start(context.Background(), "start")
      span.End()
      slog.Info("serving", "port", 8080)
      http.Handle("/metrics", promhttp.Handler())
      http.ListenAndServe(":8080", nil)
    }
    """

  @Test func `logs, metrics and traces together are solid`() {
    for item in ["health.observability", "readiness.p1.tracing", "readiness.p1.metrics"] {
      #expect(rating(item, ObservabilityTests.serving, kind: .service)?.rating?.text == "2", "\(item)")
    }
  }

  @Test func `one of the three is partial`() {
    let text = """
      -- main.go --
      package main

      import (
        "log/slog"
        "net/http"
      )

      func main() {
        slog.Info("serving", "port", 8080)
        http.ListenAndServe(":8080", nil)
      }
      """
    #expect(rating("health.observability", text, kind: .service)?.rating?.text == "1")
    #expect(rating("readiness.p1.metrics", text, kind: .service)?.rating?.text == "0")
    #expect(rating("readiness.p1.tracing", text, kind: .service)?.rating?.text == "0")
  }

  @Test func `an indirect requirement of OpenTelemetry is no tracing`() {
    let text = """
      -- go.mod --
      module example.org/shop

      go 1.24

      require go.opentelemetry.io/otel v1.38.0 // indirect
      -- main.go --
      package main

      import "net/http"

      func main() { http.ListenAndServe(":8080", nil) }
      """
    #expect(rating("readiness.p1.tracing", text, kind: .service)?.rating?.text == "0")
  }

  @Test func `another tracer and expvar are half the signal`() {
    let text = """
      -- main.go --
      package main

      import (
        _ "expvar"
        "net/http"

        "github.com/opentracing/opentracing-go"
      )

      func main() {
        opentracing.StartSpan("start").Finish()
        http.ListenAndServe(":8080", nil)
      }
      """
    #expect(rating("readiness.p1.tracing", text, kind: .service)?.rating?.text == "1")
    #expect(rating("readiness.p1.metrics", text, kind: .service)?.rating?.text == "1")
  }

  @Test func `a library and a command that serve nobody are not rated`() {
    let library = "func Add(a, b int) int { return a + b }"
    let command = "-- main.go --\npackage main\n\nfunc main() { println(1) }\n"
    for item in ["readiness.p1.metrics", "readiness.p1.tracing", "health.observability"] {
      #expect(rating(item, library, kind: .library)?.rating?.text == "n/a", "\(item)")
      #expect(rating(item, command, kind: .cli)?.rating?.text == "n/a", "\(item)")
    }
  }

  @Test func `profiling behind a setting of its own is not exposed`() {
    let text = """
      package shop

      import (
        "net/http"
        "net/http/pprof"
      )

      func routes(mux *http.ServeMux, enableProfiling bool) {
        mux.HandleFunc("/orders", nil)
        if enableProfiling {
          mux.HandleFunc("/debug/pprof/", pprof.Index)
        }
      }
      """
    #expect(ProfilingExposedProbe().examine(ExampleSubject(text).subject).findings.isEmpty)
  }
}
