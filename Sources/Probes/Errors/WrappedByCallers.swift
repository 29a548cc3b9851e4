import GoSyntax
import GoTypes
import Repository

/// A function that does one thing that can fail, whose error every caller wraps: its caller knows what that thing is.
///
/// Such are the steps of a list (`steps[number](tx)`).
///
/// Limits: callers are those of the package; functions used as values in another way, and exported ones, may have
/// others.
struct WrappedByCallers {
  let function: Node
  let subject: Subject
  let file: GoFile

  var isSo: Bool {
    guard givesOneError else { return false }
    guard let calls else { return false }
    return !calls.isEmpty && calls.allSatisfy { isWrapped($0.node, $0.file) }
  }

  /// Whether only one return of the function gives an error.
  private var givesOneError: Bool {
    let results = FunctionResults(of: function, subject, file)
    guard let last = results.errors.last else { return false }
    let giving = function.descendants(of: .returnStmt).filter { statement in
      guard statement.enclosingFunction == function else { return false }
      let returned = statement.returned
      return returned.count != results.count
        || !returned[returned.startIndex + last].unparenthesized.isText("nil")
    }
    return giving.count == 1
  }

  /// The calls of a function literal that stands in a list of the package; nil for anything else.
  private var calls: [(node: Node, file: GoFile)]? {
    guard function.kind == .funcLit, var list = function.parent else { return nil }
    if list.kind == .keyValueExpr, let outer = list.parent { list = outer }
    guard list.kind == .compositeLit, let spec = list.parent, spec.kind == .valueSpec, spec.names.count == 1,
      let name = spec.names.first, spec.parent?.parent?.kind == .file, !ExportedIdentifier.isExported(name.text)
    else { return nil }
    var found: [(node: Node, file: GoFile)] = []
    for other in subject.snapshot.productFiles where other.packagePath == file.packagePath {
      for call in other.tree.nodes(of: .callExpr) {
        guard let called = call.function?.unparenthesized else { continue }
        if called.kind == .indexExpr, called.operand?.isSameText(as: name) == true {
          found.append((call, other))
        } else if called.kind == .ident, let taken = subject.types.declaration(of: called, in: other)?.name,
          let loop = taken.ancestors.first(where: { $0.kind == .rangeStmt }), loop.value == taken,
          loop.operand?.isSameText(as: name) == true
        {
          found.append((call, other))
        }
      }
    }
    return found
  }

  /// `if err := step(tx); err != nil { return fmt.Errorf("step %d: %w", number, err) }`.
  private func isWrapped(_ call: Node, _ home: GoFile) -> Bool {
    let results = FunctionResults(of: function, subject, file)
    guard let last = results.errors.last,
      let error = results.count == 1 ? call.receivingVariable : call.receivingName(at: last),
      let assignment = call.parent,
      let check = assignment.parent?.initializer == assignment ? assignment.parent : assignment.following,
      check.kind == .ifStmt, check.condition?.nonNilOperand?.isSpelled(like: error) == true
    else { return false }
    return check.body?.descendants(of: .callExpr).contains { wrap in
      wrap.mentions(error.text) && ErrorWrap(wrap, subject, home) != nil
    } ?? false
  }
}
