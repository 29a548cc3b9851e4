import Evidence
import Testing

@testable import Reports

/// What goes over to the reviewing process arrives as it was.
@Suite struct OutcomeTransferTests {
  static let answers: [Outcome.Answer] = [
    .found, .partial, .notFound, .notApplicable(reason: "no SQL"), .inconclusive(reason: "no main"),
    .failed(reason: "a \"trap\""),
  ]

  @Test(arguments: answers) func `an outcome survives the way whole`(_ answer: Outcome.Answer) throws {
    var finding = Finding(
      probe: "errors/ignored", location: Location(path: "a/ü.go", line: 3, column: 7, endLine: 5),
      snippet: "x := \"\\\u{1B}[31m\"\tя", message: "line one\nline two", confidence: .medium)
    finding.fingerprint = "0123abcd"
    var outcome = Outcome(
      probe: "errors/ignored", answer: answer, findings: [finding],
      measures: [
        "calls": 3, "share": 0.5, "whole": .ratio(1), "isChecked": true, "name": "ñ",
        "names": .list(["a", ""]), "none": .list([]),
      ], scope: Scope(files: 9, patterns: ["_ ="], skipped: ["vendor"]))
    outcome.silenced = [
      SilencedFinding(
        finding: finding, by: .nolint, rule: "errcheck", reason: "best effort", commentLine: 2,
        author: "ada", day: "2026-11-28")
    ]
    let line = OutcomeTransfer.line(outcome)
    #expect(!line.contains(UInt8(ascii: "\n")))
    #expect(OutcomeTransfer.outcome(try JSONValue(parsing: line)) == outcome)
  }

  @Test func `a damaged line is no outcome`() throws {
    let line = String(decoding: OutcomeTransfer.line(Outcome(probe: "errors/ignored", answer: .found)), as: UTF8.self)
    for (part, damaged) in [
      ("\"found\"", "\"lost\""), ("\"findings\":[]", "\"findings\":[1]"), ("\"probe\"", "\"prob\""),
    ] {
      #expect(line.contains(part))
      #expect(OutcomeTransfer.outcome(try JSONValue(parsing: line.replacing(part, with: damaged))) == nil)
    }
  }
}
