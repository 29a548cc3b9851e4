import Canvas
import Checklists
import Evidence
import Reviews

@testable import Screens

/// A small catalogue and a review of an invented shop, enough to fill every screen.
enum Example {
  static let now = Instant(seconds: 1_764_000_000)

  static let catalogue = Catalogue(checklists: [
    Checklist(
      id: "health", title: "Health", revision: 1, scoring: .health,
      items: [
        item("health.error-handling", "Error handling", probes: ["errors/unwrapped", "errors/ignored"]),
        item("health.testing", "Testing", probes: ["testing/tested-packages"]),
        item("health.observability", "Observability", probes: ["observability/metrics"]),
        item("health.documentation", "Documentation", probes: ["documentation/readme"]),
      ], digest: "d1"),
    Checklist(
      id: "readiness", title: "Readiness", revision: 1, scoring: .readiness,
      items: [
        item("readiness.p0.graceful-shutdown", "Graceful shutdown", .p0, probes: ["http/graceful-shutdown"]),
        item("readiness.p0.coverage", "Test coverage", .p0, probes: ["testing/coverage"]),
        item("readiness.p0.health-endpoints", "Health endpoints", .p0, probes: ["http/health-endpoints"]),
        item("readiness.p1.tracing", "Tracing", .p1, probes: ["observability/tracing"]),
        item("readiness.p1.migrations", "Migrations", .p1, probes: ["database/migrations"]),
      ], digest: "d2"),
    Checklist(
      id: "security", title: "Security", revision: 1, scoring: .security,
      items: [
        item("security.sql", "SQL built by hand", .p0, probes: ["database/sql-concatenation"]),
        item("security.secrets", "Secrets in the source", .p0, probes: ["security/hardcoded-secret"]),
        item("security.cors", "CORS", .p1, probes: ["http/cors-wildcard"]),
        item("security.logging", "Nothing secret in logs", .p2, probes: ["logging/sensitive"]),
      ], digest: "d3"),
    Checklist(
      id: "quality", title: "Quality", revision: 1, scoring: .quality,
      items: [
        dimension("quality.error-handling", "Error handling", 60, ["health.error-handling", "errors.wrapped"]),
        dimension("quality.testing", "Testing", 40, ["health.testing"]),
      ], digest: "d4"),
    Checklist(
      id: "errors", title: "Error rules", revision: 1, scoring: .rules,
      items: [
        item("errors.wrapped", "Errors keep their chain", probes: ["errors/unwrapped"]),
        item("errors.not-ignored", "No error is ignored", probes: ["errors/ignored"]),
      ], digest: "d5"),
  ])

  static let review = Review(
    id: "r1", project: "example.org/shop", kind: .service, commit: "3f2a9c17d0e4b5a6", isDirty: true, createdAt: now,
    state: .draft,
    checklists: catalogue.checklists.map { .init(id: $0.id, revision: $0.revision, digest: $0.digest) },
    toolVersion: "0.1.0")

  static let project = ProbedProject(files: 120, goLines: 20_311, commit: "3f2a9c17d0e4b5a6", isDirty: true)

