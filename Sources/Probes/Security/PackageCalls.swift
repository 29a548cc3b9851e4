import GoSyntax
import GoTypes
import Repository

/// A call of a function of an imported package.
struct PackageCall {
  let file: GoFile
  let node: Node
  /// The package's import path, major versions as written.
  let path: String
  let name: String
}

extension Subject {
  /// Calls of functions of the packages, under whatever name a file imports them; other files cost nothing.
  func calls(into paths: Set<String>) -> [PackageCall] {
    var calls: [PackageCall] = []
    for file in snapshot.productFiles {
      let imports = file.imports.filter { paths.contains($0.path) && $0.name != "_" }
      guard !imports.isEmpty else { continue }
      let isDotted = imports.contains { $0.name == "." }
      for node in file.tree.nodes(of: .callExpr) {
        guard let function = node.function?.unparenthesized else { continue }
        if function.kind == .ident, isDotted {
          guard let callee = types.callee(of: node, in: file), callee.receiver == nil,
            let path = callee.packagePath ?? imports.first?.path, paths.contains(path)
          else { continue }
          calls.append(PackageCall(file: file, node: node, path: path, name: callee.name))
          continue
        }
        var selector = function
        if selector.kind == .indexExpr, let inner = selector.operand { selector = inner.unparenthesized }
        guard selector.kind == .selectorExpr, let operand = selector.operand?.unparenthesized, operand.kind == .ident,
          let name = selector.name?.text
        else { continue }
        let text = operand.text
        guard let imported = imports.first(where: { $0.name == text }),
          case .importedPackage? = types.declaration(of: operand, in: file)?.kind
        else { continue }
        calls.append(PackageCall(file: file, node: node, path: imported.path, name: name))
      }
    }
    return calls
  }
}
