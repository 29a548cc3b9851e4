import Foundation
import Testing

/// `assay history --replay`: the past as the probes see it today.
@Suite struct ReplayTests {
  /// A small service with a history: SQL put together and mended, a rename, a merge, a tag.
  final class Past {
    let folder: TemporaryFolder
    let path: String
    var environment: [String: String] {
      ["ASSAY_STORE": folder.path + "/store", "XDG_CACHE_HOME": folder.path + "/cache"]
    }

    init() throws {
      folder = try TemporaryFolder()
      path = folder.path + "/shop"
    }

    func write(_ text: String, to name: String) throws { try folder.write(text, to: "shop/" + name) }

    @discardableResult func git(_ words: String...) throws -> String {
      let all = ["git", "-C", path, "-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
      let result = try ChildProcess.run(
        all + words, environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path, "GIT_COMMITTER_DATE": date])
      #expect(result.code == 0, "\(words) \(result.errors)")
      return result.output.split(separator: "\n").first.map(String.init) ?? ""
    }

    private var hour = 0
    /// Each commit an hour after the one before.
    private var date: String { "2026-03-02T\(hour < 10 ? "0" : "")\(hour):00:00Z" }

    func commit(_ message: String) throws {
      hour += 1
      try git("add", "-A")
      try git("commit", "-qm", message)
    }

    func merge(_ branch: String, _ message: String) throws {
      hour += 1
      try git("merge", "-q", "--no-ff", "-m", message, branch)
    }
  }

  static let joined = """
    package store

    import "database/sql"

    func Find(db *sql.DB, name string) (*sql.Rows, error) {
    \treturn db.Query("SELECT id FROM shop WHERE name = '" + name + "'")
    }

    """
  static let image = """
    FROM golang:1.24 AS build
    WORKDIR /src
    COPY . .
    RUN CGO_ENABLED=0 go build -o /shop .

    FROM gcr.io/distroless/static:nonroot
    COPY --from=build /shop /shop
    USER nonroot
    ENTRYPOINT ["/shop"]

    """
  static let mended = joined.replacing("'\" + name + \"'\")", with: "$1\", name)")

  /// Five commits by first parents; the third puts SQL together, the merge mends it.
  static func history() throws -> Past {
    let past = try Past()
    try past.write("module example.org/shop\n\ngo 1.24\n", to: "go.mod")
    try past.write(
      "package main\n\nimport \"net/http\"\n\nfunc main() {\n\t_ = http.ListenAndServe(\":1\", nil)\n}\n", to: "main.go"
    )
    try past.write(mended, to: "store/find.go")
    try past.git("init", "-q")
    try past.commit("first")
    try past.git("mv", "store/find.go", "store/search.go")
    try past.commit("a rename")
    try past.git("tag", "v1.0.0")
    try past.write(joined, to: "store/search.go")
    try past.commit("faster \u{1b}[31msearch")
    try past.git("checkout", "-qb", "side")
    try past.write(mended, to: "store/search.go")
    try past.commit("on the side")
    try past.git("checkout", "-q", "main")
    try past.write(image, to: "Dockerfile")
    try past.commit("an image")
    try past.merge("side", "merge side")
    return past
  }

  static func run(_ past: Past, _ words: String...) throws -> ChildProcess.Result {
    try Program.run(["history", "--replay"] + words + [past.path], environment: past.environment)
  }

  static func json(_ text: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require(object?["replay"] as? [String: Any])
  }