  static let observations: [Observation] = [
    observation(
      "health.error-handling", .rated(.partial), .medium,
      "41 of 44 wraps keep the chain; three format the error with %v and two results are dropped.",
      [
        (
          "internal/store/orders.go", 42, "err is formatted with %v",
          #"return fmt.Errorf("read order %d: %v", id, err)"#
        ),
        ("internal/store/orders.go", 77, "the result is dropped", "_ = rows.Close()"),
        ("cmd/shop/main.go", 19, "err is formatted with %v", #"log.Fatalf("config: %v", err)"#),
      ]),
    observation("health.testing", .rated(.solid), .high, "Packages with 83 % of the lines are tested; CI runs -race."),
    observation("health.observability", .rated(.missing), .high, "Neither metrics nor traces nor a structured logger."),
    observation("health.documentation", .inconclusive(reason: "the README is not in English"), .low, ""),
    observation(
      "readiness.p0.graceful-shutdown", .rated(.missing), .high, "The server is started and never shut down.",
      [("cmd/shop/main.go", 31, "ListenAndServe without Shutdown", "log.Fatal(srv.ListenAndServe())")]),
    observation("readiness.p0.coverage", .rated(.partial), .medium, "Coverage is collected; there is no gate."),
    observation("readiness.p0.health-endpoints", .rated(.solid), .high, "/healthz and /readyz answer apart."),
    observation("readiness.p1.tracing", .failed(reason: "the probe ran out of time"), .low, ""),
    observation("readiness.p1.migrations", .rated(.solid), .high, "14 numbered SQL files run by goose."),
    observation("security.sql", .rated(.solid), .high, "All queries are constant."),
    observation(
      "security.secrets", .rated(.missing), .medium, "A key stands in the source.",
      [("internal/pay/client.go", 12, "looks like a live key", #"const apiKey = "sk_live_0123456789""#)]),
    observation("security.cors", .rated(.notApplicable), .high, "No CORS header is sent."),
    observation("errors.wrapped", .rated(.partial), .high, "Three of 44 wraps lose the chain."),
  ]

  static let session = Session(author: "ada")

  /// The source the program would supply for the first finding.
  static let source = source(in: "internal/store/orders.go")

  static func source(in path: String) -> Event { .source(path: path, firstLine: 30, lines: sourceLines) }

  private static let sourceLines: [SourceLine] = (30...60).map {
    if $0 == 42 {
      return SourceLine(parts: [
        .init("\t\t", .plain), .init("return", .keyword), .init(" fmt.Errorf(", .plain),
        .init("\"read order %d: %v\"", .string), .init(", id, err)", .plain),
      ])
    }
    return SourceLine(parts: [.init("\t", .plain), .init("// line \($0)", .comment)])
  }

  static func front(_ width: Int, _ height: Int, isProbed: Bool = true, session: Session = Example.session) -> Front {
    let size = Size(width: width, height: height)
    var front = Front(review: review, catalogue: catalogue, session: session, size: size, at: now)
    if isProbed {
      _ = front.receive(.findings(found), at: now)
      _ = front.receive(.observations(observations, project), at: now)
      _ = front.receive(.probingEnded, at: now)
    }
    return front
  }

  static func item(
    _ id: String, _ title: String, _ priority: ChecklistItem.Priority = .none, probes: [ProbeID]
  ) -> ChecklistItem {
    let list = String(id.prefix { $0 != "." })
    return ChecklistItem(
      id: id, revision: 1, checklist: list, title: title, kind: priority == .none ? .graded : .gate, priority: priority,
      weight: 1, asks: "Is \(title.lowercased()) as it should be before anyone depends on this service?",
      why: "What is missing here is found by the people who can least afford it, at the time they can least afford it.",
      solid: "All of it is there and a reader finds it at once.", partial: "Some of it is there.",
      missing: "None of it is there.", look: "The main packages, the pipeline and the README.",
      remediation: .init(
        text: "Begin with the smallest part that would have helped last time.",
        example: "if err != nil {\n\treturn fmt.Errorf(\"read: %w\", err)\n}", language: "go", effort: .small),
      applies: [.service], allowsNotApplicable: !id.contains("health"), reviewDays: 180, suggestion: .worst(probes),
      criteria: [], siblings: id == "health.error-handling" ? ["errors.wrapped"] : [], criterionDigest: "c-" + id)
  }

  private static func dimension(_ id: String, _ title: String, _ weight: Int, _ criteria: [String]) -> ChecklistItem {
    ChecklistItem(
      id: id, revision: 1, checklist: "quality", title: title, kind: .graded, priority: .none, weight: weight,
      asks: "How good is \(title.lowercased())?", why: "It is what a reader of the score wants to know.", solid: "",
      partial: "", missing: "", look: "The criteria below.",
      remediation: .init(text: "Mend the criteria.", example: "", language: "go", effort: .medium), applies: [.service],
      allowsNotApplicable: false, reviewDays: 365, suggestion: .criteria, criteria: criteria, siblings: [],
      criterionDigest: "c-" + id)
  }

  private static func observation(
    _ item: String, _ result: Observation.Result, _ confidence: Confidence, _ reason: String,
    _ evidence: [(path: String, line: Int, message: String, snippet: String)] = []
  ) -> Observation {
    let probes = catalogue.item(item)?.suggestion.probes ?? []
    return Observation(
      item: item, probes: probes, probeVersion: probes.map { "\($0)@1" }.joined(separator: " "), result: result,
      confidence: confidence, reason: reason,
      evidence: evidence.map {
        .init(location: Location(path: $0.path, line: $0.line), snippet: $0.snippet, message: $0.message)
      },
      scope: Scope(files: 96, patterns: ["fmt.Errorf", "errors.Join"], skipped: ["vendor"]))
  }
}

extension Front {
  /// Plays a key script; what it asked the program to do.
  @discardableResult
  mutating func play(_ script: String) -> [Effect] {
    guard let keys = Key.script(script) else { preconditionFailure("the script names an unknown key: \(script)") }
    return keys.flatMap { handle($0, at: Example.now) }
  }

  /// Types text that holds blanks.
  mutating func write(_ text: String) { _ = handle(.paste(text), at: Example.now) }

  var picture: Frame { frame(at: size, in: Look()) }
}
