import GoSyntax
import GoTypes
import Repository

/// Reasons, found around a branch, why a nil returned there loses no error that anybody waits for.
struct SwallowedReasons {
  let error: Node
  let branch: Node
  let function: Node
  let subject: Subject
  let file: GoFile

  /// `Then: func() error { if err != nil { return nil } … }`: the error is that of the function around, which has it.
  ///
  /// So has one that is a named result there, whoever gives it: `ReplaceAllFunc(data, func(part []byte) []byte { … })`.
  var isOfOuterFunction: Bool {
    guard function.kind == .funcLit, error.kind == .ident,
      let name = subject.types.declaration(of: error, in: file)?.name,
      !function.contains(name)
    else { return false }
    if name.ancestors.contains(where: { $0.kind == .funcType && $0.results?.contains(name) == true }) { return true }
    return !function.descendants(of: .assignStmt).contains { assignment in
      assignment.leftSide.contains { $0.kind == .ident && $0.isSpelled(like: error) }
    }
  }

  /// Whether the error is a person's no, or an end of input, at a prompt.
  var isDeclined: Bool {
    guard let call = source, let path = subject.types.callee(of: call, in: file)?.packagePath else {
      return isPrompt(source)
    }
    return SwallowedReasons.prompts.contains { path.isPath($0) }
  }

  private static let prompts = [
    "github.com/manifoldco/promptui", "github.com/AlecAivazis/survey", "github.com/charmbracelet/huh",
    "github.com/erikgeiser/promptkit",
  ]

  /// `prompt.Run()` in a file that imports a library of prompts.
  private func isPrompt(_ call: Node?) -> Bool {
    guard let call, let name = call.calledOperandName?.lowercased(), name.contains("prompt") || name.contains("confirm")
    else { return false }
    return SwallowedReasons.prompts.contains { file.importing($0) != nil }
  }

  /// Whether no return of a method that an interface asks for ever gives an error: it is a matter of the log alone.
  func isDemandedAndNil(_ results: FunctionResults) -> Bool {
    guard let last = results.errors.last, function.receiver != nil, let name = function.name?.text,
      subject.askedMethods.contains(name)
    else { return false }
    return function.descendants(of: .returnStmt).allSatisfy { statement in
      if statement.enclosingFunction != function { return true }
      guard statement.returned.count == results.count else { return false }
      return statement.returned[statement.returned.startIndex + last].unparenthesized.isText("nil")
    }
  }

  /// `if _, err := os.Stat(name); err != nil { return nil }`: asked was only whether it is there.
  var isAskedForPresence: Bool {
    guard let call = source, call.calledOperandName == "os", call.calledName == "Stat" || call.calledName == "Lstat"
    else {
      return false
    }
    return call.receivingName(at: 0)?.isText("_") ?? false
  }

  /// `bcrypt.CompareHashAndPassword(hash, given)`: that they differ is the answer, and the value gives it.
  var isComparison: Bool { source?.calledName == "CompareHashAndPassword" }

  /// Behind `tx.Commit()` the work is done: what fails then is a matter of the log, and success is true.
  var isAfterCommit: Bool {
    guard source?.calledName != "Commit" else { return false }
    return function.descendants(of: .callExpr).contains { call in
      call.calledName == "Commit" && call.end < branch.start && call.enclosingFunction == function
    }
  }

  /// `if n, err := strconv.Atoi(name); err != nil { return nil, nil }`: what is no number is not found by number.
  func isNoNumber(_ statement: Node) -> Bool {
    guard statement.returned.count > 1, statement.returned.allSatisfy({ $0.unparenthesized.isText("nil") }),
      let call = source, call.calledOperandName == "strconv", let text = call.arguments.first, text.kind == .ident
    else { return false }
    return subject.types.declaration(of: text, in: file)?.kind == .parameter
  }

