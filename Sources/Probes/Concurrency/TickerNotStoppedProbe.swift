import Evidence
import GoSyntax
import Repository

/// Finds tickers that keep ticking after their function has returned.
///
/// Limits: a ticker that is stored or handed on may be stopped there; one of `main` ends with the process. From go 1.23
/// on an unreachable ticker is collected, so `time.Tick` is reported only below.
struct TickerNotStoppedProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/ticker-not-stopped",
    sign: .antiPattern,
    looksFor: "a ticker without a Stop",
    because: "it keeps firing for nobody, and its reader cannot be seen to end",
    instead: "defer ticker.Stop() in the next line",
    examples: [
      .found("▸ticker := time.NewTicker(time.Second)\nfor range ticker.C { return nil }"),
      .quiet("ticker := time.NewTicker(time.Second)\ndefer ticker.Stop()\nfor range ticker.C { return nil }"),
      .quiet("func tick() *time.Ticker {\n\tticker := time.NewTicker(time.Second)\n\treturn ticker\n}"),
      .found(
        "-- go.mod --\nmodule example.org/shop\n\ngo 1.20\n-- a.go --\npackage shop\n\nimport \"time\"\n\nfunc wait() {\n\t<-▸time.Tick(time.Second)\n}\n"
      ),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var tickers = 0
    let version = subject.snapshot.module?.goVersion ?? GoVersion(major: 1, minor: 0)
    for call in subject.productCalls(named: ["NewTicker", "Tick"]) {
      guard subject.callee(call)?.packagePath == "time" else { continue }
      let isMain = call.file.isMain && call.node.ancestors.contains { $0.kind == .funcDecl && $0.name?.text == "main" }
      guard !isMain else { continue }
      tickers += 1
      if call.name == "Tick" {
        guard version < GoVersion(major: 1, minor: 23), call.node.enclosingFunction != nil else { continue }
        findings.append(call.file.finding(Self.card.id, at: call.node, "nothing can stop the ticker behind time.Tick"))
      } else if let name = call.node.receivingName(at: 0), let use = LocalUse(of: name), !use.escapes,
        !use.selects("Stop")
      {
        findings.append(call.file.finding(Self.card.id, at: name, "\(name.text) is never stopped"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["tickers": .count(tickers), "notStopped": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["time.NewTicker", "time.Tick"]))
  }
}
