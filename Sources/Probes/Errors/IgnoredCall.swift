import BundledFacts
import Evidence
import GoSyntax
import GoTypes
import Repository

/// A call whose error is not looked at, and whether that matters.
struct IgnoredCall {
  enum Use: Hashable { case unused, deferred, blank }

  let call: Node
  let use: Use

  /// Which results of a call are errors: `error` itself, or a type that implements it.
  static func errorPositions(of call: Node, _ subject: Subject, _ file: GoFile) -> [Int] {
    let types = subject.types
    // What is converted is no call: `error(nil)`, `(*failure)(nil)`.
    if let called = call.function?.unparenthesized, called.isText("error") || types.isType(called, in: file) {
      return []
    }
    switch types.errorResults(of: call, in: file) {
    case .at(let positions): return positions
    case .unknown, .none:
      guard let given = types.type(of: call, in: file), given.mayBeError else { return [] }
      var results = [given]
      if case .tuple(let all) = given { results = all }
      // `found, ok := errors.AsType[*http.MaxBytesError](err)` looks for an error.
      if results.count > 1, results.last == .basic("bool") { results = [] }
      return results.indices.filter { position in
        switch results[position] {
        case .error: return true
        case .named(let path, _, _), .pointer(.named(let path, _, _)):
          return !path.isEmpty && types.implementsError(results[position]) == true
        default: return false
        }
      }
    }
  }

  /// How sure it is that the error should be looked at; nil when it need not be.
  func confidence(_ subject: Subject, _ file: GoFile) -> Confidence? {
    guard let weight = weight(subject, file), use != .blank || !isKeptByArgument(subject, file) else { return nil }
    let tidying = TidyingCall(call: call, use: use, subject: subject, file: file)
    return StatedReason.toIgnore(words) || StatedReason.ofFailing(words) || isPromised || tidying.isTidying
      || HandlingCall(call: call, subject: subject, file: file).seesToError
      || IgnoredEvidence(call: call, use: use, subject: subject, file: file).isNoLoss
      ? nil : weight
  }

