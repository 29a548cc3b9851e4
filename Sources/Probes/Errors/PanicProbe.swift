import BundledFacts
import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds panics outside `main`, `init`, tests and functions named Must, or methods of a type named so.
///
/// Counted are those that files, other components or input can bring about (`PanicCause`), and functions that do
/// nothing but panic. What only a mistake in the program leads to is what panics are for; so is a panic that the
/// package itself catches and gives as an error. Left out: passing on a recovered panic, http.ErrAbortHandler, and
/// marks of what cannot happen (a text that says so, a constant text after a check of a type assertion, in a function
/// without an error result also in a `default` clause, after a loop or switch, or after another check but of a loop's
/// counter, or as the whole of a method that an interface demands): those are programmer errors. So are panics that a
/// comment beside the check or its call denies, that the function's doc comment announces, or that want of random bytes
/// causes. A function beside one that gives the error (`Add` calls `AddSafely`, or all it does is to ask `Open` and
/// panic) is what Must is elsewhere; what only runs at the start (`PanicPlace`) is none either. Panics that a scripting
/// engine catches are exceptions (`ThrownPanic`). Nor are those of a program counted that ends by panic
/// (`PanickingPrograms`).
struct PanicProbe: Probe {
  static let card = ProbeCard(
    id: "errors/panic",
    version: 10,
    sign: .antiPattern,
    looksFor: "a panic where an error could be returned",
    because: "a caller cannot handle it, and one bad request may end the whole process",
    instead: "return an error; keep panic for what only a mistake in the program can cause",
    examples: panicExamples + panicPlaceExamples + panicCauseExamples)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var work = OutsideWork(subject)
    let caught = CaughtPanics(subject)
    let files = subject.snapshot.productFiles
    for file in files {
      for call in file.tree.nodes(of: .callExpr) {
        guard let function = call.function?.unparenthesized, function.kind == .ident, function.isText("panic"),
          subject.types.callee(of: call, in: file)?.packagePath == "builtin", let argument = call.arguments.first,
          !caught.isCaught(call, in: file), !PanicPlace(call: call, subject: subject, file: file).isForPanics,
          !isProgrammerError(call, argument, subject, file)
        else { continue }
        let cause = PanicCause(call: call, argument: argument, subject: subject, file: file)
        switch cause.kind(&work) {
        case .program: continue
        case .nothing where !cause.isWholeFunction: continue
        case .nothing:
          findings.append(
            file.finding(Self.card.id, at: call, "the function panics instead of failing", confidence: .medium))
        case .outside:
          findings.append(
            file.finding(Self.card.id, at: call, "an error becomes a panic; the function could return it"))
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["panics": .count(findings.count), "lines": .count(subject.productLines)],
      scope: Scope(files: files.count, patterns: ["panic(...)"]))
  }

  private static let impossible = [
    "unreachable", "not reached", "not reachable", "never reached", "impossible", "not implemented", "unimplemented",
    "implement me",
    "not supported", "should never",
    "should not happen",
    "can't happen", "cannot happen", "internal error", "invariant", "unexpected", "must be",
    "must not", "nil ", "unhandled", "invalid call", "%t", "should not have", "randomness",
  ]

  /// The same as whole words: `debug` is no bug.
  private static let marks: Set<Substring> = ["todo", "bug", "bugs", "stub"]

  private func isProgrammerError(_ call: Node, _ argument: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    let argument = argument.unparenthesized
    if argument.text == "http.ErrAbortHandler" { return true }
    if ThrownPanic(call: call, argument: argument, subject: subject, file: file).isThrown { return true }
    if isRecovered(argument, call, subject, file) || isWholeMethod(call, argument, subject, file) { return true }
    if StatedReason.ofImpossibility(words(around: call)) || isSureToWork(call, subject, file) { return true }
    let made = maker(of: argument, before: call) ?? argument
    let format = made.kind == .callExpr ? made.arguments.first ?? made : made
    let text = subject.constantText(format, file).text
    if text.isEmpty { return false }
    let lower = text.lowercased()
    if Self.impossible.contains(where: { lower.contains($0) })
      || lower.split(whereSeparator: { !$0.isLetter }).contains(where: Self.marks.contains)
    {
      return true
    }
    guard let function = call.enclosingFunction else { return false }
    // Who can give an error has no need to take a value he does not know for a mistake of the program.
    let givesError = !FunctionResults(of: function, subject, file).errors.isEmpty
    if !givesError, let before = call.parent?.preceding,
      before.isFailedLookUp || [.forStmt, .rangeStmt, .switchStmt, .typeSwitchStmt].contains(before.kind)
    {
      return true
    }

    for ancestor in call.ancestors {
      switch ancestor.kind {
      case .caseClause where ancestor.caseExpressions.isEmpty: return !givesError
      case .ifStmt:
        guard let condition = ancestor.condition, !condition.mentionsError else { return false }
        return ancestor.isFailedAssertion || !givesError && !counts(condition, in: function, subject, file)
      case .funcDecl, .funcLit: return false
      default: continue
      }
    }
    return false
  }

  /// `for i := 0; …; i++ { if i > limit { … } }`: whether a condition asks how far a loop of the function has come,
  /// which its callers do not decide.
  private func counts(_ condition: Node, in function: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    let asked = condition.unparenthesized
    guard asked.kind == .binaryExpr, let counter = asked.left?.unparenthesized, counter.kind == .ident,
      [.greater, .greaterOrEqual].contains(asked.token),
      let name = subject.types.declaration(of: counter, in: file)?.name
    else { return false }
    return condition.ancestors.prefix { $0 != function }.contains { around in
      around.kind == .forStmt && around.initializer.map { $0 == name.parent } ?? false
    }
  }

  /// `err := fmt.Errorf("…")` right before `panic(err)`: the call that made the error.
  private func maker(of argument: Node, before call: Node) -> Node? {
    guard argument.kind == .ident, let before = call.parent?.preceding, before.kind == .assignStmt,
      before.leftSide.count == 1, before.leftSide.first?.isSpelled(like: argument) == true,
      let made = before.rightSide.first?.unparenthesized, made.kind == .callExpr,
      made.calledName == "Errorf" || made.calledName == "New"
    else { return nil }
    return made
  }

  /// The comments beside the panic, and beside the check and the call before it where the check does nothing else.
  private func words(around call: Node) -> String {
    var words = call.tree.comments(besides: call)
    // What is said of a function that does nothing else is said of the panic.
    if let function = call.enclosingFunction, let doc = function.doc, function.body?.statements.first == call.parent {
      words += " " + call.tree.text(doc.start..<doc.end)
    }
    guard let branch = call.parent?.parent?.parent, branch.kind == .ifStmt else { return words }
    words += " " + call.tree.comments(besides: branch) + " " + call.tree.commentAboveParagraph(of: branch)
    if branch.body?.statements.count == 1, let before = branch.preceding, before.kind == .assignStmt {
      words += " " + call.tree.comments(besides: before)
    }
    return words
  }

  /// Whether the error that the branch asks for came from random bytes, or from a constructor with constant input.
  private func isSureToWork(_ call: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let branch = call.parent?.parent?.parent, branch.kind == .ifStmt, let condition = branch.condition,
      let function = call.enclosingFunction
    else { return false }
    for error in condition.descendants(of: .ident) where error.isNamedAsError {
      guard let name = subject.types.declaration(of: error, in: file)?.name,
        let value = subject.value(lastGiven: name, before: condition, in: function, file)?.unparenthesized,
        value.kind == .callExpr, let callee = subject.types.callee(of: value, in: file)
      else { continue }
      if callee.packagePath == "crypto/rand" || isHarmless(value, callee, subject, file) { return true }
      if SureCall.readsMemory(callee, below: branch) { return true }
      if isTwin(callee.name, of: function, subject, file) { return true }
      if isPanickingHalf(of: callee, value, branch, function, subject, file) { return true }
      guard let first = value.arguments.first else { continue }
      if callee.is("io", "ReadFull"), first.isText("rand.Reader") { return true }
      // Where an error can be given back, it should be.
      guard FunctionResults(of: function, subject, file).errors.isEmpty else { continue }
      if callee.is("crypto/cipher", "NewGCM") { return true }
      if callee.is("crypto/aes", "NewCipher"), first.kind == .sliceExpr, first.low == nil, first.high == nil,
        let key = first.operand.flatMap({ subject.types.type(of: $0, in: file) }),
        case .array? = subject.types.underlying(key)
      {
        return true
      }
      if callee.name == "NewReader" || callee.name == "NewWriter", first.isText("nil") { return true }
      if SureCall.works(value, callee, subject, file) || SureCall.readsEmbedded(value, subject, file) { return true }
    }
    return false
  }

  /// `h.Write(data)` of a hash, `cmd.Flags().GetString("path")`: it fails for a mistake in the program, if at all.
  private func isHarmless(_ value: Node, _ callee: Callee, _ subject: Subject, _ file: GoFile) -> Bool {
    if let path = callee.packagePath,
      BundledFacts.harmlessErrors.covers(path: path, receiver: callee.receiver, name: callee.name, isBlank: false)
    {
      return true
    }
    return IgnoredCall.isHashWrite(value, subject, file)
  }

  /// `Add` and `AddSafely`, `Load` and `TryLoad`: who cannot bear the panic calls the other one.
  private func isTwin(_ called: String, of function: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let name = function.name?.text, ExportedIdentifier.isExported(name), ExportedIdentifier.isExported(called),
      called.count > name.count, FunctionResults(of: function, subject, file).errors.isEmpty
    else { return false }
    return PanicProbe.twins.contains { called == name + $0 } || called == "Try" + name || called == "Safe" + name
  }

  /// `shelf, err := settings.Open(); if err != nil { panic(err) }; return shelf`: all of an exported function around
  /// another one of the package, which callers who want the error can reach.
  private func isPanickingHalf(
    of callee: Callee, _ value: Node, _ branch: Node, _ function: Node, _ subject: Subject, _ file: GoFile
  ) -> Bool {
    guard let name = function.name?.text, ExportedIdentifier.isExported(name),
      ExportedIdentifier.isExported(callee.name), callee.packagePath == file.packagePath,
      let statements = function.body?.statements, statements.count == 3, statements.first == value.parent,
      branch.preceding == value.parent, statements.last?.kind == .returnStmt, let called = value.function,
      FunctionResults(of: function, subject, file).errors.isEmpty
    else { return false }
    let given = Array(value.arguments) + [called]
    let parameters = function.type?.parameters?.fields.flatMap { Array($0.names) } ?? []
    return parameters.allSatisfy { parameter in given.contains { $0.mentions(parameter.text) } }
  }

  private static let twins = ["Safely", "Safe", "E", "Err", "Error", "OrError", "WithError", "Checked"]

  /// A method that does nothing but panic with a text or error of the package: the interface demands it, the type lacks
  /// it.
  private func isWholeMethod(_ call: Node, _ argument: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let function = call.enclosingFunction, function.receiver != nil, let statements = function.body?.statements,
      statements.count == 1, statements.first == call.parent,
      isDemanded(function, subject, file) || isOneOfSeveral(function, argument, file)
    else { return false }
    let used = argument.kind == .ident ? [argument] : Array(argument.descendants(of: .ident))
    return used.allSatisfy { name in
      subject.types.declaration(of: name, in: file)?.isLocal != true
    }
  }

  /// Whether the type has another method that does nothing but panic, and the text names the type or the method: so types
  /// look that fill an interface without being able to.
  private func isOneOfSeveral(_ function: Node, _ argument: Node, _ file: GoFile) -> Bool {
    guard let type = FunctionIndex.receiverName(of: function), let name = function.name?.text else { return false }
    let words = Set(IdentifierWords(argument.text).words)
    guard [type, name].contains(where: { words.isSuperset(of: IdentifierWords($0).words) }) else { return false }
    return file.tree.nodes(of: .funcDecl).contains { other in
      other != function && FunctionIndex.receiverName(of: other) == type && other.body?.statements.count == 1
        && other.body?.statements.first?.operand?.function?.isText("panic") == true
    }
  }

  /// Whether an interface asks for a method of that name: one of the module or of the standard library, or one that the
  /// package has its type checked against (`var _ shelf.Keeper = (*cart)(nil)`).
  private func isDemanded(_ function: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let name = function.name?.text else { return false }
    if BareReturnProbe.passThrough.contains(name) || subject.askedMethods.contains(name) { return true }
    guard let type = FunctionIndex.receiverName(of: function) else { return false }
    return subject.snapshot.productFiles.contains { other in
      other.packagePath == file.packagePath
        && other.tree.nodes(of: .valueSpec).contains { spec in
          spec.type != nil && spec.names.contains { $0.isText("_") }
            && spec.values.contains { value in value.descendants(of: .ident).contains { $0.text == type } }
        }
    }
  }

  /// What recover gave, directly or through a variable or field.
  private func isRecovered(_ argument: Node, _ call: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    if argument.kind == .selectorExpr, let function = call.ancestors.first(where: { $0.kind == .funcDecl }) {
      return function.descendants(of: .assignStmt).contains { assignment in
        assignment.rightSide.first?.isText("recover()") == true
          && assignment.leftSide.first?.isSpelled(like: argument) == true
      }
    }
    guard argument.kind == .ident, let name = subject.types.declaration(of: argument, in: file)?.name,
      let assignment = name.parent, assignment.kind == .assignStmt
    else { return false }
    return assignment.rightSide.first?.text == "recover()"
  }
}

extension Node {
  /// `if name, ok := names[kind]; ok { return name }`: what follows is the case that a table or type lacks.
  fileprivate var isFailedLookUp: Bool {
    guard kind == .ifStmt, elseBranch == nil, body?.statements.last?.kind == .returnStmt, let first = initializer,
      first.kind == .assignStmt, first.leftSide.count == 2, let value = first.rightSide.first?.unparenthesized
    else { return false }
    return value.kind == .indexExpr || value.kind == .typeAssertExpr
  }

  /// `cart, ok := kept.(*Cart); if !ok { … }`: the program put something else there.
  fileprivate var isFailedAssertion: Bool {
    guard kind == .ifStmt, let asked = condition?.unparenthesized, asked.kind == .unaryExpr,
      let before = initializer ?? preceding, before.kind == .assignStmt, before.leftSide.count == 2,
      before.rightSide.first?.unparenthesized.kind == .typeAssertExpr
    else { return false }
    return asked.operand.map { $0.isSpelled(like: before.leftSide[before.leftSide.startIndex + 1]) } ?? false
  }

  /// Whether a condition asks about an error.
  fileprivate var mentionsError: Bool {
    isNamedAsError || descendants(of: .ident).contains { $0.isNamedAsError || $0.text.lowercased().hasSuffix("err") }
  }
}
