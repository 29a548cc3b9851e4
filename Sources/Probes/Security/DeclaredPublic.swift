import GoSyntax
import Repository

extension GoFile {
  /// Whether a comment beside a text says that it is no secret: what a native program holds is known to everybody.
  func declaresPublic(_ literal: Node) -> Bool {
    let kinds: Set<NodeKind> = [.valueSpec, .assignStmt, .keyValueExpr, .field]
    let statement = kinds.contains(literal.kind) ? literal : literal.ancestors.first { kinds.contains($0.kind) }
    guard let statement else { return false }
    let text = tree.comments(besides: statement).lowercased()
    if GoFile.warnings.contains(where: text.contains) { return false }
    return GoFile.publicRemarks.contains(where: text.contains)
  }

  private static let publicRemarks = [
    "safe to be embedded", "safe to embed", "safe to commit", "safe to publish", "safe to be public", "not a secret",
    "not secret", "isn't a secret", "not confidential", "public client", "publicly known",
  ]

  private static let warnings = ["not safe", "n't safe", "never safe", "unsafe"]
}
