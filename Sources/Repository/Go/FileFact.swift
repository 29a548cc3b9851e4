import GoSyntax
import Synchronization

/// What follows from one Go file alone: its tree, path, package path, roles and imports; see `KeptFacts` for the rules.
package protocol FileFact: Sendable {
  init(_ file: GoFile)
}

extension GoFile {
  package func fact<Fact: FileFact>(_: Fact.Type) -> Fact { facts.fact { Fact(self) } }

  /// The facts of this file: those of another file made of the same tree where nothing tells the two apart.
  private var facts: KeptFacts {
    if let known = knownFacts.load() { return known }
    return knownFacts.storeIfNil(tree.fact(LastFile.self).facts(of: self))
  }
}

/// The facts of the file that was made of a tree last: in each commit of a history one is made anew.
private final class LastFile: TreeFact {
  private struct Mark: Equatable {
    let path: String
    let roles: GoFile.Roles
    let packagePath: String
    let imports: [GoImport]
  }

  private let last = Mutex<(mark: Mark, facts: KeptFacts)?>(nil)

  init(_ tree: SyntaxTree) {}

  func facts(of file: GoFile) -> KeptFacts {
    let mark = Mark(path: file.path, roles: file.roles, packagePath: file.packagePath, imports: file.imports)
    return last.withLock { last in
      if let last, last.mark == mark { return last.facts }
      let facts = KeptFacts()
      last = (mark, facts)
      return facts
    }
  }
}
