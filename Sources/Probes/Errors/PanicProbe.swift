import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds panics outside `main`, `init`, tests and functions named Must.
///
/// Left out: passing on a recovered panic, http.ErrAbortHandler, and marks of what cannot happen (a text that says so, a
/// constant text in a `default` clause, after a loop or switch, after a check of the function's own arguments, or as the
/// whole of a method that an interface demands): those are programmer errors.
struct PanicProbe: Probe {
  static let card = ProbeCard(
    id: "errors/panic",
    version: 2,
    sign: .antiPattern,
    looksFor: "a panic where an error could be returned",
    because: "a caller cannot handle it, and one bad request may end the whole process",
    instead: "return an error; keep panic for what only a mistake in the program can cause",
    examples: [
      .found("if err != nil {\n\t▸panic(err)\n}"),
      .found("func load() { ▸panic(\"no data\") }"),
      .found("func main2() { func() { ▸panic(fmt.Sprintf(\"%d\", 1)) }() }"),
      .quiet("func init() { panic(\"no data\") }"),
      .quiet("package main\nfunc main() { panic(\"no data\") }\n"),
      .quiet("func MustLoad(err error) { if err != nil { panic(err) } }"),
      .quiet("defer func() {\n\tif r := recover(); r != nil {\n\t\tpanic(r)\n\t}\n}()"),
      .quiet("panic(http.ErrAbortHandler)"),
      .quiet(
        "func kind(n int) string {\n\tswitch n {\n\tcase 1: return \"a\"\n\tdefault: panic(\"unknown kind\")\n\t}\n}"),
      .quiet("func add(n int) {\n\tif n < 0 {\n\t\tpanic(\"add: negative count\")\n\t}\n}"),
      .quiet("func load() { panic(\"unreachable\") }"),
      .quiet("type none struct{}\nfunc (none) Append(n int) { panic(\"append to none\") }"),
      .quiet(
        "func name(x any) string {\n\tif s, ok := x.(string); ok { return s }\n\tpanic(fmt.Errorf(\"type %T\", x))\n}"),
      .quiet("var errNone = errors.New(\"none\")\ntype none struct{}\nfunc (none) Sync() error { panic(errNone) }"),
      .quiet("func load(err error) {\n\tif err != nil {\n\t\tpanic(err) // cannot happen\n\t}\n}"),
      .quiet(
        """
        type once struct{ failure any }
        func (o *once) run() {
          defer func() {
            o.failure = recover()
            panic(o.failure)
          }()
        }
        """),
      .found("type store struct{}\nfunc (store) Load(err error) { ▸panic(err) }"),
      .quiet("func load(panic func(string)) { panic(\"no data\") }"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let files = subject.snapshot.productFiles
    for file in files {
      for call in file.tree.nodes(of: .callExpr) {
        guard let function = call.function?.unparenthesized, function.kind == .ident, function.isText("panic"),
          subject.types.callee(of: call, in: file)?.packagePath == "builtin", let argument = call.arguments.first,
          !isPlaceForPanics(call, file), !isProgrammerError(call, argument, subject, file)
        else { continue }
        let isError = subject.isErrorValue(argument, file) || ErrorWrap.isTextCall(argument, subject, file)
        findings.append(
          file.finding(
            Self.card.id, at: call,
            isError
              ? "an error becomes a panic; the function could return it" : "the function panics instead of failing",
            confidence: isError ? .high : .medium))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["panics": .count(findings.count), "lines": .count(subject.productLines)],
      scope: Scope(files: files.count, patterns: ["panic(...)"]))
  }

  private func isPlaceForPanics(_ call: Node, _ file: GoFile) -> Bool {
    guard let function = call.ancestors.first(where: { $0.kind == .funcDecl }), let name = function.name?.text else {
      // A package-level initializer runs before main.
      return true
    }
    if name.hasPrefix("Must") || name.hasPrefix("must") { return true }
    guard function.receiver == nil else { return false }
    return name == "init" || name == "main" && file.isMain
  }

  private static let impossible = [
    "unreachable", "impossible", "not implemented", "unimplemented", "not supported", "should never",
    "should not happen",
    "can't happen", "cannot happen", "todo", "bug", "internal error", "invariant", "unexpected", "stub", "must be",
    "must not", "nil ", "unhandled", "%t",
  ]

  private func isProgrammerError(_ call: Node, _ argument: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    let argument = argument.unparenthesized
    if argument.text == "http.ErrAbortHandler" { return true }
    if isRecovered(argument, call, subject, file) || isWholeMethod(call, argument, subject, file) { return true }
    var words = file.tree.comments(besides: call)
    if let branch = call.parent?.parent?.parent, branch.kind == .ifStmt { words += file.tree.comments(besides: branch) }
    if !words.isEmpty, Self.denials.contains(where: { words.contains($0) }) { return true }
    let format = argument.kind == .callExpr ? argument.arguments.first ?? argument : argument
    let text = subject.constantText(format, file).text
    if text.isEmpty { return false }
    let lower = text.lowercased()
    if Self.impossible.contains(where: { lower.contains($0) }) { return true }
    if let before = call.parent?.preceding, [.forStmt, .rangeStmt, .switchStmt, .typeSwitchStmt].contains(before.kind) {
      return true
    }

    for ancestor in call.ancestors {
      switch ancestor.kind {
      case .caseClause where ancestor.caseExpressions.isEmpty: return true
      case .ifStmt:
        guard let condition = ancestor.condition else { return false }
        return !condition.mentionsError
      case .funcDecl, .funcLit: return false
      default: continue
      }
    }
    return false
  }

  /// Words of comments that say a place is never reached.
  private static let denials = [
    "never happen", "should never", "must never", "can't happen", "cannot happen", "should not happen", "impossible",
    "unreachable", "shouldn't happen", "never fail", "cannot fail", "can't fail", "programmer error", "not error",
    "n't error", "guarantee", "no error", "little value",
    "programming error",
  ]

  /// A method that does nothing but panic with a text or error of the package: the interface demands it, the type lacks
  /// it.
  private func isWholeMethod(_ call: Node, _ argument: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let function = call.enclosingFunction, function.receiver != nil, let statements = function.body?.statements,
      statements.count == 1, statements.first == call.parent
    else { return false }
    let used = argument.kind == .ident ? [argument] : Array(argument.descendants(of: .ident))
    return used.allSatisfy { name in
      subject.types.declaration(of: name, in: file)?.isLocal != true
    }
  }

  /// What recover gave, directly or through a variable or field.
  private func isRecovered(_ argument: Node, _ call: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    if argument.kind == .selectorExpr, let function = call.ancestors.first(where: { $0.kind == .funcDecl }) {
      return function.descendants(of: .assignStmt).contains { assignment in
        assignment.rightSide.first?.isText("recover()") == true
          && assignment.leftSide.first?.isSpelled(like: argument) == true
      }
    }
    guard argument.kind == .ident, let name = subject.types.declaration(of: argument, in: file)?.name,
      let assignment = name.parent, assignment.kind == .assignStmt
    else { return false }
    return assignment.rightSide.first?.text == "recover()"
  }
}

extension Node {
  /// The statement before this one in the same list.
  fileprivate var preceding: Node? {
    guard let statements = parent?.statements, let position = statements.firstIndex(of: self),
      position > statements.startIndex
    else { return nil }
    return statements[position - 1]
  }

  /// Whether a condition asks about an error.
  fileprivate var mentionsError: Bool {
    isNamedAsError || descendants(of: .ident).contains { $0.isNamedAsError || $0.text.lowercased().hasSuffix("err") }
  }
}
