import Foundation
import Testing

/// The plain review as a screen reader's terminal, a dumb one and a pipe see it.
@Suite(.serialized) struct PlainReviewTests {
  /// Runs the plain review with lines on standard input.
  private func run(
    _ lines: [String], _ store: TemporaryFolder, _ options: [String] = [], environment: [String: String] = [:],
    repository: String = Program.example, ending: String = "\n"
  ) throws -> ChildProcess.Result {
    let name = "input-\(UUID().uuidString)"
    try store.write(lines.map { $0 + ending }.joined(), to: name)
    let settings = ["ASSAY_STORE": store.path + "/reviews", "ASSAY_AUTHOR": "ann", "LC_ALL": "C.UTF-8"]
    return try ChildProcess.run(
      [
        "/bin/sh", "-c", "cat \"$1\" | \"$2\" review --plain \"$3\" $4", "sh", store.path + "/" + name, Program.path,
        repository, options.joined(separator: " "),
      ],
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"].merging(settings) { $1 }
        .merging(environment) { $1 })
  }

  private func report(_ store: TemporaryFolder) throws -> [String: Any] {
    let report = try Program.run(
      "report", "--format", "json", Program.example, environment: ["ASSAY_STORE": store.path + "/reviews"])
    return try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any] ?? [:]
  }

  /// What was judged, without times.
  private func judgements(_ store: TemporaryFolder) throws -> [String] {
    let items = try report(store)["items"] as? [[String: Any]] ?? []
    return items.map { item in
      let answer = item["answer"] as? [String: Any] ?? [:]
      let words = ["item", "rating", "from"].map { "\(item[$0] ?? "-")" }
      return (words + ["author", "reason", "note"].map { "\(answer[$0] ?? "-")" }).joined(separator: " | ")
    }
  }

  /// An answer to everything that is open, one after the other.
  static let wholeReview = (0..<200).flatMap { ["", "\($0 % 3) seen in the code, number \($0)"] }

  @Test func `a whole review goes through a pipe and is in the report`() throws {
    let store = try TemporaryFolder()
    let result = try run(Self.wholeReview, store)
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.hasSuffix("Nothing is left to answer.\n"))
    #expect(!result.output.contains("\u{1B}") && !result.output.contains("\r"))
    let items = try report(store)["items"] as? [[String: Any]] ?? []
    let open = items.filter { $0["rating"] is NSNull && $0["percent"] is NSNull && $0["from"] as? String == "none" }
    #expect(items.count > 40 && items.count { $0["from"] as? String == "human" } > 40, "\(open)")
  }

  @Test func `a stale answer is told with the findings of then and now`() throws {
    let (folder, environment, path) = try PastReviewTests.reviewedTwice()
    let result = try run(["find security.sql"], folder, environment: environment, repository: path)
    #expect(result.code == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    let stale = try #require(lines.firstIndex { $0.hasPrefix("Stale: ") })
    let told = lines[stale...].prefix(6)
    #expect(
      told.contains { $0.hasPrefix("Gone since the review of ") && $0.contains("order.go:56: query := fmt") },
      "\(result.output)")
  }

  @Test func `a pipe, a dumb terminal and ASCII make the same review`() throws {
    let (piped, dumb) = (try TemporaryFolder(), try TemporaryFolder())
    let lines =
      Array(Self.wholeReview.prefix(20)) + [
        "note ask the platform team", "u", "find quality.testing", "= 70 it is old",
      ]
    #expect(try run(lines, piped).code == 0)
    let other = try run(lines, dumb, ["--ascii"], environment: ["TERM": "dumb", "LC_ALL": "C"], ending: "\r\n")
    #expect(other.code == 0 && other.output.utf8.allSatisfy { $0 < 0x80 })
    let judged = try judgements(piped)
    #expect(try judgements(dumb) == judged && judged.contains { $0.contains("it is old") })
  }

  @Test func `the same answers by lines and by assay answer make the same report`() throws {
    let (byLines, byCommand) = (try TemporaryFolder(), try TemporaryFolder())
    let answers = [
      ("security.sql", "2", "the values are constant"), ("readiness.p0.coverage", "0", "nothing is measured"),
      ("security.auth", "n/a", "nobody logs in here"), ("quality.testing", "70%", "what there is is good"),
    ]
    var lines: [String] = []
    for (item, rating, reason) in answers {
      lines += ["find \(item)", rating.hasSuffix("%") ? "= \(rating) \(reason)" : "\(rating) \(reason)"]
      let answered = try Program.run(
        "answer", item, rating, "--reason", reason, "--path", Program.example,
        environment: ["ASSAY_STORE": byCommand.path + "/reviews", "ASSAY_AUTHOR": "ann"])
      #expect(answered.code == 0, "\(answered.errors)")
    }
    #expect(try run(lines, byLines).code == 0)
    #expect(try judgements(byLines) == judgements(byCommand))
  }

  @Test func `the end of the input in the middle saves and says what is left`() throws {
    let store = try TemporaryFolder()
    // The last line has no end, and the question it opens no answer.
    let result = try run(["find security.sql", "2 the values are constant", "x"], store, ending: "\n")
    #expect(result.code == 0 && result.output.contains("The question is left without an answer."))
    #expect(result.output.contains("Everything is saved. Verdict: NOT READY. Left open: "))
    #expect(try judgements(store).contains("security.sql | 2 | human | ann | the values are constant | "))
  }

  @Test func `on a terminal it asks, keeps what was said and uses no cursor`() throws {
    let store = try TemporaryFolder()
    let log = store.path + "/terminal"
    try TerminalWindow.with(
      [
        "/bin/sh", "-c",
        "script -qc '\(Program.path) review --plain --links \(Program.example)' \(log); echo ended; read line",
      ],
      columns: 60, rows: 20,
      environment: ["ASSAY_STORE": store.path + "/reviews", "TERM": "dumb", "LC_ALL": "C.UTF-8"]
    ) { window in
      #expect(try window.waitFor("? help>").contains("Enter next"))
      try window.press("Enter")
      #expect(try self.waits(for: "a accept 0, Enter next", in: window))
      try window.type("2")
      try window.press("Enter")
      // The answer's last words and the prompt after it: before them the line is still being written.
      #expect(try self.waits(for: "2 solid, answered. Quality from", in: window))
      #expect(try self.waits(for: "Next on Enter: Authentication, P0, open, proposed 1. 2 solid", in: window))
      try window.type("q")
      try window.press("Enter")
      #expect(try window.waitFor("ended").contains("Everything is saved"))
    }
    let bytes = try Data(contentsOf: URL(filePath: log))
    let text = String(decoding: bytes, as: UTF8.self)
    // Links only, and each of them closed.
    let sequences = text.components(separatedBy: "\u{1B}").dropFirst()
    #expect(sequences.count > 3 && sequences.count % 4 == 0)
    #expect(sequences.allSatisfy { $0.hasPrefix("]8;;") || $0.hasPrefix("\\") })
    let lines = text.replacing("\r", with: "").split(separator: "\n").filter {
      !$0.contains("\u{1B}") && !$0.contains("Script")
    }
    #expect(lines.allSatisfy { $0.count <= 60 || $0.contains("help> ") })
  }

  /// Waits for words, wherever lines are wrapped; whether they came.
  private func waits(for words: String, in window: TerminalWindow) throws -> Bool {
    func holds(_ screen: String) -> Bool {
      screen.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(words)
    }
    return holds(try window.waitUntil(holds))
  }

  @Test func `a review that is open elsewhere is read only, and a refused answer ends with code 5`() throws {
    let store = try TemporaryFolder()
    try TerminalWindow.with(
      [Program.path, "review", "--plain", Program.example], columns: 80, rows: 24,
      environment: ["ASSAY_STORE": store.path + "/reviews", "TERM": "dumb", "LC_ALL": "C.UTF-8"]
    ) { first in
      _ = try first.waitFor("? help>")
      let reading = try run(["", "m"], store)
      #expect(reading.code == 0 && reading.output.contains("Read only: the draft is open elsewhere"))
      let answering = try run(["", "2"], store)
      #expect(answering.code == 5 && answering.errorLines.count == 1)
      #expect(answering.output.contains("Nothing can be changed"))
      try first.type("q")
      try first.press("Enter")
      #expect(first.hasEnded())
    }
  }

  @Test func `nothing of a hostile repository reaches the output raw`() throws {
    let (store, folder) = (try TemporaryFolder(), try TemporaryFolder())
    try folder.write("module example.org/odd\n\ngo 1.24\n", to: "go.mod")
    try folder.write(
      "package odd\n\nimport \"fmt\"\n\nfunc f(err error) error { return fmt.Errorf(\"\u{1B}]0;owned\u{07}\u{9B}2J: %v\", err) }\n",
      to: "evil\u{1B}[31m\u{202E}\n.go")
    let lines =
      ["find error", "1", "f", "f 1", "m", "e \u{1B}[31m note", "open", "working", "x\u{07}"] + Self.wholeReview
    let result = try run(lines, store, repository: folder.path)
    let raw = result.output.unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E
    }
    #expect(result.code == 0 && raw.isEmpty, "\(raw.map(\.value)) \(result.errors)")
    #expect(result.output.contains("evil\\x1b[31m\\u202e"))
  }

  /// A project and a plain review of it that has answered once and waits for the next line.
  private func answering() throws -> (TemporaryFolder, PipedProcess) {
    let folder = try TemporaryFolder()
    try folder.write("module example.org/tiny\n\ngo 1.24\n", to: "tiny/go.mod")
    try folder.write("package main\n\nfunc main() {}\n", to: "tiny/main.go")
    let process = try PipedProcess(
      [Program.path, "review", "--plain", folder.path + "/tiny"],
      environment: ["ASSAY_STORE": folder.path + "/reviews", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"])
    process.write("find health.testing\n2 seen in the code\n")
    #expect(Self.read(process, until: "2 solid, disputed"))
    return (folder, process)
  }

  private static func read(_ process: PipedProcess, until text: String) -> Bool {
    while let line = process.line() {
      if line.contains(text) { return true }
    }
    return false
  }

  @Test func `a mistake in the settings is told when the probes are to run again, and the review goes on`() throws {
    let (folder, process) = try answering()
    try folder.write("kind: serviec\n", to: "tiny/.assay.yml")
    for line in ["R", "kind library"] {
      process.write(line + "\n")
      #expect(
        Self.read(process, until: "Not probed, the findings stay as they were; R tries again: .assay.yml:1:7:"),
        "\(line)")
    }
    try folder.write("kind: service\n", to: "tiny/.assay.yml")
    process.write("R\n")
    #expect(Self.read(process, until: "the module counts as a service, and not as a library."))
    process.write("q\n")
    #expect(Self.read(process, until: "Everything is saved."))
    process.close()
  }

  @Test func `a terminal that cannot be used is told of the plain review in one line`() throws {
    let folder = try TemporaryFolder()
    let store = ["ASSAY_STORE": folder.path]
    let piped = try Program.run("review", Program.example, environment: store.merging(["TERM": "xterm"]) { $1 })
    #expect(piped.code == 2 && piped.errorLines.count == 1 && piped.errors.contains("assay review --plain"))
    for term in ["dumb", "", "nonsense-terminal"] {
      let screen = try TerminalWindow.with(
        ["/bin/sh", "-c", "TERM=\(term) \(Program.path) review \(Program.example); echo \"code $?\"; read line"],
        columns: 200, rows: 24, environment: store
      ) { try $0.waitFor("code 2") }
      #expect(screen.contains("assay review --plain") && screen.contains("code 2"), "TERM=\(term)\n\(screen)")
    }
    #expect(try Program.run("review", "--links", Program.example, environment: store).code == 2)
  }
}
