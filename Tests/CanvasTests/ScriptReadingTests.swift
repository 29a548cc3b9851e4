import Testing

@testable import Canvas

/// Scripts as text: steps, what is no step, and where the files of a repository begin.
@Suite struct ScriptReadingTests {
  @Test func `steps are read with their lines`() throws {
    let script = try Script(
      """
      # A title.

      size 40x10
      press j <Enter>
      type a b
      see SQL  without
      screen
      | one
      |
      ended
      -- go.mod --
      press nonsense here
      """)
    #expect(
      script.steps == [
        .init(line: 3, act: .size(Size(width: 40, height: 10))),
        .init(line: 4, act: .press([.character("j"), .enter])), .init(line: 5, act: .type("a b")),
        .init(line: 6, act: .see("SQL  without")), .init(line: 7, act: .screen([" one", ""])),
        .init(line: 10, act: .ended),
      ])
  }

  @Test func `steps about files name a path below the repository and a text`() throws {
    let script = try Script("write a/b.go x\\n\\ty\nholds .assay.yml   - probe: a\nlacks c d e\nbeside")
    #expect(
      script.steps.map(\.act) == [
        .write(path: "a/b.go", text: "x\n\ty"), .holds(path: ".assay.yml", text: "  - probe: a"),
        .lacks(path: "c", text: "d e"), .beside,
      ])
  }

  @Test(arguments: ["write ../a b", "write /a b", "holds a", "lacks a/../../b c", "beside now"])
  func `a file elsewhere, or no text, is no step`(_ line: String) {
    #expect(throws: Script.Mistake.self) { try Script(line) }
  }

  @Test(arguments: ["prss j", "press <Nokey>", "size 80", "size 0x5", "look pretty", "see", "ended now", "| row"])
  func `what is no step is named with its line`(_ line: String) {
    #expect(throws: Script.Mistake.self) { try Script("press j\n" + line) }
    do throws(Script.Mistake) { _ = try Script("press j\n" + line) } catch { #expect(error.line == 2) }
  }

  @Test func `a text is found at its column, behind wide characters too`() {
    var frame = Frame(size: Size(width: 12, height: 2))
    frame.put("世界 ab", x: 0, y: 1)
    #expect(frame.place(of: "ab") == Position(x: 5, y: 1))
    #expect(frame.place(of: "ba") == nil)
  }
}
