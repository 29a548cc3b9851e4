import BundledFacts
import GoSyntax
import GoTypes
import Repository

/// A call whose error gains nothing by more words: it never comes, says all there is to say, or nobody hears it.
///
/// Limits: callers are those of the module. A function that is used as a value may have others, and so may exported
/// ones: for those nothing is taken to be unheard.
struct UnheardCall {
  let call: Node
  let function: Node
  let subject: Subject
  let file: GoFile

  /// `log.Error("carts not stored", "path", path, err)` right before `return err`: the words are in the log.
  ///
  /// That it is said twice then is what `errors/logged-and-returned` reports.
  func isToldInLog(_ error: Node, _ statement: Node) -> Bool {
    guard error.kind == .ident, let list = statement.parent?.statements else { return false }
    return list.prefix(while: { $0 != statement }).contains { earlier in
      guard earlier.kind == .exprStmt, let call = earlier.operand?.unparenthesized, call.kind == .callExpr,
        call.arguments.count > 1, call.mentions(error.text), let level = LogLevel(of: call, subject, file)
      else { return false }
      return level == .warning || level == .error
    }
  }

  func needsNoWord(_ callee: Callee) -> Bool {
    isOfCommandLine(callee) || isOfMatch(callee) || isRandom(callee) || isGivenItsWords(callee) || isThrownAwayByAll
  }

  /// `cmd.Flags().GetString("path")`: fails for flags that nobody defined, and names them.
  private func isOfCommandLine(_ callee: Callee) -> Bool {
    guard let path = callee.packagePath else { return IgnoredCall.isFlagRead(callee.name, call) }
    guard path.isPath("github.com/spf13/pflag") || path.isPath("github.com/spf13/cobra") else { return false }
    return BundledFacts.harmlessErrors.covers(
      path: path, receiver: callee.receiver, name: callee.name, isBlank: false)
  }

  /// `strconv.Atoi(parts[1])` of what a regular expression has found.
  private func isOfMatch(_ callee: Callee) -> Bool {
    callee.packagePath == "strconv" && IgnoredCall.isMatched(call, subject, file)
  }

  /// `io.ReadFull(rand.Reader, key)`: the reader has no errors to give since Go 1.24.
  private func isRandom(_ callee: Callee) -> Bool {
    guard callee.is("io", "ReadFull"), call.arguments.first?.isText("rand.Reader") == true,
      file.importing("crypto/rand")?.name == "rand"
    else { return false }
    return RandomBytes.isModern(subject)
  }

  /// `checks.AtMostOne("only one of them may be given", a, b)`: the error's words are those it is called with.
  private func isGivenItsWords(_ callee: Callee) -> Bool {
    guard
      let position = call.arguments.firstIndex(where: { argument in
        argument.kind == .basicLit && argument.token == .string && argument.text.split(separator: " ").count > 2
      }), subject.types.signature(of: callee)?.results == [.error],
      let declared = FunctionIndex.declaration(of: callee, subject)
    else { return false }
    let names = declared.node.type?.parameters?.fields.flatMap { Array($0.names) } ?? []
    let offset = position - call.arguments.startIndex
    guard names.indices.contains(offset) else { return false }
    return declared.node.descendants(of: .returnStmt).contains { statement in
      guard let made = statement.returned.last?.unparenthesized, made.kind == .callExpr, let name = made.calledName
      else { return false }
      return (name == "New" || name.hasSuffix("Errorf") || name.hasSuffix("Error"))
        && made.arguments.contains { $0.mentions(names[offset].text) }
    }
  }

  /// Whether several callers all throw the function's error away, or only ask whether there is one.
  ///
  /// A single one may yet be mended by looking at it, as a main that forgets what it calls.
  private var isThrownAwayByAll: Bool {
    guard function.kind == .funcDecl, !file.isMain, let name = function.name, !ExportedIdentifier.isExported(name.text),
      function.receiver == nil || !subject.askedMethods.contains(name.text)
    else { return false }
    let calls = Callers(of: function, in: file, subject).calls
    guard calls.count > 1, !UnheardCall.isUsedAsValue(name, subject, file) else { return false }
    let last = FunctionResults(of: function, subject, file).count - 1
    return calls.allSatisfy { throwsAway($0.node, last) }
  }

  private func throwsAway(_ call: Node, _ position: Int) -> Bool {
    guard let parent = call.parent else { return false }
    if [.exprStmt, .deferStmt, .goStmt].contains(parent.kind) { return true }
    guard let error = position == 0 ? call.receivingVariable : call.receivingName(at: position) else { return false }
    if error.isText("_") { return true }
    // if err := store(name); err == nil { … }
    guard parent.token == .define, let check = parent.parent, check.kind == .ifStmt, check.initializer == parent else {
      return false
    }
    return check.descendants(of: .ident).allSatisfy { use in
      use == error || !use.isSpelled(like: error) || use.parent?.nilComparison != nil
    }
  }

