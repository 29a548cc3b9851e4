import Testing

@testable import GoSyntax

struct DeclarationTests {
  @Test(arguments: [
    ("import \"a\"", "genDeclimport(importSpec(- \"a\"))"),
    (
      "import (\n. \"a\"\n_ \"b\"\nc `d`\n)", "genDeclimport(importSpec(. \"a\") importSpec(_ \"b\") importSpec(c `d`))"
    ),
    ("import ()", "genDeclimport"),
    ("const (\na T = iota\nb\n)", "genDeclconst(valueSpec(T a iota) valueSpec(- b))"),
    ("var a, b = f()", "genDeclvar(valueSpec(- a b callExpr(f)))"),
    ("type (\nA = B\nC D\n)", "genDecltype(typeSpec(A - B) typeSpec(C - D))"),
    ("type A[P any] = B[P]", "genDecltype(typeSpec(A fieldList(field(any - P)) indexExpr(B P)))"),
    ("func f()", "funcDecl(- f funcType(- fieldList -) -)"),
    (
      "func (r *T) f(a int) error { return nil }",
      "funcDecl(fieldList(field(starExpr(T) - r)) f funcType(- fieldList(field(int - a)) fieldList(field(error -))) "
        + "blockStmt(returnStmt(nil)))"
    ),
    (
      "func f[K comparable, V ~int | string](m map[K]V) {}",
      "funcDecl(- f funcType(fieldList(field(comparable - K) field(binaryExpr|(unaryExpr~(int) string) - V)) "
        + "fieldList(field(mapType(K V) - m)) -) blockStmt)"
    ),
  ])
  func `Declarations have go/ast's shape`(text: String, expected: String) {
    #expect(shape(declaration: text) == expected)
  }

  @Test func `A file spans from its package clause to its last declaration`() {
    let tree = parse("// c\n\npackage p\n\nvar x = 1 // d\n\n")
    #expect(tree.root.kind == .file)
    #expect(tree.root.text == "package p\n\nvar x = 1")
    #expect(tree.root.name?.text == "p")
  }

  @Test func `Names and values of a specification are two lists`() {
    let spec = parse("package p\nvar a, b T = 1, f(2)\n").nodes(of: .valueSpec).first
    #expect(spec?.names.map(\.text) == ["a", "b"])
    #expect(spec?.type?.text == "T")
    #expect(spec?.values.map(\.text) == ["1", "f(2)"])
  }

  @Test(arguments: [
    "", "// only a comment\n", "package\n", "package 1\n", "func f() {}\n", "package p; x\n", "package p\nimport a\n",
    "package p\nimport 'a'\n", "package p\nvar x int\nimport \"a\"\n", "package p\nfunc f()\n{\n}\n",
    "package p\nfunc {}\n",
    "package p\nvar\n", "package p\nvar x\n", "package p\ntype T\n", "package p\ntype T[P any, ] \n", "package p\n}\n",
    "package p\nconst (\na = 1\n", "package p\nfunc f[]() {}\n", "package p\nfunc f[P]() {}\n", "package p q\n",
    "package p\nx := 1\n",
  ])
  func `A broken file is an error`(text: String) {
    #expect(firstError(text) != nil)
  }
}
