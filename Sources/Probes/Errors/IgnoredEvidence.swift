import GoSyntax
import GoTypes
import Repository
import Synchronization

/// Calls whose forgotten error is no loss: it cannot come, has been told already, or was never what the call is about.
struct IgnoredEvidence {
  let call: Node
  let use: IgnoredCall.Use
  let subject: Subject
  let file: GoFile

  var isNoLoss: Bool {
    subject.panickingPrograms.packages.contains(file.packagePath) || isSaidBeside || isNotice || isFarewell
      || isRemoval || isOfSilentLiteral || isRewound || isSaidOrNever
  }

  // MARK: What is said

  /// `// WaitN cannot fail without a deadline` beside the call or above the loop it is in, or `// On error we default
  /// to 0` right below.
  private var isSaidBeside: Bool {
    let around = statement.parent?.parent.flatMap { [.forStmt, .rangeStmt, .ifStmt].contains($0.kind) ? $0 : nil }
    if let name = call.calledName, name.utf8.count > 3,
      [statement, around].contains(where: { beside in
        beside.map { IgnoredEvidence.saysOf(name, call.tree.comments(besides: $0)) } ?? false
      })
    {
      return true
    }
    guard let next = statement.following else { return false }
    let below = call.tree.comments(besides: next).lowercased()
    return below.contains("default") && (below.contains("error") || below.contains("fail"))
      && !IgnoredEvidence.isMarked(below)
  }

  /// `WaitN fails for …`, `WaitN only returns an error if …`: the call's name and, right behind it, its failing.
  private static func saysOf(_ name: String, _ comment: String) -> Bool {
    if isMarked(comment.lowercased()) { return false }
    return comment.split { ".;:".contains($0) }.contains { sentence in
      let words = sentence.split { !$0.isLetter && !$0.isNumber }
      guard let position = words.firstIndex(where: { $0 == name }) else { return false }
      return words[(position + 1)...].prefix(4).contains { word in
        let word = word.lowercased()
        return word.hasPrefix("fail") || word.hasPrefix("err")
      }
    }
  }

  private static func isMarked(_ comment: String) -> Bool {
    ["todo", "fixme", "xxx", "nolint"].contains(where: comment.contains)
  }

  // MARK: What the call is about

  /// `progress.Begin(…)`, `notifier.NotifyAll(…)`, `cursor.Show()`: what it shows helps whoever looks, and changes
  /// nothing.
  ///
  /// What fills an argument or keeps something does more.
  private var isNotice: Bool {
    guard let name = call.calledName,
      !call.arguments.contains(where: { $0.unparenthesized.kind == .unaryExpr && $0.unparenthesized.token == .and }),
      !(IdentifierWords(name).words.first.map(IgnoredEvidence.keeping.contains) ?? false)
    else { return false }
    let names = [name, call.function?.unparenthesized.operand?.lastName].compactMap { $0 }
    return names.contains { said in
      let words = IdentifierWords(said)
      return words.containsAny(of: IgnoredEvidence.notices)
        || call.arguments.isEmpty && words.containsAny(of: ["cursor"])
    }
  }

  private static let notices: Set<String> = ["progress", "spinner", "telemetry", "banner", "notice"]
  private static let keeping: Set<String> = [
    "save", "store", "write", "put", "set", "insert", "update", "upsert", "delete", "remove", "create", "add", "load",
    "persist", "commit", "record",
  ]

  /// `conn.WriteMessage(bye)` with `conn.Close()` among the next statements. What is written to a file is lost.
  private var isFarewell: Bool {
    guard let name = call.calledName, let first = IdentifierWords(name).words.first,
      ["write", "send", "notify"].contains(first), let list = statement.parent?.statements,
      let position = list.firstIndex(of: statement)
    else { return false }
    let holders = [call.function?.unparenthesized.operand].compactMap { $0 } + Array(call.arguments)
    for next in list[list.index(after: position)...].prefix(2) {
      guard next.kind == .exprStmt || next.kind == .assignStmt else { return false }
      let closing = next.kind == .exprStmt ? next.operand?.unparenthesized : next.rightSide.first?.unparenthesized
      guard let closing, closing.kind == .callExpr, closing.calledName == "Close",
        let closed = closing.function?.unparenthesized.operand
      else { continue }
      return isConnection(closed)
        && holders.contains { $0.isSpelled(like: closed) || closed.mentions($0.text) }
    }
    return false
  }