  /// Whether a function of the package is named without being called, so that others may call it.
  static func isUsedAsValue(_ name: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    subject.snapshot.productFiles.contains { other in
      other.packagePath == file.packagePath
        && other.tree.nodes(of: .ident).contains { use in
          guard use.isSameText(as: name), let parent = use.parent, parent.kind != .funcDecl else { return false }
          if parent.kind == .callExpr { return parent.function != use }
          guard parent.kind == .selectorExpr else { return ![.field, .keyValueExpr].contains(parent.kind) }
          return parent.name == use && !(parent.parent?.kind == .callExpr && parent.parent?.function == parent)
        }
    }
  }
}

/// The examples of `BareReturnProbe` for what `UnheardCall` says.
let unheardCallExamples: [ProbeExample] = [
  .quiet(
    """
    package shop
    import ("log/slog"; "os")
    func load(path string) ([]byte, error) {
      data, err := os.ReadFile(path)
      if err != nil {
        slog.Error("the carts cannot be read", "path", path, "error", err)
        return nil, err
      }
      return data, nil
    }
    """),
  .found(
    """
    package shop
    import ("log/slog"; "os")
    func load(path string) ([]byte, error) {
      data, err := os.ReadFile(path)
      if err != nil {
        slog.Error("the carts cannot be read")
        return nil, ▸err
      }
      return data, nil
    }
    """),
  .quiet(
    """
    package shop
    import "github.com/urfave/cli/v2"
    func restore(c *cli.Context) error {
      if c.NArg() == 0 { return cli.ShowSubcommandHelp(c) }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import "google.golang.org/grpc"
    func next(stream grpc.ServerStream, into any) error {
      if err := stream.RecvMsg(into); err != nil { return err }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import ("regexp"; "strconv")
    var clock = regexp.MustCompile("([0-9]+):([0-9]+)")
    func hours(text string) (int64, error) {
      parts := clock.FindStringSubmatch(text)
      if parts == nil { return 0, nil }
      hours, err := strconv.ParseInt(parts[1], 10, 64)
      if err != nil { return 0, err }
      return hours, nil
    }
    """),
  .found(
    """
    package shop
    import ("strings"; "strconv")
    func hours(text string) (int64, error) {
      parts := strings.Split(text, ":")
      hours, err := strconv.ParseInt(parts[0], 10, 64)
      if err != nil { return 0, ▸err }
      return hours, nil
    }
    """),
  .quiet(
    """
    package shop
    import "github.com/spf13/cobra"
    func path(cmd *cobra.Command) (string, error) {
      path, err := cmd.Flags().GetString("path")
      if err != nil { return "", err }
      return path + "/", nil
    }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    go 1.25
    -- key.go --
    package shop
    import ("crypto/rand"; "io")
    func Key() ([]byte, error) {
      key := make([]byte, 32)
      if _, err := io.ReadFull(rand.Reader, key); err != nil { return nil, err }
      return key, nil
    }
    """),
  .found(
    """
    -- go.mod --
    module example.org/shop
    go 1.22
    -- key.go --
    package shop
    import ("crypto/rand"; "io")
    func newKey() ([]byte, error) {
      key := make([]byte, 32)
      if _, err := io.ReadFull(rand.Reader, key); err != nil { return nil, ▸err }
      return key, nil
    }
    """),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- checks/checks.go --
    package checks
    import "errors"
    func AtMostOne(words string, given ...bool) error {
      if len(given) > 1 { return errors.New(words) }
      return nil
    }
    -- shop.go --
    package shop
    import "example.org/shop/checks"
    func open(a, b bool) error {
      if err := checks.AtMostOne("only one of them may be given", a, b); err != nil { return err }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import "os"
    func tidy(path string) error {
      data, err := os.ReadFile(path)
      if err != nil { return err }
      return os.WriteFile(path, data, 0o600)
    }
    func close(path string) { _ = tidy(path) }
    func open(path string) bool {
      if err := tidy(path); err == nil { return true }
      return false
    }
    """),
  .found(
    """
    package shop
    import "os"
    func tidy(path string) error {
      data, err := os.ReadFile(path)
      if err != nil { return ▸err }
      use(data)
      return nil
    }
    func use(data []byte) {}
    func close(path string) { _ = tidy(path) }
    func open(path string) error { return tidy(path) }
    """),
]
