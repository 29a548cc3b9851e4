import GoSyntax
import GoTypes
import Repository

/// What the parameters of function literals are given, for `TextOrigins`: by the variable that holds the literal, or by
/// what takes it from the function that returns it.
extension TextOrigins {
  /// What a variable that holds a function is called with, here and where it is handed on to.
  mutating func origin(passedTo holder: Variable, at position: Int, _ file: GoFile) -> TextOrigin {
    let uses = holder.uses
    let calls = uses.compactMap { $0.parent?.kind == .callExpr && $0.parent?.function == $0 ? $0.parent : nil }
    var all: TextOrigin = .authored
    for call in calls {
      guard call.arguments.count > position else { return .parameter }
      all.formUnion(trace(call.arguments[call.arguments.startIndex + position], file))
    }
    var isHandedOn = false
    for use in uses {
      guard let call = use.parent, call.kind == .callExpr, call.function != use,
        let (parameter, home) = Callers.parameter(given: use, in: call, file, subject),
        let next = Variable(parameter, in: home, subject.types)
      else { continue }
      isHandedOn = true
      all.formUnion(entering(parameter) { $0.origin(passedTo: next, at: position, home) })
    }
    return calls.isEmpty && !isHandedOn ? .parameter : all
  }

  /// `add := newAdder(tx)` and `add("carts")`, where newAdder returns the literal.
  mutating func originByMakers(of literal: Node, at position: Int, _ file: GoFile) -> TextOrigin {
    guard literal.parent?.kind == .returnStmt, let maker = literal.enclosingFunction, maker.kind == .funcDecl else {
      return .parameter
    }
    let made = Callers(of: maker, in: file, subject).calls
    guard !made.isEmpty, made.count <= 20 else { return .parameter }
    var all: TextOrigin = .authored
    for call in made {
      guard let target = call.node.receivingName(at: 0), let holder = Variable(target, in: call.file, subject.types)
      else { return .parameter }
      all.formUnion(unbound { $0.origin(passedTo: holder, at: position, call.file) })
    }
    return all
  }
}
