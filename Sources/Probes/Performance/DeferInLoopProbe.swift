import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds deferred calls that pile up until the function returns.
///
/// Quiet where the turn that defers is the last one: what follows returns, or a branch inside the body breaks out of
/// the loop. A function literal that runs on each turn runs its deferred calls on each turn. Quiet too where a lock is
/// held around the loop and given back behind it, and the deferred call is about nothing the turn has made: it waits
/// for the lock on purpose. Quiet as well where what is closed is kept for after the loop, and where the deferred call
/// is given the address of what the function goes on to change: it is meant for the end; where a goroutine that
/// outlives the turn uses what is closed, where the turn ends with the very call, for which the deferred one only
/// stands in, and where all that was done is taken back because a later turn fails. Limits: loops made with goto are
/// not seen.
struct DeferInLoopProbe: Probe {
  static let card = ProbeCard(
    id: "performance/defer-in-loop",
    version: 7,
    sign: .antiPattern,
    looksFor: "defer inside a loop",
    because: "nothing is released before the whole function returns",
    instead: "move the body of the loop into a function of its own",
    examples: deferInLoopExamples)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles where subject.ships(file) {
      for statement in file.tree.nodes(of: .deferStmt)
      where Self.pilesUp(statement) && !Self.waitsForUnlock(statement) && !Self.isForTheEnd(statement, file, subject)
        && !Self.isCalledByTurn(statement) && !Self.takesBack(statement)
      {
        findings.append(file.finding(Self.card.id, at: statement, "runs only when the function returns"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["defers": .count(findings.count), "lines": .count(subject.productLines)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["defer in for and range"]))
  }

  /// Whether the loop around stands between a lock and its release, and what is deferred was not made by the turn.
  private static func waitsForUnlock(_ statement: Node) -> Bool {
    guard let loop = statement.ancestors.first(where: { $0.kind == .forStmt || $0.kind == .rangeStmt }),
      let block = loop.parent, let own = block.statements.firstIndex(of: loop)
    else { return false }
    let unlocked = block.statements[own...].contains { calls($0, ["Unlock", "RUnlock"]) }
    guard unlocked, block.statements[..<own].contains(where: { calls($0, ["Lock", "RLock"]) }) else { return false }
    let made = LoopFlow.definitions(in: loop).filter { $0.end < statement.start }
    return !statement.descendants(of: .ident).contains { use in
      made.contains { $0.leftSide.contains { $0.isSameText(as: use) } }
    }
  }

  /// Whether what the turn made outlives the loop, or the deferred call looks at a variable of the function at its end.
  private static func isForTheEnd(_ statement: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let loop = statement.ancestors.first(where: { $0.kind == .forStmt || $0.kind == .rangeStmt }),
      let function = loop.enclosingFunction
    else { return false }
    let made = LoopFlow.definitions(in: loop).filter { $0.end < statement.start }.flatMap { Array($0.leftSide) }
    let used = statement.descendants(of: .ident)
    let isOutside = { (name: Node) in
      name.kind == .ident && !name.isText("_") && !made.contains { $0.isSameText(as: name) }
        && !(loop.key?.isSameText(as: name) ?? false) && !(loop.value?.isSameText(as: name) ?? false)
    }
    let looksAtEnd = statement.descendants(of: .unaryExpr).contains { taken in
      guard taken.token == .and, let name = taken.operand?.unparenthesized, isOutside(name) else { return false }
      return function.descendants(of: .assignStmt).contains { change in
        change.token != .define && change.leftSide.contains { $0.isSameText(as: name) }
      }
    }
    if looksAtEnd { return true }
    if isGivenWhatIsListed(statement, loop, function) { return true }
    let closed = made.filter { name in used.contains { $0.isSameText(as: name) } }
    guard !closed.isEmpty else { return false }
    if isUsedByGoroutine(closed, in: loop) { return true }
    return loop.descendants(of: .assignStmt).contains { keeping in
      guard keeping.token == .assign, var target = keeping.leftSide.first else { return false }
      if target.kind == .indexExpr, let inner = target.operand { target = inner }
      guard isOutside(target), keeping.rightSide.contains(where: { holds($0, closed, file, subject) }) else {
        return false
      }
      return function.descendants(of: .ident).contains { $0.start > loop.end && $0.isSameText(as: target) }
    }
  }

  /// `paths = append(paths, report.path)` and `defer os.Remove(report.path)`: what is listed for after the loop has to
  /// be there until then.
  private static func isGivenWhatIsListed(_ statement: Node, _ loop: Node, _ function: Node) -> Bool {
    let given = statement.descendants(of: .callExpr)
      .filter { IdentifierWords($0.calledName ?? "").containsAny(of: ["remove", "delete", "unlink"]) }
      .flatMap { Array($0.arguments) }.filter { $0.kind == .selectorExpr }
    guard !given.isEmpty else { return false }
    return loop.descendants(of: .assignStmt).contains { listing in
      guard listing.token == .assign, let target = listing.leftSide.first, target.kind == .ident,
        let call = listing.rightSide.first?.unparenthesized, call.function?.isText("append") ?? false,
        call.arguments.dropFirst().contains(where: { listed in given.contains { $0.isSameText(as: listed) } })
      else { return false }
      return function.descendants(of: .ident).contains { $0.start > loop.end && $0.isSameText(as: target) }
    }
  }

  /// `go func() { use(file) }()`, `group.Go(func() error { … })`, and nothing in the body that waits for it.
  private static func isUsedByGoroutine(_ closed: [Node], in loop: Node) -> Bool {
    loop.descendants(of: .funcLit).contains { literal in
      guard let call = literal.parent, call.kind == .callExpr,
        call.function == literal ? call.parent?.kind == .goStmt : call.calledName == "Go"
      else { return false }
      let waits =
        loop.descendants(of: .callExpr).contains { $0.start > literal.end && $0.calledName == "Wait" }
        || loop.descendants(of: .unaryExpr).contains { $0.start > literal.end && $0.token == .arrow }
      return !waits && literal.descendants(of: .ident).contains { use in closed.contains { $0.isSameText(as: use) } }
    }
  }

  /// `defer cancel()`, and `cancel()` as a statement of the same body behind it.
  private static func isCalledByTurn(_ statement: Node) -> Bool {
    guard let call = statement.descendants(of: .callExpr).first, let block = statement.parent else { return false }
    return block.statements.contains { later in
      later.start > statement.end && later.kind == .exprStmt && later.operand?.isSameText(as: call) ?? false
        && !block.descendants(of: .branchStmt).contains {
          // A turn that is left before does without the call.
          $0.start > statement.end && $0.start < later.start
        }
    }
  }

  /// `defer func() { if err != nil { … } }()`: all turns are taken back when a later one fails.
  private static func takesBack(_ statement: Node) -> Bool {
    guard let literal = statement.call?.function?.unparenthesized, literal.kind == .funcLit,
      let statements = literal.body?.statements, let first = statements.first, first.kind == .ifStmt,
      let condition = first.condition?.unparenthesized, condition.kind == .binaryExpr,
      let name = condition.left?.unparenthesized, name.kind == .ident, condition.right?.isText("nil") ?? false,
      IdentifierWords(name.text).containsAny(of: ["err", "error"]) || name.text.hasSuffix("Err")
    else { return false }
    return condition.token == .notEqual
      ? statements.count == 1 : condition.token == .equal && first.body?.statements.last?.kind == .returnStmt
  }

  /// Whether a value is, or has as a part, what one of the names stands for.
  private static func holds(_ value: Node, _ names: [Node], _ file: GoFile, _ subject: Subject) -> Bool {
    let value = value.unparenthesized
    switch value.kind {
    case .ident: return names.contains { $0.isSameText(as: value) }
    case .unaryExpr: return value.operand.map { holds($0, names, file, subject) } ?? false
    case .compositeLit: return value.elements.contains { holds($0, names, file, subject) }
    case .keyValueExpr: return value.value.map { holds($0, names, file, subject) } ?? false
    case .callExpr where value.function?.isText("append") ?? false:
      return value.arguments.dropFirst().contains { holds($0, names, file, subject) }
    // `append(steps, step(ctx, file))`, where a function comes back that runs later.
    case .callExpr where value.arguments.contains(where: { holds($0, names, file, subject) }):
      guard let type = subject.types.type(of: value, in: file) else { return false }
      if case .function? = subject.types.underlying(type) { return true }
      return false
    default: return false
    }
  }

  /// `mutex.Unlock()` as a statement.
  private static func calls(_ statement: Node, _ names: Set<String>) -> Bool {
    guard statement.kind == .exprStmt, let call = statement.operand?.unparenthesized, call.kind == .callExpr else {
      return false
    }
    return call.calledName.map(names.contains) ?? false
  }

  /// How the turn that defers ends.
  private enum Turn: Equatable {
    case goesOn
    case leavesFunction
    case breaksLoop(label: Node?)
  }

  /// Walks out over all loops and asks on the way whether the turn that defers must be the last one of each.
  private static func pilesUp(_ statement: Node) -> Bool {
    var isConditional = false
    var turn = Turn.goesOn
    for around in statement.ancestors {
      switch around.kind {
      case .funcLit, .funcDecl: return false
      case .forStmt, .rangeStmt:
        switch turn {
        case .goesOn: return true
        case .leavesFunction: return false
        case .breaksLoop(label: nil): turn = .goesOn
        case .breaksLoop: continue
        }
      case .labeledStmt:
        if case .breaksLoop(let label?) = turn, label.text == around.label?.text { turn = .goesOn }
      case .blockStmt, .caseClause, .commClause:
        let isBody = around.parent.map { $0.kind == .forStmt || $0.kind == .rangeStmt } ?? false
        if isBody ? skips(before: statement, in: around) : around.parent?.kind != .blockStmt { isConditional = true }
        guard turn == .goesOn, let last = around.statements.last, !mayGoOn(after: statement, in: around) else {
          continue
        }
        if LoopFlow.leavesFunction(last) {
          turn = .leavesFunction
        } else if isConditional, breaksLoop(last) {
          turn = .breaksLoop(label: last.label)
        }
      default: continue
      }
    }
    return false
  }

  /// A break that leaves a loop, not the switch it stands in.
  private static func breaksLoop(_ last: Node) -> Bool {
    guard last.kind == .branchStmt, last.token == .break else { return false }
    if last.label != nil { return true }
    guard let target = LoopFlow.target(of: last) else { return false }
    return target.kind == .forStmt || target.kind == .rangeStmt
  }

  /// Whether some turns never come to the deferred call: the body looks for the one that does.
  private static func skips(before statement: Node, in body: Node) -> Bool {
    LoopFlow.branches(below: body).contains { branch in
      branch.token == .continue && branch.end < statement.start && LoopFlow.target(of: branch) == body.parent
    }
  }

  /// Whether a continue or goto behind the deferred call begins another turn of a loop around the block.
  private static func mayGoOn(after statement: Node, in block: Node) -> Bool {
    LoopFlow.branches(below: block).contains { branch in
      guard branch.start > statement.end else { return false }
      if branch.label != nil || branch.token == .goto { return branch.token != .break }
      guard branch.token == .continue, let target = LoopFlow.target(of: branch) else { return false }
      return !block.contains(target)
    }
  }
}
