import Testing

@testable import GoSyntax

struct StatementTests {
  @Test(arguments: [
    ("f()", "exprStmt(callExpr(f))"),
    ("a = b", "assignStmt=(a b)"),
    ("a, b := c, d", "assignStmt:=(a b c d)"),
    ("a <<= 2", "assignStmt<<=(a 2)"),
    ("a++", "incDecStmt++(a)"),
    ("c <- v", "sendStmt(c v)"),
    ("go f(x)", "goStmt(callExpr(f x))"),
    ("defer func() {}()", "deferStmt(callExpr(funcLit(funcType(- fieldList -) blockStmt)))"),
    ("return", "returnStmt"),
    ("return a, b", "returnStmt(a b)"),
    ("break", "branchStmtbreak(-)"),
    ("goto L", "branchStmtgoto(L)"),
    ("continue L", "branchStmtcontinue(L)"),
    ("fallthrough", "branchStmtfallthrough(-)"),
    ("L: f()", "labeledStmt(L exprStmt(callExpr(f)))"),
    ("L:", "labeledStmt(L emptyStmt)"),
    (";", "emptyStmt"),
    ("{ a() }", "blockStmt(exprStmt(callExpr(a)))"),
    ("var x, y int = 1, 2", "declStmt(genDeclvar(valueSpec(int x y 1 2)))"),
    ("const c = 1", "declStmt(genDeclconst(valueSpec(- c 1)))"),
    ("type T struct{}", "declStmt(genDecltype(typeSpec(T - structType(fieldList))))"),
  ])
  func `Simple statements have go/ast's shape`(text: String, expected: String) {
    #expect(shape(statement: text) == expected)
  }

  @Test(arguments: [
    ("if a {}", "ifStmt(- a blockStmt -)"),
    (
      "if x := f(); x > 0 {} else {}",
      "ifStmt(assignStmt:=(x callExpr(f)) binaryExpr>(x 0) blockStmt blockStmt)"
    ),
    ("if a {} else if b {} else {}", "ifStmt(- a blockStmt ifStmt(- b blockStmt blockStmt))"),
    ("if a == (T{}) {}", "ifStmt(- binaryExpr==(a parenExpr(compositeLit(T))) blockStmt -)"),
    ("if f(T{}) {}", "ifStmt(- callExpr(f compositeLit(T)) blockStmt -)"),
    ("for {}", "forStmt(- - - blockStmt)"),
    ("for a {}", "forStmt(- a - blockStmt)"),
    ("for i := 0; i < n; i++ {}", "forStmt(assignStmt:=(i 0) binaryExpr<(i n) incDecStmt++(i) blockStmt)"),
    ("for ;; {}", "forStmt(- - - blockStmt)"),
    ("for range x {}", "rangeStmt(- - x blockStmt)"),
    ("for range 10 {}", "rangeStmt(- - 10 blockStmt)"),
    ("for k, v = range f {}", "rangeStmt=(k v f blockStmt)"),
    ("for i := range []int{1} {}", "rangeStmt:=(i - compositeLit(arrayType(- int) 1) blockStmt)"),
  ])
  func `Conditions and loops have go/ast's shape`(text: String, expected: String) {
    #expect(shape(statement: text) == expected)
  }

  @Test(arguments: [
    ("switch {}", "switchStmt(- - blockStmt)"),
    ("switch a := f(); a {}", "switchStmt(assignStmt:=(a callExpr(f)) a blockStmt)"),
    (
      "switch x { case 1, 2: a(); b(); default: }",
      "switchStmt(- x blockStmt(caseClause(1 2 exprStmt(callExpr(a)) exprStmt(callExpr(b))) caseClause))"
    ),
    (
      "switch x.(type) { case []int, *T: }",
      "typeSwitchStmt(- exprStmt(typeAssertExpr(x -)) blockStmt(caseClause(arrayType(- int) starExpr(T))))"
    ),
    (
      "switch y := f(); v := x.(type) {}",
      "typeSwitchStmt(assignStmt:=(y callExpr(f)) assignStmt:=(v typeAssertExpr(x -)) blockStmt)"
    ),
    ("select {}", "selectStmt(blockStmt)"),
    (
      "select { case c <- v: case <-d: case a, ok := <-e: f(); default: }",
      "selectStmt(blockStmt(commClause(sendStmt(c v)) commClause(exprStmt(unaryExpr<-(d))) "
        + "commClause(assignStmt:=(a ok unaryExpr<-(e)) exprStmt(callExpr(f))) commClause(-)))"
    ),
  ])
  func `Switches and selects have go/ast's shape`(text: String, expected: String) {
    #expect(shape(statement: text) == expected)
  }

  @Test func `Clauses answer their parts by name`() {
    let tree = parse(
      "package p\nfunc f() {\nswitch x {\ncase 1, 2:\na()\n}\nselect {\ncase c <- v:\nb()\ndefault:\n}\n}\n")
    let clause = tree.nodes(of: .caseClause).first
    #expect(clause?.caseExpressions.map(\.text) == ["1", "2"])
    #expect(clause?.statements.map(\.text) == ["a()"])
    let communications = tree.nodes(of: .commClause)
    #expect(communications.map { $0.communication?.text } == ["c <- v", nil])
    #expect(communications.map { $0.statements.count } == [1, 0])
  }

  @Test func `A long chain of else if needs no deep stack`() {
    let links = String(repeating: "if a {} else ", count: 20_000)
    let tree = parse("package p\nfunc f() {\n\(links){}\n}\n")
    #expect(tree.nodes(of: .ifStmt).count == 20_000)
  }

  @Test(arguments: [
    "if {}", "if x; {}", "if x = 1 {}", "if var x = 1; x {}", "for a; b {}", "for i := 0 {}",
    "for a, b, c := range x {}",
    "switch x := 1 {}", "switch x = y.(type) {}", "go f", "go (f())", "defer 1", "goto", "L: case", "a, b", "a, b <- c",
    "1: f()", "a b", "else {}", "case 1:", "if a {} else b()", "x := func() {", "select { case a, b <- c: }", "~x",
    "a := ",
    "if a == T{} {}", "a = b = c", "func g() {}", "import \"x\"", "var x", "return a b",
  ])
  func `A broken statement is an error`(text: String) {
    #expect(firstError("package p\nfunc f() {\n\(text)\n}\n") != nil)
  }
}
