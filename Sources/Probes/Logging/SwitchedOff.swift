import GoSyntax
import GoTypes
import Repository

/// Code that never runs, because a constant of the module switches it off: `if debugCopy { … }`.
enum SwitchedOff {
  static func holds(_ node: Node, in file: GoFile, _ types: ModuleTypes) -> Bool {
    var inner = node
    for ancestor in node.ancestors {
      if ancestor.kind == .ifStmt, ancestor.body == inner, let condition = ancestor.condition?.unparenthesized,
        isFalse(condition, file, types)
      {
        return true
      }
      inner = ancestor
    }
    return false
  }

  private static func isFalse(_ condition: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    if condition.isText("false") { return true }
    guard condition.kind == .ident, let declaration = types.declaration(of: condition, in: file),
      declaration.kind == .constant, let name = declaration.name, let spec = name.parent,
      let position = spec.names.enumerated().first(where: { $0.element == name })?.offset, position < spec.values.count
    else { return false }
    return spec.values[spec.values.startIndex + position].isText("false")
  }
}
