import GoSyntax
import GoTypes
import Repository

/// A call on the way out whose own failure would hide the one that matters, or that nobody could act on.
///
/// That is what stands between a failure and the return that gives it, what undoes work in a deferred function when it
/// failed, and what removes a temporary file or folder at the end.
struct TidyingCall {
  let call: Node
  let use: IgnoredCall.Use
  let subject: Subject
  let file: GoFile

  var isTidying: Bool { isBeforeFailure || undoesInDefer || removesTemporary }

  /// `_ = drainAndClose(resp)` or `alert(handshakeFailure)` in a branch that then returns another error.
  private var isBeforeFailure: Bool {
    guard use != .deferred, let name = call.calledName else { return false }
    let isForgotten = use == .unused || statement.leftSide.allSatisfy { $0.isText("_") }
    if isForgotten, isInFailedBranch { return true }
    guard let end = returnBelow else { return false }
    guard isForgotten, let error = givenError(by: end) else { return false }
    let isInBranch =
      [.ifStmt, .caseClause].contains(statement.parent?.parent?.kind ?? .none)
      || statement.parent?.kind == .caseClause
    let isClosing = name.hasSuffix("Close") || name.hasPrefix("close") || name.hasPrefix("Close")
    let isRemoval = name == "Remove" || name == "RemoveAll"
    if isInBranch, use == .blank || isClosing || isRemoval { return true }
    if makesError(error) { return isInBranch || use == .blank }
    // if err != nil { alert(); return err }
    guard isInBranch, let failed = statement.parent?.parent?.condition?.nonNilOperand else { return false }
    return error.mentions(failed.text)
  }

  /// Somewhere in `if err != nil { …; return err }`: what is said in the end is the failure.
  private var isInFailedBranch: Bool {
    for around in call.ancestors {
      if around.kind == .funcDecl || around.kind == .funcLit { return false }
      guard around.kind == .ifStmt, around.body?.contains(call) ?? false, let failed = around.condition?.nonNilOperand,
        failed.isNamedAsError, let last = around.body?.statements.last, last.kind == .returnStmt
      else { continue }
      if givenError(by: last)?.mentions(failed.text) ?? false { return true }
    }
    return false
  }

  /// The return that ends the statements from here, where only such calls and assignments to `_` come before it.
  private var returnBelow: Node? {
    guard let list = statement.parent?.statements, let position = list.firstIndex(of: statement) else { return nil }
    for next in list[list.index(after: position)...] {
      if next.kind == .returnStmt { return next }
      guard next.kind == .exprStmt || next.kind == .assignStmt && next.leftSide.allSatisfy({ $0.isText("_") }) else {
        return nil
      }
    }
    return nil
  }

  /// `defer func() { if err != nil { d.delete(id) } }()`.
  private var undoesInDefer: Bool {
    guard let function = call.enclosingFunction, function.kind == .funcLit,
      function.parent?.parent?.kind == .deferStmt, function.parent?.function == function
    else { return false }
    for around in call.ancestors {
      if around == function { return false }
      guard around.kind == .ifStmt, let condition = around.condition?.unparenthesized else { continue }
      if condition.nonNilOperand?.isNamedAsError == true { return true }
      let flag = condition.kind == .unaryExpr ? condition.operand?.unparenthesized : condition
      if let flag, flag.kind == .ident, TidyingCall.undoing.contains(where: (call.calledName ?? "").contains) {
        return true
      }
    }
    return false
  }

  private static let undoing = ["Remove", "remove", "Delete", "delete", "Close", "close", "Clean", "clean", "Release"]

  /// `defer os.RemoveAll(folder)` of what os.MkdirTemp made: the system clears such places itself.
  private var removesTemporary: Bool {
    guard call.calledOperandName == "os", call.calledName == "Remove" || call.calledName == "RemoveAll",
      use == .deferred || call.ancestors.contains(where: { $0.kind == .deferStmt }),
      var path = call.arguments.first?.unparenthesized
    else { return false }
    // file.Name()
    if path.kind == .callExpr, path.calledName == "Name", let file = path.function?.unparenthesized.operand {
      path = file.unparenthesized
    }
    guard path.kind == .ident, let name = subject.types.declaration(of: path, in: file)?.name,
      let function = name.enclosingFunction,
      let made = subject.value(lastGiven: name, before: path, in: function, file)?.unparenthesized,
      made.kind == .callExpr, let maker = made.calledName
    else { return false }
    if ["MkdirTemp", "CreateTemp", "TempDir", "TempFile"].contains(maker) { return true }
    // name := file.Name()
    guard maker == "Name", let file = made.function?.unparenthesized.operand?.unparenthesized, file.kind == .ident
    else {
      return false
    }
    return function.descendants(of: .callExpr).contains { other in
      (other.calledName == "CreateTemp" || other.calledName == "TempFile")
        && other.receivingName(at: 0)?.isSpelled(like: file) == true
    }
  }

  private var statement: Node {
    var statement = call
    while let parent = statement.parent,
      [.assignStmt, .exprStmt, .deferStmt, .goStmt, .parenExpr].contains(parent.kind)
    {
      statement = parent
    }
    return statement
  }

  /// The error a return gives, where it is not nil as it is written.
  private func givenError(by statement: Node) -> Node? {
    guard let function = call.enclosingFunction else { return nil }
    let results = FunctionResults(of: function, subject, file)
    guard let last = results.errors.last, statement.returned.count == results.count else { return nil }
    let error = statement.returned[statement.returned.startIndex + last].unparenthesized
    return error.isText("nil") ? nil : error
  }

  /// `errors.New(…)`, `fmt.Errorf(…)`.
  private func makesError(_ value: Node) -> Bool {
    guard value.kind == .callExpr, let name = value.calledName else { return false }
    return name == "Errorf" || name == "New" && value.calledOperandName == "errors"
  }
}
