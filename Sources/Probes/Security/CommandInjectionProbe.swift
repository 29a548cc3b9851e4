import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds programs and shell scripts that somebody else can choose or add to.
///
/// Limits: text is traced by `TextOrigins`; a script or a program that is configured whole, as a task runner's is, is
/// not put together and stays quiet, and so does a function that is only given programs the author names.
struct CommandInjectionProbe: Probe {
  static let card = ProbeCard(
    id: "security/command-injection",
    version: 6,
    sign: .antiPattern,
    looksFor: "a shell command put together from values, or a program or option chosen from outside",
    because: "a value with a semicolon in it becomes a command of its own",
    instead: "start a program the code names and pass the values as arguments behind --",
    examples: [
      .found(#"_ = ▸exec.Command("sh", "-c", "ls "+path)"#),
      .found(#"_ = ▸exec.CommandContext(ctx, "bash", "-c", fmt.Sprintf("tar xf %s", path))"#),
      .found("func run(r *http.Request) { _ = ▸exec.Command(r.FormValue(\"program\")) }"),
      .found(
        """
        func run(r *http.Request) {
          name := r.URL.Query()["cmd"][0]
          _ = ▸exec.Command(name).Run()
        }
        """),
      .found(
        """
        func run(r *http.Request) {
          args := []string{"--"}
          args = append(args, r.URL.Query().Get("file"))
          _ = ▸exec.Command("sudo", args...)
        }
        """),
      .found(
        """
        func run(r *http.Request) { _ = ▸exec.Command("git", "clone", r.FormValue("repository")) }
        """),
      .quiet(
        """
        func again(name string, rest []string) error {
          args := append([]string{"-test.run=" + name, "--"}, rest...)
          return exec.Command(os.Args[0], args...).Run()
        }
        """),
      .quiet(
        """
        -- testx/run.go --
        package testx
        import "os/exec"
        func Run(name string) error { return exec.Command(name).Run() }
        -- cart/cart_test.go --
        package cart
        import ("testing"; "example.org/shop/testx")
        func TestRun(t *testing.T) { _ = testx.Run("ls") }
        -- book/book_test.go --
        package book
        import ("testing"; "example.org/shop/testx")
        func TestRun(t *testing.T) { _ = testx.Run("ls") }
        -- cmd/shop/main.go --
        package main
        func main() {}
        """),
      .found(
        """
        func run(command string) {
          line := command
          _ = ▸exec.Command("bash", "-c", line)
        }
        """),
      .found(
        """
        func run(db *sql.DB) {
          var name string
          _ = db.QueryRow("SELECT name FROM jobs").Scan(&name)
          _ = ▸exec.Command(name)
        }
        """),
      .found(
        """
        package shop
        import ("os"; "os/exec"; "syscall")
        func run(input string) {
          program, _ := exec.LookPath(input)
          _ = ▸syscall.Exec(program, []string{"ls"}, os.Environ())
        }
        """),
      .found(
        """
        func run(input string) {
          shell, _ := exec.LookPath("bash")
          _ = ▸exec.Cmd{Path: shell, Args: []string{shell, "-c", input}}
        }
        """),
      .found("func again() { _ = ▸exec.Command(os.Args[0], \"5\") }"),
      .found(
        """
        package shop
        import "golang.org/x/crypto/ssh"
        func remove(session *ssh.Session, name string) error { return ▸session.Run("rm -f " + name) }
        """),
      .quiet("func restart() { _ = exec.Command(os.Args[0], os.Args[1:]...).Start() }"),
      .quiet(#"_ = exec.Command("ls", path)"#),
      .quiet(#"_ = exec.Command("sh", "-c", "ls -l")"#),
      .quiet("func run(r *http.Request) { _ = exec.Command(\"git\", \"clone\", \"--\", r.FormValue(\"repository\")) }"),
      .quiet(
        """
        func run() {
          program := "sleep"
          _ = exec.Command(program, "5")
        }
        """),
      .quiet(
        """
        package shop
        import "os/exec"
        func run(program string, args ...string) error { return exec.Command(program, args...).Run() }
        func version() error { return run("go", "version") }
        """),
      .quiet(
        """
        package shop
        import "os/exec"
        type runner interface{ run(name string, arguments ...string) error }
        type real struct{}
        func (real) run(name string, arguments ...string) error { return exec.Command(name, arguments...).Run() }
        type hook struct{ path string; runner runner }
        func (h hook) start(event string) error { return h.runner.run(h.path, event) }
        """),
      .found(
        """
        package shop
        import "os/exec"
        type real struct{}
        func (real) run(name string, arguments ...string) error { return ▸exec.Command(name, arguments...).Run() }
        """),
      .quiet(
        """
        func open(system string) {
          commands := map[string][]string{"darwin": {"open"}, "windows": {"cmd", "/c", "start"}}
          found := commands[system]
          _ = exec.Command(found[0], found[1:]...)
        }
        """),
      .quiet(
        """
        package shop
        import "os/exec"
        type hook struct{ Script string }
        func (h hook) run() error { return exec.Command("sh", "-c", h.Script).Run() }
        """),
      .quiet("func edit(name string) { _ = exec.Command(os.Getenv(\"EDITOR\"), name) }"),
    ])

  private static let shells: Set<String> = [
    "sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "csh", "tcsh", "cmd", "cmd.exe", "powershell", "powershell.exe",
    "pwsh",
  ]
  private static let switches: Set<String> = [
    "-c", "/c", "/C", "-lc", "-ec", "-Command", "-command", "-cl", "-xc", "-exc", "-euc", "-ic", "/k", "/K", "-ce",
  ]
  /// Programs that run what their arguments say.
  private static let runners: Set<String> = [
    "sudo", "doas", "su", "env", "xargs", "nohup", "nice", "ionice", "time", "timeout", "setsid", "watch", "chroot",
    "nsenter", "unshare", "ssh", "eval", "strace", "busybox", "runuser", "systemd-run", "perl", "python", "python3",
    "ruby", "node", "php", "awk", "find", "tmux", "screen", "script", "entr", "parallel",
  ]
  /// Programs with options that name another program.
  private static let optioned: Set<String> = [
    "git", "hg", "svn", "rsync", "scp", "tar", "zip", "curl", "wget", "docker",
  ]
  /// Subcommands of git that talk to a remote by a program an option may name.
  private static let remoteSubcommands: Set<String> = [
    "clone", "fetch", "pull", "push", "ls-remote", "fetch-pack", "archive", "submodule", "remote",
  ]
  private static let quoting: Set<String> = [
    "Quote", "QuoteArg", "Escape", "ShellQuote", "shellQuote", "EscapeArg", "Join0",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var origins = TextOrigins(subject, quoting: Self.quoting)
    let starts = CommandStart.all(subject)
    for start in starts where !subject.testOnlyPackages.contains(start.file) {
      let line = start.file.tree.text(ofLine: start.node.line)
      if line.range(ofText: "nosec") != nil || line.range(ofText: "nolint") != nil { continue }
      if Self.isRestart(start) || Self.isTestBinary(start) { continue }
      guard let (message, confidence) = Self.weakness(of: start, subject, &origins) else { continue }
      findings.append(start.file.finding(Self.card.id, at: start.node, message, confidence: confidence))
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["commands": .count(starts.count), "injections": .count(findings.count)],
      scope: Scope(
        files: subject.snapshot.productFiles.count,
        patterns: ["exec.Command", "exec.Cmd", "syscall.Exec", "os.StartProcess", "ssh sessions"]))
  }

  /// `exec.Command(os.Args[0], "-test.run="+name)`: the tests start themselves again.
  private static func isTestBinary(_ start: CommandStart) -> Bool {
    guard start.program?.isText("os.Args[0]") ?? false, let function = start.node.outermostFunction else {
      return false
    }
    return function.descendants(of: .basicLit).contains { $0.plainString?.hasPrefix("-test.") ?? false }
  }

  /// The program starts itself again with the arguments it was given.
  private static func isRestart(_ start: CommandStart) -> Bool {
    guard start.program?.isText("os.Args[0]") ?? false, start.arguments.isEmpty, let rest = start.rest else {
      return false
    }
    return rest.isText("os.Args") || rest.isText("os.Args[1:]")
  }

  private static func weakness(
    of start: CommandStart, _ subject: Subject, _ origins: inout TextOrigins
  ) -> (String, Confidence)? {
    if let script = start.script { return weakness(script: script, isRemote: true, start, subject, &origins) }
    guard let program = start.program else { return nil }
    for name in [program, start.zeroth].compactMap({ $0 }) {
      if let weakness = weakness(program: name, start, subject, &origins) { return weakness }
    }
    let name = programName(program, start.file, subject)
    let rest = start.rest.map { CommandStart.list($0, start.file, subject) } ?? []
    let arguments = start.arguments + rest
    // `env bash -c script`, `sudo sh -c script`.
    let words = [name] + arguments.map { programName($0, start.file, subject) }
    let written = arguments.map { $0.unparenthesized.plainString ?? "" }
    if let shell = words.firstIndex(where: { shells.contains($0) }), shell == 0 || runners.contains(name),
      let position = written[shell...].firstIndex(where: { switches.contains($0) }), arguments.count > position + 1
    {
      return weakness(script: arguments[position + 1], isRemote: false, start, subject, &origins)
    }
    return weakness(arguments: arguments, of: name, start, &origins)
  }

  /// The last part of a program's path as the author wrote it; empty when it is not written.
  private static func programName(_ node: Node, _ file: GoFile, _ subject: Subject) -> String {
    var node = node.unparenthesized
    if node.kind == .ident, let variable = Variable(node, in: file, subject.types), variable.kind != .parameter,
      let last = variable.given.last(where: { $0.place.end <= node.start }),
      last.how == .whole || last.how == .result(0)
    {
      node = last.value.unparenthesized
    }
    if node.kind == .callExpr, node.calledName == "LookPath", let only = node.arguments.first {
      node = only.unparenthesized
    }
    guard let text = node.plainString else { return "" }
    return text.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? text
  }

  private static func weakness(
    program: Node, _ start: CommandStart, _ subject: Subject, _ origins: inout TextOrigins
  ) -> (String, Confidence)? {
    let origin = origins.origin(of: program, in: start.file)
    if origin.contains(.foreign) { return ("a value from outside names the program", .high) }
    if origin.contains(.commandLine), !isFlag(program, start.file, subject) {
      return ("an argument of the program names what is started", .medium)
    }
    if origin.contains(.environment), isSum(program, start.file, subject) {
      return ("an environment variable completes the program's name", .medium)
    }
    guard origin == .parameter else { return nil }
    guard let variable = parameter(of: program, start.file, subject) else { return nil }
    let called = Callers.arguments(for: variable, subject) ?? []
    let passed = called.isEmpty ? Callers.argumentsByName(for: variable, subject) : called
    let whole = passed.reduce(TextOrigin.authored) { $0.union(origins.origin(of: $1.node, in: $1.file)) }
    if whole.contains(.foreign) { return ("a value from outside names the program", .high) }
    let words = IdentifierWords(variable.name)
    // The path of a tool is chosen by whoever installed it.
    if passed.isEmpty { return words.containsAny(of: toolWords) ? nil : ("a parameter names the program", .low) }
    // A function named for nothing else starts whatever it is told to.
    let isCommand = words.containsAny(of: ["command", "cmd", "input", "line"]) && start.rest == nil
    return isCommand ? ("a parameter names the program", .low) : nil
  }

  private static let toolWords: Set<String> = [
    "path", "bin", "binary", "exe", "executable", "tool", "shell", "editor", "pager", "runtime", "git", "interpreter",
    "bins", "filename", "file",
  ]

  /// The parameter a program's name comes from, through variables and LookPath.
  private static func parameter(of node: Node, _ file: GoFile, _ subject: Subject) -> Variable? {
    var node = node.unparenthesized
    for _ in 0..<4 {
      if node.kind == .callExpr, let only = node.arguments.first { node = only.unparenthesized }
      guard node.kind == .ident, let variable = Variable(node, in: file, subject.types) else { return nil }
      if variable.kind == .parameter { return variable }
      guard let last = variable.given.last(where: { $0.place.end <= node.start }) else { return nil }
      node = last.value.unparenthesized
    }
    return nil
  }

  private static func isSum(_ node: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    let node = node.unparenthesized
    if node.kind == .binaryExpr, let first = TextOrigins.operands(of: node).first { return first.kind == .basicLit }
    guard node.kind == .ident, let variable = Variable(node, in: file, subject.types) else { return false }
    return variable.given.contains { $0.value.kind == .binaryExpr && isSum($0.value, file, subject) }
  }

  /// A flag holds the path of a tool its operator installed.
  private static func isFlag(_ node: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    let node = node.unparenthesized
    if node.kind == .starExpr { return true }
    if node.descendants(of: .selectorExpr).contains(where: { $0.isText("os.Args") }) || node.isText("os.Args") {
      return false
    }
    guard node.kind == .ident, let variable = Variable(node, in: file, subject.types) else { return true }
    return !variable.given.contains { given in
      given.value.isText("os.Args") || given.value.descendants(of: .selectorExpr).contains { $0.isText("os.Args") }
    }
  }

  private static func weakness(
    script: Node, isRemote: Bool, _ start: CommandStart, _ subject: Subject, _ origins: inout TextOrigins
  ) -> (String, Confidence)? {
    let origin = origins.origin(of: script, in: start.file)
    let shell = isRemote ? "the remote shell's command" : "the shell's command"
    if origin.contains(.foreign) { return ("a value from outside becomes part of \(shell)", .high) }
    var reader = TextReader(subject)
    let built = reader.read(script, in: start.file)
    let isBuilt = built.text != "?" && !built.values.isEmpty
    if isBuilt {
      for value in built.values {
        if let verb = value.verb, !"svx".contains(verb) { continue }
        let origin = origins.origin(of: value.node, in: value.file)
        if !origin.isEmpty { return ("\(origin.name) becomes part of \(shell)", .high) }
      }
      return nil
    }
    return origin.contains(.parameter) && !isRemote ? ("a parameter becomes \(shell)", .medium) : nil
  }

  /// Values from outside as arguments of programs that run or load what their arguments say.
  private static func weakness(
    arguments: [Node], of program: String, _ start: CommandStart, _ origins: inout TextOrigins
  ) -> (String, Confidence)? {
    let runs = runners.contains(program)
    guard runs || optioned.contains(program) else { return nil }
    var subcommand: String?
    for argument in arguments + (start.rest.map { [$0] } ?? []) {
      if let text = argument.unparenthesized.plainString {
        if text == "--", !runs { return nil }
        if subcommand == nil, !text.hasPrefix("-") { subcommand = text }
        continue
      }
      if program == "git", let subcommand, !remoteSubcommands.contains(subcommand) { return nil }
      // The slice as a whole is only asked when its elements are not known.
      if argument == start.rest, arguments.count > start.arguments.count { continue }
      if origins.origin(of: argument, in: start.file).contains(.foreign) {
        return (
          runs ? "\(program) runs a value from outside" : "a value from outside can be an option of \(program)", .high
        )
      }
    }
    return nil
  }
}
