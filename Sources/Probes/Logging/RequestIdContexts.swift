import GoSyntax

/// What a call that looks like one about a request's context is really given: a logger, or the program's own context.
extension RequestIdSigns {
  /// `WithTraceID(id, logger)`: a logger and no context is what it is given.
  func givesLogger(_ call: Node) -> Bool {
    let given = call.arguments.filter { $0.kind == .ident }
    if given.contains(where: { $0.isContextByName }) { return false }
    let parameters = call.outermostFunction?.type?.parameters?.fields
    return given.contains { argument in
      LogMethod.isLoggerName(argument.text)
        || parameters?.contains { field in
          field.names.contains { $0.isSameText(as: argument) } && field.type?.lastName?.hasSuffix("Logger") ?? false
        } ?? false
    }
  }

  /// The context is the program's, and no request's: `serverCtx`, or one made of `context.Background()`.
  func isOfProgram(_ call: Node) -> Bool {
    guard let context = call.arguments.first?.unparenthesized else { return false }
    if context.kind == .callExpr { return isMadeOfNothing(context) }
    guard context.kind == .ident else { return false }
    if IdentifierWords(context.text).containsAny(of: ["srv", "server", "app", "main", "root", "background"]) {
      return true
    }
    let given = call.outermostFunction?.descendants(of: .assignStmt).filter { assignment in
      assignment.start < call.start && assignment.leftSide.first?.isSameText(as: context) ?? false
    }
    return given?.last?.rightSide.first.map(isMadeOfNothing) ?? false
  }

  /// `trace.ContextWithSpanContext(context.Background(), kept)`
  private func isMadeOfNothing(_ value: Node) -> Bool {
    value.kind == .callExpr
      && ([value] + value.arguments).contains {
        $0.calledOperandName == "context" && ($0.calledName == "Background" || $0.calledName == "TODO")
      }
  }

  /// `trace, err := client.Query(ctx, id)`: what comes back is the answer of somebody else, and not of the context.
  func isOnlyHandedOn(_ name: Node) -> Bool {
    guard let call = name.parent, call.kind == .callExpr, call.arguments.contains(name),
      call.arguments.count(where: { $0.plainString == nil }) > 1, let called = call.calledName
    else { return false }
    return !IdentifierWords(called).containsAny(of: [
      "id", "trace", "span", "request", "correlation", "value", "extract", "header", "metadata", "from",
    ])
  }

  /// `span := trace.SpanContextFromContext(ctx)`, of which only is asked whether there is one.
  func isOnlyAsked(_ call: Node) -> Bool {
    guard let name = call.receivingVariable, name.kind == .ident, let function = call.outermostFunction else {
      return ["IsSampled", "IsValid"].contains(call.parent?.name?.text)
    }
    let uses = function.descendants(of: .ident).filter { $0.start > call.end && $0.isSameText(as: name) }
    return !uses.isEmpty && uses.allSatisfy { ["IsSampled", "IsValid", "IsRemote"].contains($0.parent?.name?.text) }
  }
}
