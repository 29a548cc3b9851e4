import Foundation
import Testing

/// The review in a real terminal: answered by keys, killed, resumed, exported.
@Suite(.serialized) struct ReviewTests {
  private func open(
    _ store: TemporaryFolder, columns: Int = 80, rows: Int = 24, _ body: (TerminalWindow) throws -> Void
  ) throws {
    try TerminalWindow.with(
      [Program.path, "review", Program.example], columns: columns, rows: rows,
      environment: ["ASSAY_STORE": store.path, "ASSAY_AUTHOR": "ann", "LC_ALL": "C.UTF-8"], body)
  }

  @Test func `the overview shows every score and a key quits at once`() throws {
    try open(try TemporaryFolder()) { window in
      let screen = try window.waitFor("Coverage")
      for word in ["example.org/shop", "Health", "readiness", "Security", "Quality"] {
        #expect(screen.contains(word), "\(word) is not on\n\(screen)")
      }
      try window.type("q")
      #expect(window.hasEnded())
    }
  }

  @Test func `an answer survives SIGKILL`() throws {
    let store = try TemporaryFolder()
    try open(store) { window in
      _ = try window.waitFor("service, at")
      try window.press("Enter")
      #expect(try window.waitFor("Project structure").contains("Project structure"))
      try window.type("2")
      _ = try window.waitFor("answered")
      let process = try #require(try window.processIdentifier())
      #expect(kill(process, SIGKILL) == 0)
      #expect(window.hasEnded())
    }
    let report = try Program.run(
      "report", "--format", "json", Program.example, environment: ["ASSAY_STORE": store.path])
    let object = try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any]
    let items = object?["items"] as? [[String: Any]] ?? []
    let answered = try #require(items.first { $0["item"] as? String == "health.project-structure" })
    #expect(answered["from"] as? String == "human" && answered["rating"] as? Int == 2)

    try open(store) { window in
      _ = try window.waitFor("service, at")
      try window.press("Enter")
      #expect(try window.waitFor("answered").contains("answered"))
    }
  }

  @Test func `a finding silenced in the review is kept in the repository and counts no longer`() throws {
    let store = try TemporaryFolder()
    let folder = try TemporaryFolder()
    let shop = folder.path + "/shop"
    try FileManager.default.copyItem(atPath: Program.example, toPath: shop)
    try "# ours\nkind: service\n".write(toFile: shop + "/.assay.yml", atomically: true, encoding: .utf8)
    try TerminalWindow.with(
      [Program.path, "review", shop], columns: 80, rows: 24,
      environment: ["ASSAY_STORE": store.path, "ASSAY_AUTHOR": "ann", "LC_ALL": "C.UTF-8"]
    ) { window in
      _ = try window.waitFor("The probes are done")
      try window.type("F")
      _ = try window.waitFor("findings in")
      try window.type("/becomes part of")
      try window.press("Enter")
      let row = "▸   internal/order/order.go:56"
      #expect(try window.waitFor(row).contains(row))
      try window.type("s")
      _ = try window.waitFor("Why is this fine?")
      try window.type("the column comes from a list")
      try window.press("Enter")
      #expect(try window.waitFor("Silenced in .assay.yml").contains("1 silenced"))
      let text = try String(contentsOfFile: shop + "/.assay.yml", encoding: .utf8)
      #expect(text.hasPrefix("# ours\nkind: service\n\nsilenced:\n  - probe: database/sql-concatenation\n"))
      let probed = try Program.run("probe", "--only", "database/sql*", shop)
      #expect(probed.output.contains("1 finding is silenced (1 by .assay.yml)."), "\(probed.output)")
      try window.press("Escape")
      let overview = try window.waitFor("P0 2/4")
      #expect(overview.contains("P0 2/4"), "the rating has not followed:\n\(overview)")
      try window.type("u")
      _ = try window.waitFor("Undone: silenced")
      #expect(try String(contentsOfFile: shop + "/.assay.yml", encoding: .utf8) == "# ours\nkind: service\n")
    }
  }

  @Test func `a window that is too small says so and lets one leave`() throws {
    try open(try TemporaryFolder(), columns: 20, rows: 5) { window in
      #expect(try window.waitFor("Assay needs").contains("Assay needs"))
      try window.type("q")
      #expect(window.hasEnded())
    }
  }

  @Test func `no server is left behind, not even by a test that fails`() throws {
    struct Failed: Error {}
    var closed: TerminalWindow?
    #expect(throws: Failed.self) {
      try open(try TemporaryFolder()) { window in
        closed = window
        _ = try window.waitFor("service, at")
        #expect(!window.isServerGone)
        throw Failed()
      }
    }
    #expect(closed?.isServerGone == true)
  }
}
