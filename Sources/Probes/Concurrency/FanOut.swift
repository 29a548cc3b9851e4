import GoSyntax
import GoTypes
import Repository

/// A loop that starts goroutines, and what keeps their number small.
///
/// A loop without an end of its own serves what comes in, and one that starts the parts of a program (`go
/// server.Serve(l)`) runs over a handful: neither fans work out. Limits: a semaphore is known by a channel that takes
/// and gives in the same turn, by a token sent before the start, by Acquire and its kin, or by its name in what is
/// started. A group that is handed in has whatever limit its maker gave it, and is left out. What only waits for an
/// answer, or closes things, does no work.
struct FanOut {
  enum Bound {
    /// A fixed number of turns: workers, or a list that is written out.
    case turns
    /// SetLimit of the group, or a pool made with a largest number.
    case group
    case semaphore
    /// Each batch is waited for before the next one starts.
    case batch
    case none
  }

  /// The go statement, or the name `Go` of the call that starts the goroutine.
  let start: Node
  let bound: Bound
  /// Whether not every turn starts one.
  let isConditional: Bool
  /// A group, a WaitGroup or a channel that is read afterwards.
  let isWaitedFor: Bool
  /// Whether nothing of the program's own sets the number of turns (`FanOutSource`); told where there is no bound.
  let isFromOutside: Bool

  /// Libraries whose groups start goroutines by `Go`.
  static let groups = [
    "golang.org/x/sync/errgroup", "github.com/sourcegraph/conc", "github.com/neilotoole/errgroup",
  ]

  /// The loops of a file that start goroutines, by the first start in each.
  static func all(in file: GoFile, _ subject: Subject) -> [FanOut] {
    let limits = Set(file.tree.fact(Limits.self).names)
    var seen: Set<Node> = []
    var found: [FanOut] = []
    for start in file.tree.fact(Starts.self).all {
      guard let loop = enclosingLoop(of: start), !seen.contains(loop) else { continue }
      if start.kind == .callExpr, !isGroup(start, file, subject) || isHandedIn(start, file, subject) { continue }
      seen.insert(loop)
      let turns = Turns(of: loop, file, subject)
      if turns == .serving || turns == .data && (startsPart(start, file, subject) || isForNoTurn(start, loop)) {
        continue
      }
      guard let function = loop.ancestors.first(where: { $0.kind == .funcDecl }) ?? loop.enclosingFunction else {
        continue
      }
      let bound: Bound =
        if turns == .fixed {
          .turns
        } else if isLimited(start, in: function, limits, file, subject) {
          .group
        } else if FanOutRoom(loop: loop, start: start, file: file, subject: subject).isKept {
          .semaphore
        } else {
          isBatch(loop) ? .batch : .none
        }
      found.append(
        FanOut(
          start: start.kind == .goStmt ? start : start.function?.unparenthesized.name ?? start, bound: bound,
          isConditional: start.ancestors.prefix { $0 != loop }.contains {
            [.ifStmt, .caseClause, .commClause].contains($0.kind)
          },
          isWaitedFor: start.kind == .callExpr || isWaited(for: loop, in: function, file, subject),
          isFromOutside: bound == .none && !onlyWaits(start)
            && FanOutSource(subject: subject).isOutside(loop, start, file)))
    }
    return found
  }

  /// What may start a goroutine: go statements, and calls of `Go` with a function.
  private struct Starts: TreeFact {
    let all: [Node]

    init(_ tree: SyntaxTree) {
      let calls = tree.nodes(of: .callExpr).filter { call in
        guard call.arguments.count == 1, let function = call.function?.unparenthesized,
          function.kind == .selectorExpr, let name = function.name
        else { return false }
        return name.isText("Go")
      }
      all = (tree.nodes(of: .goStmt) + calls).sorted { $0.start < $1.start }
    }
  }

  /// Groups that are given a limit somewhere in the file, by the last part of their name.
  private struct Limits: TreeFact {
    let names: [String]

    init(_ tree: SyntaxTree) {
      names = tree.nodes(of: .callExpr).compactMap { call in
        guard call.calledName == "SetLimit", let operand = call.function?.unparenthesized.operand else { return nil }
        return operand.unparenthesized.lastName
      }
    }
  }

  /// The nearest loop of the same function.
  private static func enclosingLoop(of start: Node) -> Node? {
    for ancestor in start.ancestors {
      switch ancestor.kind {
      case .forStmt, .rangeStmt: return ancestor
      case .funcLit, .funcDecl: return nil
      default: continue
      }
    }
    return nil
  }

  private static func isGroup(_ call: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let operand = call.function?.unparenthesized.operand else { return false }
    switch subject.types.type(of: operand, in: file)?.pointee {
    case .named("sync", "WaitGroup", _)?: return true
    case .named(let package, _, _)?: return groups.contains { package.isPath($0) }
    case nil, .unknown?: return groups.contains { file.importing($0) != nil }
    default: return false
    }
  }

