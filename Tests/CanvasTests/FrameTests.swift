import Testing

@testable import Canvas

/// Frames: writing, cutting, halves of wide characters, dumps.
@Suite struct FrameTests {
  @Test func `a wide character at the edge becomes a blank`() {
    var frame = Frame(size: Size(width: 3, height: 1))
    frame.put("a日本", x: 0, y: 0)
    #expect(frame.rows == ["a日"])
    frame.put("日本", x: 0, y: 0, limit: 3)
    #expect(frame.rows == ["日"])
  }

  @Test func `writing over half of a wide character leaves no half`() {
    var frame = Frame(size: Size(width: 4, height: 1))
    frame.put("日本", x: 0, y: 0)
    frame.put("x", x: 1, y: 0)
    #expect(frame.rows == [" x本"])
    frame.put("y", x: 2, y: 0)
    #expect(frame.rows == [" xy"])
  }

  @Test func `writing outside changes nothing`() {
    var frame = Frame(size: Size(width: 3, height: 2))
    let blank = frame
    for (x, y) in [(3, 0), (0, 2), (0, -1), (99, 99)] { frame.put("text", x: x, y: y) }
    #expect(frame == blank)
    frame.put("abcde", x: -2, y: 0)
    #expect(frame.rows[0] == "cde")
  }

  @Test func `a picture tells its looks and can drop its colours`() {
    var frame = Frame(size: Size(width: 6, height: 1))
    frame.put("ab", x: 1, y: 0, style: Style(.red, bold: true))
    #expect(frame.annotated == " ab\n  ~ 1-2 bold red\ncursor 0,0\n")
    #expect(frame.withoutColour.annotated == " ab\n  ~ 1-2 bold\ncursor 0,0\n")
  }

  @Test func `cells whose letters differ as their marks do are not the same row`() {
    let rows = ["n\u{300}", "o\u{301}"].map { text in
      var frame = Frame(size: Size(width: 2, height: 1))
      frame.put(text, x: 0, y: 0)
      return frame
    }
    #expect(rows[0].rows == ["n\u{300}"] && rows[1].rows == ["o\u{301}"])
    #expect(!rows[0].hasSameRow(0, as: rows[1]) && rows[0].hasSameRow(0, as: rows[0]))
  }

  @Test func `an ASCII picture keeps its columns`() {
    var frame = Frame(size: Size(width: 6, height: 1))
    frame.put("é日x", x: 0, y: 0)
    #expect(frame.asciiOnly.text == "?? x\n")
  }
}
