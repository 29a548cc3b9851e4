import Testing

@testable import Canvas

/// Typing a line.
@Suite struct LineEditorTests {
  static func typed(_ script: String, into text: String = "") -> LineEditor {
    var editor = LineEditor(text)
    for key in Key.script(script) ?? [] { _ = editor.take(key) }
    return editor
  }

  @Test(arguments: [
    ("a b c", "abc"), ("abc <Left> <Left> x", "axbc"), ("abc <Home> <Del>", "bc"), ("abc <C-u> d", "d"),
    ("abc <Left> <C-k>", "ab"), ("one <Space> two <C-w>", "one "), ("<BS> <Del> a", "a"),
    ("ab <C-a> <C-d> <C-e> c", "bc"),
    ("one <Space> two <C-Left> x", "one xtwo"), ("ab <Home> <C-Right> c", "abc"),
  ])
  func `keys edit as they do in a shell`(_ script: String, _ text: String) {
    #expect(LineEditorTests.typed(script).text == text)
  }

  @Test func `characters of many bytes are one step`() {
    #expect(LineEditorTests.typed("<Left> x", into: "日👨‍👩‍👧").text == "日x👨‍👩‍👧")
    #expect(LineEditorTests.typed("<BS>", into: "e\u{301}").text == "")
    var editor = LineEditor("e")
    _ = editor.take(.character("\u{301}"))
    #expect(editor.text == "e\u{301}" && editor.position == 1)
  }

  @Test func `a paste is one line without control characters`() {
    var editor = LineEditor("ab")
    _ = editor.take(.left)
    _ = editor.take(.paste("x\ny\u{1B}[0m\tz"))
    #expect(editor.text == "ax y[0m zb")
    #expect(editor.position == 9)
  }

  @Test func `keys that mean something else are not taken`() {
    var editor = LineEditor("ab")
    let others: [Key] = [.enter, .escape, .tab, .up, .function(1), .control("z"), .endOfInput]
    for key in others {
      let isTaken = editor.take(key)
      #expect(!isTaken)
    }
    #expect(editor.text == "ab")
  }

  @Test func `the window always holds the cursor`() {
    for width in 1...12 {
      var editor = LineEditor("a日b本c語defgh")
      for _ in 0...12 {
        let window = editor.window(width: width)
        #expect(window.text.columns <= width)
        #expect((0..<max(2, width)).contains(window.cursor))
        _ = editor.take(.left)
      }
    }
  }
}
