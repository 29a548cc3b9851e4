import GoSyntax
import GoTypes
import Repository

/// The places of one file that copy a lock.
struct LockCopies {
  let file: GoFile
  let subject: Subject
  let locks: LockTypes
  let names: LockNames
  private(set) var copies: [(node: Node, message: String)] = []
  /// Whether a local variable holds a lock, by its declaring identifier.
  private var variables: [Node: Bool] = [:]

  init(file: GoFile, subject: Subject, locks: LockTypes, names: LockNames) {
    self.file = file
    self.subject = subject
    self.locks = locks
    self.names = names
  }

  mutating func run() {
    signatures()
    let tree = file.tree
    for assignment in tree.nodes(of: .assignStmt) {
      for value in assignment.rightSide where isCopy(value) && !value.isDiscarded {
        report(value, "the assignment copies a lock")
      }
    }
    for spec in tree.nodes(of: .valueSpec) {
      for value in spec.values where isCopy(value) && !value.isDiscarded {
        report(value, "the declaration copies a lock")
      }
    }
    for call in tree.nodes(of: .callExpr) {
      for argument in call.arguments where isCopy(argument) && !isHarmless(call) {
        report(argument, "the call copies a lock")
      }
    }
    for literal in tree.nodes(of: .compositeLit) {
      for element in literal.elements {
        let value = element.kind == .keyValueExpr ? element.value ?? element : element
        if isCopy(value) { report(value, "the literal copies a lock") }
      }
    }
    for statement in tree.nodes(of: .returnStmt) {
      for value in statement.returned where isCopy(value) { report(value, "the result is a copy, its lock too") }
    }
    for statement in tree.nodes(of: .sendStmt) {
      if let value = statement.value, isCopy(value) { report(value, "sending copies a lock") }
    }
    loops()
  }

  private mutating func report(_ node: Node, _ message: String) { copies.append((node, message)) }

  // MARK: Receivers and parameters

  private mutating func signatures() {
    for kind in [NodeKind.funcDecl, .funcLit] {
      for function in file.tree.nodes(of: kind) {
        if let receiver = function.receiver, let type = receiver.fields.first?.type, writtenHoldsLock(type) {
          report(receiver, "the receiver is a copy, its lock too")
        }
        guard let fields = function.type?.parameters?.fields else { continue }
        for field in fields {
          if let written = field.type, writtenHoldsLock(written) {
            report(written, "the argument is a copy, its lock too")
          }
        }
      }
    }
  }

  private mutating func writtenHoldsLock(_ written: Node) -> Bool {
    switch written.kind {
    case .ident:
      if written.isText("string") || written.isText("error") || written.isText("bool") || written.isText("int") {
        return false
      }
    case .selectorExpr:
      if written.isText("context.Context") { return false }
    case .indexExpr, .indexListExpr, .structType, .parenExpr: break
    case .arrayType: if written.length == nil { return false }
    default: return false
    }
    guard let type = subject.types.type(written: written, in: file) else { return false }
    return holdsLock(type, at: written)
  }

  private mutating func holdsLock(_ type: GoType, at node: Node) -> Bool {
    if case .parameter(let name) = type { return constraintHoldsLock(name, at: node) }
    return locks.holdsLock(type)
  }

  /// A type parameter stands for a lock when a type of its constraint does.
  private mutating func constraintHoldsLock(_ name: String, at node: Node) -> Bool {
    guard let function = node.ancestors.first(where: { $0.kind == .funcDecl }),
      let fields = function.type?.typeParameters?.fields
    else { return false }
    for field in fields where field.names.contains(where: { $0.text == name }) {
      if let constraint = field.type, termHoldsLock(constraint, depth: 0) { return true }
    }
    return false
  }

  private mutating func termHoldsLock(_ term: Node, depth: Int) -> Bool {
    guard depth < 8 else { return false }
    switch term.kind {
    case .unaryExpr, .parenExpr: return term.operand.map { termHoldsLock($0, depth: depth + 1) } ?? false
    case .binaryExpr:
      return [term.left, term.right].contains { $0.map { termHoldsLock($0, depth: depth + 1) } ?? false }
    case .interfaceType:
      return term.fields.contains { field in
        guard field.names.isEmpty, let inner = field.type else { return false }
        return termHoldsLock(inner, depth: depth + 1)
      }
    default:
      guard let type = subject.types.type(written: term, in: file) else { return false }
      return locks.holdsLock(type)
    }
  }