  /// A value as bytes that are the same for the same value.
  static func bytes(_ value: Any?) throws -> Data {
    try JSONSerialization.data(withJSONObject: try #require(value), options: [.sortedKeys])
  }

  @Test func `every point is what a checkout of its commit gives, to the byte`() throws {
    let past = try Self.history()
    let result = try Self.run(past, "--every", "1", "--format", "json", "--effort")
    #expect(result.code == 0, "\(result.errors)")
    // Three texts of Go in five commits: the merge brings nothing new.
    #expect(result.errors.contains("probed 5 commits, parsed 3 of "), "\(result.errors)")
    let points = try #require(try Self.json(result.output)["points"] as? [[String: Any]])
    #expect(
      points.map { $0["subject"] as? String } == [
        "first", "a rename", "faster \\x1b[31msearch", "an image", "merge side",
      ])
    #expect(points.allSatisfy { $0["basis"] as? String == "probes only" })
    for point in points {
      let commit = try #require(point["commit"] as? String)
      let tree = past.folder.path + "/checked-out-" + commit
      try past.git("worktree", "add", "-q", "--detach", tree, commit)
      let probed = try Program.run(["probe", "--format", "json", tree], environment: past.environment)
      let object = try #require(try JSONSerialization.jsonObject(with: Data(probed.output.utf8)) as? [String: Any])
      #expect(try Self.bytes(object["scores"]) == Self.bytes(point["scores"]), "\(commit)")
      let keys = ["item", "rating", "confidence", "reason"]
      func told(_ value: Any?) throws -> Data {
        try Self.bytes((value as? [[String: Any]])?.map { entry in keys.map { entry[$0] ?? "none" } })
      }
      #expect(try told(object["suggestions"]) == told(point["suggestions"]), "\(commit)")
    }
  }

