import GoSyntax
import GoTypes
import Repository

/// The module's own calls of a function or method, and what they pass.
///
/// Limits: a function used as a value, or an exported method called through an interface, has callers nobody sees.
struct Callers {
  let calls: [(node: Node, file: GoFile)]

  /// Calls of a funcDecl.
  init(of function: Node, in file: GoFile, _ subject: Subject) {
    var calls: [(node: Node, file: GoFile)] = []
    if function.kind == .funcDecl, let name = function.name?.text {
      let receiver = FunctionIndex.receiverName(of: function)
      let isExported = name.first?.isUppercase ?? false
      for call in subject.productCalls(named: [name]) {
        guard isExported || call.file.packagePath == file.packagePath, let callee = subject.callee(call),
          callee.packagePath == file.packagePath, callee.receiver == receiver
        else { continue }
        calls.append((call.node, call.file))
      }
    }
    self.calls = calls
  }

  /// Calls of an exported method through an interface of the module, all of whose methods the method's type has.
  static func throughExportedInterface(
    _ method: Node, in file: GoFile, _ subject: Subject
  ) -> [(node: Node, file: GoFile)] {
    guard let type = FunctionIndex.receiverName(of: method), let name = method.name?.text,
      name.first?.isUppercase ?? false
    else { return [] }
    var known: [Callee: Bool] = [:]
    var calls: [(node: Node, file: GoFile)] = []
    for call in subject.productCalls(named: [name]) {
      guard let callee = subject.callee(call) else { continue }
      let isMeant = known[callee] ?? fills(type, of: file.packagePath, interfaceOf: callee, call.file, subject)
      known[callee] = isMeant
      if isMeant { calls.append((call.node, call.file)) }
    }
    return calls
  }

  /// Whether a called method is one of an interface, all of whose methods the named type has.
  private static func fills(
    _ type: String, of package: String, interfaceOf callee: Callee, _ file: GoFile, _ subject: Subject
  ) -> Bool {
    guard let receiver = callee.receiver, let path = callee.packagePath,
      case .interface(let literal?)? = subject.types.underlying(.named(package: path, name: receiver, arguments: [])),
      let methods = AskedMethods(of: literal.node, in: file, subject.types)
    else { return false }
    return methods.areHad(byTypeNamed: type, of: package, subject.types)
  }

  /// Calls of an unexported method through an interface: only types of its own package can have that method.
  static func throughInterface(
    _ method: Node, in file: GoFile, _ subject: Subject
  ) -> [(node: Node, file: GoFile)] {
    guard method.receiver != nil, let name = method.name?.text, name.first?.isLowercase ?? false else { return [] }
    return subject.productCalls(named: [name]).compactMap { call in
      guard call.file.packagePath == file.packagePath, let callee = subject.callee(call),
        callee.packagePath == file.packagePath, let receiver = callee.receiver,
        case .interface? = subject.types.underlying(.named(package: file.packagePath, name: receiver, arguments: []))
      else { return nil }
      return (call.node, call.file)
    }
  }

  /// A use, inside the function a call leads to, of the parameter that an argument is for.
  static func parameter(
    given argument: Node, in call: Node, _ file: GoFile, _ subject: Subject
  ) -> (use: Node, file: GoFile)? {
    guard let position = call.arguments.firstIndex(of: argument).map({ $0 - call.arguments.startIndex }),
      let callee = subject.types.callee(of: call, in: file),
      let (function, home) = FunctionIndex.declaration(of: callee, subject)
    else { return nil }
    let names = function.parameterNames
    guard names.count > position, let name = names[position],
      let use = function.body?.descendants(of: .ident).first(where: { use in
        use.isSameText(as: name) && subject.types.declaration(of: use, in: home)?.name == name
      })
    else { return nil }
    return (use, home)
  }

  /// What the calls pass for a parameter; empty when nobody calls, nil when one call does not say.
  static func arguments(for parameter: Variable, _ subject: Subject) -> [(node: Node, file: GoFile)]? {
    guard let declared = parameter.declared, let owner = declared.enclosingOwner, owner.kind == .funcDecl,
      let position = owner.position(ofParameter: declared)
    else { return [] }
    let isVariadic = declared.parent?.type?.kind == .ellipsis
    var arguments: [(node: Node, file: GoFile)] = []
    var calls = Callers(of: owner, in: parameter.file, subject).calls
    if calls.isEmpty { calls = throughInterface(owner, in: parameter.file, subject) }
    if calls.isEmpty { calls = throughExportedInterface(owner, in: parameter.file, subject) }
    for call in calls {
      let given = call.node.arguments
      if isVariadic {
        for argument in given.dropFirst(position) { arguments.append((argument, call.file)) }
      } else if given.count > position {
        arguments.append((given[given.startIndex + position], call.file))
      } else {
        return nil
      }
    }
    return arguments
  }

  /// What is passed for a method's parameter by calls of any method with its name in its package, as through an interface.
  static func argumentsByName(for parameter: Variable, _ subject: Subject) -> [(node: Node, file: GoFile)] {
    guard let declared = parameter.declared, let owner = declared.enclosingOwner, owner.kind == .funcDecl,
      owner.receiver != nil, let name = owner.name?.text, let position = owner.position(ofParameter: declared)
    else { return [] }
    return subject.productCalls(named: [name]).compactMap { call in
      guard call.file.packagePath == parameter.file.packagePath, call.node.function?.kind == .selectorExpr,
        call.node.arguments.count > position
      else { return nil }
      return (call.node.arguments[call.node.arguments.startIndex + position], call.file)
    }
  }
}