  private func weight(_ subject: Subject, _ file: GoFile) -> Confidence? {
    let types = subject.types
    guard let callee = types.callee(of: call, in: file) else { return said(.medium) }
    let name = callee.name
    if let path = callee.packagePath,
      BundledFacts.harmlessErrors.covers(path: path, receiver: callee.receiver, name: name, isBlank: use == .blank)
    {
      return nil
    }
    switch (callee.packagePath, callee.receiver) {
    case ("fmt", nil): return name.hasPrefix("Fprint") ? printing(subject, file) : said(.high)
    case ("io", nil) where name == "WriteString": return writesToHash(subject, file) ? nil : printing(subject, file)
    case ("io", nil) where name.hasPrefix("Copy"): if call.arguments.first?.isText("io.Discard") == true { return nil }
    case ("encoding/binary", nil), ("encoding/xml", nil):
      if name == "Write" || name == "EscapeText", isMemory(call.arguments.first, types, file) { return nil }
    case ("syscall", _), ("golang.org/x/sys/windows", _), ("golang.org/x/sys/unix", _):
      // The number means nothing unless the first result says that the call failed.
      if name.contains("Syscall") || name == "Call", call.receivingName(at: 0).map({ !$0.isText("_") }) == true {
        return nil
      }
    case ("io", "PipeReader"), ("io", "PipeWriter"): return ClosingCall(call: call, use: use).weight(name, types, file)
    // The client that would be told has gone, and nobody reads the terminal.
    case ("bytes", "Buffer") where name == "WriteTo":
      guard let writer = call.arguments.first else { break }
      if isResponse(writer, subject, file) || ["os.Stdout", "os.Stderr", "io.Discard"].contains(writer.text) {
        return nil
      }
      if isMemory(writer, types, file) { return nil }
    case ("bytes", "Buffer") where name == "ReadFrom":
      let memory = [("strings", "Reader"), ("bytes", "Reader"), ("bytes", "Buffer")]
      if let read = call.arguments.first.flatMap({ types.type(of: $0, in: file) })?.pointee,
        memory.contains(where: { read.isNamed($0.0, $0.1) })
      {
        return nil
      }
    // The first failure is kept, and Error gives it.
    case ("encoding/csv", "Writer") where isAskedForError(types, file) || writesMemory(subject, file): return nil
    // Fails when its context ends, and this one never does.
    case ("golang.org/x/sync/semaphore", "Weighted") where call.arguments.first?.isText("context.Background()") == true:
      return nil
    // A set of flags that ends the program comes back with nothing else.
    case ("flag", "FlagSet") where name == "Parse" && endsTheProgram(subject, file),
      ("github.com/spf13/pflag", "FlagSet") where name == "Parse" && endsTheProgram(subject, file):
      return nil
    // Fixed values for flags of fixed names are right or wrong at the first start.
    case ("github.com/spf13/pflag", "FlagSet") where name == "Set" && isFixed(subject, file): return nil
    case ("golang.org/x/sync/errgroup", "Group") where name == "Wait" && SureVisit(call: call).isGroup: return nil
    default: break
    }
    let fixed = FixedErrors(subject: subject)
    if fixed.neverCome(from: callee, to: file) || fixed.comeOnlyFromHarmless(callee) { return nil }
    if call.arguments.contains(where: { isResponse($0, subject, file) }), fixed.comeOnlyFromAnswering(callee) {
      return nil
    }
    if IgnoredCall.isPrinter(name) || SureCall.works(call, callee, subject, file) { return nil }
    if SureVisit(call: call).works || readsConstant(callee, subject, file) || writesToHash(subject, file) { return nil }
    if callee.packagePath == "net" || callee.packagePath == "strconv",
      isFromServer(call, subject, file) || IgnoredCall.isMatched(call, subject, file)
    {
      return nil
    }
    if use == .blank, isAnswer(name, subject, file) { return nil }
    if isReply(name, subject, file) { return nil }
    // As with strconv.ParseBool: whatever does not say yes says no.
    if use == .blank, name == "Bool" || name == "GetBool" { return nil }
    if IgnoredCall.isFlagRead(name, call) { return nil }
    if let operand = call.function?.unparenthesized.operand, let type = types.type(of: operand, in: file) {
      if IgnoredCall.isHashWrite(call, subject, file) || IgnoredCall.isHash(type) { return nil }
      if operand.isText("os.Stdout") || operand.isText("os.Stderr"), name.hasPrefix("Write") { return nil }
      if type.isNamed("fmt", "State") { return nil }
      if name == "Write", type.isNamed("net/http", "ResponseWriter") { return nil }
      if name == "Write", type.isNamed("io", "Writer") { return writesPartOfMemory(subject, file) ? nil : .low }
    }
    if use == .blank, name.hasPrefix("close") || name.hasPrefix("Close") { return nil }
    if use == .unused, ClosingCall.finishes(callee), let made = maker(subject, file)?.arguments.first {
      let isSafe = isResponse(made, subject, file) || isMemory(made, types, file)
      return isSafe || ClosingCall(call: call, use: use).isLeaving ? nil : .medium
    }
    if name == "Close" || name.hasPrefix("Rollback") || name == "Sync" || name == "Flush" {
      return ClosingCall(call: call, use: use).weight(name, types, file)
    }
    // A name without a NUL byte or an equals sign is all it asks for.
    if callee.is("os", "Setenv") || callee.is("os", "Unsetenv") { return nil }
    if callee.is("os", "Remove") || callee.is("os", "RemoveAll") { return use == .unused ? .medium : .low }
    if name == "SetDeadline" || name == "SetReadDeadline" || name == "SetWriteDeadline" {
      return use == .blank ? nil : .low
    }
    if use == .blank, fixed.sayOnlyThatNothingCame(callee) || isValueAsked || isForAnotherError(name, subject, file) {
      return nil
    }
    return said(use == .blank ? .medium : .high)
  }

