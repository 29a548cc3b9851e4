import GoSyntax

extension Node {
  /// The name the call's first result is given to.
  var assignedName: String? {
    var node = self
    while let parent = node.parent,
      parent.kind == .callExpr || parent.kind == .parenExpr || parent.kind == .selectorExpr
    { node = parent }
    guard let parent = node.parent else { return nil }
    switch parent.kind {
    case .assignStmt: return parent.leftSide.first?.lastName
    case .valueSpec: return parent.names.first?.text
    case .keyValueExpr: return parent.key?.lastName
    default: return nil
    }
  }
}