  /// The group is a parameter of a function around.
  private static func isHandedIn(_ call: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let group = call.function?.unparenthesized.operand?.unparenthesized, group.kind == .ident else {
      return false
    }
    return Variable(group, in: file, subject.types)?.kind == .parameter
  }

  // MARK: How many turns

  private enum Turns: Equatable {
    case fixed, data, serving

    init(of loop: Node, _ file: GoFile, _ subject: Subject) {
      if loop.kind == .forStmt {
        guard let condition = loop.condition?.unparenthesized else {
          self = .serving
          return
        }
        guard loop.post != nil else {
          // `for rows.Next()` goes over data; `for !stopped` waits for something.
          let reads: Set<String> = ["Next", "Scan", "More"]
          self = reads.contains(condition.calledName ?? "") ? .data : .serving
          return
        }
        self = Turns.countsData(condition.right ?? condition, loop) ? .data : .fixed
        return
      }
      guard let operand = loop.operand?.unparenthesized else {
        self = .serving
        return
      }
      if Turns.areWrittenOut(operand, file, subject) || Turns.isShortList(operand, file, subject) {
        self = .fixed
        return
      }
      if operand.kind == .compositeLit || operand.kind == .basicLit
        || operand.lastName?.lowercased().hasSuffix("workers") == true
      {
        self = .fixed
        return
      }
      switch subject.types.type(of: operand, in: file) {
      case .basic(let name)? where name != "string": self = Turns.countsData(operand, loop) ? .data : .fixed
      case .untyped(.integer)?, .array?: self = .fixed
      default: self = .data
      }
    }

    /// `tasks := []func() error{serve, watch}`, where nothing else is ever put into the variable.
    private static func isShortList(_ operand: Node, _ file: GoFile, _ subject: Subject) -> Bool {
      guard let variable = Variable(operand, in: file, subject.types), variable.kind == .variable,
        variable.given.count == 1, let only = variable.given.first, only.how == .whole
      else { return false }
      let literal = only.value.unparenthesized
      return literal.kind == .compositeLit && literal.type?.element?.kind == .funcType
        && (1...listMax).contains(literal.elements.count)
    }

    /// From so many on a list that is written down is data all the same.
    private static let listMax = 16

    /// `func all(tasks ...func() error)`, where all calls write the tasks down one by one, or hand on what was.
    private static func areWrittenOut(_ operand: Node, _ file: GoFile, _ subject: Subject, depth: Int = 0) -> Bool {
      guard depth < 3, operand.kind == .ident, let declared = Variable(operand, in: file, subject.types)?.declared,
        declared.parent?.type?.kind == .ellipsis, let owner = declared.enclosingOwner, owner.kind == .funcDecl
      else { return false }
      let calls = Callers(of: owner, in: file, subject).calls
      return !calls.isEmpty
        && calls.allSatisfy { call in
          guard let last = call.node.arguments.last?.unparenthesized,
            call.node.tree.text(last.end..<call.node.end).contains("...")
          else { return true }
          return areWrittenOut(last, call.file, subject, depth: depth + 1)
        }
    }

    /// The number is that of the data: `len(items)`, `pages`, or a name that was given one.
    private static func countsData(_ limit: Node, _ loop: Node) -> Bool {
      func isOfData(_ value: Node) -> Bool {
        let names = [value] + Array(value.descendants(of: .ident))
        let words = names.filter { $0.kind == .ident }.map { IdentifierWords($0.text) }
        if words.contains(where: { $0.containsAny(of: workerWords) || $0.words == ["min"] }) { return false }
        return words.contains { $0.containsAny(of: dataWords) || $0.words == ["len"] }
      }
      if isOfData(limit) { return true }
      guard limit.kind == .ident, !IdentifierWords(limit.text).containsAny(of: workerWords),
        let function = loop.enclosingFunction
      else { return false }
      return function.descendants(of: .assignStmt).contains { assignment in
        assignment.start < loop.start && assignment.leftSide.count == 1 && assignment.rightSide.count == 1
          && assignment.leftSide.first?.isSpelled(like: limit) == true
          && assignment.rightSide.first.map { isOfData($0) } == true
      }
    }

    private static let dataWords: Set<String> = ["page", "pages", "item", "items", "total", "rows", "records"]
    /// Who names the number so has chosen it.
    private static let workerWords: Set<String> = ["worker", "workers", "concurrency", "parallelism", "threads"]
  }

  /// What is started is a part of the program that goes on, rather than one piece of work: a server, a watch, a consumer.
  /// So is what stops such parts.
  private static func startsPart(_ start: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    let started = start.call?.function?.unparenthesized ?? start.arguments.first?.unparenthesized ?? start
    guard started.kind == .funcLit else {
      return isPart(started.lastName ?? "") || goesOn(start.call, file, subject)
    }
    if started.descendants(of: .forStmt).contains(where: { $0.condition == nil }) { return true }
    let consumes = started.descendants(of: .rangeStmt).contains { loop in
      guard let operand = loop.operand else { return false }
      if case .channel? = subject.types.type(of: operand, in: file) { return true }
      return false
    }
    if consumes { return true }
    let calls = started.descendants(of: .callExpr).filter { $0.enclosingFunction == started }
    return calls.count <= 4 && calls.contains { isPart($0.calledName ?? "") }
  }

