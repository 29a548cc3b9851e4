import GoSyntax
import GoTypes
import Repository

/// What satisfies error but is there for something else, so that its name rightly speaks of that.
///
/// Limits: a type is an error where a function returns it as one, an error is asked for it, or it has an Error method
/// and no other use; whether it is given to a parameter of the type error is not asked.
struct ErrorRole {
  let name: Node
  let subject: Subject
  let file: GoFile

  /// A type whose values are kept in a database, or are sent through channels or gathered in lists and never given as
  /// errors.
  var isOfOtherType: Bool {
    isStored || (isSent || isGathered) && !users.contains { isGivenAsError(in: $0) || isAskedFor(in: $0) }
  }

  /// `var SkipCart = errors.New("skip this cart")`, after fs.SkipDir: said to be a value for callbacks to return.
  var isControl: Bool {
    guard let doc = name.parent?.doc ?? name.parent?.parent?.doc else { return false }
    let words = name.tree.text(doc.start..<doc.end).split { $0.isWhitespace || $0 == "/" }.joined(separator: " ")
      .lowercased()
    return ["as a return value from", "as a return value of", "as a return value by", "not returned as an error by"]
      .contains { words.contains($0) }
  }

  private var type: GoType { .named(package: file.packagePath, name: name.text, arguments: []) }

  /// `Scan` or `Value` of database/sql, declared for the type itself.
  private var isStored: Bool {
    [("Scan", 1), ("Value", 0)].contains { method, count in
      let callee = Callee(packagePath: file.packagePath, receiver: name.text, name: method)
      guard FunctionIndex.declaration(of: callee, subject) != nil, let known = subject.types.signature(of: callee)
      else { return false }
      return known.parameters.count == count && known.results.last == .error
    }
  }

  private var isSent: Bool {
    users.contains { user in
      user.tree.nodes(of: .chanType).contains { isType($0.value, user) }
    }
  }

  private var isGathered: Bool {
    users.contains { user in
      user.tree.nodes(of: .arrayType).contains { list in
        // A list that is an error itself is one of errors.
        isType(list.element, user) && list.parent?.kind != .typeSpec
      }
    }
  }

  private func isGivenAsError(in user: GoFile) -> Bool {
    var known: [Node: FunctionResults] = [:]
    for statement in user.tree.nodes(of: .returnStmt) where !statement.returned.isEmpty {
      guard let function = statement.enclosingFunction else { continue }
      let results = known[function] ?? FunctionResults(of: function, subject, user)
      known[function] = results
      guard let last = results.errors.last, statement.returned.count == results.count else { continue }
      let value = statement.returned[statement.returned.startIndex + last]
      // `return <-orders`: what was sent.
      if value.unparenthesized.kind == .unaryExpr, value.unparenthesized.token == .arrow { continue }
      if subject.types.type(of: value, in: user)?.pointee == type { return true }
    }
    return user.tree.calls(named: ["append"]).contains { call in
      guard let list = call.arguments.first, subject.types.type(of: list, in: user) == .slice(.error) else {
        return false
      }
      return call.arguments.dropFirst().contains { subject.types.type(of: $0, in: user)?.pointee == type }
    }
  }

  /// `errors.As(err, &failure)`, `err.(*Failure)`, `case Failure:`.
  private func isAskedFor(in user: GoFile) -> Bool {
    user.tree.nodes(of: .typeAssertExpr).contains { isType($0.type, user) }
      || user.tree.nodes(of: .caseClause).contains { clause in clause.caseExpressions.contains { isType($0, user) } }
      || user.tree.calls(named: ["As"]).contains { call in
        guard let target = call.arguments.last?.unparenthesized.operand else { return false }
        return subject.types.type(of: target, in: user)?.pointee == type
      }
  }

  /// `Failure`, `*Failure`, `shop.Failure`, where written.
  private func isType(_ written: Node?, _ user: GoFile) -> Bool {
    guard var written = written?.unparenthesized else { return false }
    if written.kind == .starExpr, let inner = written.operand { written = inner.unparenthesized }
    let last = written.kind == .selectorExpr ? written.name : written.kind == .ident ? written : nil
    guard last?.isSameText(as: name) == true else { return false }
    return subject.types.type(written: written, in: user) == type
  }

  /// The files that can name the type.
  private var users: [GoFile] {
    subject.snapshot.productFiles.filter { $0.packagePath == file.packagePath || $0.importing(file.packagePath) != nil }
  }
}

/// The examples of `NamingProbe` for what `ErrorRole` says.
let errorRoleExamples: [ProbeExample] = [
  .quiet(
    """
    package shop
    type Note struct{ Text string }
    func (n Note) Error() string { return n.Text }
    type review struct { notes []Note }
    """),
  .found(
    """
    package shop
    type ▸Note struct{ Text string }
    func (n Note) Error() string { return n.Text }
    type review struct { notes []Note }
    func check(text string) error {
      if text == "" { return Note{"no text"} }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import "encoding/json"
    type Note struct{ Text string }
    func (n *Note) Scan(from any) error { return json.Unmarshal(from.([]byte), n) }
    func (n *Note) Error() string { return n.Text }
    """),
  .quiet(
    """
    package shop
    type Reopen struct{ After int }
    func (r Reopen) Error() string { return "reopen" }
    func keep(orders <-chan Reopen) error { return <-orders }
    """),
  .quiet(
    """
    package shop
    import "errors"
    // SkipCart is used as a return value from Visit to say that the
    // cart is left out.
    var SkipCart = errors.New("skip this cart")
    """),
  .found(
    """
    package shop
    import "errors"
    // CartGone is returned to indicate that there is no such cart.
    var ▸CartGone = errors.New("no such cart")
    """),
  .found(
    """
    package shop
    type ▸BadValue struct{ text string }
    func (b BadValue) Value() string { return b.text }
    func (b BadValue) Error() string { return b.text }
    """),
  .found(
    """
    package shop
    type ▸Undone struct{ job string }
    func (u *Undone) Error() string { return u.job }
    func watch(all chan *Undone) { for one := range all { println(one.job) } }
    func run(job string) error { return &Undone{job} }
    """),
  .quiet(#"var home, homeFailure = os.UserHomeDir()"#),
]
