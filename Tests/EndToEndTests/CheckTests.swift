import Foundation
import Testing

/// `assay check` as a pipeline sees it: every exit code, what it prints, and that it leaves everything as it was.
@Suite struct CheckTests {
  /// A copy of the example that a test may change, with a store of its own.
  struct Project {
    let folder: TemporaryFolder
    let path: String
    let environment: [String: String]

    init() throws {
      folder = try TemporaryFolder()
      path = folder.path + "/shop"
      try FileManager.default.copyItem(atPath: Program.example, toPath: path)
      environment = ["ASSAY_STORE": folder.path + "/store", "ASSAY_AUTHOR": "ann"]
    }

    func settings(_ text: String) throws { try folder.write(text, to: "shop/.assay.yml") }

    func run(_ words: String...) throws -> ChildProcess.Result { try Program.run(words, environment: environment) }

    func check(_ options: String...) throws -> ChildProcess.Result {
      try Program.run(["check"] + options + [path], environment: environment)
    }

    /// The names and bytes of everything in the store.
    func store() throws -> [String: Data] {
      let root = folder.path + "/store"
      let names = try FileManager.default.subpathsOfDirectory(atPath: root)
      return names.reduce(into: [:]) { files, name in
        files[name] = FileManager.default.contents(atPath: "\(root)/\(name)")
      }
    }
  }

  /// The three gates that hold the example's verdict, waived.
  static let waivers =
    "waivers:\n"
    + [
      ("health-endpoints", "readiness comes with the new router"),
      ("error-wrapping", "errors are logged where they are"),
      ("docker-multi-stage", "the base image changes in May"),
    ].map { gate, reason in
      "  - {item: readiness.p0.\(gate), kind: fixLater, reason: \"\(reason)\", owner: ann, "
        + "created: \(day(-5)), expires: \(day(30))}\n"
    }.joined()

  /// A day from now as ISO 8601 writes it.
  static func day(_ offset: Int) -> String {
    Date(timeIntervalSinceNow: Double(offset) * 86_400).ISO8601Format().prefix(10).description
  }

  static func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `0: without a review and a store, gates that hold by probes alone pass and nothing is written`() throws {
    let project = try Project()
    let result = try project.check("--no-require-ready", "--min-quality", "0", "--max-stale", "0", "--min-health", "0")
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(
      result.output.contains("pass      min-quality  ") && result.output.hasSuffix("pass: all of 3 gates passed\n"))
    #expect(!FileManager.default.fileExists(atPath: project.folder.path + "/store"))
  }

  @Test func `1: a gate that fails is named on one line, and what holds the verdict with file and line`() throws {
    let project = try Project()
    let result = try project.check("--min-coverage", "100")
    #expect(result.code == 1)
    #expect(result.errors == "assay: 2 of 2 gates failed: require-ready, min-coverage\n")
    #expect(result.output.contains("Health endpoints (readiness.p0.health-endpoints): partial (1)"))
    #expect(result.output.contains("internal/httpapi/handler.go:35: a liveness route"))
  }

  @Test func `3: an undecided gate says what would decide it`() throws {
    let project = try Project()
    let alone = try project.check("--no-require-ready", "--min-quality", "60")
    #expect(alone.code == 3 && alone.errors == "assay: 1 of 1 gate undecided: min-quality\n")
    #expect(alone.output.contains("UNDECIDED min-quality") && alone.output.contains("answer "))
    let regress = try project.check("--no-require-ready", "--no-regress")
    #expect(regress.code == 3 && regress.output.contains("assay finish"), "\(regress.output)")
  }

  @Test func `2: wrong options, settings, reviews and places to write to`() throws {
    let project = try Project()
    for options in [
      ["--min-quality", "100.1"], ["--min-quality", "many"], ["--max-stale", "-1"],
      ["--no-regress=nothing-of-that-name"],
      ["-o", "/nonexistent/report.txt"], ["--format", "html"],
    ] {
      let result = try Program.run(["check"] + options + [project.path], environment: project.environment)
      #expect(result.code == 2 && result.output.isEmpty && !result.errors.isEmpty, "\(options): \(result)")
    }
    #expect(try project.run("check", "--min-health", "17", project.path + "/nowhere").code == 2)
    try project.settings("waivers:\n  - {item: a, kind: b}\ncheck:\n  min-health: 17\n")
    let settings = try project.check()
    #expect(settings.code == 2 && settings.output.isEmpty)
    for place in [".assay.yml:2:5: ", ".assay.yml:2:21: ", ".assay.yml:4:15: "] {
      #expect(settings.errors.contains(place), "\(settings.errors)")
    }
  }

