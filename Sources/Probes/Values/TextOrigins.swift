import GoSyntax
import GoTypes
import Repository

/// Tells where text comes from: follows local variables, fields, builders and the module's functions to the sources.
///
/// Limits: the order of statements is left out, so a variable has the origins of all its values; what leaves the module
/// is followed through the functions `ForeignSources` knows, anything else is unknown.
struct TextOrigins {
  let subject: Subject
  /// Called names whose result is quoted for the use looked at.
  let quoting: Set<String>
  /// Whether fields that name tables, schemas and prefixes count as the author's.
  let trustsTableNames: Bool
  /// Whether a parameter has the origins of what the module's calls pass, where there are any.
  let asksCallers: Bool
  private var entered: Set<Node> = []
  private var bound: [Node: TextOrigin] = [:]
  /// Variables of packages, looked up once: what they are given does not depend on the question.
  private var ofPackages: [Node: TextOrigin] = [:]
  private var steps = 0
  private var depth = 0
  static let depthMax = 24
  static let stepMax = 3000

  init(_ subject: Subject, quoting: Set<String>, trustsTableNames: Bool = false, asksCallers: Bool = false) {
    self.subject = subject
    self.asksCallers = asksCallers
    self.quoting = quoting
    self.trustsTableNames = trustsTableNames
  }

  /// The origins of one text; nothing is remembered from one question to the next.
  mutating func origin(of node: Node, in file: GoFile) -> TextOrigin {
    entered = []
    bound = [:]
    steps = 0
    depth = 0
    return trace(node, file)
  }

  /// Beyond the limits nothing is claimed.
  mutating func trace(_ node: Node, _ file: GoFile) -> TextOrigin {
    steps += 1
    guard depth < TextOrigins.depthMax, steps < TextOrigins.stepMax else { return .authored }
    depth += 1
    defer { depth -= 1 }
    let node = node.unparenthesized
    switch node.kind {
    case .basicLit, .funcLit: return .authored
    case .binaryExpr:
      guard node.token == .add else { return .authored }
      return TextOrigins.operands(of: node).reduce(.authored) { $0.union(trace($1, file)) }
    case .compositeLit:
      return node.elements.reduce(.authored) { $0.union(trace($1.kind == .keyValueExpr ? $1.value ?? $1 : $1, file)) }
    case .unaryExpr:
      guard node.token == .and || node.token == .arrow, let operand = node.operand else { return .authored }
      return trace(operand, file)
    case .starExpr, .sliceExpr, .typeAssertExpr, .parenExpr:
      return node.operand.map { trace($0, file) } ?? .unknown
    case .indexExpr:
      guard let operand = node.operand else { return .unknown }
      return settled(trace(operand, file), node, file)
    case .ident: return settled(originOfName(node, file), node, file)
    case .selectorExpr: return settled(originOfSelector(node, file), node, file)
    case .callExpr: return settled(originOfCall(node, at: 0, file), node, file)
    default: return .unknown
    }
  }

  /// Numbers and truth values are no text; the type is asked last.
  private func settled(_ origin: TextOrigin, _ node: Node, _ file: GoFile) -> TextOrigin {
    origin.isEmpty || !TextOrigins.isNumber(subject.types.type(of: node, in: file), subject.types) ? origin : .authored
  }

  static func isNumber(_ type: GoType?, _ types: ModuleTypes) -> Bool {
    guard var type else { return false }
    if case .named("time", _, _) = type { return true }
    if case .named = type.pointee, let made = types.underlying(type.pointee) { type = made }
    return switch type.pointee {
    case .basic(let name): name != "string" && name != "uint8" && name != "any"
    case .untyped(let kind): kind != .nil && kind != .string
    default: false
    }
  }

  /// The operands of a sum, from left to right.
  static func operands(of node: Node) -> [Node] {
    var all: [Node] = []
    var node = node.unparenthesized
    while node.kind == .binaryExpr, node.token == .add, let left = node.left, let right = node.right {
      let right = right.unparenthesized
      if right.kind == .binaryExpr, right.token == .add {
        all.append(contentsOf: operands(of: right).reversed())
      } else {
        all.append(right)
      }
      node = left.unparenthesized
    }
    all.append(node)
    return all.reversed()
  }

