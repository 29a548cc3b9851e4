import GoSyntax
import GoTypes
import Repository

/// What becomes of values of type `any`.
struct AnyUses {
  let subject: Subject
  /// Names that types of the module give to `any`.
  private var aliases: Set<String> = []
  /// Type assertions of selected fields (`event.Payload.(Paid)`), by the field's name; nil for a type switch.
  private var assertions: [String: [(operand: Node, type: Node?, file: GoFile)]] = [:]

  init(_ subject: Subject) {
    self.subject = subject
    for file in subject.snapshot.goFiles where !file.isTest {
      for spec in file.tree.nodes(of: .typeSpec) where spec.isAlias {
        if let name = spec.name, let type = spec.type, AnyUses.isAny(type) { aliases.insert(name.text) }
      }
      for assertion in file.tree.nodes(of: .typeAssertExpr) {
        guard let operand = assertion.operand?.unparenthesized, operand.kind == .selectorExpr, let name = operand.name
        else { continue }
        assertions[name.text, default: []].append((operand, assertion.type, file))
      }
    }
  }

  private static func isAny(_ type: Node) -> Bool {
    type.kind == .ident && type.isText("any") || type.kind == .interfaceType && type.fields.isEmpty
  }

  /// Whether a type is Go's own `any`, also under another name.
  func isAny(_ type: Node, in file: GoFile) -> Bool {
    if AnyUses.isAny(type) {
      return type.kind != .ident || subject.types.declaration(of: type, in: file)?.kind == .builtin
    }
    guard !aliases.isEmpty, let name = type.kind == .selectorExpr ? type.name : type, name.kind == .ident,
      aliases.contains(name.text)
    else { return false }
    return subject.types.type(written: type, in: file) == .interface(nil)
  }

  /// Functions count as they are; methods where the type they belong to is exported.
  func isExportedReceiver(_ function: Node) -> Bool {
    guard var type = function.receiver?.fields.first?.type?.unparenthesized else { return function.receiver == nil }
    if type.kind == .starExpr { type = type.operand?.unparenthesized ?? type }
    if type.kind == .indexExpr || type.kind == .indexListExpr { type = type.operand?.unparenthesized ?? type }
    return ExportedIdentifier.isExported(type.text)
  }

  /// A method that gives its receiver as any exists for an interface, wherever that is.
  func givesItself(_ method: Node) -> Bool {
    guard let receiver = method.receiver?.fields.first?.names.first else { return false }
    return method.descendants(of: .returnStmt).contains { $0.returned.contains { $0.isSpelled(like: receiver) } }
  }

  /// A method with a parameter or result of another module's type most likely is what an interface there asks for.
  func isForForeigners(_ method: Node, in file: GoFile) -> Bool {
    guard method.receiver != nil, let signature = method.type else { return false }
    return [signature.parameters, signature.results].contains { list in
      guard let list else { return false }
      return list.descendants(of: .selectorExpr).contains { type in
        guard let package = type.operand, package.kind == .ident,
          let path = file.imports.first(where: { $0.name == package.text })?.path
        else { return false }
        return path.utf8.contains(UInt8(ascii: ".")) && !isInModule(path)
      }
    }
  }

  private func isInModule(_ path: String) -> Bool { subject.snapshot.module.map { path.isPath($0.path) } ?? true }

  static let onlyCompared = "is only compared"

  /// `ConvertTo(kind reflect.Type) (any, error)`: what it gives is told by what it is given.
  func speaksOfReflection(_ signature: Node, _ file: GoFile) -> Bool {
    signature.parameters?.fields.contains { $0.type?.text.hasPrefix("reflect.") ?? false } ?? false
  }

  /// Whether values of a type, or lists of them, are read from a document somewhere in its package: what stands in a
  /// field of theirs is whatever stood there.
  func isDecoded(_ name: Node, in file: GoFile) -> Bool {
    subject.snapshot.productFiles.contains { other in
      guard other.packagePath == file.packagePath else { return false }
      return other.tree.calls(named: ["Decode", "Unmarshal", "DecodeJSON", "UnmarshalStrict"]).contains { call in
        guard let target = call.arguments.last?.unparenthesized, target.kind == .unaryExpr, let value = target.operand,
          let type = subject.types.type(of: value, in: other)
        else { return false }
        let element =
          switch type.pointee {
          case .slice(let element), .array(let element), .map(key: _, value: let element): element.pointee
          default: type.pointee
          }
        return element.isNamed(file.packagePath, name.text)
      }
    }
  }

  /// Methods that interfaces of the standard library and of serializers ask for.
  static func isWellKnown(_ function: Node) -> Bool {
    guard function.receiver != nil, let name = function.name?.text else { return false }
    return wellKnown.contains(name) || name.hasPrefix("Marshal") || name.hasPrefix("Unmarshal")
  }

  private static let wellKnown: Set<String> = [
    "Scan", "Value", "Push", "Pop", "As", "Is", "Get", "Set", "Encode", "Decode", "EncodeElement", "Format", "Export",
    "Load", "Store", "Swap", "CompareAndSwap", "CompareAndDelete", "Convert", "ConvertValue", "Render", "Validate",
    "Handle", "Equal",
    "Less",
    "Matches", "Print", "Log", "Info", "Warn", "Error", "Debug", "Write", "New", "Receive", "Sys", "Interface",
  ]

  // MARK: Parameters

