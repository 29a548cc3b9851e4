import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds errors of other packages that a function passes on without saying what it was doing.
///
/// The nearest assignment above the return decides where an error came from. Errors of the same package say what their
/// own function did; they are reported only where the same function wraps the same call's error elsewhere, and counted
/// otherwise (`inside`); so are those of unexported interface methods, which only the same package can implement. What
/// a call gives that runs a function literal was said there. Methods that stand for the standard library's interfaces
/// (Read, Write, Close ...) must return what they are given, and so must a method that passes on to the method of the
/// same name it decorates: both are left out. So are functions that hand on all they were given, several things, to one
/// other (the next handler of a chain): they have nothing to add. So are errors that are answers to a request already
/// (`BoundaryAnswers`), what `PassedOnCall` and `UnheardCall` name, single steps whose callers all wrap
/// (`WrappedByCallers`), calls that cannot fail, and those of the module that say themselves what failed
/// (`WordedCallees`). The rest is counted (`across`), and told where a reader of the message could not know which call
/// it came from (`BareEvidence`).
struct BareReturnProbe: Probe {
  static let card = ProbeCard(
    id: "errors/bare-return",
    version: 11,
    sign: .antiPattern,
    looksFor: "an error received from another package and returned as it is",
    because: "the message in the log does not say which of many calls failed, or with what",
    instead: "wrap it: fmt.Errorf(\"load cart %s: %w\", id, err)",
    examples: bareReturnExamples + boundaryAnswersExamples + unheardCallExamples + wordedCalleeExamples
      + bareEvidenceExamples)

  /// An error that goes up as it is, and the call that gave it.
  private struct Bare {
    let error: Node
    let call: Node
    let function: Node
    let name: String
  }

  /// Methods of the standard library's interfaces: their callers compare errors with ==.
  static let passThrough: Set<String> = [
    "Read", "Write", "Close", "Seek", "ReadAt", "WriteAt", "ReadFrom", "WriteTo", "WriteString", "ReadByte", "ReadRune",
    "WriteByte", "Flush", "Scan", "Value", "MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText",
    "MarshalYAML",
    "UnmarshalYAML", "MarshalBinary", "UnmarshalBinary", "RoundTrip", "Hijack", "Push", "Unwrap",
  ]