  // MARK: Names

  private mutating func originOfName(_ name: Node, _ file: GoFile) -> TextOrigin {
    if name.isText("nil") || name.isText("true") || name.isText("false") || name.isText("iota") { return .authored }
    guard let variable = Variable(name, in: file, subject.types) else { return originOfPackageName(name, file) }
    if let declared = variable.declared {
      if let known = bound[declared] { return known }
      guard entered.insert(declared).inserted else { return .authored }
    }
    defer { if let declared = variable.declared { entered.remove(declared) } }
    if TextGuards.isChecked(variable, before: name, subject.types) { return .authored }
    var origin: TextOrigin = .authored
    let given = variable.given
    for one in given {
      if case .address(field: nil) = one.how, let left = originLeft(by: one.value, in: variable, file) {
        origin.formUnion(left)
      } else {
        origin.formUnion(self.origin(given: one, file))
      }
    }
    switch variable.kind {
    case .parameter?, .receiver?:
      if let type = subject.types.type(of: name, in: file), ForeignSources.isRequest(type) { return .foreign }
      origin.formUnion(variable.kind == .receiver ? .unknown : originOfParameter(variable, file))
    case .result?, .variable?, .constant?: break
    case nil: if given.isEmpty { return .unknown }
    case .type?, .typeParameter?, .function?, .field?, .importedPackage?, .builtin?: return .unknown
    }
    return origin
  }

  private mutating func origin(given one: Variable.Given, _ file: GoFile) -> TextOrigin {
    switch one.how {
    case .whole, .part, .element: return trace(one.value, file)
    case .field: return trace(one.value, file)
    case .result(let position):
      let value = one.value.unparenthesized
      return value.kind == .callExpr ? originOfCall(value, at: position, file) : trace(value, file)
    case .address: return originOfFilling(one.value, file)
    }
  }

  /// What a call leaves in the variable whose address it is given.
  private mutating func originOfFilling(_ call: Node, _ file: GoFile) -> TextOrigin {
    guard let name = call.calledName else { return .unknown }
    if ForeignSources.scanners.contains(name) { return .foreign }
    if name.hasSuffix("Var"), call.calledOperandName == "flag" || name.hasPrefix("String") { return .commandLine }
    if name == "Unmarshal", let first = call.arguments.first { return trace(first, file) }
    if name.hasPrefix("Fprint") || name.hasPrefix("Write") {
      return call.arguments.dropFirst().reduce(.authored) { $0.union(trace($1, file)) }
    }
    return .unknown
  }

  /// A parameter of a literal kept in a variable has the origins of what the literal is called with.
  private mutating func originOfParameter(_ variable: Variable, _ file: GoFile) -> TextOrigin {
    guard let declared = variable.declared, let literal = declared.enclosingOwner, literal.kind == .funcLit,
      let position = literal.position(ofParameter: declared)
    else { return asksCallers ? originByCallers(variable) : .parameter }
    guard let around = literal.parent, around.kind == .assignStmt, around.leftSide.count == 1,
      let target = around.leftSide.first, let holder = Variable(target, in: file, subject.types)
    else { return asksCallers ? originByMakers(of: literal, at: position, file) : .parameter }
    return origin(passedTo: holder, at: position, file)
  }

  private mutating func originByCallers(_ variable: Variable) -> TextOrigin {
    guard let passed = Callers.arguments(for: variable, subject), !passed.isEmpty, passed.count <= 40 else {
      return .parameter
    }
    var origin: TextOrigin = .authored
    for one in passed {
      let saved = bound
      bound = [:]
      origin.formUnion(trace(one.node, one.file))
      bound = saved
      if origin.contains(.foreign) { break }
    }
    return origin.isEmpty || origin.contains(.foreign) ? origin : .parameter
  }

