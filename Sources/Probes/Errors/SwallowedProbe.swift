import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds errors that are checked and then dropped: the function goes on, or returns nil, as if all were well.
///
/// A branch that does anything with the error but log it counts as handling it. A return below a further condition
/// that asks the error or the context is a decision, not a slip. So is one that a comment explains: a sentence in the
/// branch, or words above it or at the function's beginning that say the error is ignored; a mere word or two leaves a
/// hint. Left out, too: an error that the returned value tells of, another way to get the value, a further condition beside a log message or named for ignoring, a fallback whose own error is
/// checked, text that is given back because it could not be read as something else, log messages in the visitor of a
/// walk, errors kept in a field for later or handed on from one with its value, questions that an error answers with
/// true, parsers that have no error result and give nil, nil whose meaning the doc comment gives, a no to who
/// asks to be let in, text that tells of the failure, and what `SwallowedReasons` names.
/// What is left must look like a slip (`SwallowedEvidence`).
/// Limits: conditions joined with `||` are not judged.
struct SwallowedProbe: Probe {
  static let card = ProbeCard(
    id: "errors/swallowed",
    version: 10,
    sign: .antiPattern,
    looksFor: "a nil returned where an error is known to be there, or an empty branch for it",
    because: "the caller takes a failure for success and works on with nothing",
    instead: "return the error, wrapped; if it really does not matter, say so where it is dropped",
    examples: swallowedExamples + swallowedReasonsExamples + swallowedDecisionsExamples
      + swallowedEvidenceExamples)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var work = OutsideWork(subject)
    let files = subject.snapshot.productFiles
    for file in files {
      for statement in file.tree.nodes(of: .ifStmt) {
        guard let condition = statement.condition else { continue }
        if let error = condition.nonNilOperand ?? condition.nonNilCall, let body = statement.body {
          if asksTheError(condition, error) { continue }
          if body.statements.isEmpty, statement.elseBranch == nil, subject.isErrorValue(error, file) {
            findings.append(
              file.finding(
                Self.card.id, at: statement, "\(error.text) is checked and nothing is done about it",
                confidence: .medium))
          }
          judge(body.statements, error, statement, subject, file, &work, &findings)
        } else if let error = condition.nilOperand {
          if let other = statement.elseBranch, other.kind == .blockStmt {
            judge(other.statements, error, statement, subject, file, &work, &findings)
          } else if statement.elseBranch == nil, error.kind == .ident, let next = statement.following,
            next.kind == .returnStmt, !givesOtherValue(next), let last = statement.body?.statements.last,
            last.kind == .returnStmt, !refuses(last, subject, file)
          {
            judge([next], error, statement, subject, file, &work, &findings)
          }
        }
      }
      for clause in file.tree.nodes(of: .caseClause) where clause.caseExpressions.count == 1 {
        guard let error = clause.caseExpressions.first?.nonNilOperand else { continue }
        judge(clause.statements, error, clause, subject, file, &work, &findings)
      }
      for choice in file.tree.nodes(of: .switchStmt) {
        guard let (error, other) = Self.whatIsLeft(of: choice) else { continue }
        judge(other.statements, error, other, subject, file, &work, &findings)
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "swallowed": .count(findings.filter { $0.confidence > .low }.count), "lines": .count(subject.productLines),
      ],
      scope: Scope(files: files.count, patterns: ["branches taken when an error is not nil"]))
  }

  /// `switch { case err == nil: …; default: … }` and `switch err { case nil: …; default: … }`: what the default is for.
  private static func whatIsLeft(of choice: Node) -> (error: Node, other: Node)? {
    guard let clauses = choice.body?.statements, clauses.count == 2,
      let other = clauses.first(where: { $0.caseExpressions.isEmpty }),
      let asking = clauses.first(where: { $0.caseExpressions.count == 1 }),
      let asked = asking.caseExpressions.first?.unparenthesized
    else { return nil }
    guard let tag = choice.condition?.unparenthesized else { return asked.nilOperand.map { ($0, other) } }
    return tag.kind == .ident && asked.isText("nil") ? (tag, other) : nil
  }

  /// Judges the statements that run only when the error is there.
  private func judge<Statements: Collection<Node>>(
    _ statements: Statements, _ error: Node, _ branch: Node, _ subject: Subject, _ file: GoFile,
    _ work: inout OutsideWork, _ findings: inout [Finding]
  ) {
    let written = error.text
    var isLogged = false
    for statement in statements where statement.mentions(written) && !isMisplaced(error, in: statement) {
      guard Self.onlyLogs(statement, written, subject, file) else { return }
      isLogged = true
    }
    let returns = statements.flatMap { $0.kind == .returnStmt ? [$0] : Array($0.descendants(of: .returnStmt)) }
    guard !returns.isEmpty, let function = branch.enclosingFunction, subject.isErrorValue(error, file) else { return }
    let results = FunctionResults(of: function, subject, file)
    let reasons = SwallowedReasons(error: error, branch: branch, function: function, subject: subject, file: file)
    if reasons.isOfOuterFunction || reasons.isDocumentedNil(results) || reasons.isDeclined || reasons.isAskedForPresence
      || reasons.isComparison || reasons.isMissingSetting || isLogged && reasons.isAfterCommit
      || isLogged && (reasons.isDemandedAndNil(results) || reasons.isLogOnly) || reasons.isEndOfMemory
      || reasons.saysItGoesOn(among: statements) || reasons.isAnswered(among: statements)
      || reasons.isRecorded(among: statements) || isLogged && reasons.isOneOfMany
    {
      return
    }
    let evidence = SwallowedEvidence(
      error: error, branch: branch, function: function, results: results, subject: subject, file: file)
    if evidence.isDecided { return }
    for statement in returns where statement.enclosingFunction == function && !asksMore(statement, below: branch) {
      guard !statement.returned.isEmpty, statement.returned.count == results.count else { continue }
      let words = file.tree.comments(between: branch.start, and: statement)
      let isExplained = !words.isEmpty
      if StatedReason.explains(words) && !isMarked(words) || saysItIsIgnored(branch, function, file)
        || isDecided(branch.condition, isLogged) || (isLogged || isExplained) && isVisitor(function)
        || givesCheckedFallback(statement, statements, error) || tellsInValue(statement, statements)
        || givesOtherReading(statement, error, function, subject, file) || answersYes(statement, function)
        || answersNo(statement, function, file)
        || reasons.isNoNumber(statement) || reasons.isNotYet(statement) || isLogged && reasons.isRefused(statement)
        || wasHandedOn(error, before: branch, subject, file) || reasons.isAmongFailures(statement)
      {
        continue
      }
      if let last = results.errors.last {
        guard statement.returned[statement.returned.startIndex + last].unparenthesized.isText("nil"),
          !evidence.isDecided(statement, isLogged: isLogged, among: statements, &work)
        else { continue }
        findings.append(
          file.finding(
            Self.card.id, at: statement,
            isLogged
              ? "\(written) is logged, but the caller is told that all went well"
              : "\(written) is not nil here, but the caller is told that all went well",
            confidence: isExplained ? .low : isLogged ? .medium : .high))
      } else if !isLogged, error.kind == .ident, !isParser(function), !reasons.isNilAsked,
        !reasons.isNoneAnyway(results), !reasons.isLocalQuestion(results), givesList(function),
        statement.returned.allSatisfy({ $0.unparenthesized.isText("nil") })
      {
        findings.append(
          file.finding(
            Self.card.id, at: statement, "\(written) becomes a nil that does not say why",
            confidence: isExplained ? .low : .medium))
      }
    }
  }

  /// Whether a function without an error result gives lists, tables or pointers to the module's own types alone, which
  /// look the same when nothing was there.
  private func givesList(_ function: Node) -> Bool {
    let fields = function.type?.results?.fields ?? function.arguments
    return !fields.isEmpty
      && fields.allSatisfy { field in
        field.type?.kind == .arrayType || field.type?.kind == .mapType
          || field.type?.kind == .starExpr && field.type?.operand?.unparenthesized.kind == .ident
      }
  }

  /// A mark of work to do, or for a tool, is no reason.
  private func isMarked(_ words: String) -> Bool {
    let first = words.drop { "/* \n\t".contains($0) }
    // `// want "…"` is what the test of an analyzer expects.
    return first.filter { !$0.isWhitespace } == "want" || first.hasPrefix("want \"") || first.hasPrefix("want `")
      || ["TODO", "FIXME", "XXX", "nolint", "lint:ignore", "assay:ignore"].contains { words.contains($0) }
  }

  /// Whether a comment above the branch, or at the beginning of the function, says that the error is ignored.
  private func saysItIsIgnored(_ branch: Node, _ function: Node, _ file: GoFile) -> Bool {
    if StatedReason.toIgnore(file.tree.comments(besides: branch)) { return true }
    if let before = branch.preceding, before.kind == .assignStmt,
      StatedReason.toIgnore(file.tree.comments(besides: before))
        || StatedReason.ofSorting(file.tree.comments(besides: before))
    {
      return true
    }
    if StatedReason.ofSorting(file.tree.commentAboveParagraph(of: branch)) { return true }
    if let doc = function.doc, StatedReason.toIgnore(file.tree.text(doc.start..<doc.end)) { return true }
    guard let body = function.body, let first = body.statements.first else { return false }
    return StatedReason.toIgnore(file.tree.comments(between: body.start, and: first))
  }

  /// `if _, err := find(name); err == nil { return errTaken }`: not to find it is what is wanted.
  private func refuses(_ statement: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let error = statement.returned.last?.unparenthesized, !error.isText("nil") else { return false }
    if error.kind == .callExpr { return ["New", "Errorf", "Wrap", "Wrapf"].contains(error.calledName ?? "") }
    return subject.isErrorValue(error, file)
  }

  /// `if data, err := load(); err == nil { return data, nil }` before another way to get the value is no failure.
  private func givesOtherValue(_ statement: Node) -> Bool {
    guard statement.returned.count > 1, statement.returned.last?.unparenthesized.isText("nil") == true else {
      return false
    }
    return statement.returned.dropLast().contains { value in
      let value = value.unparenthesized
      return !value.isText("nil") && value.kind != .basicLit && !value.isText("false")
    }
  }

  /// `reply.Error = badRequest`, `Answer{"error": true}`: the caller is told in the value.
  private func tellsInValue<Statements: Collection<Node>>(_ statement: Node, _ statements: Statements) -> Bool {
    func isError(_ name: Node?) -> Bool { name.map { $0.text.lowercased().contains("err") } ?? false }
    if SwallowedReasons.saysFailure(statement) { return true }
    if statement.returned.contains(where: { $0.descendants(of: .keyValueExpr).contains { isError($0.key) } }) {
      return true
    }
    return statements.contains { other in
      other.kind == .assignStmt
        && other.leftSide.contains { target in
          guard target.kind == .selectorExpr else { return false }
          // `errorData.Line = line`, where that is returned.
          let holder = target.operand.flatMap { $0.kind == .ident ? $0 : nil }
          return isError(target.name)
            || isError(holder)
              && statement.returned.contains { held in holder.map { held.isSpelled(like: $0) } ?? false }
        }
    }
  }

  /// `return false, nil` of a function documented to say whether something can be done: the error is a no.
  private func answersNo(_ statement: Node, _ function: Node, _ file: GoFile) -> Bool {
    guard statement.returned.count == 2, statement.returned.first?.isText("false") == true, let doc = function.doc
    else { return false }
    return StatedReason.ofAbility(file.tree.text(doc.start..<doc.end))
  }

  /// `return true, nil` where all else ends in `return false, nil`: the error is what the question is about.
  private func answersYes(_ statement: Node, _ function: Node) -> Bool {
    guard statement.returned.count == 2, statement.returned.first?.isText("true") == true,
      let last = function.body?.statements.last, last.kind == .returnStmt, last != statement
    else { return false }
    return last.returned.count == 2 && last.returned.first?.isText("false") == true
      && last.returned.last?.isText("nil") == true
  }

  /// `all.add(answer.value, answer.err)` right before `if answer.err != nil`: whoever gathers it has it.
  private func wasHandedOn(_ error: Node, before branch: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard error.kind == .selectorExpr, let list = branch.parent?.statements else { return false }
    return list.prefix(while: { $0 != branch }).contains { earlier in
      earlier.descendants(of: .callExpr).contains { call in
        call.arguments.count > 1 && call.arguments.contains { $0.isSpelled(like: error) }
          && call.calledOperandName != "errors" && call.calledOperandName != "fmt"
          && LogLevel(of: call, subject, file) == nil
      }
    }
  }

  /// A further condition that a log message accompanies, or whose names say that failures are let pass.
  private func isDecided(_ condition: Node?, _ isLogged: Bool) -> Bool {
    guard let condition = condition?.unparenthesized, condition.token == .logicalAnd else { return false }
    return isLogged
      || condition.descendants(of: .ident).contains { name in
        let lower = name.text.lowercased()
        return ["ignore", "optional", "tolerate", "besteffort", "skip"].contains { lower.contains($0) }
      }
  }

  /// `filepath.WalkDir(root, func(…) error { … })`: there nil means to go on with the next file.
  private func isVisitor(_ function: Node) -> Bool {
    guard function.kind == .funcLit else { return false }
    var taker = function.parent
    while let part = taker, [.keyValueExpr, .compositeLit, .unaryExpr].contains(part.kind) { taker = part.parent }
    guard let call = taker, call.kind == .callExpr, let name = call.calledName else { return false }
    return name.lowercased().hasPrefix("walk") || name.hasSuffix("Walk")
  }

  /// `if _, err := net.ParseCIDR(text); err != nil { return text, nil }`: what is no network is a name.
  private func givesOtherReading(
    _ statement: Node, _ error: Node, _ function: Node, _ subject: Subject, _ file: GoFile
  ) -> Bool {
    guard statement.returned.count > 1, error.kind == .ident,
      let name = subject.types.declaration(of: error, in: file)?.name,
      let call = subject.value(lastGiven: name, before: statement, in: function, file)?.unparenthesized,
      call.kind == .callExpr, let called = call.calledName, let text = call.arguments.first,
      text.kind == .ident || text.kind == .selectorExpr
    else { return false }
    let isReading =
      called.hasPrefix("Parse") || called.hasPrefix("parse") || called == "Atoi" || called == "SplitHostPort"
    return isReading && statement.returned.dropLast().contains { $0.mentions(text.text) }
  }

  /// `parseAddress`: as with net.ParseIP, nil says that there is none.
  private func isParser(_ function: Node) -> Bool {
    guard let name = function.name?.text else { return false }
    return name.hasPrefix("parse") || name.hasPrefix("Parse")
  }

  /// Whether a return gives another value whose own error the branch has just asked for and given back.
  private func givesCheckedFallback<Statements: Collection<Node>>(
    _ statement: Node, _ statements: Statements, _ error: Node
  ) -> Bool {
    guard statement.returned.count > 1, let first = statement.returned.first?.unparenthesized, first.kind == .ident,
      !first.isText("nil")
    else { return false }
    return statements.contains { check in
      guard check.kind == .ifStmt, check.end < statement.start, let other = check.condition?.nonNilOperand,
        !other.isSpelled(like: error), let last = check.body?.statements.last, last.kind == .returnStmt
      else { return false }
      return last.returned.last?.mentions(other.text) == true
    }
  }

  /// `err != nil && errors.Is(err, …)`: the condition picks the errors that may be dropped.
  private func asksTheError(_ condition: Node, _ error: Node) -> Bool {
    let condition = condition.unparenthesized
    guard condition.kind == .binaryExpr, condition.token == .logicalAnd else { return false }
    return [condition.left, condition.right].contains { side in
      guard let side = side?.unparenthesized else { return false }
      if side.kind == .binaryExpr { return asksTheError(side, error) || side.isEqualTo(error) }
      return side.kind == .callExpr
        && (side.arguments.contains { $0.isSpelled(like: error) || $0.mentions(error.text) }
          || side.function?.unparenthesized.operand?.isSpelled(like: error) == true)
    }
  }

  /// Whether a return gives the error as a result that is none: `return err, nil`.
  private func isMisplaced(_ error: Node, in statement: Node) -> Bool {
    guard statement.kind == .returnStmt, statement.returned.count > 1,
      statement.returned.last?.unparenthesized.isText("nil") == true
    else { return false }
    return statement.returned.allSatisfy { value in
      value.isText("nil") || value.isSpelled(like: error) || value.kind == .basicLit
    }
  }

  /// Whether a statement mentions the error in nothing but log calls.
  private static func onlyLogs(_ statement: Node, _ written: String, _ subject: Subject, _ file: GoFile) -> Bool {
    guard statement.kind == .exprStmt, let call = statement.operand?.unparenthesized, call.kind == .callExpr else {
      return false
    }
    guard let level = LogLevel(of: call, subject, file) else { return false }
    return level != .fatal
  }

  /// Whether a condition between the branch and the return asks the context or another error.
  private func asksMore(_ statement: Node, below branch: Node) -> Bool {
    for ancestor in statement.ancestors {
      if ancestor == branch { return false }
      if ancestor.kind == .ifStmt, ancestor.condition?.text.contains(".Err()") == true { return true }
      if ancestor.kind == .ifStmt, ancestor.condition?.nonNilOperand != nil { return true }
      if ancestor.kind == .commClause || ancestor.kind == .caseClause { return true }
    }
    return false
  }
}

