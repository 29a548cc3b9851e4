import Foundation
import Testing

/// The reader's editor: it gets the keyboard, the line and the path, and only an editor that ends well changes a note.
@Suite struct EditorTests {
  /// An editor that notes its arguments, says that it is there, reads a line from the keyboard, writes it into the
  /// file when the line is not empty, and ends as `ending` says.
  private func editor(_ folder: TemporaryFolder, ending: String) throws -> [String: String] {
    try folder.write(
      """
      #!/bin/sh
      printf '%s\\n' "$@" > "\(folder.path)/arguments"
      test -t 0 && test -t 1 && printf 'EDITOR READY\\n'
      read -r line
      for file; do :; done
      test -z "$line" || printf '%s\\n' "$line" > "$file"
      \(ending)

      """, to: "editor")
    return Program.settings(folder, ["VISUAL": "/bin/sh \(folder.path)/editor", "ASSAY_STORE": folder.path + "/store"])
  }

  private func arguments(_ folder: TemporaryFolder) throws -> [String] {
    try String(contentsOfFile: folder.path + "/arguments", encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func `the finding is opened at its line, with the terminal as the shell had it`() throws {
    let folder = try TemporaryFolder()
    try Program.review(environment: try editor(folder, ending: "exit 0")) { terminal in
      terminal.press("% " + ScreenWalk.item)
      #expect(terminal.waitFor("Is every value"))
      let during = terminal.screen.modes.unstyled
      #expect(!during.mouse.isEmpty)
      terminal.press("o")
      #expect(terminal.waitFor("EDITOR READY"))
      #expect(terminal.screen.modes == TerminalEmulator.Modes() && terminal.modes == terminal.modesBefore)
      terminal.press("<Enter>")
      #expect(terminal.wait { $0.modes.unstyled == during && $0.text.contains("Is every value") })
      #expect(terminal.modes != terminal.modesBefore)
    }
    #expect(try arguments(folder) == ["+56", Program.example + "/internal/order/order.go"])
  }

  struct Ending: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let says: String
  }

  @Test func `a note written in an editor that ends well is kept`() throws {
    let folder = try TemporaryFolder()
    try Program.review(environment: try editor(folder, ending: "exit 0")) { terminal in
      terminal.press("<Enter> 2 E")
      #expect(terminal.waitFor("EDITOR READY"))
      terminal.send("written elsewhere\r")
      #expect(terminal.wait { $0.modes.isAlternate && $0.text.contains("Note kept") })
      terminal.press("Q")
      #expect(terminal.waitForEnd() == 0)
    }
    #expect(try recorded(folder) == "written elsewhere")
    #expect(try arguments(folder).count == 1)
  }

  @Test(arguments: [
    Ending(testDescription: "exit 1", says: "the editor ended with status 1"),
    Ending(testDescription: "kill -TERM $$", says: "the editor was ended by signal 15"),
    Ending(testDescription: "kill -KILL $$", says: "the editor was ended by signal 9"),
  ]) func `a note written in an editor that ends badly is not taken`(_ ending: Ending) throws {
    let folder = try TemporaryFolder()
    try Program.review(environment: try editor(folder, ending: ending.testDescription)) { terminal in
      terminal.press("<Enter> 2 E")
      #expect(terminal.waitFor("EDITOR READY"))
      terminal.send("written in vain\r")
      #expect(
        terminal.wait { $0.modes.isAlternate && $0.text.contains("The note is as it was: " + ending.says) },
        "\(terminal.screen.text)")
      terminal.press("Q")
      #expect(terminal.waitForEnd() == 0)
    }
    #expect(try recorded(folder) == "")
  }

  @Test func `an editor that is not there is told, and nothing is lost`() throws {
    let folder = try TemporaryFolder()
    let settings = Program.settings(folder, ["EDITOR": "no-such-editor", "ASSAY_STORE": folder.path + "/store"])
    try Program.review(environment: settings) { terminal in
      terminal.press("<Enter> 2 E")
      #expect(terminal.wait { $0.modes.isAlternate && $0.text.contains("the editor was not found") })
      terminal.press(ScreenWalk.item + " o")
      #expect(terminal.wait { $0.text.contains("Is every value") && $0.text.contains("the editor was not found") })
      terminal.press("Q")
      #expect(terminal.waitForEnd() == 0)
    }
    #expect(try recorded(folder) == "")
  }

  @Test func `^C in the editor is the editor's own`() throws {
    let folder = try TemporaryFolder()
    let settings = try editor(folder, ending: "trap : INT; printf 'AGAIN\\n'; read -r line; exit 0")
    try Program.review(environment: settings) { terminal in
      terminal.press("<Enter> E")
      #expect(terminal.waitFor("EDITOR READY"))
      terminal.press("<Enter>")
      #expect(terminal.waitFor("AGAIN"))
      terminal.press("<C-c> <Enter>")
      #expect(terminal.wait { $0.modes.isAlternate && $0.text.contains("Project structure") })
      terminal.press("Q")
      #expect(terminal.waitForEnd() == 0)
    }
  }

  private func recorded(_ folder: TemporaryFolder) throws -> String? {
    let report = try Program.run(
      "report", "--format", "json", Program.example, environment: ["ASSAY_STORE": folder.path + "/store"])
    let object = try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any]
    let items = object?["items"] as? [[String: Any]] ?? []
    let found = items.first { $0["item"] as? String == "health.project-structure" }
    return (found?["answer"] as? [String: Any])?["note"] as? String
  }
}
