import Evidence
import GoSyntax
import Repository

/// Finds OpenTelemetry tracing: a provider that is set up, spans or instrumentation, and a direct requirement.
///
/// Another tracer is half the signal; an indirect requirement is none. Where the only provider is one that keeps nothing,
/// given in any case, the spans are none either.
struct TracingProbe: Probe {
  static let card = ProbeCard(
    id: "observability/tracing",
    version: 6,
    sign: .signal,
    looksFor: "OpenTelemetry tracing that is set up and used",
    because: "with more than one service a slow request can only be followed by its spans",
    instead:
      "make a tracer provider with a resource and a sampler at start-up and instrument servers, clients and the database",
    examples: [
      .found(
        """
        package shop

        import (
          "context"

          "go.opentelemetry.io/otel"
          sdktrace "go.opentelemetry.io/otel/sdk/trace"
        )

        func setUp() { otel.SetTracerProvider(▸sdktrace.NewTracerProvider()) }

        func store(ctx context.Context) {
          ctx, span := otel.Tracer("shop").Start(ctx, "store")
          defer span.End()
          _ = ctx
        }
        """),
      .found(
        """
        package shop

        import "github.com/opentracing/opentracing-go"

        func store() { defer opentracing.StartSpan("store").Finish() }
        """),
      .quiet(#"time.NewTimer(1).Stop()"#),
      .quiet(
        """
        package shop

        import (
          "go.opentelemetry.io/otel"
          "go.opentelemetry.io/otel/trace/noop"
        )

        func off() { otel.SetTracerProvider(noop.NewTracerProvider()) }

        func none() {
          provider := noop.NewTracerProvider()
          otel.SetTracerProvider(provider)
        }
        """),
      .quiet(
        """
        -- main.go --
        package main

        import (
          "go.opentelemetry.io/otel"
          "go.opentelemetry.io/otel/trace"
        )

        func main() {
          provider := trace.NewNoopTracerProvider()
          otel.SetTracerProvider(provider)
        }
        -- cart.go --
        package main

        import (
          "context"

          "go.opentelemetry.io/otel"
        )

        func fill(ctx context.Context) {
          _, span := otel.Tracer("shop").Start(ctx, "fill")
          defer span.End()
        }
        """),
      .found(
        """
        -- main.go --
        package main

        import (
          "example.org/telemetry"
          "go.opentelemetry.io/otel"
          "go.opentelemetry.io/otel/trace/noop"
        )

        func start(isOn bool) {
          if isOn {
            telemetry.Start()
          } else {
            otel.SetTracerProvider(noop.NewTracerProvider())
          }
        }
        -- cart.go --
        package main

        import (
          "context"

          "go.opentelemetry.io/otel"
        )

        func fill(ctx context.Context) {
          _, span := ▸otel.Tracer("shop").Start(ctx, "fill")
          defer span.End()
        }
        """),
      .quiet(
        """
        -- go.mod --
        module github.com/example/shop

        go 1.24
        -- shop.go --
        package shop

        import "github.com/example/shop/tracelog"

        var _ = tracelog.New
        """),
      .quiet(
        """
        package shop

        import tracer "example.org/tracing/v2"

        func begin(a, b tracer.Option) { tracer.Start(a, b) }
        """),
      .quiet(
        """
        package shop

        import "github.com/example/trade/otelx"

        type Needs interface{ otelx.Provider }

        type registry struct{ tracer otelx.Tracer }
        """),
      .quiet("package shop\n\nimport \"runtime/trace\"\n\nfunc stop() { trace.Stop() }\n"),
      .quiet(
        """
        -- go.mod --
        module example.org/shop

        go 1.24

        require go.opentelemetry.io/otel v1.38.0 // indirect
        -- shop.go --
        package shop
        """),
    ])

  private static let id = card.id

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var providers: [Finding] = []
    var uses: [Finding] = []
    var others: [Finding] = []
    var spans = 0
    var instrumentations = 0
    var hasResource = false
    var propagates = false
    var isOff = false
    let module = snapshot.module?.path
    func isOwn(_ path: String) -> Bool { module.map { path == $0 || path.hasPrefix($0 + "/") } ?? false }
    for file in snapshot.productFiles {
      let paths = file.imports.map(\.path)
      for imported in file.imports {
        if let name = TracingProbe.otherTracer(imported.path) {
          others.append(
            file.finding(TracingProbe.id, at: imported.node, "\(name) is a tracer of another kind", confidence: .medium)
          )
        }
        if TracingProbe.isInstrumentation(imported.path), !isOwn(imported.path),
          TracingProbe.isCalled(imported.name, in: file)
        {
          instrumentations += 1
          uses.append(file.finding(TracingProbe.id, at: imported.node, "\(imported.path) makes spans"))
        }
      }
      guard paths.contains(where: TracingProbe.isOtel) || paths.contains(where: { $0.contains("trac") }) else {
        continue
      }
      for call in file.tree.nodes(of: .callExpr) {
        guard let function = call.function?.unparenthesized, function.kind == .selectorExpr,
          let name = function.name?.text
        else { continue }
        hasResource = hasResource || name == "WithResource"
        propagates = propagates || name == "SetTextMapPropagator"
        if name == "NewTracerProvider" || name == "SetTracerProvider" {
          if TracingProbe.isNoop(call, in: file) {
            isOff = isOff || name == "SetTracerProvider" && TracingProbe.isUnconditional(call)
            continue
          }
          providers.append(file.finding(TracingProbe.id, at: call, "the tracer provider is set up"))
        } else if name == "Start", call.arguments.count >= 2, TracingProbe.isTracer(function.operand, in: file) {
          spans += 1
          uses.append(file.finding(TracingProbe.id, at: call, "a span is started"))
        } else if name == "StartSpan" || name == "SpanFromContext" || name == "SetTextMapPropagator",
          paths.contains(where: TracingProbe.isOtel)
        {
          if name == "StartSpan" { spans += 1 }
          uses.append(file.finding(TracingProbe.id, at: call, "trace context is used"))
        }
      }
    }
    if isOff, providers.isEmpty {
      uses = []
      spans = 0
      instrumentations = 0
    }
    let direct = snapshot.module?.directRequirement(under: "go.opentelemetry.io")
    let isIndirect = snapshot.module?.requirements.contains {
      $0.isIndirect && $0.path.hasPrefix("go.opentelemetry.io/otel")
    }
    let isUsed = spans + instrumentations > 0
    let answer: Outcome.Answer =
      if !providers.isEmpty && isUsed { .found } else if !providers.isEmpty || isUsed || !others.isEmpty {
        .partial
      } else {
        .notFound
      }
    return Outcome(
      probe: TracingProbe.id, answer: answer,
      findings: Array(providers.prefix(3)) + Array(uses.prefix(5)) + Array(others.prefix(3)),
      measures: [
        "providers": .count(providers.count), "spans": .count(spans), "instrumentations": .count(instrumentations),
        "hasResource": .flag(hasResource), "propagates": .flag(propagates),
        "otherTracers": .count(others.count), "directRequirement": .flag(direct != nil),
        "indirectRequirement": .flag(isIndirect ?? false), "serves": .flag(subject.serverSigns.first != nil),
      ],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: [
          "go.opentelemetry.io in go.mod and imports, NewTracerProvider, SetTracerProvider, Tracer.Start, otel instrumentation",
          "opentracing, jaeger, zipkin, dd-trace-go, opencensus, elastic apm, newrelic, skywalking, sentry tracing",
        ]))
  }

  /// `noop.NewTracerProvider()`, alone or handed to `SetTracerProvider`: tracing is switched off.
  private static func isNoop(_ call: Node, in file: GoFile) -> Bool {
    var made = call.arguments.first?.unparenthesized
    // `off := noop.NewTracerProvider()` before it.
    if let name = made, name.kind == .ident, let function = call.outermostFunction {
      let given = function.descendants(of: .assignStmt).last { assignment in
        assignment.start < call.start && assignment.leftSide.first.map { $0.isSameText(as: name) } == true
      }
      made = given?.rightSide.first?.unparenthesized ?? made
    }
    for maker in [call, made] {
      guard let name = maker?.kind == .callExpr ? maker?.calledOperandName : maker?.operand?.text else { continue }
      if file.imports.contains(where: { $0.name == name && $0.path.hasSuffix("/noop") }) { return true }
    }
    return made?.calledName == "NewNoopTracerProvider"
  }

  /// Not in a branch, nor after one that leaves, beside which another provider may be given by what nobody here knows.
  private static func isUnconditional(_ call: Node) -> Bool {
    if call.ancestors.contains(where: { [.ifStmt, .caseClause, .commClause].contains($0.kind) }) { return false }
    let earlier = call.outermostFunction?.descendants(of: .ifStmt).filter { $0.end < call.start } ?? []
    return !earlier.contains { branch in
      branch.body?.statements.last?.kind == .returnStmt && branch.condition?.nonNilOperand?.isNamedAsError != true
    }
  }

  static func isOtel(_ path: String) -> Bool { path.hasPrefix("go.opentelemetry.io/") }

  /// Packages that make spans by themselves: the contrib instrumentation and third parties named for otel.
  private static func isInstrumentation(_ path: String) -> Bool {
    if path.hasPrefix("go.opentelemetry.io/contrib/instrumentation/") {
      return !path.contains("/runtime") && !path.contains("/host")
    }
    guard path.contains("."), let last = path.split(separator: "/").last(where: { !$0.hasPrefix("v") || $0.count > 3 })
    else { return false }
    return knownInstrumentations.contains(String(last))
      || (last.hasPrefix("otel") && last != "otel" && !isOtel(path) && path.hasPrefix("github.com/"))
  }

  /// A package of which only a type is named makes no span; a dot or blank import may.
  private static func isCalled(_ name: String, in file: GoFile) -> Bool {
    if name == "." || name == "_" { return true }
    return file.tree.nodes(of: .selectorExpr).contains { selector in
      guard let operand = selector.operand, operand.kind == .ident, operand.text == name else { return false }
      let around = selector.parent?.kind == .starExpr ? selector.parent?.parent : selector.parent
      return around?.kind != .field
    }
  }

  private static let knownInstrumentations: Set<String> = [
    "otelpgx", "otelsql", "otelfiber", "otelchi", "otelgin", "otelecho", "otelgrpc", "otelhttp", "otelmux", "redisotel",
    "otelgorm",
    "otelconnect", "otelsqlx", "otelmongo", "otelsarama", "bunotel", "tracelog",
  ]

  /// A tracer that somebody holds; a package's own `Start` sets a tracer going and begins no span.
  private static func isTracer(_ operand: Node?, in file: GoFile) -> Bool {
    guard let operand = operand?.unparenthesized else { return false }
    if operand.kind == .ident, file.imports.contains(where: { $0.name == operand.text }) { return false }
    if let name = operand.lastName {
      return name.lowercased().hasSuffix("tracer") || name == "tr"
    }
    return operand.function?.unparenthesized.lastName?.hasSuffix("Tracer") == true
  }

  private static func otherTracer(_ path: String) -> String? {
    for (prefix, name) in tracers where path.hasPrefix(prefix) { return name }
    return nil
  }

  private static let tracers: [(String, String)] = [
    ("github.com/opentracing/opentracing-go", "OpenTracing"), ("github.com/uber/jaeger-client-go", "Jaeger's client"),
    ("github.com/openzipkin/zipkin-go", "Zipkin"), ("gopkg.in/DataDog/dd-trace-go", "dd-trace-go"),
    ("github.com/DataDog/dd-trace-go", "dd-trace-go"), ("go.opencensus.io/trace", "OpenCensus"),
    ("go.opencensus.io/plugin", "OpenCensus"), ("go.elastic.co/apm", "Elastic APM"),
    ("github.com/newrelic/go-agent", "New Relic"), ("github.com/apache/skywalking-go", "SkyWalking"),
    ("github.com/SkyAPM/go2sky", "SkyWalking"), ("github.com/honeycombio/beeline-go", "Honeycomb's beeline"),
    ("github.com/aws/aws-xray-sdk-go", "X-Ray"),
  ]
}
