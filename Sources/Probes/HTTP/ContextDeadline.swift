import GoSyntax
import GoTypes
import Repository

/// Whether a context ends by itself, followed back through variables, contexts made of it and callers in the module.
///
/// Limits: contexts kept in fields and those a function literal is given are not followed.
struct ContextDeadline {
  enum Answer { case present, absent, unknown }

  private let subject: Subject
  private static let depthMax = 8

  init(_ subject: Subject) { self.subject = subject }

  func answer(for node: Node, in file: GoFile) -> Answer { answer(for: node, in: file, depth: 0) }

  private func answer(for node: Node, in file: GoFile, depth: Int) -> Answer {
    guard depth < ContextDeadline.depthMax else { return .unknown }
    let node = node.unparenthesized
    switch node.kind {
    case .callExpr: return answer(forCall: node, in: file, depth: depth)
    case .ident: return answer(forName: node, in: file, depth: depth)
    default: return .unknown
    }
  }

  private func answer(forCall call: Node, in file: GoFile, depth: Int) -> Answer {
    guard let name = call.calledName else { return .unknown }
    if ServerDraining.isDeadline(call) { return .present }
    if call.calledOperandName == "context", ["Background", "TODO", "WithoutCancel"].contains(name) { return .absent }
    // A function of the module that puts a deadline on what it returns.
    if let callee = subject.types.callee(of: call, in: file),
      let declared = FunctionIndex.declaration(of: callee, subject),
      declared.node.descendants(of: .callExpr).contains(where: ServerDraining.isDeadline)
    {
      return .present
    }
    // `context.WithCancel(ctx)`, `errgroup.WithContext(ctx)`: what is made of a context ends with it.
    guard let given = call.arguments.first(where: { isContext($0, in: file) }) else { return .unknown }
    return answer(for: given, in: file, depth: depth + 1)
  }

  private func answer(forName name: Node, in file: GoFile, depth: Int) -> Answer {
    guard let variable = Variable(name, in: file, subject.types) else { return .unknown }
    let given = variable.given.filter { given in
      given.place.start < name.start && !given.place.contains(name)
        && (given.how == .whole || given.how == .result(0) || given.how == .result(1))
    }
    var answers = given.map { answer(for: $0.value, in: file, depth: depth + 1) }
    if answers.contains(.present) { return .present }
    if variable.kind == .parameter {
      var passed = Callers.arguments(for: variable, subject)
      if passed?.isEmpty ?? false { passed = Callers.argumentsByName(for: variable, subject) }
      guard let passed, !passed.isEmpty else { return .unknown }
      answers += passed.map { answer(for: $0.node, in: $0.file, depth: depth + 1) }
      if passed.count == 1, answers.last == .present { return .present }
    }
    guard let first = answers.first else { return .unknown }
    return answers.allSatisfy { $0 == first } ? first : answers.contains(.absent) ? .absent : .unknown
  }

  private func isContext(_ node: Node, in file: GoFile) -> Bool {
    if subject.types.type(of: node, in: file)?.isContext ?? false { return true }
    return node.isContextByName || node.kind == .callExpr && node.calledOperandName == "context"
  }
}
