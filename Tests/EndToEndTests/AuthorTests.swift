import Foundation
import Testing

/// Whose name stands beside an answer.
@Suite(.serialized) struct AuthorTests {
  /// The author of the last answer in the one draft of a store.
  static func author(in store: String) throws -> String? {
    let file = store + "/example.org~shop/reviews/draft.json"
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file))) as? [String: Any]
    return (object?["answers"] as? [[String: Any]])?.last?["author"] as? String
  }

  @Test func `--as comes before the environment, that before git, and git before the login name`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/shop"
    let store = folder.path + "/store"
    try FileManager.default.copyItem(atPath: Program.example, toPath: path)
    func answered(_ words: String..., settings: [String: String]) throws -> String? {
      let result = try Program.run(
        ["answer", "health.testing", "1", "--reason", "some of it", "--path", path] + words,
        environment: ["ASSAY_STORE": store, "USER": "login"].merging(settings) { $1 })
      #expect(result.code == 0, "\(result.errors)")
      return try Self.author(in: store)
    }
    #expect(try answered(settings: [:]) == "login")
    try folder.write("[user]\n\tname = Gitta Global\n", to: ".gitconfig")
    let home = ["HOME": folder.path]
    #expect(try answered(settings: home) == "Gitta Global")
    let made = try ChildProcess.run(
      ["git", "-C", path, "init", "-q"], environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path])
    #expect(made.code == 0)
    let named = try ChildProcess.run(
      ["git", "-C", path, "config", "user.name", "Greta Local"],
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path])
    #expect(named.code == 0)
    #expect(try answered(settings: home) == "Greta Local")
    #expect(try answered(settings: home.merging(["ASSAY_AUTHOR": "ann"]) { $1 }) == "ann")
    #expect(try answered("--as", " Åsa Lee ", settings: home.merging(["ASSAY_AUTHOR": "ann"]) { $1 }) == "Åsa Lee")
    // A name that git was given and that is none is passed over.
    try folder.write("[user]\n\tname = \"bad\\bname\"\n", to: ".gitconfig")
    try FileManager.default.removeItem(atPath: path + "/.git")
    #expect(try answered(settings: home) == "login")
  }

  @Test func `a name that could steer a terminal is refused before anything is done`() throws {
    let folder = try TemporaryFolder()
    let store = ["ASSAY_STORE": folder.path]
    for name in ["", " ", "ann\u{1B}[2J", "ann\nben", "a\u{202E}b", String(repeating: "n", count: 101)] {
      for words in [
        ["answer", "health.testing", "1", "--reason", "some of it", "--path", Program.example],
        ["review", "--plain", Program.example], ["finish", "--yes", Program.example],
      ] {
        let refused = try Program.run(words + ["--as", name], environment: store)
        #expect(refused.code == 2 && refused.errors.contains("--as"), "\(words[0]) \(name.debugDescription)")
        #expect(!refused.errors.contains("\u{1B}") && !refused.errors.contains("\u{202E}"))
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `the plain review answers in that name, and a final review says who made it final`() throws {
    let folder = try TemporaryFolder()
    let store = ["ASSAY_STORE": folder.path]
    let answered = try Program.run(
      "answer", "health.testing", "1", "--reason", "some of it", "--as", "Ann", "--path", Program.example,
      environment: store)
    #expect(answered.code == 0, "\(answered.errors)")
    #expect(try Program.run("finish", "--yes", "--as", "Ben", Program.example, environment: store).code == 0)
    let report = try Program.run("report", Program.example, environment: store)
    #expect(
      report.output.contains("(final by Ben)") && report.output.contains("| Reviewers | Ann |"), "\(report.output)")
    let json = try Program.run("report", "--format", "json", Program.example, environment: store)
    #expect(json.output.contains("\"finalizedBy\": \"Ben\""))
  }
}
