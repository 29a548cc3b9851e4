import GoSyntax

/// The top-level names of one package, from its files or from a section of the bundled facts.
final class PackageScope: Sendable {
  /// Import path; that of an `x_test` package ends with `_test`.
  let path: String
  var members: Members { Members(package: self) }
  /// Declared methods by the name of the receiver's type, then by their own.
  var methods: Methods { Methods(package: self) }
  /// Whether its declarations are parsed one by one.
  var isOutlined: Bool { outline != nil }
  /// Whether members may be missing because the facts hold a part of the package.
  let isPartial: Bool
  private let files: [SourceFile]
  private let declared: [String: Member]
  private let declaredMethods: [String: [String: Member]]
  /// What finds the declarations of a package that is not parsed as a whole.
  private let outline: PackageOutline?

  /// Top-level declarations by name.
  struct Members {
    fileprivate unowned(unsafe) let package: PackageScope
    subscript(name: String) -> Member? { package.declared[name] ?? package.outline?.member(name, of: package) }
  }

  /// Methods by the name of the receiver's type.
  struct Methods {
    fileprivate unowned(unsafe) let package: PackageScope
    subscript(type: String) -> MethodsOfType { MethodsOfType(package: package, type: type) }
  }

  /// Methods of one type by name.
  struct MethodsOfType {
    fileprivate unowned(unsafe) let package: PackageScope
    fileprivate let type: String
    subscript(name: String) -> Member? {
      package.declaredMethods[type]?[name] ?? package.outline?.method(name, of: type, in: package)
    }
  }

  /// Something declared at the top level, with the file whose imports it is read under.
  struct Member: Sendable {
    let kind: Declaration.Kind
    /// funcDecl, typeSpec, or the name in a valueSpec.
    let node: Node
    /// Held by the package.
    unowned(unsafe) let file: SourceFile

    /// The declaring identifier.
    var name: Node { node.kind == .ident ? node : node.name ?? node }
  }

  init(path: String, files: [SourceFile], isPartial: Bool = false) {
    self.path = path
    self.files = files
    self.isPartial = isPartial
    var members: [String: Member] = [:]
    var methods: [String: [String: Member]] = [:]
    for file in files {
      let topLevel = file.tree.fact(TopLevelNames.self)
      for entry in topLevel.members where members[entry.name] == nil {
        members[entry.name] = Member(kind: entry.kind, node: entry.node, file: file)
      }
      for entry in topLevel.methods where methods[entry.type]?[entry.name] == nil {
        methods[entry.type, default: [:]][entry.name] = Member(kind: .function, node: entry.node, file: file)
      }
    }
    declared = members
    declaredMethods = methods
    outline = nil
    for file in files { file.enter(self) }
  }

  init(path: String, outline: PackageOutline) {
    self.path = path
    self.outline = outline
    files = []
    declared = [:]
    declaredMethods = [:]
    isPartial = false
  }
}

/// What a file declares at the top level, by name: of several declarations of one name the first counts.
private struct TopLevelNames: TreeFact {
  private(set) var members: [(name: String, kind: Declaration.Kind, node: Node)] = []
  private(set) var methods: [(type: String, name: String, node: Node)] = []

  init(_ tree: SyntaxTree) {
    for declaration in tree.root.declarations {
      switch declaration.kind {
      case .funcDecl:
        guard let name = declaration.name?.text else { continue }
        if declaration.receiver == nil {
          if name != "init" { add(name, .function, declaration) }
        } else if let type = declaration.receiverTypeName {
          methods.append((type, name, declaration))
        }
      case .genDecl:
        for spec in declaration.specs {
          if spec.kind == .typeSpec, let name = spec.name?.text { add(name, .type, spec) }
          for name in spec.names { add(name.text, declaration.token == .const ? .constant : .variable, name) }
        }
      default: continue
      }
    }
  }

  private mutating func add(_ name: String, _ kind: Declaration.Kind, _ node: Node) {
    if name != "_" { members.append((name, kind, node)) }
  }
}

extension Node {
  /// funcDecl: the name of the receiver's type, without `*` and type parameters.
  var receiverTypeName: String? { receiverTypeIdentifier?.text }

  var receiverTypeIdentifier: Node? {
    var type = receiver?.fields.first?.type?.unparenthesized
    if type?.kind == .starExpr { type = type?.operand?.unparenthesized }
    if type?.kind == .indexExpr || type?.kind == .indexListExpr { type = type?.operand?.unparenthesized }
    return type?.kind == .ident ? type : nil
  }

  /// funcDecl: whether the receiver is a pointer.
  var hasPointerReceiver: Bool { receiver?.fields.first?.type?.unparenthesized.kind == .starExpr }
}
