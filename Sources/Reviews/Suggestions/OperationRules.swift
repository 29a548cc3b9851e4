import Checklists
import Evidence

/// Rules for what a running program shows and is told: logs, metrics, traces, settings, secrets.
extension Suggestions {
  static let operationRules: [String: NamedRule] = [
    "health.observability": { observability($0) },
    "health.configuration": { configuration($0) },
    "readiness.p0.structured-logging": { structuredLogging($0) },
    "readiness.p0.config-validation": { configValidation($0) },
    "readiness.p1.tracing": { tracing($0) },
    "readiness.p1.metrics": { metrics($0) },
    "readiness.p1.request-id": { requestID($0) },
    "security.secrets": { secrets($0) },
    "security.logging": { secretLogging($0) },
  ]

  // MARK: Logs

  static func structuredLogging(_ facts: RuleFacts) -> Suggested {
    let log = facts["logging/structured"]
    if let untold = log.untold { return untold }
    let fields = log.count("structured")
    let formatted = log.count("formatted")
    let half = log.count("halfStructured")
    let plain = log.count("plain")
    let total = fields + formatted + half + plain
    guard total > 0 else {
      if facts.kind == .service {
        return Suggested(.missing, .medium, "The service writes no log lines that could be found.")
      }
      return Suggested(.notApplicable, .high, "The code writes no log lines; what it prints is its output.")
    }
    let share = Double(plain) / Double(total)
    let figures = "\(fields + half) lines with fields or able to, \(formatted) formatted, \(plain) plain of \(total)"
    let libraries = log.list("libraries").joined(separator: ", ")
    if fields + formatted + half == 0 {
      return Suggested(
        .missing, facts.kind == .library ? .low : total >= 5 && log.count("ownPlain") == 0 ? .high : .medium,
        "Log lines are plain text only: \(figures).")
    }
    if log.flag("textOnlyWrapper"), formatted >= fields {
      return Suggested(
        .partial, .medium,
        "A wrapper that takes only text stands before the structured logger (\(libraries)): \(figures).")
    }
    if half >= fields + formatted {
      return Suggested(.partial, half > 4 ? .high : .medium, "\(libraries) is the logger: \(figures).")
    }
    if formatted > fields {
      return Suggested(
        .partial, .medium, "Most lines are formatted text in a structured logger (\(libraries)): \(figures).")
    }
    if plain > fields + formatted + half {
      return Suggested(
        fields < 3 ? .missing : .partial, .medium, "Most lines are plain prints beside \(libraries): \(figures).")
    }
    if share < 0.05 {
      let isCertain = share < 0.02 && fields >= 10 && fields > 2 * (formatted + half)
      return Suggested(.solid, isCertain ? .high : .medium, "\(libraries) is the logger: \(figures).")
    }
    return Suggested(
      .partial, share > 0.15 ? .high : .medium, "\(libraries) stands beside many plain prints: \(figures).")
  }

  static func secretLogging(_ facts: RuleFacts) -> Suggested {
    let log = facts["logging/sensitive"]
    if let untold = log.untold { return untold }
    let lines = log.count("logCalls")
    guard lines > 0 else {
      return Suggested(.notApplicable, facts.kind == .library ? .high : .medium, "The code writes no log lines.")
    }
    let values = log.count("sensitive")
    let certain = log.count("certain")
    if values == 0 {
      return Suggested(
        .solid, .medium, "None of \(lines) log calls is given a secret, a body or personal data by name.")
    }
    let reason = "\(values) values in \(lines) log calls look sensitive, \(certain) of them certainly."
    if log.count("credentials") >= 3, certain >= 3 { return Suggested(.missing, .medium, reason) }
    return Suggested(.partial, .medium, reason)
  }

  static func requestID(_ facts: RuleFacts) -> Suggested {
    let ids = facts["logging/request-id"]
    if let untold = ids.untold { return untold }
    let isTaken = ids.count("accepted") > 0
    let isKept = ids.count("kept") > 0
    if !ids.flag("handlesRequests") {
      return Suggested(.notApplicable, .high, "The code answers no requests that could have an id.")
    }
    if facts.kind == .library, !isTaken, !isKept {
      return Suggested(.notApplicable, .high, "A library's requests get their id from the application.")
    }
    if facts.kind == .cli, !ids.flag("serves"), !isTaken {
      return Suggested(.notApplicable, .high, "A command that serves nobody has no requests.")
    }
    if !isTaken && !isKept {
      return Suggested(.missing, .medium, "No request or trace id is taken over, made or kept.")
    }
    let isScoped = ids.count("scoped") > 0
    let access = ids.count("accessLines")
    let errors = ids.count("errorLines")
    if isTaken && isKept && (isScoped || access > 0 && errors > 0) {
      return Suggested(.solid, .medium, "An id is taken or made, kept in the context and on access and error lines.")
    }
    let reach =
      access + errors > 0
      ? "is on some log lines only"
      : ids.count("debugLines") > 0 ? "is logged on debug lines only" : "reaches no log line"
    return Suggested(.partial, .medium, "A request or trace id is taken or made, but \(reach).")
  }

