import Foundation
import Testing

/// `^Z` from every screen and prompt gives the shell its terminal, and `fg` brings back what was there.
@Suite struct SuspendTests {
  /// A shell with job control that waits for a line whenever its job has stopped; no loop, as a stop leaves loops.
  private static let shell = [
    "/bin/bash", "-c",
    """
    set -m
    turn() { [ -z "$(jobs -p)" ] || { printf 'shell> '; read -r line; fg > /dev/null; turn; }; }
    "$@"
    turn
    printf 'left with %s\\n' $?
    """, "bash",
  ]

  @Test func `every screen and prompt comes back after a suspension, at the size the terminal has then`() throws {
    let store = try TemporaryFolder()
    let settings = try Program.settingsWithPast(store)
    try Program.review(through: SuspendTests.shell, environment: settings) { terminal in
      terminal.press("%")
      #expect(terminal.waitFor("The mouse chooses"))
      for (index, place) in ScreenWalk.places.enumerated() {
        #expect(place.enter(terminal), "\(place.name) is not reached:\n\(terminal.screen.text)")
        let during = terminal.screen.modes.unstyled
        let start = terminal.bytes.count
        terminal.press("<C-z>")
        #expect(terminal.waitForBytes("shell>", since: start), "\(place.name) does not stop")
        #expect(terminal.screen.modes == TerminalEmulator.Modes(), "\(place.name)")
        #expect(terminal.modes == terminal.modesBefore, "\(place.name)")
        if index % 2 == 0 { terminal.resize(100 + index, 30) }
        terminal.press("<Enter>")
        #expect(
          terminal.wait { $0.modes.unstyled == during && $0.text.contains(place.shows) },
          "\(place.name) does not come back:\n\(terminal.screen.text)")
        terminal.resize(80, 24)
        #expect(terminal.waitFor(place.shows))
        #expect(place.leave(terminal), "\(place.name) is not left:\n\(terminal.screen.text)")
      }
      terminal.press("q")
      #expect(terminal.waitFor("left with 0"))
      #expect(terminal.waitForEnd() == 0)
      #expect(terminal.modes == terminal.modesBefore && terminal.screen.modes == TerminalEmulator.Modes())
    }
  }

  @Test func `a stop from outside is a suspension too`() throws {
    let store = try TemporaryFolder()
    try Program.review(through: SuspendTests.shell, environment: Program.settings(store)) { terminal in
      let job = try #require(terminal.foregroundGroup)
      #expect(job != terminal.process)
      kill(-job, SIGTSTP)
      #expect(terminal.wait { !$0.modes.isAlternate && $0.text.contains("shell>") })
      #expect(terminal.screen.modes == TerminalEmulator.Modes() && terminal.modes == terminal.modesBefore)
      terminal.press("<Enter>")
      #expect(terminal.wait { $0.modes.isAlternate && $0.text.contains("Coverage") })
    }
  }
}
