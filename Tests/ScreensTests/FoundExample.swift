import Checklists
import Evidence

@testable import Screens

/// What the probes found in the invented shop.
extension Example {
  static let cards: [ProbeExplanation] = [
    card("errors/ignored", isHarmful: true, "an error that nobody looks at", linters: ["errcheck", "gosec (G104)"]),
    card("errors/unwrapped", isHarmful: true, "an error given to fmt.Errorf with a verb other than %w"),
    card("http/graceful-shutdown", isHarmful: false, "a server that is drained on a signal"),
    card("security/hardcoded-secret", isHarmful: true, "a credential in the source"),
    card("security/tls", isHarmful: true, "a TLS client that trusts everybody"),
    card("silencing/unused", isHarmful: true, "an assay:ignore comment that silences nothing"),
    card("testing/table-driven", isHarmful: false, "a test that walks a table of cases"),
  ]

  static let found = ProbedFindings(outcomes: outcomes, cards: cards)

  static let outcomes: [Outcome] = [
    outcome(
      "errors/ignored", .found,
      [
        finding("errors/ignored", "internal/store/orders.go", 77, "the error of Close is dropped", "_ = rows.Close()"),
        finding(
          "errors/ignored", "internal/store/orders.go", 91, "the error of Rollback is dropped", "tx.Rollback()", .low),
        finding("errors/ignored", "cmd/shop/main.go", 22, "the error of Sync is dropped", "logger.Sync()", .medium),
      ],
      silenced: [
        SilencedFinding(
          finding: finding(
            "errors/ignored", "internal/pay/client.go", 40, "the error of Body.Close is dropped", "res.Body.Close()"),
          by: .nolint, rule: "errcheck", reason: "nothing to do about it", commentLine: 40)
      ]),
    outcome(
      "errors/unwrapped", .found,
      [
        finding(
          "errors/unwrapped", "internal/store/orders.go", 42, "err is formatted with %v",
          #"return fmt.Errorf("read order %d: %v", id, err)"#)
      ],
      silenced: [
        SilencedFinding(
          finding: finding(
            "errors/unwrapped", "cmd/shop/main.go", 19, "err is formatted with %v", #"log.Fatalf("config: %v", err)"#),
          by: .settings, rule: "errors/unwrapped", reason: "the program ends here", commentLine: 3, author: "ada",
          day: "2025-11-20")
      ]),
    outcome("http/graceful-shutdown", .notFound, []),
    outcome(
      "security/hardcoded-secret", .found,
      [
        finding(
          "security/hardcoded-secret", "internal/pay/client.go", 12, "looks like a live key",
          #"const apiKey = "sk_live_0123456789""#, .medium)
      ]),
    outcome("security/tls", .notApplicable(reason: "no TLS configuration"), []),
    outcome(
      "silencing/unused", .found,
      [
        finding(
          "silencing/unused", "internal/pay/client.go", 8, "errors/panic finds nothing on line 9",
          "// assay:ignore errors/panic why")
      ]),
    outcome(
      "testing/table-driven", .found,
      [
        finding(
          "testing/table-driven", "internal/store/orders_test.go", 14, "a table of 6 cases", "for _, c := range cases {"
        )
      ]),
  ]

  /// The findings once one of them is silenced by the settings, as the program would tell.
  static func found(silencing decision: SilencingDecision) -> ProbedFindings {
    let outcomes = Example.outcomes.map { outcome in
      var outcome = outcome
      for finding in outcome.findings where finding.fingerprint == decision.fingerprint {
        outcome.silenced.append(
          SilencedFinding(
            finding: finding, by: .settings, rule: finding.probe.text, reason: decision.reason, commentLine: 9,
            author: decision.by, day: decision.at))
      }
      outcome.findings.removeAll { $0.fingerprint == decision.fingerprint }
      return outcome
    }
    return ProbedFindings(outcomes: outcomes, cards: cards)
  }

  static func finding(
    _ probe: ProbeID, _ path: String, _ line: Int, _ message: String, _ snippet: String,
    _ confidence: Confidence = .high
  ) -> Finding {
    var finding = Finding(
      probe: probe, location: Location(path: path, line: line), snippet: snippet, message: message,
      confidence: confidence)
    let digits = String(SHA256.hex(Array("\(probe) \(path) \(line)".utf8)))
    finding.fingerprint = String(digits.prefix(SilencingDecision.fingerprintLength))
    return finding
  }

  private static func outcome(
    _ probe: ProbeID, _ answer: Outcome.Answer, _ findings: [Finding], silenced: [SilencedFinding] = []
  ) -> Outcome {
    var outcome = Outcome(
      probe: probe, answer: answer, findings: findings,
      scope: Scope(files: 96, patterns: ["fmt.Errorf"], skipped: ["vendor"]))
    outcome.silenced = silenced
    return outcome
  }

  private static func card(
    _ id: ProbeID, isHarmful: Bool, _ looksFor: String, linters: [String] = []
  ) -> ProbeExplanation {
    ProbeExplanation(
      id: id, version: 2, isHarmful: isHarmful, looksFor: looksFor,
      because: "whoever is called at night needs to know what went wrong", instead: "say it where it happens",
      linters: linters,
      examples: [
        .init(text: "▸os.Remove(path)", isFound: true),
        .init(text: "if err := os.Remove(path); err != nil {\n\treturn err\n}", isFound: false),
      ])
  }
}
