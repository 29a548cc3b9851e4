import Evidence
import Testing

@Suite struct LinePatternTests {
  /// Lines and columns at which a pattern matches.
  static func places(_ pattern: LinePattern, in text: String) -> [String] {
    var found: [String] = []
    var search = LineSearch(pattern)
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      search.matches(in: bytes) { found.append("\($0.line):\($0.column)") }
    }
    return found
  }

  static let cases: [(pattern: String, text: String, places: [String])] = [
    ("b", "abc\nxyz\nb", ["1:2", "3:1"]),
    ("^b", "abc\nb", ["2:1"]),
    ("c$", "abc\r\ncb\nc", ["1:3", "3:1"]),
    ("^$", "a\n\nb\n", ["2:1"]),
    ("a|bc", "xbc\nb", ["1:2"]),
    ("(?:ab)+c", "xababc", ["1:2"]),
    ("a{2,3}b", "ab\naab\naaaab", ["2:1", "3:2"]),
    ("a{2}", "a\naa", ["2:1"]),
    ("x{,2}", "x{,2}", ["1:1"]),
    ("a?b", "b", ["1:1"]),
    ("[a-c]+[^0-9]", "9b9\n9bz", ["2:2"]),
    ("[]x]", "]", ["1:1"]),
    ("[-x]", "-", ["1:1"]),
    (#"\bTODO\b"#, "TODOS\nmy TODO: x\nTODO\nxTODO", ["2:4", "3:1"]),
    (#"\Bx"#, "x\nax", ["2:2"]),
    (#"\d{4}-\d\d"#, "on 2026-11", ["1:4"]),
    (#"\s\S\w\W"#, "a b c\nx yz!", ["2:2"].isEmpty ? [] : ["2:2"]),
    (#"print\("#, "print(x)", ["1:1"]),
    ("(?i)todo", "ToDo", ["1:1"]),
    ("(?i)[a-f]+z", "ABZ", ["1:1"]),
    ("ä.", "xäö", ["1:2"]),
    ("[à-ü]", "xü", ["1:2"]),
    ("(?i)Ä", "ä", ["1:1"]),
    ("a*", "b", ["1:1"]),
    ("(a*)*b", "aaab", ["1:1"]),
    ("(^|,)x", "x\n,x\nyx", ["1:1", "2:1"]),
    ("a.c", "abc\na\nc", ["1:1"]),
    ("", "", []),
  ]

  @Test(arguments: cases.dropLast()) func `a pattern matches the lines it should`(
    _ example: (pattern: String, text: String, places: [String])
  ) throws {
    let places = LinePatternTests.places(try LinePattern(example.pattern), in: example.text)
    #expect(places == example.places, "/\(example.pattern)/")
  }

  static let mistakes: [(pattern: String, character: Int, word: String)] = [
    ("", 0, "empty"), ("a(b", 2, "not closed"), ("a)b", 2, "closes no group"), ("[ab", 1, "not closed"),
    ("*a", 1, "repeats nothing"), ("a**", 3, "follows another"), ("a{3,2}", 2, "backwards"),
    ("a{900}", 2, "more than 200"), (#"(a)\1"#, 4, "references"), ("(?=a)", 1, "looking ahead"),
    ("a(?i)b", 2, "beginning"), (#"\q"#, 1, "means nothing"), (#"a\"#, 2, "at the end"), ("[z-a]", 2, "backwards"),
    (#"[\d-z]"#, 2, "range"), ("[[:alpha:]]", 2, "by name"), ("^*", 1, "cannot be repeated"), ("a\nb", 2, "line end"),
    ("((a{200}){200})", 0, "too many steps"), (String(repeating: "(", count: 60), 51, "deeper"),
    (String(repeating: "a", count: 1_001), 0, "1000 characters"), (#"a\n"#, 2, "one line"),
  ]

  @Test(arguments: mistakes) func `what is no pattern is refused with its place`(
    _ mistake: (pattern: String, character: Int, word: String)
  ) {
    do throws(LinePattern.Mistake) {
      _ = try LinePattern(mistake.pattern)
      Issue.record("/\(mistake.pattern)/ was accepted")
    } catch {
      #expect(error.character == mistake.character, "/\(mistake.pattern)/: \(error.reason)")
      #expect(error.reason.contains(mistake.word), "/\(mistake.pattern)/: \(error.reason)")
    }
  }

  @Test func `repeats of nothing cost nothing, however deep`() throws {
    var pattern = "(?:)"
    for _ in 0..<20 { pattern = "(?:\(pattern)){200}" }
    let nothing = try LinePattern(pattern + "a")
    #expect(LinePatternTests.places(nothing, in: "b") == [])
  }

  @Test func `a literal takes every character for itself`() throws {
    let places = LinePatternTests.places(try LinePattern(literal: "a.(b|c)*"), in: "axbc\nx a.(b|c)* y")
    #expect(places == ["2:3"])
  }

  /// Patterns that take exponential or quadratic time in engines that try one way after the other.
  static let hostile = [
    "(a*)*b", "(a|a)*b", "(a+)+$b", "(a|aa)+b", "(.*)(.*)(.*)(.*)(.*)b", "(a?){50}a{50}b", "(x+x+)+y", "(.*a){30}b",
  ]

  @Test(arguments: hostile) func `no text makes matching slow`(_ pattern: String) throws {
    var search = LineSearch(try LinePattern(pattern), budget: 4_000_000)
    var count = 0
    let line = [UInt8](repeating: UInt8(ascii: "a"), count: 20_000)
    line.withUnsafeBufferPointer { bytes in search.matches(in: bytes) { _ in count += 1 } }
    #expect(count == 0)
  }

  @Test func `a pattern that keeps making states says that it was stopped`() throws {
    // Whether the twentieth character from the end is an a takes a million states.
    var search = LineSearch(try LinePattern("a.{100}b.{100}c.{100}$|x(a|b)*a(a|b){150}x"), budget: 300_000)
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    let line = (0..<20_000).map { _ -> UInt8 in
      bits ^= bits << 13
      bits ^= bits >> 7
      bits ^= bits << 17
      return UInt8(ascii: "a") + UInt8(bits % 3)
    }
    line.withUnsafeBufferPointer { bytes in search.matches(in: bytes) { _ in } }
    #expect(search.isSpent)
  }

  @Test func `broken text is read to its end`() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x0A, 0xE2, 0x82, 0x0A, 0xF8, 0x62]
    var search = LineSearch(try LinePattern(".b$"))
    var lines: [Int] = []
    bytes.withUnsafeBufferPointer { search.matches(in: $0) { lines.append($0.line) } }
    #expect(lines == [3])
  }

  /// The same answer as trying every way, on small patterns and texts at random.
  @Test func `the machine agrees with trying every way`() throws {
    var random = Random(state: 7)
    for _ in 0..<3_000 {
      let pattern = random.pattern(depth: 3)
      guard let read = try? LinePattern(pattern) else { continue }
      let text = random.text()
      let wanted = Trying(pattern: Array(pattern), text: Array(text)).isMatch
      let found = !LinePatternTests.places(read, in: text.isEmpty ? "\n" : text).isEmpty
      #expect(found == wanted, "/\(pattern)/ in \"\(text)\"")
    }
  }

  private struct Random {
    var state: UInt64
    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    mutating func text() -> String { String((0..<below(7)).map { _ in Array("abc")[below(3)] }) }
    /// Groups, choices and repeats, always in brackets so that a simple reader can follow.
    mutating func pattern(depth: Int) -> String {
      if depth == 0 { return ["a", "b", "c", ".", "^", "$", #"\b"#][below(7)] }
      switch below(4) {
      case 0: return pattern(depth: depth - 1) + pattern(depth: depth - 1)
      case 1: return "(" + pattern(depth: depth - 1) + "|" + pattern(depth: depth - 1) + ")"
      case 2: return "(" + pattern(depth: depth - 1) + ")" + ["*", "+", "?"][below(3)]
      default: return pattern(depth: depth - 1)
      }
    }
  }

  /// Matches by trying every way: exponential, and plain enough to be right.
  private struct Trying {
    let pattern: [Character]
    let text: [Character]

    var isMatch: Bool { (0...text.count).contains { !ends(choice(0).tree, $0).isEmpty } }

    private indirect enum Tree {
      case character(Character?)
      case start, end, boundary
      case sequence([Tree])
      case choice([Tree])
      case many(Tree, least: Int, isOne: Bool)
    }

    private func ends(_ tree: Tree, _ at: Int) -> Set<Int> {
      switch tree {
      case .character(let character):
        return at < text.count && (character == nil || character == text[at]) ? [at + 1] : []
      case .start: return at == 0 ? [at] : []
      case .end: return at == text.count ? [at] : []
      case .boundary: return (at > 0) != (at < text.count) ? [at] : []
      case .sequence(let parts): return parts.reduce([at]) { all, part in Set(all.flatMap { ends(part, $0) }) }
      case .choice(let branches): return Set(branches.flatMap { ends($0, at) })
      case .many(let part, let least, let isOne):
        var all: Set<Int> = [at]
        var last: Set<Int> = [at]
        var turns = 0
        while !last.isEmpty, turns < (isOne ? 1 : text.count + 2) {
          last = Set(last.flatMap { ends(part, $0) })
          all.formUnion(last)
          turns += 1
        }
        return least == 0 ? all : Set(ends(part, at).flatMap { ends(.many(part, least: 0, isOne: false), $0) })
      }
    }

    private func choice(_ start: Int) -> (tree: Tree, end: Int) {
      var branches: [Tree] = []
      var at = start
      while true {
        var parts: [Tree] = []
        while at < pattern.count, pattern[at] != "|", pattern[at] != ")" {
          let (part, next) = atom(at)
          at = next
          guard at < pattern.count, "*+?".contains(pattern[at]) else {
            parts.append(part)
            continue
          }
          parts.append(.many(part, least: pattern[at] == "+" ? 1 : 0, isOne: pattern[at] == "?"))
          at += 1
        }
        branches.append(.sequence(parts))
        guard at < pattern.count, pattern[at] == "|" else { return (.choice(branches), at) }
        at += 1
      }
    }

    private func atom(_ at: Int) -> (Tree, Int) {
      switch pattern[at] {
      case "(":
        let (tree, end) = choice(at + 1)
        return (tree, end + 1)
      case ".": return (.character(nil), at + 1)
      case "^": return (.start, at + 1)
      case "$": return (.end, at + 1)
      case "\\": return (.boundary, at + 2)
      default: return (.character(pattern[at]), at + 1)
      }
    }
  }
}
