import GoSyntax
import GoTypes
import Repository

/// Tells types whose values stand for one operation from those that outlive the call they were made in.
///
/// A value is an operation when everything that makes one is done with it in the same function, or when a method that
/// takes a context makes it and it has to be ended (a writer, an iterator, a subscription), or fits the interface of
/// another module. The context it keeps is that of its caller then. Limits: values made by other packages' code through an exported constructor are asked about in
/// the module only.
struct OperationTypes {
  let subject: Subject

  /// Whether all values of a type of the file's package are operations; false where nobody makes any.
  func isOperation(_ type: String, in file: GoFile) -> Bool {
    let makers = literals(of: type, in: file)
    guard !makers.isEmpty else { return false }
    let isEnded = hasEnding(type, in: file)
    return makers.allSatisfy { literal in
      stays(literal.node) || isReturnedForOneCall(literal.node, in: literal.file, type, isEnded, depth: 0)
    }
  }

  private func literals(of type: String, in file: GoFile) -> [(node: Node, file: GoFile)] {
    var found: [(node: Node, file: GoFile)] = []
    for other in subject.snapshot.productFiles where other.packagePath == file.packagePath {
      for literal in other.tree.nodes(of: .compositeLit) where literal.type?.text == type {
        found.append((literal, other))
      }
    }
    return found
  }

  /// Whether a new value is used up where it is made: `check{ctx: ctx}.run()`, or a local variable nobody else gets.
  private func stays(_ made: Node) -> Bool {
    var value = made
    while let parent = value.parent, parent.kind == .unaryExpr || parent.kind == .parenExpr { value = parent }
    // jobs <- job{ctx: ctx}
    if value.parent?.kind == .sendStmt { return true }
    if let call = value.parent, call.kind == .callExpr, isDoneWith(value, by: call) { return true }
    if value.parent?.kind == .selectorExpr, value.parent?.operand == value {
      return value.parent?.parent?.kind == .callExpr && value.parent?.parent?.function == value.parent
    }
    guard let name = value.receivingVariable ?? value.receivingName(at: 0), name.kind == .ident,
      let use = LocalUse(of: name)
    else { return false }
    return use.handedOn.allSatisfy { given in given.parent.map { isDoneWith(given, by: $0) } ?? false }
  }

  /// `return run(ctx, 1, newPhase(ctx, all))`: whether a function of the module that is given a context, too, does
  /// nothing with a value but call its methods.
  private func isDoneWith(_ value: Node, by call: Node) -> Bool {
    guard call.kind == .callExpr, let position = call.arguments.firstIndex(of: value), let home = file(of: call),
      let callee = subject.types.callee(of: call, in: home),
      let declared = FunctionIndex.declaration(of: callee, subject), takesContext(declared.node, in: declared.file)
    else { return false }
    let names = declared.node.type?.parameters?.fields.flatMap { Array($0.names) } ?? []
    let offset = position - call.arguments.startIndex
    guard names.indices.contains(offset), let use = LocalUse(of: names[offset]) else { return false }
    return !use.escapes
  }

  private func file(of node: Node) -> GoFile? {
    subject.snapshot.productFiles.first { $0.tree === node.tree }
  }

  /// Whether the function around hands the new value out, as a method with a context does, or to callers who use it up.
  private func isReturnedForOneCall(
    _ made: Node, in file: GoFile, _ type: String, _ isEnded: Bool, depth: Int
  ) -> Bool {
    guard depth < 3, let function = made.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
    if isEnded, function.receiver != nil, takesContext(function, in: file) { return true }
    if let inner = made.enclosingFunction, takesContext(inner, in: file), isForeign(inner, in: file) { return true }
    guard function.receiver == nil, returns(made, function) else { return false }
    let calls = Callers(of: function, in: file, subject).calls
    guard !calls.isEmpty else { return false }
    return calls.allSatisfy { call in
      stays(call.node) || isReturnedForOneCall(call.node, in: call.file, type, isEnded, depth: depth + 1)
    }
  }

  /// Whether a value goes out with a return, at once or by the variable that takes it.
  private func returns(_ made: Node, _ function: Node) -> Bool {
    var value = made
    while let parent = value.parent, parent.kind == .unaryExpr || parent.kind == .parenExpr { value = parent }
    if value.parent?.kind == .returnStmt { return true }
    guard let name = value.receivingVariable ?? value.receivingName(at: 0), name.kind == .ident else { return false }
    return function.descendants(of: .returnStmt).contains { statement in
      statement.returned.contains { $0.unparenthesized.isSpelled(like: name) }
    }
  }

  private func takesContext(_ function: Node, in file: GoFile) -> Bool {
    function.type?.parameters?.fields.contains { field in
      field.type.flatMap { subject.types.type(written: $0, in: file) }?.isContext ?? false
    } ?? false
  }

  /// Whether what a function gives is another module's interface, which its methods have to fit: an interceptor's report.
  private func isForeign(_ function: Node, in file: GoFile) -> Bool {
    function.type?.results?.fields.contains { field in
      guard let written = field.type, written.kind == .selectorExpr, let package = written.operand?.text,
        let path = file.imports.first(where: { $0.name == package })?.path, path.utf8.contains(UInt8(ascii: ".")),
        subject.types.type(written: written, in: file)?.isContext != true
      else { return false }
      return subject.snapshot.module.map { !path.isPath($0.path) } ?? true
    } ?? false
  }

  private static let endings: Set<String> = [
    "Close", "Stop", "Cancel", "Commit", "Next", "Wait", "Done", "Finish", "Abort", "Unsubscribe", "Release",
  ]

  private func hasEnding(_ type: String, in file: GoFile) -> Bool {
    let whole = GoType.pointer(.named(package: file.packagePath, name: type, arguments: []))
    return OperationTypes.endings.contains { subject.types.method($0, of: whole) != nil }
  }
}
