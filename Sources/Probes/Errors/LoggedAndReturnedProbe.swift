import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds errors that are logged and then returned, so that they are logged again further up.
///
/// Debug and trace messages are not counted, nor answers to a client that hide the error. A tool that a language model
/// calls (`mcp.CallToolRequest`) is where its error ends: the library tells the model and logs nothing. So is a webhook
/// of a cluster, whose error is the answer to who asks to be admitted, and so it is wherever nobody else hears of the
/// error (`ErrorListeners`).
struct LoggedAndReturnedProbe: Probe {
  static let card = ProbeCard(
    id: "errors/logged-and-returned",
    version: 6,
    sign: .antiPattern,
    looksFor: "an error logged and returned in the same branch",
    because: "one failure shows up in the log several times, and nobody knows who handled it",
    instead: "return it with context and log it once, where it is handled",
    examples: loggedAndReturnedExamples + errorListenersExamples + admissionExamples)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var listeners = ErrorListeners(subject)
    let files = subject.snapshot.productFiles
    for file in files where !answersAdmission(file) {
      for statement in file.tree.nodes(of: .ifStmt) {
        guard let condition = statement.condition else { continue }
        if let error = condition.nonNilOperand ?? condition.askedError {
          look(at: statement.body?.statements, error, subject, file, &listeners, &findings)
        } else if let error = condition.nilOperand, let other = statement.elseBranch, other.kind == .blockStmt {
          look(at: other.statements, error, subject, file, &listeners, &findings)
        } else if let error = condition.nilOperand, statement.elseBranch == nil, let rest = statement.allFollowing,
          statement.body?.statements.last?.kind == .returnStmt
        {
          look(at: rest, error, subject, file, &listeners, &findings)
        }
      }
      for clause in file.tree.nodes(of: .caseClause) where clause.caseExpressions.count == 1 {
        guard let condition = clause.caseExpressions.first,
          let error = condition.nonNilOperand ?? condition.askedError
        else { continue }
        look(at: clause.statements, error, subject, file, &listeners, &findings)
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["loggedAndReturned": .count(findings.count)],
      scope: Scope(files: files.count, patterns: ["log calls before a return of the same error"]))
  }

  /// Statements that run only when the error is there, the last of them returning it.
  private func look<Statements: BidirectionalCollection<Node>>(
    at statements: Statements?, _ error: Node, _ subject: Subject, _ file: GoFile, _ listeners: inout ErrorListeners,
    _ findings: inout [Finding]
  ) {
    guard let statements, let last = statements.last, last.kind == .returnStmt else { return }
    let written = error.text
    guard gives(last, error, subject, file), !isTool(last) else { return }
    for candidate in statements {
      guard candidate.kind == .exprStmt, let call = candidate.operand?.unparenthesized, call.kind == .callExpr,
        call.mentions(written), let level = LogLevel(of: call, subject, file)
      else { continue }
      switch level {
      case .debug, .fatal: continue
      case .info, .warning, .error:
        if isReplaced(error, after: candidate, among: statements, subject, file)
          || listeners.areSilent(around: last, in: file)
        {
          continue
        }
        findings.append(file.finding(Self.card.id, at: call, "\(written) is logged here and returned as well"))
      }
    }
  }

  /// `log.Println(err); err = os.Rename(from, to); return err`: what is returned is the next error.
  private func isReplaced<Statements: BidirectionalCollection<Node>>(
    _ error: Node, after logged: Node, among statements: Statements, _ subject: Subject, _ file: GoFile
  ) -> Bool {
    statements.contains { statement in
      guard statement.start > logged.end else { return false }
      let assignment = statement.kind == .ifStmt ? statement.initializer : statement
      guard let assignment, assignment.kind == .assignStmt, assignment == statement || assignment.token == .assign,
        let target = assignment.leftSide.firstIndex(where: { $0.isSpelled(like: error) })
      else { return false }
      let position = target - assignment.leftSide.startIndex
      let isRow = assignment.rightSide.count == assignment.leftSide.count
      guard let value = isRow ? assignment.rightSide.dropFirst(position).first : assignment.rightSide.first else {
        return false
      }
      return !isSameError(value.unparenthesized, error, subject, file)
    }
  }

