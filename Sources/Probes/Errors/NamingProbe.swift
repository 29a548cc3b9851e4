import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds sentinel errors not named `ErrX` or `errX`, and error types whose names do not end with `Error`.
///
/// Types of lists may end with `Errors`. `EOF` is accepted.
struct NamingProbe: Probe {
  static let card = ProbeCard(
    id: "errors/naming",
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
      .quiet(#"var ErrNotFound, errGone = errors.New("not found"), errors.New("gone")"#),
      .quiet("type ListErrors []error\nfunc (l ListErrors) Error() string { return \"\" }"),
      .quiet("type Logger struct{}\nfunc (l *Logger) Error(text string) string { return text }"),
      .quiet("var lastFailure error"),
      .quiet("var count, name = 1, errors.New(\"x\").Error()"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let files = subject.snapshot.productFiles
    for file in files {
      for name in ErrorDeclarations.types(in: file, subject) where !isTypeName(name) {
        findings.append(
          file.finding(Self.card.id, at: name, "the error type \(name.text) should be named like NotFoundError"))
      }
      for name in ErrorDeclarations.values(in: file, subject) where !isValueName(name.text) {
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
    if lower.hasSuffix("error") { return true }
    let kind = name.parent?.type?.kind
    return (kind == .arrayType || kind == .mapType) && lower.hasSuffix("errors")
  }

  private func isValueName(_ name: String) -> Bool {
    if name == "EOF" || name == "eof" { return true }
    guard name.hasPrefix("Err") || name.hasPrefix("err") else { return false }
    return name.dropFirst(3).first.map { !$0.isLowercase } ?? true
  }
}
