import GoSyntax
import GoTypes
import Repository

/// Whether anything names a variable of a package beside its declaration.
///
/// Limits: a name counts wherever it stands for something, a field or a local variable of the same name as well. So
/// what nobody names is certain, and what somebody seems to name is not.
struct GlobalUses {
  private let byPackage: [String: [GoFile]]

  init(_ subject: Subject) { byPackage = Dictionary(grouping: subject.snapshot.goFiles, by: \.packagePath) }

  /// An exported name is looked for in the packages that import its own as well.
  func isNamed(_ name: Node, in file: GoFile) -> Bool {
    let isOffered = ExportedIdentifier.isExported(name.text)
    return byPackage.contains { package, files in
      files.contains { other in
        let mayName = package == file.packagePath || isOffered && other.imports.contains { $0.path == file.packagePath }
        return mayName && other.tree.nodes(of: .ident).contains { $0.isSpelled(like: name) && $0 != name }
      }
    }
  }
}
