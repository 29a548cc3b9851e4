import GoSyntax
import GoTypes
import Repository

/// Where a call without a context gets one afterwards, or needs none because of what is done with what it gives.
struct ContextLater {
  let call: Node
  let subject: Subject
  let file: GoFile

  var isSeenTo: Bool {
    isGivenByCallee || isPutOnField || isOnlyStarted || isInteractive || isNeverSent || isStartedByCallers
      || isEndedBySignal || opensForPerson || isWholeProgram || isCommandLine
  }

  /// The name that takes the result: a variable, or a field that is written as one.
  private var taker: Node? { call.receivingName(at: 0) ?? call.receivingVariable }

  private var outer: Node? { call.enclosingFunction }

  /// `a.do(ctx, req)`, which does `req.WithContext(ctx)`.
  private var isGivenByCallee: Bool {
    guard let taker, taker.kind == .ident, let outer else { return false }
    return outer.descendants(of: .callExpr).contains { later in
      guard later.start > call.end, let position = later.arguments.firstIndex(where: { $0.isSpelled(like: taker) }),
        later.arguments.contains(where: { subject.types.type(of: $0, in: file)?.isContext ?? false }),
        let callee = subject.types.callee(of: later, in: file),
        let declared = FunctionIndex.declaration(of: callee, subject)
      else { return false }
      let names = declared.node.type?.parameters?.fields.flatMap { Array($0.names) } ?? []
      let offset = position - later.arguments.startIndex
      guard names.indices.contains(offset) else { return false }
      return declared.node.descendants(of: .callExpr).contains { inner in
        inner.calledName == "WithContext"
          && inner.function?.unparenthesized.operand?.isSpelled(like: names[offset]) == true
      }
    }
  }

  /// `r.Raw, err = http.NewRequest(…)` before `r.Raw = r.Raw.WithContext(ctx)`.
  private var isPutOnField: Bool {
    guard let taker, taker.kind == .selectorExpr, let outer else { return false }
    return outer.descendants(of: .callExpr).contains { later in
      later.start > call.end && later.calledName == "WithContext"
        && later.function?.unparenthesized.operand?.isSpelled(like: taker) == true
    }
  }

  private func isUsed(_ methods: Set<String>) -> Bool {
    guard let taker, taker.kind == .ident, let outer else { return false }
    return outer.descendants(of: .callExpr).contains { later in
      guard later.start > call.end, later.calledName.map(methods.contains) ?? false,
        let asked = later.function?.unparenthesized.operand
      else { return false }
      // `cmd.Process.Wait()` waits as well.
      return asked.isSpelled(like: taker)
        || asked.kind == .selectorExpr && asked.operand?.isSpelled(like: taker) == true
    }
  }

  private var isCommand: Bool { call.calledName == "Command" && call.calledOperandName == "exec" }

  /// `cmd.Process.Signal(syscall.SIGTERM)`: whoever started it ends it in order; a context would kill it.
  private var isEndedBySignal: Bool {
    guard isCommand, let taker, taker.kind == .ident, let outer else { return false }
    return outer.descendants(of: .callExpr).contains { later in
      guard later.calledName == "Signal", let process = later.function?.unparenthesized.operand,
        process.kind == .selectorExpr, process.name?.isText("Process") ?? false
      else { return false }
      return process.operand?.isSpelled(like: taker) ?? false
    }
  }

  /// `app.Run(os.Args)`: the program itself.
  private var isWholeProgram: Bool {
    file.isMain && call.arguments.contains { $0.unparenthesized.isText("os.Args") }
  }

  /// In a function that a command line library calls with its command, and nothing of a context: the person at the
  /// terminal ends what takes too long.
  private var isCommandLine: Bool {
    for around in call.ancestors where around.kind == .funcDecl || around.kind == .funcLit {
      let types = around.type?.parameters?.fields.compactMap { $0.type?.text } ?? []
      if types.contains("context.Context") || types.contains("*http.Request") { return false }
      if types.contains(where: ["*cobra.Command", "*cli.Context", "*kong.Context", "*kingpin.ParseContext"].contains) {
        return !around.descendants(of: .callExpr).contains { inner in
          guard inner.calledName == "Context", inner.arguments.isEmpty else { return false }
          return inner.function?.unparenthesized.operand.map { operand in
            around.type?.parameters?.fields.contains { $0.names.contains { $0.isSpelled(like: operand) } } ?? false
          } ?? false
        }
      }
    }
    return false
  }

  /// `exec.Command("xdg-open", page)`: the person looks at it for as long as they please.
  private var opensForPerson: Bool {
    guard isCommand, let program = call.arguments.first?.plainString else { return false }
    return ["xdg-open", "sensible-browser", "x-www-browser", "wslview", "rundll32", "rundll32.exe", "explorer"]
      .contains(program) || program == "open" && call.arguments.count == 2
  }

  /// `cmd.Start()` and no Wait in the same function: what runs on is ended by whoever keeps it.
  private var isOnlyStarted: Bool {
    isCommand && isUsed(["Start"]) && !isUsed(["Wait", "Run", "Output", "CombinedOutput"])
  }

  /// `req, err := http.NewRequest(…)`, of which only `req.URL` or a header is looked at: nothing waits for an answer.
  private var isNeverSent: Bool {
    // A bare return gives a named result, though no use of it is written.
    guard call.calledName == "NewRequest", let taker, let variable = Variable(taker, in: file, subject.types),
      variable.kind != .result
    else { return false }
    let uses = variable.uses.filter { $0 != taker }
    return !uses.isEmpty
      && uses.allSatisfy { use in
        guard let part = use.parent, part.kind == .selectorExpr, part.operand == use, let around = part.parent else {
          return false
        }
        return !(around.kind == .callExpr && around.function == part)
      }
  }

