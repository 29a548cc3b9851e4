import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds goroutines that register themselves with the WaitGroup that is to wait for them.
struct WaitgroupAddInsideProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/waitgroup-add-inside",
    sign: .antiPattern,
    looksFor: "Add of a WaitGroup inside the goroutine it counts",
    because: "Wait may run before the goroutine has started, find nothing to wait for and go on",
    instead: "call Add before the go statement, or use WaitGroup.Go",
    examples: [
      .found("wg := sync.WaitGroup{}\ngo func() {\n  wg.▸Add(1)\n  defer wg.Done()\n}()\nwg.Wait()"),
      .quiet("wg := sync.WaitGroup{}\nwg.Add(1)\ngo func() {\n  defer wg.Done()\n}()\nwg.Wait()"),
      .quiet(
        """
        wg := sync.WaitGroup{}
        wg.Add(1)
        go func() {
          defer wg.Done()
          wg.Add(1)
          go func() { defer wg.Done() }()
        }()
        wg.Wait()
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var groups = 0
    for call in subject.productCalls(named: ["Add"]) {
      guard let selector = call.node.function?.unparenthesized, selector.kind == .selectorExpr,
        let operand = selector.operand, let type = subject.types.type(of: operand, in: call.file),
        type.isNamed("sync", "WaitGroup")
      else { continue }
      groups += 1
      guard let literal = call.node.enclosingFunction, literal.kind == .funcLit, let started = literal.parent,
        started.kind == .callExpr, started.parent?.kind == .goStmt, started.function == literal
      else { continue }
      let group = operand.text
      let isOwn =
        literal.descendants(of: .assignStmt).contains {
          $0.token == .define && $0.leftSide.contains { $0.text == group }
        }
        || literal.descendants(of: .valueSpec).contains { $0.names.contains { $0.text == group } }
      // One that starts others in turn adds for them.
      let startsOthers = literal.descendants(of: .goStmt).contains { $0.start > call.node.start }
      let countsItself = literal.descendants(of: .callExpr).contains {
        $0.calledName == "Done" && $0.function?.unparenthesized.operand?.text == group
      }
      if !isOwn && !startsOthers && countsItself, let name = selector.name {
        findings.append(call.file.finding(Self.card.id, at: name, "\(group).Add runs after Wait may have passed"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["adds": .count(groups), "inside": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["sync.WaitGroup.Add"]))
  }
}
