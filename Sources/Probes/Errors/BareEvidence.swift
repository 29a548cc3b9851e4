import GoSyntax
import GoTypes
import Repository

/// Whether the reader of an error that a function passes on bare could not tell what failed.
///
/// So it is where the function wraps what its other calls give; where several of its calls give errors that would look
/// alike; and where it has one such call, unless a caller in the module puts a word to it.
/// Limits: callers are those of the module by name, one step up; a function used as a value may have others.
struct BareEvidence {
  enum Kind: String {
    /// The function wraps the errors of other calls.
    case besideWrapped = ", while others here are wrapped"
    /// Several calls of the function give errors without a word.
    case amongSeveral = ", as do those of other calls here"
    case alone = ""
  }

  private let subject: Subject
  private var handedOver: [String: Set<String>] = [:]
  private var passed: [Node: Passing] = [:]

  private enum Passing { case byNobodyWithWords, unknown, withWords }

  init(_ subject: Subject) { self.subject = subject }

  /// What speaks against a call whose error goes up bare, one of those that the function has; nil if nothing does.
  mutating func kind(of call: Node, among bare: Set<Node>, in function: Node, _ file: GoFile) -> Kind? {
    if isAnswering(function), isOfModule(call, file) { return nil }
    if wrapsOthers(than: call, in: function, file) { return .besideWrapped }
    switch passing(function, file) {
    case .withWords: return nil
    case .unknown where namesItself(call, file): return nil
    case .unknown: return bare.count > 1 ? .amongSeveral : nil
    case .byNobodyWithWords: return bare.count > 1 ? .amongSeveral : .alone
    }
  }

  /// Whether another return of the function wraps the error of another call with words of its own.
  private func wrapsOthers(than call: Node, in function: Node, _ file: GoFile) -> Bool {
    function.descendants(of: .returnStmt).contains { statement in
      guard statement.enclosingFunction == function, let wrap = statement.returned.last?.unparenthesized,
        wrap.kind == .callExpr, ErrorWrap(wrap, subject, file)?.keepsChain == true,
        wrap.arguments.contains(where: { $0.kind == .basicLit && $0.token == .string }),
        let wrapped = wrap.arguments.last(where: { $0.kind == .ident && subject.isErrorValue($0, file) }),
        let name = subject.types.declaration(of: wrapped, in: file)?.name,
        let source = subject.value(lastGiven: name, before: statement, in: function, file)?.unparenthesized
      else { return false }
      return source.kind == .callExpr && source != call
    }
  }

  /// `os.Open(path)`, `net.Dial(…)`, `strconv.Atoi(text)`: the message begins with what was done, and to what.
  private func namesItself(_ call: Node, _ file: GoFile) -> Bool {
    guard let callee = subject.types.callee(of: call, in: file), let path = callee.packagePath else { return false }
    if ["os", "os/exec", "strconv", "net", "path/filepath"].contains(path) { return true }
    return (path == "net/url" || path == "time") && callee.name.hasPrefix("Parse")
  }

  /// A handler of a web framework gives its error to the one place that answers, which asks what it is.
  private func isAnswering(_ function: Node) -> Bool {
    (function.type?.parameters?.fields ?? function.arguments).contains { field in
      let type = field.type?.text.lowercased() ?? ""
      return ["echo.context", "fiber.ctx", "gin.context", "http.request", "responsewriter"].contains {
        type.contains($0)
      }
    }
  }

  private func isOfModule(_ call: Node, _ file: GoFile) -> Bool {
    guard let path = subject.types.callee(of: call, in: file)?.packagePath else { return false }
    return subject.snapshot.module.map { path.isPath($0.path) } ?? false
  }

  // MARK: Callers

  private mutating func passing(_ function: Node, _ file: GoFile) -> Passing {
    if let answer = passed[function] { return answer }
    let answer = readPassing(function, file)
    passed[function] = answer
    return answer
  }

  private mutating func readPassing(_ function: Node, _ file: GoFile) -> Passing {
    guard function.kind == .funcDecl, let name = function.name else { return passing(literal: function, file) }
    var calls = Callers(of: function, in: file, subject).calls
    if calls.isEmpty { calls = Callers.throughInterface(function, in: file, subject) }
    if calls.isEmpty { calls = Callers.throughExportedInterface(function, in: file, subject) }
    if !calls.isEmpty {
      let errors = FunctionResults(of: function, subject, file)
      return calls.contains { isWorded($0.node, errors) } ? .withWords : .byNobodyWithWords
    }
    // What only this package can call, and nobody hands over, comes to nobody who has words.
    let isOwn =
      !ExportedIdentifier.isExported(name.text)
      && (function.receiver == nil || !subject.askedMethods.contains(name.text))
    return isOwn && !isHandedOver(name, file) ? .byNobodyWithWords : .unknown
  }

