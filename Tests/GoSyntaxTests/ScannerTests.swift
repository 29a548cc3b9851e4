import Testing

@testable import GoSyntax

struct ScannerTests {
  @Test func `Every operator and keyword is told from its neighbours`() {
    let skipped: Set<Token> = [
      .none, .illegal, .endOfFile, .comment, .identifier, .integer, .float, .imaginary, .character, .string,
    ]
    let expected = Token.allCases.filter { !skipped.contains($0) }
    let text = expected.map(\.spelling).joined(separator: " ")
    #expect(kinds(text).filter { $0 != .semicolon } == expected.filter { $0 != .semicolon } + [.endOfFile])
  }

  @Test(arguments: [
    "breaks", "cas", "chans", "fo", "functions", "selected", "switcher", "structs", "Type", "var_", "iff",
  ])
  func `A name that resembles a keyword is a name`(text: String) {
    #expect(kinds(text) == [.identifier, .semicolon, .endOfFile])
  }

  @Test(arguments: [
    "a\n", "1\n", "1.5\n", "1i\n", "'a'\n", "\"a\"\n", "`a`\n", "break\n", "continue\n", "fallthrough\n", "return\n",
    "a++\n", "a--\n", "f()\n", "a[1]\n", "{}\n", "a", "a // c\n", "a /* c */\n", "a /* c\n */ b", "a\r\n",
  ])
  func `A line end behind a statement's last token is a semicolon`(text: String) {
    #expect(kinds(text).contains(.semicolon))
  }

  @Test(arguments: ["a +\nb ;", "f(\n", "{\n", "if\n", "a,\n", "a /* c */ +\n", "\n\n", "// a\n", "!\n", "a.\nb;"])
  func `A line end elsewhere is none`(text: String) {
    #expect(kinds(text).count { $0 == .semicolon } == text.count { $0 == ";" })
  }

  @Test func `A line end inside a comment ends the statement where it stands`() {
    let tokens = scan("a /* b\n */ c")
    #expect(tokens.map(\.kind) == [.identifier, .semicolon, .identifier, .semicolon, .endOfFile])
    #expect(tokens[1].start == 6)
  }

  @Test(arguments: ["ä", "日本語", "_x9", "xß1", "Ωmega", "a٣"])
  func `Names may hold letters and digits of any script`(text: String) {
    let tokens = scan(text)
    #expect(tokens[0].kind == .identifier)
    #expect(Int(tokens[0].end) == text.utf8.count)
  }

  @Test func `A byte order mark may stand at the beginning only`() {
    #expect(firstError("\u{FEFF}package p\n") == nil)
    #expect(firstError("package p\u{FEFF}\n") != nil)
    #expect(firstError("\u{FEFF}\u{FEFF}package p\n") != nil)
    #expect(firstError("package p // \u{FEFF}\n") != nil)
  }

  @Test(
    arguments: [
      [0x00], [0xFF], [0x80], [0xC0, 0x80], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
      [0xF8, 0x88, 0x80, 0x80],
    ] as [[UInt8]])
  func `Bytes that are no text are errors wherever they stand`(bytes: [UInt8]) {
    let frames = [
      ("package p\n", "\n"), ("package p\nvar x = \"", "\"\n"), ("package p\n// ", "\n"), ("package p\nvar a", "\n"),
    ]
    for (before, after) in frames {
      #expect(firstError(Array(before.utf8) + bytes + Array(after.utf8)) != nil)
    }
  }

  @Test(arguments: ["#", "$", "?", "@", "\\", "“", "😀", "\u{A0}", "\u{7F}", "\u{B}"])
  func `A character that Go does not know is an error`(text: String) {
    #expect(firstError("package p\nvar x = 1 \(text)\n") != nil)
  }

  @Test func `Raw strings and comments keep their carriage returns and count lines`() {
    let tree = parse("package p\r\nvar x = `a\r\nb`\r\n/* c\r\nd */ var y = 1\r\n")
    #expect(tree.nodes(of: .basicLit).first?.text == "`a\r\nb`")
    #expect(tree.nodes(of: .genDecl).map(\.line) == [2, 5])
    #expect(tree.lineCount == 5)
    #expect(tree.text(ofLine: 3) == "b`")
  }

  @Test(arguments: [
    ("//line a.go:1", true), ("//line a.go:0", false), ("//line a.go:x", false), ("//line a.go", true),
    ("//line a.go:1:2", true), ("//line a.go:1:0", false), ("/*line b.go:0*/", false), (" //line a.go:0", true),
    ("//line a.go:99999999999", false), ("//lines a.go:0", true),
  ])
  func `A line directive must give a line`(text: String, isValid: Bool) {
    #expect((firstError("package p\n\(text)\nvar x = 1\n") == nil) == isValid)
  }

  private func scan(_ text: String) -> [LexedToken] {
    let padded = GoParser.padded(Array(text.utf8))
    defer { padded.deallocate() }
    return Scanner(bytes: padded, count: text.utf8.count).scan().tokens.array
  }

  private func kinds(_ text: String) -> [Token] { scan(text).map(\.kind) }
}