  /// `r.parseRule("*.tmp")`: a reader of the module, given constant text, is right or wrong at the first start.
  private func readsConstant(_ callee: Callee, _ subject: Subject, _ file: GoFile) -> Bool {
    let words = IdentifierWords(callee.name)
    // What is in a file may be another thing at each start.
    guard let first = words.words.first, first == "parse" || first == "compile",
      !words.containsAny(of: ["file", "files", "path", "dir", "folder", "url"]), !call.arguments.isEmpty,
      FunctionIndex.declaration(of: callee, subject) != nil
    else { return false }
    return call.arguments.allSatisfy { subject.constantText($0, file).isWhole }
  }

  /// Whether all sets of flags of the package were made with flag.ExitOnError or flag.PanicOnError.
  private func endsTheProgram(_ subject: Subject, _ file: GoFile) -> Bool {
    let makers = subject.productCalls(named: ["NewFlagSet"]).filter { $0.file.packagePath == file.packagePath }
    return !makers.isEmpty
      && makers.allSatisfy { maker in
        maker.node.arguments.last?.lastName.map { $0 == "ExitOnError" || $0 == "PanicOnError" } ?? false
      }
  }

  private func isFixed(_ subject: Subject, _ file: GoFile) -> Bool {
    call.arguments.allSatisfy { subject.constantText($0, file).isWhole }
  }

  private func isMemory(_ writer: Node?, _ types: ModuleTypes, _ file: GoFile) -> Bool {
    guard let type = writer.flatMap({ types.type(of: $0, in: file) }) else { return false }
    return type.isNamed("bytes", "Buffer") || type.isNamed("strings", "Builder")
  }

  /// Whether the function asks the writer for the failure it kept: `w.Error()`.
  private func isAskedForError(_ types: ModuleTypes, _ file: GoFile) -> Bool {
    guard let writer = call.function?.unparenthesized.operand, let function = call.enclosingFunction else {
      return false
    }
    return function.descendants(of: .callExpr).contains { other in
      other.calledName == "Error" && other.function?.unparenthesized.operand?.isSpelled(like: writer) == true
    }
  }

  /// Whether the writer was made over memory: `w := csv.NewWriter(&buf)`.
  private func writesMemory(_ subject: Subject, _ file: GoFile) -> Bool {
    maker(subject, file).map { isMemory($0.arguments.first, subject.types, file) } ?? false
  }

  /// `part, err := form.CreatePart(header)`, where the form was made over memory.
  private func writesPartOfMemory(_ subject: Subject, _ file: GoFile) -> Bool {
    guard let part = maker(subject, file),
      let callee = subject.types.callee(of: part, in: file), callee.packagePath == "mime/multipart",
      callee.name.hasPrefix("Create")
    else { return false }
    return IgnoredCall(call: part, use: use).writesMemory(subject, file)
  }

  /// The call that made the local variable of which something is asked.
  private func maker(_ subject: Subject, _ file: GoFile) -> Node? {
    guard let writer = call.function?.unparenthesized.operand, writer.kind == .ident,
      let name = subject.types.declaration(of: writer, in: file)?.name, let function = call.enclosingFunction,
      let maker = subject.value(lastGiven: name, before: call, in: function, file)?.unparenthesized,
      maker.kind == .callExpr
    else { return nil }
    return maker
  }

  /// `strconv.Atoi(parts[1])` of what a regular expression has found.
  static func isMatched(_ call: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let part = call.arguments.first?.unparenthesized, part.kind == .indexExpr, let parts = part.operand,
      parts.kind == .ident, let name = subject.types.declaration(of: parts, in: file)?.name,
      let function = call.enclosingFunction,
      let source = subject.value(lastGiven: name, before: call, in: function, file)?.unparenthesized
    else { return false }
    return source.kind == .callExpr && source.calledName?.hasSuffix("Submatch") == true
  }

