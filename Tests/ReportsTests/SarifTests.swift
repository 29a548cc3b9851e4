import Checklists
import Evidence
import Reviews
import Testing

@testable import Reports

/// The structure of SARIF 2.1.0 that services rely on; `Conformance/sarif` holds it against the published schema.
@Suite struct SarifTests {
  static let rules = [
    SarifLog.Rule(
      id: "errors/ignored", version: 2, isHarmful: true, looksFor: "an error nobody looks at",
      because: "the program goes on as if the call had worked", instead: "check it",
      examples: [("▸os.Remove(`x`)", true), ("err := os.Remove(path)\n", false)]),
    SarifLog.Rule(
      id: "testing/fuzz", version: 1, isHarmful: false, looksFor: "a fuzz test", because: "inputs surprise",
      instead: "write one", examples: []),
    SarifLog.Rule(
      id: "errors/panic", version: 1, isHarmful: true, looksFor: "x", because: "y", instead: "z", examples: []),
  ]

  static func finding(
    _ probe: ProbeID, _ path: String, _ line: Int, _ column: Int, _ confidence: Confidence = .high,
    fingerprint: String = "f"
  ) -> Finding {
    var finding = Finding(
      probe: probe, location: Location(path: path, line: line, column: column), snippet: "", message: "look",
      confidence: confidence)
    finding.fingerprint = fingerprint
    return finding
  }

  static func log(
    _ outcomes: [Outcome],
    origin: SarifLog.Origin = .init(root: "/srv/a b", repositoryURI: nil, isRepositoryRoot: false),
    problems: [String] = [], excluded: [ProbeReport.Project.Excluded] = [], commit: String? = "c0ffee",
    lines: [String: [String]] = [:]
  ) throws -> JSONValue {
    let catalogue = Catalogue(checklists: [])
    let review = Review(
      id: "r", project: "p", kind: .service, commit: nil, isDirty: false, createdAt: Instant(seconds: 0), state: .draft,
      checklists: [], toolVersion: "0.1.0")
    let report = ProbeReport(
      toolVersion: "0.1.0",
      project: .init(
        module: "example.org/p", kind: .service, kindReason: "it serves", commit: commit, isDirty: false, fileCount: 1,
        goLineCount: 1, problems: problems, excluded: excluded),
      outcomes: outcomes, observations: [], evaluation: review.evaluated(under: catalogue, at: Instant(seconds: 0)))
    let log = SarifLog(report: report, rules: rules, origin: origin) { path, number in
      lines[path].flatMap { $0.indices.contains(number - 1) ? Array($0[number - 1].utf8) : nil }
    }
    return try JSONValue(parsing: log.bytes)
  }