  // MARK: Loops

  private mutating func loops() {
    for loop in file.tree.nodes(of: .rangeStmt) {
      for variable in [loop.key, loop.value].compactMap({ $0 }) where !variable.isText("_") {
        guard let type = subject.types.type(of: variable, in: file), holdsLock(type, at: variable) else { continue }
        report(variable, "each turn copies a lock")
      }
    }
    let modern = GoVersion(major: 1, minor: 22)
    for loop in file.tree.nodes(of: .forStmt) {
      guard let start = loop.initializer, start.token == .define, !start.rightSide.contains(where: { isCopy($0) })
      else {
        continue
      }
      for (variable, value) in zip(start.leftSide, start.rightSide) where !variable.isText("_") {
        guard value.unparenthesized.kind != .basicLit, let type = subject.types.type(of: variable, in: file),
          locks.holdsLock(type), let version = file.languageVersion(in: subject.snapshot.module?.goVersion),
          version >= modern
        else { continue }
        report(variable, "from Go 1.22 on each turn copies the variable, its lock too")
      }
    }
  }

  // MARK: Values

  /// An expression that names an existing value with a lock inside.
  private mutating func isCopy(_ expression: Node) -> Bool {
    let expression = expression.unparenthesized
    switch expression.kind {
    case .ident: return isLockVariable(expression)
    case .selectorExpr: guard let name = expression.name, names.contains(name) else { return false }
    case .starExpr: if expression.operand?.unparenthesized.kind == .callExpr { return false }
    case .indexExpr, .typeAssertExpr: break
    case .unaryExpr: guard expression.token == .arrow else { return false }
    default: return false
    }
    guard let type = subject.types.type(of: expression, in: file) else { return false }
    return holdsLock(type, at: expression)
  }

  private mutating func isLockVariable(_ name: Node) -> Bool {
    if name.isText("err") || name.isText("nil") || name.isText("ctx") || name.isText("true") || name.isText("false") {
      return false
    }
    guard let declared = subject.types.declaration(of: name, in: file), let place = declared.name else { return false }
    switch declared.kind {
    case .variable, .parameter, .result, .receiver: break
    case .constant, .type, .typeParameter, .function, .field, .importedPackage, .builtin: return false
    }
    if let answer = variables[place] { return answer }
    var answer = false
    if let type = subject.types.type(of: name, in: file) { answer = holdsLock(type, at: name) }
    variables[place] = answer
    return answer
  }

  /// Builtins that look at a value without copying it.
  private func isHarmless(_ call: Node) -> Bool {
    guard let callee = subject.types.callee(of: call, in: file) else { return false }
    switch callee.packagePath {
    case "builtin"?: return ["len", "cap", "new"].contains(callee.name)
    case "unsafe"?: return true
    case nil:
      return ["Sizeof", "Alignof", "Offsetof"].contains(callee.name)
        && file.imports.contains { $0.path == "unsafe" && $0.name == "." }
    default: return false
    }
  }
}

/// The names under which fields and package variables of the module hold locks: the only ones worth a question.
struct LockNames {
  private var names: Set<String> = []

  init(_ subject: Subject, _ locks: LockTypes) {
    for file in subject.snapshot.goFiles where !file.isTest {
      for structure in file.tree.nodes(of: .structType) {
        for field in structure.fields {
          guard let written = field.type, LockNames.mayHold(written),
            let type = subject.types.type(written: written, in: file), locks.holdsLock(type)
          else { continue }
          for name in field.names { names.insert(name.text) }
          if field.names.isEmpty { names.insert((written.name ?? written.operand ?? written).text) }
        }
      }
      for declaration in file.tree.root.declarations where declaration.kind == .genDecl && declaration.token == .var {
        for spec in declaration.specs {
          for name in spec.names {
            guard let type = subject.types.type(of: name, in: file), locks.holdsLock(type) else { continue }
            names.insert(name.text)
          }
        }
      }
    }
  }

  func contains(_ name: Node) -> Bool { !names.isEmpty && names.contains(name.text) }

  private static func mayHold(_ written: Node) -> Bool {
    switch written.kind {
    case .ident: !written.isText("string") && !written.isText("int") && !written.isText("bool")
    case .selectorExpr, .structType, .indexExpr, .indexListExpr: true
    case .arrayType: written.length != nil
    default: false
    }
  }
}
