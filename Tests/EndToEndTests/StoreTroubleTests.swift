import Foundation
import Testing

/// A store that cannot be written, or was left by a crash, as somebody at a shell meets it. `make torture` does more.
@Suite struct StoreTroubleTests {
  static let reviews = "example.org~shop/reviews"

  private func answer(_ item: String, _ store: TemporaryFolder) throws -> ChildProcess.Result {
    try Program.run(
      "answer", item, "2", "--reason", "seen in the code", "--path", Program.example,
      environment: ["ASSAY_STORE": store.path, "ASSAY_AUTHOR": "ann"])
  }

  private func draft(_ store: TemporaryFolder) throws -> Data {
    try Data(contentsOf: store.url.appending(path: "\(StoreTroubleTests.reviews)/draft.json"))
  }

  @Test func `a limit on file sizes is told as what it is, and the old draft stays`() throws {
    let store = try TemporaryFolder()
    #expect(try answer("health.testing", store).code == 0)
    let old = try draft(store)
    for command in ["answer health.observability 1 --reason why --path", "finish --yes"] {
      let result = try ChildProcess.run(
        ["/bin/sh", "-c", "ulimit -f 1; exec \"$0\" \(command) \"$1\"", Program.path, Program.example],
        environment: ["PATH": "/usr/bin:/bin", "ASSAY_STORE": store.path])
      #expect(result.code == 5 && result.errors.contains("ulimit -f"), "\(command): \(result.code) \(result.errors)")
      #expect(
        result.errors.contains("\(StoreTroubleTests.reviews)/.") && result.errors.contains(": cannot write to it: "))
      #expect(try draft(store) == old)
    }
    #expect(try answer("health.observability", store).code == 0)
  }

  @Test func `a store that cannot be written is told, and the review opens read only`() throws {
    let folder = try TemporaryFolder()
    try folder.write("in the way", to: "store")
    let environment = ["ASSAY_STORE": folder.path + "/store"]
    let answered = try Program.run(
      "answer", "health.testing", "2", "--path", Program.example, environment: environment)
    #expect(answered.code == 5 && answered.errorLines.count == 1, "\(answered.errors)")
    #expect(answered.errors.contains("/store") && answered.errors.contains("--store DIR"), "\(answered.errors)")
    let review = try Program.run("review", "--plain", Program.example, environment: environment)
    #expect(review.code == 0 && review.output.contains("Read only: "), "\(review.errors)")
    #expect(review.output.contains("--store DIR") && review.output.contains("Nothing was to be saved."))
    #expect(try String(contentsOfFile: folder.path + "/store", encoding: .utf8) == "in the way")
  }

  @Test func `no review is begun from one of a newer assay`() throws {
    let store = try TemporaryFolder()
    let environment = ["ASSAY_STORE": store.path]
    #expect(try answer("health.testing", store).code == 0)
    let finished = try Program.run("finish", "--yes", Program.example, environment: environment)
    let id = try #require(finished.output.split(separator: "\n").first.map(String.init))
    let file = store.url.appending(path: "\(StoreTroubleTests.reviews)/\(id).json")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(try answer("health.observability", store).code == 0)
    try FileManager.default.removeItem(at: store.url.appending(path: "\(StoreTroubleTests.reviews)/draft.json"))
    try text.replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 99").write(
      to: file, atomically: true, encoding: .utf8)
    let refused = try answer("health.observability", store)
    #expect(refused.code == 5 && refused.errors.contains("\(id), was written by a newer assay; update this one"))
    let review = try Program.run("review", "--plain", Program.example, environment: environment)
    #expect(review.code == 0 && review.output.contains("Read only: the review before, \(id), was written by a newer"))
    #expect(!FileManager.default.fileExists(atPath: "\(store.path)/\(StoreTroubleTests.reviews)/draft.json"))
  }

  @Test func `an answer that a crash cut short is told of, by whoever reads first and once by who writes`() throws {
    let store = try TemporaryFolder()
    #expect(try answer("health.testing", store).code == 0)
    try store.write("{\"review\":\"2026", to: "\(StoreTroubleTests.reviews)/draft.journal")
    let report = try Program.run("report", Program.example, environment: ["ASSAY_STORE": store.path])
    #expect(report.code == 0 && report.errors.contains("draft.journal: damaged from line 1 on"), "\(report.errors)")
    let first = try answer("health.observability", store)
    #expect(first.code == 0 && first.errors.contains("Look whether your last answer is there"), "\(first.errors)")
    #expect(try answer("health.ci-cd", store).errors.isEmpty)
    #expect(FileManager.default.fileExists(atPath: "\(store.path)/\(StoreTroubleTests.reviews)/draft.journal.damaged"))
  }
}