  static func run(_ log: JSONValue) throws -> JSONValue { try #require(log["runs"]?.arrayValue?.first) }

  static func results(_ log: JSONValue) throws -> [JSONValue] { try #require(try run(log)["results"]?.arrayValue) }

  static func region(_ result: JSONValue) -> JSONValue? {
    result["locations"]?.arrayValue?.first?["physicalLocation"]?["region"]
  }

  static func ignored(_ findings: [Finding]) -> Outcome {
    Outcome(probe: "errors/ignored", answer: .found, findings: findings)
  }

  @Test func `a log has its version, schema, tool and one rule for each probe that ran`() throws {
    let log = try Self.log([Self.ignored([]), Outcome(probe: "testing/fuzz", answer: .notFound)])
    #expect(log["version"]?.stringValue == "2.1.0")
    #expect(log["$schema"]?.stringValue?.hasSuffix("/sarif-schema-2.1.0.json") == true)
    let driver = try #require(try Self.run(log)["tool"]?["driver"])
    #expect(driver["name"]?.stringValue == "assay" && driver["semanticVersion"]?.stringValue == "0.1.0")
    let rules = try #require(driver["rules"]?.arrayValue)
    #expect(rules.map { $0["id"]?.stringValue } == ["errors/ignored", "testing/fuzz"])
    #expect(rules[0]["name"]?.stringValue == "Ignored")
    #expect(rules[0]["shortDescription"]?["text"]?.stringValue == "An error nobody looks at.")
    #expect(rules[0]["fullDescription"]?["text"]?.stringValue?.contains("Instead: check it.") == true)
    #expect(rules.map { $0["defaultConfiguration"]?["level"]?.stringValue } == ["warning", "none"])
    #expect(rules[0]["helpUri"] == nil)
    let help = try #require(rules[0]["help"])
    let text = "An error nobody looks at.\nBecause the program goes on as if the call had worked.\nInstead: check it.\n"
    #expect(help["text"]?.stringValue == text + "\nFound:\nos.Remove(`x`)\n\nNot found:\nerr := os.Remove(path)")
    #expect(help["markdown"]?.stringValue?.contains("```go\nos.Remove(`x`)\n```") == true)
  }

  @Test func `a result names its rule, level, place and fingerprint`() throws {
    let log = try Self.log(
      [
        Self.ignored([Self.finding("errors/ignored", "a b/ü.go", 2, 2, .low, fingerprint: "abc")]),
        Outcome(probe: "testing/fuzz", answer: .found, findings: [Self.finding("testing/fuzz", "z.go", 1, 1)]),
      ], lines: ["a b/ü.go": ["package a", "\tos.Remove(x)"]])
    let results = try Self.results(log)
    #expect(results.map { $0["ruleId"]?.stringValue } == ["errors/ignored", "testing/fuzz"])
    #expect(results.map { $0["ruleIndex"]?.integerValue } == [0, 1])
    #expect(results.map { $0["level"]?.stringValue } == ["note", "none"])
    #expect(results.map { $0["kind"]?.stringValue } == [nil, "informational"])
    #expect(results[0]["message"]?["text"]?.stringValue == "look")
    #expect(results[0]["partialFingerprints"]?["assay/v1"]?.stringValue == "abc")
    let place = try #require(results[0]["locations"]?.arrayValue?.first?["physicalLocation"])
    #expect(place["artifactLocation"] == ["uri": "a%20b/%C3%BC.go", "uriBaseId": "%SRCROOT%"])
    #expect(
      place["region"] == ["startLine": 2, "startColumn": 2, "endLine": 2, "snippet": ["text": "os.Remove(x)"]])
    #expect(results.allSatisfy { $0["suppressions"] == nil })
  }

  /// Byte columns of the finding, UTF-16 columns of the result.
  @Test(arguments: [
    ("x := 1; f()", 9, 9), ("s := \"ü\"; f()", 12, 11), ("s := \"漢字\"; f()", 16, 12),
    ("s := \"👩\"; f()", 14, 12), ("\tf()", 2, 2), ("", 1, 1), ("f()", 40, 4),
  ])
  func `columns count UTF-16 units`(_ line: String, _ column: Int, _ expected: Int) throws {
    let log = try Self.log([Self.ignored([Self.finding("errors/ignored", "a.go", 1, column)])], lines: ["a.go": [line]])
    let region = Self.region(try Self.results(log)[0])
    #expect(region?["startColumn"]?.integerValue == expected)
    let rest = String(decoding: Array(line.utf16.dropFirst(expected - 1)), as: UTF16.self)
    #expect(region?["snippet"]?["text"]?.stringValue == rest)
    let run = try Self.run(log)
    #expect(run["columnKind"]?.stringValue == "utf16CodeUnits")
  }

  @Test func `a place without a line to show has no snippet`() throws {
    let log = try Self.log([Self.ignored([Self.finding("errors/ignored", "gone.go", 7, 3)])])
    #expect(Self.region(try Self.results(log)[0]) == ["startLine": 7, "startColumn": 3, "endLine": 7])
  }

  @Test func `what comments silence is suppressed in source, with its reason, and all results say whether they are`()
    throws
  {
    var outcome = Self.ignored([Self.finding("errors/ignored", "b.go", 1, 1)])
    outcome.silenced = [("why", 1), ("", 3)].map { reason, line in
      SilencedFinding(
        finding: Self.finding("errors/ignored", "a.go", line, 1), by: .nolint, rule: "errcheck", reason: reason,
        commentLine: 1)
    }
    let results = try Self.results(try Self.log([outcome]))
    #expect(
      results.map { $0["suppressions"] } == [
        [["kind": "inSource", "justification": "why"]], [["kind": "inSource"]], [],
      ])
  }

  @Test func `problems, files left out and failed probes are notifications`() throws {
    let log = try Self.log(
      [Outcome(probe: "errors/panic", answer: .failed(reason: "it broke"))], problems: ["x.go: cannot be read"],
      excluded: [.init(pattern: "gen", line: 2, paths: ["gen/a.go"])])
    let invocation = try #require(try Self.run(log)["invocations"]?.arrayValue?.first)
    #expect(invocation["executionSuccessful"] == false)
    let notes = try #require(invocation["toolExecutionNotifications"]?.arrayValue)
    #expect(notes.map { $0["level"]?.stringValue } == ["error", "warning", "note"])
    #expect(
      notes.map { $0["message"]?["text"]?.stringValue } == [
        "errors/panic failed: it broke", "x.go: cannot be read", "gen/a.go: left out on purpose (.assay.yml:2)",
      ])
    #expect(notes[0]["associatedRule"]?["id"]?.stringValue == "errors/panic")
    let fine = try #require(try Self.run(try Self.log([]))["invocations"]?.arrayValue?.first)
    #expect(fine["executionSuccessful"] == true && fine["toolExecutionNotifications"] == [])
  }

  @Test func `the revision is told where the repository has a name`() throws {
    let plain = try Self.run(try Self.log([]))
    #expect(plain["versionControlProvenance"] == nil)
    let origin = SarifLog.Origin(root: nil, repositoryURI: "https://example.org/p", isRepositoryRoot: true)
    let run = try Self.run(try Self.log([], origin: origin))
    #expect(
      run["versionControlProvenance"] == [
        ["repositoryUri": "https://example.org/p", "revisionId": "c0ffee", "mappedTo": ["uriBaseId": "%SRCROOT%"]]
      ])
    #expect(run["originalUriBaseIds"]?["%SRCROOT%"]?["uri"] == nil)
    #expect(plain["originalUriBaseIds"]?["%SRCROOT%"]?["uri"]?.stringValue == "file:///srv/a%20b/")
  }

  @Test func `each result stands on its own line`() throws {
    let findings = (1...3).map { Self.finding("errors/ignored", "a.go", $0, 1) }
    let text = try Self.log([Self.ignored(findings)])
    #expect(try Self.results(text).count == 3)
    var stream = JSONStream(depthOfLinesMax: 1)
    stream.write(["a": [["b": 1], ["c": [2]]], "d": []])
    #expect(String(decoding: stream.bytes, as: UTF8.self) == "{\n  \"a\": [{\"b\":1},{\"c\":[2]}],\n  \"d\": []\n}")
  }
}
