import Evidence
import GoSyntax
import Repository

/// Finds Prometheus or OpenTelemetry metrics, where they are registered and where they are exposed.
///
/// expvar, statsd and go-metrics are metrics of another kind: half the signal.
struct MetricsProbe: Probe {
  static let card = ProbeCard(
    id: "observability/metrics",
    version: 5,
    sign: .signal,
    looksFor: "Prometheus or OpenTelemetry metrics that are registered and exposed",
    because: "rates, errors and durations over time are what alerts are made of; logs come too late",
    instead: "register counters and histograms and serve promhttp.Handler, or export them over OTLP",
    examples: [
      .found(
        """
        package shop

        import (
          "net/http"

          "github.com/prometheus/client_golang/prometheus"
          "github.com/prometheus/client_golang/prometheus/promhttp"
        )

        var orders = ▸prometheus.NewCounter(prometheus.CounterOpts{Name: "orders_total"})

        func routes(mux *http.ServeMux) { mux.Handle("/metrics", ▸promhttp.Handler()) }
        """),
      .found("package shop\n\nimport \"expvar\"\n\nvar orders = expvar.NewInt(\"orders\")\n"),
      .quiet("type metrics struct{ count int }"),
      .quiet(
        """
        package shop

        import "github.com/rcrowley/go-metrics"

        var speed = metrics.NewEWMA5()
        """),
      .quiet(
        """
        package shop

        import "sigs.k8s.io/controller-runtime/pkg/metrics/server"

        var off = server.Options{BindAddress: "0"}
        """),
      .quiet(
        """
        package shop

        import "github.com/prometheus/client_golang/prometheus"

        type router struct{}

        func (router) Register(path string) {}

        type api struct { routes router; registry prometheus.Registerer }

        func (a api) start() { a.routes.Register("/carts") }
        """),
      .quiet(
        """
        package shop

        import "go.opentelemetry.io/otel/metric/noop"

        var provider = noop.NewMeterProvider()
        """),
      .quiet("package shop\n\nimport \"runtime/metrics\"\n\nvar all = metrics.All()\n"),
    ])

