import Evidence
import GoSyntax
import Repository

/// Finds a limiter that turns inbound requests away.
///
/// Limits: a hand-written limiter counts when the package that asks it also answers 429 or `ResourceExhausted`.
/// Throttles of outgoing calls, concurrency caps and counters of attempts do not.
struct RateLimitingProbe: Probe {
  static let card = ProbeCard(
    id: "http/rate-limiting",
    version: 4,
    sign: .signal,
    looksFor: "a limiter in the path of inbound requests",
    because: "one client in a loop must not take the service away from all others",
    instead: "put a limiter per client or user in front of the routes and answer 429",
    examples: [
      .found(
        """
        package shop
        import ("net/http"; "golang.org/x/time/rate")
        func limit(l *rate.Limiter, next http.Handler) http.Handler {
          return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
            if !l.▸Allow() { w.WriteHeader(http.StatusTooManyRequests); return }
            next.ServeHTTP(w, r)
          })
        }
        """),
      .quiet(
        """
        package shop
        import ("context"; "golang.org/x/time/rate")
        func fetch(ctx context.Context, l *rate.Limiter) error { return l.Wait(ctx) }
        """),
      .found(
        """
        package shop
        import ("net/http"; "golang.org/x/time/rate")
        type failure struct{ status int; text string }
        var tooMany = failure{http.StatusTooManyRequests, "later"}
        type visitor struct{ requests *rate.Limiter }
        func (v visitor) mayAsk() bool { return v.requests.▸Allow() }
        func (v visitor) failed() { v.requests.Allow() }
        """),
      .quiet(
        """
        package shop
        import ("net/http"; "golang.org/x/time/rate")
        var again = []int{http.StatusTooManyRequests, http.StatusBadGateway}
        func mayCall(l *rate.Limiter) bool { return l.Allow() }
        """),
      .quiet(
        """
        package shop
        import ("net/http"; "time"; "golang.org/x/time/rate")
        func tell(w http.ResponseWriter, l *rate.Limiter) time.Duration {
          place := l.Reserve()
          wait := place.Delay()
          place.Cancel()
          w.WriteHeader(http.StatusTooManyRequests)
          return wait
        }
        """),
      .found(
        """
        package shop
        import ("net/http"; "golang.org/x/time/rate")
        func enter(w http.ResponseWriter, l *rate.Limiter) {
          place := l.▸Reserve()
          if place.Delay() > 0 {
            place.Cancel()
            w.WriteHeader(http.StatusTooManyRequests)
          }
        }
        """),
      .quiet(
        """
        package shop
        import ("google.golang.org/grpc/codes"; "google.golang.org/grpc/status")
        type parts interface { Reserve(n int) error }
        func load(partsLimiter parts, n int) error {
          if err := partsLimiter.Reserve(n); err != nil { return status.Error(codes.ResourceExhausted, "too many parts") }
          return nil
        }
        """),
      .quiet(
        """
        package shop
        import "net/http"
        func isBusy(r *http.Response) bool { return r.StatusCode == http.StatusTooManyRequests }
        """),
    ])

