import GoSyntax
import GoTypes
import Repository

/// Whether anything names a variable of a package beside its declaration.
///
/// Limits: a name counts wherever it stands for something, a field or a local variable of the same name as well. So
/// what nobody names is certain as far as Go goes, and what somebody seems to name is not. Assembly and C are not read.
struct GlobalUses {
  private let byPackage: [String: [GoFile]]

  init(_ subject: Subject) { byPackage = Dictionary(grouping: subject.snapshot.goFiles, by: \.packagePath) }

  /// An exported name is looked for in the packages that import its own as well.
  func isNamed(_ name: Node, in file: GoFile) -> Bool {
    let text = name.text
    func isNamed(in other: GoFile) -> Bool {
      (other.fact(SpelledNames.self).counts[text] ?? 0) > (other.path == file.path ? 1 : 0)
    }
    if byPackage[file.packagePath, default: []].contains(where: isNamed) { return true }
    guard ExportedIdentifier.isExported(text) else { return false }
    return byPackage.contains { package, files in
      package != file.packagePath
        && files.contains { other in
          other.imports.contains { $0.path == file.packagePath } && isNamed(in: other)
        }
    }
  }
}

/// How often each name stands in a file.
private struct SpelledNames: FileFact {
  let counts: [String: Int]

  init(_ file: GoFile) { counts = file.tree.nodes(of: .ident).reduce(into: [:]) { $0[$1.text, default: 0] += 1 } }
}
