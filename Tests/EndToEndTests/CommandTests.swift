import Foundation
import Testing

/// The commands as a shell sees them: output, errors, exit codes.
@Suite struct CommandTests {
  @Test func `the version and the help answer on standard output`() throws {
    let version = try Program.run("--version")
    #expect(version.code == 0 && version.output == "0.1.0\n")
    let help = try Program.run("--help")
    #expect(help.code == 0 && help.output.contains("probe") && help.output.contains("Exit codes"))
  }

  @Test func `an unknown option is refused with code 2`() throws {
    let result = try Program.run("probe", "--colour-of-the-sky")
    #expect(result.code == 2 && result.output.isEmpty && !result.errors.isEmpty)
  }

  @Test func `probe prints every one of the 36 suggestions as JSON`() throws {
    let result = try Program.run("probe", "--format", "json", Program.example)
    #expect(result.code == 0)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let suggestions = object?["suggestions"] as? [[String: Any]] ?? []
    let items = Set(suggestions.compactMap { $0["item"] as? String })
    for list in ["health.": 8, "readiness.p0.": 10, "readiness.p1.": 8, "security.": 10] {
      #expect(items.count { $0.hasPrefix(list.key) } == list.value, "\(list.key)")
    }
    #expect(suggestions.allSatisfy { ($0["reason"] as? String)?.isEmpty == false })
    let project = object?["project"] as? [String: Any]
    #expect(project?["module"] as? String == "example.org/shop" && project?["kind"] as? String == "service")
    let findings = object?["findings"] as? [[String: Any]] ?? []
    let places = findings.map { ($0["path"] as? String ?? "", $0["line"] as? Int ?? 0, $0["column"] as? Int ?? 0) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(findings.contains { $0["probe"] as? String == "database/sql-concatenation" })
  }

  @Test func `probing twice gives the same bytes`() throws {
    let first = try Program.run("probe", "--format", "json", Program.example)
    let second = try Program.run("probe", "--format", "json", Program.example)
    #expect(first.output == second.output)
  }

  @Test func `SARIF holds the findings of the JSON with their fingerprints`() throws {
    let json = try Program.run("probe", "--format", "json", Program.example)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let findings = object?["findings"] as? [[String: Any]] ?? []
    let fingerprints = findings.compactMap { $0["fingerprint"] as? String }
    #expect(!findings.isEmpty && Set(fingerprints).count == findings.count && !fingerprints.contains(""))
    let sarif = try Program.run("probe", "--format", "sarif", Program.example)
    let log = try JSONSerialization.jsonObject(with: Data(sarif.output.utf8)) as? [String: Any]
    let run = (log?["runs"] as? [[String: Any]])?.first
    let results = run?["results"] as? [[String: Any]] ?? []
    let named = results.compactMap { ($0["partialFingerprints"] as? [String: String])?["assay/v1"] }
    #expect(sarif.code == 0 && named == fingerprints)
    let bases = run?["originalUriBaseIds"] as? [String: [String: Any]]
    #expect((bases?["%SRCROOT%"]?["uri"] as? String)?.hasSuffix("/Data/Examples/shop/") == true)
  }

  @Test func `--timings tells on standard error how long stages and probes took, and changes no output`() throws {
    let plain = try Program.run("probe", "--only", "errors/*", Program.example)
    let timed = try Program.run("probe", "--only", "errors/*", "--timings", Program.example)
    #expect(timed.code == 0 && timed.output == plain.output && plain.errors.isEmpty)
    let names = timed.errorLines.map { $0.split(separator: " ", maxSplits: 2).last.map(String.init) ?? "" }
    let stages = ["read", "parse", "names and types", "probes", "comments", "suggestions", "report"]
    #expect(Array(names.prefix(8)).map(\.trimmed) == stages + ["total"])
    let probes = names.dropFirst(8).map(\.trimmed)
    #expect(probes.contains("errors/unwrapped") && probes.allSatisfy { $0.hasPrefix("errors/") })
    let times = timed.errorLines.dropFirst(8).compactMap { Double($0.split(separator: " ")[0]) }
    #expect(times.count == probes.count && zip(times, times.dropFirst()).allSatisfy { $0 >= $1 })
  }

  @Test func `--only runs the probes that match`() throws {
    let result = try Program.run("probe", "--format", "json", "--only", "errors/*", Program.example)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let probes = (object?["outcomes"] as? [[String: Any]] ?? []).compactMap { $0["probe"] as? String }
    #expect(!probes.isEmpty && probes.allSatisfy { $0.hasPrefix("errors/") })
    #expect(try Program.run("probe", "--only", "nothing/*", Program.example).code == 2)
  }

  @Test func `explain and checklist tell about items and probes`() throws {
    #expect(try Program.run("explain", "health.testing").output.contains("Solid:"))
    #expect(try Program.run("explain", "errors/unwrapped").output.contains("%w"))
    let limited = try Program.run("explain", "concurrency/context-in-struct").output
    #expect(limited.contains("\nLimits: interfaces of other modules"), "the comment's limits are not told:\n\(limited)")
    let near = try Program.run("explain", "health.testin")
    #expect(near.code == 2 && near.errors.contains("Did you mean \"health.testing\"?"))
    let rule = try Program.run("explain", "errors.chain").output
    for part in [
      "The probe behind it\n  errors/unwrapped\n", "Limits: ", "Scored items that rest on it\n  health.error",
    ] {
      #expect(rule.contains(part), "no \(part) in:\n\(rule)")
    }
    #expect(!rule.contains("\t") && !rule.split(separator: "\n").contains { $0.count > 94 })
    #expect(
      try Program.run("explain", "health.error-handling").output.contains("The rules behind it\n  errors.context"))
    #expect(try Program.run("explain", "errors").output.contains("errors.chain  The cause kept with %w"))
    #expect(
      try Program.run("explain", "shutdown").errors.contains("Did you mean \"readiness.p0.graceful-shutdown\", "))
    #expect(try Program.run("explain", "eror").code == 2)
    #expect(try Program.run("checklist", "list").output.contains("readiness.p0.graceful-shutdown"))
    #expect(try Program.run("checklist", "show", "security").output.contains("security.sql"))
  }

  @Test func `the guide is a book, whole or a list of it, and stays so twice`() throws {
    let whole = try Program.run("checklist", "show", "--format", "markdown")
    #expect(whole.code == 0 && whole.output.hasPrefix("# The guide to production-ready Go\n"))
    #expect(whole.output.contains("\n<a id=\"errors.chain\"></a>\n") && whole.output.contains("\n## The probes\n"))
    #expect(try Program.run("checklist", "show", "--format", "markdown").output == whole.output)
    let folder = try TemporaryFolder()
    let file = folder.path + "/errors.md"
    #expect(try Program.run("checklist", "show", "errors", "--format", "markdown", "-o", file).output.isEmpty)
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("# Error rules\n"))
    let near = try Program.run("checklist", "show", "erors")
    #expect(near.code == 2 && near.errors.contains("Did you mean \"errors\"?"))
  }

  @Test func `a broken checklist is refused with every problem and its place`() throws {
    let folder = try TemporaryFolder()
    try folder.write("id: own\ntitle: Own\nscoring: nonsense\nitems:\n  - id: own.a\n    bad: 1\n", to: "own.yml")
    let result = try Program.run("checklist", "validate", folder.path + "/own.yml")
    #expect(result.code == 2)
    #expect(result.errorLines.count { $0.contains("own.yml:") } >= 2)
  }

  @Test func `an answer given by command is in the report`() throws {
    let folder = try TemporaryFolder()
    let store = ["ASSAY_STORE": folder.path, "ASSAY_AUTHOR": "ann"]
    let refused = try Program.run(
      "answer", "health.observability", "n/a", "--path", Program.example, environment: store)
    #expect(refused.code == 2 && refused.errors.contains("reason"))
    let answered = try Program.run(
      "answer", "health.observability", "2", "--reason", "metrics live in the sidecar", "--note", "see the wiki",
      "--path",
      Program.example, environment: store)
    #expect(answered.code == 0, "\(answered.errors)")
    let report = try Program.run("report", Program.example, environment: store)
    #expect(report.code == 0)
    #expect(report.output.contains("metrics live in the sidecar") && report.output.contains("ann"))
    let json = try Program.run("report", "--format", "json", Program.example, environment: store)
    #expect((try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])?["verdict"] != nil)
    #expect(try Program.run("projects", environment: store).output.contains("\nexample.org/shop  "))
  }

  @Test func `a corrupt review is refused with code 5 and left as it is`() throws {
    let folder = try TemporaryFolder()
    let store = ["ASSAY_STORE": folder.path]
    _ = try Program.run(
      "answer", "health.testing", "2", "--reason", "seen the tests", "--path", Program.example, environment: store)
    let files = try #require(FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String])
    let draft = folder.path + "/" + (try #require(files.first { $0.hasSuffix("draft.json") }))
    try Data("{\"schemaVersion\": 1, ".utf8).write(to: URL(filePath: draft))
    let result = try Program.run("report", Program.example, environment: store)
    #expect(result.code == 5 && result.errors.contains("draft.json"))
    #expect(try String(contentsOfFile: draft, encoding: .utf8) == "{\"schemaVersion\": 1, ")
  }

  @Test func `without a terminal the review says what to do instead`() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run("review", Program.example, environment: ["ASSAY_STORE": folder.path, "TERM": "xterm"])
    #expect(result.code == 2 && result.errorLines.count == 1)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
