import GoSyntax

/// What the identifiers of one file name: local declarations, members of the package, imports, predeclared names.
final class FileNames: Sendable {
  let local: LocalNames
  /// What each spelling names where no local declaration hides it; a member's package holds this file, so none is
  /// retained. Looked up ahead for what is written in the open; of the other spellings, fields and methods for the most
  /// part, few are asked for, and of those of an outlined package too.
  private let outer: [Meaning]
  /// Packages that are imported with a dot.
  private let dotted: [PackageScope]
  /// The file holds its names.
  private unowned(unsafe) let file: SourceFile

  private enum Meaning {
    case unknownYet
    case nothing
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
    self.file = file
    guard let package = file.package, !package.isOutlined else {
      local = WrittenNames(file.tree).local
      outer = []
      dotted = []
      return
    }
    let written = file.tree.fact(WrittenNames.self)
    local = written.local
    let isOpen = written.isOpen
    let dotted = file.dotImports.compactMap(packageAt)
    self.dotted = dotted
    let spellings = local.spellings
    outer = isOpen.indices.map { number in
      isOpen[number] ? FileNames.meaning(of: spellings.text(of: number), file, package, dotted) : .unknownYet
    }
  }

  private static func meaning(
    of name: String, _ file: SourceFile, _ package: PackageScope, _ dotted: [PackageScope]
  ) -> Meaning {
    if name == "_" { return .nothing }
    if let member = package.members[name] { return .member(member) }
    if let path = file.imports[name] { return .importedPackage(path) }
    for package in dotted { if let member = package.members[name] { return .member(member) } }
    return Universe.names.contains(name) ? .builtin(name) : .nothing
  }

  func entity(_ identifier: Node) -> Entity? {
    if let target = local.target(of: identifier) { return .local(target) }
    let number = local.spellings.number(of: identifier)
    var meaning = outer.isEmpty ? .unknownYet : outer[number]
    if case .unknownYet = meaning, let package = file.package {
      meaning = FileNames.meaning(of: local.spellings.text(of: number), file, package, dotted)
    }
    switch meaning {
    case .member(let member): return member.file.package.map { .member(member, $0) }
    case .importedPackage(let path): return .importedPackage(path)
    case .builtin(let name): return .builtin(name)
    case .nothing, .unknownYet: return nil
    }
  }
}