  /// Those of them whose error may take a variable on its way; what Close or Flush gather is worth a word.
  static let passThroughVariables = passThrough.subtracting(["Close", "Flush", "Hijack", "Push", "Unwrap"])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var across = 0
    var inside = 0
    var errorReturns = 0
    var answers = BoundaryAnswers(subject)
    var random = RandomBytes(subject)
    var worded = WordedCallees(subject)
    var evidence = BareEvidence(subject)
    let files = subject.snapshot.productFiles
    for file in files {
      var known: [Node: FunctionResults] = [:]
      var bare: [Bare] = []
      for statement in file.tree.nodes(of: .returnStmt) where !statement.returned.isEmpty {
        guard let function = statement.enclosingFunction else { continue }
        let results = known[function] ?? FunctionResults(of: function, subject, file)
        known[function] = results
        guard let error = returnedError(statement, results), !error.isText("nil") else { continue }
        errorReturns += 1
        guard let (call, isDirect) = source(of: error, statement, function, subject, file) else { continue }
        let origin = ErrorOrigin(of: call, subject, file)
        switch origin {
        case .own: continue
        case .elsewhere(let name):
          if let method = function.name?.text, function.receiver != nil,
            (isDirect ? Self.passThrough : Self.passThroughVariables).contains(method) || name.hasSuffix("." + method)
          {
            continue
          }
          if givesOutcome(of: call, statement), handsOnEverything(function, to: call) { continue }
          if PassedOnCall(call: call, function: function, subject: subject, file: file).isPassedOn { continue }
          let unheard = UnheardCall(call: call, function: function, subject: subject, file: file)
          if unheard.isToldInLog(error, statement) { continue }
          if let callee = subject.types.callee(of: call, in: file),
            SureCall.works(call, callee, subject, file)
              || !isPickedFrom(error, statement) && answers.areGiven(by: callee) || random.areAllItNeeds(callee)
              || unheard.needsNoWord(callee) || worded.saysItself(callee)
          {
            continue
          }
          if WrappedByCallers(function: function, subject: subject, file: file).isSo { continue }
          across += 1
          bare.append(Bare(error: error, call: call, function: function, name: name))
        case .samePackage(let name):
          if isDirect { continue }
          inside += 1
          guard isWrappedElsewhere(call, error, in: function, subject, file) else { continue }
          findings.append(
            file.finding(
              Self.card.id, at: error,
              "the error of \(name) goes up as it is; elsewhere in this function it is wrapped",
              confidence: .low))
        }
      }
      let calls = Dictionary(grouping: bare, by: \.function).mapValues { Set($0.map(\.call)) }
      for one in bare {
        guard let kind = evidence.kind(of: one.call, among: calls[one.function] ?? [], in: one.function, file) else {
          continue
        }
        findings.append(
          file.finding(
            Self.card.id, at: one.error,
            "the error of \(one.name) goes up without a word of what failed\(kind.rawValue)", confidence: .medium))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "across": .count(across), "inside": .count(inside), "errorReturns": .count(errorReturns),
        "lines": .count(subject.productLines),
      ],
      scope: Scope(files: files.count, patterns: ["return statements of functions with an error result"]))
  }

  /// `if err != nil && !isMissing(err)`, or `if isMissing(err) { … }` right before: what is left is not the answer.
  private func isPickedFrom(_ error: Node, _ statement: Node) -> Bool {
    func asks(_ condition: Node?) -> Bool {
      guard let condition else { return false }
      return ([condition] + condition.descendants(of: .callExpr)).contains { call in
        call.kind == .callExpr && call.arguments.contains { $0.isSpelled(like: error) }
      }
    }
    guard error.kind == .ident, let block = statement.parent else { return false }
    return asks(block.parent?.kind == .ifStmt ? block.parent?.condition : nil)
      || block.statements.contains { $0.kind == .ifStmt && $0.end <= statement.start && asks($0.condition) }
  }

  /// Whether a return gives all that a call gave, and nothing else.
  private func givesOutcome(of call: Node, _ statement: Node) -> Bool {
    let returned = statement.returned
    if returned.count == 1, returned.first?.unparenthesized == call { return true }
    guard let taken = call.parent?.leftSide, taken.count == returned.count else { return false }
    return zip(taken, returned).allSatisfy { $0.isSpelled(like: $1) }
  }

  /// Whether a function gives all of its several parameters, by name, to the call.
  private func handsOnEverything(_ function: Node, to call: Node) -> Bool {
    guard let names = function.type?.parameters?.fields.flatMap({ Array($0.names) }), names.count > 1 else {
      return false
    }
    return names.allSatisfy { name in
      name.isText("_") || call.arguments.contains { $0.kind == .ident && $0.isSpelled(like: name) }
    }
  }

  /// What stands in the error's place: the last error result, or the call that gives all results.
  private func returnedError(_ statement: Node, _ results: FunctionResults) -> Node? {
    guard let last = results.errors.last else { return nil }
    let returned = statement.returned
    if returned.count == results.count { return returned[returned.startIndex + last].unparenthesized }
    return returned.count == 1 ? returned.first?.unparenthesized : nil
  }

  /// The call that gave the error, and whether it stands in the return itself.
  private func source(
    of error: Node, _ statement: Node, _ function: Node, _ subject: Subject, _ file: GoFile
  ) -> (call: Node, isDirect: Bool)? {
    if error.kind == .callExpr {
      // A call that is given an error makes another one of it.
      if error.arguments.contains(where: { $0.isNamedAsError && subject.isErrorValue($0, file) }) { return nil }
      return subject.types.isType(error.function ?? error, in: file) ? nil : (error, true)
    }
    guard error.kind == .ident, let declared = subject.types.declaration(of: error, in: file),
      let name = declared.name, declared.isLocal,
      let value = subject.value(lastGiven: name, before: statement, in: function, file)?.unparenthesized,
      value.kind == .callExpr
    else { return nil }
    // Whoever holds the variable's address may have given it another error since.
    let isShared = function.descendants(of: .unaryExpr).contains { address in
      address.token == .and && address.start > value.end && address.start < statement.start
        && address.operand?.isSpelled(like: name) == true
    }
    if isShared || isNilAfterCheck(name, value, statement) { return nil }
    return (value, false)
  }

  /// `if err != nil { return errInvalid }` right before `return err`, which is nil then.
  private func isNilAfterCheck(_ name: Node, _ value: Node, _ statement: Node) -> Bool {
    guard let check = statement.preceding, check.kind == .ifStmt, check.start > value.end, check.elseBranch == nil,
      check.condition?.nonNilOperand?.isSpelled(like: name) ?? false
    else { return false }
    return check.body?.statements.last?.kind == .returnStmt
  }

  /// Whether the function gives the error of another call of the same function a context.
  private func isWrappedElsewhere(
    _ call: Node, _ error: Node, in function: Node, _ subject: Subject, _ file: GoFile
  ) -> Bool {
    guard let called = call.function else { return false }
    for other in function.descendants(of: .returnStmt) {
      guard let wrap = other.returned.last?.unparenthesized, wrap.kind == .callExpr, wrap != error,
        ErrorWrap(wrap, subject, file)?.keepsChain == true,
        let wrapped = wrap.arguments.last(where: { $0.kind == .ident && subject.isErrorValue($0, file) }),
        let name = subject.types.declaration(of: wrapped, in: file)?.name,
        let source = subject.value(lastGiven: name, before: other, in: function, file)?.unparenthesized,
        source.kind == .callExpr, let otherCalled = source.function
      else { continue }
      if otherCalled.isSpelled(like: called) { return true }
    }
    return false
  }
}
