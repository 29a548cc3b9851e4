import GoSyntax
import GoTypes
import Repository

/// A local variable and every place that names it after its declaration, shadowing names left out.
struct VariableUses {
  /// The declaring identifier.
  let declared: Node
  let kind: Declaration.Kind
  /// The function whose variable it is.
  let function: Node
  /// In the order of their end; those in function literals too.
  let uses: [Node]

  /// Nil for names that are not local variables, parameters or results.
  init?(of name: Node, in file: GoFile, _ types: ModuleTypes) {
    guard name.kind == .ident, !name.isText("_"), let declaration = types.declaration(of: name, in: file),
      declaration.isLocal, let declared = declaration.name, let function = declared.enclosingFunction
    else { return nil }
    self.declared = declared
    kind = declaration.kind
    self.function = function
    uses = function.descendants(of: .ident).filter { use in
      use != declared && use != name && use.isSpelled(like: declared)
        && types.declaration(of: use, in: file)?.name == declared
    }
  }
}

extension Node {
  /// Whether both are the same text; no string is made.
  func isSpelled(like other: Node) -> Bool {
    let length = end - start
    guard length == other.end - other.start else { return false }
    for offset in 0..<length where tree.source[start + offset] != other.tree.source[other.start + offset] {
      return false
    }
    return true
  }

  /// Whether the node stands on the left of an assignment, alone or among others.
  var isAssigned: Bool { parent.map { $0.kind == .assignStmt && $0.leftSide.contains(self) } ?? false }

  /// Whether the node's value goes to `_`.
  var isDiscarded: Bool {
    guard let parent else { return false }
    if parent.kind == .parenExpr { return parent.isDiscarded }
    let (left, right) =
      parent.kind == .valueSpec ? (parent.names, parent.values) : (parent.leftSide, parent.rightSide)
    guard let position = right.firstIndex(of: self), left.count == right.count else { return false }
    return left[left.startIndex + position - right.startIndex].isText("_")
  }

  /// The node on the left that the value goes to, where both sides have as many.
  var assignedTarget: Node? {
    guard let parent, parent.kind == .assignStmt, parent.leftSide.count == parent.rightSide.count,
      let position = parent.rightSide.firstIndex(of: self)
    else { return nil }
    return parent.leftSide[parent.leftSide.startIndex + position - parent.rightSide.startIndex]
  }
}