  /// A function of the module that waits in a loop without a condition, for the next time or for its end.
  private static func goesOn(_ call: Node?, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let call, let callee = subject.types.callee(of: call, in: file),
      let (declaration, _) = FunctionIndex.declaration(of: callee, subject)
    else { return false }
    return declaration.descendants(of: .forStmt).contains { loop in
      loop.condition == nil && loop.enclosingFunction == declaration && !loop.descendants(of: .selectStmt).isEmpty
        // One that also ends because its work is done tries again.
        && loop.descendants(of: .returnStmt).allSatisfy { leaving in
          leaving.enclosingFunction != declaration
            || leaving.ancestors.contains { $0.kind == .commClause && loop.contains($0) }
        }
    }
  }

  /// `if isLast { go check() }`: what is started under a condition and is given nothing of the turn happens at an event.
  private static func isForNoTurn(_ start: Node, _ loop: Node) -> Bool {
    guard start.kind == .goStmt, let body = loop.body,
      start.ancestors.prefix(while: { $0 != loop }).contains(where: { $0.kind == .ifStmt || $0.kind == .caseClause })
    else { return false }
    var names = Set([loop.key, loop.value].compactMap { $0?.text })
    for statement in [loop.initializer].compactMap({ $0 }) + body.descendants(of: .assignStmt)
    where statement.token == .define && !start.contains(statement) {
      names.formUnion(statement.leftSide.map(\.text))
    }
    for spec in body.descendants(of: .valueSpec) where !start.contains(spec) { names.formUnion(spec.names.map(\.text)) }
    return !start.descendants(of: .ident).contains { names.contains($0.text) }
  }

  private static let partWords = [
    "run", "serve", "listen", "start", "watch", "loop", "consume", "monitor", "poll", "shutdown", "stop", "close",
    "release",
  ]
  private static func isPart(_ name: String) -> Bool {
    let name = name.lowercased()
    return partWords.contains { name.hasPrefix($0) || name.hasSuffix($0) }
  }

  /// `select { case <-reply: case <-timer.C: }`: it waits for what comes or for the time to be over.
  private static func onlyWaits(_ start: Node) -> Bool {
    let started = start.call?.function?.unparenthesized ?? start.arguments.first?.unparenthesized ?? start
    guard started.kind == .funcLit, let statements = started.body?.statements, statements.count < 5 else {
      return false
    }
    return statements.contains { statement in
      statement.kind == .selectStmt
        && !(statement.body?.statements.contains { $0.kind == .commClause && $0.communication == nil } ?? true)
    }
  }

  // MARK: What bounds them

  private static func isLimited(
    _ start: Node, in function: Node, _ limits: Set<String>, _ file: GoFile, _ subject: Subject
  ) -> Bool {
    guard start.kind == .callExpr, let group = start.function?.unparenthesized.operand?.unparenthesized else {
      return false
    }
    let isLimitedHere = function.descendants(of: .callExpr).contains { call in
      switch call.calledName {
      case "SetLimit": call.function?.unparenthesized.operand?.isSpelled(like: group) == true
      case "WithMaxGoroutines": true
      default: false
      }
    }
    if isLimitedHere || group.kind == .selectorExpr && group.lastName.map(limits.contains) == true { return true }
    // A pool that a function of the module makes with a largest number.
    guard group.kind == .ident, let variable = Variable(group, in: file, subject.types) else { return false }
    return variable.given.contains { given in
      guard let callee = subject.types.callee(of: given.value.unparenthesized, in: file),
        let (maker, _) = FunctionIndex.declaration(of: callee, subject)
      else { return false }
      return maker.descendants(of: .callExpr).contains { ["SetLimit", "WithMaxGoroutines"].contains($0.calledName) }
    }
  }

  /// A loop over a part of something within a loop that waits for each part.
  private static func isBatch(_ loop: Node) -> Bool {
    guard let operand = loop.operand?.unparenthesized,
      operand.kind == .sliceExpr
        || ["chunk", "batch"].contains(where: { operand.text.lowercased().contains($0) }),
      let outer = enclosingLoop(of: loop), let body = outer.body
    else { return false }
    return body.descendants(of: .callExpr).contains { $0.calledName == "Wait" && !loop.contains($0) }
  }

  private static func isWaited(for loop: Node, in function: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    let waits = function.descendants(of: .callExpr).contains { call in
      if call.calledName == "Wait" { return true }
      // Counted for somebody who waits elsewhere.
      return call.calledName == "Add" && loop.contains(call) && call.arguments.count == 1
    }
    if waits { return true }
    return function.descendants(of: .unaryExpr).contains { $0.token == .arrow && $0.start > loop.end }
      || function.descendants(of: .rangeStmt).contains { later in
        guard later.start > loop.end, let operand = later.operand else { return false }
        if case .channel? = subject.types.type(of: operand, in: file) { return true }
        return false
      }
  }
}
