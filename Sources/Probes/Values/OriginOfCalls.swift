import GoSyntax
import GoTypes
import Repository

/// What calls give, for `TextOrigins`.
extension TextOrigins {
  mutating func originOfCall(_ call: Node, at position: Int, _ file: GoFile) -> TextOrigin {
    guard let function = call.function?.unparenthesized else { return .unknown }
    if function.kind == .funcLit { return .unknown }
    guard let name = call.calledName else {
      // `names.Columns[User]()`
      if function.kind == .indexExpr, let name = function.operand?.lastName { return originByName(name, call, file) }
      // `[]byte(text)`
      return function.kind == .arrayType ? call.arguments.first.map { trace($0, file) } ?? .authored : .unknown
    }
    if quoting.contains(name) { return .authored }
    if function.kind == .ident, let origin = originOfBuiltin(name, call, file) { return origin }
    if ForeignSources.requestGetters.contains(name) { return .foreign }
    if function.kind == .selectorExpr, let operand = function.operand?.unparenthesized {
      if let origin = originOfCallback(function, call, file) { return origin }
      if let origin = originOfMethod(name, operand, call, file) { return origin }
    }
    if subject.types.isType(function, in: file), let only = call.arguments.first { return trace(only, file) }
    guard let callee = subject.types.callee(of: call, in: file), let path = callee.packagePath else {
      return originByName(name, call, file)
    }
    if path == "os" { return originOfSystemCall(callee.name, call, file) }
    if path == "flag" || path.hasPrefix("github.com/spf13/pflag") { return .commandLine }
    if path == "os/exec", callee.name == "LookPath", let only = call.arguments.first { return trace(only, file) }
    if ForeignSources.isHarmless(path, callee.name) { return .authored }
    if ForeignSources.reshapers.contains(path), callee.receiver == nil { return union(of: call, file) }
    if ForeignSources.routers.contains(where: { path.hasPrefix($0) }) { return .foreign }
    return originOfResult(of: callee, call, at: position, file) ?? originByName(name, call, file)
  }

  /// `model.Columns()`: names of columns and tables come from the program's own types, unless they are handed in.
  private mutating func originByName(_ name: String, _ call: Node, _ file: GoFile) -> TextOrigin {
    guard trustsTableNames, name.hasSuffix("Columns") || name.hasSuffix("TableName") else { return .unknown }
    return union(of: call, file).contains(.foreign) ? .foreign : .authored
  }

  private mutating func union(of call: Node, _ file: GoFile) -> TextOrigin {
    call.arguments.reduce(.authored) { $0.union(trace($1, file)) }
  }

  private mutating func originOfBuiltin(_ name: String, _ call: Node, _ file: GoFile) -> TextOrigin? {
    switch name {
    case "append", "string", "min", "max": return union(of: call, file)
    case "make", "new", "len", "cap", "copy": return .authored
    default: return nil
    }
  }

  private mutating func originOfSystemCall(_ name: String, _ call: Node, _ file: GoFile) -> TextOrigin {
    switch name {
    case "Getenv", "LookupEnv", "Environ": return .environment
    case "ExpandEnv", "Expand": return union(of: call, file).union(.environment)
    case "Executable", "Getwd", "Hostname", "TempDir", "UserHomeDir", "Getpid": return .authored
    default: return .unknown
    }
  }

  /// `params.Columns(names)` of a field that holds a function and that nothing in the module sets: only a program that
  /// embeds the module can, in its own code, which makes something of what it is given.
  private mutating func originOfCallback(_ function: Node, _ call: Node, _ file: GoFile) -> TextOrigin? {
    guard trustsTableNames, let name = function.name, let declaration = subject.types.declaration(of: name, in: file),
      declaration.kind == .field, let declared = declaration.name, declared.parent?.kind == .field,
      case .function? = subject.types.type(of: function, in: file)
    else { return nil }
    let text = name.text
    let isSet = subject.snapshot.productFiles.contains { FieldValues.given(to: text, in: $0.tree).isEmpty == false }
    return isSet ? nil : union(of: call, file)
  }

