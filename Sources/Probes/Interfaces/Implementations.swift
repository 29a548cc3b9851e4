import GoSyntax
import GoTypes
import Repository

/// Which types of the module implement an interface, and who uses it.
struct Implementations: Sendable {
  private struct Owner: Hashable {
    let package: String
    let name: String
  }

  private struct Importers {
    /// Their numbers in the snapshot.
    var files: Set<Int> = []
    var packages: Set<String> = []
  }

  /// Unowned because it keeps this for all who ask: the subject without a watch.
  unowned(unsafe) let subject: Subject
  /// The types that declare a method, by its name.
  private var owners: [String: [Owner]] = [:]
  /// Those of them that generated code declares.
  private var generated: Set<Owner> = []
  /// Structs that embed something, which may bring methods.
  private var embedding: [Owner] = []
  /// Who imports a package.
  private var importers: [String: Importers] = [:]

  init(_ subject: Subject) {
    self.subject = subject
    for (number, file) in subject.snapshot.goFiles.enumerated() where file.isProduct || file.roles == .generated {
      for imported in file.imports {
        importers[imported.path, default: Importers()].files.insert(number)
        importers[imported.path, default: Importers()].packages.insert(file.packagePath)
      }
      for function in file.tree.nodes(of: .funcDecl) {
        guard function.receiver != nil, let name = function.name, let type = Implementations.receiver(of: function)
        else { continue }
        let owner = Owner(package: file.packagePath, name: type.text)
        owners[name.text, default: []].append(owner)
        if !file.isProduct { generated.insert(owner) }
      }
      for type in file.tree.nodes(of: .structType) {
        guard let spec = type.parent, spec.kind == .typeSpec, let name = spec.name,
          type.fields.contains(where: { $0.names.isEmpty })
        else { continue }
        embedding.append(Owner(package: file.packagePath, name: name.text))
      }
    }
  }

  /// Whether any package could implement it: it has methods, all of them exported, and no type terms.
  func isOpen(_ type: Node, in file: GoFile) -> Bool {
    guard let methods = AskedMethods(of: type, in: file, subject.types)?.all else { return false }
    return !methods.isEmpty && methods.allSatisfy { ExportedIdentifier.isExported($0.name) }
  }

  /// The name of the one type of the module that has all methods, when it stands in the same package.
  ///
  /// It may have some of them from structs that it embeds. A struct that embeds the interface and has none of the
  /// methods otherwise holds one and is no implementation.
  func onlyImplementation(of type: Node, named name: Node, in file: GoFile) -> String? {
    guard let methods = AskedMethods(of: type, in: file, subject.types),
      let rarest = rarest(of: methods.all.map(\.name))
    else { return nil }
    var found: Owner?
    for owner in Set(owners[rarest] ?? []) where implements(owner, methods) {
      guard found == nil else { return nil }
      found = owner
    }
    if found == nil {
      found = embedding.first { owner in
        owner.package == file.packagePath && implements(owner, methods)
          && methods.all.allSatisfy { hasFromStruct($0.name, owner) }
      }
    }
    guard let found, found.package == file.packagePath else { return nil }
    // Promoted methods implement too.
    for owner in embedding where owner != found && implements(owner, methods) {
      let isHolder =
        embeds(owner, Owner(package: file.packagePath, name: name.text))
        && !methods.all.contains { hasFromStruct($0.name, owner) }
      if !isHolder { return nil }
    }
    // A function type only adapts: the implementations are the functions.
    if case .function? = subject.types.underlying(.named(package: found.package, name: found.name, arguments: [])) {
      return nil
    }
    return found.name
  }

  private func embeds(_ owner: Owner, _ interface: Owner) -> Bool {
    subject.types.fields(of: .named(package: owner.package, name: owner.name, arguments: [])).contains { field in
      field.isEmbedded && field.type.isNamed(interface.package, interface.name)
    }
  }

  private func rarest(of names: [String]) -> String? {
    names.min(by: { owners[$0]?.count ?? 0 < owners[$1]?.count ?? 0 })
  }

  /// Whether several hand-written types of the module have the methods that the named interface declares itself.
  ///
  /// Types that nobody can have meant for it do not count: their package has nothing to do with the interface's.
  func hasSeveral(of written: Node, in file: GoFile) -> Bool {
    guard let type = subject.types.type(written: written, in: file), case .named(let home, _, _) = type,
      case .interface(let literal?)? = subject.types.underlying(type)
    else { return false }
    let methods = AskedMethods(declaredBy: literal.node)
    let names = methods.all.map(\.name)
    guard let rarest = rarest(of: names) else { return false }
    // A struct may have some of them, and the others of a struct that it embeds.
    let joined = embedding.filter { owner in
      names.contains { owners[$0]?.contains(owner) ?? false } && names.allSatisfy { hasFromStruct($0, owner) }
    }
    let standing = Set(owners[rarest] ?? []).union(joined).lazy.filter { owner in
      !generated.contains(owner) && !Implementations.standIns.contains(where: owner.name.lowercased().hasPrefix)
        && implements(owner, methods) && meet(owner.package, home)
    }
    return standing.prefix(2).count == 2
  }

  /// Whether one package imports the other, or some file both, so that the one's types may be given as the other's.
  private func meet(_ package: String, _ other: String) -> Bool {
    if package == other { return true }
    let (mine, theirs) = (importers[package] ?? Importers(), importers[other] ?? Importers())
    return mine.packages.contains(other) || theirs.packages.contains(package)
      || !mine.files.isDisjoint(with: theirs.files)
  }

