import GoSyntax
import GoTypes
import Repository

/// Whether a text was compared with what the author allows before it is used.
///
/// Limits: that the check's outcome leads away from the use is not followed; checking at all is taken for a check.
enum TextGuards {
  static func isChecked(_ variable: Variable, before use: Node, _ types: ModuleTypes) -> Bool {
    for check in variable.uses where check.start < use.start {
      guard let parent = check.parent else { continue }
      switch parent.kind {
      case .switchStmt where parent.condition == check:
        if parent.contains(use), isInNamedCase(use, of: parent) { return true }
      case .indexExpr where parent.operand != check:
        if isLookup(parent) { return true }
      case .callExpr where parent.function != check:
        if isCondition(parent, use), let name = parent.calledName, isValidation(name, parent) { return true }
      case .binaryExpr:
        guard let other = parent.left == check ? parent.right : parent.left,
          isAllowed(other, variable.file, types)
        else { continue }
        if parent.token == .notEqual, isCondition(parent, use) { return true }
        if parent.token == .equal, let branch = branch(around: parent), branch.body?.contains(use) ?? false {
          return true
        }
      default: continue
      }
    }
    return false
  }

  /// Whether the function looked an expression up before, as it stands: `if _, ok := roles[role.String()]; !ok`.
  static func isLookedUp(_ node: Node) -> Bool {
    guard node.kind == .callExpr || node.kind == .selectorExpr, let function = node.outermostFunction else {
      return false
    }
    return function.descendants(of: .indexExpr).contains { lookup in
      lookup.start < node.start && lookup.indexes.first?.isSameText(as: node) ?? false && isLookup(lookup)
    }
  }

  /// A text of more than one letter, or the name of a constant.
  private static func isAllowed(_ other: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    if let text = other.plainString { return text.utf8.count > 1 }
    switch other.kind {
    case .ident: return types.declaration(of: other, in: file)?.kind == .constant
    case .selectorExpr: return other.name.map { types.declaration(of: $0, in: file)?.kind == .constant } ?? false
    default: return false
    }
  }

  /// Inside a clause that names its values.
  private static func isInNamedCase(_ use: Node, of choice: Node) -> Bool {
    guard let clause = use.ancestors.first(where: { $0.kind == .caseClause && $0.parent?.parent == choice }) else {
      return false
    }
    return !clause.caseExpressions.isEmpty && clause.caseExpressions.allSatisfy { $0.plainString != nil }
  }

  /// `if !allowed[x]`, `if _, ok := allowed[x]; !ok`, `_, ok := allowed[x]`.
  private static func isLookup(_ lookup: Node) -> Bool {
    guard let parent = lookup.parent else { return false }
    if parent.kind == .assignStmt { return parent.leftSide.count == 2 && parent.rightSide.contains(lookup) }
    return branch(around: lookup) != nil
  }

  private static func isCondition(_ node: Node, _ use: Node) -> Bool {
    guard let branch = branch(around: node) else { return false }
    return branch.start < use.start
  }

  /// The `if` whose condition or first statement holds the node.
  private static func branch(around node: Node) -> Node? {
    var inner = node
    while let parent = inner.parent {
      if parent.kind == .ifStmt { return parent.condition == inner || parent.initializer == inner ? parent : nil }
      if parent.kind == .blockStmt { return nil }
      inner = parent
    }
    return nil
  }

  /// `strings.Contains(x, ";")` looks for one bad sign and allows everything else.
  private static func isValidation(_ name: String, _ call: Node) -> Bool {
    if call.calledOperandName == "strings" || call.calledOperandName == "bytes" { return false }
    if ["Contains", "MatchString", "Match", "Has", "Includes"].contains(name) { return true }
    let words = IdentifierWords(name)
    return words.containsAny(of: ["valid", "validate", "allowed", "allow", "check", "permitted", "whitelisted", "safe"])
  }
}
