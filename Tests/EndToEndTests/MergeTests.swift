import Foundation
import Testing

/// Two people review one project: their answers come together, and where they differ somebody is asked.
@Suite(.serialized) struct MergeTests {
  /// The example reviewed by ann and by ben, each with a store of their own.
  struct Pair {
    let folder: TemporaryFolder
    let path: String
    let ann: [String: String]
    let ben: [String: String]

    init() throws {
      folder = try TemporaryFolder()
      path = folder.path + "/shop"
      try FileManager.default.copyItem(atPath: Program.example, toPath: path)
      ann = ["ASSAY_STORE": folder.path + "/ann", "ASSAY_AUTHOR": "ann"]
      ben = ["ASSAY_STORE": folder.path + "/ben", "ASSAY_AUTHOR": "ben"]
    }

    var theirs: String { folder.path + "/ben/example.org~shop/reviews/draft.json" }
    var mine: String { folder.path + "/ann/example.org~shop/reviews/draft.json" }

    func answer(_ item: String, _ rating: String, as who: [String: String], _ more: String...) throws {
      let reason = "as \(who["ASSAY_AUTHOR", default: "somebody"]) sees it"
      let words = ["answer", item, rating, "--reason", reason, "--path", path] + more
      let result = try Program.run(words, environment: who)
      #expect(result.code == 0, "\(result.errors)")
    }

    func merge(_ words: String...) throws -> ChildProcess.Result {
      try Program.run(["merge"] + words + ["--path", path], environment: ann)
    }
  }

  static func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `a conflict is shown and undecided, nothing is written until somebody decides, and then all is`() throws {
    let pair = try Pair()
    try pair.answer("health.testing", "2", as: pair.ann)
    try pair.answer("security.sql", "0", as: pair.ann)
    try pair.answer("health.testing", "2", as: pair.ben, "--note", "the race job too")
    try pair.answer("security.sql", "2", as: pair.ben)
    try pair.answer("health.observability", "1", as: pair.ben)
    let before = try Data(contentsOf: URL(filePath: pair.mine))

    let open = try pair.merge(pair.theirs)
    #expect(open.code == 3 && open.errorLines.count == 1, "\(open.errors)")
    #expect(open.output.contains("1 agreed, 1 only theirs, 1 in conflict"), "\(open.output)")
    #expect(
      open.output.contains("mine    0 missing, by ann at ") && open.output.contains("theirs  2 solid, by ben at "))
    #expect(open.output.contains("reason: as ben sees it") && open.output.contains("undecided: security.sql"))
    #expect(open.output.contains("not enough: 2 items rated by both on their own"))
    #expect(try Data(contentsOf: URL(filePath: pair.mine)) == before)

    for words in [["nonsense", "security.sql"], ["mine", "health.testing"], ["theirs", "security.sq"]] {
      let wrong = try Program.run(
        ["merge", pair.theirs, "--path", pair.path, "--take"] + words, environment: pair.ann)
      #expect(wrong.code == 2, "\(words)")
    }
    let dry = try pair.merge(pair.theirs, "--take", "theirs", "security.sql", "--dry-run")
    #expect(dry.code == 0 && dry.output.hasSuffix("Nothing was written.\n"), "\(dry.output)")
    #expect(try Data(contentsOf: URL(filePath: pair.mine)) == before)

