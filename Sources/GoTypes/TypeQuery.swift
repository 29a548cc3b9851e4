import GoSyntax

/// One question about types on its way through declarations and expressions.
///
/// Answers `.unknown` instead of nil so that parts may be missing. The depth is counted, because declarations may be
/// circular in a module that does not compile: beyond the limit everything is unknown and nothing is remembered.
struct TypeQuery {
  unowned(unsafe) let types: ModuleTypes
  private var depth = 0
  private(set) var wasCut = false
  static let depthMax = 200

  init(_ types: ModuleTypes) { self.types = types }

  typealias Entity = FileNames.Entity

  /// Runs one step deeper; nil beyond the limit, and from then on: what a question that went too deep has not found is
  /// unknown, and names that are sums of each other would be asked for on more ways than anybody can go.
  mutating func deeper<T>(_ step: (inout TypeQuery) -> T) -> T? {
    guard depth < TypeQuery.depthMax, !wasCut else {
      wasCut = true
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    return step(&self)
  }

  func entity(_ identifier: Node, _ file: SourceFile) -> Entity? {
    file.withNames(types) { $0.entity(identifier) }
  }

  /// The path of the package an identifier names; nil when it names something else.
  func importedPath(_ node: Node?, _ file: SourceFile) -> String? {
    guard let node, node.kind == .ident, case .importedPackage(let path)? = entity(node, file) else { return nil }
    return path
  }

  // MARK: Types as written

  /// The type that a type expression writes down.
  mutating func written(_ node: Node?, _ file: SourceFile) -> GoType {
    guard let node else { return .unknown }
    return deeper { $0.writtenType(node, file) } ?? .unknown
  }

  private mutating func writtenType(_ node: Node, _ file: SourceFile) -> GoType {
    switch node.kind {
    case .ident:
      switch entity(node, file) {
      case .local(let target): return localType(target, file)
      case .member(let member, let package): return declaredType(member, package)
      case .builtin(let name): return Universe.type(name) ?? .unknown
      case .importedPackage, nil: return .unknown
      }
    case .parenExpr: return written(node.operand, file)
    case .selectorExpr:
      guard let path = importedPath(node.operand, file), let name = node.name?.text else { return .unknown }
      guard let package = types.package(path) else { return .named(package: path, name: name, arguments: []) }
      if let member = package.members[name] { return declaredType(member, package) }
      return .named(package: package.path, name: name, arguments: [])
    case .starExpr: return .pointer(written(node.operand, file))
    case .arrayType:
      return node.length == nil ? .slice(written(node.element, file)) : .array(written(node.element, file))
    case .ellipsis: return .slice(written(node.element, file))
    case .mapType: return .map(key: written(node.key, file), value: written(node.value, file))
    case .chanType: return .channel(written(node.value, file))
    case .funcType: return .function(signature(of: node, file))
    case .structType: return .structure(TypeLiteral(node: node, file: file))
    case .interfaceType: return .interface(node.fields.isEmpty ? nil : TypeLiteral(node: node, file: file))
    case .indexExpr, .indexListExpr:
      guard case .named(let package, let name, _) = written(node.operand, file) else { return .unknown }
      return .named(package: package, name: name, arguments: node.indexes.map { written($0, file) })
    default: return .unknown
    }
  }

  private mutating func localType(_ target: Node, _ file: SourceFile) -> GoType {
    guard let parent = target.parent else { return .unknown }
    if parent.kind == .typeSpec { return written(parent.type, file) }
    return target.declaresTypeParameter ? .parameter(target.text) : .unknown
  }

  private mutating func declaredType(_ member: PackageScope.Member, _ package: PackageScope) -> GoType {
    guard member.kind == .type else { return .unknown }
    if member.node.isAlias { return written(member.node.type, member.file) }
    return .named(package: package.path, name: member.node.name?.text ?? "", arguments: [])
  }

  /// funcType: what it takes and gives.
  mutating func signature(of node: Node, _ file: SourceFile) -> Signature {
    let last = node.parameters?.fields.last?.type
    return Signature(
      parameters: types(of: node.parameters, file), results: types(of: node.results, file),
      isVariadic: last?.kind == .ellipsis)
  }

  /// The same of a declared function or method, remembered with its name: one is called many times.
  mutating func signature(declaredBy name: Node, _ node: Node, _ file: SourceFile) -> Signature {
    if case .function(let known)? = file.rememberedDeclaration(name) { return known }
    let made = signature(of: node, file)
    if !wasCut { file.remember(declaration: name, .function(made)) }
    return made
  }

  private mutating func types(of list: Node?, _ file: SourceFile) -> [GoType] {
    var all: [GoType] = []
    for field in list?.fields ?? NodeSlice.none(of: file.tree) {
      let type = written(field.type, file)
      for _ in 0..<max(1, field.names.count) { all.append(type) }
    }
    return all
  }

  /// Whether an expression is a type, so that calling it converts.
  func isType(_ node: Node, _ file: SourceFile) -> Bool {
    switch node.kind {
    case .ident:
      switch entity(node, file) {
      case .local(let target): target.parent?.kind == .typeSpec || target.declaresTypeParameter
      case .member(let member, _): member.kind == .type
      case .builtin(let name): Universe.type(name) != nil
      case .importedPackage, nil: false
      }
    case .selectorExpr:
      if let path = importedPath(node.operand, file), let name = node.name?.text {
        types.package(path)?.members[name]?.kind == .type
      } else {
        false
      }
    case .parenExpr, .starExpr, .indexExpr, .indexListExpr: node.operand.map { isType($0, file) } ?? false
    case .arrayType, .mapType, .chanType, .funcType, .structType, .interfaceType: true
    default: false
    }
  }

  // MARK: What a declared type is made of

  mutating func underlying(_ type: GoType) -> GoType {
    guard case .named(let path, let name, let arguments) = type else { return type }
    guard let member = types.package(path)?.members[name], member.kind == .type else { return .unknown }
    let made = deeper { query in query.underlying(query.written(member.node.type, member.file)) } ?? .unknown
    if arguments.isEmpty { return made }
    return made.substituting(Dictionary(bindings(of: member.node, arguments)) { first, _ in first })
  }

  /// Pairs of type parameter and argument.
  func bindings(of spec: Node, _ arguments: [GoType]) -> [(String, GoType)] {
    let names = spec.typeParameters?.fields.flatMap { $0.names.map(\.text) } ?? []
    return Array(zip(names, arguments))
  }
}

extension Node {
  /// Whether the identifier declares a type parameter of a function, a type or a generic receiver.
  var declaresTypeParameter: Bool {
    guard let parent else { return false }
    if parent.kind == .indexExpr || parent.kind == .indexListExpr {
      return parent.ancestors.first { $0.kind == .fieldList }?.parent?.kind == .funcDecl && parent.operand != self
    }
    guard parent.kind == .field, let list = parent.parent, let owner = list.parent else { return false }
    return owner.typeParameters == list
  }
}

extension NodeSlice {
  static func none(of tree: SyntaxTree) -> NodeSlice { tree.nodes(of: .none) }
}

extension GoType {
  /// The type with type parameters replaced; struct and interface literals keep theirs.
  func substituting(_ bindings: [String: GoType]) -> GoType {
    if bindings.isEmpty { return self }
    func replace(_ type: GoType) -> GoType { type.substituting(bindings) }
    return switch self {
    case .parameter(let name): bindings[name] ?? self
    case .named(let package, let name, let arguments):
      arguments.isEmpty ? self : .named(package: package, name: name, arguments: arguments.map(replace))
    case .pointer(let type): .pointer(replace(type))
    case .slice(let type): .slice(replace(type))
    case .array(let type): .array(replace(type))
    case .map(let key, let value): .map(key: replace(key), value: replace(value))
    case .channel(let type): .channel(replace(type))
    case .function(let signature): .function(signature.substituting(bindings))
    case .tuple(let all): .tuple(all.map(replace))
    case .basic, .untyped, .error, .structure, .interface, .unknown: self
    }
  }
}

extension Signature {
  func substituting(_ bindings: [String: GoType]) -> Signature {
    if bindings.isEmpty { return self }
    return Signature(
      parameters: parameters.map { $0.substituting(bindings) }, results: results.map { $0.substituting(bindings) },
      isVariadic: isVariadic)
  }
}
