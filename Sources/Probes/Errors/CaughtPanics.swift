import GoSyntax
import GoTypes
import Repository

/// Functions whose panics their own package catches and makes errors of: there a panic is a way to return.
///
/// They are those that catch, and what is called by name from there within the package.
struct CaughtPanics {
  private var functions: [String: Set<String>] = [:]

  init(_ subject: Subject) {
    var catching: [String: Set<String>] = [:]
    for call in subject.productCalls(named: ["recover"]) {
      guard call.node.arguments.isEmpty, let function = call.node.enclosingFunction else { continue }
      let gives = function.descendants(of: .assignStmt).contains { assignment in
        assignment.leftSide.contains { target in
          let held = target.kind == .starExpr ? target.operand ?? target : target
          guard held.kind == .ident else { return false }
          return target.kind == .starExpr
            ? held.text.lowercased().hasPrefix("err")
            : subject.isErrorValue(held, call.file) && isResult(held, subject, call.file)
        }
      }
      guard gives, let outer = call.node.ancestors.first(where: { $0.kind == .funcDecl }), let name = outer.name?.text
      else { continue }
      catching[call.file.packagePath, default: []].insert(name)
    }
    guard !catching.isEmpty else { return }
    let files = Dictionary(grouping: subject.snapshot.productFiles, by: \.packagePath)
    for (package, names) in catching {
      let all = files[package] ?? []
      functions[package] = CaughtPanics.reached(from: names.union(CaughtPanics.deferring(names, all)), all)
    }
  }

  func isCaught(_ call: Node, in file: GoFile) -> Bool {
    guard let reached = functions[file.packagePath],
      let name = call.ancestors.first(where: { $0.kind == .funcDecl })?.name?.text
    else { return false }
    return reached.contains(name)
  }

  /// `defer p.catch(&err)`: who leaves the catching to another function.
  private static func deferring(_ names: Set<String>, _ files: [GoFile]) -> Set<String> {
    var found: Set<String> = []
    for file in files {
      for statement in file.tree.nodes(of: .deferStmt) {
        guard let called = statement.call?.calledName, names.contains(called),
          let outer = statement.ancestors.first(where: { $0.kind == .funcDecl })
        else { continue }
        if let name = outer.name?.text { found.insert(name) }
      }
    }
    return found
  }

  /// The functions and methods of a package that others name, beginning with some.
  private static func reached(from names: Set<String>, _ files: [GoFile]) -> Set<String> {
    var declared: [String: [Node]] = [:]
    for file in files {
      for function in file.tree.nodes(of: .funcDecl) {
        if let name = function.name?.text { declared[name, default: []].append(function) }
      }
    }
    var found = names
    var open = Array(names)
    while let next = open.popLast() {
      for function in declared[next] ?? [] {
        for name in function.descendants(of: .ident) where declared[name.text] != nil {
          if found.insert(name.text).inserted { open.append(name.text) }
        }
      }
    }
    return found
  }
}

/// Whether a name is that of a result, of whatever function around.
private func isResult(_ name: Node, _ subject: Subject, _ file: GoFile) -> Bool {
  guard let declared = subject.types.declaration(of: name, in: file)?.name else { return false }
  return declared.ancestors.contains { $0.kind == .funcType && $0.results?.contains(declared) == true }
}
