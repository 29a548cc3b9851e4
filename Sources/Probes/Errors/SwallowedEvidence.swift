import GoSyntax
import GoTypes
import Repository

/// What speaks for a dropped error being a slip, and what for it being a decision that needs no words.
///
/// A function that gives other errors back means to; one that drops several of what it reads, and never gives one
/// beside its value, has decided that there is none, and so has a literal whose taker demands the error result. A value
/// that was there before the error, a flag set for the caller, and a condition on what else the call gave are decisions
/// as well.
struct SwallowedEvidence {
  let error: Node
  let branch: Node
  let function: Node
  let results: FunctionResults
  let subject: Subject
  let file: GoFile

  /// Whether the branch or function leaves no slip to tell of, whatever is returned.
  var isDecided: Bool {
    asksAnotherResult || handsErrorOn || isOfRandomBytes || isTrying || isLiteralWithoutErrors
  }

  /// Whether a return in the branch, which gives nil for the error, hides it from nobody.
  func isDecided(
    _ statement: Node, isLogged: Bool, among statements: some Collection<Node>, _ work: inout OutsideWork
  ) -> Bool {
    if givesWhatWasThere(statement) || saysNo(statement) || holdsError(statement) || tellsCaller(statements) {
      return true
    }
    guard !isLogged, results.count > 1, !givesOtherErrors, dropsOthers(than: statement) else { return false }
    // Two slips with databases or files are no decision.
    return source.map { work.kind(of: $0, in: file) != .work } ?? false
  }

  // MARK: Of the function

  /// Whether another return of the function gives an error.
  private var givesOtherErrors: Bool {
    guard let last = results.errors.last else { return false }
    return function.descendants(of: .returnStmt).contains { other in
      guard other.enclosingFunction == function else { return false }
      if other.returned.isEmpty { return function.type?.results?.fields.contains { !$0.names.isEmpty } ?? false }
      guard other.returned.count == results.count else { return true }
      return !other.returned[other.returned.startIndex + last].unparenthesized.isText("nil")
    }
  }

  /// Whether the function deals with the error of another call in the same way.
  private func dropsOthers(than statement: Node) -> Bool {
    function.descendants(of: .returnStmt).contains { other in
      other != statement && other.enclosingFunction == function && other.parent != statement.parent
        && other.parent?.parent?.condition?.nonNilOperand?.isNamedAsError == true
    }
  }

  private var isLiteralWithoutErrors: Bool { function.kind == .funcLit && !givesOtherErrors }

  /// `tryReadID`, `loadOptional`: to fail is part of what the name says.
  private var isTrying: Bool {
    guard let outer = function.kind == .funcDecl ? function : function.outermostFunction else { return false }
    return IdentifierWords(outer.name?.text ?? "").containsAny(of: SwallowedEvidence.trying)
  }

  private static let trying: Set<String> = [
    "try", "maybe", "optional", "optionally", "graceful", "gracefully", "lenient",
  ]

  // MARK: Of the branch

  /// `if err != nil && status == 404`, where the call gave the status as well: that failure is a known answer.
  private var asksAnotherResult: Bool {
    guard let condition = branch.condition?.unparenthesized, condition.token == .logicalAnd, let given = source?.parent,
      given.kind == .assignStmt
    else { return false }
    return given.leftSide.contains { result in
      result.kind == .ident && !result.isText("_") && !result.isSpelled(like: error) && condition.mentions(result.text)
    }
  }

  /// `failure = err` right before the branch: whoever reads the other variable has it.
  private var handsErrorOn: Bool {
    guard error.kind == .ident, let list = branch.parent?.statements else { return false }
    return list.prefix(while: { $0 != branch }).contains { earlier in
      guard earlier.kind == .assignStmt, earlier.leftSide.count == earlier.rightSide.count, earlier != source?.parent
      else { return false }
      return zip(earlier.leftSide, earlier.rightSide).contains { target, value in
        value.unparenthesized.isSpelled(like: error) && !target.isText("_")
      }
    }
  }

  /// Since Go 1.24 random bytes have no error to give.
  private var isOfRandomBytes: Bool {
    guard let source, let callee = subject.types.callee(of: source, in: file) else { return false }
    var random = RandomBytes(subject)
    return random.areAllItNeeds(callee)
  }

  // MARK: Of a return

  /// `n, extra, err := r.inner.Read(data)` and, further down, `return n, extra, nil`: what was read has been read.
  private func givesWhatWasThere(_ statement: Node) -> Bool {
    let values = statement.returned.dropLast().map(\.unparenthesized).filter { $0.kind == .ident && !$0.isText("nil") }
    guard !values.isEmpty, values.count == statement.returned.count - 1 else { return false }
    return values.allSatisfy { value in
      guard let name = subject.types.declaration(of: value, in: file)?.name,
        let given = subject.value(lastGiven: name, before: source ?? branch, in: function, file)?.unparenthesized,
        given.kind == .callExpr, given != source, let assignment = given.parent, assignment.kind == .assignStmt
      else { return false }
      return assignment.leftSide.count > 1 && assignment.leftSide.contains(where: \.isNamedAsError)
    }
  }

