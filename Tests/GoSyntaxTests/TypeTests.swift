import Testing

@testable import GoSyntax

struct TypeTests {
  @Test(arguments: [
    ("T", "T"),
    ("p.T", "selectorExpr(p T)"),
    ("*T", "starExpr(T)"),
    ("(T)", "parenExpr(T)"),
    ("[]T", "arrayType(- T)"),
    ("[n + 1]T", "arrayType(binaryExpr+(n 1) T)"),
    ("[...]T", "arrayType(ellipsis(-) T)"),
    ("map[K]V", "mapType(K V)"),
    ("chan T", "chanType(T)"),
    ("chan<- chan T", "chanType(chanType(T))"),
    ("<-chan <-chan T", "chanType(chanType(T))"),
    ("List[T]", "indexExpr(List T)"),
    ("p.Map[K, []V]", "indexListExpr(selectorExpr(p Map) K arrayType(- V))"),
    ("func()", "funcType(- fieldList -)"),
    (
      "func(int, ...string) error",
      "funcType(- fieldList(field(int -) field(ellipsis(string) -)) fieldList(field(error -)))"
    ),
    (
      "func(a, b int, c string) (n int, err error)",
      "funcType(- fieldList(field(int - a b) field(string - c)) fieldList(field(int - n) field(error - err)))"
    ),
    (
      "func(a [3]int, b []T, c p.T, d q[T])",
      "funcType(- fieldList(field(arrayType(3 int) - a) field(arrayType(- T) - b) field(selectorExpr(p T) - c) "
        + "field(indexExpr(q T) - d)) -)"
    ),
    ("func(q[T], p.U)", "funcType(- fieldList(field(indexExpr(q T) -) field(selectorExpr(p U) -)) -)"),
  ])
  func `Types have go/ast's shape`(text: String, expected: String) {
    #expect(shape(type: text) == expected)
  }

  @Test(arguments: [
    ("struct{}", "structType(fieldList)"),
    ("struct{ a, b int `t` }", "structType(fieldList(field(int `t` a b)))"),
    (
      "struct{ T; *U; p.V; *p.W \"t\" }",
      "structType(fieldList(field(T -) field(starExpr(U) -) field(selectorExpr(p V) -) "
        + "field(starExpr(selectorExpr(p W)) \"t\")))"
    ),
    (
      "struct{ a [3]int; b []int; L[T]; M[K, V] }",
      "structType(fieldList(field(arrayType(3 int) - a) field(arrayType(- int) - b) field(indexExpr(L T) -) "
        + "field(indexListExpr(M K V) -)))"
    ),
    ("interface{}", "interfaceType(fieldList)"),
    (
      "interface{ f(); g(a int) error; E; p.F; L[T] }",
      "interfaceType(fieldList(field(funcType(- fieldList -) - f) "
        + "field(funcType(- fieldList(field(int - a)) fieldList(field(error -))) - g) field(E -) "
        + "field(selectorExpr(p F) -) field(indexExpr(L T) -)))"
    ),
    (
      "interface{ ~int | string | []T }",
      "interfaceType(fieldList(field(binaryExpr|(binaryExpr|(unaryExpr~(int) string) arrayType(- T)) -)))"
    ),
  ])
  func `Structs and interfaces hold fields`(text: String, expected: String) {
    #expect(shape(type: text) == expected)
  }

  @Test(arguments: [
    ("type T[P any] int", true), ("type T[P *C] int", false), ("type T[P *C,] int", true),
    ("type T[P *struct{}] int", true), ("type T[P (C)] int", false), ("type T[P ([]int)] int", true),
    ("type T[P *C|Q] int", false), ("type T[P *C|~Q] int", true), ("type T[P []int] int", true),
    ("type T[P interface{}] int", true), ("type T[N] int", false), ("type T[n * m] int", false),
    ("type T[n + 1] int", false), ("type T[] int", false), ("type T[P, Q any] int", true),
    ("type T[P *C, Q any] int", true), ("type T[P (C), Q any] int", true), ("type T[P *C|Q, R any] int", true),
    ("type T[P any] = []P", true), ("type T[p.N] int", false), ("type T[f(1)] int", false),
  ])
  func `An array's length and type parameters are told apart`(text: String, isGeneric: Bool) {
    let spec = parse("package p\n\(text)\n").nodes(of: .typeSpec).first
    #expect((spec?.typeParameters != nil) == isGeneric)
    #expect((spec?.type?.kind == .arrayType) == (!isGeneric || text.contains("= []")))
  }

  @Test func `A constraint that was read as a product or call becomes a type`() {
    #expect(
      shape(declaration: "type T[P *C|D, Q (E)] int")
        == "genDecltype(typeSpec(T fieldList(field(binaryExpr|(starExpr(C) D) - P) field(parenExpr(E) - Q)) int))")
    let tree = parse("package p\ntype T[P *C|D, Q any] int\n")
    let union = tree.nodes(of: .binaryExpr).first
    #expect(union?.text == "*C|D")
    #expect(tree.nodes(of: .binaryExpr).count == 1)
    #expect(tree.nodes(of: .field).map(\.text) == ["P *C|D", "Q any"])
  }

  @Test func `A field's nodes are a range of their own`() {
    let tree = parse("package p\nfunc f(a, b int, c string) {}\n")
    let fields = tree.nodes(of: .field)
    #expect(fields.map { $0.descendants(of: .ident).map(\.text) } == [["a", "b", "int"], ["c", "string"]])
  }

  @Test(arguments: [
    "func(a int, string)", "func(a, b)(c int, d)", "func(...int, a int)", "func() ...int", "struct{ (T) }",
    "struct{ *(T) }", "struct{ (*T) }", "[", "map[int", "chan", "[]", "struct{ a }}", "interface{ f[T any]() }", "L[]",
    "<-int", "func(a ...int, b int)", "struct { a int, b int }",
  ])
  func `A broken type is an error`(text: String) {
    #expect(firstError("package p\nvar x \(text)\n") != nil)
  }
}
