import Foundation
import GoSyntax
import Testing

@Suite struct GoPatternTests {
  /// Lines of a function body (the first is 1) at which a pattern finds something.
  static func lines(_ pattern: String, in body: String) throws -> [Int] {
    let tree = GoParser.parse(Array("package p; func example() {\n\(body)\n}\n".utf8))
    #expect(tree.errors.isEmpty, "\(tree.errors)")
    return try lines(pattern, tree).map { $0 - 1 }
  }

  static func lines(_ pattern: String, _ tree: SyntaxTree) throws -> [Int] {
    var budget = 1_000_000
    let found = try GoPattern(pattern).matches(in: tree, budget: &budget).map(\.line)
    #expect(budget >= 0)
    return found
  }

  static let bodies: [(pattern: String, body: String, lines: [Int])] = [
    ("$x.Lock()", "mu.Lock()\ns.mu.Lock()\nLock()\nmu.Lock(1)\ndefer (mu).Lock()", [1, 2, 5]),
    ("defer $x.Unlock()", "mu.Unlock()\ndefer mu.Unlock()", [2]),
    ("$x.Lock()\ndefer $x.Unlock()", "a.Lock()\ndefer b.Unlock()\na.Lock()\ndefer a.Unlock()\nreturn", [3]),
    ("$x.Lock(); $*rest; $x.Unlock()", "a.Lock()\nwork()\nwork()\na.Unlock()\nb.Lock()\na.Unlock()", [1]),
    (
      "if err != nil { return nil }",
      "if err != nil {\n\treturn nil // fine\n}\nif err != nil { return err }\nif e := f(); err != nil { return nil }\nif err != nil { return nil } else { f() }",
      [1]
    ),
    ("if $e != nil { return $e }", "if a != nil { return a }\nif a != nil { return b }", [1]),
    ("http.Get($*rest)", "http.Get()\nhttp.Get(u)\nx := http.Get(a, b...)\nhttp.Post(u)", [1, 2, 3]),
    ("f($a, $*rest, $a)", "f(1, 1)\nf(1, 2, 1)\nf(1)\nf(1, 2)\nf(g(x), 3, g( /* y */ x))", [1, 2, 5]),
    ("f($*a, $x, $*b, $x, $*c)", "f(1, 2, 3)\nf(1, 2, 3, 2, 4)", [2]),
    ("$x == $x", "_ = a == a\n_ = a == b\n_ = a.b[1] == a.b[1]\n_ = (a) == a", [1, 3, 4]),
    ("{ $*before; panic($m); $*after }", "if x {\n\tf()\n\tpanic(1)\n}\nif y { f() }", [1]),
    ("for $*_ { }", "x()", []),
    ("for { $*body }", "for { f() }\nfor i := range x { f() }\nfor x { }", [1]),
    ("for range $x { $*_ }", "for range 3 { f() }\nfor i := range 3 { f() }", [1]),
    ("return nil, $e", "return nil, err\nreturn x, err\nreturn nil", [1]),
    ("return $*_, nil", "return nil\nreturn 1, 2, nil\nreturn nil, 1", [1, 2]),
    ("&http.Server{$*_}", "a := &http.Server{}\nb := http.Server{}\nc := &http.Server{Addr: x, Handler: y}", [1, 3]),
    (
      "http.Client{$*_, Timeout: $t, $*_}",
      "a := http.Client{}\nb := http.Client{Timeout: 3}\nc := http.Client{A: 1, Timeout: x, B: 2}", [2, 3]
    ),
    ("go func() { $*_ }()", "go func() {\n\tf()\n}()\ngo f()\ngo func() {}()\ngo func(x int) {}(3)", [1, 5]),
    ("$x, _ := $f($*_)", "a, _ := f()\na, b := f()\na, _ = f()", [1]),
    ("switch $x { case 1: $*_ }", "switch a {\ncase 1:\n\tf()\n\tg()\n}\nswitch a {\ncase 2:\n}", [1]),
    ("map[string]$T", "var a map[string]int\nvar b map[int]string\nc := map[string]bool{}", [1, 3]),
    ("[]byte", "var a []byte\nb := []byte(x)\nvar c []int", [1, 2]),
    ("interface{}", "var a interface{}\nvar b any\nvar c interface{ F() }", [1]),
    ("<-$c", "x := <-c\nc <- x", [1]),
    ("$c <- $v", "c <- 1", [1]),
    (#"fmt.Sprintf("$x", $y)"#, "_ = fmt.Sprintf(\"$x\", 1)\n_ = fmt.Sprintf(\"%d\", 1)", [1]),
    ("x++", "x++\nx--\ny++", [1]),
    ("$_ + $_", "_ = a + b\n_ = a - b", [1]),
    ("panic", "panic(1)\nx.panic()", [1, 2]),
    ("$x.(type)", "x()", []),
    ("$x.($T)", "_ = a.(int)\n_, ok := a.(T)", [1, 2]),
    ("select { case <-$x: $*_ }", "select {\ncase <-a:\n\tf()\n}", [1]),
    ("$s; $s", "f()\nf()\ng()", [1]),
  ]

  @Test(arguments: bodies.filter { $0.pattern != "for $*_ { }" && $0.pattern != "$x.(type)" && $0.pattern != "$s; $s" })
  func `a pattern finds the code that is like it`(_ example: (pattern: String, body: String, lines: [Int])) throws {
    #expect(try GoPatternTests.lines(example.pattern, in: example.body) == example.lines, "\(example.pattern)")
  }

  static let files: [(pattern: String, text: String, lines: [Int])] = [
    (
      "func $f() { $*body }",
      "package p\nfunc a() {}\nfunc b() { f() }\nfunc c(x int) {}\nfunc (r T) d() {}\nfunc e() int { return 1 }",
      [2, 3]
    ),
    (
      "func $f($*params) $*results { $*body }",
      "package p\nfunc a() {}\nfunc b(x, y int) (int, error) { f() }\nfunc (r T) d() {}\nfunc e()", [2, 3]
    ),
    (
      "func ($*r) $f($*params) $*results { $*before; panic($m); $*after }",
      "package p\nfunc a() { panic(1) }\nfunc (r *T) b(x int) int {\n\tf()\n\tpanic(x)\n}\nfunc c() { f() }", [2, 3]
    ),
    (
      "func ($r $T) String() string { $*_ }",
      "package p\nfunc (t T) String() string { return x }\nfunc String() string { return x }", [2]
    ),
    (
      "type $T struct { $*fields }", "package p\ntype A struct{}\ntype B struct {\n\tx, y int\n\tC\n}\ntype C int",
      [2, 3]
    ),
    (
      "type $T struct { $*_; sync.Mutex; $*_ }",
      "package p\ntype A struct {\n\ta int\n\tsync.Mutex\n}\ntype B struct { mu sync.Mutex }", [2]
    ),
    ("var $x = $f($*_)", "package p\nvar a = f(1)\nvar b int\nfunc g() {\n\tvar c = h()\n}", [2, 5]),
    ("type $T interface { $*_ }", "package p\ntype A interface { F(); G() }\ntype B struct{}", [2]),
  ]

  @Test(arguments: files) func `a pattern finds declarations that are like it`(
    _ example: (pattern: String, text: String, lines: [Int])
  ) throws {
    let tree = GoParser.parse(Array(example.text.utf8))
    #expect(try GoPatternTests.lines(example.pattern, tree) == example.lines, "\(example.pattern)")
  }

  static let mistakes: [(pattern: String, character: Int, word: String)] = [
    ("", 1, "empty"), ("// nothing", 1, "empty"), ("$", 1, "a hole is"), ("x.$1()", 3, "a hole is"),
    ("$x", 1, "matches everything"), ("$*x", 1, "matches everything"), ("($x)", 1, "matches everything"),
    ("$x; $*y", 1, "matches everything"), ("f(", 3, "no Go"), ("$x.Lock(", 9, "no Go"), ("if x {", 7, "no Go"),
    ("1 + $*x", 5, "stands for a list"), ("$*x.F()", 1, "stands for a list"), ("ä $*x+1", 3, "no Go"),
    ("func f() {}; func g() {}", 1, "no Go"), (String(repeating: "f($*a);", count: 9), 1, "more than 8"),
    (String(repeating: "f();", count: 500), 1, "too long"), (String(repeating: "f();", count: 501), 1, "2000 bytes"),
  ]

  @Test(arguments: mistakes) func `what is no pattern is refused with its place`(
    _ mistake: (pattern: String, character: Int, word: String)
  ) {
    do throws(GoPattern.Mistake) {
      _ = try GoPattern(mistake.pattern)
      Issue.record("\(mistake.pattern) was accepted")
    } catch {
      #expect(error.reason.contains(mistake.word), "\(mistake.pattern): \(error.reason)")
      #expect(error.character == mistake.character, "\(mistake.pattern): \(error.reason)")
      #expect(!error.reason.contains("assayHole"))
    }
  }

  @Test func `the patterns of the documentation are patterns`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "Docs/own-checklists.md"), encoding: .utf8)
    let rows = text.split(separator: "\n").drop { $0 != "| pattern | finds |" }.dropFirst(2).prefix {
      $0.hasPrefix("|")
    }
    #expect(rows.count >= 7)
    for row in rows {
      let pattern = row.dropFirst(3).prefix { $0 != "`" }
      #expect(GoPattern.mistake(in: String(pattern)) == nil, "\(pattern)")
    }
  }

  @Test func `many holes in a long list run out of budget and end`() throws {
    let pattern = try GoPattern("f($*a, $x, $*b, $x, $*c, $x, $*d, $y, $*e, $y)")
    let arguments = (0..<300).map { "a\($0)" }.joined(separator: ", ")
    let tree = GoParser.parse(Array("package p\nvar x = f(\(arguments))\n".utf8))
    var budget = 50_000
    #expect(pattern.matches(in: tree, budget: &budget).isEmpty)
    #expect(budget < 0)
  }

  @Test func `deep code is compared without recursion`() throws {
    let deep = String(repeating: "(", count: 9_000) + "a" + String(repeating: ")", count: 9_000)
    let chain = "a" + String(repeating: ".f()", count: 20_000)
    let tree = GoParser.parse(Array("package p\nvar x = \(deep) == \(deep)\nvar y = \(chain) == \(chain)\n".utf8))
    var budget = 10_000_000
    #expect(try GoPattern("$x == $x").matches(in: tree, budget: &budget).count == 2)
  }
}