  /// A constant is the author's; a variable of the package is what its declaration says.
  private mutating func originOfPackageName(_ name: Node, _ file: GoFile) -> TextOrigin {
    guard let declaration = subject.types.declaration(of: name, in: file) else { return .unknown }
    switch declaration.kind {
    case .constant, .builtin, .type, .function, .importedPackage, .typeParameter: return .authored
    case .variable:
      guard let declared = declaration.name, let spec = declared.parent, spec.kind == .valueSpec else {
        return .unknown
      }
      guard let position = spec.names.firstIndex(of: declared).map({ $0 - spec.names.startIndex }),
        spec.values.count > position
      else { return originOfAssigned(declared, file) }
      guard entered.insert(declared).inserted else { return .authored }
      defer { entered.remove(declared) }
      return trace(spec.values[spec.values.startIndex + position], file)
    case .parameter, .result, .receiver, .field: return .unknown
    }
  }

  /// What its package assigns to a variable that is declared without a value and that no other package can set.
  private mutating func originOfAssigned(_ declared: Node, _ file: GoFile) -> TextOrigin {
    if let known = ofPackages[declared] { return known }
    let text = declared.text
    guard text.first?.isLowercase ?? false,
      let package = subject.snapshot.packages.first(where: { $0.path == file.packagePath }),
      entered.insert(declared).inserted
    else { return .unknown }
    defer { entered.remove(declared) }
    let before = bound
    bound = [:]
    defer { bound = before }
    var origin: TextOrigin?
    for index in package.fileIndices {
      let sibling = subject.snapshot.goFiles[index]
      if sibling.isTest { continue }
      for (value, name) in FieldValues.given(toVariable: text, in: sibling.tree)
      where subject.types.declaration(of: name, in: sibling)?.name == declared {
        origin = (origin ?? .authored).union(trace(value, sibling))
      }
    }
    ofPackages[declared] = origin ?? .unknown
    return origin ?? .unknown
  }

  // MARK: Fields and members of packages

  private mutating func originOfSelector(_ node: Node, _ file: GoFile) -> TextOrigin {
    guard let operand = node.operand?.unparenthesized, let name = node.name else { return .unknown }
    if operand.kind == .ident, case .importedPackage? = subject.types.declaration(of: operand, in: file)?.kind {
      if name.isText("Args"), operand.isText("os") { return .commandLine }
      if name.isText("Stdin"), operand.isText("os") { return .foreign }
      return name.text.first?.isUppercase ?? false ? originOfMember(name, file) : .unknown
    }
    let text = name.text
    if isRequest(operand, file) {
      return ForeignSources.ownParts.contains(text) ? .unknown : .foreign
    }
    var base = operand
    if base.kind == .starExpr, let inner = base.operand { base = inner.unparenthesized }
    if base.kind == .ident, let variable = Variable(base, in: file, subject.types) {
      if let origin = originOfField(text, of: variable, file) { return origin }
    } else if base.kind != .ident {
      let origin = trace(base, file)
      if origin.contains(.foreign) { return origin }
    }
    if asksCallers, let origin = originOfOwnField(name, file), origin.isEmpty { return origin }
    if trustsTableNames {
      let lowered = text.lowercased()
      if ["table", "schema", "prefix"].contains(where: { lowered.contains($0) }) { return .authored }
      if isRendered(lowered, of: base) { return .authored }
    }
    return .unknown
  }

  /// What the module's other packages declare under the name; the standard library's names are the author's.
  private mutating func originOfMember(_ name: Node, _ file: GoFile) -> TextOrigin {
    guard let declaration = subject.types.declaration(of: name, in: file) else { return .authored }
    guard declaration.kind == .variable, let declared = declaration.name, let spec = declared.parent,
      spec.kind == .valueSpec, let position = spec.names.firstIndex(of: declared),
      let home = subject.snapshot.goFiles.first(where: { $0.tree === declared.tree })
    else { return .authored }
    let offset = position - spec.names.startIndex
    guard spec.values.count > offset, entered.insert(declared).inserted else { return .authored }
    defer { entered.remove(declared) }
    return trace(spec.values[spec.values.startIndex + offset], home)
  }

