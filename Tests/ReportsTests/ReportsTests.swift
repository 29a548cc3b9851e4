import Checklists
import Evidence
import Reviews
import Testing

@testable import Reports

/// What stands in a Markdown report of a small invented review.
struct ReportsTests {
  static let now = Instant(seconds: 1_764_000_000)
  static let shutdown = item("readiness.shutdown", "Shutdown")
  static let tracing = item("readiness.tracing", "Tracing")
  static let catalogue = Catalogue(checklists: [
    Checklist(
      id: "readiness", title: "Readiness", revision: 1, scoring: .readiness, items: [shutdown, tracing], digest: "d")
  ])
  static let review: Review = {
    var review = Review(
      id: "r1", project: "example.org/shop", kind: .service, commit: nil, isDirty: false, createdAt: now,
      state: .draft,
      checklists: catalogue.checklists.map { .init(id: $0.id, revision: $0.revision, digest: $0.digest) },
      toolVersion: "0.1.0")
    review.observations = [
      Observation(
        item: shutdown.id, probes: [], probeVersion: "1", result: .rated(.partial), confidence: .low,
        reason: "The server is drained without a deadline.",
        evidence: [.init(location: Location(path: "main.go", line: 3), snippet: "srv.Close()", message: "closed")],
        scope: Scope(files: 1, patterns: [], skipped: []))
    ]
    return review
  }()

  @Test func `the note of an item nobody has answered is in the report`() throws {
    let noted = try Self.review.noting(Self.tracing, "Ask the platform team.", author: "ada", at: Self.now)
    let lines = Self.markdown(noted)
    #expect(lines.contains("- **Tracing** `readiness.tracing` (ada, 2025-11-24): Ask the platform team."))
  }

  @Test func `a report without notes and reasons has no section for them`() {
    #expect(!Self.markdown(Self.review).contains("## Notes"))
  }

  @Test func `the reason of a probe beside another rating of the reviewer is marked as the probes' own`() throws {
    let solid = try Self.review.answering(Self.shutdown, .solid, author: "ada", at: Self.now)
    let partial = try Self.review.answering(Self.shutdown, .partial, author: "ada", at: Self.now)
    let reason = "The server is drained without a deadline."
    #expect(Self.row(solid).hasSuffix("| solid (2) | human | The probes say partial: \(reason) |"))
    #expect(Self.row(partial).hasSuffix("| partial (1) | human | \(reason) |"))
  }

  @Test func `what to do next is worth the verdict, gates or points`() throws {
    let catalogue = Catalogue(
      checklists: [
        Checklist(
          id: "security", title: "Security", revision: 1, scoring: .security,
          items: [Self.item("security.tls", "TLS", list: "security", .p1)], digest: "s"),
        Checklist(
          id: "health", title: "Health", revision: 1, scoring: .health,
          items: [Self.item("health.testing", "Testing", list: "health")], digest: "h"),
      ] + Self.catalogue.checklists)
    let rows = ReviewReport(review: Self.review, catalogue: catalogue, now: Self.now).markdown.split(separator: "\n")
    #expect(rows.contains("| Shutdown (`readiness.shutdown`) | small | the verdict | Add it. |"))
    #expect(rows.contains("| TLS (`security.tls`) | small | +1 gate | Add it. |"))
    #expect(rows.contains("| Testing (`health.testing`) | small | +2 points | Add it. |"))
  }

  @Test func `findings name their item, for titles repeat`() {
    #expect(Self.markdown(Self.review).contains("### Shutdown (`readiness.shutdown`)"))
  }

  @Test func `no band stands in a report without the word that P0 items hold it`() throws {
    let catalogue = Catalogue(checklists: [
      Self.catalogue.checklists[0],
      Checklist(
        id: "health", title: "Health", revision: 1, scoring: .health,
        items: [Self.item("health.testing", "Testing", list: "health")], digest: "h"),
    ])
    let health = try #require(catalogue.item("health.testing"))
    let rated = try Self.review.answering(health, .solid, author: "ada", at: Self.now)
    let held = ReviewReport(review: rated, catalogue: catalogue, now: Self.now).markdown
    #expect(held.contains("| Health | 2/2 | 2/2 | exemplary, held by the P0 items below | 100.0 % |"))
    let ready = try [Self.shutdown, Self.tracing].reduce(rated) {
      try $0.answering($1, .solid, author: "ada", at: Self.now)
    }
    let free = ReviewReport(review: ready, catalogue: catalogue, now: Self.now).markdown
    #expect(free.contains("| Health | 2/2 | 2/2 | exemplary | 100.0 % |"))
  }

