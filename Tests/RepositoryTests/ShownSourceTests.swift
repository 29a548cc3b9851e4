import Evidence
import Testing

@testable import Repository

/// Source as lines with what each part of them is.
@Suite struct ShownSourceTests {
  /// `k(func) main() …`: parts that are more than plain with their kind's first letter.
  static func marked(_ lines: [SourceLine]) -> [String] {
    lines.map { line in
      line.parts.map { part in
        switch part.kind {
        case .plain: part.text
        case .keyword: "k(\(part.text))"
        case .string: "s(\(part.text))"
        case .comment: "c(\(part.text))"
        case .number: "n(\(part.text))"
        }
      }.joined()
    }
  }

  @Test func `keywords, strings, comments and numbers are told apart`() {
    let text = "package main // go\n\nfunc f() string { return \"a\" + `b` } // 1\nvar x, y = 0x1F, 'c' /* z */ + 2.5i"
    #expect(
      Self.marked(ShownSource.lines(of: text, isGo: true)) == [
        "k(package) main c(// go)", "", "k(func) f() string { k(return) s(\"a\") + s(`b`) } c(// 1)",
        "k(var) x, y = n(0x1F), s('c') c(/* z */) + n(2.5i)",
      ])
  }

  @Test func `comments and raw strings that began before the excerpt go on in it`() {
    let text = "package p\n/* one\nfunc 2\nend */ func f() {}\nvar s = `a\nfunc 3\nb` + \"c\"\n"
    let source = ShownSource(Array(text.utf8), isGo: true)
    #expect(Self.marked(source.lines(3...4)) == ["c(func 2)", "c(end */) k(func) f() {}"])
    #expect(Self.marked(source.lines(6...7)) == ["s(func 3)", "s(b`) + s(\"c\")"])
  }

  @Test func `text that is not Go stays plain, and line ends and control characters go`() {
    #expect(
      Self.marked(ShownSource.lines(of: "func: 1\r\n# x\u{1B}[2J\r\n", isGo: false)) == ["func: 1", "# x\\x1b[2J", ""])
    #expect(
      Self.marked(ShownSource.lines(of: "func f() // \u{1B}]0;x\r\n", isGo: true)) == [
        "k(func) f() c(// \\x1b]0;x)", "",
      ])
  }

  @Test func `broken text, an open string and a line of megabytes are shown as far as they go`() {
    let broken = ShownSource([0x22, 0xFF, 0x0A, 0x60, 0x00, 0x0A], isGo: true)
    #expect(broken.lineCount == 3)
    #expect(broken.lines(1...3).map(\.text) == ["\"\u{FFFD}", "`\\x00", ""])
    let long = ShownSource(Array(repeating: UInt8(ascii: "1"), count: 3_000_000), isGo: true)
    #expect(long.lines(1...1).map(\.text.utf8.count) == [ShownSource.lineByteCountMax])
    #expect(ShownSource([], isGo: true).lines(1...1) == [SourceLine("")])
  }
}
