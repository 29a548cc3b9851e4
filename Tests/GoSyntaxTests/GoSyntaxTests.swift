import Testing

@testable import GoSyntax

struct SmokeTests {
  @Test func `A small file gives its declarations without an error`() {
    let tree = GoParser.parse(
      Array(
        """
        // Package p is small.
        package p

        import "fmt"

        // F greets.
        func F[T any](x T, more ...int) (n int, err error) {
          for i := range more {
            if _, ok := any(x).(string); ok { fmt.Println(i, x) }
          }
          return len(more), nil
        }
        """.utf8))
    #expect(tree.errors.isEmpty)
    #expect(tree.root.declarations.map(\.kind) == [.genDecl, .funcDecl])
    #expect(tree.root.declarations.last?.name?.text == "F")
    #expect(tree.root.declarations.last?.doc?.comments.count == 1)
    #expect(tree.nodes(of: .callExpr).compactMap { $0.function?.text } == ["any", "fmt.Println", "len"])
  }
}
