import GoSyntax
import GoTypes
import Repository

/// Types of the module whose values stay what they were made: structs of plain fields, to none of which the package gives
/// another value.
///
/// Limits: fields are compared by name, whatever type they are of; a change from another package is a write to the variable.
enum FixedType {
  /// Whether a variable of a package has such a type, or points to one.
  static func isTypeOf(_ name: Node, in file: GoFile, _ subject: Subject) -> Bool {
    guard let type = subject.types.type(of: name, in: file)?.pointee, case .named(let path, _, _) = type,
      let module = subject.snapshot.module?.path ?? Optional(path), path.isPath(module)
    else { return false }
    guard case .structure(let literal)? = subject.types.underlying(type) else { return false }
    let fields = literal.node.fieldList?.fields ?? literal.node.fields
    guard !fields.isEmpty, fields.allSatisfy({ !$0.names.isEmpty && isPlain($0.type) }) else { return false }
    let names = Set(fields.flatMap { $0.names.map(\.text) })
    return !subject.snapshot.productFiles.contains { other in
      other.packagePath == path && changes(names, in: other.tree)
    }
  }

  /// Whether no method of the variable's type, one of the module's, changes what it is called on: the type has a
  /// method, and none with a pointer for its receiver assigns to a part of it, counts it up or hands its address on.
  static func isNeverChanged(_ name: Node, in file: GoFile, _ subject: Subject) -> Bool {
    guard let type = subject.types.type(of: name, in: file)?.pointee, case .named(let path, let typeName, _) = type,
      let module = subject.snapshot.module?.path, path.isPath(module),
      case .structure(let literal)? = subject.types.underlying(type)
    else { return false }
    let fields = literal.node.fieldList?.fields ?? literal.node.fields
    // What an embedded value, a map, a channel or an interface does cannot be seen in the methods.
    guard fields.allSatisfy({ !$0.names.isEmpty && isSettled($0.type) }) else { return false }
    var hasMethods = false
    for other in subject.snapshot.goFiles where other.packagePath == path && !other.isTest {
      for method in other.tree.nodes(of: .funcDecl) where FunctionIndex.receiverName(of: method) == typeName {
        hasMethods = true
        guard method.receiver?.fields.first?.type?.kind == .starExpr,
          let receiver = method.receiver?.fields.first?.names.first?.text, let body = method.body
        else { continue }
        if changes(receiver, in: body) { return false }
      }
    }
    return hasMethods
  }

  /// A text, number or list of such, or a function: no map, channel, pointer or lock.
  private static func isSettled(_ type: Node?) -> Bool {
    guard let type else { return false }
    switch type.kind {
    case .ident: return true
    case .selectorExpr: return !["sync", "atomic", "http", "sql", "rand"].contains(type.operand?.text)
    case .funcType: return true
    case .arrayType: return isSettled(type.element)
    default: return false
    }
  }

  private static func changes(_ receiver: String, in body: Node) -> Bool {
    func begins(_ node: Node?) -> Bool {
      guard var node = node?.unparenthesized else { return false }
      while [.selectorExpr, .indexExpr, .starExpr, .parenExpr].contains(node.kind), let inner = node.operand {
        node = inner.unparenthesized
      }
      return node.hasText(receiver)
    }
    return body.descendants(of: .assignStmt).contains { $0.token != .define && $0.leftSide.contains(where: begins) }
      || body.descendants(of: .incDecStmt).contains { begins($0.operand) }
      || body.descendants(of: .unaryExpr).contains { $0.token == .and && begins($0.operand) }
      || body.descendants(of: .callExpr).contains { call in
        guard let operand = call.function?.unparenthesized.operand?.unparenthesized else { return false }
        // `r.entries.Store(key, value)`, `r.add(entry)`: another method may change it.
        return begins(operand)
      }
  }

  private static func isPlain(_ type: Node?) -> Bool {
    guard let type, type.kind == .ident else { return false }
    return plain.contains(type.text)
  }

  private static let plain: Set<String> = [
    "string", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "byte",
    "rune", "float32", "float64",
  ]

  /// `flag.isOn = true`, `flag.count++`, `&flag.count`, `*flag = other`.
  private static func changes(_ names: Set<String>, in tree: SyntaxTree) -> Bool {
    func isField(_ node: Node?) -> Bool {
      guard let node else { return false }
      if node.kind == .starExpr { return true }
      return node.kind == .selectorExpr && node.name.map { names.contains($0.text) } ?? false
    }
    return tree.nodes(of: .assignStmt).contains { $0.token != .define && $0.leftSide.contains(where: isField) }
      || tree.nodes(of: .incDecStmt).contains { isField($0.operand) }
      || tree.nodes(of: .unaryExpr).contains { $0.token == .and && isField($0.operand) }
  }
}
