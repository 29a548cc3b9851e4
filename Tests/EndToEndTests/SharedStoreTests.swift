import Foundation
import Testing

/// A team keeps its reviews in the repository: what git does with them on two branches.
@Suite(.serialized) struct SharedStoreTests {
  /// A repository with a store, on branch `main`.
  struct Team {
    let folder: TemporaryFolder
    let path: String

    init() throws {
      folder = try TemporaryFolder()
      path = folder.path + "/shop"
      try FileManager.default.copyItem(atPath: Program.example, toPath: path)
      // Git keeps no empty folder, and takes one away with its last file.
      try folder.write("Reviews of the shop.\n", to: "shop/.assay/README")
      try git("init", "-q", "-b", "main")
      try git("add", "-A")
      try git("commit", "-qm", "the shop")
    }

    @discardableResult func git(_ words: String..., mayFail: Bool = false) throws -> ChildProcess.Result {
      let all = ["git", "-C", path, "-c", "user.name=a", "-c", "user.email=a@b"] + words
      let result = try ChildProcess.run(all, environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path])
      #expect(mayFail || result.code == 0, "git \(words): \(result.errors)")
      return result
    }

    func assay(_ words: String..., as who: String = "ann") throws -> ChildProcess.Result {
      try Program.run(words, environment: ["ASSAY_AUTHOR": who])
    }

    func answer(_ item: String, _ rating: String, as who: String) throws {
      let result = try assay("answer", item, rating, "--reason", "as \(who) sees it", "--path", path, as: who)
      #expect(result.code == 0, "\(result.errors)")
    }

    func commit(_ message: String) throws {
      try git("add", "-A")
      try git("commit", "-qm", message)
    }
  }

  @Test func `two branches that add reviews merge without a conflict, and nothing of one machine is committed`() throws
  {
    let team = try Team()
    for (branch, item) in [("ann", "health.testing"), ("ben", "health.observability")] {
      try team.git("checkout", "-qb", branch, "main")
      try team.answer(item, "1", as: branch)
      #expect(try team.assay("finish", "--yes", team.path, as: branch).code == 0)
      try team.commit("review by \(branch)")
    }
    let merged = try team.git("merge", "-q", "--no-edit", "ann")
    #expect(merged.code == 0, "\(merged.output)\(merged.errors)")
    let files = try team.git("ls-files", ".assay").output.split(separator: "\n")
    #expect(files.count == 4 && files.contains(".assay/.gitignore"), "\(files)")
    #expect(!files.contains { $0.hasSuffix(".lock") || $0.hasSuffix(".journal") || $0.hasSuffix(".tmp") })
    let history = try team.assay("history", "--format", "csv", team.path)
    #expect(history.code == 0 && history.output.split(separator: "\n").count == 3, "\(history.errors)")
    // A review says of which code it is; that it lies beside the code does not change the code.
    #expect(try team.assay("probe", "--format", "json", team.path).output.contains("\"dirty\": false"))
    try team.answer("health.testing", "2", as: "ann")
    try team.git("add", "-A")
    #expect(try team.assay("probe", "--format", "json", team.path).output.contains("\"dirty\": false"))
  }

  @Test func `answers to one draft on two branches are a conflict that assay names and merges`() throws {
    let team = try Team()
    try team.answer("health.testing", "1", as: "zoe")
    try team.commit("a draft")
    for (branch, rating) in [("ann", "0"), ("ben", "2")] {
      try team.git("checkout", "-qb", branch, "main")
      try team.answer("security.sql", rating, as: branch)
      try team.answer(branch == "ann" ? "health.observability" : "health.documentation", "1", as: branch)
      try team.commit("answers of \(branch)")
    }
    let merge = try team.git("merge", "ann", mayFail: true)
    #expect(merge.code == 1 && merge.output.contains("CONFLICT"), "\(merge.output)")

    let draft = ".assay/example.org~shop/reviews/draft.json"
    for words in [
      ["report", team.path], ["history", team.path], ["answer", "health.testing", "2", "--path", team.path],
    ] {
      let named = try Program.run(words, environment: ["ASSAY_AUTHOR": "ben"])
      #expect(named.code == 5 && named.errorLines.count == 1, "\(words): \(named.errors)")
      #expect(
        named.errors.firstMatch(of: #/draft\.json:[0-9]+: git left two reviews in conflict here; `assay merge /#)
          != nil,
        "\(named.errors)")
    }
    let asked = try team.assay("merge", "--path", team.path, as: "ben")
    #expect(asked.code == 3 && asked.output.contains("undecided: security.sql"), "\(asked.output)\(asked.errors)")
    #expect(try String(contentsOfFile: team.path + "/" + draft, encoding: .utf8).contains("<<<<<<<"))
    let decided = try team.assay(
      "merge", team.path + "/" + draft, "--path", team.path, "--take", "mine", "security.sql", as: "ben")
    #expect(decided.code == 0, "\(decided.errors)")
    try team.commit("both")
    let report = try team.assay("report", "--format", "json", team.path)
    #expect(report.code == 0)
    for text in ["as ann sees it", "as ben sees it", "as zoe sees it"] { #expect(report.output.contains(text)) }
    #expect(try team.git("status", "--porcelain").output.isEmpty)
  }
}
