import GoSyntax
import GoTypes
import Repository

/// A function of the module that says itself what failed: every error it gives is made there, or wrapped, with words.
///
/// Limits: errors that it hands on through a variable are not followed, so a single one of them is enough for no.
enum WordedCallee {
  static func saysItself(_ callee: Callee, _ subject: Subject) -> Bool {
    guard let (function, home) = FunctionIndex.declaration(of: callee, subject),
      case let results = FunctionResults(of: function, subject, home), let last = results.errors.last
    else { return false }
    var isWorded = false
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      let returned = statement.returned
      guard returned.count == results.count else { return false }
      let error = returned[returned.startIndex + last].unparenthesized
      if error.isText("nil") { continue }
      guard error.kind == .callExpr, hasWords(error, subject, home) else { return false }
      isWorded = true
    }
    return isWorded
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

/// The examples of `BareReturnProbe` for calls that say themselves what failed, and for functions that do one thing only.
let wordedCalleeExamples: [ProbeExample] = [
  // Told with less confidence: the words of the caller are missing all the same.
  .found(
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
  .found(
    """
    package shop
    import "database/sql"
    var steps = []func(tx *sql.Tx) error{
      func(tx *sql.Tx) (err error) {
        _, err = tx.Exec("CREATE TABLE carts (id int)")
        return ▸err
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
