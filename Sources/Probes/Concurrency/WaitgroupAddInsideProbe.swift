import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds goroutines that register themselves with the WaitGroup that is to wait for them.
///
/// An Add is the goroutine's own when it comes first, or when the goroutine calls Done and starts no others after the
/// Add. Literals are looked at, and functions that the same package starts with go.
struct WaitgroupAddInsideProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/waitgroup-add-inside",
    version: 2,
    sign: .antiPattern,
    looksFor: "Add of a WaitGroup inside the goroutine it counts",
    because: "Wait may run before the goroutine has started, find nothing to wait for and go on",
    instead: "call Add before the go statement, or use WaitGroup.Go",
    examples: [
      .found("wg := sync.WaitGroup{}\ngo func() {\n  wg.▸Add(1)\n  defer wg.Done()\n}()\nwg.Wait()"),
      .found("wg := sync.WaitGroup{}\ngo func() {\n  wg.▸Add(1)\n  fmt.Println(path)\n  wg.Add(1)\n}()\nwg.Wait()"),
      .found(
        "wg := sync.WaitGroup{}\ngo func() {\n  fmt.Println(path)\n  wg.▸Add(1)\n  defer wg.Done()\n}()\nwg.Wait()"),
      .found(
        "wg := sync.WaitGroup{}\ngo func(wg *sync.WaitGroup) {\n  wg.▸Add(1)\n  defer wg.Done()\n}(&wg)\nwg.Wait()"),
      .found(
        """
        type pool struct{ sync.WaitGroup }
        func (p *pool) run() {
          p.▸Add(1)
          defer p.Done()
        }
        func (p *pool) start() {
          go p.run()
          p.Wait()
        }
        """),
      .found("wg := sync.WaitGroup{}\nwork := func() {\n  wg.▸Add(1)\n  defer wg.Done()\n}\ngo work()\nwg.Wait()"),
      .quiet("wg := sync.WaitGroup{}\nwg.Add(1)\ngo func() {\n  defer wg.Done()\n}()\nwg.Wait()"),
      .quiet("go func() {\n  var wg sync.WaitGroup\n  wg.Add(1)\n  go func() { defer wg.Done() }()\n  wg.Wait()\n}()"),
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
      .quiet("n := atomic.Int64{}\ngo func() { n.Add(1) }()"),
      .quiet(
        """
        type pool struct{ wg sync.WaitGroup }
        func (p *pool) run() {
          p.wg.Add(1)
          defer p.wg.Done()
        }
        func (p *pool) start() {
          p.run()
        }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var groups = 0
    for file in subject.snapshot.productFiles {
      for call in file.tree.nodes(of: .callExpr) {
        guard let selector = call.function?.unparenthesized, selector.kind == .selectorExpr, let name = selector.name,
          name.isText("Add"), call.arguments.count == 1, let operand = selector.operand,
          subject.types.callee(of: call, in: file)?.is("sync", "WaitGroup", "Add") == true
        else { continue }
        groups += 1
        guard let function = call.enclosingFunction, !isOwn(operand, of: function, file, subject.types),
          registersItself(call, operand, in: function), isStarted(function, file, subject)
        else { continue }
        findings.append(file.finding(Self.card.id, at: name, "\(operand.text).Add runs after Wait may have passed"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["adds": .count(groups), "inside": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["sync.WaitGroup.Add"]))
  }

  /// Whether the group is a variable of the function itself, so that others wait in it.
  private func isOwn(_ group: Node, of function: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    var root = group.unparenthesized
    while root.kind == .selectorExpr || root.kind == .starExpr || root.kind == .indexExpr, let inner = root.operand {
      root = inner.unparenthesized
    }
    guard root.kind == .ident, let declared = types.declaration(of: root, in: file), declared.kind == .variable,
      let place = declared.name
    else { return false }
    return function.body?.contains(place) ?? false
  }

  private func registersItself(_ call: Node, _ group: Node, in function: Node) -> Bool {
    guard let body = function.body else { return false }
    let isDone = body.descendants(of: .callExpr).contains { done in
      guard let selector = done.function?.unparenthesized, selector.name?.isText("Done") == true,
        let operand = selector.operand
      else { return false }
      return operand.isSpelled(like: group) && done.enclosingFunction == function
    }
    if function.kind == .funcLit, body.statements.first?.operand == call { return true }
    let startsOthers = body.descendants(of: .goStmt).contains { $0.start > call.start }
    return isDone && !startsOthers
  }

  /// Whether a go statement of the package starts the function.
  private func isStarted(_ function: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    if function.kind == .funcLit {
      guard let parent = function.parent else { return false }
      if parent.kind == .callExpr { return parent.function == function && parent.parent?.kind == .goStmt }
      guard let name = function.assignedTarget, name.kind == .ident,
        let outer = function.enclosingFunction, let declared = subject.types.declaration(of: name, in: file)?.name
      else { return false }
      return outer.descendants(of: .goStmt).contains { statement in
        guard let called = statement.call?.function?.unparenthesized, called.kind == .ident else { return false }
        return called.isSpelled(like: name) && subject.types.declaration(of: called, in: file)?.name == declared
      }
    }
    guard let name = function.name else { return false }
    let wanted = Callee(
      packagePath: file.packagePath, receiver: FunctionIndex.receiverName(of: function), name: name.text)
    for other in subject.snapshot.productFiles where other.packagePath == file.packagePath {
      for statement in other.tree.nodes(of: .goStmt) {
        guard let call = statement.call, let called = call.function?.unparenthesized,
          (called.name ?? called).isSpelled(like: name), subject.types.callee(of: call, in: other) == wanted
        else { continue }
        return true
      }
    }
    return false
  }
}
