import GoSyntax

/// What arguments of a database's calls are by their names alone.
extension Node {
  /// `ctx`, `requestContext`, `context.Background()`.
  var isContextByName: Bool {
    isText("ctx") || lastName?.hasSuffix("ontext") ?? false || calledOperandName == "context"
  }

  /// A value that is the statement itself, with something added.
  var isStatementByName: Bool {
    guard let name = lastName else { return false }
    return IdentifierWords(name).containsAny(of: ["query", "sql", "stmt", "statement", "q", "select", "base", "cte"])
  }
}
