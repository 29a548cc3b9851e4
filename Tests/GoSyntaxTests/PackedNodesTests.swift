import Testing

@testable import GoSyntax

/// Nodes whose measures do not fit the few bits that records have for them.
struct PackedNodesTests {
  private static let count = 34_000
  private let text: String
  private let tree: SyntaxTree

  init() {
    let elements = (0..<Self.count).map { "\t{\($0)},\n" }.joined()
    text = "package p\n\nvar small = 1\n\nvar large = []T{\n\(elements)}\n"
    tree = parse(text)
  }

  @Test func `A tree of very many nodes keeps its promises`() {
    #expect(breach(of: tree) == nil)
  }

  @Test func `A long literal of many elements has its end, its children and its subtree`() throws {
    let literal = try #require(tree.nodes(of: .compositeLit).last)
    #expect(literal.end == text.utf8.count - 1)
    #expect(literal.elements.count == Self.count)
    #expect(literal.elements.last?.text == "{\(Self.count - 1)}")
    #expect(literal.descendants(of: .basicLit).count == Self.count)
  }

  @Test func `Nodes far from each other are parent and child`() throws {
    let literal = try #require(tree.nodes(of: .compositeLit).last)
    #expect(literal.elements.allSatisfy { $0.parent == literal })
    let small = try #require(tree.root.declarations.first)
    #expect(small.parent == tree.root)
    #expect(small.text == "var small = 1")
  }

  @Test func `Ends that fit and ends that do not are told apart`() {
    for length in [65_533, 65_534, 65_535, 65_536] {
      let tree = parse("package p\n\nvar a = \"\(String(repeating: "x", count: length - 2))\"\n")
      #expect(tree.nodes(of: .basicLit).map(\.text.utf8.count) == [length])
    }
  }

  @Test func `Lists that fit and lists that do not are told apart`() {
    for count in [0, 1, 253, 254, 255, 256] {
      let call = parse("package p\n\nvar a = f(\((0..<count).map { "\($0)" }.joined(separator: ", ")))\n")
      #expect(call.nodes(of: .callExpr).map(\.arguments.count) == [count])
    }
  }
}
