import GoSyntax
import GoTypes
import Repository

/// What is said to a client and what the server says of it: nobody is left to tell when that fails.
extension IgnoredCall {
  /// `_ = json.NewEncoder(w).Encode(answer)`, `_ = writeJSON(w, answer)`: when the client has gone, nobody is left to
  /// tell. A template may be wrong.
  func isAnswer(_ name: String, _ subject: Subject, _ file: GoFile) -> Bool {
    let isTemplate = name.hasPrefix("Execute") || name.hasPrefix("Render") || name.hasPrefix("render")
    if !isTemplate, call.arguments.contains(where: { isResponse($0, subject, file) }) { return true }
    guard name == "Encode", let maker = call.function?.unparenthesized.operand?.unparenthesized,
      maker.kind == .callExpr,
      maker.calledName == "NewEncoder", let writer = maker.arguments.first
    else { return false }
    return isResponse(writer, subject, file)
  }

  /// `response.SendError(c, http.StatusNotFound, "no such cart")` before the handler returns: the answer is out.
  func isReply(_ name: String, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let first = call.arguments.first, first.kind == .ident,
      subject.types.declaration(of: first, in: file)?.kind == .parameter,
      IdentifierWords(name).containsAny(of: ["send", "respond", "reply", "render", "write", "error", "abort"]),
      statement.following.map({ $0.kind == .returnStmt }) ?? true
    else { return false }
    return call.arguments.contains { argument in
      argument.kind == .selectorExpr && argument.operand?.isText("http") == true
        && argument.name?.text.hasPrefix("Status") == true
    }
  }

  func isResponse(_ writer: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    writer.kind == .ident
      && subject.types.type(of: writer, in: file)?.isNamed("net/http", "ResponseWriter") == true
  }

  /// `net.SplitHostPort(r.RemoteAddr)`, and what is read from its parts: the server wrote that text itself.
  func isFromServer(_ call: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let text = call.arguments.first?.unparenthesized else { return false }
    if text.kind == .selectorExpr { return text.name?.isText("RemoteAddr") == true }
    guard text.kind == .ident, let name = subject.types.declaration(of: text, in: file)?.name,
      let function = call.enclosingFunction,
      let source = subject.value(lastGiven: name, before: call, in: function, file)?.unparenthesized,
      source.kind == .callExpr, source.calledName == "SplitHostPort"
    else { return false }
    return source.arguments.first?.unparenthesized.name?.isText("RemoteAddr") == true
  }
}
