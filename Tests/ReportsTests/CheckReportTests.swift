import Checklists
import Evidence
import Foundation
import Reviews
import SchemaCheck
import Testing

@testable import Reports

/// The gates in five formats that say the same, whatever the repository's texts are.
@Suite struct CheckReportTests {
  static let hostile = "x\u{1B}[31m <b a='1'>&amp;\"]]>\n@all | `\u{202E}y\u{FFFF}"

  static func item(_ id: String, _ title: String, _ priority: ChecklistItem.Priority = .p0) -> ChecklistItem {
    ChecklistItem(
      ruling: id, revision: 1, checklist: "readiness", title: title, kind: .gate, priority: priority, weight: 1,
      reviewDays: 365, criteria: [], criterionDigest: "c-\(id)")
  }

  static let gates = [
    item("readiness.shutdown", "Shutdown"), item("readiness.wrapping", "Error <wrapping>"),
    item("readiness.coverage", "Coverage"), item("readiness.config", "Configuration"),
    item("readiness.tracing", "Tracing", .p1),
  ]

  /// A gate in each state: waived, missing with two places, unanswered, solid; and a P1 gate that is open.
  static func report(
    _ message: String = "err becomes text", reason: String = "the queue moves in May", unread: [String] = []
  ) -> CheckReport {
    let now = PastReviews.now
    let list = Checklist(
      id: "readiness", title: "Readiness", revision: 1, scoring: .readiness, items: gates, digest: "d")
    let catalogue = Catalogue(checklists: [list])
    func seen(_ item: ChecklistItem, _ rating: Rating, _ places: [(String, Int)]) -> Observation {
      Observation(
        item: item.id, probes: ["errors/unwrapped"], probeVersion: "errors/unwrapped@1", result: .rated(rating),
        confidence: .high, reason: "counted: \(message)",
        evidence: places.map { .init(location: Location(path: $0, line: $1), snippet: message, message: message) },
        scope: Scope(files: 2))
    }
    let waived = ProjectSettings.Waived(
      terms: WaiverTerms(
        item: gates[0].id, kind: .fixLater, reason: reason, owner: "ann", created: now.day.adding(days: -3),
        expires: now.day.adding(days: 30)), line: 4)
    let review = Review(
      id: "check", project: "example.org/shop", kind: .service, commit: "1234567890abcdef", isDirty: true,
      createdAt: now, state: .draft, checklists: [], toolVersion: "0.1.0",
      observations: [
        seen(gates[0], .partial, [("main.go", 7)]),
        seen(gates[1], .missing, [("a b/\(message.isEmpty ? "" : "c&d").go", 3), ("e.go", 4), ("e.go", 4)]),
        seen(gates[3], .solid, []), seen(gates[4], .missing, []),
      ]
    ).waived(by: [waived])
    let evaluation = review.evaluated(under: catalogue, at: now)
    let limits = GateCheck.Limits(
      minCoverage: Fraction(text: "79.5"), maxOpenP1: 1, forbidsRegress: true, isStrictOnProbes: true)
    return CheckReport(
      review: review, evaluation: evaluation,
      check: GateCheck(evaluation, limits: limits, unread: unread), answers: nil, baseline: nil, anchor: "go.mod")
  }

  @Test func `text, Markdown and JUnit read as recorded`() throws {
    try expectRecorded(Self.report().text, "check.txt")
    try expectRecorded(Self.report().markdown, "check.md")
    try expectRecorded(Self.report().junit, "check.junit.xml")
    try expectRecorded(String(decoding: Self.report().sarifBytes(toolVersion: "0.1.0"), as: UTF8.self), "check.sarif")
  }

  @Test func `JUnit is well-formed with hostile text, and its counts are those of its cases`() throws {
    for report in [Self.report(), Self.report(Self.hostile, reason: Self.hostile, unread: [Self.hostile])] {
      let xml = WellFormedXML(report.junit)
      #expect(xml.problem == nil)
      func count(_ prefix: String) -> Int { xml.elements.count { $0.hasPrefix(prefix) } }
      let total = try #require(xml.elements.first { $0.hasPrefix("testsuites ") })
      #expect(
        total.hasSuffix(
          "tests=\"\(count("testcase "))\" failures=\"\(count("failure "))\" errors=\"\(count("error "))\" "
            + "skipped=\"\(count("skipped "))\""))
      #expect(count("testcase ") == report.check.lines.count + 4 && count("skipped ") == 1)
    }
  }

  @Test func `the check for well-formed XML refuses what is not`() {
    for broken in ["<a>", "<a></b>", "<a b=1/>", "<a>&x;</a>", "<a b=\"<\"/>", "<a>]]></a>", "<a/>x", "<a>\u{1}</a>"] {
      #expect(WellFormedXML(broken).problem != nil, "\(broken)")
    }
    #expect(WellFormedXML("<a b=\"1\" c=\"&#10;\"><d/>x &amp; y</a>").problem == nil)
  }

  @Test func `SARIF names a rule and a place for each result, and suppresses what is waived`() throws {
    let log = try JSONValue(parsing: Self.report(Self.hostile, reason: Self.hostile).sarifBytes(toolVersion: "0.1.0"))
    let run = try #require(log["runs"]?.arrayValue?.first)
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.arrayValue).map { $0["id"]?.stringValue }
    #expect(Set(rules).count == rules.count)
    let results = try #require(run["results"]?.arrayValue)
    for result in results {
      let index = try #require(result["ruleIndex"]?.integerValue)
      #expect(rules[index] == result["ruleId"]?.stringValue)
      let place = try #require(result["locations"]?.arrayValue?.first?["physicalLocation"])
      let uri = try #require(place["artifactLocation"]?["uri"]?.stringValue)
      #expect(!uri.contains { " <>&\"".contains($0) })
      #expect((place["region"]?["startLine"]?.integerValue ?? 0) > 0)
    }
    let suppressed = results.filter { $0["suppressions"]?.arrayValue?.isEmpty == false }
    #expect(suppressed.map { $0["ruleId"]?.stringValue } == ["readiness.shutdown"])
    #expect(results.count { $0["ruleId"]?.stringValue == "readiness.wrapping" } == 2)
    let prints = results.compactMap { $0["partialFingerprints"]?["assayCheck/v1"]?.stringValue }
    #expect(Set(prints).count == results.count)
  }

  @Test func `JSON fits its schema and says what the command ends with`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Data/Schemas/check.schema.json")
    let schema = Schema(try JSONValue(parsing: Array(try Data(contentsOf: path))))
    let json = Self.report().json(toolVersion: "0.1.0", exitCode: 1)
    #expect(schema.problems(json) == [])
    #expect(json["exitCode"] == 1 && json["outcome"] == "fail" && json["verdict"]?["word"] == "NOT READY")
    #expect(json["verdict"]?["heldBy"]?.arrayValue?.map { $0["item"]?.stringValue } == ["readiness.wrapping"])
    #expect(json["waived"]?.arrayValue?.first?["settingsLine"] == 4)
  }

  @Test func `no format holds a control character`() {
    let report = Self.report(Self.hostile, reason: Self.hostile, unread: [Self.hostile])
    let sarif = String(decoding: report.sarifBytes(toolVersion: "0.1.0"), as: UTF8.self)
    let json = report.json(toolVersion: "0.1.0", exitCode: 1).text
    for text in [report.text, report.markdown, report.junit, sarif, json] {
      #expect(text.unicodeScalars.allSatisfy { !$0.isUnprintable || $0 == "\n" })
    }
    #expect(!report.markdown.contains("<b") && !report.markdown.contains("@all"))
  }
}
