import GoSyntax

/// Parses the Go files of the reviewed module on all cores and joins them to packages.
struct GoFileReading {
  private(set) var files: [GoFile] = []
  private(set) var problems: [SnapshotProblem] = []

  /// - Parameters:
  ///   - paths: those of the module, sorted.
  ///   - known: trees of files that were parsed before.
  init(
    paths: [String], contents: [String: [UInt8]], module: GoModule?,
    known: @Sendable (String) -> SyntaxTree? = { _ in nil }
  ) {
    let folder = module.map { String($0.folder) } ?? ""
    let sources = paths.compactMap { path in contents[path].map { (path: path, bytes: $0) } }
    let parsed = sources.parallelMap { source -> Parsed? in
      let known = known(source.path)
      if known?.fact(ZeroByte.self).isThere ?? source.bytes.contains(0) { return nil }
      let tree = known ?? GoParser.parse(source.bytes)
      let local = folder.isEmpty ? source.path : String(source.path.dropFirst(folder.count + 1))
      return Parsed(path: source.path, local: local, tree: tree, roles: GoFile.Roles(path: local, tree: tree))
    }
    var wanted: [Parsed] = []
    for (source, file) in zip(sources, parsed) {
      if let file, !file.tree.isDeeplyNested {
        wanted.append(file)
      } else {
        let reason =
          file == nil
          ? "holds NUL bytes, so it is not Go source and was not parsed"
          : "nests deeper than code that people write and was not probed"
        problems.append(SnapshotProblem(path: source.path, reason: reason))
      }
    }
    join(wanted, module: module)
  }

  private struct Parsed: Sendable {
    let path: String
    /// Relative to the module's folder.
    let local: String
    let tree: SyntaxTree
    var roles: GoFile.Roles
  }

  /// Resolves import names with the packages at hand, then makes the files.
  private mutating func join(_ parsed: [Parsed], module: GoModule?) {
    let packagePaths = parsed.map { GoFileReading.packagePath(of: $0.local, module: module) }
    var names: [String: String] = [:]
    for (file, packagePath) in zip(parsed, packagePaths) {
      guard !file.roles.contains(.test), !file.roles.contains(.tool) || names[packagePath] == nil else { continue }
      names[packagePath] = file.tree.root.name?.text
    }
    let packageNames = names
    let made = Array(zip(parsed, packagePaths)).parallelMap { file, packagePath in
      GoFile(
        path: file.path, tree: file.tree, roles: file.roles, packagePath: packagePath,
        imports: GoImport.all(of: file.tree, packageNames: packageNames))
    }
    files = RoleRefinement(made).files
  }

  /// The import path of the package a file's folder holds; without a module the folder itself, "." for the root.
  private static func packagePath(of local: String, module: GoModule?) -> String {
    let folder = RelativePath.folder(of: local)
    guard let module else { return folder.isEmpty ? "." : folder }
    return folder.isEmpty ? module.path : module.path + "/" + folder
  }
}

/// Whether a tree's bytes hold a NUL, which Go source does not.
private struct ZeroByte: TreeFact {
  let isThere: Bool
  init(_ tree: SyntaxTree) { isThere = tree.source.contains(0) }
}

extension GoImport {
  /// The imports of a file in order; names are those of `packageNames`, else guessed from the path.
  ///
  /// Where the path leaves a choice, `isUsed` says whether something is selected from a name; left out, the tree does.
  package static func all(
    of tree: SyntaxTree, packageNames: [String: String], isUsed: ((String) -> Bool)? = nil
  ) -> [GoImport] {
    var operands: Set<String>?
    return tree.nodes(of: .importSpec).compactMap { node in
      guard let literal = node.path, literal.end - literal.start > 2 else { return nil }
      let path = tree.text(literal.start + 1..<literal.end - 1)
      if let written = node.name { return GoImport(path: path, name: written.text, isNamed: true, node: node) }
      if let name = packageNames[path] { return GoImport(path: path, name: name, isNamed: false, node: node) }
      let candidates = ImportName.candidates(for: path)
      var name = candidates.first ?? path
      if candidates.count > 1, let isUsed {
        name = candidates.first(where: isUsed) ?? name
      } else if candidates.count > 1 {
        let used = operands ?? selectedNames(in: tree)
        operands = used
        name = candidates.first(where: used.contains) ?? name
      }
      return GoImport(path: path, name: name, isNamed: false, node: node)
    }
  }

  /// Every plain name that something is selected from.
  private static func selectedNames(in tree: SyntaxTree) -> Set<String> {
    Set(tree.nodes(of: .selectorExpr).lazy.compactMap { $0.operand }.filter { $0.kind == .ident }.map(\.text))
  }
}
