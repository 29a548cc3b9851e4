import GoSyntax

/// Every value that a file gives a variable or a field of a name: by assignments, to its elements too, and in literals.
enum FieldValues {
  /// Every value that is assigned to a name, or to an element of it, one to one.
  static func given(toVariable variable: String, in tree: SyntaxTree) -> [(value: Node, name: Node)] {
    var all: [(value: Node, name: Node)] = []
    for assignment in tree.nodes(of: .assignStmt) where assignment.leftSide.count == assignment.rightSide.count {
      for (target, value) in zip(assignment.leftSide, assignment.rightSide) {
        var target = target.unparenthesized
        if target.kind == .indexExpr, let inner = target.operand { target = inner.unparenthesized }
        guard target.kind == .ident, target.end - target.start == variable.utf8.count, target.text == variable else {
          continue
        }
        all.append((value, target))
      }
    }
    return all
  }

  static func given(to field: String, in tree: SyntaxTree) -> [(value: Node, name: Node)] {
    var all: [(value: Node, name: Node)] = []
    for assignment in tree.nodes(of: .assignStmt) where assignment.leftSide.count == assignment.rightSide.count {
      for (target, value) in zip(assignment.leftSide, assignment.rightSide) {
        var target = target.unparenthesized
        if target.kind == .indexExpr, let inner = target.operand { target = inner.unparenthesized }
        guard target.kind == .selectorExpr, let name = target.name, name.end - name.start == field.utf8.count,
          name.text == field
        else { continue }
        all.append((value, name))
      }
    }
    for pair in tree.nodes(of: .keyValueExpr) {
      guard let key = pair.key, key.kind == .ident, key.end - key.start == field.utf8.count, key.text == field,
        let value = pair.value
      else { continue }
      all.append((value, key))
    }
    return all
  }
}
