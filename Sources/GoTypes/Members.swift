import GoSyntax

/// What `x.name` may be.
enum Selection {
  case field(GoType, Node?)
  case method(MethodPlace)
  /// Known to have no such member.
  case absent
  /// The type, or something embedded in it, is not known. A method of a package nobody knows has its name.
  case unknown(Callee?)
}

/// A method where it is declared, and the type arguments it is seen with.
struct MethodPlace {
  let callee: Callee
  /// funcType of the declaration.
  let type: Node
  let name: Node
  let file: SourceFile
  let bindings: [String: GoType]
  let hasPointerReceiver: Bool
}

extension TypeQuery {
  private static let embeddingDepthMax = 8

  /// The field or method of a name, own or promoted, the shallowest first.
  mutating func select(_ name: String, from type: GoType) -> Selection {
    var level = [type]
    var isUncertain = false
    var stranger: Callee?
    for _ in 0..<TypeQuery.embeddingDepthMax {
      var next: [GoType] = []
      for type in level {
        switch direct(name, type, &next) {
        case .absent: continue
        case .unknown(let callee):
          isUncertain = true
          stranger = stranger ?? callee
        case let found: return found
        }
      }
      if next.isEmpty { break }
      level = next
    }
    return isUncertain ? .unknown(stranger) : .absent
  }

  /// A member of the type itself; what it embeds is added to `embedded`.
  private mutating func direct(_ name: String, _ type: GoType, _ embedded: inout [GoType]) -> Selection {
    switch type.pointee {
    case .named(let path, let typeName, let arguments):
      guard let package = types.package(path), let spec = package.members[typeName], spec.kind == .type else {
        return .unknown(Callee(packagePath: path, receiver: typeName, name: name))
      }
      if spec.node.isAlias {
        let meant = written(spec.node.type, spec.file)
        return deeper { $0.direct(name, meant, &embedded) } ?? .unknown(nil)
      }
      if let method = package.methods[typeName][name], let type = method.node.type {
        return .method(
          MethodPlace(
            callee: Callee(packagePath: package.path, receiver: typeName, name: name), type: type, name: method.name,
            file: method.file, bindings: receiverBindings(method.node, arguments),
            hasPointerReceiver: method.node.hasPointerReceiver))
      }
      let made = deeper { query in query.underlying(query.written(spec.node.type, spec.file)) } ?? .unknown
      let bindings = Dictionary(bindings(of: spec.node, arguments)) { first, _ in first }
      let found = literal(
        name, made, bindings, Callee(packagePath: package.path, receiver: typeName, name: name), &embedded)
      if case .absent = found, package.isPartial, !made.isUnknown {
        return .unknown(Callee(packagePath: package.path, receiver: typeName, name: name))
      }
      return found
    case .error:
      return name == "Error" ? .unknown(Callee(packagePath: "builtin", receiver: "error", name: name)) : .absent
    case .structure, .interface:
      return literal(name, type.pointee, [:], Callee(packagePath: nil, receiver: nil, name: name), &embedded)
    case .unknown, .parameter: return .unknown(nil)
    case .basic, .untyped, .pointer, .slice, .array, .map, .channel, .function, .tuple: return .absent
    }
  }

  /// A member of a struct or interface literal.
  private mutating func literal(
    _ name: String, _ type: GoType, _ bindings: [String: GoType], _ callee: Callee, _ embedded: inout [GoType]
  ) -> Selection {
    switch type {
    case .structure(let literal):
      for field in literal.node.fields {
        for declared in field.names where declared.hasText(name) {
          return .field(written(field.type, literal.file).substituting(bindings), declared)
        }
        guard field.names.isEmpty else { continue }
        let type = written(field.type, literal.file).substituting(bindings)
        if field.type?.embeddedName == name { return .field(type, nil) }
        embedded.append(type)
      }
      return .absent
    case .interface(let literal?):
      for field in literal.node.fields {
        if let declared = field.names.first, let type = field.type {
          guard declared.hasText(name) else { continue }
          return .method(
            MethodPlace(
              callee: callee, type: type, name: declared, file: literal.file, bindings: bindings,
              hasPointerReceiver: false))
        }
        embedded.append(written(field.type, literal.file).substituting(bindings))
      }
      return .absent
    case .unknown: return .unknown(callee.receiver == nil ? nil : callee)
    case .error:
      return name == "Error" ? .unknown(Callee(packagePath: "builtin", receiver: "error", name: name)) : .absent
    default: return .absent
    }
  }

