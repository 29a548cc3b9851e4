import Testing

@testable import GoSyntax

struct CommentTests {
  @Test func `Comments without an empty line between them are one group`() {
    let tree = parse("// a\n// b\n\n/* c */ // d\npackage p // e\n// f\n\n// g\n")
    #expect(
      tree.commentGroups.map { tree.text($0.start..<$0.end) } == ["// a\n// b", "/* c */ // d", "// e", "// f", "// g"])
  }

  @Test func `A group right above documents what is below`() {
    let tree = parse(
      """
      // File.
      package p

      // Import.
      import "a"

      // Not this one.

      // Const.
      const c = 1

      // Group.
      var (
        // Spec.
        x = 1

        // Not a doc.

        y = 2
      )

      // Type.
      type T struct {
        // Field.
        a int
        // Not a field.
      }

      // Func.
      func f() {}
      """)
    func doc(_ node: Node?) -> String? { node?.doc.map { tree.text($0.start..<$0.end) } }
    #expect(doc(tree.root) == "// File.")
    #expect(tree.root.declarations.map(doc) == ["// Import.", "// Const.", "// Group.", "// Type.", "// Func."])
    #expect(tree.nodes(of: .valueSpec).map(doc) == [nil, "// Spec.", nil])
    #expect(tree.nodes(of: .typeSpec).map(doc) == [nil])
    #expect(tree.nodes(of: .field).map(doc) == ["// Field."])
  }

  @Test func `A comment on the line trails a specification or field`() {
    let tree = parse(
      """
      package p // file

      import "a" // import

      const c = 1 /* one */ // two

      type T struct { // not a
        a int // a
        b int `t` // b
        c int; // c
        d int
        // not d
      }

      type I interface {
        f() // f
      }

      var x = 1 /* x
      y */
      """)
    func comment(_ node: Node) -> String? { node.trailingComment.map { tree.text($0.start..<$0.end) } }
    #expect(tree.nodes(of: .importSpec).map(comment) == ["// import"])
    #expect(tree.nodes(of: .valueSpec).map(comment) == ["/* one */ // two", "/* x\ny */"])
    #expect(tree.nodes(of: .field).map(comment) == ["// a", "// b", "// c", nil, "// f"])
    #expect(tree.root.trailingComment == nil)
  }

  @Test func `Directives and build constraints are comments like others`() {
    let tree = parse("//go:build linux\n\npackage p\n\n//go:noinline\nfunc f() {}\n")
    #expect(tree.commentGroups.count == 2)
    #expect(tree.root.doc == nil)
    #expect(tree.nodes(of: .funcDecl).first?.doc != nil)
  }

  @Test func `A comment that does not end is an error`() {
    #expect(firstError("package p\n/* a") != nil)
  }
}
