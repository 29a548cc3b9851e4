import GoSyntax

/// What the identifiers of one file name: local declarations, members of the package, imports, predeclared names.
final class FileNames: Sendable {
  let local: LocalNames
  /// What each spelling names where no local declaration hides it; a member's package holds this file, so none is
  /// retained. Nil for declarations of an outlined package: of their many names few are asked for.
  private let outer: [Outer?]?
  /// The file holds its names.
  private unowned(unsafe) let file: SourceFile

  private enum Outer {
    case member(PackageScope.Member)
    case importedPackage(String)
    case builtin(String)
  }

  /// What an identifier names.
  enum Entity: Sendable {
    /// The declaring identifier, or the caseClause that declares a type switch's variable.
    case local(Node)
    case member(PackageScope.Member, PackageScope)
    case importedPackage(String)
    case builtin(String)
  }

  init(_ file: SourceFile, packageAt: (String) -> PackageScope?) {
    local = LocalNames(file.tree)
    let spellings = local.spellings
    var dotted: [PackageScope] = []
    for path in file.dotImports { if let package = packageAt(path) { dotted.append(package) } }
    self.file = file
    guard let package = file.package, !package.isOutlined else {
      outer = nil
      return
    }
    outer = (0..<spellings.count).map { FileNames.meaning(of: spellings.text(of: $0), file, package, dotted) }
  }

  private static func meaning(
    of name: String, _ file: SourceFile, _ package: PackageScope, _ dotted: [PackageScope]
  ) -> Outer? {
    if name == "_" { return nil }
    if let member = package.members[name] { return .member(member) }
    if let path = file.imports[name] { return .importedPackage(path) }
    for package in dotted { if let member = package.members[name] { return .member(member) } }
    return Universe.names.contains(name) ? .builtin(name) : nil
  }

  func entity(_ identifier: Node) -> Entity? {
    if let target = local.target(of: identifier) { return .local(target) }
    let number = local.spellings.number(of: identifier)
    let found =
      if let outer {
        outer[number]
      } else {
        file.package.flatMap { FileNames.meaning(of: local.spellings.text(of: number), file, $0, []) }
      }
    switch found {
    case .member(let member): return member.file.package.map { .member(member, $0) }
    case .importedPackage(let path): return .importedPackage(path)
    case .builtin(let name): return .builtin(name)
    case nil: return nil
    }
  }
}
