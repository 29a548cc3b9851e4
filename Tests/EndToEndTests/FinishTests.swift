import Foundation
import Testing

/// From a draft to a final review, and on to the next one.
@Suite(.serialized) struct FinishTests {
  @Test func `finish freezes the draft once, and the next answer starts a draft that carries it on`() throws {
    let folder = try TemporaryFolder()
    let store = ["ASSAY_STORE": folder.path, "ASSAY_AUTHOR": "ann"]
    let none = try Program.run("finish", "--yes", Program.example, environment: store)
    #expect(none.code == 2 && none.errors.contains("no draft"))
    _ = try Program.run(
      "answer", "health.testing", "2", "--reason", "seen the tests", "--path", Program.example, environment: store)
    let unconfirmed = try Program.run("finish", Program.example, environment: store)
    #expect(unconfirmed.code == 2 && unconfirmed.errors.contains("nothing was made final"))
    let finished = try Program.run("finish", "--yes", Program.example, environment: store)
    #expect(finished.code == 0 && finished.errors.contains("NOT READY; "), "\(finished.errors)")
    let id = finished.output.trimmingCharacters(in: .newlines)
    let file = folder.path + "/example.org~shop/reviews/\(id).json"
    let bytes = try Data(contentsOf: URL(filePath: file))

    let report = try Program.run("report", Program.example, environment: store)
    #expect(
      report.code == 0 && report.output.contains("\(id) (final by ann)") && report.output.contains("seen the tests"))
    let answered = try Program.run(
      "answer", "health.observability", "1", "--reason", "only metrics", "--path", Program.example, environment: store)
    #expect(answered.code == 0, "\(answered.errors)")
    let next = try Program.run("report", Program.example, environment: store)
    #expect(next.output.contains("(draft)") && next.output.contains("seen the tests"))
    let old = try Program.run("report", "--review", id, Program.example, environment: store)
    #expect(old.output.contains("\(id) (final by ann)") && !old.output.contains("only metrics"))
    #expect(try Data(contentsOf: URL(filePath: file)) == bytes)
  }

  @Test func `the review is made final in the terminal, and opens again as the next draft`() throws {
    let store = try TemporaryFolder()
    func open(_ body: (TerminalWindow) throws -> Void) throws {
      try TerminalWindow.with(
        [Program.path, "review", Program.example], columns: 80, rows: 24,
        environment: ["ASSAY_STORE": store.path, "ASSAY_AUTHOR": "ann", "LC_ALL": "C.UTF-8"], body)
    }
    try open { window in
      _ = try window.waitFor("The probes are done")
      try window.type("Z")
      // The last row is drawn last.
      #expect(try window.waitFor("NOT READY; ").contains("Type yes to make it final"))
      try window.type("yes")
      try window.press("Enter")
      let after = try window.waitFor("Final: ")
      #expect(after.contains("read only"), "\(after)")
      try window.type("q")
      #expect(window.hasEnded())
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: store.path + "/example.org~shop/reviews")
    #expect(names.count == 1 && !names.contains("draft.json"), "\(names)")

    try open { window in
      let screen = try window.waitFor("The probes are done")
      #expect(screen.contains("draft of") && !screen.contains("read only"))
      try window.type("q")
      #expect(window.hasEnded())
    }
  }
}