  /// `func write(data []byte) (ok bool, err error)`: a false that has a name is an answer where no other error is
  /// given.
  private func saysNo(_ statement: Node) -> Bool {
    guard !givesOtherErrors, statement.returned.count == 2, statement.returned.first?.isText("false") == true,
      let name = function.type?.results?.fields.first?.names.first
    else { return false }
    return ["ok", "found", "exists", "handled", "done"].contains(name.text.lowercased())
  }

  /// `return err, nil`, where the first result is an error too: the caller is told of two kinds.
  private func holdsError(_ statement: Node) -> Bool {
    guard results.errors.count > 1, let last = results.errors.last else { return false }
    return results.errors.contains { position in
      position != last && statement.returned[statement.returned.startIndex + position].mentions(error.text)
    }
  }

  /// `packet.shouldDrop = true`: a flag in what the caller handed in.
  private func tellsCaller(_ statements: some Collection<Node>) -> Bool {
    statements.contains { statement in
      guard statement.kind == .assignStmt, let target = statement.leftSide.first, target.kind == .selectorExpr,
        let holder = target.operand?.unparenthesized, holder.kind == .ident,
        subject.types.declaration(of: holder, in: file)?.kind == .parameter
      else { return false }
      return statement.rightSide.first.map { !$0.isText("nil") } ?? false
    }
  }

  /// The call that gave the error.
  private var source: Node? {
    SwallowedReasons(error: error, branch: branch, function: function, subject: subject, file: file).source
  }
}

/// The examples of `SwallowedProbe` for what `SwallowedEvidence` says.
let swallowedEvidenceExamples: [ProbeExample] = [
  .found(
    """
    package shop
    import "os"
    func load(path string) ([]byte, error) {
      data, err := os.ReadFile(path)
      if err != nil { ▸return nil, nil }
      if _, err := os.Stat("shelf"); err != nil { return nil, err }
      return data, nil
    }
    """),
  .quiet(
    """
    package shop
    import "strconv"
    func size(width, height string) (int, error) {
      w, err := strconv.Atoi(width)
      if err != nil { return 0, nil }
      h, err := strconv.Atoi(height)
      if err != nil { return 0, nil }
      return w * h, nil
    }
    """),
  .found(
    """
    package shop
    import "os"
    type cart struct{ Size int }
    func find(path string) *cart {
      var found cart
      data, err := os.ReadFile(path)
      if err != nil { ▸return nil }
      found.Size = len(data)
      return &found
    }
    """),
  .found(
    """
    package shop
    import "os"
    func has(path string) (found bool, err error) {
      data, err := os.ReadFile(path)
      if err != nil { ▸return false, nil }
      if len(data) == 0 { return false, os.ErrInvalid }
      return true, nil
    }
    """),
  .found(
    """
    package shop
    import "os"
    func load(path string) ([]byte, error) {
      data, err := os.ReadFile(path)
      if err != nil { ▸return nil, nil }
      if _, err := os.Stat("shelf"); err != nil { return nil, nil }
      return data, nil
    }
    """),
  .quiet(
    """
    package shop
    import "os"
    func tryRemove(path string) error {
      err := os.Remove(path)
      if err != nil { return nil }
      return nil
    }
    """),
  .found(
    """
    package shop
    import "os"
    func remove(path string) error {
      err := os.Remove(path)
      if err != nil { ▸return nil }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    func ask(fetch func() (string, int, error)) (string, error) {
      text, status, err := fetch()
      if err != nil && status == 404 {
        return "", nil
      } else if err != nil {
        return "", err
      }
      return text, nil
    }
    """),
  .quiet(
    """
    package shop
    func check(load func() error) (failure error, stop error) {
      err := load()
      if err != nil { return err, nil }
      return nil, errClosed
    }
    var errClosed error
    """),
  .quiet(
    """
    package shop
    import "strconv"
    type packet struct{ drop bool }
    func read(text string, p *packet) (int, error) {
      n, err := strconv.Atoi(text)
      if err != nil {
        p.drop = true
        return 0, nil
      }
      if n < 0 { return 0, strconv.ErrRange }
      return n, nil
    }
    """),
  .quiet(
    """
    package shop
    import "os"
    func shelf(path string) *os.File {
      file, err := os.Open(path)
      if err != nil { return nil }
      return file
    }
    """),
  .found(
    """
    package shop
    import "os"
    func names(path string) []os.DirEntry {
      all, err := os.ReadDir(path)
      if err != nil { ▸return nil }
      return all
    }
    """),
]