  /// Whether the doc comment says what nil stands for: `nil if there is none`. Beside an error result it has to speak of
  /// failing, and a literal has the words of the function around.
  func isDocumentedNil(_ results: FunctionResults) -> Bool {
    guard let doc = function.doc ?? function.outermostFunction?.doc else { return false }
    let words = file.tree.text(doc.start..<doc.end)
    return results.errors.isEmpty ? StatedReason.ofNil(words) : StatedReason.ofNilAtFailure(words)
  }

  /// `log.Errorf("token check: %v", err); return false, nil` where somebody asks to be let in: the answer is no.
  ///
  /// So is `return nil, nil` there, when that is how another return says no.
  func isRefused(_ statement: Node) -> Bool {
    guard statement.returned.count == 2, let answer = statement.returned.first, let name = function.name?.text,
      IdentifierWords(name).containsAny(of: SwallowedReasons.doors)
    else { return false }
    let others = function.descendants(of: .returnStmt).filter { $0.enclosingFunction == function && $0 != statement }
    if answer.isText("false") { return others.contains { $0.returned.first?.isText("true") == true } }
    return answer.isText("nil")
      && others.contains { other in
        other.isSameText(as: statement) && other.parent?.parent?.condition?.nonNilOperand == nil
      }
  }

  private static let doors: Set<String> = ["auth", "authenticate", "authorize", "authorized", "login"]

  /// `return text("The search is not available."), nil`: the value tells whoever asked, in words.
  static func saysFailure(_ statement: Node) -> Bool {
    statement.returned.dropLast().contains { value in
      value.kind == .callExpr
        && value.descendants(of: .basicLit).contains { literal in
          guard literal.token == .string else { return false }
          let text = literal.text.lowercased()
          return failures.contains { text.contains($0) }
        }
    }
  }

  private static let failures = [
    "not available", "unavailable", "failed", "could not", "cannot ", "error: ", "unable to",
  ]

  /// `plans, err := config.Get("plans"); if err != nil { return none, nil }`: what nobody has set has no value.
  var isMissingSetting: Bool {
    guard let call = source, call.calledName?.hasPrefix("Get") == true, let operand = call.calledOperandName,
      file.imports.contains(where: { $0.name == operand }),
      !call.arguments.contains(where: { subject.types.type(of: $0, in: file)?.isContext == true })
    else { return false }
    return ["config", "conf", "cfg", "settings", "viper"].contains(operand.lowercased())
  }

  /// `value := func(u usage) *float64 { … return nil }`: a local question that may have no answer.
  func isLocalQuestion(_ results: FunctionResults) -> Bool {
    function.kind == .funcLit && results.count == 1 && function.receivingLocal != nil
      && function.type?.results?.fields.first?.type?.kind == .starExpr
  }

  /// Whether most of those who call the function ask whether it gave nil, or an interface leaves no place for an error.
  var isNilAsked: Bool {
    guard function.kind == .funcDecl, let name = function.name?.text else { return false }
    if let call = source, let callee = subject.types.callee(of: call, in: file),
      SureCall.works(call, callee, subject, file)
    {
      return true
    }
    if function.receiver != nil, subject.askedMethods.contains(name) { return true }
    let calls = Callers(of: function, in: file, subject).calls
    return !calls.isEmpty && calls.count { asksForNil($0.node) } * 2 >= calls.count
  }

  private func asksForNil(_ call: Node) -> Bool {
    if call.parent?.kind == .binaryExpr { return call.parent?.nilComparison != nil }
    if call.parent?.kind == .returnStmt { return true }
    guard let name = call.receivingVariable ?? call.receivingName(at: 0), name.kind == .ident,
      let around = call.enclosingFunction
    else { return false }
    return around.descendants(of: .binaryExpr).contains { comparison in
      comparison.start > call.start && comparison.nilComparison?.operand.isSpelled(like: name) == true
    }
  }

  /// The call that gave the error.
  var source: Node? {
    guard error.kind == .ident, let name = subject.types.declaration(of: error, in: file)?.name else { return nil }
    let place = branch.body?.statements.first ?? branch
    let value = subject.value(lastGiven: name, before: place, in: function, file)?.unparenthesized
    return value?.kind == .callExpr ? value : nil
  }
}
