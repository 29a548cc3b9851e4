import Canvas
import Testing

@testable import Terminal

/// What is written between two pictures: that it leads from one to the other, and how little it is.
@Suite struct FramePainterTests {
  private let size = Size(width: 40, height: 12)

  private func frame(_ rows: [String], style: Style = .plain, cursor: Int = 0) -> Frame {
    var frame = Frame(size: size)
    for (y, row) in rows.enumerated() { frame.put(row, x: 0, y: y, style: style) }
    frame.cursor = Position(x: 0, y: cursor)
    return frame
  }

  private func bytes(_ old: Frame?, _ new: Frame, _ dialect: TerminalDialect = TerminalDialect()) -> String {
    String(decoding: FramePainter.bytes(from: old, to: new, in: dialect), as: UTF8.self)
  }

  @Test func `the same picture again takes not one byte`() {
    let picture = frame(["one", "two"])
    #expect(bytes(picture, picture) == "")
  }

  @Test func `a changed word is written alone, and the cursor goes back`() {
    #expect(bytes(frame(["one two"]), frame(["one six"])) == "\u{1B}[4Csix\r")
  }

  @Test func `what is gone at the end of a row is erased`() {
    #expect(bytes(frame(["one and two"]), frame(["one"])) == "one\u{1B}[K\r")
  }

  @Test func `rows that moved are scrolled, not written`() {
    let rows = (1...12).map { "row \($0) of them" }
    let text = bytes(frame(rows), frame(Array(rows.dropFirst()) + ["another one"]))
    #expect(text == "\u{1B}[1;12r\u{1B}[12H\n\u{1B}[r\u{1B}[12Hanother one\u{1B}[H")
    var poor = TerminalDialect()
    poor.scrollsParts = false
    #expect(!bytes(frame(rows), frame(Array(rows.dropFirst()) + ["another one"]), poor).contains("r\u{1B}"))
  }

  @Test func `without colour there is none, and every picture ends in plain`() {
    var poor = TerminalDialect()
    poor.hasColour = false
    let text = bytes(nil, frame(["red"], style: Style(.red, bold: true)), poor)
    #expect(text == "\u{1B}[m\u{1B}[H\u{1B}[2J\u{1B}[1mred\u{1B}[m\r")
  }

  @Test func `the last cell of the screen is written without a scroll`() {
    var picture = Frame(size: size)
    picture.put("x", x: size.width - 1, y: size.height - 1)
    var screen = PaintedScreen(size: size)
    screen.take(FramePainter.bytes(from: nil, to: picture, in: TerminalDialect()))
    #expect(screen.difference(from: picture) == nil)
  }

  @Test func `a terminal is one of ours by its description, or left to curses`() {
    let e = "\u{1B}["
    let xterm = [
      "cup": e + "%i%p1%d;%p2%dH", "el": e + "K", "clear": e + "H\(e)2J", "sgr0": "\u{1B}(B\(e)m", "am": "", "xenl": "",
      "bold": e + "1m", "rev": e + "7m", "op": e + "39;49m", "csr": e + "%i%p1%d;%p2%dr", "ind": "\n", "ri": "\u{1B}M",
    ]
    let dialect = TerminalDialect(hasColour: true) { xterm[$0] }
    #expect(dialect?.scrollsParts == true)
    #expect(dialect?.hasBold == true)
    #expect(dialect?.hasDim == false)
    var tmux = xterm
    tmux["clear"] = e + "H\(e)J"
    tmux["sgr0"] = e + "m\u{0F}"
    #expect(TerminalDialect(hasColour: true) { tmux[$0] } != nil)
    for (name, value) in [("cup", e + "%i%p1%d;%p2%dH$<5>"), ("el", e + "K$<3>"), ("xenl", nil), ("op", nil)] {
      var other = xterm
      other[name] = value
      #expect(TerminalDialect(hasColour: true) { other[$0] } == nil, "\(name)")
    }
  }

  /// Pictures one after the other, by chance and by what screens do: rows scroll, words and looks change, wide
  /// characters and marks come and go.
  @Test(arguments: [(40, 12), (7, 5), (3, 3), (80, 24)])
  func `after any pictures the terminal shows the last one`(_ width: Int, _ height: Int) {
    var random = Dice(state: UInt64(width))
    let size = Size(width: width, height: height)
    let words = ["word", "日本", "e\u{301}", "…", "▸", "x", "    ", "func", "a b", "█▒·", "한글ab", "n\u{303}\u{320}"]
    let styles = [
      Style.plain, .bold, .dim, Style(.green), Style(.magenta, bold: true), Style.plain.reversed,
      Style(underlined: true),
      Style(.cyan, dim: true), Style(.red, reversed: true),
    ]
    var screen = PaintedScreen(size: size)
    var shown: Frame?
    var picture = Frame(size: size)
    for step in 0..<1500 {
      switch random.next(6) {
      case 0:
        let top = random.next(height)
        let rows = top..<(top + 1 + random.next(height - top))
        picture.scroll(rows, by: random.next(7) - 3)
      case 1: picture = Frame(size: size)
      default: break
      }
      for _ in 0..<random.next(12) {
        let (text, style) = (words[random.next(words.count)], styles[random.next(styles.count)])
        picture.put(text, x: random.next(width), y: random.next(height), style: style)
      }
      picture.cursor = Position(x: random.next(width), y: random.next(height))
      screen.take(FramePainter.bytes(from: shown, to: picture, in: TerminalDialect()))
      shown = random.next(50) == 0 ? nil : picture
      let difference = screen.difference(from: picture)
      #expect(difference == nil, "step \(step): \(difference ?? "")")
      #expect(screen.unknown == [], "step \(step)")
      #expect(screen.cursor == picture.cursor && screen.style == .plain, "step \(step)")
      guard difference == nil, screen.unknown.isEmpty else { return }
    }
  }
}

/// The same numbers in every run.
private struct Dice {
  var state: UInt64

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, limit)
  }
}
