import GoSyntax
import Repository
import Synchronization

/// The control-flow graphs of one subject, each made when first asked for and then kept.
///
/// Two threads that ask for the same graph at once may both make it; the first is kept.
final class FlowGraphs: Sendable {
  private let made = Mutex<[Node: FlowGraph]>([:])
  private let endless = SharedReading<EndlessFunctions>()

  func graph(of function: Node, make: () -> FlowGraph) -> FlowGraph {
    if let known = made.withLock({ $0[function] }) { return known }
    let graph = make()
    return made.withLock { all in
      if let known = all[function] { return known }
      all[function] = graph
      return graph
    }
  }

  func endlessFunctions(_ make: () -> EndlessFunctions) -> EndlessFunctions { endless.value(make) }
}

/// The module's own functions and methods that never return: they exit, panic, or end the goroutine on every way.
struct EndlessFunctions: Sendable {
  /// How each ends.
  private(set) var exits: [Node: FlowGraph.Exit] = [:]
  private(set) var names: Set<String> = []

  /// Looks at the functions whose last statement is a call that ends them, then once more for those that end with a
  /// call of one of these.
  init(_ subject: Subject) {
    var candidates: [(function: Node, call: Node, file: GoFile)] = []
    for file in subject.snapshot.goFiles {
      for function in file.tree.nodes(of: .funcDecl) {
        guard let last = function.body?.statements.last, last.kind == .exprStmt,
          let call = last.operand?.unparenthesized, call.kind == .callExpr
        else { continue }
        guard let exit = call.writtenEnding else {
          candidates.append((function, call, file))
          continue
        }
        add(function, exit, FlowGraph(function))
      }
    }
    if exits.isEmpty { return }
    let known = self
    for (function, call, file) in candidates {
      guard let exit = known.ending(of: call, in: file, subject) else { continue }
      add(function, exit, FlowGraph(function) { $0.writtenEnding ?? known.ending(of: $0, in: file, subject) })
    }
  }

  private mutating func add(_ function: Node, _ exit: FlowGraph.Exit, _ graph: FlowGraph) {
    guard !graph.canReturn, let name = function.name else { return }
    exits[function] = exit
    names.insert(name.text)
  }

  /// How a call of one of them ends the function that calls.
  func ending(of call: Node, in file: GoFile, _ subject: Subject) -> FlowGraph.Exit? {
    guard !names.isEmpty, let function = call.function?.unparenthesized,
      let name = function.kind == .ident ? function : function.name, names.contains(name.text),
      let declared = subject.types.declaration(of: name, in: file)?.name?.parent
    else { return nil }
    return exits[declared]
  }
}

extension Subject {
  /// The control flow of a funcDecl or funcLit of one of the snapshot's files.
  ///
  /// Calls that never return are those known by name (`os.Exit`, `log.Fatal`, `t.Fatal`) and those of the module's own
  /// functions that end in such a call on every way.
  func flow(of function: Node, in file: GoFile) -> FlowGraph {
    flowGraphs.graph(of: function) {
      let endless = flowGraphs.endlessFunctions { EndlessFunctions(self) }
      return FlowGraph(function) { $0.writtenEnding ?? endless.ending(of: $0, in: file, self) }
    }
  }
}
