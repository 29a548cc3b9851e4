import GoSyntax
import GoTypes
import Repository

/// Functions of the product that give a variable of their package another value: who calls one changes what the whole
/// process shares.
///
/// Limits: found by name, and one call deep; methods, and functions that take a lock or do it once, are not meant.
struct PackageSetters {
  private let subject: Subject
  private let module: String
  private var known: [Callee: Bool] = [:]

  init(_ subject: Subject) {
    self.subject = subject
    module = subject.snapshot.module?.path ?? ""
  }

  /// A plain function that a call may mean, as far as names say.
  struct Candidate: Hashable, Sendable {
    let callee: Callee
    /// Whether it is one of another package, which need not be the module's.
    let isImported: Bool

    init?(_ call: Node, in file: GoFile) {
      guard let function = call.function?.unparenthesized else { return nil }
      if function.kind == .ident {
        if file.packageName.hasSuffix("_test") { return nil }
        callee = Callee(packagePath: file.packagePath, receiver: nil, name: function.text)
        isImported = false
        return
      }
      guard function.kind == .selectorExpr, let operand = function.operand, operand.kind == .ident,
        let path = file.imports.first(where: { operand.hasText($0.name) })?.path, let name = function.name
      else { return nil }
      callee = Callee(packagePath: path, receiver: nil, name: name.text)
      isImported = true
    }
  }

  mutating func isSetter(_ candidate: Candidate) -> Bool {
    let callee = candidate.callee
    if candidate.isImported, module.isEmpty || callee.packagePath?.isPath(module) != true { return false }
    if let answer = known[callee] { return answer }
    let answer = sets(callee, depth: 0)
    known[callee] = answer
    return answer
  }

  private func sets(_ callee: Callee, depth: Int) -> Bool {
    guard let (function, file) = FunctionIndex.declaration(of: callee, subject), file.isProduct,
      let body = function.body
    else { return false }
    let calls = body.descendants(of: .callExpr)
    if calls.contains(where: { $0.calledName.map(PackageSetters.guarding.contains) ?? false }) { return false }
    let isSet = body.descendants(of: .assignStmt).contains { statement in
      statement.enclosingFunction == function && ParallelCalls.changesPackage(statement, in: function)
    }
    if isSet || depth > 0 { return isSet }
    return calls.contains { call in
      guard let inner = call.function, inner.kind == .ident, call.enclosingFunction == function else { return false }
      return sets(Callee(packagePath: callee.packagePath, receiver: nil, name: inner.text), depth: depth + 1)
    }
  }

  private static let guarding: Set<String> = ["Lock", "Do", "CompareAndSwap"]
}