  /// Middleware that limits by itself, and whether by default for each client.
  private static let middleware: [(path: String, names: Set<String>, isPerClient: Bool)] = [
    ("github.com/go-chi/httprate", ["LimitByIP", "LimitByRealIP", "Limit", "LimitAll", "NewRateLimiter"], true),
    ("github.com/didip/tollbooth", ["NewLimiter", "LimitHandler", "LimitFuncHandler", "LimitByRequest"], true),
    ("github.com/ulule/limiter", ["New", "NewMiddleware"], true),
    ("github.com/throttled/throttled", ["HTTPRateLimiter", "NewGCRARateLimiter"], true),
    ("github.com/sethvargo/go-limiter", ["New", "NewMiddleware"], true),
    ("github.com/go-redis/redis_rate", ["NewLimiter"], true),
    ("github.com/gofiber/fiber/v2/middleware/limiter", ["New"], true),
    ("github.com/gofiber/fiber/v3/middleware/limiter", ["New"], true),
    ("github.com/labstack/echo", ["RateLimiter", "RateLimiterWithConfig"], true),
    ("github.com/grpc-ecosystem/go-grpc-middleware", ["UnaryServerInterceptor"], false),
    ("github.com/mennanov/limiters", ["NewTokenBucket", "NewFixedWindow", "NewSlidingWindow"], false),
    ("github.com/JGLTechnologies/gin-rate-limit", ["RateLimiter", "InMemoryStore"], true),
  ]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var isPerClient = false
    var isOptional = true
    var unusedLibrary = false
    let rejecting = Self.rejectingPackages(snapshot)
    for file in snapshot.productFiles {
      for library in Self.middleware {
        guard let imported = file.importing(library.path) else { continue }
        if library.path.contains("go-grpc-middleware"), !imported.path.hasSuffix("ratelimit") { continue }
        let calls = file.tree.nodes(of: .callExpr).filter { library.names.contains($0.calledName ?? "") }
        if calls.isEmpty { unusedLibrary = unusedLibrary || !imported.path.contains("echo") }
        for call in calls {
          let isEcho = imported.path.contains("labstack/echo")
          if isEcho || call.calledOperandName == imported.name {
            isPerClient = isPerClient || library.isPerClient
            isOptional = isOptional && Self.isOptional(call)
            findings.append(file.finding(Self.card.id, at: call, "\(library.path) limits requests"))
          }
        }
      }
      guard rejecting.contains(file.packagePath) else { continue }
      for call in file.tree.nodes(of: .callExpr) {
        guard let name = call.calledName, Self.isQuestionToLimiter(call, name, file) else { continue }
        isPerClient = isPerClient || Self.keepsLimiterPerClient(file, snapshot)
        isOptional = isOptional && Self.isOptional(call)
        findings.append(
          file.finding(Self.card.id, at: call.function?.unparenthesized.name ?? call, "requests are limited"))
      }
    }
    var measures = subject.servingSurface.measures
    measures["inPath"] = .count(findings.count)
    measures["perClient"] = .flag(isPerClient)
    measures["optional"] = .flag(!findings.isEmpty && isOptional)
    measures["libraryUnused"] = .flag(findings.isEmpty && unusedLibrary)
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? (unusedLibrary ? .partial : .notFound) : .found,
      findings: findings,
      measures: measures,
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: Self.middleware.map(\.path) + ["Allow, Take, Limit with 429 or ResourceExhausted in the package"]))
  }

  /// Packages that answer 429 or ResourceExhausted themselves (a comparison with a response's status is a client's).
  private static func rejectingPackages(_ snapshot: Snapshot) -> Set<String> {
    var packages: Set<String> = []
    for file in snapshot.productFiles {
      let answers = file.tree.nodes(of: .selectorExpr).contains { selector in
        guard let name = selector.name, name.isText("StatusTooManyRequests") || name.isText("ResourceExhausted") else {
          return false
        }
        guard let parent = selector.parent else { return false }
        // A status among the fields of an answer; in a list it may be one that a client tries again after.
        if parent.kind == .compositeLit { return parent.type?.kind == .ident || parent.type?.kind == .selectorExpr }
        return parent.kind == .callExpr || parent.kind == .keyValueExpr || parent.kind == .returnStmt
          || parent.kind == .assignStmt
      }
      if answers { packages.insert(file.packagePath) }
    }
    return packages
  }

  private static func isQuestionToLimiter(_ call: Node, _ name: String, _ file: GoFile) -> Bool {
    let isNamed = ["Allow", "AllowN", "AllowRequest", "IsAllowed", "Reserve", "ReserveN", "TakeAvailable"].contains(
      name)
    // Whoever drops the answer only counts.
    guard isNamed, call.function?.unparenthesized.kind == .selectorExpr, call.parent?.kind != .exprStmt else {
      return false
    }
    // What else is reserved is memory, or a share of one answer: `seriesLimiter.Reserve(n)`.
    if name.hasPrefix("Reserve"), isGivenBack(call) || file.importing("golang.org/x/time/rate") == nil { return false }
    let operand = call.function?.unparenthesized.operand?.text.lowercased() ?? ""
    return file.importing("golang.org/x/time/rate") != nil || operand.contains("limit") || operand.contains("bucket")
      || operand.contains("rate")
  }

  /// `place := limiter.Reserve()` and, on every way through the block, `place.Cancel()`: it only asks how long to wait.
  private static func isGivenBack(_ call: Node) -> Bool {
    guard let name = call.receivingName(at: 0), let assignment = call.parent, let block = assignment.parent else {
      return false
    }
    return block.statements.contains { statement in
      guard statement.start > assignment.end, statement.kind == .exprStmt,
        let later = statement.operand?.unparenthesized, later.kind == .callExpr
      else { return false }
      return later.calledName == "Cancel" && later.function?.unparenthesized.operand?.isSpelled(like: name) == true
    }
  }

  /// A map of limiters, or a limiter asked for by address or user.
  private static func keepsLimiterPerClient(_ file: GoFile, _ snapshot: Snapshot) -> Bool {
    let siblings = snapshot.productFiles.filter { $0.packagePath == file.packagePath }
    return siblings.contains { sibling in
      sibling.tree.nodes(of: .mapType).contains { ($0.value?.text.lowercased() ?? "").contains("limit") }
        || sibling.tree.nodes(of: .selectorExpr).contains { $0.name?.isText("RemoteAddr") ?? false }
    }
  }

  /// Inside an `if` that asks a setting: the limiter may be off.
  private static func isOptional(_ call: Node) -> Bool {
    call.ancestors.contains { ancestor in
      guard ancestor.kind == .ifStmt, let condition = ancestor.condition, !condition.contains(call), condition != call
      else { return false }
      let text = condition.text.lowercased()
      return ["cfg", "config", "option", "settings", "enable", "opts", "conf.", "limit"].contains { text.contains($0) }
    }
  }
}