  /// `err := db.Update(func(tx *Tx) error { … }); if err != nil { return fmt.Errorf("…: %w", err) }`
  private func passing(literal: Node, _ file: GoFile) -> Passing {
    guard let taker = literal.parent, taker.kind == .callExpr, taker.function != literal else { return .unknown }
    var error: Node?
    if let only = taker.receivingVariable, only.isNamedAsError {
      error = only
    } else if let several = taker.parent, several.kind == .assignStmt {
      error = several.leftSide.last { $0.isNamedAsError }
    }
    return error.map { shows($0, after: taker) } ?? false ? .withWords : .unknown
  }

  /// Whether a function of the package is named without being called, so that others may call it.
  private mutating func isHandedOver(_ name: Node, _ file: GoFile) -> Bool {
    let names = handedOver[file.packagePath] ?? readHandedOver(file.packagePath)
    handedOver[file.packagePath] = names
    return names.contains(name.text)
  }

  private func readHandedOver(_ package: String) -> Set<String> {
    let files = subject.snapshot.productFiles.filter { $0.packagePath == package }
    let functions = Set(files.flatMap { $0.tree.nodes(of: .funcDecl).compactMap { $0.name?.text } })
    var names: Set<String> = []
    for other in files {
      for use in other.tree.nodes(of: .ident) {
        guard let parent = use.parent, parent.kind != .funcDecl else { continue }
        let isValue: Bool =
          switch parent.kind {
          case .callExpr: parent.function != use
          case .field: false
          case .selectorExpr:
            parent.name == use && !(parent.parent?.kind == .callExpr && parent.parent?.function == parent)
          default: true
          }
        guard isValue, functions.contains(use.text), !names.contains(use.text),
          subject.types.declaration(of: use, in: other)?.isLocal != true
        else { continue }
        names.insert(use.text)
      }
    }
    return names
  }

  /// Whether a caller wraps the error, logs it, answers with it or shows it beside words of its own.
  private func isWorded(_ call: Node, _ results: FunctionResults) -> Bool {
    // `fail(load(path))`
    if call.parent?.kind == .callExpr { return true }
    guard let last = results.errors.last,
      let error = results.count == 1 ? call.receivingVariable : call.receivingName(at: last), error.kind == .ident
    else { return false }
    return shows(error, after: call)
  }

  /// Whether the next call that is given an error has words.
  private func shows(_ error: Node, after call: Node) -> Bool {
    let next = call.enclosingFunction?.descendants(of: .callExpr).first { other in
      other.start > call.end && other.mentions(error.text) && !other.contains(call)
    }
    return next?.descendants(of: .basicLit).contains { $0.token == .string && $0.text.utf8.count > 4 } ?? false
  }
}

/// The examples of `BareReturnProbe` for what `BareEvidence` says.
let bareEvidenceExamples: [ProbeExample] = [
  .quiet(
    """
    package shop
    import ("encoding/json"; "fmt")
    func read(data []byte) (cart map[string]int, err error) {
      if err := json.Unmarshal(data, &cart); err != nil { return nil, err }
      return cart, nil
    }
    func open(data []byte) error {
      cart, err := read(data)
      if err != nil { return fmt.Errorf("read the cart: %w", err) }
      cart["opened"] = 1
      return nil
    }
    """),
  .found(
    """
    package shop
    import "encoding/json"
    func read(data []byte) (cart map[string]int, err error) {
      if err := json.Unmarshal(data, &cart); err != nil { return nil, ▸err }
      return cart, nil
    }
    func open(data []byte) error {
      cart, err := read(data)
      if err != nil { return err }
      cart["opened"] = 1
      return nil
    }
    """),
  .quiet(
    "package shop\nimport \"os\"\nfunc Size(path string) (int64, error) {\n\tinfo, err := os.Stat(path)\n\tif err != nil {\n\t\treturn 0, err\n\t}\n\treturn info.Size(), nil\n}"
  ),
  .found(
    """
    package shop
    import ("encoding/json"; "fmt"; "os")
    func Read(path string) (cart map[string]int, err error) {
      data, err := os.ReadFile(path)
      if err != nil { return nil, ▸err }
      if err := json.Unmarshal(data, &cart); err != nil { return nil, fmt.Errorf("the cart in %s: %w", path, err) }
      return cart, nil
    }
    """),
  .quiet(
    """
    package shop
    import "encoding/json"
    func Read(data []byte) (cart map[string]int, err error) {
      if err := json.Unmarshal(data, &cart); err != nil { return nil, err }
      return cart, nil
    }
    """),
  .found(
    """
    package shop
    import "encoding/json"
    func Read(data, more []byte) (cart map[string]int, err error) {
      if err := json.Unmarshal(data, &cart); err != nil { return nil, ▸err }
      if err := json.Unmarshal(more, &cart); err != nil { return nil, ▸err }
      return cart, nil
    }
    """),
]