  /// Methods of builders, requests and readers; nil for others.
  private mutating func originOfMethod(
    _ name: String, _ operand: Node, _ call: Node, _ file: GoFile
  ) -> TextOrigin? {
    if operand.kind == .ident, case .importedPackage? = subject.types.declaration(of: operand, in: file)?.kind {
      return nil
    }
    if name == "String" || name == "Bytes", call.arguments.isEmpty, operand.kind == .ident,
      let variable = Variable(operand, in: file, subject.types), let pieces = variable.written
    {
      return pieces.reduce(.authored) { $0.union(trace($1, file)) }
    }
    if isRequest(operand, file) {
      if ForeignSources.ownParts.contains(name) { return .unknown }
      let isFramework = !(subject.types.type(of: operand, in: file)?.isNamed("net/http", "Request") ?? true)
      return isFramework && ForeignSources.frameworkGetters.contains(name) ? .unknown : .foreign
    }
    // A method of something a request holds: `r.URL.Query().Get("id")`, `scanner.Text()` over os.Stdin.
    if operand.kind != .ident || call.arguments.count < 2 {
      let base = trace(operand, file)
      if base.contains(.foreign) { return .foreign }
    }
    return nil
  }

  /// What a function of the module returns, its parameters bound to what it is given here.
  private mutating func originOfResult(
    of callee: Callee, _ call: Node, at position: Int, _ file: GoFile
  ) -> TextOrigin? {
    guard let (function, home) = FunctionIndex.declaration(of: callee, subject), let body = function.body else {
      return nil
    }
    var returns = body.descendants(of: .returnStmt).filter { $0.enclosingFunction == function }
    // Beside an error the other results are not for use.
    let given = returns.filter { $0.parent == body || !$0.givesError(of: function) }
    if !given.isEmpty { returns = given }
    guard !returns.isEmpty else { return nil }
    var parameters: [Node: TextOrigin] = [:]
    let names = function.parameterNames
    for (index, argument) in call.arguments.enumerated() {
      guard let declared = names[Swift.min(index, Swift.max(0, names.count - 1))...].first ?? nil else { continue }
      parameters[declared, default: .authored].formUnion(trace(argument, file))
    }
    return entering(function) { origins in
      origins.binding(parameters) { origins in
        returns.reduce(.authored) { origin, statement in
          if statement.returned.isEmpty {
            guard let named = function.resultName(at: position) else { return origin.union(.unknown) }
            return origin.union(origins.trace(named, home))
          }
          if statement.returned.count == 1, position > 0 || function.resultCount > 1,
            let only = statement.returned.first?.unparenthesized, only.kind == .callExpr
          {
            return origin.union(origins.originOfCall(only, at: position, home))
          }
          guard statement.returned.count > position else { return origin.union(.unknown) }
          return origin.union(origins.trace(statement.returned[statement.returned.startIndex + position], home))
        }
      }
    }
  }
}

extension Variable {
  /// What is written into a builder or buffer: arguments of its Write methods and of fmt.Fprint to it; nil when nothing
  /// is, so that it is no builder.
  var written: [Node]? {
    var pieces: [Node] = []
    var isBuilder = false
    for call in function.descendants(of: .callExpr) {
      guard let name = call.calledName else { continue }
      if name.hasPrefix("Write") {
        guard let operand = call.function?.unparenthesized.operand?.unparenthesized, isNamed(by: operand) else {
          continue
        }
        isBuilder = true
        pieces += call.arguments
      } else if name.hasPrefix("Fprint"), var target = call.arguments.first?.unparenthesized {
        if target.kind == .unaryExpr, let inner = target.operand { target = inner.unparenthesized }
        guard isNamed(by: target) else { continue }
        isBuilder = true
        pieces += call.arguments.dropFirst()
      }
    }
    return isBuilder ? pieces : nil
  }
}

extension Node {
  /// returnStmt: whether the last of several results is an error and something else than nil is returned for it.
  fileprivate func givesError(of function: Node) -> Bool {
    guard returned.count > 1, let last = returned.last?.unparenthesized, !last.isText("nil") else { return false }
    return function.type?.results?.fields.last?.type?.isText("error") ?? false
  }

  /// funcDecl, funcLit: how many results are declared.
  var resultCount: Int { type?.results?.fields.reduce(0) { $0 + Swift.max(1, $1.names.count) } ?? 0 }

  /// funcDecl, funcLit: the name of a result, when results have names.
  func resultName(at position: Int) -> Node? {
    let names = type?.results?.fields.flatMap { Array($0.names) } ?? []
    return position < names.count ? names[position] : nil
  }
}