  @Test func `a change of a rating names its commit, and control characters are made visible`() throws {
    let past = try Self.history()
    let text = try Self.run(past, "--every", "1")
    #expect(
      text.output.contains("example.org/shop: 5 commits replayed by probes alone, every commit\n"), "\(text.output)")
    #expect(text.output.contains("faster \\x1b[31msearch") && !text.output.contains("\u{1b}"))
    #expect(text.output.contains("probes only") && text.output.contains("Trend of the floors"))
    let changes = try #require(
      try Self.json(try Self.run(past, "--every", "1", "--format", "json").output)["changes"] as? [[String: Any]])
    let sql = changes.filter { $0["item"] as? String == "security.sql" }
    #expect(sql.map { $0["subject"] as? String } == ["faster \\x1b[31msearch", "merge side"], "\(changes)")
    #expect(sql.map { $0["to"] as? Int } == [0, 2] && sql.map { $0["cause"] as? String } == ["code", "code"])
    #expect(sql.map { $0["notProbedBetween"] as? Int } == [0, 0])
    let csv = try Self.run(past, "--every", "2", "--format", "csv").output.split(separator: "\n")
    #expect(csv.count == 4 && csv[1].hasPrefix(",probes only,2026-03-02T01:00:00Z,"))
    #expect(csv[0].hasSuffix(",tags,subject") && csv[3].hasSuffix(",,merge side"))
  }

  @Test func `tags, weeks, limits and days choose, and what cannot be chosen is said`() throws {
    let past = try Self.history()
    func subjects(_ words: String...) throws -> [String?] {
      let result = try Program.run(
        ["history", "--replay", "--format", "json"] + words + [past.path], environment: past.environment)
      let points = try Self.json(result.output)["points"] as? [[String: Any]] ?? []
      return points.map { $0["subject"] as? String }
    }
    #expect(try subjects("--every", "tag") == ["a rename"])
    #expect(try subjects("--every", "week") == ["merge side"])
    #expect(try subjects("--every", "2", "--limit", "2") == ["faster \\x1b[31msearch", "merge side"])
    for words in [
      ["--every", "0"], ["--every", "1", "--limit", "0"], ["--since", "soon"], ["--since", "2030-01-01"],
    ] {
      let result = try Program.run(["history", "--replay"] + words + [past.path], environment: past.environment)
      #expect(result.code == 2 && result.errorLines.count == 1 && result.output.isEmpty, "\(words) \(result.errors)")
    }
    let alone = try Program.run(["history", "--every", "tag", past.path], environment: past.environment)
    #expect(alone.code == 2 && alone.errors.contains("go with --replay"))
    let outside = try TemporaryFolder()
    try outside.write("module m\n", to: "go.mod")
    #expect(try Program.run(["history", "--replay", outside.path], environment: past.environment).code == 4)
  }

  @Test func `exact names the commit that a coarse replay stepped over`() throws {
    let past = try Self.history()
    func changes(_ words: String...) throws -> [[String: Any]] {
      let result = try Program.run(
        ["history", "--replay", "--every", "4", "--format", "json"] + words + [past.path],
        environment: past.environment)
      let all = try #require(try Self.json(result.output)["changes"] as? [[String: Any]])
      return all.filter { $0["item"] as? String == "readiness.p0.docker-multi-stage" }
    }
    let coarse = try changes()
    let exact = try changes("--exact")
    #expect(
      coarse.map { $0["subject"] as? String } == ["merge side"]
        && exact.map { $0["subject"] as? String } == ["an image"])
    #expect(coarse.map { $0["notProbedBetween"] as? Int } == [3] && exact.map { $0["notProbedBetween"] as? Int } == [0])
  }

  @Test func `a second run probes only what is new, and anew probes all`() throws {
    let past = try Self.history()
    let first = try Self.run(past, "--every", "2", "--format", "json", "--effort")
    #expect(first.errors.contains("probed 3 commits"))
    let second = try Self.run(past, "--every", "1", "--format", "json", "--effort")
    #expect(second.errors.contains("probed 2 commits"))
    let again = try Self.run(past, "--every", "1", "--format", "json", "--effort")
    #expect(again.errors.contains("probed 0 commits") && again.output == second.output)
    let anew = try Self.run(past, "--every", "1", "--format", "json", "--effort", "--anew")
    #expect(anew.errors.contains("probed 5 commits") && anew.output == second.output)
    let other = try Self.run(past, "--every", "1", "--kind", "library", "--effort")
    #expect(other.errors.contains("probed 5 commits"), "another kind is another question")
  }

  @Test func `commits without Go files or with broken settings are left out with their reason`() throws {
    let past = try Past()
    try past.write("# soon\n", to: "README.md")
    try past.git("init", "-q")
    try past.commit("words")
    try past.write("module example.org/shop\n", to: "go.mod")
    try past.write("package shop\n", to: "a.go")
    try past.write("unknown: true\n", to: ".assay.yml")
    try past.commit("broken")
    try past.git("rm", "-q", ".assay.yml")
    try past.commit("mended")
    let replay = try Self.json(try Self.run(past, "--every", "1", "--format", "json").output)
    let skipped = try #require(replay["skipped"] as? [[String: Any]])
    #expect(skipped.map { $0["subject"] as? String } == ["words", "broken"])
    #expect(skipped.map { $0["reason"] as? String }.first == "holds no Go files")
    #expect((skipped.last?["reason"] as? String)?.contains("unknown") == true)
    #expect((replay["points"] as? [Any])?.count == 1)
  }

  @Test func `^C ends it with what was done kept, and the same command goes on`() throws {
    let past = try Self.history()
    for number in 0..<60 {
      try past.write("package store\n\nconst Number = \(number)\n", to: "store/number.go")
      try past.git("add", "-A")
      try past.git("commit", "-qm", "number \(number)")
    }
    let command = [Program.path, "history", "--replay", "--every", "1", "--limit", "60", "--format", "json", past.path]
    let plain = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"]
    let environment = plain.merging(past.environment) { $1 }
    try PseudoTerminal.with(command, environment: environment) { terminal in
      #expect(terminal.waitForBytes("2/60 commits, now at "))
      terminal.send("\u{03}")
      #expect(terminal.waitForEnd() == 130)
      #expect(terminal.screen.text.contains("interrupted; "), "\(terminal.screen.text)")
      #expect(terminal.modes == terminal.modesBefore)
    }
    let rest = try Self.run(past, "--every", "1", "--limit", "60", "--format", "json", "--effort")
    let probed = Int(rest.errors.split(separator: " ").dropFirst().first ?? "") ?? 0
    #expect(rest.code == 0 && probed > 0 && probed <= 58, "\(rest.errors)")
    let anew = try Self.run(past, "--every", "1", "--limit", "60", "--format", "json", "--anew")
    #expect(rest.output == anew.output)
  }
}