  // MARK: Traces and metrics

  static func tracing(_ facts: RuleFacts) -> Suggested {
    let traces = facts["observability/tracing"]
    if let untold = traces.untold { return untold }
    let isSetUp = traces.count("providers") > 0
    let uses = traces.count("spans") + traces.count("instrumentations")
    let others = traces.count("otherTracers")
    if !isSetUp, uses == 0, others == 0 {
      switch facts.kind {
      case .library: return Suggested(.notApplicable, .high, "A library without tracing code: spans are its callers'.")
      case .cli:
        if !traces.flag("serves") {
          return Suggested(.notApplicable, .high, "A command that serves nobody and ends after each call.")
        }
      case .service: break
      }
      return Suggested(
        .missing, .high,
        traces.flag("indirectRequirement") ? "OpenTelemetry is an indirect requirement only." : "No tracer is imported."
      )
    }
    if uses > 0, isSetUp || facts.kind == .library, traces.flag("directRequirement") {
      return Suggested(
        .solid, isSetUp ? .high : .medium,
        "OpenTelemetry is set up (\(traces.count("providers")) places) and used (\(uses) spans and instrumentations).")
    }
    if uses + traces.count("providers") > 0 {
      return Suggested(
        .partial, .medium,
        isSetUp ? "A tracer provider is set up, but hardly used." : "Spans are made, but no provider is set up here.")
    }
    return Suggested(.partial, .medium, "Another tracer than OpenTelemetry is in use.")
  }

  static func metrics(_ facts: RuleFacts) -> Suggested {
    let metrics = facts["observability/metrics"]
    if let untold = metrics.untold { return untold }
    let made = metrics.count("registered")
    let exposed = metrics.count("exposed")
    let others = metrics.count("otherKinds")
    if made + exposed + others == 0 {
      switch facts.kind {
      case .library: return Suggested(.notApplicable, .high, "A library without metrics: they are its callers'.")
      case .cli:
        if !metrics.flag("serves") {
          return Suggested(.notApplicable, .high, "A command that serves nobody has nowhere to expose metrics.")
        }
      case .service: break
      }
      return Suggested(.missing, .high, "No metrics library is imported and nothing answers /metrics.")
    }
    if facts.kind == .library, made + exposed == 0 {
      return Suggested(.notApplicable, .high, "A library that only hands on metrics for callers who want them.")
    }
    if made > 0 && exposed > 0 {
      return Suggested(.solid, .high, "Metrics are registered (\(made)) and exposed (\(exposed)).")
    }
    if exposed > 0 {
      return Suggested(.partial, .medium, "A metrics endpoint exists; the code registers no metric of its own.")
    }
    if made > 0 {
      if facts.kind == .library {
        return Suggested(.solid, .medium, "The library registers metrics for its callers to expose.")
      }
      return Suggested(.partial, .medium, "Metrics are made, but nothing exposes them.")
    }
    return Suggested(.partial, .medium, "Metrics of another kind than Prometheus or OpenTelemetry.")
  }

  static func observability(_ facts: RuleFacts) -> Suggested {
    let log = facts["logging/structured"]
    if let untold = log.untold { return untold }
    let rich = log.count("structured") + log.count("formatted") + log.count("halfStructured")
    let hasLogs = rich > 0 && rich >= log.count("plain")
    let metrics = facts["observability/metrics"]
    let hasMetrics = metrics.count("registered") + metrics.count("exposed") + metrics.count("otherKinds") > 0
    let traces = facts["observability/tracing"]
    let hasTraces =
      traces.count("spans") + traces.count("instrumentations") + traces.count("providers")
      + traces.count("otherTracers") > 0
    var have: [String] = []
    var lack: [String] = []
    for (name, isThere) in [("structured logs", hasLogs), ("metrics", hasMetrics), ("tracing", hasTraces)] {
      if isThere { have.append(name) } else { lack.append(name) }
    }
    if facts.kind == .library, have.isEmpty || metrics.count("registered") == 0 && !hasTraces && !hasLogs {
      return Suggested(.notApplicable, .high, "A library: observing it is its callers' choice.")
    }
    if facts.kind == .cli, have.isEmpty, !metrics.flag("serves") {
      return Suggested(.notApplicable, .medium, "A command that serves nobody; its prints are its output.")
    }
    switch have.count {
    case 3: return Suggested(.solid, .high, "Structured logs, metrics and tracing are all there.")
    case 0: return Suggested(.missing, .high, "Neither structured logs nor metrics nor tracing.")
    default:
      return Suggested(
        .partial, .high, "\(have.joined(separator: " and ")) there, \(lack.joined(separator: " and ")) not.")
    }
  }
}
