import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds errors that are logged and then returned, so that they are logged again further up.
///
/// Debug and trace messages are not counted, nor answers to a client that hide the error.
struct LoggedAndReturnedProbe: Probe {
  static let card = ProbeCard(
    id: "errors/logged-and-returned",
    sign: .antiPattern,
    looksFor: "an error logged and returned in the same branch",
    because: "one failure shows up in the log several times, and nobody knows who handled it",
    instead: "return it with context and log it once, where it is handled",
    examples: [
      .found("if err != nil {\n\t▸log.Printf(\"failed: %v\", err)\n\treturn err\n}"),
      .found("if err != nil {\n\t▸slog.Error(\"failed\", \"error\", err)\n\treturn fmt.Errorf(\"read: %w\", err)\n}"),
      .found(
        """
        package shop
        import "github.com/rs/zerolog/log"
        func run(err error) error {
          if err != nil {
            ▸log.Error().Err(err).Msg("failed")
            return err
          }
          return nil
        }
        """),
      .found(
        """
        type service struct{ logger interface{ Errorf(string, ...any) } }
        func (s *service) run(load func() (int, error)) (int, error) {
          n, err := load()
          if err != nil {
            ▸s.logger.Errorf("load: %v", err)
            return 0, err
          }
          return n, nil
        }
        """),
      .quiet("if err != nil {\n\treturn err\n}"),
      .quiet("if err != nil {\n\tlog.Println(\"trying again\")\n\treturn err\n}"),
      .quiet("if err != nil {\n\tslog.Debug(\"failed\", \"error\", err)\n\treturn err\n}"),
      .quiet("if err != nil {\n\tlog.Println(err)\n\treturn errors.New(\"internal error\")\n}"),
      .quiet("if err != nil {\n\tlog.Fatal(err)\n\treturn err\n}"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let files = subject.snapshot.productFiles
    for file in files {
      for statement in file.tree.nodes(of: .ifStmt) {
        guard let error = statement.condition?.nonNilOperand, let body = statement.body,
          let last = body.statements.last, last.kind == .returnStmt, let value = last.returned.last
        else { continue }
        let written = error.text
        guard value.mentions(written), isSameError(value, written, subject, file) else { continue }
        for candidate in body.statements {
          guard candidate.kind == .exprStmt, let call = candidate.operand?.unparenthesized, call.kind == .callExpr,
            call.mentions(written), let level = LogLevel(of: call, subject, file)
          else { continue }
          switch level {
          case .debug, .fatal: continue
          case .info, .warning, .error:
            findings.append(file.finding(Self.card.id, at: call, "\(written) is logged here and returned as well"))
          }
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["loggedAndReturned": .count(findings.count)],
      scope: Scope(files: files.count, patterns: ["log calls before a return of the same error"]))
  }

  /// The error itself, or wrapped: not an answer made from it.
  private func isSameError(_ value: Node, _ written: String, _ subject: Subject, _ file: GoFile) -> Bool {
    let value = value.unparenthesized
    if value.text == written { return true }
    return value.kind == .callExpr && ErrorWrap(value, subject, file) != nil
  }
}
