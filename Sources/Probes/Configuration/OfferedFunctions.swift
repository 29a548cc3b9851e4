import GoSyntax
import GoTypes
import Repository

/// Functions that are handed out by a name, `map[string]any{"parse": p.parse}`, and called whenever somebody says it.
///
/// What only such functions call runs at any time, not at start-up. Limits: a table in a main package chooses a command
/// and is not meant; only values that stand in the literal are seen.
struct OfferedFunctions {
  private let subject: Subject
  private let offered: Set<Callee>
  private static let depthMax = 6

  init(_ subject: Subject) {
    self.subject = subject
    var offered: Set<Callee> = []
    for file in subject.snapshot.productFiles where !file.isMain && !file.path.hasPrefix("cmd/") {
      for entry in file.tree.nodes(of: .keyValueExpr) where OfferedFunctions.isNamed(entry, file, subject.types) {
        guard let value = entry.value?.unparenthesized, value.kind == .ident || value.kind == .selectorExpr,
          let callee = subject.types.callee(named: value, in: file)
        else { continue }
        offered.insert(callee)
      }
    }
    self.offered = offered
  }

  /// Whether every way to a function that is known begins with a name somebody says.
  func leadTo(_ function: Node, _ file: GoFile) -> Bool {
    var seen: Set<Node> = []
    return leadTo(function, file, &seen, depth: 0)
  }

  private func leadTo(_ function: Node, _ file: GoFile, _ seen: inout Set<Node>, depth: Int) -> Bool {
    guard depth < OfferedFunctions.depthMax, !file.isMain, let name = function.name?.text else { return false }
    guard seen.insert(function).inserted else { return true }
    var calls = Callers(of: function, in: file, subject).calls
    if calls.isEmpty { calls = Callers.throughInterface(function, in: file, subject) }
    guard !calls.isEmpty else {
      return offered.contains(
        Callee(packagePath: file.packagePath, receiver: FunctionIndex.receiverName(of: function), name: name))
    }
    return calls.allSatisfy { call in
      if isInsideOffered(call.node, call.file) { return true }
      guard let caller = call.node.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
      return leadTo(caller, call.file, &seen, depth: depth + 1)
    }
  }

  /// Inside a function literal that stands behind a name.
  private func isInsideOffered(_ node: Node, _ file: GoFile) -> Bool {
    !file.isMain
      && node.ancestors.contains { around in
        guard around.kind == .funcLit, let entry = around.parent, entry.kind == .keyValueExpr else { return false }
        return OfferedFunctions.isNamed(entry, file, subject.types)
      }
  }

  /// `"name": value` in the literal of a map.
  private static func isNamed(_ entry: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    guard let key = entry.key?.unparenthesized, key.kind == .basicLit, key.token == .string,
      let literal = entry.parent, literal.kind == .compositeLit, let written = literal.type
    else { return false }
    if written.unparenthesized.kind == .mapType { return true }
    guard let type = types.type(written: written, in: file) else { return false }
    if case .map = types.underlying(type) { return true }
    return false
  }
}
