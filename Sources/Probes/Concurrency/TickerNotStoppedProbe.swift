import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds tickers that keep ticking after their function has returned.
///
/// A ticker that is stopped, stored or handed on counts as seen to from there on; a way out that avoids all of these
/// leaves it ticking. A function that never returns needs its ticker for ever; below Go 1.23 it is reported all the
/// same, because a panic out of it leaves the ticker for good. Limits: one of `main` ends with the process. `time.Tick` is reported where its function can
/// return, below Go 1.23 (from there on an unreachable ticker is collected) and outside main packages.
struct TickerNotStoppedProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/ticker-not-stopped",
    version: 3,
    sign: .antiPattern,
    looksFor: "a ticker without a Stop",
    because: "it keeps firing for nobody, and its reader cannot be seen to end",
    instead: "defer ticker.Stop() in the next line",
    examples: [
      .found("▸ticker := time.NewTicker(time.Second)\nfor range ticker.C { return nil }"),
      .found(
        """
        ▸ticker := time.NewTicker(time.Second)
        if path == "" {
          return nil
        }
        ticker.Stop()
        """),
      .found(
        "path += path\nvar ▸ticker = time.NewTicker(time.Second)\ngo func() {\n\tfor range ticker.C {\n\t}\n}()\nstop()\n}\nfunc stop() {"
      ),
      .quiet(new("for range time.NewTicker(time.Second).C {\n\t\tdone()\n\t}")),
      .quiet(new("ticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t\tdone()\n\t}")),
      .found(new("▸ticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t\tif done() { break }\n\t}")),
      .found(old("▸ticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t\tdone()\n\t}")),
      .found(old("for range ▸time.NewTicker(time.Second).C {\n\t\tbreak\n\t}")),
      .found(
        """
        ticker, ▸second := time.NewTicker(time.Second), time.NewTicker(time.Minute)
        defer ticker.Stop()
        <-second.C
        """),
      .quiet("ticker := time.NewTicker(time.Second)\ndefer ticker.Stop()\nfor range ticker.C { return nil }"),
      .quiet(
        "ticker := time.NewTicker(time.Second)\ndefer func() { ticker.Stop() }()\nfor range ticker.C { return nil }"),
      .quiet("func tick() *time.Ticker {\n\tticker := time.NewTicker(time.Second)\n\treturn ticker\n}"),
      .quiet(
        "type clock struct{ t *time.Ticker }\nfunc tick(c *clock) {\n\tticker := time.NewTicker(time.Second)\n\tc.t = ticker\n}"
      ),
      .quiet(
        """
        ticker := time.NewTicker(time.Second)
        if path == "" {
          os.Exit(1)
        }
        ticker.Stop()
        """),
      .quiet(
        "package main\nimport \"time\"\nfunc main() {\n\tticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t}\n}\n"
      ),
      .found(old("<-▸time.Tick(time.Second)")),
      .found(old("for range ▸time.Tick(time.Second) {\n\t\tif done() {\n\t\t\tbreak\n\t\t}\n\t}")),
      .quiet(old("for range time.Tick(time.Second) {\n\t\tdone()\n\t}")),
      .quiet(old("ticks := time.Tick(time.Second)\n\tfor range ticks {\n\t\tdone()\n\t}")),
      .quiet(old("go func() {\n\t\tfor range time.Tick(time.Second) {\n\t\t\tdone()\n\t\t}\n\t}()")),
      .quiet(old("for {\n\t\tselect {\n\t\tcase <-time.Tick(time.Second):\n\t\t\tdone()\n\t\t}\n\t}")),
      .quiet("<-time.Tick(time.Second)"),
    ])

  private static func old(_ statements: String) -> String { waiting("1.20", statements) }
  private static func new(_ statements: String) -> String { waiting("1.24", statements) }

  private static func waiting(_ version: String, _ statements: String) -> String {
    "-- go.mod --\nmodule example.org/shop\n\ngo \(version)\n-- a.go --\npackage shop\n\nimport \"time\"\n\nfunc done() bool { return true }\n\nfunc wait() {\n\t\(statements)\n}\n"
  }

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var tickers = 0
    let collecting = GoVersion(major: 1, minor: 23)
    let version = subject.snapshot.module?.goVersion ?? GoVersion(major: 1, minor: 0)
    for call in subject.productCalls(named: ["NewTicker", "Tick"]) {
      guard subject.callee(call)?.packagePath == "time" else { continue }
      let file = call.file
      let isMain =
        file.isMain && call.node.ancestors.contains { $0.kind == .funcDecl && $0.name?.isText("main") == true }
      guard !isMain else { continue }
      tickers += 1
      if call.name == "Tick" {
        guard version < collecting, !file.isMain, Self.isLeft(call, subject) else { continue }
        findings.append(file.finding(Self.card.id, at: call.node, "nothing can stop the ticker behind time.Tick"))
      } else if call.node.parent?.kind == .selectorExpr, call.node.parent?.name?.isText("C") == true {
        // From there on as good as time.Tick.
        guard version < collecting else { continue }
        findings.append(file.finding(Self.card.id, at: call.node, "nothing holds the ticker, so nothing can stop it"))
      } else if let name = call.node.receivingVariable,
        let problem = Self.problem(with: name, call, mayCollect: version >= collecting, subject)
      {
        findings.append(
          file.finding(Self.card.id, at: name, problem, confidence: version < collecting ? .high : .medium))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["tickers": .count(tickers), "notStopped": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["time.NewTicker", "time.Tick"]))
  }

  private static func problem(
    with name: Node, _ call: ProductCall, mayCollect: Bool, _ subject: Subject
  ) -> String? {
    guard let variable = VariableUses(of: name, in: call.file, subject.types),
      let function = call.node.enclosingFunction, variable.function == function
    else { return nil }
    let uses = variable.uses.filter { use in
      if use.isDiscarded { return false }
      if let parent = use.parent, parent.kind == .selectorExpr, parent.operand == use {
        return parent.name?.isText("Stop") ?? false
      }
      return LocalUse.isHandedOn(use)
    }
    let graph = subject.flow(of: function, in: call.file)
    if uses.isEmpty {
      guard mayCollect else { return "\(name.text) is never stopped" }
      // Its channel is never closed, so a loop over it does not end by itself.
      let isLeft = graph.path(
        from: call.node, to: [.returns, .again],
        follow: { branch in
          let condition = branch.condition.unparenthesized
          return branch.isTrue || !(condition.kind == .selectorExpr && condition.operand?.isSpelled(like: name) == true)
        },
        visit: { _ in .goOn })
      return isLeft == nil ? nil : "\(name.text) is never stopped"
    }
    guard
      let path = graph.pathToExit(
        from: call.node, avoiding: uses, follow: { $0.nilness { $0.isSpelled(like: name) } != .isNil })
    else { return nil }
    switch path.end {
    case .again: return "the loop comes round without stopping \(name.text)"
    case .exit, .step:
      return path.last.map { "the return on line \($0.line) leaves \(name.text) ticking" }
        ?? "the function may end without stopping \(name.text)"
    }
  }

  /// Whether the function around a call of time.Tick can return. Its channel is never closed.
  private static func isLeft(_ call: ProductCall, _ subject: Subject) -> Bool {
    guard let function = call.node.enclosingFunction else { return false }
    let name = call.node.receivingVariable
    let graph = subject.flow(of: function, in: call.file)
    let path = graph.path(
      from: nil, to: .returns,
      follow: { branch in
        if branch.isTrue { return true }
        let condition = branch.condition.unparenthesized
        return condition != call.node
          && !(name.map { condition.kind == .ident && condition.isSpelled(like: $0) } ?? false)
      },
      visit: { _ in .goOn })
    return path != nil
  }
}