  /// `_ = c.run(ctx, command)` before `return command`: its method Err gives what went wrong.
  private func isKeptByArgument(_ subject: Subject, _ file: GoFile) -> Bool {
    guard call.arguments.contains(where: { $0.kind == .ident }), let function = call.enclosingFunction else {
      return false
    }
    return call.arguments.contains { argument in
      guard argument.kind == .ident, let type = subject.types.type(of: argument, in: file),
        let asked = subject.types.method("Err", of: type)?.signature, asked.parameters.isEmpty,
        asked.results == [.error]
      else { return false }
      return function.descendants(of: .returnStmt).contains { statement in
        statement.start > call.end && statement.returned.contains { $0.unparenthesized.isSpelled(like: argument) }
      }
    }
  }

  /// The statement that the call is, or is part of.
  var statement: Node {
    var statement = call
    while let parent = statement.parent,
      [.assignStmt, .exprStmt, .deferStmt, .goStmt, .parenExpr].contains(parent.kind)
    {
      statement = parent
    }
    return statement
  }

  /// Whether the doc comment of the function tells its callers that errors are ignored.
  private var isPromised: Bool {
    guard let doc = call.outermostFunction?.doc else { return false }
    return StatedReason.promisesToIgnore(call.tree.text(doc.start..<doc.end))
  }

  /// What is said beside the call, or beside the same call in the statements right before it.
  private var words: String {
    var words = call.tree.comments(besides: statement)
    var last = statement
    while let before = last.preceding, before.endLine + 1 == last.line,
      before.descendants(of: .callExpr).contains(where: { $0.function?.isSpelled(like: call.function ?? call) == true })
    {
      words += " " + call.tree.comments(besides: before)
      last = before
    }
    return words
  }

  /// `body, _ := io.ReadAll(resp.Body)` before another error is returned, which is told with what could be read.
  private func isForAnotherError(_ name: String, _ subject: Subject, _ file: GoFile) -> Bool {
    if use == .blank, IgnoredCall.describing.contains(where: name.hasPrefix), isOnlyTold(subject, file) { return true }
    guard use == .blank, name == "ReadAll" || name == "Decode" || name == "Unmarshal",
      let block = statement.parent, block.parent?.kind == .ifStmt || block.kind == .caseClause,
      let last = block.statements.last, last.kind == .returnStmt
    else { return false }
    return givesError(last, subject, file)
  }

  private static let describing = ["Dump", "ReadAll", "Marshal", "Hostname", "Getwd", "Rel", "RowsAffected"]

  /// `request, _ := httputil.DumpRequest(r, false)` for a log line, and nothing else.
  private func isOnlyTold(_ subject: Subject, _ file: GoFile) -> Bool {
    guard let value = call.receivingName(at: 0), value.kind == .ident, !value.isText("_"),
      let function = call.enclosingFunction
    else { return false }
    let uses = function.descendants(of: .ident).filter { $0.start > call.end && $0.isSpelled(like: value) }
    return !uses.isEmpty
      && uses.allSatisfy { use in
        use.ancestors.prefix(while: { $0 != function }).contains { around in
          around.kind == .callExpr
            && (around.calledName == "Errorf"
              || around.calledOperandName != "fmt" && LogLevel(of: around, subject, file) != nil)
        }
      }
  }

  /// Whether a return gives an error that is not nil where it is written.
  private func givesError(_ statement: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let function = call.enclosingFunction else { return false }
    let results = FunctionResults(of: function, subject, file)
    guard let last = results.errors.last, statement.returned.count == results.count else { return false }
    return !statement.returned[statement.returned.startIndex + last].unparenthesized.isText("nil")
  }

  /// Less sure where words beside the call say why its error does not matter.
  private func said(_ confidence: Confidence) -> Confidence {
    let words = words
    if words.isEmpty { return confidence }
    let reasons = ["rror", "err", "gnor", "ail", "nolint", "best effort", "best-effort"]
    return reasons.contains { words.contains($0) } ? .low : confidence
  }

