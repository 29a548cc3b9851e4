/// Tells `type T[P *C] …` from `type T[n * m]E`, by go/parser's rules.
extension Parser {
  /// Reads what follows `[` in a type declaration as one expression. Behind a name that `[` follows nothing is read:
  /// an index is no constant, so this begins a constraint.
  mutating func lengthOrTypeParameter() -> NodeIndex {
    let name = name()
    guard kind != .leftBracket else { return name }
    expressionLevel += 1
    defer { expressionLevel -= 1 }
    return binary(from: primary(name))
  }

  /// Splits an expression into the name of a type parameter and its constraint, where it can be read that way: `P`,
  /// `P *C`, `P (C)`, and the latter two with `| D` behind them. The nodes are rewritten in place.
  ///
  /// The last two readings are taken only when a part of the constraint can be no value, or when a comma follows.
  mutating func split(_ x: NodeIndex) -> (name: NodeIndex, constraint: NodeIndex)? {
    if kind(of: x) == .ident { return (x, 0) }
    var mustBeType = kind == .comma
    var bottom = x
    while isBinary(bottom, .or) {
      mustBeType = mustBeType || isTypeElement(slot(1, of: bottom))
      bottom = slot(0, of: bottom)
    }
    let record = nodes[Int(bottom)]
    let name: NodeIndex
    if isBinary(bottom, .multiply) {
      name = slot(0, of: bottom)
      let base = slot(1, of: bottom)
      guard kind(of: name) == .ident, mustBeType || isTypeElement(base) else { return nil }
      replace(bottom, with: .starExpr, record.extra, record.end, child: base)
    } else if record.kind == .callExpr, record.childCount == 2, !record.flags.contains(.spreads) {
      name = slot(0, of: bottom)
      let inner = slot(1, of: bottom)
      guard kind(of: name) == .ident, mustBeType || isTypeElement(inner) else { return nil }
      replace(bottom, with: .parenExpr, record.extra, record.end, child: inner)
    } else {
      return nil
    }
    var union = x
    while union != bottom {
      nodes[Int(union)].start = record.extra
      nodes.lowest[Int(union)] = nodes.lowest[Int(bottom)]
      union = slot(0, of: union)
    }
    return (name, x)
  }

  private func isBinary(_ node: NodeIndex, _ operation: Token) -> Bool {
    kind(of: node) == .binaryExpr && nodes[Int(node)].token == operation
  }

  /// Whether an expression can only be part of a constraint, never a value.
  private func isTypeElement(_ x: NodeIndex) -> Bool {
    var node = x
    while true {
      switch kind(of: node) {
      case .arrayType, .structType, .funcType, .interfaceType, .mapType, .chanType: return true
      case .unaryExpr: return nodes[Int(node)].token == .tilde
      case .parenExpr: node = slot(0, of: node)
      case .binaryExpr:
        if isTypeElement(slot(1, of: node)) { return true }
        node = slot(0, of: node)
      default: return false
      }
    }
  }
}