  /// `func browser(url string) *exec.Cmd { return exec.Command(…) }` and `browser(url).Start()` wherever it is called.
  private var isStartedByCallers: Bool {
    guard isCommand, let outer, outer.kind == .funcDecl else { return false }
    let isReturned =
      call.parent?.kind == .returnStmt
      || outer.descendants(of: .returnStmt).contains { statement in
        taker.map { taker in taker.kind == .ident && statement.returned.contains { $0.isSpelled(like: taker) } }
          ?? false
      }
    guard isReturned, !isUsed(["Run", "Output", "CombinedOutput", "Wait"]) else { return false }
    let callers = Callers(of: outer, in: file, subject).calls
    return !callers.isEmpty
      && callers.allSatisfy { caller in
        if let method = caller.node.parent, method.kind == .selectorExpr, method.operand == caller.node {
          return method.name?.isText("Start") ?? false
        }
        let later = ContextLater(call: caller.node, subject: subject, file: caller.file)
        return later.isUsed(["Start"]) && !later.isUsed(["Wait", "Run", "Output", "CombinedOutput"])
      }
  }

  /// `cmd.Stdin = os.Stdin` and `cmd.Stdout = os.Stdout`: the person at the terminal ends it.
  private var isInteractive: Bool {
    guard isCommand, let taker, taker.kind == .ident, let outer else { return false }
    func isWired(_ stream: String, _ words: [String]) -> Bool {
      outer.descendants(of: .assignStmt).contains { statement in
        guard let target = statement.leftSide.first, target.kind == .selectorExpr, target.name?.text == stream,
          target.operand?.isSpelled(like: taker) == true,
          let source = statement.rightSide.first?.unparenthesized.lastName?.lowercased()
        else { return false }
        return words.contains(source)
      }
    }
    return isWired("Stdin", ["stdin", "in"]) && isWired("Stdout", ["stdout", "out"])
  }
}

/// The examples of `ContextMissingProbe` for what `ContextLater` says.
let contextLaterExamples: [ProbeExample] = [
  .quiet(
    """
    package shop
    import ("context"; "net/http")
    func do(ctx context.Context, req *http.Request) (*http.Response, error) {
      return http.DefaultClient.Do(req.WithContext(ctx))
    }
    func load(ctx context.Context) (*http.Response, error) {
      req, err := http.NewRequest("GET", "/", nil)
      if err != nil { return nil, err }
      return do(ctx, req)
    }
    """),
  .found(
    """
    package shop
    import ("context"; "net/http")
    func do(ctx context.Context, req *http.Request) (*http.Response, error) {
      return http.DefaultClient.Do(req)
    }
    func load(ctx context.Context) (*http.Response, error) {
      req, err := ▸http.NewRequest("GET", "/", nil)
      if err != nil { return nil, err }
      return do(ctx, req)
    }
    """),
  .quiet(
    """
    package shop
    import ("context"; "net/http")
    type order struct{ raw *http.Request }
    func (o *order) fill(ctx context.Context) (err error) {
      o.raw, err = http.NewRequest("GET", "/", nil)
      if err != nil { return err }
      o.raw = o.raw.WithContext(ctx)
      return nil
    }
    """),
  .quiet(
    "cmd := exec.Command(\"serve\")\nif err := cmd.Start(); err != nil { return err }\nkeep(cmd)\nreturn nil\n}\nfunc keep(cmd *exec.Cmd) {"
  ),
  .found("cmd := ▸exec.Command(\"serve\")\nif err := cmd.Start(); err != nil { return err }\nreturn cmd.Wait()"),
  .found(
    "cmd := ▸exec.Command(\"serve\")\nif err := cmd.Start(); err != nil { return err }\n_, err := cmd.Process.Wait()\nreturn err"
  ),
  .quiet(
    "func viewer(page string) *exec.Cmd {\n\tcmd := exec.Command(\"view\", page)\n\treturn cmd\n}\nfunc show(page string) error { return viewer(page).Start() }"
  ),
  .found(
    "func viewer(page string) *exec.Cmd {\n\tcmd := ▸exec.Command(\"view\", page)\n\treturn cmd\n}\nfunc show(page string) error { return viewer(page).Run() }"
  ),
  .quiet(
    "asked, err := http.NewRequest(\"GET\", path, nil)\nif err != nil { return err }\nlog.Println(asked.URL)\nreturn nil"
  ),
  .quiet("cmd := exec.Command(\"edit\")\ncmd.Stdin = os.Stdin\ncmd.Stdout = os.Stdout\nreturn cmd.Run()"),
  .quiet("return exec.Command(\"xdg-open\", path).Run()"),
  .quiet(
    """
    package main
    import ("os"; "github.com/urfave/cli")
    func main() { _ = cli.NewApp().Run(os.Args) }
    """),
  .quiet(
    """
    package shop
    import ("net/http"; "github.com/spf13/cobra")
    var check = &cobra.Command{RunE: func(cmd *cobra.Command, args []string) error {
      _, err := http.Get(args[0])
      return err
    }}
    """),
  .found(
    """
    package shop
    import ("net/http"; "github.com/spf13/cobra")
    var check = &cobra.Command{RunE: func(cmd *cobra.Command, args []string) error {
      watch(cmd.Context())
      _, err := ▸http.Get(args[0])
      return err
    }}
    func watch(any) {}
    """),
  .quiet(
    """
    cmd := exec.Command("serve")
    if err := cmd.Start(); err != nil { return err }
    if err := cmd.Process.Signal(os.Interrupt); err != nil { return err }
    return cmd.Wait()
    """),
  .found("cmd := ▸exec.Command(\"edit\")\ncmd.Stdout = os.Stdout\nreturn cmd.Run()"),
]
