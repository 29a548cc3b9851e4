import GoSyntax
import GoTypes
import Repository

/// Goroutines that are there for as long as the process: nobody is left who could end them.
///
/// Those that `main`, an `init`, or what only these call in the main package starts once, those of a package's own
/// variable, and those that wait for signals of the system. What takes in connections or writes files is not meant: at
/// the end of the process it is cut off in the middle. Limits: of the main package only calls by name are seen; what a
/// command line library calls counts as reached once.
struct LifeOfProcess {
  let subject: Subject

  func covers(_ statement: Node, _ file: GoFile) -> Bool {
    if waitsForSignals(statement, file) { return true }
    guard let function = statement.enclosingFunction, !isInLoop(statement), isHarmless(statement, file) else {
      return false
    }
    if function.kind == .funcLit {
      // `var cache = func() *Cache { go sweep(); … }()`
      return function.outermostFunction == nil
    }
    return isReachedOnce(function, file, depth: 0)
  }

  /// Whether a value's type is that of a variable of the package: `var registry = caches{}`.
  func isKeptByPackage(_ owner: Node, _ file: GoFile) -> Bool {
    guard case .named(let package, let name, _)? = subject.types.type(of: owner, in: file)?.pointee,
      package == file.packagePath
    else { return false }
    return subject.snapshot.productFiles.contains { other in
      other.packagePath == package
        && other.tree.nodes(of: .valueSpec).contains { spec in
          spec.enclosingFunction == nil
            && spec.names.contains { variable in
              subject.types.type(of: variable, in: other)?.pointee.isNamed(package, name) ?? false
            }
        }
    }
  }

  private func isReachedOnce(_ function: Node, _ file: GoFile, depth: Int) -> Bool {
    guard depth < 4, let name = function.name?.text else { return false }
    if function.receiver == nil, name == "init" { return true }
    guard file.isMain else { return false }
    if function.receiver == nil, name == "main" { return true }
    let calls = Callers(of: function, in: file, subject).calls
    if calls.isEmpty {
      // `func (c *serveCommand) Run() error`: the command line library calls it.
      return function.receiver != nil && ["Run", "Execute", "Action"].contains(name)
    }
    return calls.count == 1
      && calls.allSatisfy { call in
        guard call.file.isMain, !isInLoop(call.node), let around = call.node.enclosingFunction else { return false }
        if around.kind == .funcLit { return isCommand(around) }
        return isReachedOnce(around, call.file, depth: depth + 1)
      }
  }

  /// `Run: func(cmd *cobra.Command, args []string) { … }`, `Action: func(c *cli.Context) error { … }`.
  private func isCommand(_ literal: Node) -> Bool {
    guard literal.parent?.kind == .keyValueExpr, let key = literal.parent?.key?.text else { return false }
    return ["Run", "RunE", "Action"].contains(key)
  }

  private func isInLoop(_ node: Node) -> Bool {
    node.ancestors.prefix { $0.kind != .funcDecl && $0.kind != .funcLit }.contains {
      $0.kind == .forStmt || $0.kind == .rangeStmt
    }
  }

  private static let cutOff: Set<String> = [
    "Accept", "AcceptTCP", "ReadFromUDP", "WriteFile", "Create", "OpenFile", "Exec", "ExecContext", "Upload",
    "PutObject",
    "Rename", "Remove", "RemoveAll",
  ]

  /// Whether neither what is started nor the functions it calls take in connections or write what outlives the process.
  ///
  /// Callers come before what they call, so that a function is met by the shortest way, and once.
  private func isHarmless(_ statement: Node, _ file: GoFile) -> Bool {
    var open = [(node: statement, file: file)]
    var seen: Set<Node> = []
    for depth in 0...3 {
      var next: [(node: Node, file: GoFile)] = []
      for (node, file) in open {
        for call in node.descendants(of: .callExpr) {
          if Self.cutOff.contains(call.calledName ?? "") { return false }
          guard depth < 3, let callee = subject.types.callee(of: call, in: file),
            let (declaration, home) = FunctionIndex.declaration(of: callee, subject), let body = declaration.body,
            seen.insert(declaration).inserted
          else { continue }
          next.append((body, home))
        }
      }
      open = next
    }
    return true
  }

  /// `signal.Notify(ch, …)` on a channel that what is started receives from.
  private func waitsForSignals(_ statement: Node, _ file: GoFile) -> Bool {
    guard let body = startedBody(statement, file) else { return false }
    let names = Set(body.descendants(of: .unaryExpr).filter { $0.token == .arrow }.compactMap { $0.operand?.lastName })
      .union(body.descendants(of: .rangeStmt).compactMap { $0.operand?.lastName })
    guard !names.isEmpty else { return false }
    return subject.productCalls(named: ["Notify"]).contains { call in
      call.file.packagePath == file.packagePath && call.node.calledOperandName == "signal"
        && call.node.arguments.first?.lastName.map(names.contains) ?? false
    }
  }

  private func startedBody(_ statement: Node, _ file: GoFile) -> Node? {
    guard let call = statement.call, let function = call.function?.unparenthesized else { return nil }
    if function.kind == .funcLit { return function.body }
    guard let callee = subject.types.callee(of: call, in: file),
      let (declaration, _) = FunctionIndex.declaration(of: callee, subject)
    else { return nil }
    return declaration.body
  }
}
