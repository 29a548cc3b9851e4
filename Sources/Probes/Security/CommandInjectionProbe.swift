import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds shells that are given a text put together from values.
///
/// Limits: a value counts as foreign unless the module's author wrote it (`SqlFragments`); a script that is passed on
/// whole, as a task runner does, is not put together.
struct CommandInjectionProbe: Probe {
  static let card = ProbeCard(
    id: "security/command-injection",
    sign: .antiPattern,
    looksFor: "a shell command put together from values, or a program named by a request",
    because: "a value with a semicolon in it becomes a command of its own",
    instead: "start the program itself and pass the values as arguments",
    examples: [
      .found(#"_ = ▸exec.Command("sh", "-c", "ls "+path)"#),
      .found(#"_ = ▸exec.CommandContext(ctx, "bash", "-c", fmt.Sprintf("tar xf %s", path))"#),
      .found("func run(r *http.Request) { _ = ▸exec.Command(r.FormValue(\"program\")) }"),
      .quiet(#"_ = exec.Command("ls", path)"#),
      .quiet(#"_ = exec.Command("sh", "-c", "ls -l")"#),
    ])

  private static let shells: Set<String> = ["sh", "bash", "zsh", "dash", "ksh", "cmd", "cmd.exe", "powershell", "pwsh"]
  private static let switches: Set<String> = ["-c", "/c", "/C", "-lc", "-ec", "-Command"]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var commands = 0
    var fragments = SqlFragments(subject)
    for call in subject.productCalls(named: ["Command", "CommandContext"]) {
      guard subject.callee(call)?.packagePath == "os/exec" else { continue }
      commands += 1
      let arguments = Array(call.node.arguments.dropFirst(call.name == "CommandContext" ? 1 : 0))
      guard let program = arguments.first?.unparenthesized else { continue }
      if Self.comesFromRequest(program) {
        findings.append(call.file.finding(Self.card.id, at: call.node, "the request names the program"))
        continue
      }
      let shell = program.plainString.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? ""
      guard Self.shells.contains(shell), arguments.count > 2,
        let position = arguments.firstIndex(where: { Self.switches.contains($0.plainString ?? "") }),
        arguments.count > position + 1
      else { continue }
      let script = Self.value(of: arguments[position + 1], before: call.node)
      let isBuilt = script.kind == .binaryExpr || (script.kind == .callExpr && script.calledName == "Sprintf")
      guard isBuilt || Self.comesFromRequest(script), !fragments.isAuthored(script, in: call.file) else { continue }
      findings.append(call.file.finding(Self.card.id, at: call.node, "a value becomes part of the shell's command"))
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["commands": .count(commands), "injections": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["exec.Command", "exec.CommandContext"]))
  }

  private static func comesFromRequest(_ node: Node) -> Bool {
    node.kind == .callExpr
      && (["FormValue", "PostFormValue", "PathValue", "Param"].contains(node.calledName ?? "")
        || node.text.contains("URL.Query().Get("))
  }

  /// What a local name was given last; the node itself otherwise.
  private static func value(of node: Node, before call: Node) -> Node {
    let node = node.unparenthesized
    guard node.kind == .ident, let function = call.enclosingFunction else { return node }
    let text = node.text
    var value = node
    for assignment in function.descendants(of: .assignStmt) where assignment.start < call.start {
      guard assignment.leftSide.count == assignment.rightSide.count else { continue }
      for (left, right) in zip(assignment.leftSide, assignment.rightSide) where left.text == text {
        value = right.unparenthesized
      }
    }
    return value
  }
}