  private func receiverBindings(_ method: Node, _ arguments: [GoType]) -> [String: GoType] {
    guard !arguments.isEmpty, var type = method.receiver?.fields.first?.type?.unparenthesized else { return [:] }
    if type.kind == .starExpr, let inner = type.operand?.unparenthesized { type = inner }
    return Dictionary(zip(type.indexes.map(\.text), arguments)) { first, _ in first }
  }

  mutating func signature(of method: MethodPlace) -> Signature {
    signature(declaredBy: method.name, method.type, method.file).substituting(method.bindings)
  }

  mutating func fields(of type: GoType) -> [TypedField] {
    guard case .structure(let literal) = underlying(type.pointee) else { return [] }
    var bindings: [String: GoType] = [:]
    if case .named(let path, let name, let arguments) = type.pointee, !arguments.isEmpty,
      let spec = types.package(path)?.members[name]
    {
      bindings = Dictionary(self.bindings(of: spec.node, arguments)) { first, _ in first }
    }
    var fields: [TypedField] = []
    for field in literal.node.fields {
      let type = written(field.type, literal.file).substituting(bindings)
      if field.names.isEmpty {
        fields.append(TypedField(name: field.type?.embeddedName ?? "", type: type, isEmbedded: true))
      }
      for name in field.names { fields.append(TypedField(name: name.text, type: type, isEmbedded: false)) }
    }
    return fields
  }

  mutating func implementsError(_ type: GoType) -> Bool? {
    switch type {
    case .error: return true
    case .untyped, .basic, .function, .tuple, .slice, .array, .map, .channel: return false
    case .unknown, .parameter: return nil
    case .named, .pointer, .structure, .interface:
      switch select("Error", from: type) {
      case .field, .absent: return false
      case .unknown(let callee):
        if callee?.receiver == "error" { return true }
        return nil
      case .method(let method):
        let signature = signature(of: method)
        guard signature.parameters.isEmpty, signature.results == [.basic("string")] else { return false }
        if case .pointer = type { return true }
        return !method.hasPointerReceiver || isPromotedThroughPointer(method, type)
      }
    }
  }

  /// A value whose method comes from an embedded pointer has it although the receiver is a pointer.
  private mutating func isPromotedThroughPointer(_ method: MethodPlace, _ type: GoType) -> Bool {
    fields(of: type).contains { field in
      if field.isEmbedded, case .pointer = field.type {
        field.type.pointee.declaredName == method.callee.receiver
      } else {
        false
      }
    }
  }

  mutating func holdsLock(_ type: GoType) -> Bool {
    deeper { query in
      switch type {
      case .array(let element): return query.holdsLock(element)
      case .structure: return query.fields(of: type).contains { query.holdsLock($0.type) }
      case .named(let path, let name, _):
        guard let package = query.types.package(path) else { return false }
        if case .array(let element) = query.underlying(type) { return query.holdsLock(element) }
        guard case .structure = query.underlying(type) else { return false }
        if name == "noCopy" { return true }
        let methods = package.methods[name]
        for (lock, unlock) in [("Lock", "Unlock"), ("lock", "unlock")] {
          if methods[lock]?.node.hasPointerReceiver == true, methods[unlock]?.node.hasPointerReceiver == true {
            return true
          }
        }
        return query.fields(of: type).contains { query.holdsLock($0.type) }
      default: return false
      }
    } ?? false
  }
}

extension Node {
  /// An embedded type's field name: the last identifier of `*pkg.Name[T]`.
  var embeddedName: String? {
    switch kind {
    case .ident: text
    case .selectorExpr: name?.text
    case .starExpr, .parenExpr, .indexExpr, .indexListExpr: operand?.embeddedName
    default: nil
    }
  }
}

extension GoType {
  var isUnknown: Bool { self == .unknown }
  /// The name of a declared type, without its package.
  var declaredName: String? { if case .named(_, let name, _) = self { name } else { nil } }
}
