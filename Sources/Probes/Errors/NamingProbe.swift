import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds sentinel errors not named `ErrX` or `errX`, and error types whose names do not end with `Error`.
///
/// Types of lists may end with `Errors`, and so may structs that hold one. Constants of an error type that begin with
/// its name are an enumeration, as Go names them. `EOF` is accepted. Types that get their Error method from what they embed count,
/// and so do other names of error types. A variable that holds what some function gave (`var failure = setup()`) is a
/// result, not a sentinel, unless the function makes errors by its name; so is one of several
/// that a call gave. What satisfies error but is there for something else is left out (`ErrorRole`).
struct NamingProbe: Probe {
  static let card = ProbeCard(
    id: "errors/naming",
    version: 8,
    sign: .antiPattern,
    looksFor: "an error value not named ErrX, or an error type not named XError",
    because: "readers tell values, types and functions of errors apart by these names",
    instead: "name values ErrNotFound or errNotFound, types NotFoundError",
    examples: [
      .found(#"var ▸NotFound = errors.New("not found")"#),
      .found(#"var ▸ErrorNotFound = fmt.Errorf("not found")"#),
      .found("type ▸NotFound struct{}\nfunc (n *NotFound) Error() string { return \"\" }"),
      .found("type ▸Failure[T any] struct{ value T }\nfunc (f Failure[T]) Error() string { return \"\" }"),
      .found(
        "type NotFoundError struct{}\nfunc (n *NotFoundError) Error() string { return \"\" }\nvar ▸gone = &NotFoundError{}"
      ),
      .found(
        "type goneError struct{}\nfunc (goneError) Error() string { return \"\" }\ntype ▸Gone struct{ goneError }"),
      .found("type goneError struct{}\nfunc (goneError) Error() string { return \"\" }\ntype ▸Gone = goneError"),
      .found("var ▸gone = newFailure()\nfunc newFailure() error { return nil }"),
      .quiet(
        """
        type alertError uint8
        func (a alertError) Error() string { return "" }
        const alertClosed alertError = 10
        """),
      .quiet("var outcome = check()\nfunc check() error { return nil }"),
      .found(
        """
        type ▸alertCode string
        func (a alertCode) Error() string { return string(a) }
        var alertCodeClosed = register("closed")
        func register(name string) alertCode { return alertCode(name) }
        """),
      .quiet("type shelf struct{ last error }"),
      .quiet("type StockWarning struct{}\nfunc (s StockWarning) Error() string { return \"low\" }"),
      .quiet("type CloseSignal struct{}\nfunc (c CloseSignal) Error() string { return \"close\" }"),
      .found("type ▸StockMessage struct{}\nfunc (s StockMessage) Error() string { return \"low\" }"),
      .quiet("type Failure = error"),
      .quiet("type HRESULT uint32\nfunc (h HRESULT) Error() string { return \"\" }"),
      .found("type ▸Result uint32\nfunc (r Result) Error() string { return \"\" }"),
      .quiet(#"var ErrNotFound, errGone = errors.New("not found"), errors.New("gone")"#),
      .quiet("type ListErrors []error\nfunc (l ListErrors) Error() string { return \"\" }"),
      .quiet("type ListErrors struct{ all []error }\nfunc (l ListErrors) Error() string { return \"\" }"),
      .found("type ▸ListErrors struct{ last error }\nfunc (l ListErrors) Error() string { return \"\" }"),
      .quiet(
        """
        type saleError string
        func (s saleError) Error() string { return string(s) }
        const saleErrorClosed saleError = "closed"
        """),
      .found(
        """
        type saleError string
        func (s saleError) Error() string { return string(s) }
        const ▸closed saleError = "closed"
        """),
      .quiet("type Logger struct{}\nfunc (l *Logger) Error(text string) string { return text }"),
      .quiet("var lastFailure error"),
      .quiet("var count, name = 1, errors.New(\"x\").Error()"),
    ] + errorRoleExamples)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let files = subject.snapshot.productFiles
    for file in files {
      let types = ErrorDeclarations.types(in: file, subject) + ErrorDeclarations.derivedTypes(in: file, subject)
      for name in types
      where !isTypeName(name) && !ErrorRole(name: name, subject: subject, file: file).isOfOtherType {
        findings.append(
          file.finding(Self.card.id, at: name, "the error type \(name.text) should be named like NotFoundError"))
      }
      for name in ErrorDeclarations.values(in: file, subject)
      where !isValueName(name.text) && !isResult(name) && !isCode(name, subject, file)
        && !ErrorRole(name: name, subject: subject, file: file).isControl
      {
        findings.append(
          file.finding(
            Self.card.id, at: name,
            "the error \(name.text) should be named like \(name.text.first?.isUppercase == true ? "ErrX" : "errX")"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["misnamed": .count(findings.count)],
      scope: Scope(files: files.count, patterns: ["package-level errors", "types with an Error method"]))
  }

  private func isTypeName(_ name: Node) -> Bool {
    let lower = name.text.lowercased()
    // What is safe to ignore, or tells somebody to do something, says so.
    if lower.hasSuffix("error") || lower.hasSuffix("warning") || lower.hasSuffix("signal") { return true }
    if let type = name.parent?.type, type.kind == .ident, type.text.contains("int"), name.text.count > 2,
      name.text.allSatisfy({ $0.isUppercase || $0 == "_" || $0.isNumber })
    {
      // The system's own name for a number, as HRESULT and NTSTATUS are.
      return true
    }
    guard let type = name.parent?.type else { return false }
    let lists: [NodeKind] = [.arrayType, .mapType]
    let isList =
      lists.contains(type.kind)
      || type.kind == .structType && type.fields.contains { $0.type.map { lists.contains($0.kind) } ?? false }
    return isList && lower.hasSuffix("errors")
  }

  /// A number of a protocol's or system's own list: `const alertHandshakeFailure alert = 40`.
  ///
  /// So is a value that begins with the name of its own type: `ErrorCodeDenied = register(…)` of the type ErrorCode.
  private func isCode(_ name: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    let isConstant = name.parent?.kind == .valueSpec && name.parent?.parent?.token == .const
    if case .named(_, let type, _)? = subject.types.type(of: name, in: file), type.lowercased() != "error",
      isConstant || !type.lowercased().hasSuffix("error"), name.text.lowercased().hasPrefix(type.lowercased())
    {
      return true
    }
    guard let spec = name.parent, isConstant else { return false }
    return spec.values.allSatisfy { value in
      value.unparenthesized.token == .integer || value.isText("iota")
        || value.descendants(of: .ident).contains { $0.isText("iota") }
    }
  }

  /// Whether the value is given by a function that is not named for making errors.
  private func isResult(_ name: Node) -> Bool {
    guard let spec = name.parent, spec.kind == .valueSpec else { return false }
    // One of several things that a call gave: `var home, failure = os.UserHomeDir()`.
    if spec.names.count > spec.values.count { return true }
    guard let position = spec.names.firstIndex(of: name),
      spec.values.count == spec.names.count
    else { return false }
    let value = spec.values[spec.values.startIndex + position - spec.names.startIndex].unparenthesized
    guard value.kind == .callExpr, let function = value.function?.unparenthesized else { return false }
    if function.kind == .selectorExpr {
      // Errors of other packages are made by constructors; a method gives what it finds.
      return false
    }
    guard function.kind == .ident else { return false }
    let maker = function.text.lowercased()
    let isMaker = maker.hasPrefix("new") || maker.hasPrefix("make") || maker.contains("err") || maker.contains("fail")
    return !isMaker && !name.text.lowercased().contains("err")
  }

  private func isValueName(_ name: String) -> Bool {
    if name == "EOF" || name == "eof" { return true }
    guard name.hasPrefix("Err") || name.hasPrefix("err") else { return false }
    return name.dropFirst(3).first.map { !$0.isLowercase } ?? true
  }
}