  /// Whether a file holds a webhook of a cluster: `ValidateCreate` says in its error why something is not let in.
  private func answersAdmission(_ file: GoFile) -> Bool {
    file.importing("sigs.k8s.io/controller-runtime/pkg/webhook") != nil
      && !file.tree.nodes(of: .funcDecl).filter { function in
        function.receiver != nil
          && ["ValidateCreate", "ValidateUpdate", "Default", "Handle"].contains { name in
            function.name?.isText(name) == true
          }
      }.isEmpty
  }

  /// Whether a function is called by a library that serves tools to language models.
  private func isTool(_ statement: Node) -> Bool {
    statement.enclosingFunction?.type?.parameters?.fields.contains { field in
      var type = field.type
      if type?.kind == .starExpr { type = type?.operand }
      return type?.kind == .selectorExpr && type?.name?.isText("CallToolRequest") == true
    } ?? false
  }

  /// Whether a return gives the error: by its name, wrapped, in a variable that wraps it, or as the named result it is.
  private func gives(_ statement: Node, _ error: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let value = statement.returned.last?.unparenthesized else { return isNamedResult(error, subject, file) }
    if isSameError(value, error, subject, file) { return true }
    guard value.kind == .ident, let name = subject.types.declaration(of: value, in: file)?.name,
      let function = statement.enclosingFunction,
      let given = subject.value(lastGiven: name, before: statement, in: function, file)?.unparenthesized,
      given.start > error.start
    else { return false }
    return isSameError(given, error, subject, file)
  }

  /// Whether a variable is a result of its function, so that a return without values gives it.
  private func isNamedResult(_ error: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard error.kind == .ident, let name = subject.types.declaration(of: error, in: file)?.name else { return false }
    return error.enclosingFunction?.type?.results?.fields.contains { $0.names.contains(name) } ?? false
  }

  /// The error itself, or wrapped (a call or literal that holds it and is an error): not an answer made from it.
  private func isSameError(_ value: Node, _ error: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    let written = error.text
    if value.text == written { return true }
    guard value.mentions(written) else { return false }
    if value.kind == .callExpr {
      return ErrorWrap(value, subject, file) != nil
        || subject.types.callee(of: value, in: file)?.is("errors", "Join") ?? false
    }
    let literal = value.kind == .unaryExpr && value.token == .and ? value.operand?.unparenthesized ?? value : value
    guard literal.kind == .compositeLit, let type = subject.types.type(of: value, in: file) else { return false }
    return subject.types.implementsError(type) == true
      && literal.elements.contains { ($0.value ?? $0).unparenthesized.isSpelled(like: error) }
  }
}

extension Node {
  /// The error of `errors.Is(err, …)` and `errors.As(err, …)`.
  fileprivate var askedError: Node? {
    let call = unparenthesized
    guard call.kind == .callExpr, let function = call.function, function.kind == .selectorExpr,
      function.operand?.isText("errors") == true,
      function.name?.isText("Is") == true
        || function.name?.isText("As") == true
    else { return nil }
    return call.arguments.first.flatMap { $0.kind == .ident ? $0 : nil }
  }
}

/// The examples of `LoggedAndReturnedProbe` for webhooks.
let admissionExamples: [ProbeExample] = [
  .quiet(
    """
    package shop
    import ("context"; "log"; "sigs.k8s.io/controller-runtime/pkg/webhook/admission")
    type carts struct{}
    func (c *carts) ValidateCreate(ctx context.Context, cart any) (admission.Warnings, error) {
      return nil, check(cart)
    }
    func check(cart any) error {
      if err := ask(cart); err != nil {
        log.Println("refused", err)
        return err
      }
      return nil
    }
    func ask(any) error { return nil }
    """),
  .found(
    """
    package shop
    import ("context"; "log"; "sigs.k8s.io/controller-runtime/pkg/webhook/admission")
    func warnings(ctx context.Context, cart any) (admission.Warnings, error) {
      if err := ask(cart); err != nil {
        ▸log.Println("refused", err)
        return nil, err
      }
      return nil, nil
    }
    func ask(any) error { return nil }
    """),
]
