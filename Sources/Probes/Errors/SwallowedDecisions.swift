import GoSyntax
import GoTypes
import Repository

/// What the code around a dropped error says was decided about it: it is answered, gone on from, or tried again.
extension SwallowedReasons {
  /// `http.Error(w, "no such cart", http.StatusNotFound)`, `respondUnauthorized(ctx, text)` before the return: whoever
  /// asked has the answer, and the return says that nothing is left to be done.
  func isAnswered<Statements: Collection<Node>>(among statements: Statements) -> Bool
  where Statements.Element == Node {
    statements.contains { statement in
      guard let call = SwallowedReasons.call(of: statement) else { return false }
      let operand = call.function?.unparenthesized.operand?.unparenthesized
      if isResponse(operand) || call.arguments.contains(where: isResponse) { return true }
      guard let name = call.calledName else { return false }
      if let operand, PassedOnCall.answers.contains(name), let type = SwallowedReasons.typeOfParameter(operand) {
        return PassedOnCall.isOfRequest(type.lowercased())
      }
      guard IdentifierWords(name).containsAny(of: SwallowedReasons.answering) else { return false }
      return ([operand].compactMap { $0 } + call.arguments).contains { SwallowedReasons.typeOfParameter($0) != nil }
    }
  }

  private static let answering: Set<String> = ["respond", "responds", "reply", "abort", "redirect", "answer"]

  private func isResponse(_ node: Node?) -> Bool {
    guard let node, node.kind == .ident else { return false }
    return subject.types.type(of: node, in: file)?.isNamed("net/http", "ResponseWriter") == true
  }

  /// How the type of a parameter, of the function or of one around it, is written.
  private static func typeOfParameter(_ use: Node) -> String? {
    guard use.kind == .ident else { return nil }
    for around in use.ancestors where around.kind == .funcDecl || around.kind == .funcLit {
      for field in around.type?.parameters?.fields ?? around.arguments
      where field.names.contains(where: { $0.isSpelled(like: use) }) {
        return field.type?.text
      }
    }
    return nil
  }

  /// The call that a statement is, or whose results it throws away.
  private static func call(of statement: Node) -> Node? {
    let value: Node? =
      switch statement.kind {
      case .exprStmt: statement.operand
      case .assignStmt where statement.leftSide.allSatisfy({ $0.isText("_") }): statement.rightSide.first
      default: nil
      }
    return value.map(\.unparenthesized).flatMap { $0.kind == .callExpr ? $0 : nil }
  }

  /// `log.Warnf("Skipping %s: %v", name, err)`: the line says what becomes of it, which is a decision.
  func saysItGoesOn<Statements: Collection<Node>>(among statements: Statements) -> Bool
  where Statements.Element == Node {
    statements.contains { statement in
      guard let call = SwallowedReasons.call(of: statement), let level = LogLevel(of: call, subject, file),
        level != .fatal
      else { return false }
      // A warning is for what is no failure, as the program sees it.
      if level == .warning { return true }
      return call.arguments.contains { argument in
        guard argument.kind == .basicLit, argument.token == .string else { return false }
        return SwallowedReasons.saysGoingOn(argument.text.lowercased())
      }
    }
  }

  /// `skipping the cart`, but not `cannot continue`, `failed to skip the cart`.
  private static func saysGoingOn(_ text: String) -> Bool {
    goingOn.contains { phrase in
      var rest = text[...]
      while let place = rest.firstRange(of: phrase) {
        let before = text[..<place.lowerBound].split { !$0.isLetter && $0 != "'" }.suffix(2)
        let isWord = text[..<place.lowerBound].last.map { !$0.isLetter } ?? true
        // `got a page instead of a list` says what is wrong.
        let isInstead = phrase == "instead" && text[place.upperBound...].hasPrefix(" of ")
        if isWord, !isInstead, !before.contains(where: { denying.contains($0) || $0.hasSuffix("n't") }) { return true }
        rest = rest[place.upperBound...]
      }
      return false
    }
  }

  /// `order.Status = statusConflict; return nil`: what failed is kept, where whoever asks for the order looks.
  func isRecorded<Statements: Collection<Node>>(among statements: Statements) -> Bool
  where Statements.Element == Node {
    statements.contains { statement in
      guard statement.kind == .assignStmt, statement.leftSide.count == 1, let target = statement.leftSide.first,
        target.kind == .selectorExpr, let name = target.name?.text,
        let value = statement.rightSide.first?.unparenthesized, !value.isText("nil"),
        value.kind != .basicLit || value.token == .string
      else { return false }
      return IdentifierWords(name).words.last.map(SwallowedReasons.recording.contains) ?? false
    }
  }

  private static let recording: Set<String> = ["status", "state", "phase", "condition", "conditions", "verdict"]

