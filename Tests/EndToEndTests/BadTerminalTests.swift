import Foundation
import Testing

/// Where there is no terminal to work in, or none any more: one line that names the way without one, and code 2.
@Suite struct BadTerminalTests {
  @Test(arguments: ["dumb", "no-such-terminal", "", "evil\u{1B}[31m"]) func `a strange TERM is told in one line`(
    _ name: String
  ) throws {
    let store = try TemporaryFolder()
    try PseudoTerminal.with(
      [Program.path, "review", Program.example], columns: 200, environment: Program.settings(store, ["TERM": name])
    ) { terminal in
      #expect(terminal.waitForEnd() == 2)
      let lines = terminal.screen.rows.filter { !$0.isEmpty }
      #expect(lines.count == 1 && lines.first?.contains("assay review --plain") == true, "\(lines)")
      #expect(!terminal.bytes.contains(0x1B))
      #expect(terminal.modes == terminal.modesBefore)
    }
  }

  @Test func `no TERM at all is told in one line`() throws {
    let store = try TemporaryFolder()
    var settings = Program.settings(store)
    settings["TERM"] = nil
    try PseudoTerminal.with([Program.path, "review", Program.example], columns: 200, environment: settings) {
      terminal in
      #expect(terminal.waitForEnd() == 2)
      #expect(terminal.screen.rows.count { !$0.isEmpty } == 1)
      #expect(terminal.screen.text.contains("assay review --plain"))
    }
  }

  @Test func `an unknown name that begins with xterm- is taken for the usual one`() throws {
    let store = try TemporaryFolder()
    try Program.review(environment: Program.settings(store, ["TERM": "xterm-of-tomorrow"])) { terminal in
      terminal.press("q")
      #expect(terminal.waitForEnd() == 0)
    }
  }

  @Test(arguments: ["< /dev/null", "> \"$OUTPUT\""]) func `standard input and output must both be the terminal`(
    _ redirection: String
  ) throws {
    let store = try TemporaryFolder()
    let settings = Program.settings(store, ["OUTPUT": store.path + "/output"])
    try PseudoTerminal.with(
      ["/bin/sh", "-c", "exec \"$@\" " + redirection, "sh", Program.path, "review", Program.example], columns: 200,
      environment: settings
    ) { terminal in
      #expect(terminal.waitForEnd() == 2)
      #expect(terminal.screen.rows.count { !$0.isEmpty } == 1)
      #expect(terminal.screen.text.contains("assay review --plain"))
      #expect(terminal.modes == terminal.modesBefore)
    }
    let output = try? Data(contentsOf: URL(filePath: store.path + "/output"))
    #expect(output?.isEmpty != false)
  }

  @Test func `a terminal that vanishes ends the program, which keeps what was typed and says so in one line`() throws {
    let store = try TemporaryFolder()
    let errors = store.path + "/errors"
    try Program.review(environment: Program.settings(store), errorsTo: errors) { terminal in
      terminal.press("<Enter> 2 e half")
      #expect(terminal.waitFor("Note: half"))
      terminal.vanish()
      #expect(terminal.waitForEnd() == 2)
    }
    let lines = try String(contentsOfFile: errors, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 1 && lines.first?.contains("assay review --plain") == true, "\(lines)")
    let recorded = try Program.recorded("health.project-structure", in: store)
    #expect(recorded.rating == 2 && recorded.note == "half")
  }

  @Test func `a terminal that vanishes while the program is in the background ends it too`() throws {
    let store = try TemporaryFolder()
    try Program.review(through: ["/bin/sh", "-c", "\"$@\"; exit $?", "sh"], environment: Program.settings(store)) {
      terminal in
      terminal.vanish()
      // The lifeline tells that not only the shell but the program itself is gone.
      #expect(terminal.waitForEnd() != nil)
    }
  }
}
