import Testing

@testable import GoSyntax

struct RecoveryTests {
  @Test(arguments: [
    "func a() { if x { }", "func a() { x := }", "func a() { f(1, }", "func a() { f(1\n2) }", "var a = [",
    "type a struct { b",
    "func a( { }", "func (r T) a() { for {", "const ( a = 1", "}", "x := 1", "func a() { switch { case 1 } }",
    "func a() { return 1 2 }", "var = 3", "import", "func", "type T[", "func a() { T{1, 2 }", "func a() int { )",
    "a b c",
    "func a() { if x := f() { } else { }", "func a() { y := func() { ", "func a() { select { foo } }", "@#$",
    "func a() { L: }}",
    "if x { f() }", "func a() { go }", "func a() { x.(, }", "type I interface { f( }", "func a() { \"unterminated }",
  ])
  func `Declarations around a broken one are found`(broken: String) {
    let tree = keptTree(
      Array(
        "package p\n\nfunc before() { f(1) }\n\n\(broken)\n\n// After.\nfunc after() { g(2) }\n\nfunc (t T) last() {}\n"
          .utf8))
    #expect(!tree.errors.isEmpty)
    let functions = tree.nodes(of: .funcDecl)
    #expect(functions.contains { $0.name?.text == "before" && $0.text == "func before() { f(1) }" })
    #expect(functions.contains { $0.name?.text == "after" && $0.text == "func after() { g(2) }" && $0.doc != nil })
    #expect(functions.contains { $0.name?.text == "last" && $0.receiver != nil })
    #expect(breach(of: tree) == nil)
  }

  @Test func `Statements around a broken one are found`() {
    let tree = keptTree(Array("package p\nfunc f() {\na()\nx := ]\nb()\nif y } {\nc()\n}\n".utf8))
    let called = Set(tree.nodes(of: .callExpr).compactMap { $0.function?.text })
    #expect(called.isSuperset(of: ["a", "b"]))
  }

  @Test func `A missing package clause leaves the declarations`() {
    let tree = keptTree(Array("import \"a\"\n\nfunc f() {}\n".utf8))
    #expect(tree.errors.count == 1)
    #expect(tree.root.declarations.map(\.kind) == [.genDecl, .funcDecl])
  }

  @Test func `A line is complained about once`() {
    let tree = keptTree(Array("package p\nvar x = ) ] } ( [\nvar y = 1\nvar z = )\n".utf8))
    #expect(tree.errors.map { tree.line(at: $0.offset) } == [2, 4])
  }

  @Test(arguments: [
    ("package p\nvar x = f(1\n)\n", "2:12: missing ',' or ')' before the line ends"),
    ("package p\nfunc f() {\n", "3:1: expected '}', found the end of the file"),
    ("package p\nvar x = \n", "3:1: expected an operand, found the end of the file"),
    ("package p\nfunc f()\n{\n}\n", "3:1: the body's '{' must stand on the line of the signature"),
    ("x\n", "1:1: expected 'package', found name"),
  ])
  func `Messages say what is missing and where`(text: String, expected: String) {
    #expect(firstError(text) == expected)
  }
}