  /// Whether a value's name or type says that it is a connection to somebody.
  private func isConnection(_ value: Node) -> Bool {
    var names = [value.unparenthesized.lastName].compactMap { $0 }
    if case .named(_, let name, _)? = subject.types.type(of: value, in: file)?.pointee { names.append(name) }
    return names.contains { IdentifierWords($0).containsAny(of: IgnoredEvidence.connections) }
  }

  private static let connections: Set<String> = [
    "conn", "conns", "connection", "socket", "websocket", "ws", "session", "peer",
  ]

  /// `defer root.Remove(name)`: what a later rename or a missing file makes fail.
  private var isRemoval: Bool {
    use == .deferred && call.calledName == "Remove" && call.calledOperandName != "os"
  }

  /// `body.Seek(0, io.SeekStart)` of a reader that was handed in: who reads next will hear of it.
  private var isRewound: Bool {
    guard call.calledName == "Seek", call.arguments.first?.isText("0") == true, use == .unused,
      let operand = call.function?.unparenthesized.operand, operand.kind == .ident
    else { return false }
    return subject.types.type(of: operand, in: file)?.isNamed("io", "ReadSeeker") == true
  }

  // MARK: What can come

  /// `agents.Each(func(a Agent) error { …; return nil })`: a function of the module that gives what the literal gives.
  private var isOfSilentLiteral: Bool {
    let literals = call.arguments.filter {
      $0.kind == .funcLit && !FunctionResults(of: $0, subject, file).errors.isEmpty
    }
    guard !literals.isEmpty, let path = subject.types.callee(of: call, in: file)?.packagePath,
      subject.snapshot.module.map({ path.isPath($0.path) }) ?? false
    else { return false }
    let areSilent = literals.allSatisfy { literal in
      let returns = literal.descendants(of: .returnStmt).filter { $0.enclosingFunction == literal }
      return !returns.isEmpty && returns.allSatisfy { $0.returned.last?.unparenthesized.isText("nil") == true }
    }
    guard areSilent else { return false }
    guard let callee = subject.types.callee(of: call, in: file),
      let declared = FunctionIndex.declaration(of: callee, subject)
    else { return true }
    // Nothing else in it can fail.
    return declared.node.descendants(of: .callExpr).allSatisfy { inner in
      if case .none = subject.types.errorResults(of: inner, in: declared.file) { return true }
      return inner.function?.unparenthesized.kind == .ident
        && subject.types.callee(of: inner, in: declared.file) == nil
    }
  }

  /// Whether each error that a function of the module gives was logged there before, or a function that does much never
  /// gives one.
  private var isSaidOrNever: Bool {
    guard let callee = subject.types.callee(of: call, in: file) else { return false }
    return isSaidOrNever(callee, depth: 0)
  }

  private func isSaidOrNever(_ callee: Callee, depth: Int) -> Bool {
    guard depth < 3 else { return false }
    return subject.saidErrors.answer(for: callee, depth: depth) { judge(callee, depth: depth) }
  }

  private func judge(_ callee: Callee, depth: Int) -> Bool {
    guard let declared = FunctionIndex.declaration(of: callee, subject), declared.file.isProduct else {
      return false
    }
    let function = declared.node
    let results = FunctionResults(of: function, subject, declared.file)
    guard let last = results.errors.last else { return false }
    var isGiven = false
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      guard statement.returned.count == results.count else { return false }
      let error = statement.returned[statement.returned.startIndex + last].unparenthesized
      if error.isText("nil") { continue }
      isGiven = true
      if isLogged(before: statement, declared.file) { continue }
      guard error.kind == .callExpr, let next = subject.types.callee(of: error, in: declared.file),
        isSaidOrNever(next, depth: depth + 1)
      else { return false }
    }
    return isGiven || function.descendants(of: .callExpr).count > 5
  }

  /// Whether a statement before a return, in the same block, logs an error or warning.
  private func isLogged(before statement: Node, _ home: GoFile) -> Bool {
    guard let list = statement.parent?.statements else { return false }
    return list.prefix(while: { $0 != statement }).contains { earlier in
      guard earlier.kind == .exprStmt, let call = earlier.operand?.unparenthesized, call.kind == .callExpr,
        let level = LogLevel(of: call, subject, home)
      else { return false }
      return level == .warning || level == .error
    }
  }

  private var statement: Node { IgnoredCall(call: call, use: use).statement }
}

