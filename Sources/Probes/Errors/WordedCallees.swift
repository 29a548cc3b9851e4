import GoSyntax
import GoTypes
import Repository

/// Functions of the module that say themselves what failed: every error they give is made there, wrapped, or comes from
/// such a function. So are methods of an interface that most of its implementations in the module fill so, and
/// functions that never give an error.
///
/// Limits: what lies deeper than eight calls is taken to say it, and so is a function of itself.
struct WordedCallees {
  private let subject: Subject
  /// By how deep they were asked for, so that an answer never depends on who asked first. Who says too little does so
  /// however deep he was looked at.
  private var worded: Set<Asked> = []
  private var wordless: Set<Callee> = []

  private struct Asked: Hashable {
    let callee: Callee
    let depth: Int
  }

  private static let depth = 8

  init(_ subject: Subject) { self.subject = subject }

  mutating func saysItself(_ callee: Callee) -> Bool { saysItself(callee, depth: 0) }

  private mutating func saysItself(_ callee: Callee, depth: Int) -> Bool {
    // Who hands on what he gets from himself, as a decorator does, adds no other errors.
    if depth == WordedCallees.depth { return true }
    let asked = Asked(callee: callee, depth: depth)
    if worded.contains(asked) { return true }
    if wordless.contains(callee) { return false }
    let answer =
      if let declared = FunctionIndex.declaration(of: callee, subject) {
        isWorded(declared.node, declared.file, depth)
      } else {
        areAllWorded(callee, depth)
      }
    if answer { worded.insert(asked) } else { wordless.insert(callee) }
    return answer
  }

  private mutating func isWorded(_ function: Node, _ home: GoFile, _ depth: Int) -> Bool {
    let results = FunctionResults(of: function, subject, home)
    guard let last = results.errors.last else { return false }
    let named = function.type?.results?.fields.flatMap { Array($0.names) }.last
    var isSaid = false
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      let returned = statement.returned
      let error: Node
      if returned.count == results.count {
        error = returned[returned.startIndex + last].unparenthesized
      } else if let only = returned.first, returned.count == 1 {
        error = only.unparenthesized
      } else if let named {
        error = named
      } else {
        return false
      }
      isSaid = true
      if error.isText("nil") { continue }
      guard isSaidItself(error, before: statement, function, home, depth) else { return false }
    }
    return isSaid
  }

  private mutating func isSaidItself(
    _ error: Node, before statement: Node, _ function: Node, _ home: GoFile, _ depth: Int
  ) -> Bool {
    switch error.kind {
    case .callExpr:
      if WordedCallees.hasWords(error, subject, home) { return true }
      guard let callee = subject.types.callee(of: error, in: home), callee.packagePath != nil else {
        // errors.InternalServer(reason).WithError(err).WithStack()
        return error.function?.unparenthesized.operand?.unparenthesized.kind == .callExpr
          && WordedCallees.makerBeginnings.contains { error.calledName?.hasPrefix($0) ?? false }
      }
      if case .own = ErrorOrigin(of: error, subject, home) { return true }
      return saysItself(callee, depth: depth + 1)
    case .ident:
      guard let declaration = subject.types.declaration(of: error, in: home) else { return false }
      // A declared error has its words.
      guard declaration.isLocal else { return true }
      guard let name = declaration.name,
        let value = subject.value(lastGiven: name, before: statement, in: function, home)?.unparenthesized
      else { return false }
      if isNilByNow(name, given: value, before: statement, function) { return true }
      return value.kind != .ident && isSaidItself(value, before: statement, function, home, depth)
    case .compositeLit: return true
    case .unaryExpr: return error.operand?.unparenthesized.kind == .compositeLit
    case .selectorExpr:
      return error.name.flatMap { subject.types.declaration(of: $0, in: home) }.map { $0.kind == .variable } ?? false
    default: return false
    }
  }

  /// `if err != nil { return nil, unavailable(err) }` on the way to `return all, err`.
  private func isNilByNow(_ name: Node, given value: Node, before statement: Node, _ function: Node) -> Bool {
    function.descendants(of: .ifStmt).contains { check in
      check.start > value.end && check.end <= statement.start && check.elseBranch == nil
        && check.condition?.nonNilOperand?.isSpelled(like: name) == true
        && check.body?.statements.last?.kind == .returnStmt
    }
  }

  private mutating func areAllWorded(_ callee: Callee, _ depth: Int) -> Bool {
    guard let receiver = callee.receiver, let path = callee.packagePath,
      case .interface? = subject.types.underlying(.named(package: path, name: receiver, arguments: []))
    else { return false }
    let all = subject.functions.methods(named: callee.name)
    guard !all.isEmpty, all.count < 60 else { return false }
    var wordless = 0
    for method in all where !saysItself(method, depth: depth + 1) { wordless += 1 }
    return wordless * 5 <= all.count
  }

  /// `fmt.Errorf("load cart %s: %w", id, err)`, `trace(bad.WithReason("no such cart"))`: one word alone says little.
  private static func hasWords(_ call: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard let name = call.calledName else { return false }
    // `HandleError(err, "…")` may do anything with the one it is given.
    let isMaker =
      makerEnds.contains(where: name.hasSuffix)
      && (name.hasSuffix("f") || !call.arguments.contains { subject.isErrorValue($0, file) })
    guard ErrorWrap.names.contains(name) || isMaker || makerBeginnings.contains(where: name.hasPrefix) else {
      return false
    }
    return call.descendants(of: .basicLit).contains { literal in
      literal.token == .string && literal.text.split(separator: " ").count(where: { !$0.contains("%") }) > 1
        && literal.enclosingFunction == call.enclosingFunction
    }
  }

  private static let makerEnds = ["Error", "Errorf", "Err", "Errf"]
  private static let makerBeginnings = ["Err", "With", "Wrap", "NewErr"]
}

