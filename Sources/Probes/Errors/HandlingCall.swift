import GoSyntax
import GoTypes
import Repository

/// A call that is given an error and sees to it: `_ = logged(err)`, which at best gives the same error back.
///
/// A wrapper whose result nobody takes sees to nothing, and a function of the module that can fail by itself
/// (`job.failed(err)` writes to the database) has an error of its own to tell.
/// Limits: functions of other modules are taken at their word, and the third call in a row is the last one that is read.
struct HandlingCall {
  let call: Node
  let subject: Subject
  let file: GoFile

  var seesToError: Bool {
    guard call.arguments.contains(where: isError), ErrorWrap(call, subject, file) == nil else { return false }
    return call.arguments.contains(where: isClient) || !canFail(call, file, depth: 0)
  }

  private func isError(_ argument: Node) -> Bool {
    let argument = argument.unparenthesized
    if argument.kind == .callExpr {
      return argument.calledName == "Errorf" || argument.function?.isText("errors.New") == true
    }
    return (argument.isNamedAsError || argument.isText("io.EOF") || isSentinel(argument))
      && subject.isErrorValue(argument, file)
  }

  /// Whoever was to be told of the error has gone when that fails.
  private func isClient(_ argument: Node) -> Bool {
    subject.types.type(of: argument, in: file)?.isNamed("net/http", "ResponseWriter") == true
  }

  /// `ErrClosed`, `net.ErrClosed`.
  private func isSentinel(_ value: Node) -> Bool {
    let name = value.kind == .selectorExpr ? value.name : value.kind == .ident ? value : nil
    return name?.text.hasPrefix("Err") ?? false
  }

  /// `os.WriteFile(path, text(err), 0o600)`: the error that comes back is another one; `errors.Join` keeps what it is given.
  private func isOfOthers(_ call: Node, _ file: GoFile) -> Bool {
    guard let path = subject.types.callee(of: call, in: file)?.packagePath, let module = subject.snapshot.module?.path
    else { return false }
    return !path.isPath(module) && path != "errors"
  }

  /// Whether one of the errors that a function of the module returns is not made of those it was given.
  private func canFail(_ call: Node, _ file: GoFile, depth: Int) -> Bool {
    guard depth < 3, let callee = subject.types.callee(of: call, in: file),
      let declared = FunctionIndex.declaration(of: callee, subject), declared.file.isProduct
    else { return false }
    let function = declared.node
    let results = FunctionResults(of: function, subject, declared.file)
    let given =
      function.type?.parameters?.fields.filter { $0.type?.kind == .ellipsis || $0.type?.isText("error") == true }
      .flatMap { Array($0.names) } ?? []
    guard let last = results.errors.last, !given.isEmpty else { return false }
    return function.descendants(of: .returnStmt).contains { statement in
      guard statement.enclosingFunction == function else { return false }
      // What a named result holds by then is the function's own.
      guard let first = statement.returned.first else { return true }
      let isWhole = statement.returned.count == results.count
      let value = (isWhole ? statement.returned[statement.returned.startIndex + last] : first).unparenthesized
      if value.isText("nil") { return false }
      if value.kind == .callExpr, value.calledName.map(PassedOnCall.answers.contains) ?? false { return false }
      guard given.contains(where: { value.mentions($0.text) }) else { return true }
      guard value.kind == .callExpr, ErrorWrap(value, subject, declared.file) == nil else { return false }
      return isOfOthers(value, declared.file) || canFail(value, declared.file, depth: depth + 1)
    }
  }
}
