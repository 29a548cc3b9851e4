import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds `fmt.Errorf` calls that turn an error into text instead of wrapping it.
///
/// Limits: a format that is no constant is read as far as its constant parts go. An argument whose type is not known
/// counts as an error when it is named like one. An error made text before (`err.Error()`, also in `errors.New`) is
/// counted as lost but not reported: whoever writes that out means it.
struct UnwrappedProbe: Probe {
  static let card = ProbeCard(
    id: "errors/unwrapped",
    version: 3,
    sign: .antiPattern,
    looksFor: "an error given to fmt.Errorf with a verb other than %w",
    because: "callers can no longer ask errors.Is or errors.As what went wrong",
    instead: "give the error the verb %w",
    examples: [
      .found(#"return fmt.Errorf("read %s: %v", path, ▸err)"#),
      .found(#"return fmt.Errorf("%[2]s: %[1]v", ▸err, path)"#),
      .found(
        """
        package shop
        import "github.com/cockroachdb/errors"
        func read(err error) error { return errors.Newf("read: %v", ▸err) }
        """),
      .found(#"return fmt.Errorf("%w: %+v", os.ErrNotExist, ▸err)"#),
      .found(
        """
        const message = "read " + "%*d %s"
        func read(failure error) error { return fmt.Errorf(message, 3, 4, ▸failure) }
        """),
      .found(
        """
        package shop
        import "fmt"
        type gone struct{}
        func (g *gone) Error() string { return "" }
        func read() error { return fmt.Errorf("read: %v", ▸&gone{}) }
        """),
      .quiet(#"return fmt.Errorf("read %s: %w", path, err)"#),
      .quiet(#"return fmt.Errorf("read: %s", err.Error())"#),
      .quiet(#"return fmt.Errorf("read: " + err.Error())"#),
      .quiet(#"return fmt.Errorf("read %s: %v", path, len(path))"#),
      .quiet(#"return fmt.Errorf("100%% of %w (%[1]T)", err)"#),
      .quiet(#"return fmt.Errorf("unexpected %T", err)"#),
      .quiet(#"fmt.Printf("read: %v", err); return nil"#),
      .quiet(
        """
        package shop
        type printer struct{}
        func (printer) Errorf(format string, all ...any) error { return nil }
        func read(fmt printer, err error) error { return fmt.Errorf("%v", err) }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var kept = 0
    var lost = 0
    let files = subject.snapshot.productFiles
    for file in files {
      for call in file.tree.calls(named: ErrorWrap.names) {
        guard let wrap = ErrorWrap(call, subject, file) else { continue }
        if wrap.keepsChain { kept += 1 } else { lost += 1 }
        guard wrap.isFormatted, subject.types.callee(of: call, in: file)?.packagePath != "github.com/pkg/errors" else {
          continue
        }
        for argument in wrap.flattened where !ErrorWrap.isTextCall(argument, subject, file) {
          findings.append(
            file.finding(
              Self.card.id, at: argument,
              wrap.keepsChain
                ? "\(argument.text) becomes text beside another error that is wrapped; it can take %w too"
                : "\(argument.text) becomes text here; %w would keep it in the chain",
              confidence: wrap.keepsChain ? .medium : .high))
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "wraps": .count(kept + lost), "kept": .count(kept), "lost": .count(lost), "lines": .count(subject.productLines),
      ],
      scope: Scope(
        files: files.count, patterns: ["fmt.Errorf", "errors.Wrap and like wrappers", "errors.New(err.Error())"]))
  }
}
