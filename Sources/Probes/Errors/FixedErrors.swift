import BundledFacts
import GoSyntax
import GoTypes
import Repository

/// What the error of a function of the module can be at all, as its body says.
///
/// Limits: named results and errors kept in variables are not followed, and calls three deep.
struct FixedErrors {
  let subject: Subject

  /// Whether a call's error result is there for others to ask for: the callee always gives nil, and an interface demands
  /// its signature or another package offers it. Next door, and where nothing is done at all, nil is what has been
  /// written so far.
  func neverCome(from callee: Callee, to file: GoFile) -> Bool {
    guard let declared = FunctionIndex.declaration(of: callee, subject), declared.file.isProduct,
      FixedErrors.isUnwritten(declared.node)
        ? declared.file.packagePath != file.packagePath && isDemanded(declared.node) || isWellKnown(declared.node)
        : declared.file.packagePath != file.packagePath || isDemanded(declared.node)
    else { return false }
    return allErrors(of: declared) { isHarmless($0, in: declared.file, depth: 0) }
  }

  /// `func Load(name string) error { return nil }`
  private static func isUnwritten(_ function: Node) -> Bool {
    guard let statements = function.body?.statements, statements.count == 1, let only = statements.first else {
      return false
    }
    return only.kind == .returnStmt && only.descendants(of: .callExpr).isEmpty
  }

  /// Whether all that can fail in a function is writing the answer to its client.
  func comeOnlyFromAnswering(_ callee: Callee) -> Bool {
    guard let declared = FunctionIndex.declaration(of: callee, subject), declared.file.isProduct else { return false }
    var isWritten = false
    let isAnswering = allErrors(of: declared) { value in
      guard value.kind == .callExpr, let name = value.calledName else { return value.isText("nil") }
      isWritten = true
      return name.hasPrefix("Fprint") || name == "Write" || name == "WriteString"
    }
    return isAnswering && isWritten
  }

  /// Whether a function gives no errors but those of calls that fail for a mistake in the program, if at all.
  func comeOnlyFromHarmless(_ callee: Callee) -> Bool {
    guard let declared = FunctionIndex.declaration(of: callee, subject), declared.file.isProduct else { return false }
    var isUsed = false
    let areHarmless = allErrors(of: declared) { value in
      if value.isText("nil") { return true }
      var source: Node? = value
      if value.kind == .ident, let name = subject.types.declaration(of: value, in: declared.file)?.name {
        source = subject.value(lastGiven: name, before: value, in: declared.node, declared.file)?.unparenthesized
      }
      guard let call = source, call.kind == .callExpr, let made = subject.types.callee(of: call, in: declared.file),
        let path = made.packagePath
      else { return false }
      isUsed = true
      return BundledFacts.harmlessErrors.covers(path: path, receiver: made.receiver, name: made.name, isBlank: false)
    }
    return areHarmless && isUsed
  }

  /// `if name == "" { return "", errMissing }` and no other error: the empty value says the same.
  func sayOnlyThatNothingCame(_ callee: Callee) -> Bool {
    guard let declared = FunctionIndex.declaration(of: callee, subject), declared.file.isProduct else { return false }
    let function = declared.node
    let results = FunctionResults(of: function, subject, declared.file)
    guard results.count == 2, results.errors == [1] else { return false }
    var isFound = false
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      guard statement.returned.count == 2, let value = statement.returned.first?.unparenthesized,
        let error = statement.returned.last?.unparenthesized
      else { return false }
      if error.isText("nil") { continue }
      guard value.isText("nil") || value.isText("\"\""), let check = statement.parent?.parent, check.kind == .ifStmt,
        check.body?.contains(statement) == true,
        check.condition.map(FixedErrors.asksForNothing) ?? false
      else { return false }
      isFound = true
    }
    return isFound
  }

  /// `name == ""`, `len(names) == 0`.
  private static func asksForNothing(_ condition: Node) -> Bool {
    let condition = condition.unparenthesized
    guard condition.kind == .binaryExpr, condition.token == .equal, let left = condition.left?.unparenthesized,
      let right = condition.right
    else { return false }
    if left.kind == .ident { return right.isText("\"\"") }
    return left.kind == .callExpr && left.function?.isText("len") == true && right.isText("0")
  }

  /// Whether every return gives an error that passes, and there is one.
  private func allErrors(of declared: (node: Node, file: GoFile), _ passes: (Node) -> Bool) -> Bool {
    let results = FunctionResults(of: declared.node, subject, declared.file)
    guard let last = results.errors.last, results.errors.count == 1 else { return false }
    var count = 0
    for statement in declared.node.descendants(of: .returnStmt) where statement.enclosingFunction == declared.node {
      let returned = statement.returned
      let value = returned.count == results.count ? returned[returned.startIndex + last] : returned.first
      guard returned.count == results.count || returned.count == 1, let value, passes(value.unparenthesized) else {
        return false
      }
      count += 1
    }
    return count > 0
  }

  private func isHarmless(_ value: Node, in file: GoFile, depth: Int) -> Bool {
    if value.isText("nil") { return true }
    guard depth < 3, value.kind == .callExpr, let callee = subject.types.callee(of: value, in: file),
      let declared = FunctionIndex.declaration(of: callee, subject)
    else { return false }
    return allErrors(of: declared) { isHarmless($0, in: declared.file, depth: depth + 1) }
  }

  private func isDemanded(_ function: Node) -> Bool {
    guard function.receiver != nil, let name = function.name?.text else { return false }
    return isWellKnown(function) || subject.askedMethods.contains(name)
  }

  private func isWellKnown(_ function: Node) -> Bool {
    function.receiver != nil && function.name.map { BareReturnProbe.passThrough.contains($0.text) } ?? false
  }
}

extension Subject {
  /// The names of the methods that interfaces of the module ask for.
  var askedMethods: Set<String> {
    sharedAskedMethods.value {
      var names: Set<String> = []
      for file in snapshot.goFiles where !file.isTest {
        for type in file.tree.nodes(of: .interfaceType) {
          for field in type.fields { names.formUnion(field.names.map(\.text)) }
        }
      }
      return names
    }
  }
}
