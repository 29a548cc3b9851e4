import GoSyntax
import GoTypes
import Repository

/// The integers an expression can have, as far as they are written in the module.
///
/// Constants, conversions, sums and shifts are computed; a variable has every value it is given; a parameter has what
/// the module's calls pass. Nil stands for a value nobody can tell.
struct NumberValue {
  let subject: Subject
  private var entered: Set<Node> = []

  init(_ subject: Subject) { self.subject = subject }

  /// Every value that is known, and whether all are.
  struct Values {
    var known: Set<Int> = []
    var isComplete = true

    mutating func formUnion(_ other: Values) {
      known.formUnion(other.known)
      isComplete = isComplete && other.isComplete
    }

    static let unknown = Values(isComplete: false)
  }

  mutating func values(of node: Node, in file: GoFile) -> Values {
    let node = node.unparenthesized
    switch node.kind {
    case .basicLit:
      guard node.token == .integer, let value = NumberValue.integer(node.text) else { return .unknown }
      return Values(known: [value])
    case .binaryExpr:
      guard let left = node.left, let right = node.right else { return .unknown }
      let first = values(of: left, in: file)
      let second = values(of: right, in: file)
      guard first.isComplete, second.isComplete, first.known.count * second.known.count <= 64 else { return .unknown }
      var all = Values()
      for a in first.known {
        for b in second.known {
          guard let value = NumberValue.combine(a, node.token, b) else { return .unknown }
          all.known.insert(value)
        }
      }
      return all
    case .callExpr:
      if node.arguments.count == 1, let only = node.arguments.first, let function = node.function,
        subject.types.isType(function.unparenthesized, in: file)
      {
        return values(of: only, in: file)
      }
      return valuesOfResult(node, file)
    case .ident:
      // `import . "crypto/tls"`
      if let version = NumberValue.tlsVersions[node.text], subject.types.declaration(of: node, in: file)?.name == nil {
        return Values(known: [version])
      }
      return valuesOfName(node, file)
    case .selectorExpr:
      guard let name = node.name, let operand = node.operand?.unparenthesized, operand.kind == .ident else {
        return .unknown
      }
      if let version = NumberValue.tlsVersions[name.text] { return Values(known: [version]) }
      guard let declared = subject.types.declaration(of: name, in: file), declared.kind == .constant else {
        return .unknown
      }
      return valuesOfDeclared(declared.name)
    default: return .unknown
    }
  }

  /// What a function of the module with one result returns.
  private mutating func valuesOfResult(_ call: Node, _ file: GoFile) -> Values {
    guard let callee = subject.types.callee(of: call, in: file),
      let (function, home) = FunctionIndex.declaration(of: callee, subject), function.resultCount == 1,
      let body = function.body, entered.insert(function).inserted
    else { return .unknown }
    defer { entered.remove(function) }
    var all = Values()
    for statement in body.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      all.formUnion(statement.returned.first.map { values(of: $0, in: home) } ?? .unknown)
    }
    return all.known.isEmpty ? .unknown : all
  }

  private mutating func valuesOfName(_ name: Node, _ file: GoFile) -> Values {
    guard let variable = Variable(name, in: file, subject.types) else {
      return valuesOfDeclared(subject.types.declaration(of: name, in: file)?.name)
    }
    guard let declared = variable.declared, entered.insert(declared).inserted else { return .unknown }
    defer { entered.remove(declared) }
    var all = Values()
    for one in variable.given {
      switch one.how {
      case .whole: all.formUnion(values(of: one.value, in: file))
      case .result, .part, .field, .element, .address: all.formUnion(.unknown)
      }
    }
    if variable.kind == .parameter {
      let callers = Callers.arguments(for: variable, subject) ?? []
      if callers.isEmpty { all.formUnion(.unknown) }
      for caller in callers { all.formUnion(values(of: caller.node, in: caller.file)) }
    } else if variable.given.isEmpty {
      // `var version uint16` without a value is zero.
      return declared.parent?.kind == .valueSpec ? Values(known: [0]) : .unknown
    }
    return all
  }

  /// What the declaration of a package's constant or variable says.
  private mutating func valuesOfDeclared(_ declared: Node?) -> Values {
    guard let declared, let spec = declared.parent, spec.kind == .valueSpec,
      let position = spec.names.firstIndex(of: declared).map({ $0 - spec.names.startIndex }),
      spec.values.count > position, entered.insert(declared).inserted,
      let home = subject.snapshot.goFiles.first(where: { $0.tree === declared.tree })
    else { return .unknown }
    defer { entered.remove(declared) }
    return values(of: spec.values[spec.values.startIndex + position], in: home)
  }

  private static func combine(_ a: Int, _ token: Token, _ b: Int) -> Int? {
    switch token {
    case .add: return a &+ b
    case .subtract: return a &- b
    case .multiply: return a &* b
    case .divide: return b == 0 ? nil : a / b
    case .shiftLeft: return b >= 0 && b < 62 ? a << b : nil
    case .shiftRight: return b >= 0 && b < 62 ? a >> b : nil
    case .or: return a | b
    default: return nil
    }
  }

  static func integer(_ text: String) -> Int? {
    let digits = text.filter { $0 != "_" }.lowercased()
    if digits.hasPrefix("0x") { return Int(digits.dropFirst(2), radix: 16) }
    if digits.hasPrefix("0b") { return Int(digits.dropFirst(2), radix: 2) }
    if digits.hasPrefix("0o") { return Int(digits.dropFirst(2), radix: 8) }
    if digits.count > 1, digits.hasPrefix("0") { return Int(digits.dropFirst(), radix: 8) }
    return Int(digits)
  }

  private static let tlsVersions: [String: Int] = [
    "VersionSSL30": 0x0300, "VersionTLS10": 0x0301, "VersionTLS11": 0x0302, "VersionTLS12": 0x0303,
    "VersionTLS13": 0x0304,
  ]
}
