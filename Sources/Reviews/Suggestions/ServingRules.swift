import Checklists
import Evidence

/// Rules for what a service shows to the outside: draining, health, limits, headers, input, tokens, TLS, SQL.
extension Suggestions {
  static let servingRules: [String: NamedRule] = [
    "readiness.p0.graceful-shutdown": gracefulShutdown,
    "readiness.p0.health-endpoints": healthEndpoints,
    "readiness.p1.rate-limiting": { rateLimiting($0, keyed: false) },
    "readiness.p1.security-headers": { securityHeaders($0, forEveryAnswer: false) },
    "readiness.p1.migrations": migrations,
    "security.input-validation": inputValidation,
    "security.sql": sqlConcatenation,
    "security.auth": authentication,
    "security.cors": cors,
    "security.rate-limiting": { rateLimiting($0, keyed: true) },
    "security.headers": { securityHeaders($0, forEveryAnswer: true) },
    "security.tls": transportSecurity,
  ]

  /// Why nothing is served: a reason for `n/a`, or nil when something is.
  private static func servesNothing(_ outcome: Outcome, _ kind: ProjectKind, _ subject: String) -> Suggested? {
    let servers = outcome.count("httpServers") + outcome.count("grpcServers")
    switch kind {
    case .library:
      return Suggested(.notApplicable, .high, "A library: \(subject) belong to the program that uses it.")
    case .cli where servers == 0 && outcome.count("profilers") > 0:
      return Suggested(
        .notApplicable, .high, "The only port of this command-line tool is a profiler's: it has no \(subject).")
    case .cli where servers == 0:
      return Suggested(.notApplicable, .high, "A command-line tool without a listener has no \(subject).")
    case .cli, .service: return nil
    }
  }

  private static func gracefulShutdown(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["http/graceful-shutdown"]
    if let nothing = servesNothing(outcome, facts.kind, "requests in flight to finish") { return nothing }
    guard outcome.flag("handlesTermination") else {
      let hangup = outcome.flag("handlesHangupOnly") ? " Only SIGHUP or the like is awaited." : ""
      return Suggested(.missing, .high, "No code waits for SIGINT or SIGTERM.\(hangup)")
    }
    let http = outcome.count("httpServers")
    let grpc = outcome.count("grpcServers")
    if http > 0 {
      if outcome.count("drainsWithDeadline") > 0 {
        return Suggested(.solid, .high, "The signal is handled and the HTTP server is drained with a deadline.")
      }
      let how = outcome.count("drains") > 0 ? "Shutdown is called without a deadline" : "no HTTP server is drained"
      return Suggested(.partial, .medium, "The signal is handled, but \(how).")
    }
    if grpc > 0 {
      guard outcome.count("gracefulStops") > 0 else {
        return Suggested(.partial, .medium, "The signal is handled, but no gRPC server is stopped gracefully.")
      }
      return outcome.flag("gracefulStopHasDeadline")
        ? Suggested(.solid, .medium, "The signal is handled and gRPC calls are finished, with a time limit.")
        : Suggested(.partial, .medium, "The signal is handled and GracefulStop is called, but nothing limits its time.")
    }
    if outcome.count("drainsWithDeadline") > 0 {
      return Suggested(.solid, .medium, "The signal is handled and work is drained with a deadline.")
    }
    return Suggested(.partial, .medium, "The signal is handled; no server or deadline was found to go with it.")
  }

  private static func healthEndpoints(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["http/health-endpoints"]
    if let nothing = servesNothing(outcome, facts.kind, "health answers") { return nothing }
    let isAlive = outcome.flag("liveness")
    let isReady = outcome.flag("readiness")
    let hasGRPC = outcome.flag("grpcHealth")
    let halves = [isAlive, isReady, hasGRPC].filter { $0 }.count
    let names = [isAlive ? "liveness" : nil, isReady ? "readiness" : nil, hasGRPC ? "gRPC health" : nil].compactMap {
      $0
    }
    if halves >= 2 { return Suggested(.solid, .high, "Found: \(names.joined(separator: ", ")).") }
    if halves == 1 {
      let same = outcome.flag("sameHandler") ? " Both routes have the same handler." : " The other one is missing."
      return Suggested(.partial, .high, "Found only \(names[0]).\(same)")
    }
    return Suggested(.missing, .high, "No health route among those searched for.")
  }

