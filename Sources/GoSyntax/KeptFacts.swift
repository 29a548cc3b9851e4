import Synchronization

/// What was found out about something that never changes, kept with it, so that it is found out once.
///
/// A tree keeps facts that follow from its bytes alone (`TreeFact`); a Go file keeps those that follow from its path, its
/// roles and its imports too (`FileFact` in Repository). When past commits are probed, most files of a commit are those of
/// its neighbour: whatever can be said of a file without a look at another one is then known already. Two rules make that
/// safe, and whoever writes a fact keeps them:
///
/// - A fact looks at what it is given and at nothing else: no other file, no types, no settings.
/// - A fact holds neither the tree nor the file, which would then hold themselves; a `Node` is a handle and holds nothing.
package final class KeptFacts: Sendable {
  /// By their types.
  private let made = Mutex<[ObjectIdentifier: any Sendable]>([:])

  package init() {}

  /// The fact of a type. It is made outside the lock: two threads may make it, and the first one's is kept.
  package func fact<Fact: Sendable>(_ make: () -> Fact) -> Fact {
    let key = ObjectIdentifier(Fact.self)
    if let known = made.withLock({ $0[key] }) as? Fact { return known }
    let fresh = make()
    return made.withLock { made in
      if let known = made[key] as? Fact { return known }
      made[key] = fresh
      return fresh
    }
  }
}

/// What follows from one tree alone; see `KeptFacts` for the rules.
package protocol TreeFact: Sendable {
  init(_ tree: SyntaxTree)
}

extension SyntaxTree {
  package func fact<Fact: TreeFact>(_: Fact.Type) -> Fact { facts.fact { Fact(self) } }
}
