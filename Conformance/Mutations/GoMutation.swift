import GoSyntax

/// Changes to Go text at the borders of its tokens.
extension TextMutation {
  mutating func goStep(other: [UInt8]) {
    guard random.below(3) > 0 else { return step(other: other, dictionary: GoPieces.pieces) }
    let stream = TokenStream.of(bytes)
    guard stream.count > 1 else { return step(other: other, dictionary: GoPieces.pieces) }
    switch random.below(5) {
    case 0: changeTokens("deleted tokens", stream) { _, _ in [] }
    case 1: changeTokens("doubled tokens", stream) { token, _ in token + [32] + token }
    case 2: changeTokens("swapped tokens", stream) { token, next in next + [32] + token }
    case 3:
      let piece = Array((GoPieces.pieces.randomElement(using: &random) ?? "").utf8)
      changeTokens("replaced tokens", stream) { _, _ in piece }
    default: nest(stream)
    }
    if bytes.count > Self.byteCountMax { bytes.removeLast(bytes.count - Self.byteCountMax) }
  }

  private typealias Stream = [(token: Token, offset: Int)]

  /// Replaces up to 20 tokens by what `change` makes of them; for a swap it also gets the token behind, which goes.
  private mutating func changeTokens(
    _ step: String, _ stream: Stream, _ change: (_ token: [UInt8], _ next: [UInt8]) -> [UInt8]
  ) {
    let swaps = step == "swapped tokens"
    let places = Set((0..<random.magnitude(20)).map { _ in random.below(stream.count) }).sorted().reversed()
    for place in places {
      let range = range(of: place, stream)
      let next =
        swaps && place + 1 < stream.count ? self.range(of: place + 1, stream) : range.upperBound..<range.upperBound
      guard next.upperBound <= bytes.count else { continue }
      bytes.replaceSubrange(range.lowerBound..<next.upperBound, with: change(Array(bytes[range]), Array(bytes[next])))
    }
    note(step)
  }

  /// A token and the space behind it.
  private func range(of place: Int, _ stream: Stream) -> Range<Int> {
    let start = min(stream[place].offset, bytes.count)
    let end = place + 1 < stream.count ? stream[place + 1].offset : bytes.count
    return start..<max(start, min(end, bytes.count))
  }

  /// Opens something many times before a token, and perhaps closes it as often behind a later one.
  private mutating func nest(_ stream: Stream) {
    guard let (opening, closing) = GoPieces.nests.randomElement(using: &random) else { return }
    let depth = random.magnitude(40_000)
    let first = random.below(stream.count)
    if random.below(2) == 0 {
      let last = min(stream.count - 1, first + random.below(12))
      let end = range(of: last, stream).upperBound
      bytes.insert(contentsOf: Array(repeatElement(Array(closing.utf8), count: depth).joined()), at: end)
    }
    let start = range(of: first, stream).lowerBound
    bytes.insert(contentsOf: Array(repeatElement(Array(opening.utf8), count: depth).joined()), at: start)
    note("opened \(opening) \(depth) times")
  }
}

/// What is put into Go files.
enum GoPieces {
  static let pieces = [
    "(", ")", "[", "]", "{", "}", ",", ";", ":", ":=", "=", "...", ".", "<-", "*", "&", "~", "|", "+", "==", "\n", " ",
    "func ", "type ", "var ", "const ", "import ", "package ", "if ", "else ", "for ", "range ", "switch ", "case ",
    "default:", "select ", "go ", "defer ", "return ", "break ", "continue ", "goto L", "L: ", "struct ", "interface ",
    "map[", "chan ", "any", "error", "err", "ctx", "nil", "0", "1e9", "0x_f", "'x'", "\"", "`", "'", "// c\n",
    "/* c */",
    "/*", "_", "x.(type)", "[P any]", "[]T{}", "\nfunc (r *T) M() {\n", "if err != nil {", "panic(", "recover()",
    "context.Background()", "fmt.Errorf(\"%w\", err)", "http.ListenAndServe(\":80\", nil)", "log.Fatal(", "os.Exit(1)",
    "time.Sleep(", "sql.Open(\"\", \"\")", "exec.Command(", "mu.Lock()", "defer mu.Unlock()", "//nolint",
    "//go:build x\n",
    "\u{FEFF}", "日本", "\u{0}", "\r\n", "\r", "\t", "%s%d%!", "99999999999999999999999",
  ]

  /// What opens and what closes.
  static let nests = [
    ("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("[]", ""), ("*", ""), ("-", ""), ("!", ""), ("&", ""), ("<-", ""),
    ("a + ", ""), ("a + (", ")"), ("\"a\" + ", ""), ("a && b || ", ""), ("T{", "}"), ("{a: ", "}"), ("x[", "]"),
    ("map[string]", ""), ("map[", "]int"), ("chan ", ""), ("struct { a ", " }"), ("interface { f(a ", ") }"),
    ("func() { ", " }"), ("func() { ", " }()"), ("go func() { ", " }()"), ("func(", ")"),
    ("return func() any { ", " }"),
    ("if a { ", " }"), ("if a { } else ", ""), ("for { ", " }"), ("switch { case a: ", " }"),
    ("select { case <-a: ", " }"),
    ("a: ", ""), ("a.", ""), ("", ".b"), ("", "()"), ("", "[0]"), ("", ".(T)"), ("G[", "]"), ("x = ", "\n"),
    ("defer func() { ", " }()"), ("if err := f(); err != nil { return err } else ", "{ }"), ("/* ", " */"),
    ("// ", "\n"),
  ]
}
