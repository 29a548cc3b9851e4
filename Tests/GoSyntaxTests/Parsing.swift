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
  let tables = tree.tables.pointee
  let nodes = Array(UnsafeBufferPointer(start: tables.nodes, count: tables.nodeCount))
  var reached = [Bool](repeating: false, count: nodes.count)
  reached[Int(tables.rootIndex)] = true
  for index in (1..<nodes.count).reversed() where reached[index] {
    let record = nodes[index]
    guard record.start <= record.end, Int(record.end) <= tree.source.count else {
      return "\(record.kind) \(record.start)..<\(record.end) leaves the text"
    }
    for place in Int(record.firstChild)..<Int(record.firstChild + record.childCount) {
      let child = tables.childIndices[place]
      if child == 0 { continue }
      guard Int(child) < index, child >= tables.lowest[index] else { return "\(record.kind)'s child is out of order" }
      guard !reached[Int(child)] else { return "\(nodes[Int(child)].kind) has two parents" }
      guard tables.parents[Int(child)] == UInt32(index) else { return "\(nodes[Int(child)].kind)'s parent is wrong" }
      guard nodes[Int(child)].kind != .none else { return "\(record.kind) holds a hole" }
      guard nodes[Int(child)].start >= record.start, nodes[Int(child)].end <= record.end else {
        return "\(nodes[Int(child)].kind) \(nodes[Int(child)].start)..<\(nodes[Int(child)].end) leaves its "
          + "\(record.kind) \(record.start)..<\(record.end)"
      }
      reached[Int(child)] = true
    }
  }
  // A subtree is a range of indices: within it every node that is reached has the root above it.
  for index in 1..<nodes.count where reached[index] && index != Int(tables.rootIndex) {
    let parent = Int(tables.parents[index])
    guard tables.lowest[index] >= tables.lowest[parent] else { return "\(nodes[index].kind) begins below its parent" }
    if index > Int(tables.lowest[index]), Int(tables.lowest[index]) < index {
      for inside in Int(tables.lowest[index])..<index where reached[inside] {
        let above = Int(tables.parents[inside])
        guard above <= index else {
          return "\(nodes[inside].kind) is in the range of \(nodes[index].kind), not below it"
        }
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