  private static let id = card.id

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var registered: [Finding] = []
    var exposed: [Finding] = []
    var others: [Finding] = []
    var requestCounters = 0
    var requestTimers = 0
    let timesCalls = !subject.productCalls(named: MetricsProbe.timing).isEmpty
    for file in snapshot.productFiles {
      let paths = file.imports.map(\.path)
      for imported in file.imports {
        if let name = MetricsProbe.otherKind(imported.path), MetricsProbe.counts(imported, in: file) {
          others.append(
            file.finding(MetricsProbe.id, at: imported.node, "\(name): metrics of another kind", confidence: .medium))
        }
        if MetricsProbe.middlewares.contains(where: { imported.path.contains($0) }),
          !imported.path.hasSuffix("/server")
        {
          requestCounters += 1
          let times = !MetricsProbe.countsOnly.contains { imported.path.contains($0) } || timesCalls
          if times { requestTimers += 1 }
          registered.append(
            file.finding(
              MetricsProbe.id, at: imported.node, "\(imported.path) counts \(times ? "and times " : "")requests"))
        }
      }
      let isOurs = paths.contains { path in MetricsProbe.families.contains { path.contains($0) } }
      guard isOurs || paths.contains(where: { $0.contains("metric") || $0.contains("prometheus") }) else { continue }
      for call in file.tree.nodes(of: .callExpr) {
        guard let function = call.function?.unparenthesized, let name = function.lastName else { continue }
        if MetricsProbe.exposers.contains(name) || MetricsProbe.isHandler(function, name)
          || MetricsProbe.isExporter(function, name, file)
        {
          exposed.append(file.finding(MetricsProbe.id, at: call, "metrics are exposed"))
        } else if isOurs, MetricsProbe.makers.contains(name), call.arguments.count > 0,
          name != "Register" || MetricsProbe.isRegistry(function.operand, file, subject)
        {
          registered.append(file.finding(MetricsProbe.id, at: call, "a metric is made"))
          guard MetricsProbe.isOfRequests(call) else { continue }
          if name.contains("Histogram") || name.contains("Summary") { requestTimers += 1 }
          if name.contains("Counter") { requestCounters += 1 }
        }
      }
    }
    for file in snapshot.productFiles where exposed.isEmpty && !registered.isEmpty {
      for literal in file.tree.nodes(of: .basicLit) where literal.isText("\"/metrics\"") {
        exposed.append(
          file.finding(MetricsProbe.id, at: literal, "metrics are served under /metrics", confidence: .medium))
      }
    }
    let answer: Outcome.Answer =
      if !registered.isEmpty && !exposed.isEmpty {
        .found
      } else if registered.isEmpty && exposed.isEmpty && others.isEmpty {
        .notFound
      } else { .partial }
    return Outcome(
      probe: MetricsProbe.id, answer: answer,
      findings: Array(exposed.prefix(3)) + Array(registered.prefix(5)) + Array(others.prefix(2)),
      measures: [
        "registered": .count(registered.count), "exposed": .count(exposed.count), "otherKinds": .count(others.count),
        "requestCounters": .count(requestCounters), "requestTimers": .count(requestTimers),
        "serves": .flag(subject.serverSigns.first != nil),
      ],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: [
          "prometheus and OpenTelemetry metric constructors, promhttp, /metrics, OTLP metric exporters, metrics middlewares",
          "expvar, statsd, go-metrics, opencensus",
        ]))
  }

  /// Whether a package of metrics is asked for more than arithmetic: an average that only the code reads is no metric.
  private static func counts(_ imported: GoImport, in file: GoFile) -> Bool {
    if imported.name == "_" { return true }
    let uses = file.tree.nodes(of: .selectorExpr).filter { $0.operand?.hasText(imported.name) ?? false }
    return uses.contains { use in
      guard let name = use.name?.text else { return false }
      return !["EWMA", "Sample", "Clock"].contains(where: name.contains)
    }
  }

  /// These count calls by themselves, and time them where they are told to.
  private static let countsOnly = ["go-grpc-prometheus", "go-grpc-middleware/providers/prometheus"]
  private static let timing: Set<String> = [
    "EnableHandlingTimeHistogram", "EnableClientHandlingTimeHistogram", "WithServerHandlingTimeHistogram",
    "WithClientHandlingTimeHistogram",
  ]

  /// Whether a metric's name says that it is about requests: `http_request_duration_seconds`, `rpc_calls_total`.
  private static func isOfRequests(_ call: Node) -> Bool {
    call.descendants(of: .basicLit).contains { literal in
      let text = literal.text.lowercased()
      return text.hasPrefix("\"") && ["request", "http", "rpc", "response"].contains { text.contains($0) }
    }
  }

  private static func isHandler(_ function: Node, _ name: String) -> Bool {
    guard let operand = function.operand, operand.kind == .ident else { return false }
    return operand.isText("promhttp") && name.hasPrefix("Handler")
      || operand.isText("metrics") && name == "WritePrometheus"
  }

  /// Whether `Register` is asked of a registry of metrics: routers and plug-ins have such a method too.
  private static func isRegistry(_ operand: Node?, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let operand = operand?.unparenthesized, let name = operand.lastName?.lowercased() else { return false }
    if operand.kind == .ident, let imported = file.imports.first(where: { $0.name == operand.text }) {
      return families.contains { imported.path.contains($0) }
    }
    if case .named(let path, _, _)? = subject.types.type(of: operand, in: file)?.pointee {
      return families.contains { path.contains($0) } || path.contains("metric")
    }
    return ["reg", "prom", "metric"].contains { name.contains($0) } || name == "r"
  }

  /// `otlpmetricgrpc.New`, `prometheus.New()` of the OTel exporter, `autoexport.NewMetricReader`.
  private static func isExporter(_ function: Node, _ name: String, _ file: GoFile) -> Bool {
    let written = function.operand?.kind == .ident ? function.operand?.text : nil
    if name == "NewMeterProvider" || name == "NewMetricReader" {
      // A provider that does nothing: metrics are switched off.
      return !file.imports.contains { $0.name == written && $0.path.hasSuffix("/noop") }
    }
    guard name.hasPrefix("New"), let written else { return false }
    return file.imports.contains {
      $0.name == written
        && ($0.path.contains("exporters/otlp/otlpmetric") || $0.path == "go.opentelemetry.io/otel/exporters/prometheus")
    }
  }

  private static let families = [
    "github.com/prometheus/client_golang/prometheus", "go.opentelemetry.io/otel/metric",
    "github.com/VictoriaMetrics/metrics",
    "go.opentelemetry.io/otel/sdk/metric", "github.com/go-kit/kit/metrics/prometheus", "k8s.io/component-base/metrics",
  ]
  private static let middlewares = [
    "fiberprometheus", "echoprometheus", "echo-prometheus", "go-gin-prometheus", "ginprometheus", "gin-metrics",
    "ginmetrics",
    "go-http-metrics", "go-grpc-prometheus", "go-grpc-middleware/providers/prometheus", "chi-prometheus",
    "go-grpc-middleware/v2/metrics",
    "slok/go-http-metrics", "sigs.k8s.io/controller-runtime/pkg/metrics",
  ]
  private static let exposers: Set<String> = [
    "WritePrometheus", "HandlerForTransactional", "InstrumentMetricHandler", "RegisterAt", "NewPusher",
  ]
  private static let makers: Set<String> = {
    var all: Set<String> = [
      "MustRegister", "Register", "NewDesc", "MustNewConstMetric", "GetOrCreateCounter", "GetOrCreateGauge",
      "GetOrCreateHistogram", "GetOrCreateSummary",
    ]
    for kind in ["Counter", "Gauge", "Histogram", "Summary"] {
      for form in ["", "Vec", "Func", "From"] { all.insert("New\(kind)\(form)") }
    }
    for number in ["Int64", "Float64"] {
      for kind in [
        "Counter", "UpDownCounter", "Histogram", "Gauge", "ObservableCounter", "ObservableGauge",
        "ObservableUpDownCounter",
      ] {
        all.insert(number + kind)
      }
    }
    return all
  }()

  private static func otherKind(_ path: String) -> String? {
    for (prefix, name) in kinds where path.hasPrefix(prefix) { return name }
    return nil
  }

  private static let kinds: [(String, String)] = [
    ("expvar", "expvar"), ("github.com/smira/go-statsd", "statsd"), ("github.com/cactus/go-statsd-client", "statsd"),
    ("github.com/DataDog/datadog-go", "statsd"), ("gopkg.in/alexcesaro/statsd", "statsd"),
    ("github.com/quipo/statsd", "statsd"),
    ("github.com/rcrowley/go-metrics", "go-metrics"), ("github.com/armon/go-metrics", "go-metrics"),
    ("github.com/hashicorp/go-metrics", "go-metrics"), ("go.opencensus.io/stats", "OpenCensus"),
    ("github.com/uber-go/tally", "tally"), ("github.com/go-kit/kit/metrics", "go-kit metrics"),
  ]
}
