import GoSyntax

/// How a local variable is used inside the function that declares it, by name.
///
/// Limits: a name that is declared anew in an inner block counts as the same variable, which errs on the quiet side.
struct LocalUse {
  /// funcDecl, or funcLit at package level.
  let function: Node
  let name: String
  private let uses: [Node]

  /// Nil outside functions and for the blank name.
  init?(of declared: Node) {
    guard declared.kind == .ident, !declared.isText("_"),
      let function = declared.ancestors.first(where: { $0.kind == .funcDecl }) ?? declared.enclosingFunction
    else { return nil }
    self.function = function
    name = declared.text
    uses = function.descendants(of: .ident).filter { $0.start > declared.start && $0.isSameText(as: declared) }
  }

  /// Whether a method of the variable is called or taken: `rows.Close`.
  func selects(_ method: String) -> Bool {
    uses.contains { $0.parent?.kind == .selectorExpr && $0.parent?.operand == $0 && $0.parent?.name?.text == method }
  }

  /// Calls of a method of the variable.
  func calls(of method: String) -> [Node] {
    function.descendants(of: .callExpr).filter { $0.calledOperandName == name && $0.calledName == method }
  }

  /// Whether somebody else may finish what the variable holds: it is returned, stored, sent or handed to a function.
  var escapes: Bool { uses.contains(where: LocalUse.isHandedOn) }

  /// The uses by which it may be.
  var handedOn: [Node] { uses.filter(LocalUse.isHandedOn) }

  /// Whether a use hands the value itself on; `node` may be a selector such as `response.Body`.
  static func isHandedOn(_ node: Node) -> Bool {
    guard let parent = node.parent else { return false }
    switch parent.kind {
    case .callExpr: return parent.function != node
    case .returnStmt, .compositeLit, .sendStmt, .valueSpec: return true
    case .keyValueExpr: return parent.value == node
    case .unaryExpr, .parenExpr, .starExpr: return isHandedOn(parent)
    case .assignStmt: return parent.rightSide.contains(node)
    default: return false
    }
  }
}

extension Node {
  /// callExpr: the name that takes its only result, alone or in a row of as many values.
  var receivingVariable: Node? {
    guard let parent else { return nil }
    let (left, right) =
      parent.kind == .valueSpec ? (parent.names, parent.values) : (parent.leftSide, parent.rightSide)
    guard left.count == right.count, let position = right.firstIndex(of: self) else { return nil }
    return left[left.startIndex + position - right.startIndex]
  }

  /// callExpr: the name that takes its result at `position`, when it stands alone on the right of a declaration.
  func receivingName(at position: Int) -> Node? {
    guard let parent else { return nil }
    switch parent.kind {
    case .assignStmt where parent.rightSide.count == 1 && parent.leftSide.count > position:
      return parent.leftSide[parent.leftSide.startIndex + position]
    case .valueSpec where parent.values.count == 1 && parent.names.count > position:
      return parent.names[parent.names.startIndex + position]
    default: return nil
    }
  }
}
