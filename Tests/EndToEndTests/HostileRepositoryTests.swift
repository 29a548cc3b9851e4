import Foundation
import Testing

/// A repository whose names and texts try to steer the terminal: its owner sees them written out, the terminal obeys
/// none, and the editor still gets the right file.
@Suite struct HostileRepositoryTests {
  static let attacks = [
    "\u{1B}[9;9Howned", "\u{1B}]0;owned\u{07}", "\u{1B}]8;;http://owned\u{1B}\\", "\u{1B}]52;c;b3duZWQ=\u{07}",
    "\u{9B}9;9Howned", "\u{9D}0;owned\u{9C}", "\u{202E}owned\u{2066}", "\u{1B}P+q\u{1B}\\", "\u{08}\u{08}owned\u{7F}",
    "\u{1B}c",
  ]

  /// A name that no file name may be is left out: a slash, or nothing.
  private func repository() throws -> (folder: TemporaryFolder, file: String) {
    let folder = try TemporaryFolder()
    let all = HostileRepositoryTests.attacks.joined(separator: " ")
    try folder.write("module example.org/\u{1B}[9;9Howned\u{202E}\n\ngo 1.24\n", to: "go.mod")
    let name = "a\u{1B}[9;9H\u{1B}]0;owned\u{07}\u{9B}9;9H\u{202E} b\nc.go"
    let statement = #"fmt.Sprintf("SELECT * FROM t WHERE a = '%s'", a)"#
    try folder.write(
      """
      package main

      import (
      	"database/sql"
      	"fmt"
      )

      // \(all)
      func find(db *sql.DB, a string) (*sql.Rows, error) {
      	return db.Query(\(statement)) // \(all)
      }

      func main() {}

      """, to: name)
    try Data("package main\n\n// \u{1B}[9;9H".utf8 + [0xFF, 0xFE, 0x9B, 0xC3, 0x28] + "\n".utf8)
      .write(to: folder.url.appending(path: "bad.go"))
    try folder.write("# " + all + "\n\n" + all + "\n", to: "README.md")
    for arguments in [
      ["init", "-q"], ["add", "-A"],
      ["-c", "user.name=" + "owned\u{202E}", "-c", "user.email=a@b", "commit", "-qm", all],
    ] {
      let git = ["git", "-C", folder.path] + arguments
      let environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path]
      #expect(try ChildProcess.run(git, environment: environment).code == 0)
    }
    return (folder, name)
  }

  /// Everything but what ncurses itself writes: a sequence of ours has none of these.
  private func expectHarmless(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    // Curses sets the palette back when it returns from an editor.
    let text = String(decoding: bytes, as: UTF8.self).replacing("\u{1B}]104\u{07}", with: "")
    let steering: (Unicode.Scalar) -> Bool = { scalar in
      (0x80...0x9F).contains(scalar.value) || [0x07, 0x7F].contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
    let found = text.unicodeScalars.filter(steering).map { String($0.value, radix: 16) }
    #expect(found.isEmpty, "\(found)", sourceLocation: sourceLocation)
    for sequence in ["\u{1B}[9;9H", "\u{1B}]", "\u{1B}P", "\u{1B}c"] {
      #expect(!text.contains(sequence), "\(sequence.debugDescription)", sourceLocation: sourceLocation)
    }
  }

  @Test func `no byte of a hostile repository steers the terminal, on any screen`() throws {
    let (repository, _) = try repository()
    let store = try TemporaryFolder()
    try Program.review(repository.path, columns: 120, rows: 40, environment: Program.settings(store)) { terminal in
      #expect(terminal.screen.text.contains("owned"), "the overview does not show what it is to show harmlessly")
      for keys in [
        "<Enter>", "h", ScreenWalk.item, "<Tab>", "<Enter>", "h h", "w", "h", ":log <Enter>", "h", "?", "h", "F", "j",
        "<Enter>",
        "h", "i", "h h", "F b b b j s half", "<C-g> h", "H", "h", ":projects <Enter>", "h", ":owned", "<C-g>",
        "g j j j j <Enter>",
      ] {
        terminal.press(keys)
      }
      #expect(terminal.waitFor("Architecture rules"))
      terminal.press("h " + ScreenWalk.item + " <Tab> <Enter>")
      // The lines around the finding are there although the name of their file is no name one could type.
      #expect(terminal.wait { $0.text.contains("func find(") }, "\(terminal.screen.text)")
      #expect(terminal.screen.text.contains("\\x1b[9;9Howned"), "\(terminal.screen.text)")
      terminal.press("Q")
      #expect(terminal.waitForEnd() == 0)
      expectHarmless(terminal.bytes)
      #expect(terminal.screen.unknown.isEmpty)
    }
    for words in [["probe"], ["check"], ["history"], ["diff", "draft", "draft", "--path"]] {
      let said = try Program.run(words + [repository.path], environment: ["ASSAY_STORE": store.path])
      #expect(said.output.contains("owned"), "\(words): \(said.errors)")
      expectHarmless(Array((said.output + said.errors).utf8))
    }
    for format in ["markdown", "json"] {
      let report = try Program.run(
        "report", "--format", format, repository.path, environment: ["ASSAY_STORE": store.path])
      #expect(report.code == 0 && report.output.contains("owned"))
      expectHarmless(Array(report.output.utf8))
    }
  }

  @Test func `a folder's name steers nothing in a message`() throws {
    let folder = try TemporaryFolder()
    try folder.write("package owned\n", to: "owned\u{1B}[9;9H/a.go")
    for command in ["finish", "history", "report"] {
      let said = try Program.run(
        command, folder.path + "/owned\u{1B}[9;9H", environment: ["ASSAY_STORE": folder.path + "/store"])
      #expect(said.code == 2 && said.errors.contains("\\x1b[9;9H"), "\(said)")
      expectHarmless(Array((said.output + said.errors).utf8))
    }
  }

  @Test func `the editor gets the file with the hostile name`() throws {
    let (repository, file) = try repository()
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\nprintf '%s' \"$2\" > \"\(folder.path)/path\"\ntest -f \"$2\"\n", to: "editor")
    let settings = Program.settings(folder, ["EDITOR": "/bin/sh \(folder.path)/editor"])
    try Program.review(repository.path, environment: settings) { terminal in
      terminal.press(ScreenWalk.item)
      #expect(terminal.waitFor("Is every value"))
      let start = terminal.bytes.count
      terminal.press("o")
      #expect(terminal.waitForBytes("\u{1B}[?1049h", since: start))
      terminal.press("Q")
      #expect(terminal.waitForEnd() == 0)
      #expect(!String(decoding: terminal.bytes, as: UTF8.self).contains("the editor ended"))
      expectHarmless(terminal.bytes)
    }
    let path = try Data(contentsOf: URL(filePath: folder.path + "/path"))
    #expect(String(decoding: path, as: UTF8.self).hasSuffix("/" + file))
  }

  @Test func `what goes to the clipboard is one sequence, and what it holds is printable`() throws {
    let (repository, _) = try repository()
    let store = try TemporaryFolder()
    try Program.review(repository.path, environment: Program.settings(store)) { terminal in
      terminal.press(ScreenWalk.item)
      #expect(terminal.waitFor("Is every value"))
      let start = terminal.bytes.count
      terminal.press("y")
      #expect(terminal.waitFor("Sent to the clipboard"))
      let text = String(decoding: terminal.bytes[start...], as: UTF8.self)
      let parts = text.components(separatedBy: "\u{1B}]52;c;")
      #expect(parts.count == 2)
      let encoded = parts.last?.prefix { $0 != "\u{07}" } ?? ""
      let decoded = Data(base64Encoded: String(encoded)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      #expect(decoded.hasSuffix(".go:10"))
      #expect(!decoded.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }, "\(decoded)")
    }
  }
}
