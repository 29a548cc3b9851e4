import Foundation
import Testing

/// Text of every width in names, source and notes moves no border: told by our emulator and, on its own, by tmux.
@Suite struct AlignmentTests {
  /// Two columns, marks, the four pictures of the grades, VS16, joined families, flags, tones, spacing marks, keycaps,
  /// what is younger than most terminals.
  static let texts = [
    "世界", "e\u{301}\u{301}", "🔴🟡🟢💎", "⚠️", "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "क्षि", "1️⃣", "\u{1FAE9}", "ｆｕｌｌ", "한글",
  ]
  static let note = "note 世界 e\u{301} 🔴🟡🟢💎 ⚠️ 👨‍👩‍👧 🇩🇪 한글"

  /// A file for each text, with the text in its name, in a comment and in the line of a finding.
  private func repository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("module example.org/wide\n\ngo 1.24\n", to: "go.mod")
    for (index, text) in AlignmentTests.texts.enumerated() {
      try folder.write(
        """
        package wide

        import (
        \t"database/sql"
        \t"fmt"
        )

        // Find\(index) reads \(text).
        func Find\(index)(db *sql.DB, a string) (*sql.Rows, error) {
        \treturn db.Query(fmt.Sprintf("SELECT \(text) FROM t WHERE a = '%s'", a)) // \(text)
        }

        """, to: text + ".go")
    }
    return folder
  }

  /// The divider between list and source at 120 columns, and the rows it stands on.
  private static let divider = 60
  private static let body = 1...37
  /// The last letter of the verdict and of what trails a row at the right edge.
  private static let edge = 118

  @Test func `in our emulator the divider and what trails a row stand in one column`() throws {
    let repository = try repository()
    let store = try TemporaryFolder()
    try Program.review(repository.path, columns: 120, rows: 40, environment: Program.settings(store)) { terminal in
      func expectAligned(_ name: String) {
        // A picture comes in several reads: what is wanted is waited for, and stays.
        let isAligned = terminal.wait { screen in
          let divider = screen.column(AlignmentTests.divider)
          return divider[AlignmentTests.body].allSatisfy { $0 == "│" }
            && screen.text.filter { $0 == "│" }.count == AlignmentTests.body.count
            && screen.column(AlignmentTests.edge)[0] == "Y"
        }
        #expect(isAligned, "\(name):\n\(terminal.screen.text)")
      }
      terminal.press("F")
      #expect(terminal.wait { $0.text.contains("世界.go:10") && $0.text.contains("🔴🟡🟢💎.go:10") })
      expectAligned("findings")
      for row in 4...15 {
        terminal.press("j")
        #expect(terminal.wait { $0.y == row })
        expectAligned("findings, row \(row)")
      }
      terminal.press("h " + ScreenWalk.item)
      #expect(terminal.waitFor("Is every value"))
      expectAligned("item")
      terminal.press("e")
      terminal.send(AlignmentTests.note)
      #expect(terminal.waitFor("DE 한글"), "\(terminal.screen.text)")
      terminal.press("<Enter>")
      #expect(terminal.wait { !$0.text.contains("Enter keep") && $0.text.contains("Note kept") })
      expectAligned("item with a note")
      for number in 1...AlignmentTests.texts.count {
        terminal.press("<Tab>")
        #expect(terminal.waitFor(" \(number)/\(AlignmentTests.texts.count) "), "\(terminal.screen.text)")
        expectAligned("item, finding \(number)")
      }
      terminal.press("<Enter>")
      #expect(terminal.wait { $0.column(AlignmentTests.divider).allSatisfy { $0 != "│" } })
      #expect(terminal.screen.column(AlignmentTests.edge)[0] == "Y", "\(terminal.screen.text)")
      #expect(terminal.screen.unknown.isEmpty)
    }
  }

  @Test func `at 80 columns the words that trail the findings end in one column`() throws {
    let repository = try repository()
    let store = try TemporaryFolder()
    try Program.review(repository.path, environment: Program.settings(store)) { terminal in
      terminal.press("F")
      #expect(terminal.wait { $0.text.contains("findings in") && $0.text.contains("Enter open  b group") })
      let screen = terminal.screen
      let rows = screen.rows.indices.filter { screen.rows[$0].contains(".go:10 ") }
      #expect(rows.count >= 10)
      for row in rows {
        let end = (0..<80).last { screen.column($0)[row] != " " }
        #expect(end == 78, "\(screen.rows[row])")
      }
    }
  }

  @Test func `tmux sees the borders in the same column, by its own count`() throws {
    let repository = try repository()
    let store = try TemporaryFolder()
    try TerminalWindow.with(
      [Program.path, "review", repository.path], columns: 120, rows: 40,
      environment: ["ASSAY_STORE": store.path, "ASSAY_AUTHOR": "ann", "LC_ALL": "C.UTF-8"]
    ) { window in
      _ = try window.waitFor("The probes are done")
      try window.type("F")
      // The hints are the last row that is drawn.
      let list = try window.waitUntil { $0.contains("findings in") && $0.contains("Enter open  b group") }
      #expect(list.contains("世界.go:10") && list.contains("🔴🟡🟢💎.go:10"))
      try expectAligned(window, "findings")
      let last = try window.column(119, height: 40)
      #expect(last.joined().trimmingCharacters(in: .whitespaces).isEmpty, "something stands in the last column")
      try window.type(":goto security.sql")
      try window.press("Enter")
      _ = try window.waitUntil { $0.contains("Is every value") && $0.contains("2 1 0 x rate") }
      try expectAligned(window, "item")
      try window.type("e" + AlignmentTests.note)
      _ = try window.waitFor("DE 한글")
      try window.press("Enter")
      _ = try window.waitUntil { $0.contains("Note kept") && $0.contains("2 1 0 x rate") }
      try expectAligned(window, "item with a note")
      try window.press("Tab", "Enter")
      _ = try window.waitUntil { !$0.contains("│") && $0.contains("Esc back") }
      #expect(try window.column(AlignmentTests.edge, height: 40).first == "Y")
      try window.type("Q")
      #expect(window.hasEnded())
    }
  }

  private func expectAligned(_ window: TerminalWindow, _ name: String) throws {
    let divider = try window.column(AlignmentTests.divider, height: 40)
    let edge = try window.column(AlignmentTests.edge, height: 40)
    let picture = try window.screen()
    let rows = divider.indices.filter { divider[$0] == "│" }
    #expect(divider.count == 40 && rows == Array(AlignmentTests.body), "\(name):\n\(picture)")
    #expect(edge.first == "Y", "\(name):\n\(picture)")
  }
}
