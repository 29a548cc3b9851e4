import GoSyntax

/// The top-level names of one package, from its files or from a section of the bundled facts.
final class PackageScope: Sendable {
  /// Import path; that of an `x_test` package ends with `_test`.
  let path: String
  let members: [String: Member]
  /// Declared methods by the name of the receiver's type, then by their own.
  let methods: [String: [String: Member]]
  /// Whether members may be missing because the facts hold a part of the package.
  let isPartial: Bool
  private let files: [SourceFile]

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
      for declaration in file.tree.root.declarations {
        switch declaration.kind {
        case .funcDecl:
          guard let name = declaration.name?.text else { continue }
          let member = Member(kind: .function, node: declaration, file: file)
          if declaration.receiver == nil {
            if name != "init" && name != "_" && members[name] == nil { members[name] = member }
          } else if let type = declaration.receiverTypeName, methods[type]?[name] == nil {
            methods[type, default: [:]][name] = member
          }
        case .genDecl:
          for spec in declaration.specs {
            if spec.kind == .typeSpec, let name = spec.name?.text, members[name] == nil {
              members[name] = Member(kind: .type, node: spec, file: file)
            }
            let kind: Declaration.Kind = declaration.token == .const ? .constant : .variable
            for name in spec.names where members[name.text] == nil {
              members[name.text] = Member(kind: kind, node: name, file: file)
            }
          }
        default: continue
        }
      }
    }
    members["_"] = nil
    self.members = members
    self.methods = methods
    for file in files { file.enter(self) }
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