extension SyntaxTree {
  /// The comments between an offset and the end of a statement's last line; empty without any.
  fileprivate func comments(between start: Int, and statement: Node) -> String {
    var low = 0
    var high = commentGroups.count
    while low < high {
      let middle = (low + high) / 2
      if commentGroups[middle].start < start { low = middle + 1 } else { high = middle }
    }
    var words = ""
    while low < commentGroups.count,
      commentGroups[low].start < statement.end || line(at: commentGroups[low].start) == statement.endLine
    {
      words += text(commentGroups[low].start..<commentGroups[low].end) + " "
      low += 1
    }
    return words
  }
}

extension Node {
  /// The statement before this one in the same list.
  var preceding: Node? {
    guard let statements = parent?.statements, let position = statements.firstIndex(of: self),
      position > statements.startIndex
    else { return nil }
    return statements[position - 1]
  }

  /// `save()` of `save() != nil`: an error that nobody can look at any more. What is asked of a context, a group or
  /// another error is kept there.
  fileprivate var nonNilCall: Node? {
    guard let comparison = unparenthesized.nilComparison, !comparison.isEqual, comparison.operand.kind == .callExpr,
      let name = comparison.operand.calledName, !["Err", "Error", "Cause", "Unwrap", "Wait"].contains(name),
      !comparison.operand.arguments.contains(where: \.isNamedAsError)
    else { return nil }
    return comparison.operand
  }

  /// Whether the node is `err == …` of something else than nil.
  fileprivate func isEqualTo(_ error: Node) -> Bool {
    guard kind == .binaryExpr, token == .equal || token == .notEqual, nilComparison == nil else { return false }
    return left?.isSpelled(like: error) == true || right?.isSpelled(like: error) == true
  }

  /// The statement after this one in the same list.
  var following: Node? { allFollowing?.first }

  /// All statements after this one in the same list; nil when it is in none.
  var allFollowing: Slice<NodeSlice>? {
    guard let statements = parent?.statements, let position = statements.firstIndex(of: self) else { return nil }
    return Slice(base: statements, bounds: position + 1..<statements.endIndex)
  }
}
