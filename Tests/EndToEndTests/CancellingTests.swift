import Foundation
import Testing

/// `^C` while the probes run: they stop, what had been found stays, and they can be run again.
@Suite struct CancellingTests {
  @Test func `^C cancels the probes and nothing else`() throws {
    let store = try TemporaryFolder()
    try Program.review(environment: Program.settings(store)) { terminal in
      terminal.press("<Enter> 2")
      #expect(terminal.waitFor("answered"))
      // Both keys in one write; on a machine that stalls between them the probes may be done first, so it is tried again.
      var isCancelled = false
      for _ in 0..<5 where !isCancelled {
        terminal.send("R\u{03}")
        #expect(terminal.wait { $0.text.contains("Probing was cancelled") || $0.text.contains("^C again leaves, and") })
        isCancelled = terminal.screen.text.contains("Probing was cancelled")
      }
      #expect(isCancelled)
      #expect(terminal.screen.text.contains("answered"), "\(terminal.screen.text)")
      terminal.press("R")
      #expect(terminal.waitFor("The probes are done"))
      terminal.press("Q")
      #expect(terminal.waitForEnd() == 0)
      #expect(terminal.modes == terminal.modesBefore && terminal.screen.modes == TerminalEmulator.Modes())
    }
    #expect(try Program.recorded("health.project-structure", in: store).rating == 2)
  }
}