/// The examples of `BareReturnProbe` for calls that say themselves what failed, and for functions that do one thing
/// only.
let wordedCalleeExamples: [ProbeExample] = [
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    import ("fmt"; "os")
    func Load(path string) ([]byte, error) {
      data, err := os.ReadFile(path)
      if err != nil { return nil, fmt.Errorf("load cart %s: %w", path, err) }
      return data, nil
    }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func open() (int, error) {
      data, err := core.Load("cart")
      if err != nil { return 0, err }
      return len(data), nil
    }
    """),
  .found(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    import ("errors"; "os")
    func Load(path string) ([]byte, error) {
      if path == "" { return nil, errors.New("no path given") }
      data, err := os.ReadFile(path)
      return data, err
    }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func open() (int, error) {
      data, err := core.Load("cart")
      if err != nil { return 0, ▸err }
      return len(data), nil
    }
    """),
  .found(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    import "os"
    type Choice struct{ Title string }
    func Ask() error { return ask(Choice{Title: "which of the carts?"}) }
    func ask(choice Choice) error { return os.WriteFile("choice", []byte(choice.Title), 0o600) }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func open() (int, error) {
      if err := core.Ask(); err != nil { return 0, ▸err }
      return 1, nil
    }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- area/area.go --
    package area
    import "errors"
    var ErrInvalid = errors.New("invalid area")
    func NewErrInvalid() error { return ErrInvalid }
    -- shop.go --
    package shop
    import "example.org/shop/area"
    func check(name string) error {
      if name == "" { return area.NewErrInvalid() }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import "github.com/urfave/cli/v2"
    func run(c *cli.Context) error {
      var err error
      if c.NArg() == 0 { err = cli.Exit("which cart?", 1) }
      return err
    }
    """),
  .quiet(
    """
    package shop
    import ("io"; "github.com/spf13/cobra")
    func script(out io.Writer, cmd *cobra.Command) error {
      err := cmd.Root().GenZshCompletion(out)
      return err
    }
    """),
  .quiet(
    """
    package shop
    import ("database/sql"; "fmt")
    var steps = []func(tx *sql.Tx) error{
      func(tx *sql.Tx) (err error) {
        _, err = tx.Exec("CREATE TABLE carts (id int)")
        return err
      },
    }
    func migrate(tx *sql.Tx) error {
      for number := range steps {
        if err := steps[number](tx); err != nil { return fmt.Errorf("step %d: %w", number, err) }
      }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import "database/sql"
    var steps = []func(tx *sql.Tx) error{
      func(tx *sql.Tx) (err error) {
        _, err = tx.Exec("CREATE TABLE carts (id int)")
        return err
      },
    }
    func migrate(tx *sql.Tx) error {
      for number := range steps {
        if err := steps[number](tx); err != nil { return err }
      }
      return nil
    }
    """),
  .found(
    """
    package shop
    import ("database/sql"; "fmt")
    var steps = []func(tx *sql.Tx) error{
      func(tx *sql.Tx) error {
        if _, err := tx.Exec("CREATE TABLE carts (id int)"); err != nil { return ▸err }
        _, err := tx.Exec("CREATE TABLE books (id int)")
        return ▸err
      },
    }
    func migrate(tx *sql.Tx) error {
      for number := range steps {
        if err := steps[number](tx); err != nil { return fmt.Errorf("step %d: %w", number, err) }
      }
      return nil
    }
    """),
]
