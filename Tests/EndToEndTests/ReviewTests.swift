import Foundation
import Testing

/// The review in a real terminal: answered by keys, killed, resumed, exported.
@Suite(.serialized) struct ReviewTests {
  private func open(_ store: TemporaryFolder, columns: Int = 80, rows: Int = 24) throws -> TerminalWindow {
    try TerminalWindow(
      [Program.path, "review", Program.example], columns: columns, rows: rows,
      environment: ["ASSAY_STORE": store.path, "ASSAY_AUTHOR": "ann", "LC_ALL": "C.UTF-8"])
  }

  @Test func `the overview shows every score and a key quits at once`() throws {
    let store = try TemporaryFolder()
    let window = try open(store)
    let screen = try window.waitFor("Coverage")
    for word in ["example.org/shop", "Health", "readiness", "Security", "Quality"] {
      #expect(screen.contains(word), "\(word) is not on\n\(screen)")
    }
    try window.press("q")
    #expect(try window.hasEnded())
  }

  @Test func `an answer survives SIGKILL`() throws {
    let store = try TemporaryFolder()
    let window = try open(store)
    _ = try window.waitFor("service at")
    try window.press("Enter")
    #expect(try window.waitFor("Project structure").contains("Project structure"))
    try window.press("2")
    _ = try window.waitFor("answered")
    let process = try #require(try window.processIdentifier())
    #expect(kill(process, SIGKILL) == 0)
    #expect(try window.hasEnded())
    let report = try Program.run(
      "report", "--format", "json", Program.example, environment: ["ASSAY_STORE": store.path])
    let object = try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any]
    let items = object?["items"] as? [[String: Any]] ?? []
    let answered = try #require(items.first { $0["item"] as? String == "health.project-structure" })
    #expect(answered["from"] as? String == "human" && answered["rating"] as? Int == 2)

    let again = try open(store)
    _ = try again.waitFor("service at")
    try again.press("Enter")
    #expect(try again.waitFor("answered").contains("answered"))
  }

  @Test func `a window that is too small says so and lets one leave`() throws {
    let store = try TemporaryFolder()
    let window = try open(store, columns: 20, rows: 5)
    Thread.sleep(forTimeInterval: 0.5)
    #expect(!(try window.screen()).trimmingCharacters(in: .whitespacesAndNewlines).isEmpty)
    try window.press("q")
    #expect(try window.hasEnded())
  }
}
