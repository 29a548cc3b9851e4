import Evidence
import GoSyntax
import Repository

/// Finds log lines written as plain text with `fmt`, the builtin `println` or the standard `log` package.
///
/// Output of mains, command-line packages and functions named for showing something is no logging. The standard logger
/// counts unless the module redirects it into a structured one. A logger of the module's own is no print.
struct PrintProbe: Probe {
  static let card = ProbeCard(
    id: "logging/print",
    version: 3,
    sign: .antiPattern,
    looksFor: "a plain print where a log line belongs",
    because: "it has no level and no fields, so nobody can filter it, count it or find one request's lines",
    instead: "give the package the service's structured logger",
    examples: [
      .found(#"▸fmt.Println("order stored", path)"#),
      .found(#"▸log.Printf("order %s stored", path)"#),
      .found(#"▸fmt.Fprintf(os.Stderr, "cannot store %s\n", path)"#),
      .found(#"▸println("order stored", path)"#),
      .found("package shop\n\nimport text \"fmt\"\n\nfunc store(path string) { ▸text.Println(path) }\n"),
      .found("package shop\n\nimport . \"fmt\"\n\nfunc store(path string) { ▸Println(path) }\n"),
      .quiet(#"slog.Info("order stored", "path", path)"#),
      .quiet(#"message := fmt.Sprintf("order %s stored", path); slog.Info(message)"#),
      .quiet("package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"ready\") }\n"),
      .quiet("func printTable(rows []string) {\n\tfor _, row := range rows {\n\t\tfmt.Println(row)\n\t}\n}"),
      .quiet("func banner() { fmt.Println(\"shop\") }"),
      .quiet("func fail(path string) {\n\tfmt.Fprintln(os.Stderr, path)\n\tpanic(path)\n}"),
      .quiet(#"fmt.Fprintln(os.NewFile(3, "report"), path)"#),
      .quiet(
        """
        -- go.mod --
        module example.org/shop

        go 1.24

        require go.uber.org/zap v1.27.0
        -- main.go --
        package main

        import "go.uber.org/zap"

        func main() {
          logger, _ := zap.NewProduction()
          defer zap.RedirectStdLog(logger)()
        }
        -- cart/cart.go --
        package cart

        import "log"

        func Add(item string) { log.Printf("added %s", item) }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let log = subject.logCalls
    let places = OutputPlaces(subject)
    var findings: [Finding] = []
    for call in log.calls where !call.isOwn && log.isPlainLine(call, places) && !Self.isBeforePanic(call.node) {
      let what = call.node.function?.text ?? "print"
      let message = "\(what) writes a log line as plain text"
      findings.append(
        call.file.finding(
          PrintProbe.card.id, at: call.node, message, confidence: call.style == .print ? .high : .medium))
    }
    let files = subject.snapshot.productFiles.count
    return Outcome(
      probe: PrintProbe.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["prints": .count(findings.count), "logCalls": .count(log.calls.count)],
      scope: Scope(
        files: files, patterns: ["fmt.Print*, fmt.Fprint* to a standard stream, print, println, log.Print* and kin"],
        skipped: ["mains, command-line packages, functions named for showing something"]))
  }
}

extension PrintProbe {
  /// The last words of a program that crashes on purpose: the next statement panics.
  private static func isBeforePanic(_ call: Node) -> Bool {
    guard let statement = call.parent, statement.kind == .exprStmt, let block = statement.parent else { return false }
    let statements = Array(block.statements)
    guard let index = statements.firstIndex(of: statement), index + 1 < statements.count else { return false }
    let next = statements[index + 1]
    return next.kind == .exprStmt && next.operand?.unparenthesized.function?.isText("panic") == true
  }
}

extension LogCalls {
  /// Whether a call is a log line in plain text, as `readiness.p0.structured-logging` counts them.
  func isPlainLine(_ call: LogCall, _ places: OutputPlaces) -> Bool {
    switch call.style {
    case .structured, .formatted, .halfStructured: return false
    case .print: return !places.isOutput(call.node, in: call.file)
    case .plain:
      if call.library == .standard || call.library == nil, redirection != nil { return false }
      if places.isCommand, places.isOutput(call.node, in: call.file) { return false }
      // `log.Fatal` in a main says why the program cannot start.
      return !(call.file.isMain && call.level == .fatal)
    }
  }
}