  private static func rateLimiting(_ facts: RuleFacts, keyed: Bool) -> Suggested {
    let outcome = facts["http/rate-limiting"]
    if let nothing = servesNothing(outcome, facts.kind, "inbound requests to limit") { return nothing }
    guard outcome.count("inPath") > 0 else {
      return outcome.flag("libraryUnused")
        ? Suggested(.partial, .medium, "A limiter library is imported, but not put in the path of requests.")
        : Suggested(.missing, .high, "No limiter turns inbound requests away.")
    }
    if outcome.flag("optional") {
      return Suggested(.partial, .medium, "A limiter exists, but only behind a setting that may be off.")
    }
    if keyed && !outcome.flag("perClient") {
      return Suggested(.partial, .medium, "Requests are limited all together, not per client or user.")
    }
    return Suggested(.solid, .medium, "A limiter turns requests away\(keyed ? ", per client" : "").")
  }

  private static func securityHeaders(_ facts: RuleFacts, forEveryAnswer: Bool) -> Suggested {
    let outcome = facts["http/security-headers"]
    if let nothing = servesNothing(outcome, facts.kind, "responses to put headers on") { return nothing }
    if outcome.count("httpServers") == 0 && outcome.count("grpcServers") > 0 {
      return Suggested(.notApplicable, .high, "Only gRPC is served; browsers read none of it.")
    }
    let names = outcome.list("headers").joined(separator: ", ")
    let everywhere = forEveryAnswer ? outcome.count("everywhereFive") : outcome.count("everywhere")
    let needed = forEveryAnswer ? 5 : 4
    guard outcome.count("anywhere") > 0 else {
      return Suggested(.missing, .high, "None of the security headers is set.")
    }
    if everywhere >= needed && !outcome.flag("optional") {
      return Suggested(.solid, .medium, "Set for all responses: \(names).")
    }
    let off = outcome.flag("optional") ? ", behind a setting" : ""
    return Suggested(.partial, .high, "Set on part of the responses or too few\(off): \(names).")
  }

  private static func migrations(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["database/migrations"]
    let isVersioned =
      outcome.flag("library") || outcome.count("numberedFiles") > 0 || outcome.flag("orderedSteps")
    guard outcome.flag("usesSQL") || outcome.flag("library") || outcome.count("numberedFiles") > 0 else {
      // Steps of the house may as well move files or settings.
      return outcome.flag("orderedSteps")
        ? Suggested(.notApplicable, .medium, "Steps are run in order, but no SQL package is used: there is no schema.")
        : Suggested(.notApplicable, .high, "No SQL package is used, so there is no schema.")
    }
    if isVersioned {
      let files = outcome.count("numberedFiles")
      return Suggested(
        .solid, .high, files > 0 ? "\(files) numbered migrations." : "Migrations by a library or by steps.")
    }
    if facts.kind == .library { return Suggested(.notApplicable, .medium, "A library that owns no schema.") }
    if outcome.count("automatic") + outcome.count("createsAtStart") > 0 {
      return Suggested(.partial, .high, "The schema is created or changed at start, without versions.")
    }
    return Suggested(.missing, .medium, "SQL is used, but nothing keeps the schema's versions.")
  }

  private static func sqlConcatenation(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["database/sql-concatenation"]
    guard outcome.flag("usesSQL") else { return Suggested(.notApplicable, .high, "No SQL in the program.") }
    let bad = outcome.count("concatenations")
    let queries = outcome.count("queries")
    guard bad > 0 else {
      return Suggested(.solid, .high, "\(queries) statements found, none put together from values.")
    }
    return Suggested(
      sqlRating(outcome), .medium, "\(bad) of \(queries) statements are put together from values.")
  }

  /// The one ruler for statements put together from values: from three on, or one in five, it is a habit.
  static func sqlRating(_ outcome: Outcome) -> Rating {
    let bad = outcome.count("concatenations")
    if bad == 0 { return .solid }
    return bad >= 3 || bad * 5 >= max(1, outcome.count("queries")) ? .missing : .partial
  }

