import Testing

@testable import GoSyntax

struct ExpressionTests {
  @Test(arguments: [
    ("a + b*c", "binaryExpr+(a binaryExpr*(b c))"),
    ("a - b - c", "binaryExpr-(binaryExpr-(a b) c)"),
    ("a || b && c == d + e<<f", "binaryExpr||(a binaryExpr&&(b binaryExpr==(c binaryExpr+(d binaryExpr<<(e f)))))"),
    ("a*b + c&^d", "binaryExpr+(binaryExpr*(a b) binaryExpr&^(c d))"),
    ("-a + !b", "binaryExpr+(unaryExpr-(a) unaryExpr!(b))"),
    ("*p", "starExpr(p)"),
    ("&T{}", "unaryExpr&(compositeLit(T))"),
    ("<-c", "unaryExpr<-(c)"),
    ("^x", "unaryExpr^(x)"),
    ("(a)", "parenExpr(a)"),
  ])
  func `Operators bind as Go's do`(text: String, expected: String) {
    #expect(shape(expression: text) == expected)
  }

  @Test(arguments: [
    ("a.b.c", "selectorExpr(selectorExpr(a b) c)"),
    ("f()", "callExpr(f)"),
    ("f(a, b...)", "callExpr(f a b)"),
    ("f(\n1,\n2,\n)", "callExpr(f 1 2)"),
    ("a[i]", "indexExpr(a i)"),
    ("a[:]", "sliceExpr(a - - -)"),
    ("a[i:]", "sliceExpr(a i - -)"),
    ("a[:j]", "sliceExpr(a - j -)"),
    ("a[i:j:k]", "sliceExpr(a i j k)"),
    ("x.(T)", "typeAssertExpr(x T)"),
    ("g[int, string](1)", "callExpr(indexListExpr(g int string) 1)"),
    ("g[[]int](1)", "callExpr(indexExpr(g arrayType(- int)) 1)"),
    ("m[k].f(x)[0]", "indexExpr(callExpr(selectorExpr(indexExpr(m k) f) x) 0)"),
    ("[]byte(s)", "callExpr(arrayType(- byte) s)"),
    ("(func())(nil)", "callExpr(parenExpr(funcType(- fieldList -)) nil)"),
    ("make(chan int, 3)", "callExpr(make chanType(int) 3)"),
  ])
  func `What follows an operand belongs to it`(text: String, expected: String) {
    #expect(shape(expression: text) == expected)
  }

  @Test(arguments: [
    ("T{}", "compositeLit(T)"),
    ("p.T{1, 2}", "compositeLit(selectorExpr(p T) 1 2)"),
    ("T{a: 1,\nb: {2},\n}", "compositeLit(T keyValueExpr(a 1) keyValueExpr(b compositeLit(- 2)))"),
    ("map[K]V{{1}: {2}}", "compositeLit(mapType(K V) keyValueExpr(compositeLit(- 1) compositeLit(- 2)))"),
    ("[...]int{5: 1}", "compositeLit(arrayType(ellipsis(-) int) keyValueExpr(5 1))"),
    ("P[int]{}", "compositeLit(indexExpr(P int))"),
    ("struct{ a int }{1}", "compositeLit(structType(fieldList(field(int - a))) 1)"),
    ("func(a int) { return }", "funcLit(funcType(- fieldList(field(int - a)) -) blockStmt(returnStmt))"),
  ])
  func `Literals hold their type and elements`(text: String, expected: String) {
    #expect(shape(expression: text) == expected)
  }

  @Test func `A spread argument, an alias and directions are flags`() {
    let tree = parse("package p\ntype A = chan<- int\nvar x = f(a...)\nvar y = f(a)\nvar z <-chan int\n")
    #expect(tree.nodes(of: .callExpr).map(\.spreadsLastArgument) == [true, false])
    #expect(tree.nodes(of: .typeSpec).map(\.isAlias) == [true])
    #expect(tree.nodes(of: .chanType).map(\.canSend) == [true, false])
    #expect(tree.nodes(of: .chanType).map(\.canReceive) == [false, true])
  }

  @Test func `An operator knows where it stands`() {
    let tree = parse("package p\nvar x = a /* c */ + b\n")
    #expect(tree.nodes(of: .binaryExpr).first?.operatorOffset == 28)
  }

  @Test(arguments: [
    "f(a b)", "a[]", "a[1:2:]", "a[::3]", "a.", "a.1", "(T){}", "f(a..., b)", "T{1 2}", "T{1\n}", "f(1\n)", "a +",
    "x.(",
    "[1,]int{}", "func[T any]() {}", "a[b, 1]",
  ])
  func `A broken expression is an error`(text: String) {
    #expect(firstError("package p\nvar x = \(text)\n") != nil)
  }
}