/// Which functions say their errors themselves or give none, by how deep they were asked for.
final class SaidErrors: Sendable {
  private struct Question: Hashable {
    let callee: Callee
    let depth: Int
  }

  private let known = Mutex<[Question: Bool]>([:])

  func answer(for callee: Callee, depth: Int, make: () -> Bool) -> Bool {
    let question = Question(callee: callee, depth: depth)
    if let answer = known.withLock({ $0[question] }) { return answer }
    let answer = make()
    known.withLock { $0[question] = answer }
    return answer
  }
}

/// The examples of `IgnoredProbe` for what `IgnoredEvidence` says.
let ignoredEvidenceExamples: [ProbeExample] = [
  .quiet(
    """
    package shop
    import "strconv"
    func days(text string) int {
      days, _ := strconv.Atoi(text)
      // On error we default to 0, which keeps everything.
      return days
    }
    """),
  .found(
    """
    package shop
    import "strconv"
    func days(text string) int {
      days, _ := ▸strconv.Atoi(text)
      // The shelf is cleared after that many.
      return days
    }
    """),
  .quiet(
    """
    package shop
    import "golang.org/x/time/rate"
    func take(limit *rate.Limiter) {
      // WaitN fails for a context with an end alone, and there is none.
      for range 3 { _ = limit.WaitN(nil, 1) }
    }
    """),
  .quiet(
    """
    package shop
    import ("log/slog"; "os")
    func save(path string) error {
      if err := os.WriteFile(path, nil, 0o600); err != nil {
        slog.Error("the cart is lost", "error", err)
        return err
      }
      return nil
    }
    func close() { save("cart") }
    """),
  .found(
    """
    package shop
    import ("log/slog"; "os")
    func save(path string) error {
      if err := os.WriteFile(path, nil, 0o600); err != nil {
        slog.Debug("the cart is lost")
        return err
      }
      return nil
    }
    func close() { ▸save("cart") }
    """),
  .quiet(
    """
    package shop
    import "net"
    type peer struct{ conn net.Conn }
    func (p *peer) Close() error { return p.conn.Close() }
    func send(p *peer, text string) error { _, err := p.conn.Write([]byte(text)); return err }
    func bye(p *peer) {
      send(p, "bye")
      p.Close()
    }
    """),
  .found(
    """
    package shop
    import "os"
    func save(file *os.File, data []byte) {
      ▸file.Write(data)
      file.Close()
    }
    """),
  .found(
    """
    package shop
    import "os"
    type progress struct{ path string }
    func (p *progress) SaveProgress(user string) error { return os.WriteFile(p.path, []byte(user), 0o600) }
    func visit(p *progress, user string) {
      _ = ▸p.SaveProgress(user)
    }
    """),
  .found(
    """
    package shop
    import "encoding/json"
    func read(data []byte) (cart map[string]int) {
      // Unmarshal fills the cart; an error of the store comes later.
      ▸json.Unmarshal(data, &cart)
      return cart
    }
    """),
  .found(
    """
    package shop
    import "net"
    type line struct{ conn net.Conn }
    func send(l *line, text string) error { _, err := l.conn.Write([]byte(text)); return err }
    func greet(l *line) {
      ▸send(l, "hello")
    }
    """),
  .quiet("package shop\ntype failure struct{}\nfunc (*failure) Error() string { return \"\" }\nvar _ = error(nil)"),
  .quiet(
    """
    package shop
    var shelves []string
    func each(visit func(string) error) error {
      for _, shelf := range shelves {
        if err := visit(shelf); err != nil { return err }
      }
      return nil
    }
    func count() (n int) {
      _ = each(func(string) error { n++; return nil })
      return n
    }
    """),
  .found(
    """
    package shop
    import "os"
    var shelves []string
    func each(visit func(string) error) error {
      for _, shelf := range shelves {
        if err := visit(shelf); err != nil { return err }
      }
      return nil
    }
    func clear() {
      _ = ▸each(func(shelf string) error { return os.Remove(shelf) })
    }
    """),
]
