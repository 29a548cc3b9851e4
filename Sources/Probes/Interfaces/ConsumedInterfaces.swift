import GoSyntax
import GoTypes
import Repository

/// Which interfaces the product's functions take, and its structs and package variables keep, and in which packages.
///
/// An interface that other packages ask for is what they know a value by: a hidden type that has nothing more to offer
/// is rightly given out as it.
struct ConsumedInterfaces {
  private let subject: Subject
  private let takers: [GoType: Set<String>]

  init(_ subject: Subject) {
    self.subject = subject
    var takers: [GoType: Set<String>] = [:]
    for file in subject.snapshot.productFiles {
      func take(_ fields: NodeSlice) {
        for field in fields {
          guard let written = field.type?.unparenthesized, written.kind == .ident || written.kind == .selectorExpr,
            let type = subject.types.type(written: written, in: file), case .named = type
          else { continue }
          takers[type, default: []].insert(file.packagePath)
        }
      }
      for function in file.tree.nodes(of: .funcDecl) {
        if let parameters = function.type?.parameters { take(parameters.fields) }
      }
      for structure in file.tree.nodes(of: .structType) { take(structure.fields) }
      for declaration in file.tree.root.declarations where declaration.token == .var { take(declaration.specs) }
    }
    self.takers = takers
  }

  /// Whether another package takes or keeps the interface that is written here.
  func isTaken(_ written: Node, in file: GoFile) -> Bool {
    guard let type = subject.types.type(written: written, in: file) else { return false }
    return takers[type]?.contains { $0 != file.packagePath } ?? false
  }
}
