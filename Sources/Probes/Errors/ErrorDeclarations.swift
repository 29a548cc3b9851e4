import GoSyntax
import GoTypes
import Repository

/// Where a file declares errors: sentinel values and types.
enum ErrorDeclarations {
  /// Names of the types that have an `Error() string` method declared in the file's package.
  static func types(in file: GoFile, _ subject: Subject) -> [Node] {
    var found: [Node] = []
    for declaration in file.tree.root.declarations where declaration.kind == .genDecl && declaration.token == .type {
      for spec in declaration.specs {
        guard spec.kind == .typeSpec, !spec.isAlias, let name = spec.name, spec.type?.kind != .interfaceType else {
          continue
        }
        // Most structs have no such method: the index of functions says so at once.
        if spec.type?.kind == .structType {
          let own = Callee(packagePath: file.packagePath, receiver: name.text, name: "Error")
          guard FunctionIndex.declaration(of: own, subject) != nil else { continue }
        }
        let type = GoType.pointer(.named(package: file.packagePath, name: name.text, arguments: []))
        guard let method = subject.types.method("Error", of: type), method.callee.receiver == name.text,
          method.callee.packagePath == file.packagePath, method.signature.parameters.isEmpty,
          method.signature.results == [.basic("string")]
        else { continue }
        found.append(name)
      }
    }
    return found
  }

  /// Names of the types that are errors by another type: structs that embed one, and aliases of one.
  static func derivedTypes(in file: GoFile, _ subject: Subject) -> [Node] {
    var found: [Node] = []
    for spec in file.tree.nodes(of: .typeSpec) where spec.parent?.parent?.kind == .file {
      guard let name = spec.name, let written = spec.type else { continue }
      if spec.isAlias {
        guard written.kind == .ident || written.kind == .selectorExpr || written.kind == .starExpr,
          let type = subject.types.type(written: written, in: file), type.pointee != .error,
          isStructError(type.pointee, subject)
        else { continue }
        found.append(name)
      } else if written.kind == .structType, written.fields.contains(where: { $0.names.isEmpty }) {
        let type = GoType.pointer(.named(package: file.packagePath, name: name.text, arguments: []))
        guard subject.types.implementsError(type) == true,
          subject.types.method("Error", of: type)?.callee.receiver != name.text
        else { continue }
        found.append(name)
      }
    }
    return found
  }

  private static func isStructError(_ type: GoType, _ subject: Subject) -> Bool {
    guard let underlying = subject.types.underlying(type) else { return false }
    if case .interface = underlying { return false }
    return subject.types.implementsError(.pointer(type)) == true
  }

  /// Names of package-level variables and constants that are given an error.
  static func values(in file: GoFile, _ subject: Subject) -> [Node] {
    var found: [Node] = []
    for declaration in file.tree.root.declarations
    where declaration.kind == .genDecl && (declaration.token == .var || declaration.token == .const) {
      for spec in declaration.specs where !spec.values.isEmpty {
        for name in spec.names where !name.isText("_") {
          guard let type = subject.types.type(of: name, in: file) else {
            if spec.values.count == spec.names.count, let position = spec.names.firstIndex(of: name),
              isConstructor(spec.values[spec.values.startIndex + position - spec.names.startIndex])
            {
              found.append(name)
            }
            continue
          }
          if subject.types.implementsError(type) == true { found.append(name) }
        }
      }
    }
    return found
  }

  private static func isConstructor(_ value: Node) -> Bool {
    guard let function = value.unparenthesized.function?.unparenthesized else { return false }
    return ["errors.New", "fmt.Errorf", "errors.Errorf"].contains(function.text)
  }
}
