import CCurses
import Canvas
import Testing

@testable import Terminal

/// What needs no terminal: reading keys, cutting frames into runs, the clipboard sequence, editor arguments.
@Suite struct KeyReaderTests {
  @Test func `characters and control keys are told apart`() {
    var reader = KeyReader()
    let pairs: [(UInt32, Key?)] = [
      (0x6A, .character("j")), (3, .control("c")), (26, .control("z")), (13, .enter), (27, .escape), (9, .tab),
      (127, .backspace), (0xE9, .character("é")), (0x9B, nil), (0x1F600, .character("😀")), (28, .control("\\")),
    ]
    for (value, key) in pairs { #expect(reader.key(isSpecial: false, value) == key) }
    #expect(reader.key(isSpecial: true, UInt32(SCREEN_UP)) == .up)
    #expect(reader.key(isSpecial: true, UInt32(SCREEN_FUNCTION + 1)) == .function(1))
    #expect(reader.key(isSpecial: true, UInt32(SCREEN_UNKNOWN)) == nil)
  }

  @Test func `the mouse comes as a key with its place`() {
    var reader = KeyReader()
    let place = Position(x: 7, y: 3)
    #expect(reader.key(isSpecial: true, UInt32(SCREEN_CLICK), at: place) == .click(place))
    #expect(reader.key(isSpecial: true, UInt32(SCREEN_WHEEL_UP), at: place) == .wheelUp)
    #expect(reader.key(isSpecial: true, UInt32(SCREEN_WHEEL_DOWN), at: place) == .wheelDown)
  }

  @Test func `a paste is one key whatever it holds`() {
    var reader = KeyReader()
    #expect(reader.key(isSpecial: true, UInt32(SCREEN_PASTE_BEGIN)) == nil)
    for scalar in "q\r2".unicodeScalars { #expect(reader.key(isSpecial: false, scalar.value) == nil) }
    #expect(reader.key(isSpecial: true, UInt32(SCREEN_PASTE_END)) == .paste("q\n2"))
    #expect(reader.key(isSpecial: false, 0x71) == .character("q"))
  }

  @Test func `a character beyond ASCII has a run of its own`() {
    var frame = Frame(size: Size(width: 12, height: 1))
    frame.put("ab世c", x: 1, y: 0)
    frame.put("d", x: 6, y: 0, style: .bold)
    let runs = frame.runs(0).map {
      ($0.x, String(String.UnicodeScalarView($0.scalars.compactMap(Unicode.Scalar.init))))
    }
    #expect(runs.map(\.0) == [0, 3, 5, 6])
    #expect(runs.map(\.1) == [" ab", "世", "c", "d"])
  }

  @Test func `base64 and its wrappers are right`() {
    for (text, code) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
      #expect(Clipboard.base64(Array(text.utf8)) == code)
    }
    #expect(Clipboard.sequence("foo", isTmux: false, terminal: "xterm") == "\u{1B}]52;c;Zm9v\u{07}")
    #expect(Clipboard.sequence("foo", isTmux: true, terminal: "tmux").hasPrefix("\u{1B}Ptmux;\u{1B}\u{1B}]52;"))
    #expect(Clipboard.base64(Array(repeating: 0x61, count: 3)).count == 4)
  }

  @Test func `an editor is given the line in its own dialect`() {
    func bytes(_ text: String) -> [CChar] { Array(text.utf8CString) }
    func shown(_ words: [[CChar]]) -> [String] {
      words.map { word in String(decoding: word.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) }
    }
    #expect(shown(Editor(command: "vim").arguments(path: bytes("a.go"), line: 12)) == ["+12", "a.go"])
    #expect(
      shown(Editor(command: "/usr/bin/code --wait").arguments(path: bytes("a.go"), line: 12)) == ["--goto", "a.go:12"])
    #expect(shown(Editor(command: "hx").arguments(path: bytes("a.go"), line: 12)) == ["a.go:12"])
    let name = "sch\u{F6}n.go".unicodeScalars.map { CChar(truncatingIfNeeded: $0.value) } + [0]
    #expect(Editor(command: "hx").arguments(path: name, line: 3) == [name.dropLast() + bytes(":3")], "not UTF-8")
    #expect(shown(Editor(command: "vi").arguments(path: bytes("-x"), line: nil)) == ["./-x"])
  }
}