  private static func inputValidation(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["http/input-validation"]
    if facts.kind == .library {
      return Suggested(.notApplicable, .high, "A library: input is decoded by the program that uses it.")
    }
    if let nothing = servesNothing(outcome, facts.kind, "requests to validate") { return nothing }
    let decoding = outcome.count("decodingPackages")
    let validated = outcome.count("validatedPackages")
    guard decoding > 0 else {
      return Suggested(nil, .low, "Nothing was found that decodes a request; look at the handlers.")
    }
    if validated == decoding {
      return Suggested(.solid, .medium, "All \(decoding) packages that decode input validate it.")
    }
    if validated > 0 || outcome.count("validatingPackages") > 0 {
      return Suggested(.partial, .medium, "\(validated) of \(decoding) packages that decode input validate it.")
    }
    if outcome.count("handChecked") > 0 || outcome.flag("boundsBodies") {
      return Suggested(.partial, .medium, "Input is checked by hand in places; no validator covers the types.")
    }
    return Suggested(.missing, .medium, "\(decoding) packages decode input and none validates it.")
  }

  private static func authentication(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["http/token-validation"]
    if facts.kind == .library {
      return Suggested(.notApplicable, .high, "A library: who is calling is the business of the program that uses it.")
    }
    let evidence = ["jwt", "oidc", "sessions", "passwordHash", "mutualTLS", "basicAuth", "constantTime", "unverified"]
    guard evidence.contains(where: outcome.flag) else {
      return Suggested(.notApplicable, .medium, "Nothing that authenticates was found.")
    }
    if outcome.flag("unverified") && !outcome.flag("jwt") {
      return Suggested(.missing, .high, "Tokens are read without being verified.")
    }
    if outcome.flag("jwt") {
      let hasAlgorithm = outcome.flag("algorithm")
      let rotates = outcome.flag("rotation")
      if hasAlgorithm && rotates {
        return Suggested(.solid, .medium, "Tokens are checked for their algorithm and the key is looked up by id.")
      }
      let lacking = [hasAlgorithm ? nil : "an algorithm check", rotates ? nil : "key rotation"].compactMap { $0 }
      return Suggested(.partial, .high, "Tokens are verified, without \(lacking.joined(separator: " and ")).")
    }
    if outcome.flag("oidc") { return Suggested(.solid, .medium, "Identity tokens are verified by a library.") }
    if outcome.flag("mutualTLS") { return Suggested(.solid, .medium, "Client certificates are required and verified.") }
    if outcome.flag("passwordHash") {
      return Suggested(.solid, .medium, "Passwords are hashed with a slow hash.")
    }
    return Suggested(.partial, .medium, "Callers are told apart, but by a shared secret or an unhashed password.")
  }

  private static func cors(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["http/cors-wildcard"]
    guard outcome.count("uses") > 0 else {
      return Suggested(.notApplicable, .high, "No CORS header is sent and no origin check is loosened.")
    }
    if outcome.count("wildcards") > 0 {
      return outcome.flag("credentials")
        ? Suggested(.missing, .high, "Every origin is allowed, with cookies or credentials.")
        : Suggested(.partial, .high, "Every origin is allowed, without credentials.")
    }
    // `*` for what anybody may read is no fault, but somebody must look at what is answered there.
    if let place = outcome.list("openPlaces").first {
      let others = outcome.count("open") - 1
      let rest = others == 0 ? "" : others == 1 ? " and in one more place" : " and in \(others) more places"
      return Suggested(
        .partial, .high,
        "Every origin is allowed at \(place)\(rest), without credentials: see that what is answered there is public.")
    }
    return Suggested(.solid, .medium, "Origins are listed or checked; no wildcard was found.")
  }

  private static func transportSecurity(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["security/tls"]
    let configurations = outcome.count("configurations")
    let listeners = outcome.count("listeners")
    let skips = outcome.count("skipsHardCoded")
    let lowered = outcome.count("lowered")
    guard configurations + listeners + skips + lowered > 0 else {
      return Suggested(.notApplicable, .high, "No TLS listener and no tls.Config.")
    }
    if skips + lowered > 0 {
      let isPartOnly = listeners > 0 || configurations > skips + lowered
      return Suggested(
        isPartOnly ? .partial : .missing, .high,
        "Verification is switched off in \(skips) and the version lowered in \(lowered) places.")
    }
    if outcome.count("skipsByOption") > 0 {
      return Suggested(.partial, .medium, "A setting can switch the verification of certificates off.")
    }
    if outcome.flag("modernDefault") || outcome.count("withMinimum") >= configurations {
      return Suggested(.solid, .high, "TLS 1.2 or newer everywhere, and certificates are verified.")
    }
    return Suggested(
      .partial, .medium, "An old go directive lets TLS 1.0 through where MinVersion is not set.")
  }
}
