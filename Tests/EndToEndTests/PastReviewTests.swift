import Foundation
import Testing

/// Two reviews of a service that changed in between: what differs, and what it was like over time.
@Suite(.serialized) struct PastReviewTests {
  /// A copy of the example with a final review, then mended SQL and the draft of a second review.
  static func reviewedTwice() throws -> (folder: TemporaryFolder, environment: [String: String], path: String) {
    let folder = try TemporaryFolder()
    let path = folder.path + "/shop"
    try FileManager.default.copyItem(atPath: Program.example, toPath: path)
    let environment = ["ASSAY_STORE": folder.path + "/store", "ASSAY_AUTHOR": "ann"]
    for words in [
      ["answer", "security.sql", "0", "--reason", "a query is put together", "--path", path],
      ["finish", "--yes", path],
    ] {
      #expect(try Program.run(words, environment: environment).code == 0)
    }
    let file = path + "/internal/order/order.go"
    let source = try String(contentsOfFile: file, encoding: .utf8)
    let query = try #require(source.firstRange(of: "\tquery := fmt.Sprintf("))
    let end = try #require(source[query.upperBound...].firstRange(of: "s.pool.Query(ctx, query)"))
    let mended =
      source[..<query.lowerBound]
      + "\trows, err := s.pool.Query(ctx, \"SELECT id, customer, cents, created_at FROM orders WHERE customer = $1\", customer)"
      + source[end.upperBound...]
    try String(mended).write(toFile: file, atomically: true, encoding: .utf8)
    let answered = try Program.run(
      ["answer", "health.observability", "2", "--reason", "metrics live in the sidecar", "--path", path],
      environment: environment)
    #expect(answered.code == 0, "\(answered.errors)")
    return (folder, environment, path)
  }

  @Test func `diff names the answer, the changed code and the answer that went stale`() throws {
    let (folder, environment, path) = try Self.reviewedTwice()
    let text = try Program.run(["diff", "--path", path], environment: environment)
    #expect(text.code == 0, "\(text.errors)")
    #expect(text.output.contains("stale      SQL without concatenation (security.sql)"), "\(text.output)")
    #expect(text.output.contains("answer     Observability (health.observability)"))
    #expect(text.output.contains("missing by ann on ") && text.output.contains("the evidence has changed"))
    #expect(text.output.contains("    - internal/order/order.go:56  "))

    let json = try Program.run(
      ["diff", "previous", "draft", "--path", path, "--format", "json"], environment: environment)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let items = object?["items"] as? [[String: Any]] ?? []
    let sql = try #require(items.first { $0["item"] as? String == "security.sql" })
    #expect(sql["cause"] as? String == "stale" && (sql["wentStale"] as? [String])?.contains("evidence") == true)

    let file = folder.path + "/what.md"
    let written = try Program.run(
      ["diff", "--path", path, "--format", "markdown", "-o", file], environment: environment)
    #expect(written.code == 0 && written.output.isEmpty)
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("# What changed in `example.org/shop`\n"))
  }

  @Test func `diff takes ids and files, and says what it cannot find`() throws {
    let (folder, environment, path) = try Self.reviewedTwice()
    defer { withExtendedLifetime(folder) {} }
    let reviews = environment["ASSAY_STORE", default: ""] + "/example.org~shop/reviews/"
    let id = try #require(
      try FileManager.default.contentsOfDirectory(atPath: reviews).first { $0.hasPrefix("2") }?.dropLast(5))
    let byID = try Program.run(["diff", String(id), "draft", "--path", path], environment: environment)
    let byFile = try Program.run(["diff", reviews + id + ".json", "draft", "--path", path], environment: environment)
    #expect(byID.code == 0 && byID.output == byFile.output)
    for words in [["previous", "latest"], ["20200101T000000Z-0000"], ["nonsense"]] {
      let result = try Program.run(["diff"] + words + ["--path", path], environment: environment)
      #expect(result.code == 2 && result.errorLines.count == 1 && result.output.isEmpty, "\(words) \(result.errors)")
    }
    try Data("{".utf8).write(to: URL(filePath: reviews + id + ".json"))
    #expect(try Program.run(["diff", "--path", path], environment: environment).code == 5)
  }

  @Test func `history lists both reviews and dates the open gates; a damaged review is said with code 5`() throws {
    let (folder, environment, path) = try Self.reviewedTwice()
    defer { withExtendedLifetime(folder) {} }
    let text = try Program.run(["history", path], environment: environment)
    #expect(text.code == 0 && text.output.hasPrefix("example.org/shop: 2 reviews\n"), "\(text.errors)")
    #expect(text.output.contains("Trend of the floors") && text.output.contains("█"))
    #expect(text.output.contains("(security.sql), since ") && text.output.contains("2 reviews"))
    let plain = try Program.run(["history", path], environment: environment.merging(["LC_ALL": "C"]) { $1 })
    #expect(plain.output.utf8.allSatisfy { $0 < 0x80 } && plain.output.contains("#"))
    let csv = try Program.run(["history", "--format", "csv", path], environment: environment)
    #expect(csv.output.split(separator: "\n").count == 3)
    let reviews = environment["ASSAY_STORE", default: ""] + "/example.org~shop/reviews/"
    try Data("{".utf8).write(to: URL(filePath: reviews + "20200101T000000Z-0000.json"))
    let damaged = try Program.run(["history", "--format", "json", path], environment: environment)
    #expect(damaged.code == 5 && damaged.errors.contains("20200101T000000Z-0000.json"))
    let object = try JSONSerialization.jsonObject(with: Data(damaged.output.utf8)) as? [String: Any]
    #expect((object?["reviews"] as? [Any])?.count == 2)
    let empty = try TemporaryFolder()
    #expect(try Program.run(["history", path], environment: ["ASSAY_STORE": empty.path]).code == 2)
  }

  @Test func `two revisions are compared by probes alone, and nothing is checked out`() throws {
    let (folder, environment, path) = try Self.reviewedTwice()
    defer { withExtendedLifetime(folder) {} }
    func git(_ words: String...) throws {
      let all = ["git", "-C", path, "-c", "user.name=a", "-c", "user.email=a@b"] + words
      #expect(try ChildProcess.run(all, environment: ["PATH": "/usr/bin:/bin", "HOME": path]).code == 0)
    }
    try git("init", "-q")
    try git("add", "-A")
    try git("commit", "-qm", "mended")
    try FileManager.default.removeItem(atPath: path + "/Dockerfile")
    try git("commit", "-qam", "no image")
    let status = try Program.run(["diff", "--rev", "HEAD~1..HEAD", "--path", path], environment: environment)
    #expect(status.code == 0 && status.output.hasPrefix("example.org/shop, probes only\n"), "\(status.errors)")
    #expect(status.output.contains("code       Minimal container image"), "\(status.output)")
    #expect(!status.output.contains("Answers that went stale"))
    try CheckTests.waivers.write(toFile: path + "/.assay.yml", atomically: true, encoding: .utf8)
    try git("add", "-A")
    try git("commit", "-qm", "waived")
    let waived = try Program.run(["diff", "--rev", "HEAD~1..HEAD", "--path", path], environment: environment)
    #expect(waived.output.contains("Verdict   NOT READY -> INCOMPLETE"), "\(waived.output)")
    for range in ["HEAD", "..HEAD", "a...b"] {
      #expect(try Program.run(["diff", "--rev", range, "--path", path], environment: environment).code == 2)
    }
    #expect(try Program.run(["diff", "--rev", "nowhere..HEAD", "--path", path], environment: environment).code == 4)
  }
}
