import Evidence
import GoSyntax
import Repository

/// Finds routes by which an operator asks whether the process lives and whether it is ready.
///
/// Limits: a route is a string literal that is a known health path, or ends in one, where it is registered or dispatched
/// on (`HealthRoute`). Two routes with the same handler count as one answer. A ping deep inside an application's pages
/// keeps a session alive and is none.
struct HealthEndpointsProbe: Probe {
  static let card = ProbeCard(
    id: "http/health-endpoints",
    version: 6,
    sign: .signal,
    looksFor: "a liveness and a readiness route that answer from different state",
    because: "without readiness traffic reaches a process that cannot serve it; without liveness a stuck one stays",
    instead: "answer /healthz from the process and /readyz from its dependencies",
    examples: [
      .quiet(
        """
        package shop
        import "net/http"
        func routes(mux *http.ServeMux, h http.HandlerFunc) {
          mux.HandleFunc("/carts", h)
          mux.HandleFunc("/player/info", h)
          mux.HandleFunc("/player/health", h)
          mux.HandleFunc("/player/tracks", h)
        }
        """),
      .found(
        """
        package shop
        import "net/http"
        func routes(mux *http.ServeMux, h http.HandlerFunc) {
          mux.HandleFunc("/carts", h)
          mux.HandleFunc(▸"/service/health", h)
        }
        """),
      .found(
        """
        package shop
        import "net/http"
        func routes(mux *http.ServeMux, h http.HandlerFunc) {
          mux.HandleFunc("/shop/carts", h)
          mux.HandleFunc("/shop/orders", h)
          mux.HandleFunc(▸"/shop/health", h)
          mux.HandleFunc("/metrics", h)
          println("see /manual/shop")
        }
        """),
      .found(#"http.HandleFunc(▸"/healthz", func(w http.ResponseWriter, r *http.Request) {})"#),
      .found(#"http.HandleFunc("GET /-/ready", func(w http.ResponseWriter, r *http.Request) {})"#),
      .quiet(#"_, err = http.Get(path + "/healthz")"#),
      .found(
        """
        package shop
        import "net/http"
        const healthPath = ▸"/healthz"
        func base(path string) string { return "/shop" + path }
        func open(mux *http.ServeMux, h http.Handler) { mux.Handle(base(healthPath), h) }
        """),
      .quiet(
        """
        package shop
        import "net/http"
        var unlogged = []string{"/healthz"}
        var help = map[string]string{"/ready": "asks whether the shop is ready"}
        func log(r *http.Request, next http.Handler) {
          if r.URL.Path == "/health" { return }
          println("see /debug/health", len(unlogged), len(help))
        }
        """),
      .found(#"http.HandleFunc(▸"/api/v2/ping", func(w http.ResponseWriter, r *http.Request) {})"#),
      .quiet(#"http.HandleFunc("/web/client/ping", func(w http.ResponseWriter, r *http.Request) {})"#),
      .quiet(#"http.HandleFunc("/health-insurance", func(w http.ResponseWriter, r *http.Request) {})"#),
    ])

  static let liveness: Set<String> = [
    "healthz", "livez", "health", "healthcheck", "ping", "live", "liveness", "alive", "healthy", "_health",
    "health-check",
    "liveness-probe",
  ]
  static let readiness: Set<String> = ["readyz", "ready", "readiness", "_ready", "readiness-probe", "readycheck"]
  private static let libraryCalls: [(path: String, name: String, isReadiness: Bool)] = [
    ("github.com/heptiolabs/healthcheck", "AddReadinessCheck", true),
    ("github.com/heptiolabs/healthcheck", "AddLivenessCheck", false),
    ("sigs.k8s.io/controller-runtime", "AddReadyzCheck", true),
    ("sigs.k8s.io/controller-runtime", "AddHealthzCheck", false),
    ("github.com/go-chi/chi", "Heartbeat", false), ("github.com/go-pkgz/rest", "Ping", false),
  ]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var liveHandlers: Set<String> = []
    var readyHandlers: Set<String> = []
    var servesGRPCHealth = false
    let calls = subject.productCalls(inFiles: Set(Self.libraryCalls.map(\.name) + ["RegisterHealthServer"]))
    for file in snapshot.productFiles {
      for (literal, isNamedReady) in file.tree.fact(HealthPaths.self).all {
        guard let route = HealthRoute(literal, in: file, subject), !Self.isOfPart(literal, in: file, subject) else {
          continue
        }
        let isReady = isNamedReady || Self.tellsReadiness(route.handler)
        if isReady { readyHandlers.insert(route.handler) } else { liveHandlers.insert(route.handler) }
        findings.append(file.finding(Self.card.id, at: literal, isReady ? "a readiness route" : "a liveness route"))
      }
      for (call, name) in calls[file] {
        if name == "RegisterHealthServer", file.importing("google.golang.org/grpc/health") != nil {
          servesGRPCHealth = true
          findings.append(file.finding(Self.card.id, at: call, "the gRPC health service"))
        }
        for known in Self.libraryCalls where known.name == name && file.importing(known.path) != nil {
          if known.isReadiness { readyHandlers.insert(call.text) } else { liveHandlers.insert(call.text) }
          findings.append(
            file.finding(Self.card.id, at: call, known.isReadiness ? "a readiness check" : "a liveness check"))
        }
      }
    }
    let isSameHandler = !liveHandlers.isEmpty && liveHandlers == readyHandlers
    let hasReadiness = !readyHandlers.isEmpty && !isSameHandler
    let halves = [!liveHandlers.isEmpty, hasReadiness, servesGRPCHealth].filter { $0 }.count
    var measures = subject.servingSurface.measures
    measures["liveness"] = .flag(!liveHandlers.isEmpty)
    measures["readiness"] = .flag(hasReadiness)
    measures["grpcHealth"] = .flag(servesGRPCHealth)
    measures["sameHandler"] = .flag(isSameHandler)
    return Outcome(
      probe: Self.card.id, answer: halves >= 2 ? .found : halves == 1 ? .partial : .notFound, findings: findings,
      measures: measures,
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: (Self.liveness.union(Self.readiness)).sorted().map { "/" + $0 } + ["grpc.health.v1"]))
  }

  private struct HealthPaths: TreeFact {
    let all: [(literal: Node, isReadiness: Bool)]

    init(_ tree: SyntaxTree) {
      all = tree.nodes(of: .basicLit).compactMap { literal in
        guard literal.bytes.contains(UInt8(ascii: "/")), let text = literal.plainString, text.utf8.count < 64 else {
          return nil
        }
        return HealthEndpointsProbe.isReadiness(path: text).map { (literal: literal, isReadiness: $0) }
      }
    }
  }

  /// `mux.HandleFunc("/healthcheck", readinessProbe)`: what answers knows better than the path which of the two it is.
  private static func tellsReadiness(_ handler: String) -> Bool {
    guard handler.allSatisfy({ $0.isLetter || $0.isNumber || "_.".contains($0) }) else { return false }
    let words = IdentifierWords(String(handler.split(separator: ".").last ?? ""))
    return words.containsAny(of: ["readiness", "readyz", "ready"])
      && !words.containsAny(of: ["live", "liveness", "livez", "healthz", "alive"])
  }

  /// Whether a route's path asks for readiness (true) or liveness (false); nil for other paths.
  static func isReadiness(path text: String) -> Bool? {
    // `GET /healthz` is how the standard library's routes name a method.
    let words = text.split(separator: " ")
    guard words.count <= 2, let path = words.last.map(String.init) else { return nil }
    guard path.hasPrefix("/"), !path.contains("%") else { return nil }
    let segments = path.split(separator: "/")
    guard let last = segments.last else { return nil }
    let name = last.lowercased()
    if name == "ping", segments.count > 2, !segments.dropLast().allSatisfy(isMount) { return nil }
    if readiness.contains(name) { return true }
    if liveness.contains(name) { return false }
    return nil
  }

  /// `/player/health` beside `/player/info` and `/carts`: it tells of one part of many.
  private static func isOfPart(_ literal: Node, in file: GoFile, _ subject: Subject) -> Bool {
    let path = literal.plainString ?? ""
    let segments = path.split(separator: "/")
    guard path.hasPrefix("/"), segments.count == 2, let first = segments.first, !isMount(first),
      let function = literal.outermostFunction
    else { return false }
    let others = function.descendants(of: .basicLit).compactMap { other -> Substring? in
      guard other != literal, let text = other.plainString, text.hasPrefix("/"), text.utf8.count > 1,
        HealthRoute(other, in: file, subject) != nil, let name = text.split(separator: "/").first
      else { return nil }
      return beside.contains(name.lowercased()) ? nil : name
    }
    return others.count { $0 == first } > 1 && others.contains { $0 != first }
  }

  /// What stands beside the routes of any service, whatever prefix these have.
  private static let beside: Set<String> = [
    "metrics", "debug", "static", "docs", "swagger", "assets", "openapi", "favicon.ico", "robots.txt", "version",
  ]

  /// `api`, `v2`: where a service hangs its routes, whatever they are about.
  private static func isMount(_ segment: Substring) -> Bool {
    let name = segment.lowercased()
    return mounts.contains(name)
      || name.utf8.first == UInt8(ascii: "v") && name.utf8.dropFirst().allSatisfy { (48...57).contains($0) }
  }

  private static let mounts: Set<String> = [
    "api", "apis", "rest", "internal", "system", "sys", "admin", "status", "debug", "-", "_", "http", "public",
  ]
}
