import Testing

@testable import GoSyntax

/// Whatever the bytes are, there is a tree that keeps its promises.
struct RobustnessTests {
  @Test func `Beginnings of a file give a sound tree`() {
    let bytes = Array(Self.sample.utf8)
    for length in stride(from: 0, to: bytes.count, by: 3) {
      let tree = keptTree(Array(bytes[..<length]))
      #expect(breach(of: tree) == nil, "\(length) bytes")
    }
  }

  @Test func `The sample itself is Go`() {
    let tree = parse(Self.sample)
    #expect(breach(of: tree) == nil)
    #expect(!tree.isDeeplyNested)
  }

  @Test(arguments: 0..<40)
  func `Changed bytes give a sound tree`(seed: Int) {
    var random = Randomness(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    let original = Array(Self.sample.utf8)
    for _ in 0..<40 {
      var bytes = original
      for _ in 0...Int.random(in: 0..<6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 3:
          bytes.insert(contentsOf: Self.pieces.randomElement(using: &random).map { Array($0.utf8) } ?? [], at: place)
        case 4: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1..<40, using: &random)))
        default:
          let other = Int.random(in: 0..<bytes.count, using: &random)
          bytes.insert(
            contentsOf: Array(bytes[min(place, other)..<min(max(place, other), min(place, other) + 60)]), at: place)
        }
        if bytes.isEmpty { bytes = original }
      }
      let tree = keptTree(bytes)
      #expect(breach(of: tree) == nil, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(arguments: 0..<20)
  func `Tokens in any order give a sound tree`(seed: Int) {
    var random = Randomness(state: UInt64(seed) &* 0xD134_2543_DE82_EF95 &+ 7)
    for _ in 0..<40 {
      let words = (0..<120).compactMap { _ in Self.pieces.randomElement(using: &random) }
      let text = "package p\nfunc f() {\n" + words.joined(separator: " ")
      #expect(breach(of: keptTree(Array(text.utf8))) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    "(", "[", "{", "f(", "[]", "func() {", "func(", "*", "-", "<-", "chan ", "map[", "struct { a ", "interface { f(",
    "T{",
    "x[", "x.(", "if a {", "for {", "switch { case x: ", "a: ", "[1]", "~", "a || b && c == d + e * f(",
    "func() { if x := ",
    "select { case <-", "...", "!", "type T[P ", "a[",
  ])
  func `Nesting without an end is an error, not a crash`(opening: String) {
    let many = String(repeating: opening, count: 20_000)
    for before in ["package p\nvar x = ", "package p\nvar x ", "package p\nfunc f() {\n", "package p\ntype t "] {
      let tree = keptTree(Array((before + many).utf8))
      #expect(!tree.errors.isEmpty)
    }
  }

  @Test(arguments: [
    ("(", "1", ")", NodeKind.parenExpr), ("- ", "1", "", .unaryExpr), ("[]", "int", "", .arrayType),
    ("T{", "", "}", .compositeLit), ("a + (", "1", ")", .binaryExpr), ("x[", "0", "]", .indexExpr),
  ])
  func `Thousands of levels are read`(opening: String, inner: String, closing: String, kind: NodeKind) {
    let levels = 3000
    let value = String(repeating: opening, count: levels) + inner + String(repeating: closing, count: levels)
    let tree = parse("package p\nvar x \(kind == .arrayType ? "" : "= ")\(value)\n")
    #expect(tree.nodes(of: kind).count == levels)
    #expect(tree.isDeeplyNested)
  }

  @Test func `A chain may be long`() {
    let sum = "package p\nvar x = 1" + String(repeating: " + 1", count: 50_000) + "\n"
    let tree = parse(sum)
    #expect(tree.nodes(of: .binaryExpr).count == 50_000)
    #expect(tree.isDeeplyNested)
    let calls = "package p\nvar x = a" + String(repeating: ".b(1)", count: 40_000) + "\n"
    #expect(parse(calls).nodes(of: .callExpr).count == 40_000)
  }

  @Test func `An empty file has a file node and an error`() {
    let tree = keptTree([])
    #expect(tree.root.kind == .file)
    #expect(tree.errors.count == 1)
    #expect(tree.lineCount == 0)
  }

  // MARK: What is mutated

  private static let pieces = [
    "(", ")", "[", "]", "{", "}", ",", ";", ":", ":=", "=", "...", ".", "<-", "*", "&", "~", "|", "+", "==", "\n",
    "func",
    "type", "var", "const", "import", "package", "if", "else", "for", "range", "switch", "case", "default", "select",
    "go",
    "defer", "return", "break", "goto", "struct", "interface", "map", "chan", "a", "T", "1", "0x", "'x'", "\"s\"",
    "`r`",
    "// c\n", "/* c */", "/*", "\"", "`", "'", "\u{FEFF}", "日", "#", "L:", "[]int", "x.(type)", "[P any]",
    "\nfunc g() {\n",
  ]

  private static let sample = """
    // Package p is a sample.
    package p

    import (
      "fmt" // printing
      m "math"
    )

    const (
      a, b = iota, 1 << iota
      c    T = 'x'
    )

    // Set is generic.
    type Set[K comparable, V ~int | []K] struct {
      fmt.Stringer
      *Base[K]
      items map[K][]V `json:"items"` // all of them
      next  func(a, b int, rest ...string) (n int, err error)
    }

    type Array[N * M] [4]int
    type Doer interface {
      Do(ctx m.Context, in <-chan int) error
      ~string | fmt.Stringer
    }

    func (s *Set[K, V]) Add(k K, v V) (ok bool) {
      defer func() { recover() }()
      if old, found := s.items[k]; found && len(old) > 0 {
        s.items[k] = append(old[1:len(old):cap(old)], v)
      } else if !found {
        s.items = map[K][]V{k: {v}}
      } else {
        goto done
      }
      for i := 0; i < 10; i++ { total += i * -2 }
      for k, v := range s.items { fmt.Println(k, v...) }
      for range 3 { continue }
      switch x := any(v).(type) {
      case nil, *int: return true
      case []T: x[0]++
      default: fallthrough
      }
      select {
      case v, ok = <-ch: close(ch)
      case ch <- 1:
      default:
      }
      go func(in chan<- T) { in <- T{A: 1, B: []int{1, 2, 3}} }(ch)
    done:
      return f[int, string](`raw\\`, "text\\n", 0x1p-2, 1_000i)
    }

    """
}

/// The same numbers in every run (splitmix64).
struct Randomness: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
