import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds the errors a module declares for its callers, and the places that ask for them with errors.Is and errors.As.
///
/// A value that other packages cannot name counts where its own package asks for it.
struct SentinelsProbe: Probe {
  static let card = ProbeCard(
    id: "errors/sentinels",
    version: 2,
    sign: .signal,
    looksFor: "declared errors or error types, asked for with errors.Is or errors.As",
    because: "callers can tell what went wrong without reading messages",
    instead: "declare ErrNotFound and its like beside the domain types and ask with errors.Is",
    examples: [
      .found(
        """
        var ▸ErrGone = errors.New("gone")
        func isGone(err error) bool { return errors.Is(err, ErrGone) }
        """),
      .found(
        """
        type ▸GoneError struct{}
        func (g *GoneError) Error() string { return "gone" }
        """),
      .quiet("return errors.New(path)"),
      .found("var ▸errGone = errors.New(\"gone\")\nfunc isGone(err error) bool { return errors.Is(err, errGone) }"),
      .quiet("var errGone = errors.New(\"gone\")\nfunc load() error { return errGone }"),
      .quiet("type gone struct{}\nfunc (g gone) Error(code int) string { return \"\" }"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var sentinels = 0
    var types = 0
    var questions = 0
    let files = subject.snapshot.productFiles
    let asked = Self.askedNames(files, subject)
    for file in files {
      for name in ErrorDeclarations.values(in: file, subject) {
        let text = name.text
        let isExported = ExportedIdentifier.isExported(text)
        guard isExported || asked.contains(text) else { continue }
        sentinels += 1
        findings.append(
          file.finding(
            Self.card.id, at: name,
            isExported ? "\(text) is an error callers can ask for" : "\(text) is an error that is asked for"))
      }
      for name in ErrorDeclarations.types(in: file, subject) {
        types += 1
        findings.append(file.finding(Self.card.id, at: name, "\(name.text) is an error with details"))
      }
      for call in file.tree.calls(named: Self.asking) where Self.asks(call, subject, file) {
        questions += 1
        findings.append(file.finding(Self.card.id, at: call, "the chain is asked here"))
      }
    }
    let declared = sentinels + types
    return Outcome(
      probe: Self.card.id, answer: declared > 0 && questions > 0 ? .found : findings.isEmpty ? .notFound : .partial,
      findings: findings,
      measures: ["sentinels": .count(sentinels), "types": .count(types), "questions": .count(questions)],
      scope: Scope(files: files.count, patterns: ["package-level errors", "Error() string", "errors.Is", "errors.As"]))
  }

  /// The names of the errors that errors.Is is asked about; an unexported one nobody asks for is mere text.
  private static func askedNames(_ files: [GoFile], _ subject: Subject) -> Set<String> {
    var names: Set<String> = []
    for file in files {
      for call in file.tree.calls(named: asking) where call.arguments.count > 1 && asks(call, subject, file) {
        guard let target = call.arguments.dropFirst().first?.unparenthesized, target.kind == .ident else { continue }
        names.insert(target.text)
      }
    }
    return names
  }

  private static let asking: Set<String> = ["Is", "As", "AsType", "IsAny"]

  /// Whether a call is errors.Is, errors.As or its like.
  static func asks(_ call: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let name = call.function?.unparenthesized.name,
      name.isText("Is") || name.isText("As") || name.isText("AsType") || name.isText("IsAny"),
      let callee = subject.types.callee(of: call, in: file), callee.receiver == nil, let path = callee.packagePath
    else { return false }
    return path == "errors" || path.hasSuffix("/errors") || path.hasSuffix("/xerrors")
  }
}
