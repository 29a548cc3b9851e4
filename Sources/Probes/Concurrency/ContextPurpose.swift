import GoSyntax
import GoTypes
import Repository

/// What the module's own functions do with a context: whether it can stop them, or only carries values.
struct ContextPurpose {
  private let subject: Subject
  private var known: [Callee: Bool] = [:]

  init(_ subject: Subject) { self.subject = subject }

  /// Whether all a function does with the context it is given is to read values from it.
  ///
  /// A function that is not the module's, or that does nothing with its context, may yet be made to stop.
  mutating func isForValues(_ callee: Callee, depth: Int = 0) -> Bool {
    if let answer = known[callee] { return answer }
    guard depth < 3, let declared = FunctionIndex.declaration(of: callee, subject), let body = declared.node.body,
      let first = declared.node.type?.parameters?.fields.first, let name = first.names.first
    else { return false }
    known[callee] = false
    let uses = body.descendants(of: .ident).filter { use in
      use.isSpelled(like: name) && subject.types.declaration(of: use, in: declared.file)?.name == name
    }
    var answer = !uses.isEmpty
    for use in uses where answer { answer = isRead(use, declared.file, depth) }
    known[callee] = answer
    return answer
  }

  /// `ctx.Value(key)`, `ctx == nil`, or handed to a function that does no more.
  private mutating func isRead(_ use: Node, _ file: GoFile, _ depth: Int) -> Bool {
    guard let parent = use.parent else { return false }
    switch parent.kind {
    case .selectorExpr: return parent.operand == use && parent.name?.isText("Value") == true
    case .binaryExpr: return parent.nilComparison != nil
    case .callExpr:
      guard parent.arguments.first == use, let callee = subject.types.callee(of: parent, in: file) else { return false }
      return isForValues(callee, depth: depth + 1)
    default: return false
    }
  }

  /// Whether the plain half of a pair waits under a context that its value keeps: `s.FillWithContext(s.ctx)`.
  func keepsContext(_ plain: Callee, twin: String) -> Bool {
    guard let declared = FunctionIndex.declaration(of: plain, subject) else { return false }
    return declared.node.descendants(of: .callExpr).contains { call in
      guard call.calledName == twin, let first = call.arguments.first?.unparenthesized, first.kind == .selectorExpr
      else { return false }
      return subject.types.type(of: first, in: declared.file)?.isContext ?? false
    }
  }
}