  /// Whether a type has a method that no interface in it gives.
  private func hasFromStruct(_ name: String, _ owner: Owner) -> Bool {
    let whole = GoType.pointer(.named(package: owner.package, name: owner.name, arguments: []))
    guard let callee = subject.types.method(name, of: whole)?.callee, let path = callee.packagePath,
      let receiver = callee.receiver
    else { return false }
    if case .interface? = subject.types.underlying(.named(package: path, name: receiver, arguments: [])) {
      return false
    }
    return true
  }

  private static let standIns = ["mock", "fake", "stub"]

  private func implements(_ owner: Owner, _ methods: AskedMethods) -> Bool {
    methods.areHad(byTypeNamed: owner.name, of: owner.package, subject.types)
  }

  /// Whether its own package only hands it out, and somebody gets it.
  func isOfferedOnly(_ name: Node, in file: GoFile) -> Bool {
    var isOffered = false
    for other in subject.snapshot.goFiles where !other.isTest {
      if other.packagePath == file.packagePath {
        for use in other.tree.nodes(of: .ident) where use != name && use.isSameText(as: name) {
          switch part(of: use) {
          case .offered: isOffered = true
          case .neutral: continue
          case .consumed: return false
          }
        }
      } else if let imported = other.imports.first(where: { $0.path == file.packagePath }) {
        if imported.name == ".", names(name, bareIn: other) { isOffered = true }
        for use in other.tree.nodes(of: .selectorExpr) {
          guard let selected = use.name, selected.isSameText(as: name), use.operand?.text == imported.name else {
            continue
          }
          if use.parent?.kind == .field, use.parent?.names.isEmpty ?? false,
            use.parent?.parent?.parent?.kind == .interfaceType
          {
            return false
          }
          // A list of them is for several, whoever brings the others.
          if use.parent?.kind == .arrayType, use.parent?.parent?.kind == .field { return false }
          // Asking whether something can do more is no dependency on who made it.
          let isAsking = use.parent.map { $0.kind == .typeAssertExpr || $0.kind == .caseClause } ?? false
          if !isAsking { isOffered = true }
        }
      }
    }
    return isOffered
  }

  /// Whether a file that imports the package by a dot takes or keeps the interface.
  private func names(_ name: Node, bareIn file: GoFile) -> Bool {
    file.tree.nodes(of: .ident).contains { use in
      use.isSameText(as: name) && use.parent?.kind != .typeAssertExpr && use.parent?.kind != .caseClause
        && subject.types.declaration(of: use, in: file)?.name == name
    }
  }

  /// Whether a function of the package gives as the interface what another module made, or something nobody knows.
  func isAlsoForeign(_ name: Node, in file: GoFile) -> Bool {
    subject.snapshot.productFiles.contains { other in
      other.packagePath == file.packagePath
        && other.tree.nodes(of: .funcDecl).contains { function in
          var position = 0
          for field in function.type?.results?.fields ?? function.arguments {
            if field.type?.isSameText(as: name) ?? false { return givesForeign(function, at: position, in: other) }
            position += Swift.max(1, field.names.count)
          }
          return false
        }
    }
  }

  private func givesForeign(_ function: Node, at position: Int, in file: GoFile) -> Bool {
    function.descendants(of: .returnStmt).contains { statement in
      guard statement.enclosingFunction == function, statement.returned.count > position else { return false }
      let value = statement.returned[statement.returned.startIndex + position].unparenthesized
      if value.isText("nil") { return false }
      guard let type = subject.types.type(of: value, in: file), type != .unknown else { return value.kind == .ident }
      guard case .named(let path, _, _) = type.pointee, let module = subject.snapshot.module?.path else { return false }
      return !path.isPath(module)
    }
  }

  private enum Part { case offered, neutral, consumed }

  /// What a mention inside the declaring package is for.
  private func part(of use: Node) -> Part {
    if use.parent?.kind == .selectorExpr, use.parent?.name == use { return .neutral }
    if use.parent?.kind == .keyValueExpr, use.parent?.key == use { return .neutral }
    var node = use
    for around in use.ancestors {
      switch around.kind {
      case .field:
        // The name of a field or parameter, or an embedded one.
        if around.type != node { return .neutral }
        guard let list = around.parent, let owner = list.parent else { return .consumed }
        guard owner.kind == .funcType, owner.results == list else { return .consumed }
        return owner.parent?.kind == .funcDecl ? .offered : .consumed
      case .valueSpec:
        return around.names.allSatisfy { $0.isText("_") } || around.enclosingFunction != nil ? .neutral : .consumed
      case .typeSpec: return around.name == use ? .neutral : .consumed
      case .callExpr, .typeAssertExpr, .compositeLit: return .neutral
      case .funcDecl, .funcLit, .blockStmt: return .neutral
      default: node = around
      }
    }
    return .neutral
  }

  private static func receiver(of function: Node) -> Node? {
    var type = function.receiver?.fields.first?.type?.unparenthesized
    if type?.kind == .starExpr { type = type?.operand?.unparenthesized }
    if type?.kind == .indexExpr || type?.kind == .indexListExpr { type = type?.operand?.unparenthesized }
    return type?.kind == .ident ? type : nil
  }
}