  /// `user, _ := find(id)` before `if user == nil`, `n, _ := …` before `if n == 0`: the value itself tells.
  private var isValueAsked: Bool {
    guard let assignment = call.parent, assignment.kind == .assignStmt, let value = assignment.leftSide.first,
      value.kind == .ident
    else { return false }
    let isAskedLater = call.enclosingFunction?.descendants(of: .binaryExpr).contains { later in
      later.start > call.end && later.nilComparison?.operand.isSpelled(like: value) == true
    }
    if isAskedLater ?? false { return true }
    let next = assignment.parent?.initializer == assignment ? assignment.parent : assignment.following
    guard let next, let asking = next.kind == .returnStmt ? next.returned.first : next.condition,
      next.kind == .ifStmt || next.kind == .returnStmt
    else { return false }
    return ([asking.unparenthesized] + asking.descendants(of: .binaryExpr)).contains { comparison in
      comparison.nilComparison?.operand.isSpelled(like: value) == true || comparison.asksForZero(value)
        || comparison.kind == .callExpr && comparison.calledName == "IsZero"
          && comparison.function?.unparenthesized.operand?.isSpelled(like: value) == true
    }
      || asking.isCheck(of: value)
        && next.body?.statements.last.map { $0.kind == .returnStmt || $0.kind == .branchStmt } ?? false
  }

  /// `Printf`, `VerbosePrintf`, `warnf`, but not `Fingerprint`: nobody looks at what printing gives.
  private static func isPrinter(_ name: String) -> Bool {
    IdentifierWords(name).containsAny(of: printing)
  }

  private static let printing: Set<String> = [
    "print", "printf", "println", "fprint", "fprintf", "fprintln", "warnf", "infof", "debugf", "logf", "tracef",
  ]

  /// `cmd.Flags().GetBool("web")`: fails for flags nobody defined.
  static func isFlagRead(_ name: String, _ call: Node) -> Bool {
    guard name.hasPrefix("Get"), let operand = call.function?.unparenthesized.operand?.unparenthesized,
      operand.kind == .callExpr
    else { return false }
    return operand.function?.unparenthesized.name?.isText("Flags") == true
  }

  /// Prints to places that cannot fail in a way anybody could act on; a file and a connection can.
  private func printing(_ subject: Subject, _ file: GoFile) -> Confidence? {
    guard let writer = call.arguments.first, !writer.isText("os.Stdout"), !writer.isText("os.Stderr"),
      let type = subject.types.type(of: writer, in: file)
    else { return nil }
    if type.isNamed("os", "File") { return use == .blank ? .low : .medium }
    if type.isNamed("net", "Conn") || type.isNamed("crypto/tls", "Conn") { return .low }
    return nil
  }
}

extension Node {
  /// `!name.MatchString(value)`, `len(values) > 0 && …`: whether a condition looks at the value before it is used.
  fileprivate func isCheck(of value: Node) -> Bool {
    ([unparenthesized] + descendants(of: .unaryExpr) + descendants(of: .callExpr)).contains { part in
      let call = part.kind == .unaryExpr && part.token == .not ? part.operand?.unparenthesized : part
      guard let call, call.kind == .callExpr, call != part || call.function?.isText("len") == true else { return false }
      return call.arguments.contains { $0.unparenthesized.isSpelled(like: value) }
    }
  }

  /// `n == 0`, `n < 1`, `text == ""`: whether a comparison asks for the value that a failed call leaves.
  fileprivate func asksForZero(_ value: Node) -> Bool {
    guard kind == .binaryExpr, let left = left?.unparenthesized, let right = right?.unparenthesized,
      left.isSpelled(like: value), right.kind == .basicLit
    else { return false }
    switch token {
    case .equal, .notEqual, .greater, .lessOrEqual: return right.isText("0") || right.isText("\"\"")
    case .less, .greaterOrEqual: return right.isText("1")
    default: return false
    }
  }
}

extension GoType {
  /// Whether a result of this type, or one of several, is of a declared type and so may implement error.
  fileprivate var mayBeError: Bool {
    switch self {
    case .error, .named, .pointer(.named): true
    case .tuple(let all): all.contains { $0.mayBeError }
    case .basic, .untyped, .parameter, .pointer, .slice, .array, .map, .channel, .function, .structure, .interface,
      .unknown:
      false
    }
  }
}
