import Evidence
import GoSyntax
import Repository

/// Finds log lines written as plain text with `fmt`, the builtin `println` or the standard `log` package.
///
/// Output of mains, command-line packages and functions named for showing something is no logging, except in what
/// answers requests. Nor is text that `fmt.Print` is given ready made or that the program prints before it exits well,
/// nor the usage text and what a function that reads the command line says before it exits, what goes to stderr right
/// before any exit, paragraphs that ask the person at the terminal for something, what a constant switches off, what
/// the writer of the log itself says on stderr, and a line that a comment marks for the linter that forbids prints.
/// Programs that nobody is given, and what only such programs and tests use, talk to the developer who runs them
/// (`ShippedPrograms`); packages of a command-line tool that serve nothing, and files that ask with a library for
/// prompts, to its user. The standard logger counts unless the module redirects it into a structured one. A logger of
/// the module's own is no print, and may print.
struct PrintProbe: Probe {
  static let card = ProbeCard(
    id: "logging/print",
    version: 9,
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
      .found(
        """
        package main

        import (
          "fmt"
          "net/http"
        )

        func list(w http.ResponseWriter, r *http.Request) { ▸fmt.Println("list", r.URL) }
        """),
      .quiet("func printTable(rows []string) {\n\tfor _, row := range rows {\n\t\tfmt.Println(row)\n\t}\n}"),
      .quiet("func ExampleStore() {\n\tfmt.Printf(\"stored: %s\\n\", path)\n}"),
      .quiet(
        """
        package shop

        import (
          "fmt"

          "github.com/manifoldco/promptui"
        )

        func choose() (string, error) {
          fmt.Println("Which cart?")
          question := promptui.Prompt{Label: "Cart"}
          return question.Run()
        }
        """),
      .quiet("func banner() { fmt.Println(\"shop\") }"),
      .quiet("func fail(path string) {\n\tfmt.Fprintln(os.Stderr, path)\n\tpanic(path)\n}"),
      .quiet("func answer() {\n\tfmt.Println(path)\n\tos.Exit(0)\n}"),
      .found("func answer() {\n\t▸fmt.Println(path)\n\tos.Exit(1)\n}"),
      .quiet(
        "package shop\n\nimport \"fmt\"\n\nconst debug = false\n\nfunc store() { if debug { fmt.Println(\"stored\") } }\n"
      ),
      .found(
        "package shop\n\nimport \"fmt\"\n\nconst debug = true\n\nfunc store() { if debug { ▸fmt.Println(\"stored\") } }\n"
      ),
      .quiet(#"fmt.Fprintf(os.Stderr, "Please open this page:\n\n%s\n\nLeave the shop running.\n", path)"#),
      .found(#"▸fmt.Fprintf(os.Stderr, "no cart in %s, please set one\n", path)"#),
      .quiet(
        """
        package logging

        import (
          "fmt"
          "io"
          "os"
        )

        type dialer interface{ dial() (io.WriteCloser, error) }

        func open(d dialer) (io.WriteCloser, error) {
          to, err := d.dial()
          if err != nil {
            fmt.Fprintf(os.Stderr, "cannot reach the log server: %v", err)
          }
          return to, nil
        }
        """),
      .quiet(
        "func ask() (answer string) {\n\tfmt.Print(\"Go on? \")\n\t_, _ = fmt.Scanln(&answer)\n\treturn answer\n}"),
      .quiet("func fail(path string) {\n\tlog.Print(path)\n\tpanic(path)\n}"),
      .quiet(
        "package main\n\nimport (\"log\"; \"os\")\n\nfunc main() { if len(os.Args) < 2 { log.Print(\"no cart\"); os.Exit(1) } }\n"
      ),
      .quiet(PrintProbe.helper(list: "./cmd/shop", mark: "")),
      .found(PrintProbe.helper(list: "./cmd/{{ .Name }}", mark: "▸")),
      .quiet("var fail = func(text string) {\n\t_, _ = fmt.Fprintln(os.Stderr, text)\n\tos.Exit(1)\n}"),
      .quiet("fmt.Println(\"press a key\") //nolint:forbidigo"),
      .quiet(
        """
        package shop
        import "log"
        type lines struct{ to *log.Logger }
        func (l *lines) Errorf(format string, given ...any) { l.put("ERROR "+format, given) }
        func (l *lines) Warnf(format string, given ...any) { l.put("WARN "+format, given) }
        func (l *lines) Debugf(format string, given ...any) { l.put("DEBUG "+format, given) }
        func (l *lines) put(format string, given []any) { l.to.Print(format) }
        """),
      .quiet("func answer() {\n\tif full {\n\t\tfmt.Println(path)\n\t}\n\tos.Exit(codeSuccess)\n}"),
      .found("func answer() {\n\tif full {\n\t\t▸fmt.Println(path)\n\t}\n\tos.Exit(codeFailure)\n}"),
      .quiet("func set() { flag.Usage = func() { log.Print(path) } }"),
      .found("func set(flag struct{ Worry func() }) { flag.Worry = func() { ▸log.Print(path) } }"),
      .quiet("func read() {\n\tif err := parse(os.Args[1:]); err != nil {\n\t\tlog.Println(err)\n\t\texit(2)\n\t}\n}"),
      .found("func read() {\n\tif err := parse(path); err != nil {\n\t\t▸log.Println(err)\n\t\texit(2)\n\t}\n}"),
      .found("func read() {\n\t▸log.Println(os.Args[0])\n\tserve()\n}"),
      .quiet("func read() {\n\tlog.Println(path)\n\tprintHelp(path)\n}"),
      .quiet("func answer() {\n\ttext := \"ready\\n\"\n\tfmt.Print(text)\n}"),
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

  /// A package that only a program uses which the release leaves out.
  private static func helper(list: String, mark: String) -> String {
    """
    -- .goreleaser.yml --
    builds:
      - main: \(list)
    -- cmd/shop/main.go --
    package main

    import "net/http"

    func main() { _ = http.ListenAndServe(":80", nil) }
    -- cmd/stand/main.go --
    package main

    import "example.org/shop/poles"

    func main() { poles.Put() }
    -- poles/poles.go --
    package poles

    import "log"

    func Put() { \(mark)log.Print("a pole is put up") }
    """
  }

  func examine(_ subject: Subject) -> Outcome {
    let log = subject.logCalls
    let places = subject.outputPlaces
    let shipped = subject.shippedPrograms
    var findings: [Finding] = []
    for call in log.calls where !call.isOwn && shipped.ships(call.file) && log.isPlainLine(call, places) {
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

extension Node {
  /// The call that is the next statement of the block, for a call that is a statement itself.
  fileprivate var followingCall: Node? {
    guard let statement = parent,
      statement.kind == .exprStmt || statement.kind == .assignStmt && statement.leftSide.allSatisfy({ $0.isText("_") }),
      let block = statement.parent,
      let next = block.statements.first(where: { $0.start >= statement.end }), next.kind == .exprStmt
    else { return nil }
    return next.operand?.unparenthesized
  }

  /// The call that follows a branch which does nothing but this one.
  fileprivate var callAfterBranch: Node? {
    guard let statement = parent, statement.kind == .exprStmt, let block = statement.parent,
      block.statements.count == 1, var branch = block.parent, branch.kind == .ifStmt
    else { return nil }
    while let outer = branch.parent, outer.kind == .ifStmt, outer.elseBranch == branch { branch = outer }
    guard let next = branch.following, next.kind == .exprStmt else { return nil }
    return next.operand?.unparenthesized
  }
}

extension LogCalls {
  /// The last words of a program that crashes on purpose: the next statement panics.
  private static func isBeforePanic(_ call: Node) -> Bool {
    call.followingCall?.function?.isText("panic") ?? false
  }

  /// `fmt.Print("Go on? ")` before `fmt.Scanln(&answer)`: whoever is at the terminal is asked.
  private static func isQuestion(_ call: Node) -> Bool {
    guard var next = call.parent?.following else { return false }
    if next.kind == .declStmt, let other = next.following { next = other }
    return next.descendants(of: .callExpr).contains { answer in
      answer.calledName.map { ["Scan", "Scanln", "Scanf", "ReadString", "ReadLine", "ReadPassword"].contains($0) }
        ?? false
    }
  }

  /// `log.Println(err)` before `os.Exit(1)` in a main says why the program cannot start, as `log.Fatal` does.
  private static func isBeforeExit(_ call: Node) -> Bool {
    call.followingCall?.function?.isText("os.Exit") ?? false
  }

  /// What a program was asked for: it is printed, and the program exits well.
  private static func isLastWord(_ call: Node) -> Bool {
    guard let next = call.followingCall ?? call.callAfterBranch, next.function?.isText("os.Exit") ?? false,
      let code = next.arguments.first
    else { return false }
    if call.arguments.first?.isText("os.Stderr") ?? false { return true }
    return code.isText("0") || code.lastName.map { IdentifierWords($0).last == "success" } ?? false
  }

  /// `fmt.Println("Press a key") //nolint:forbidigo`: meant as output, and said to be.
  private static func isMarked(_ call: Node) -> Bool {
    call.tree.comments(besides: call.parent ?? call).contains("forbidigo")
  }

  /// `fmt.Print(text)`: nothing is added, not even the end of the line.
  private func isReadyText(_ call: LogCall) -> Bool {
    guard call.node.calledName == "Print", call.node.arguments.count == 1,
      let text = call.node.arguments.first?.unparenthesized, text.kind != .basicLit, text.kind != .binaryExpr,
      case .basic("string")? = types.type(of: text, in: call.file)
    else { return false }
    return !text.isSprintf
  }

  /// Whether a call is a log line in plain text, as `readiness.p0.structured-logging` counts them.
  func isPlainLine(_ call: LogCall, _ places: OutputPlaces) -> Bool {
    if call.style == .print || call.style == .plain, SwitchedOff.holds(call.node, in: call.file, types) { return false }
    if call.style == .print || call.style == .plain, Self.isBeforePanic(call.node) { return false }
    switch call.style {
    case .structured, .formatted, .halfStructured: return false
    case .print:
      return !places.isOutput(call.node, in: call.file) && !wrappers.prints(call.file.packagePath)
        && !isReadyText(call) && !Self.isQuestion(call.node) && !Self.isLastWord(call.node) && !Self.isMarked(call.node)
        && !places.isForStarter(call.node) && !TerminalText.isGiven(to: call.node)
        && !LogWriters.holds(call.node, in: call.file)
    case .plain:
      if call.library == .standard || call.library == nil, redirection != nil { return false }
      if places.isCommand, places.isOutput(call.node, in: call.file) { return false }
      if places.isForStarter(call.node) || places.tellsVersion(call.node, in: call.file) { return false }
      // `log.Fatal` in a main or a command says why it cannot start.
      return !(call.file.isMain && (call.level == .fatal || Self.isBeforeExit(call.node)))
        && !(call.level == .fatal && places.isOfCommand(call.node, in: call.file))
    }
  }
}