  /// What a field of a local variable is given, by its own assignments, its literal or by filling the whole; nil when
  /// nothing here says.
  private mutating func originOfField(_ field: String, of variable: Variable, _ file: GoFile) -> TextOrigin? {
    var origin: TextOrigin?
    func add(_ more: TextOrigin) { origin = (origin ?? .authored).union(more) }
    for one in variable.given {
      switch one.how {
      case .field(let name) where name == field: add(trace(one.value, file))
      case .address(let name) where name == nil || name == field: add(originOfFilling(one.value, file))
      case .element, .result:
        let whole = self.origin(given: one, file)
        if whole.contains(.foreign) {
          add(.foreign)
        } else if one.how == .element, whole.isEmpty {
          // Of a table written down, every field is.
          add(.authored)
        }
      case .whole:
        var value = one.value.unparenthesized
        if value.kind == .unaryExpr, let inner = value.operand { value = inner.unparenthesized }
        guard value.kind == .compositeLit else {
          if trace(value, file).contains(.foreign) { add(.foreign) }
          continue
        }
        for element in value.elements where element.kind == .keyValueExpr {
          guard element.key?.text == field, let given = element.value else { continue }
          add(trace(given, file))
        }
      case .field, .address, .part: continue
      }
    }
    return origin
  }

  /// What a field that only its package can set is given there; nil when nothing is, or when it can be set elsewhere.
  private mutating func originOfOwnField(_ name: Node, _ file: GoFile) -> TextOrigin? {
    let text = name.text
    guard text.first?.isLowercase ?? false,
      let declared = subject.types.declaration(of: name, in: file)?.name, declared.parent?.kind == .field,
      let package = subject.snapshot.packages.first(where: { $0.path == file.packagePath })
    else { return nil }
    guard entered.insert(declared).inserted else { return .authored }
    defer { entered.remove(declared) }
    var origin: TextOrigin?
    for index in package.fileIndices {
      let sibling = subject.snapshot.goFiles[index]
      if sibling.isTest { continue }
      for (value, place) in FieldValues.given(to: text, in: sibling.tree) {
        guard subject.types.declaration(of: place, in: sibling)?.name == declared else { continue }
        origin = (origin ?? .authored).union(trace(value, sibling))
        if origin?.isEmpty == false { return origin }
      }
    }
    return origin
  }

  func isRequest(_ node: Node, _ file: GoFile) -> Bool {
    subject.types.type(of: node, in: file).map(ForeignSources.isRequest) ?? false
  }

  // MARK: For calls (OriginOfCalls.swift)

  mutating func binding<T>(_ parameters: [Node: TextOrigin], _ body: (inout TextOrigins) -> T) -> T {
    let before = bound
    bound.merge(parameters) { _, new in new }
    defer { bound = before }
    return body(&self)
  }

  /// What is bound here says nothing of another function's parameters.
  mutating func unbound(_ body: (inout TextOrigins) -> TextOrigin) -> TextOrigin {
    let before = bound
    bound = [:]
    defer { bound = before }
    return body(&self)
  }

  mutating func entering(_ node: Node, _ body: (inout TextOrigins) -> TextOrigin) -> TextOrigin {
    guard entered.insert(node).inserted else { return .authored }
    defer { entered.remove(node) }
    return body(&self)
  }
}

extension Node {
  /// The function whose parameter list holds this declaring name.
  var enclosingOwner: Node? {
    ancestors.first { $0.kind == .funcDecl || $0.kind == .funcLit }
  }

  /// funcDecl, funcLit: the position of a parameter by its declaring name.
  func position(ofParameter declared: Node) -> Int? { parameterNames.firstIndex(of: declared) }

  /// funcDecl, funcLit: the declaring names of the parameters; nil for one without a name.
  var parameterNames: [Node?] {
    guard let fields = type?.parameters?.fields else { return [] }
    return fields.flatMap { $0.names.isEmpty ? [nil] : $0.names.map(Optional.some) }
  }
}
