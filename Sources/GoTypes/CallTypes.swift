import GoSyntax

/// What calls call, and what they give.
extension TypeQuery {
  /// One type, or a tuple for none or several results.
  mutating func typeOfCall(_ call: Node, _ file: SourceFile) -> GoType {
    if let known = file.rememberedCall(call) { return known }
    let type = deeper { $0.result(of: call, file) } ?? .unknown
    if !wasCut { file.remember(call: call, type) }
    return type
  }

  private mutating func result(of call: Node, _ file: SourceFile) -> GoType {
    guard let function = call.function?.unparenthesized else { return .unknown }
    if function.kind == .ident, case .builtin(let name)? = entity(function, file), Universe.functions.contains(name) {
      return builtin(name, call, file)
    }
    if isType(function, file) { return written(function, file) }
    guard let results = signature(calledBy: call, file)?.results else { return .unknown }
    return results.count == 1 ? results[0] : .tuple(results)
  }

  private mutating func builtin(_ name: String, _ call: Node, _ file: SourceFile) -> GoType {
    let first = call.arguments.first
    switch name {
    case "len", "cap", "copy": return .basic("int")
    case "make": return written(first, file)
    case "new":
      guard let first else { return .unknown }
      return .pointer(isType(first, file) ? written(first, file) : type(first, file).defaulted)
    case "append", "min", "max": return type(first, file)
    case "recover": return .interface(nil)
    case "complex": return .basic("complex128")
    case "real", "imag": return .basic("float64")
    default: return .tuple([])
    }
  }

  /// Parameters and results of what a call calls, with type arguments given or inferred filled in.
  mutating func signature(calledBy call: Node, _ file: SourceFile) -> Signature? {
    guard let function = call.function?.unparenthesized, !isType(function, file) else { return nil }
    guard case .function(let signature) = underlying(type(function, file)) else { return nil }
    let parameters = typeParameters(of: function, file)
    guard !parameters.isEmpty else { return signature }
    var bindings: [String: GoType] = [:]
    for (name, argument) in zip(parameters, function.indexes) { bindings[name] = written(argument, file) }
    for (position, argument) in call.arguments.enumerated() where bindings.count < parameters.count {
      var wanted = signature.parameters.last ?? .unknown
      if position < signature.parameters.count - (signature.isVariadic ? 1 : 0) {
        wanted = signature.parameters[position]
      } else if signature.isVariadic, !call.spreadsLastArgument, case .slice(let element) = wanted {
        wanted = element
      }
      infer(wanted, from: type(argument, file).defaulted, parameters, &bindings)
    }
    for name in parameters where bindings[name] == nil { bindings[name] = .unknown }
    return signature.substituting(bindings)
  }

  /// Names of the type parameters of a generic function.
  private func typeParameters(of function: Node, _ file: SourceFile) -> [String] {
    let base = function.kind == .indexExpr || function.kind == .indexListExpr ? function.operand ?? function : function
    var declaration: Node?
    if base.kind == .ident, case .member(let member, _)? = entity(base, file) { declaration = member.node }
    if base.kind == .selectorExpr, let path = importedPath(base.operand, file), let name = base.name?.text {
      declaration = types.package(path)?.members[name]?.node
    }
    guard let declaration, declaration.kind == .funcDecl else { return [] }
    return declaration.type?.typeParameters?.fields.flatMap { $0.names.map(\.text) } ?? []
  }

  private func infer(_ wanted: GoType, from given: GoType, _ names: [String], _ bindings: inout [String: GoType]) {
    switch (wanted, given) {
    case (_, .unknown): return
    case (.parameter(let name), _):
      if names.contains(name) && bindings[name] == nil { bindings[name] = given }
    case (.pointer(let a), .pointer(let b)), (.slice(let a), .slice(let b)), (.array(let a), .array(let b)),
      (.channel(let a), .channel(let b)):
      infer(a, from: b, names, &bindings)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      infer(key, from: otherKey, names, &bindings)
      infer(value, from: otherValue, names, &bindings)
    case (.function(let a), .function(let b)):
      for (x, y) in zip(a.parameters, b.parameters) { infer(x, from: y, names, &bindings) }
      for (x, y) in zip(a.results, b.results) { infer(x, from: y, names, &bindings) }
    case (.named(_, _, let a), .named(_, _, let b)):
      for (x, y) in zip(a, b) { infer(x, from: y, names, &bindings) }
    default: return
    }
  }

  // MARK: Names of what is called

  mutating func callee(of call: Node, _ file: SourceFile) -> Callee? {
    guard let function = call.function?.unparenthesized else { return nil }
    return callee(named: function, file)
  }

  /// The function or method an expression names, called or not (method values too).
  mutating func callee(named function: Node, _ file: SourceFile) -> Callee? {
    switch function.kind {
    case .ident:
      switch entity(function, file) {
      case .member(let member, let package):
        return member.kind == .function
          ? Callee(packagePath: package.path, receiver: nil, name: member.name.text) : nil
      case .builtin(let name):
        return Universe.functions.contains(name) ? Callee(packagePath: "builtin", receiver: nil, name: name) : nil
      case .local, .importedPackage: return nil
      case nil:
        let path = file.dotImports.isEmpty ? file.package?.path : nil
        return Callee(packagePath: path, receiver: nil, name: function.text)
      }
    case .selectorExpr: return calleeOfSelector(function, file)
    case .indexExpr, .indexListExpr: return function.operand.flatMap { callee(named: $0.unparenthesized, file) }
    default: return nil
    }
  }

  private mutating func calleeOfSelector(_ node: Node, _ file: SourceFile) -> Callee? {
    guard let operand = node.operand?.unparenthesized, let name = node.name?.text else { return nil }
    if let path = importedPath(operand, file) {
      guard let package = types.package(path) else { return Callee(packagePath: path, receiver: nil, name: name) }
      if let member = package.members[name], member.kind != .function { return nil }
      return Callee(packagePath: package.path, receiver: nil, name: name)
    }
    let base = isType(operand, file) ? written(operand, file) : type(operand, file)
    switch select(name, from: base) {
    case .method(let method): return method.callee
    case .field: return nil
    case .unknown(let callee): return callee ?? Callee(packagePath: nil, receiver: nil, name: name)
    case .absent: return Callee(packagePath: nil, receiver: nil, name: name)
    }
  }
}
