import GoSyntax
import Repository

/// What identifiers name.
extension ModuleTypes {
  /// What an identifier names, a declaring one included; nil when nothing is known by that name.
  package func declaration(of identifier: Node, in file: GoFile) -> Declaration? {
    guard identifier.kind == .ident, let source = source(of: identifier) else { return nil }
    var query = TypeQuery(self)
    if let selector = identifier.parent, selector.kind == .selectorExpr, selector.name == identifier {
      return selected(by: selector, source, &query)
    }
    if let pair = identifier.parent, pair.kind == .keyValueExpr, pair.key == identifier, let literal = pair.parent,
      literal.kind == .compositeLit
    {
      let type = query.type(literal, source)
      if case .structure = query.underlying(type.pointee) {
        if case .field(_, let name) = query.select(identifier.text, from: type) {
          return Declaration(kind: .field, name: name, packagePath: nil)
        }
        return Declaration(kind: .field, name: nil, packagePath: nil)
      }
    }
    if let field = identifier.parent, field.kind == .field, field.type != identifier,
      source.withNames(self, { $0.local.target(of: identifier) }) == nil
    {
      // A field of a struct, a method of an interface, or a parameter of a function type.
      let owner = field.parent?.parent?.kind
      let kind: Declaration.Kind = owner == .structType ? .field : owner == .interfaceType ? .function : .parameter
      return Declaration(kind: kind, name: identifier, packagePath: nil)
    }
    switch query.entity(identifier, source) {
    case .local(let target):
      let name = target.kind == .caseClause ? target.parent?.parent?.typeSwitchSymbol : target
      return name.map { Declaration(kind: $0.localKind, name: $0, packagePath: nil) }
    case .member(let member, let package):
      return Declaration(kind: member.kind, name: member.name, packagePath: package.path)
    case .importedPackage(let path): return Declaration(kind: .importedPackage, name: nil, packagePath: path)
    case .builtin: return Declaration(kind: .builtin, name: nil, packagePath: "builtin")
    case nil: return nil
    }
  }

  private func selected(by selector: Node, _ file: SourceFile, _ query: inout TypeQuery) -> Declaration? {
    guard let operand = selector.operand?.unparenthesized, let name = selector.name?.text else { return nil }
    if let path = query.importedPath(operand, file) {
      guard let package = package(path), let member = package.members[name] else { return nil }
      return Declaration(kind: member.kind, name: member.name, packagePath: package.path)
    }
    let base = query.isType(operand, file) ? query.written(operand, file) : query.type(operand, file)
    switch query.select(name, from: base) {
    case .field(_, let node): return Declaration(kind: .field, name: node, packagePath: nil)
    case .method(let method):
      return Declaration(kind: .function, name: method.name, packagePath: method.callee.packagePath)
    case .absent, .unknown: return nil
    }
  }
}

extension Node {
  /// What a local declaring identifier declares.
  fileprivate var localKind: Declaration.Kind {
    if declaresTypeParameter { return .typeParameter }
    guard let parent else { return .variable }
    switch parent.kind {
    case .typeSpec: return .type
    case .valueSpec: return parent.parent?.token == .const ? .constant : .variable
    case .field:
      guard let list = parent.parent, let owner = list.parent else { return .variable }
      if owner.kind == .funcDecl { return .receiver }
      return owner.results == list ? .result : .parameter
    default: return .variable
    }
  }
}