  @Test(arguments: [
    ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"), ("a|b *c* [d](e)", #"a\|b \*c\* \[d\](e)"#),
    ("one\ntwo", "one two"), ("ask @team", "ask @<!-- -->team"), (#"a\b"#, #"a\\b"#),
  ])
  func `no text of a reviewer or a repository becomes markup`(_ text: String, _ expected: String) {
    #expect(MarkdownText.inline(text) == expected)
  }

  @Test func `a title out of a final review's own file steers nothing and stays in its cell`() throws {
    var review = Self.review
    review.observations = [
      Observation(
        item: "own.gate", probes: [], probeVersion: "1", result: .rated(.missing), confidence: .high, reason: "none",
        evidence: [.init(location: Location(path: "main.go", line: 3), snippet: "", message: "here")],
        scope: Scope(files: 1, patterns: [], skipped: []))
    ]
    let gate = ChecklistItem(
      ruling: "own.gate", revision: 1, checklist: "own", title: "Odd\u{1B}[31m|**READY**\n# READY", kind: .gate,
      priority: .p0, weight: 1, reviewDays: 90, criteria: nil, criterionDigest: "c")
    let ruler = Catalogue(checklists: [
      Checklist(id: "own", title: "Own", revision: 1, scoring: .readiness, items: [gate], digest: "d")
    ])
    let noted = try review.noting(gate, "seen", author: "ada", at: Self.now)
    let text = ReviewReport(review: noted, catalogue: ruler, now: Self.now).markdown
    #expect(!text.contains("\u{1B}") && !text.contains("\n# READY"))
    let title = ##"Odd\\x1b\[31m\|\*\*READY\*\* \# READY"##
    // What holds the verdict, what to do next, the list, the findings, the notes.
    #expect(text.occurrences(of: title) == 5, "\(text)")
  }

  @Test func `nothing in the text of a run steers the terminal or passes for a finding of its own`() {
    let finding = Finding(
      probe: "errors/ignored", location: Location(path: "a\nmain.go:1:1: made up [errors\u{1B}[31m].go", line: 3),
      snippet: "", message: "an error\tnobody looks at")
    let report = ProbeReport(
      toolVersion: "0",
      project: .init(
        module: "example.org/\u{1B}[31mshop", kind: .service, kindReason: "", commit: nil, isDirty: false, fileCount: 1,
        goLineCount: 1, problems: []),
      outcomes: [Outcome(probe: "errors/ignored", answer: .found, findings: [finding])], observations: [],
      evaluation: Self.review.evaluated(under: Self.catalogue, at: Self.now))
    let lines = report.text.split(separator: "\n")
    #expect(
      lines.first == #"a main.go:1:1: made up [errors\x1b[31m].go:3:1: an error nobody looks at [errors/ignored]"#)
    #expect(lines.count == 2 && lines.last?.hasPrefix(#"example.org/\x1b[31mshop: service, "#) == true, "\(lines)")
    #expect(!String(decoding: report.jsonBytes, as: UTF8.self).contains("\u{1B}"))
  }

  @Test func `the libraries stand in a table beside what the guide would choose`() {
    var review = Self.review
    review.libraries = [
      UsedLibrary(purpose: "cli", path: "github.com/a|b", version: "v1.2.0`", standing: .avoid)
    ]
    let purposes = [
      LibraryPurpose(name: "cli", title: "Commands", choice: "cobra | flag", reasons: ["github.com/a|b": "<b>old</b>"]),
      LibraryPurpose(name: "grpc", title: "gRPC", choice: "connect", reasons: [:]),
    ]
    let report = ReviewReport(review: review, catalogue: Self.catalogue, now: Self.now, purposes: purposes)
    let rows = report.markdown.split(separator: "\n").map(String.init)
    #expect(
      rows.contains(
        #"| Commands | `github.com/a\|b` | `` v1.2.0` `` | to avoid | &lt;b&gt;old&lt;/b&gt; | cobra \| flag |"#))
    #expect(rows.contains("| gRPC |  |  |  |  | connect |"))
    #expect(!Self.markdown(Self.review).contains("## Libraries"))
  }

  private static func markdown(_ review: Review) -> [String] {
    ReviewReport(review: review, catalogue: catalogue, now: now).markdown
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func row(_ review: Review) -> String {
    markdown(review).first { $0.hasPrefix("| `readiness.shutdown` P0 | Shutdown") } ?? "no row"
  }

  private static func item(
    _ id: String, _ title: String, list: String = "readiness", _ priority: ChecklistItem.Priority = .p0
  ) -> ChecklistItem {
    let isGate = list != "health"
    return ChecklistItem(
      id: id, revision: 1, checklist: list, title: title, kind: isGate ? .gate : .graded,
      priority: isGate ? priority : .none, weight: 1,
      asks: "Is it there?", why: "It is needed.", solid: "All.", partial: "Some.", missing: "None.", look: "The mains.",
      remediation: .init(text: "Add it.", example: "", language: "go", effort: .small), applies: [.service],
      allowsNotApplicable: true, reviewDays: 180, suggestion: .none, criteria: [], siblings: [], criterionDigest: "c")
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func occurrences(of text: String) -> Int { ranges(of: text).count }
}
