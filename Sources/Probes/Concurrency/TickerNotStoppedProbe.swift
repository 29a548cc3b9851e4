import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds tickers that keep ticking after their function has returned.
///
/// A ticker that is stopped, stored or handed on counts as seen to from there on; a way out that avoids all of these
/// leaves it ticking. One in a function that never returns is reported all the same, because a panic out of it leaves the
/// ticker for good.
/// Limits: nothing is reported in modules of Go 1.23 and later, where a ticker that nobody can reach is collected,
/// stopped or not. One of `main` ends with the process. `time.Tick` is reported where its function can return, outside main
/// packages.
struct TickerNotStoppedProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/ticker-not-stopped",
    version: 5,
    sign: .antiPattern,
    looksFor: "a ticker without a Stop",
    because: "it keeps firing for nobody, and its reader cannot be seen to end",
    instead: "defer ticker.Stop() in the next line",
    examples: [
      .found(old("▸ticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t\treturn\n\t}")),
      .quiet(new("ticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t\treturn\n\t}")),
      .found(old("▸ticker := time.NewTicker(time.Second)\n\tif done() {\n\t\treturn\n\t}\n\tticker.Stop()")),
      .found(
        old(
          "var ▸ticker = time.NewTicker(time.Second)\n\tgo func() {\n\t\tfor range ticker.C {\n\t\t}\n\t}()\n\tdone()"
        )),
      .quiet(new("for range time.NewTicker(time.Second).C {\n\t\tdone()\n\t}")),
      .quiet(new("ticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t\tdone()\n\t}")),
      .found(old("▸ticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t\tif done() { break }\n\t}")),
      .quiet(new("ticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t\tif done() { break }\n\t}")),
      .found(old("▸ticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t\tdone()\n\t}")),
      .found(old("for range ▸time.NewTicker(time.Second).C {\n\t\tbreak\n\t}")),
      .found(
        old(
          "ticker, ▸second := time.NewTicker(time.Second), time.NewTicker(time.Minute)\n\tdefer ticker.Stop()\n\t<-second.C"
        )),
      .quiet(
        old("ticker := time.NewTicker(time.Second)\n\tdefer ticker.Stop()\n\tfor range ticker.C {\n\t\treturn\n\t}")),
      .quiet(
        old(
          "ticker := time.NewTicker(time.Second)\n\tdefer func() { ticker.Stop() }()\n\tfor range ticker.C {\n\t\treturn\n\t}"
        )),
      .quiet(
        old("done()\n}\nfunc tick() *time.Ticker {\n\tticker := time.NewTicker(time.Second)\n\treturn ticker")),
      .quiet(
        old(
          "done()\n}\ntype clock struct{ t *time.Ticker }\nfunc tick(c *clock) {\n\tticker := time.NewTicker(time.Second)\n\tc.t = ticker"
        )),
      .quiet(
        old(
          "leave := func(t *time.Ticker) { t.Stop() }\n\tticker := time.NewTicker(time.Second)\n\tleave(ticker)"
        )),
      .quiet(
        "-- go.mod --\nmodule example.org/shop\n\ngo 1.20\n-- main.go --\npackage main\nimport \"time\"\nfunc main() {\n\tticker := time.NewTicker(time.Second)\n\tfor range ticker.C {\n\t}\n}\n"
      ),
      .found(old("<-▸time.Tick(time.Second)")),
      .found(old("for range ▸time.Tick(time.Second) {\n\t\tif done() {\n\t\t\tbreak\n\t\t}\n\t}")),
      .found(old("_ = ▸time.NewTicker(time.Second)")),
      .found(old("▸time.NewTicker(time.Second)")),
      .found(old("ticks := (▸time.NewTicker(time.Second)).C\n\t<-ticks")),
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
    let version = subject.snapshot.module?.goVersion ?? GoVersion(major: 1, minor: 0)
    let isCollected = version >= GoVersion(major: 1, minor: 23)
    for call in subject.productCalls(named: ["NewTicker", "Tick"]) {
      guard subject.callee(call)?.packagePath == "time" else { continue }
      let file = call.file
      let isMain =
        file.isMain && call.node.ancestors.contains { $0.kind == .funcDecl && $0.name?.isText("main") == true }
      guard !isMain else { continue }
      tickers += 1
      if isCollected { continue }
      if call.name == "Tick" {
        guard !file.isMain, Self.isLeft(call, subject) else { continue }
        findings.append(file.finding(Self.card.id, at: call.node, "nothing can stop the ticker behind time.Tick"))
      } else if Self.isDropped(call.node) {
        // As good as time.Tick, or good for nothing.
        findings.append(file.finding(Self.card.id, at: call.node, "nothing holds the ticker, so nothing can stop it"))
      } else if let name = call.node.receivingVariable, let problem = Self.problem(with: name, call, subject) {
        findings.append(file.finding(Self.card.id, at: name, problem))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["tickers": .count(tickers), "notStopped": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["time.NewTicker", "time.Tick"]))
  }

  /// `for range time.NewTicker(time.Second).C`, `_ = time.NewTicker(time.Second)`.
  private static func isDropped(_ call: Node) -> Bool {
    var value = call
    while let parent = value.parent, parent.kind == .parenExpr { value = parent }
    guard let parent = value.parent else { return false }
    switch parent.kind {
    case .selectorExpr: return parent.name?.isText("C") == true
    case .exprStmt: return true
    default: return value.receivingName(at: 0)?.isText("_") == true
    }
  }

  private static func problem(with name: Node, _ call: ProductCall, _ subject: Subject) -> String? {
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
    if uses.isEmpty { return "\(name.text) is never stopped" }
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
