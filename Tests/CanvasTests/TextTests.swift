import Testing

@testable import Canvas

/// Widths, wrapping and clipping of text as a terminal draws it.
@Suite struct TextTests {
  @Test(arguments: [
    ("plain", 5), ("日本", 4), ("e\u{301}", 1), ("🔴", 2), ("⚠️", 1), ("👨‍👩‍👧", 6), ("🇩🇪", 2), ("👍🏽", 2), ("\u{1FAE9}", 1),
    ("─│…●", 4), ("한글", 4), ("", 0), ("\u{301}", 0), ("ｆｕｌｌ", 8), ("\u{1B}[31m", 5),
  ])
  func `a text has the columns terminals agree on`(_ text: String, _ columns: Int) {
    #expect(text.columns == columns)
    #expect(text.graphemes.map(\.text).joined().columns == columns)
  }

  @Test func `what nobody can measure becomes the replacement character`() {
    #expect("a\u{1FAE9}\u{9B}\u{E000}b".graphemes.map(\.text) == ["a", "\u{FFFD}", "\u{FFFD}", "\u{FFFD}", "b"])
    #expect("x\u{FE0F}\u{200D}y".graphemes.map(\.text) == ["x", "y"])
    #expect("1\u{FE0F}\u{20E3}y".graphemes.map(\.text) == ["1", "y"])
  }

  @Test func `clipping keeps to the width and never halves a character`() {
    for width in 0...12 {
      for text in ["日本語テキスト", "plain text here", "e\u{301}e\u{301}e\u{301}", "a日b本c"] {
        #expect(text.clipped(to: width, ellipsis: "…").columns <= width)
        #expect(text.clippedAtStart(to: width, ellipsis: "…").columns <= width)
      }
    }
    #expect("internal/store/orders.go:42".clippedAtStart(to: 12, ellipsis: "…") == "…rders.go:42")
    #expect("日本語".clipped(to: 4, ellipsis: "…") == "日…")
  }

  @Test func `wrapping breaks at blanks, breaks long words and loses nothing`() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("abcdefghij kl".wrapped(to: 4) == ["abcd", "efgh", "ij", "kl"])
    #expect("".wrapped(to: 4) == [""])
    #expect("a\n\nb".wrapped(to: 4) == ["a", "", "b"])
    #expect("日本語".wrapped(to: 1) == ["日", "本", "語"])
    for width in 2...20 {
      let lines = "the 世界 of wrapped text, extraordinarily long".wrapped(to: width)
      #expect(lines.allSatisfy { $0.columns <= width })
      let letters = lines.joined().filter { $0 != " " }
      #expect(letters == "the世界ofwrappedtext,extraordinarilylong")
    }
  }

  @Test func `tabs reach the next stop`() {
    #expect("\ta\tb".tabsExpanded(stop: 4) == "    a   b")
    #expect("世\tx".tabsExpanded(stop: 4) == "世  x")
  }

  @Test func `ASCII is wrapped and its tabs are expanded as all other text is`() {
    let texts = [
      "the reeds  were extraordinarily\thigh, e", " e", "e ", "e", "  ", "eeeeeeeeeeee", "ee eeeeeeeeeeeeee ee e",
      "\te\t\tee\teee", "e\teeee\te",
    ]
    for text in texts {
      let other = text.replacing("e", with: "é")
      for width in 1...14 {
        for later in [nil, 3, 20] {
          let wrapped = other.replacing("\t", with: " ").wrapped(to: width, later: later)
          let flat = text.replacing("\t", with: " ")
          #expect(flat.wrapped(to: width, later: later) == wrapped.map { $0.replacing("é", with: "e") }, "\(width)")
        }
        let expanded = other.tabsExpanded(stop: width, from: width / 2)
        #expect(text.tabsExpanded(stop: width, from: width / 2) == expanded.replacing("é", with: "e"))
      }
    }
  }
}