  @Test func `4: a folder that is none, and under strict probes a Go file nobody could read, whatever else fails`()
    throws
  {
    let project = try Project()
    #expect(try Program.run("check", project.path + "/nowhere", environment: project.environment).code == 4)
    try FileManager.default.createSymbolicLink(
      atPath: project.path + "/gone.go", withDestinationPath: "/nonexistent/gone.go")
    #expect(try project.check("--no-require-ready").code == 0)
    let strict = try project.check("--strict-probes", "--format", "json")
    #expect(strict.code == 4)
    #expect(strict.errors == "assay: 2 of 2 gates failed: require-ready, strict-probes\n")
    #expect(try Self.json(strict.output)["exitCode"] as? Int == 4)
    #expect(strict.output.contains("gone.go is a link"))
  }

  @Test func `5: a review that is corrupt or of a newer assay is refused, but a mistake in the settings comes first`()
    throws
  {
    let project = try Project()
    let draft = "store/example.org~shop/reviews/draft.json"
    try project.folder.write("{", to: draft)
    #expect(try project.check("--no-require-ready").code == 5)
    #expect(try project.run("answer", "health.testing", "2", "--path", project.path).code == 5)
    try FileManager.default.removeItem(at: project.folder.url.appending(path: draft))
    #expect(
      try project.run("answer", "health.observability", "2", "--reason", "in the sidecar", "--path", project.path).code
        == 0)
    let file = project.folder.url.appending(path: draft)
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 99").write(
      to: file, atomically: true, encoding: .utf8)
    let newer = try project.check("--no-require-ready")
    #expect(newer.code == 5 && newer.errors.contains("newer assay"), "\(newer.errors)")
    try project.settings("check: 3\n")
    #expect(try project.check("--no-require-ready").code == 2)
  }

  @Test func `5: a baseline of a newer assay is refused too`() throws {
    let project = try Project()
    func answer() throws {
      let words = ["answer", "health.observability", "2", "--reason", "in the sidecar", "--path", project.path]
      #expect(try Program.run(words, environment: project.environment).code == 0)
    }
    try answer()
    #expect(try project.run("finish", "--yes", project.path).code == 0)
    try answer()
    #expect(try project.check("--no-require-ready", "--no-regress").code == 0)
    let reviews = project.folder.url.appending(path: "store/example.org~shop/reviews")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: reviews.path).first { $0.hasPrefix("2") })
    let file = reviews.appending(path: name)
    try String(contentsOf: file, encoding: .utf8).replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 99")
      .write(to: file, atomically: true, encoding: .utf8)
    for option in ["--no-regress", "--no-regress=\(name.dropLast(5))"] {
      let newer = try project.check("--no-require-ready", option)
      #expect(newer.code == 5 && newer.errors.contains("newer assay"), "\(option): \(newer)")
    }
    #expect(try project.check("--no-require-ready").code == 0)
  }

  @Test func `settings behind a link in the repository count for every command, others for none`() throws {
    let project = try Project()
    try project.folder.write(Self.waivers, to: "shop/build/assay.yml")
    let link = project.path + "/.assay.yml"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "build/assay.yml")
    #expect(try Self.json(try project.check("--format", "json").output)["waived"].map { ($0 as? [Any])?.count } == 3)
    let plain = try project.run("review", "--plain", project.path)
    #expect(plain.code == 0 && plain.output.contains("INCOMPLETE"), "\(plain)")
    try project.folder.write(Self.waivers, to: "assay.yml")
    try FileManager.default.removeItem(atPath: link)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../assay.yml")
    for words in [["check"], ["probe"], ["review", "--plain"]] {
      let result = try Program.run(words + [project.path], environment: project.environment)
      #expect(result.code == 2 && result.errors.contains(".assay.yml is a link"), "\(words): \(result)")
    }
  }

  @Test func `the answers of the draft count, a final review is a baseline, and the store stays as it was`() throws {
    let project = try Project()
    func answer(_ rating: String) throws -> Int32 {
      try project.run(
        "answer", "readiness.p0.graceful-shutdown", rating, "--reason", "looked at it together", "--path", project.path
      ).code
    }
    #expect(try answer("2") == 0)
    #expect(try project.run("finish", "--yes", project.path).code == 0)
    let before = try project.store()
    let same = try project.check("--no-require-ready", "--no-regress", "--format", "json")
    #expect(same.code == 0, "\(same.output)")
    let baseline = try #require(try Self.json(same.output)["baseline"] as? [String: Any])
    #expect(baseline["state"] as? String == "final")
    #expect(try project.store() == before)
    #expect(try answer("0") == 0)
    let worse = try project.check("--no-require-ready", "--no-regress")
    #expect(worse.code == 1 && worse.output.contains("FAIL      no-regress gates"), "\(worse.output)")
    #expect(worse.output.contains("readiness.p0.graceful-shutdown") && worse.output.contains("Answers   the draft "))
  }

  @Test func `limits of the settings count, and the command line wins`() throws {
    let project = try Project()
    try project.settings("check:\n  require-ready: false\n  min-coverage: 100\n  no-regress: true\n")
    let asked = try project.check()
    #expect(asked.code == 1 && asked.errors.contains("failed: min-coverage; 1 of 2 gates undecided: no-regress"))
    #expect(try project.check("--min-coverage", "0").code == 3)
    #expect(try project.check("--min-coverage", "0", "--no-regress=off").code == 0)
    #expect(try project.check("--require-ready", "--no-regress=off").errors.contains("require-ready, min-coverage"))
  }

  @Test func `waivers of the settings count in check, report, history, plain review and probe, and are not stored`()
    throws
  {
    let project = try Project()
    #expect(
      try project.run("answer", "health.observability", "2", "--reason", "in the sidecar", "--path", project.path).code
        == 0)
    let before = try Self.json(try project.run("report", "--format", "json", project.path).output)
    try project.settings(Self.waivers)
    let check = try Self.json(try project.check("--format", "json").output)
    let report = try Self.json(try project.run("report", "--format", "json", project.path).output)
    func word(_ object: [String: Any]) -> String? { (object["verdict"] as? [String: Any])?["word"] as? String }
    #expect(word(before) == "NOT READY" && word(check) == "INCOMPLETE" && word(report) == "INCOMPLETE")
    #expect((check["waived"] as? [Any])?.count == 3)
    let quality = { (object: [String: Any]) in
      ((object["scores"] as? [String: Any])?["quality"] as? [String: Any])?["floor"] as? Double
    }
    #expect(quality(before) == quality(report))
    #expect(try project.run("history", project.path).output.contains("INCOMPLETE"))
    let plain = try project.run("review", "--plain", project.path)
    #expect(plain.output.contains("INCOMPLETE") && !plain.output.contains("NOT READY"), "\(plain.output)")
    #expect(
      try project.run("answer", "health.observability", "1", "--reason", "half of it", "--path", project.path).code == 0
    )
    let draft = try String(
      contentsOfFile: project.folder.path + "/store/example.org~shop/reviews/draft.json", encoding: .utf8)
    #expect(draft.contains("\"waivers\": []"))
    let expired = Self.waivers.replacing(Self.day(30), with: Self.day(-2))
    try project.settings(expired.replacing("error-wrapping", with: "error-wraping"))
    let late = try project.check()
    #expect(
      late.output.contains(
        "warning: the waiver of readiness.p0.health-endpoints (.assay.yml:2) expired on \(Self.day(-2))"))
    #expect(late.output.contains("Did you mean \"readiness.p0.error-wrapping\"?") && late.code == 1)
    let probe = try project.run("probe", project.path)
    #expect(probe.output.contains("\nthe waiver of readiness.p0.health-endpoints (.assay.yml:2) expired on"))
  }

  @Test func `the report goes to a file in every format`() throws {
    let project = try Project()
    for format in ["text", "markdown", "json", "sarif", "junit"] {
      let file = project.folder.path + "/report"
      let result = try project.check("--format", format, "-o", file)
      #expect(result.code == 1 && result.output.isEmpty)
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(text.contains("require-ready"), "\(format)")
      if ["json", "sarif"].contains(format) { #expect(try !Self.json(text).isEmpty) }
    }
  }

  @Test func `a report leaves links and devices what they are, and a file its rights`() throws {
    let project = try Project()
    let files = FileManager.default
    let (link, device, full) = (
      project.folder.path + "/link", project.folder.path + "/device", project.folder.path + "/full"
    )
    let file = project.folder.path + "/kept/report.txt"
    try project.folder.write("old", to: "kept/report.txt")
    try files.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file)
    try files.createSymbolicLink(atPath: link, withDestinationPath: "kept/report.txt")
    try files.createSymbolicLink(atPath: device, withDestinationPath: "/dev/null")
    try files.createSymbolicLink(atPath: full, withDestinationPath: "/dev/full")
    for path in [link, device] { #expect(try project.check("-o", path).code == 1) }
    #expect(try files.destinationOfSymbolicLink(atPath: link) == "kept/report.txt")
    #expect(try files.destinationOfSymbolicLink(atPath: device) == "/dev/null")
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("require-ready"))
    #expect(try files.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o666)
    let unwritten = try project.check("-o", full)
    #expect(unwritten.code == 2 && unwritten.errors.contains("No space left"), "\(unwritten)")
    #expect(try files.destinationOfSymbolicLink(atPath: full) == "/dev/full")
  }
}
