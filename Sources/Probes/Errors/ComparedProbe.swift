import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds errors compared with `==`, `!=`, `switch`, type assertion or type switch, where errors.Is and As belong.
///
/// Left out: comparing with nil; with io.EOF and http.ErrServerClosed, which come back as they are; methods named Is, As and Unwrap, which
/// answer for one link of the chain, and assertions in a function that asks for Unwrap itself; the result of a Cause function; what a system call, Row.Scan, a context's Err,
/// package io or package bufio has just given; an error that is compared with its own method's receiver.
struct ComparedProbe: Probe {
  static let card = ProbeCard(
    id: "errors/compared",
    version: 4,
    sign: .antiPattern,
    looksFor: "an error compared directly or asserted to a type",
    because: "the comparison fails as soon as somebody wraps the error on its way",
    instead: "ask errors.Is(err, ErrX), or errors.As(err, &target)",
    examples: [
      .found("if ▸err == os.ErrNotExist { return nil }"),
      .found("if os.ErrNotExist != err { return nil }"),
      .found("switch err {\ncase ▸os.ErrNotExist:\n\treturn nil\n}"),
      .found("if _, ok := ▸err.(*os.PathError); ok { return nil }"),
      .found("switch e := ▸err.(type) {\ncase *os.PathError:\n\t_ = e\n}"),
      .quiet("if err == nil { return nil }"),
      .quiet("if errors.Is(err, os.ErrNotExist) { return nil }"),
      .quiet("_, err = os.Stdin.Read(nil)\nif err == io.EOF { return nil }"),
      .quiet("err = syscall.Unlink(path)\nif err == syscall.ENOENT { return nil }"),
      .quiet("if ctx.Err() == context.Canceled { return nil }"),
      .quiet("_, err = io.ReadFull(os.Stdin, nil)\nif err == io.ErrShortBuffer { return nil }"),
      .found("if ▸err == context.Canceled { return nil }"),
      .quiet("switch ctx.Err() {\ncase context.Canceled:\n\treturn nil\n}"),
      .quiet(
        "func retry(work func() error) error {\n\terr := work()\n\tif err != syscall.EINTR { return err }\n\treturn nil\n}"
      ),
      .found(
        "func retry(work func() error) error {\n\terr := work()\n\tif ▸err != os.ErrExist { return err }\n\treturn nil\n}"
      ),
      .quiet("if r := recover(); r == http.ErrAbortHandler { return nil }"),
      .quiet("switch err {\ncase nil:\n\treturn nil\ndefault:\n\treturn err\n}"),
      .quiet(
        """
        type gone struct{}
        func (g gone) Error() string { return "" }
        func (g gone) Is(target error) bool { return target == os.ErrNotExist }
        """),
      .quiet(
        """
        func links(err error) []error {
          if many, ok := err.(interface{ All() []error }); ok { return many.All() }
          if many, ok := err.(interface{ Unwrap() []error }); ok { return many.Unwrap() }
          return nil
        }
        """),
      .found(
        """
        func links(err error) []error {
          if many, ok := ▸err.(interface{ All() []error }); ok { return many.All() }
          return nil
        }
        """),
      .quiet("func asError(x error) error {\n\treturn x.(error)\n}"),
      .quiet(
        """
        type failure struct{ cause error }
        func (f *failure) Error() string { return "" }
        func (f *failure) isFirst() bool { return f.cause == f }
        """),
      .quiet(
        """
        package shop
        import "bufio"
        func line(in *bufio.Reader) ([]byte, error) {
          line, err := in.ReadSlice(10)
          if err == bufio.ErrBufferFull { return line, nil }
          return line, err
        }
        """),
      .quiet("var x any = path\nif _, ok := x.(error); ok { return nil }"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let files = subject.snapshot.productFiles
    for file in files {
      func report(_ node: Node, _ message: String) {
        guard !isChainMethod(node) else { return }
        findings.append(file.finding(Self.card.id, at: node, message))
      }
      for comparison in file.tree.nodes(of: .binaryExpr)
      where comparison.token == .equal || comparison.token == .notEqual {
        guard let left = comparison.left, let right = comparison.right, left.kind != .basicLit,
          right.kind != .basicLit, !isAllowed(left), !isAllowed(right), !isReceiver(left), !isReceiver(right),
          subject.isErrorInterface(left, file) || subject.isErrorInterface(right, file),
          mayBeError(left, subject, file), mayBeError(right, subject, file),
          !comesUnwrapped(left, right, comparison, subject, file),
          !comesUnwrapped(right, left, comparison, subject, file)
        else { continue }
        report(comparison, "\(comparison.token == .equal ? "==" : "!=") misses a wrapped error; errors.Is finds it")
      }
      for choice in file.tree.nodes(of: .switchStmt) {
        guard let tag = choice.condition, let clauses = choice.body?.statements,
          subject.isErrorInterface(tag, file)
        else { continue }
        let compared = clauses.flatMap { Array($0.caseExpressions) }.first {
          !isAllowed($0) && !comesUnwrapped(tag, $0, choice, subject, file)
        }
        if let compared { report(compared, "switch compares with ==; a wrapped error takes no case") }
      }
      for assertion in file.tree.nodes(of: .typeAssertExpr) {
        guard let operand = assertion.operand, subject.isErrorInterface(operand, file), !isCause(operand),
          assertion.type?.isText("error") != true, !walksChain(assertion)
        else { continue }
        report(
          assertion,
          assertion.type == nil
            ? "a type switch sees the outermost error only; errors.As looks through the chain"
            : "the assertion fails for a wrapped error; errors.As looks through the chain")
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["compared": .count(findings.count), "lines": .count(subject.productLines)],
      scope: Scope(files: files.count, patterns: ["==, != and switch on errors", "type assertions on errors"]))
  }

  /// `e.cause == e`: an error that asks about itself.
  private func isReceiver(_ operand: Node) -> Bool {
    guard operand.kind == .ident, let function = operand.ancestors.first(where: { $0.kind == .funcDecl }) else {
      return false
    }
    return function.receiver?.fields.first?.names.first?.isSpelled(like: operand) == true
  }

  /// Whether the function goes from link to link itself: there an assertion must see one link only.
  private func walksChain(_ assertion: Node) -> Bool {
    assertion.enclosingFunction?.descendants(of: .typeAssertExpr).contains { other in
      guard let type = other.type, type.kind == .interfaceType else { return false }
      return type.fields.contains { $0.names.first?.isText("Unwrap") == true }
    } ?? false
  }

  private func isAllowed(_ operand: Node) -> Bool {
    let operand = operand.unparenthesized
    return operand.isText("nil") || operand.isText("io.EOF") || operand.isText("io.ErrUnexpectedEOF")
      || operand.isText("http.ErrServerClosed")
  }

  /// A recovered value that happens to be compared with an error is no error.
  private func mayBeError(_ operand: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    subject.types.isError(operand, in: file) != false
  }

  /// A system call's number, or Scan's sql.ErrNoRows, compared right after the call that gives it as it is.
  private func comesUnwrapped(_ error: Node, _ other: Node, _ place: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    let error = error.unparenthesized
    guard other.kind == .selectorExpr, let function = place.enclosingFunction else { return false }
    var source: Node? = error
    if error.kind == .ident, let name = subject.types.declaration(of: error, in: file)?.name {
      source = subject.value(lastGiven: name, before: place, in: function, file)?.unparenthesized
    }
    if let call = source, call.kind == .callExpr, isErrorNumber(other), let given = call.function?.unparenthesized,
      given.kind == .ident, subject.types.declaration(of: given, in: file)?.kind == .parameter
    {
      // A wrapper that repeats interrupted system calls is given nothing else to run.
      return true
    }
    guard let call = source, call.kind == .callExpr, let callee = subject.types.callee(of: call, in: file) else {
      return false
    }
    if callee.is("context", "Context", "Err"), other.operand?.isText("context") == true { return true }
    if callee.packagePath == "io", other.operand?.isText("io") == true { return true }
    if callee.packagePath == "bufio", other.operand?.isText("bufio") == true { return true }
    switch callee.packagePath {
    case "syscall", "golang.org/x/sys/unix", "golang.org/x/sys/windows": return true
    default: break
    }
    return other.isText("sql.ErrNoRows") && callee.is("database/sql", "Row", "Scan")
  }

  /// `syscall.EINTR`, `unix.EAGAIN`, `windows.ERROR_MORE_DATA`: numbers that system calls give.
  private func isErrorNumber(_ selector: Node) -> Bool {
    guard let operand = selector.operand, let name = selector.name else { return false }
    guard operand.isText("syscall") || operand.isText("unix") || operand.isText("windows") else { return false }
    return name.tree.source[name.start] == 69
  }

  private func isCause(_ operand: Node) -> Bool {
    operand.unparenthesized.function?.unparenthesized.name?.isText("Cause") == true
  }

  /// Inside a method that errors.Is, As or Unwrap calls.
  private func isChainMethod(_ node: Node) -> Bool {
    guard let function = node.ancestors.first(where: { $0.kind == .funcDecl }), function.receiver != nil else {
      return false
    }
    return ["Is", "As", "Unwrap"].contains(function.name?.text ?? "")
  }
}
