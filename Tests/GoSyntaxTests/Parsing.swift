import Testing

@testable import GoSyntax

/// A tree that lives until the tests end: nodes do not keep theirs.
func keptTree(_ bytes: [UInt8]) -> SyntaxTree {
  Unmanaged.passRetained(GoParser.parse(bytes)).takeUnretainedValue()
}

/// Parses text that must be Go.
func parse(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> SyntaxTree {
  let tree = keptTree(Array(text.utf8))
  #expect(tree.errors.isEmpty, "\(text)", sourceLocation: sourceLocation)
  return tree
}

/// The first error of a text, as `line:column: message`; nil when it is Go.
func firstError(_ text: String) -> String? { firstError(Array(text.utf8)) }

func firstError(_ bytes: [UInt8]) -> String? {
  let tree = keptTree(bytes)
  return tree.errors.first.map { error in
    let place = tree.position(at: error.offset)
    return "\(place.line):\(place.column): \(error.message)"
  }
}

/// A node with its children in parentheses and absent children as `-`: `binaryExpr+(ident:a ident:b)`.
func shape(_ node: Node) -> String {
  var text = "\(node.kind)"
  switch node.kind {
  case .ident, .basicLit: return node.text
  default: break
  }
  if node.token != .none { text += "\(node.token.spelling)" }
  guard !node.slots.isEmpty else { return text }
  let parts = node.slots.map { $0.kind == .none ? "-" : shape($0) }
  return "\(text)(\(parts.joined(separator: " ")))"
}

/// The shape of an expression.
func shape(expression text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
  let tree = parse("package p\nvar x = \(text)\n", sourceLocation: sourceLocation)
  return tree.nodes(of: .valueSpec).last?.values.first.map(shape) ?? "nothing"
}

/// The shape of a type.
func shape(type text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
  let tree = parse("package p\nvar x \(text)\n", sourceLocation: sourceLocation)
  return tree.nodes(of: .valueSpec).last?.type.map(shape) ?? "nothing"
}

/// The shape of the first statement of a function's body.
func shape(statement text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
  let tree = parse("package p\nfunc f() {\n\(text)\n}\n", sourceLocation: sourceLocation)
  return tree.nodes(of: .funcDecl).first?.body?.statements.first.map(shape) ?? "nothing"
}

/// The shape of the first declaration.
func shape(declaration text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
  let tree = parse("package p\n\(text)\n", sourceLocation: sourceLocation)
  return tree.root.declarations.first.map(shape) ?? "nothing"
}

/// What must hold of every tree, whatever the text was; the first breach, or nil.
func breach(of tree: SyntaxTree) -> String? {
  let tables = tree.tables
  let nodes = (0..<tables.pointee.nodeCount).map { Node(tables: tables, index: UInt32($0)) }
  let root = Int(tables.pointee.rootIndex)
  var reached = [Bool](repeating: false, count: nodes.count)
  reached[root] = true
  for (index, node) in nodes.enumerated().reversed() where reached[index] {
    guard node.start <= node.end, node.end <= tree.source.count else {
      return "\(node.kind) \(node.start)..<\(node.end) leaves the text"
    }
    for child in node.slots where child.index != 0 {
      guard child.index < node.index, child.index >= node.lowest else { return "\(node.kind)'s child is out of order" }
      guard !reached[Int(child.index)] else { return "\(child.kind) has two parents" }
      guard child.parent == node else { return "\(child.kind)'s parent is wrong" }
      guard child.kind != .none else { return "\(node.kind) holds a hole" }
      guard child.start >= node.start, child.end <= node.end else {
        return "\(child.kind) \(child.start)..<\(child.end) leaves its \(node.kind) \(node.start)..<\(node.end)"
      }
      reached[Int(child.index)] = true
    }
  }
  // A subtree is a range of indices: within it every node that is reached has the root above it.
  for (index, node) in nodes.enumerated() where reached[index] && index != root {
    guard let parent = node.parent else { return "\(node.kind) has no parent" }
    guard node.lowest >= parent.lowest else { return "\(node.kind) begins below its parent" }
    for inside in Int(node.lowest)..<index where reached[inside] {
      guard let above = nodes[inside].parent, above.index <= node.index else {
        return "\(nodes[inside].kind) is in the range of \(node.kind), not below it"
      }
    }
    if nodes.count > 4000 { break }
  }
  for kind in NodeKind.allCases {
    let indices = tree.nodes(of: kind).map { Int($0.index) }
    guard indices == nodes.indices.filter({ reached[$0] && nodes[$0].kind == kind }) else {
      return "the list of \(kind)"
    }
  }
  guard zip(tree.lineStarts, tree.lineStarts.dropFirst()).allSatisfy(<) else { return "line starts" }
  guard tree.errors.allSatisfy({ $0.offset <= tree.source.count }) else { return "an error outside the text" }
  return nil
}