  /// `revision, failures, err := apply()` and `return revision, failures, nil`: who failed keeps the failures by what
  /// they are of.
  func isAmongFailures(_ statement: Node) -> Bool {
    statement.returned.dropLast().contains { value in
      guard value.kind == .ident, let given = source?.parent, given.kind == .assignStmt,
        given.leftSide.contains(where: { $0.isSpelled(like: value) }),
        let type = subject.types.type(of: value, in: file)
      else { return false }
      switch subject.types.underlying(type) {
      case .map(_, let element)?, .slice(let element)?: return element == .error
      default: return false
      }
    }
  }

  /// `load := func(name string) error { … log.Printf("%s: %v", name, err); return nil }`, called in a loop, and
  /// `Iterate(all, func(cart *Cart) error { … })`: the line is for one of many, and the others go on.
  var isOneOfMany: Bool {
    guard function.kind == .funcLit else { return false }
    if let call = function.parent, call.kind == .callExpr, let name = call.calledName {
      return IdentifierWords(name).containsAny(of: SwallowedReasons.iterating)
    }
    guard let kept = function.receivingLocal, let outer = function.parent?.enclosingFunction else { return false }
    let calls = outer.descendants(of: .callExpr).filter { $0.function?.isSpelled(like: kept) == true }
    return !calls.isEmpty
      && calls.allSatisfy { call in
        call.ancestors.prefix(while: { $0 != outer }).contains { $0.kind == .forStmt || $0.kind == .rangeStmt }
      }
  }

  private static let iterating: Set<String> = [
    "iterate", "iter", "each", "foreach", "range", "visit", "scan", "traverse", "batches",
  ]

  private static let denying: Set<Substring> = ["cannot", "not", "unable", "failed", "fails", "failing", "never"]

  private static let goingOn = [
    "skip", "ignor", "continu", "fall back", "falling back", "fallback", "using default", "use default", "anyway",
    "proceed", "using unknown", "instead", "assum", "best effort", "best-effort", "non-fatal", "not fatal",
    "will retry", "retrying", "try again",
  ]

  /// `poll(time.Second, func() (bool, error) { if err != nil { return false, nil } … })`: not yet, ask again.
  func isNotYet(_ statement: Node) -> Bool {
    guard function.kind == .funcLit, statement.returned.count == 2, statement.returned.first?.isText("false") == true,
      let call = function.parent, call.kind == .callExpr, let name = call.calledName
    else { return false }
    return IdentifierWords(name).containsAny(of: SwallowedReasons.waiting)
  }

  private static let waiting: Set<String> = [
    "poll", "wait", "until", "retry", "retries", "eventually", "backoff", "repeat",
  ]

  /// `line, err := w.buffer.ReadBytes('\n')`: memory is read to its end, and fails in no other way.
  var isEndOfMemory: Bool {
    guard let call = source, call.calledName?.hasPrefix("Read") == true, call.calledName != "ReadFrom",
      let operand = call.function?.unparenthesized.operand,
      let type = subject.types.type(of: operand, in: file)?.pointee
    else { return false }
    return type.isNamed("bytes", "Buffer") || type.isNamed("bytes", "Reader") || type.isNamed("strings", "Reader")
  }

  /// Whether a pointer that is nil means "none" here anyway: another way out gives it where nothing has failed.
  func isNoneAnyway(_ results: FunctionResults) -> Bool {
    guard results.count == 1, function.kind == .funcDecl, function.type?.results?.fields.first?.type?.kind == .starExpr
    else { return false }
    return function.descendants(of: .returnStmt).contains { other in
      guard other.enclosingFunction == function, other.returned.count == 1,
        other.returned.first?.unparenthesized.isText("nil") == true
      else { return false }
      return !other.ancestors.prefix(while: { $0 != function }).contains { around in
        around.kind == .ifStmt && around.condition.map { $0.nonNilOperand != nil || $0.nilOperand != nil } ?? false
          || around.kind == .caseClause && around.caseExpressions.contains { $0.nonNilOperand != nil }
      }
    }
  }

  /// `return func() error { … }` that never gives an error and goes on after logging others: its lines are all there is.
  var isLogOnly: Bool {
    guard function.kind == .funcLit else { return false }
    let returns = function.descendants(of: .returnStmt).filter { $0.enclosingFunction == function }
    guard returns.allSatisfy({ $0.returned.last?.unparenthesized.isText("nil") == true }) else { return false }
    return function.descendants(of: .ifStmt).contains { check in
      guard check != branch, check.enclosingFunction == function, let other = check.condition?.nonNilOperand,
        other.isNamedAsError, let statements = check.body?.statements, statements.count == 1,
        let only = statements.first, let call = SwallowedReasons.call(of: only)
      else { return false }
      return call.arguments.contains { $0.isSpelled(like: other) } && LogLevel(of: call, subject, file) != nil
    }
  }
}

extension Node {
  /// funcLit: the variable that it is kept in alone.
  var receivingLocal: Node? {
    guard let parent, parent.kind == .assignStmt, parent.leftSide.count == 1, parent.rightSide.count == 1 else {
      return nil
    }
    return parent.leftSide.first
  }
}