  /// Whether a caller in the module has no more than an `any` to give either.
  func isGivenAny(_ function: Node, _ parameter: Node, in file: GoFile) -> Bool {
    guard let name = function.name, let fields = function.type?.parameters?.fields else { return false }
    guard let position = fields.flatMap({ Array($0.names) }).firstIndex(of: parameter) else { return false }
    return subject.productCalls(named: [name.text]).contains { call in
      guard call.node.arguments.count > position, let callee = subject.callee(call),
        callee.packagePath == file.packagePath, callee.receiver == FunctionIndex.receiverName(of: function)
      else { return false }
      let argument = call.node.arguments[call.node.arguments.startIndex + position]
      guard let type = subject.types.type(of: argument, in: call.file) else { return false }
      return type == .interface(nil)
    }
  }

  /// Why `any` is too wide for a parameter; nil where some use needs it or nobody knows.
  func reason(against parameter: Node, in body: Node, _ file: GoFile) -> String? {
    var asked = AskedTypes()
    var comparisons = 0
    for use in body.descendants(of: .ident) where use.isSameText(as: parameter) {
      guard let parent = use.parent else { return nil }
      if parent.kind == .selectorExpr, parent.name == use { continue }
      if parent.kind == .keyValueExpr, parent.key == use { continue }
      // A variable of the same name inside is another one.
      guard let declaration = subject.types.declaration(of: use, in: file) else { return nil }
      if declaration.name != parameter { continue }
      switch parent.kind {
      case .typeAssertExpr:
        if let type = parent.type {
          guard isConcrete(type, file) || isInterface(type, file) && isDemand(parent, in: body) else { return nil }
          asked.add(type, isOwn: isOwn(type, file))
        } else {
          guard let types = casesOfSwitch(around: parent, file) else { return nil }
          for type in types { asked.add(type, isOwn: isOwn(type, file)) }
        }
        if !failsOtherwise(parent, file) { asked.isClosed = false }
      case .binaryExpr:
        guard parent.token == .equal || parent.token == .notEqual,
          let other = parent.left == use ? parent.right : parent.left
        else { return nil }
        if !other.isText("nil") { comparisons += 1 }
      case .callExpr:
        // In the text of a complaint the value itself is not used.
        guard isComplaint(parent) else { return nil }
      default: return nil
      }
    }
    guard !asked.isDynamic else { return nil }
    if !asked.names.isEmpty, comparisons == 0 {
      return "is only asked for \(asked.names.sorted().joined(separator: ", "))"
    }
    if asked.names.isEmpty, comparisons > 0 { return Self.onlyCompared + ": a comparable type parameter would do" }
    return nil
  }

  /// The concrete types a type switch asks for; nil where it asks for an interface or goes on with the value anyhow.
  private func casesOfSwitch(around assertion: Node, _ file: GoFile) -> [Node]? {
    guard let whole = assertion.ancestors.first(where: { $0.kind == .typeSwitchStmt }),
      let clauses = whole.body?.statements
    else { return nil }
    var types: [Node] = []
    let bound = whole.condition.flatMap { $0.kind == .assignStmt ? $0.leftSide.first : nil }
    for clause in clauses {
      for type in clause.caseExpressions where !type.isText("nil") {
        guard isConcrete(type, file) else { return nil }
        types.append(type)
      }
      // In a clause of several types, or of none, the bound name is still an any.
      guard clause.caseExpressions.count != 1, let bound else { continue }
      for statement in clause.statements {
        for use in statement.descendants(of: .ident) where use.isSameText(as: bound) {
          guard let call = use.parent, call.kind == .callExpr, isComplaint(call) else { return nil }
        }
      }
    }
    return types.isEmpty ? nil : types
  }

  private func isComplaint(_ call: Node) -> Bool {
    guard let function = call.function else { return false }
    return function.isText("fmt.Errorf") || function.isText("fmt.Sprintf") || function.isText("log.Fatalf")
      || function.isText("log.Panicf")
  }

  /// A type of the module.
  private func isOwn(_ type: Node, _ file: GoFile) -> Bool {
    guard case .named(let path, _, _)? = subject.types.type(written: type, in: file)?.pointee else { return false }
    return isInModule(path)
  }

  private func isInterface(_ type: Node, _ file: GoFile) -> Bool {
    guard let written = subject.types.type(written: type, in: file) else { return false }
    if case .interface(_?)? = subject.types.underlying(written) { return true }
    return false
  }

  /// A type that is certainly no interface.
  private func isConcrete(_ type: Node, _ file: GoFile) -> Bool {
    switch type.unparenthesized.kind {
    case .starExpr, .arrayType, .mapType, .chanType, .funcType, .structType: return true
    case .ident, .selectorExpr, .indexExpr, .indexListExpr:
      guard let written = subject.types.type(written: type, in: file) else { return false }
      switch subject.types.underlying(written) {
      case nil, .interface?, .named?, .unknown?, .parameter?, .error?: return false
      default: return true
      }
    default: return false
    }
  }

  // MARK: Fields

  /// The one concrete type all assertions of a field name, where there is no other use of assertions on it.
  func onlyAssertion(ofField name: String, declaredAt node: Node) -> String? {
    var types: Set<String> = []
    for (operand, type, file) in assertions[name] ?? [] {
      guard let selected = operand.name else { continue }
      guard let declaration = subject.types.declaration(of: selected, in: file) else { return nil }
      guard declaration.name == node else { continue }
      guard let type, isConcrete(type, file) else { return nil }
      types.insert(type.text)
    }
    return types.count == 1 && !isHandedOn(node) ? types.first : nil
  }

  /// Whether somebody gives the field's value to a function, to be written out or taken apart there.
  private func isHandedOn(_ field: Node) -> Bool {
    subject.snapshot.goFiles.contains { file in
      !file.isTest
        && file.tree.nodes(of: .selectorExpr).contains { selector in
          guard let name = selector.name, name.isSameText(as: field), let call = selector.parent,
            call.kind == .callExpr, call.function != selector, !isComplaint(call)
          else { return false }
          return subject.types.declaration(of: name, in: file)?.name == field
        }
    }
  }
}
