import Foundation
import Testing

/// The mouse of a real terminal: reported only while it is wanted, and understood as the terminal tells it.
@Suite struct MouseTests {
  /// A button going down and up again at a cell, as xterm reports it.
  private func click(_ terminal: PseudoTerminal, x: Int, y: Int, button: Int = 0) {
    terminal.send("\u{1B}[<\(button);\(x + 1);\(y + 1)M\u{1B}[<\(button);\(x + 1);\(y + 1)m")
  }

  private func row(_ text: String, _ terminal: PseudoTerminal) throws -> Int {
    try #require(terminal.screen.rows.firstIndex { $0.contains(text) }, "\(text) is not on\n\(terminal.screen.text)")
  }

  @Test func `a click chooses, a second one opens, a hint works as its key, and percent ends it`() throws {
    let store = try TemporaryFolder()
    try Program.review(environment: Program.settings(store)) { terminal in
      #expect(terminal.screen.modes.mouse.isEmpty)
      terminal.press("%")
      #expect(terminal.wait { !$0.modes.mouse.isEmpty && $0.text.contains("The mouse chooses") })
      let security = try row("Security", terminal)
      click(terminal, x: 5, y: security)
      #expect(terminal.wait { $0.y == security })
      click(terminal, x: 5, y: security)
      #expect(terminal.wait { $0.text.contains("› Security") && $0.text.contains("Esc back") })
      let hints = try row("Esc back", terminal)
      let line = terminal.screen.rows[hints]
      let column = try #require(line.range(of: "Esc back")).lowerBound
      click(terminal, x: line.distance(from: line.startIndex, to: column), y: hints)
      #expect(terminal.wait { !$0.text.contains("› Security") })
      terminal.press("%")
      #expect(terminal.wait { $0.modes.mouse.isEmpty })
      terminal.press("q")
      #expect(terminal.waitForEnd() == 0)
    }
  }

  @Test func `the wheel scrolls`() throws {
    let store = try TemporaryFolder()
    try Program.review(environment: Program.settings(store)) { terminal in
      terminal.press("% ?")
      #expect(terminal.waitFor("How a review goes"))
      click(terminal, x: 5, y: 5, button: 65)
      #expect(terminal.wait { !$0.text.contains("How a review goes") })
      click(terminal, x: 5, y: 5, button: 64)
      #expect(terminal.waitFor("How a review goes"), "\(terminal.screen.text)")
    }
  }

  @Test func `a terminal without a mouse is told so, and nothing is sent`() throws {
    let store = try TemporaryFolder()
    try Program.review(environment: Program.settings(store, ["TERM": "vt100"])) { terminal in
      terminal.press("%")
      #expect(terminal.waitFor("This terminal does not tell of the mouse"))
      #expect(terminal.screen.modes.mouse.isEmpty && !terminal.screen.modes.bracketsPastes)
    }
  }
}