    let merged = try pair.merge(pair.theirs, "--format", "json", "--take", "theirs", "security.sql")
    #expect(merged.code == 0, "\(merged.errors)")
    let object = try Self.json(merged.output)
    #expect(object["written"] as? String != nil && (object["undecided"] as? [Any])?.isEmpty == true)
    let report = try Self.json(
      try Program.run("report", "--format", "json", pair.path, environment: pair.ann).output)
    let items = report["items"] as? [[String: Any]] ?? []
    func state(_ id: String) -> [String: Any] { items.first { $0["item"] as? String == id } ?? [:] }
    func answer(_ id: String, _ key: String) -> String? { (state(id)["answer"] as? [String: Any])?[key] as? String }
    #expect(state("security.sql")["rating"] as? Int == 2 && answer("security.sql", "author") == "ben")
    #expect(answer("health.observability", "author") == "ben")
    #expect(answer("health.testing", "note") == "the race job too")
    // Whoever merges again is asked nothing.
    let again = try pair.merge(pair.theirs)
    #expect(again.code == 0 && !again.output.contains("Conflicts"), "\(again.output)\(again.errors)")
  }

  @Test func `on a terminal each conflict is asked about by lines`() throws {
    let pair = try Pair()
    try pair.answer("security.sql", "0", as: pair.ann)
    try pair.answer("security.sql", "2", as: pair.ben)
    let command = [Program.path, "merge", pair.theirs, "--path", pair.path]
    let environment = pair.ann.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    try TerminalWindow.with(
      ["sh", "-c", "\"$0\" \"$@\"; read x"] + command, columns: 100, rows: 40, environment: environment
    ) { window in
      let asked = try window.waitFor("Whose answer counts?")
      #expect(asked.contains("Conflict 1 of 1: ") && asked.contains("0 missing, by ann"))
      try window.type("what")
      try window.press("Enter")
      try window.type("theirs")
      try window.press("Enter")
      #expect(try window.waitFor("holds the answers of both").contains("taken: theirs"))
      try window.press("Enter")
      #expect(window.hasEnded())
    }
    let report = try Program.run("report", pair.path, environment: pair.ann)
    #expect(report.output.contains("as ben sees it"))
  }

  @Test func `two files make a new draft, seen on the code as it is, and a draft is never replaced by them`() throws {
    let pair = try Pair()
    try pair.answer("health.testing", "2", as: pair.ann)
    try pair.answer("health.observability", "1", as: pair.ben)
    let third = ["ASSAY_STORE": pair.folder.path + "/cy", "ASSAY_AUTHOR": "cy"]
    let words = ["merge", pair.mine, pair.theirs, "--path", pair.path]
    let merged = try Program.run(words, environment: third)
    #expect(merged.code == 0, "\(merged.errors)")
    let report = try Program.run("report", pair.path, environment: third)
    #expect(report.output.contains("ann, ben") && report.output.contains("(draft)"))
    let again = try Program.run(words, environment: third)
    #expect(again.code == 2 && again.errors.contains("has a draft"))
    let none = try Program.run("merge", "--path", pair.path, environment: third)
    #expect(none.code == 2 && none.errors.contains("in no conflict"))
  }

  @Test func `a file from elsewhere is believed nothing but answers`() throws {
    let pair = try Pair()
    try pair.answer("health.testing", "1", as: pair.ann)
    try pair.answer("health.observability", "1", as: pair.ben)
    let good = try String(contentsOfFile: pair.theirs, encoding: .utf8)
    let before = try Data(contentsOf: URL(filePath: pair.mine))
    let damages: [(String, String, Int32, String)] = [
      ("\"author\":\"ben\"", "\"author\":\"ben\\u001b[2J\"", 5, "answers[0].author holds control characters"),
      ("\"at\":\"20", "\"at\":\"99", 5, "still to come"),
      ("\"project\": \"example.org/shop\"", "\"project\": \"example.org/other\"", 2, "merge reviews of one project"),
      ("\"rating\":1", "\"rating\":7", 5, "rating should be 0, 1, 2"),
      ("\"schemaVersion\": 1", "\"schemaVersion\": 9", 5, "newer assay"),
      ("{\n", "[\n", 5, "damaged"),
    ]
    let file = pair.folder.path + "/hostile.json"
    for (old, new, code, said) in damages {
      #expect(good.contains(old), "\(old)")
      try good.replacing(old, with: new, maxReplacements: 1).write(toFile: file, atomically: true, encoding: .utf8)
      let result = try pair.merge(file)
      #expect(result.code == code && result.errors.contains(said), "\(new): \(result.code) \(result.errors)")
      #expect(!result.errors.contains("\u{1B}") && result.errorLines.count == 1)
    }
    for path in ["/dev/zero", pair.folder.path + "/", pair.folder.path + "/nothing.json"] {
      #expect(try pair.merge(path).code == 2, "\(path)")
    }
    #expect(try Data(contentsOf: URL(filePath: pair.mine)) == before)
    #expect(try pair.merge("a", "b", "c").code == 2)
  }
}
