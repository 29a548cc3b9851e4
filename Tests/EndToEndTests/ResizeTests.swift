import Foundation
import Testing

/// Every screen and prompt at every size, and back: alive, in the same place, nothing typed is lost.
@Suite struct ResizeTests {
  static let sizes = [(200, 60), (80, 24), (40, 10), (20, 5), (10, 3), (1, 1)]

  @Test func `every screen and prompt survives all sizes and comes back as it was`() throws {
    let store = try TemporaryFolder()
    try Program.review(environment: try Program.settingsWithPast(store)) { terminal in
      for place in ScreenWalk.places {
        #expect(place.enter(terminal), "\(place.name) is not reached:\n\(terminal.screen.text)")
        for (width, height) in ResizeTests.sizes {
          terminal.resize(width, height)
          let isWhole = width >= 80
          // A screen too small for anything shows a notice that begins so.
          let isDrawn = terminal.wait { screen in
            isWhole ? screen.text.contains(place.shows) : screen.rows.contains { !$0.isEmpty }
          }
          #expect(isDrawn, "\(place.name) at \(width)x\(height):\n\(terminal.screen.text)")
        }
        terminal.resize(80, 24)
        #expect(terminal.waitFor(place.shows), "\(place.name) did not come back:\n\(terminal.screen.text)")
        #expect(place.leave(terminal), "\(place.name) is not left:\n\(terminal.screen.text)")
      }
      #expect(terminal.screen.unknown.isEmpty)
    }
  }

  @Test func `an item can be answered and told why at 40x10`() throws {
    let store = try TemporaryFolder()
    try PseudoTerminal.with(
      [Program.path, "review", Program.example], columns: 40, rows: 10, environment: Program.settings(store)
    ) { terminal in
      #expect(terminal.wait { $0.text.contains("Health") && !$0.text.contains("probing") })
      terminal.press("<Enter> x")
      #expect(terminal.waitFor("Why"))
      terminal.send("a library has no servers")
      terminal.press("<Enter> Q")
      #expect(terminal.waitForEnd() == 0)
    }
    let report = try Program.run("report", Program.example, environment: ["ASSAY_STORE": store.path])
    #expect(report.output.contains("a library has no servers") || report.output.contains("applies to every project"))
  }

  @Test(arguments: [(20, 5), (10, 3), (1, 1)]) func `a screen too small still leaves by q and by ^C twice`(
    _ width: Int, _ height: Int
  ) throws {
    for keys in ["q", "<C-c> <C-c>"] {
      let store = try TemporaryFolder()
      try PseudoTerminal.with(
        [Program.path, "review", Program.example], columns: width, rows: height, environment: Program.settings(store)
      ) { terminal in
        #expect(terminal.wait { $0.rows.contains { !$0.isEmpty } })
        terminal.press(keys)
        #expect(terminal.waitForEnd() == 0)
        #expect(terminal.modes == terminal.modesBefore && terminal.screen.modes == TerminalEmulator.Modes())
      }
    }
  }
}
