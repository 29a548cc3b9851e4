import GoSyntax
import GoTypes
import Repository

/// Tells a check of settings at start-up from one at run time, and settings from what is handed in beside them.
///
/// A check function is judged by the first callers that are no checks themselves; without callers it counts where the
/// file is named for settings.
struct StartChecks {
  private let subject: Subject
  private let offered: OfferedFunctions
  private let operands: CommandOperands
  /// Packages whose only loads of the environment stand in functions that run later.
  private let lateFolders: Set<String>
  private static let depthMax = 6
  /// What functions do on request, long after the start.
  private static let laterVerbs: Set<String> = [
    "upsert", "update", "delete", "insert", "patch", "remove", "save", "store", "send", "list", "find", "handle",
  ]

  init(_ loads: ConfigurationLoads, _ operands: CommandOperands, _ subject: Subject) {
    self.subject = subject
    self.operands = operands
    offered = OfferedFunctions(subject)
    var late: Set<String> = []
    var early: Set<String> = []
    for load in loads.loads where load.source == .environment {
      let name = load.node.ancestors.first { $0.kind == .funcDecl }?.name?.text ?? ""
      let isEarly =
        name.isEmpty || ConfigurationChecks.isStart(name) || SettingsPlaces.isCommandOrSettings(load.file)
      if isEarly { early.insert(load.file.packagePath) } else { late.insert(load.file.packagePath) }
    }
    lateFolders = late.subtracting(early)
  }

  func isLoadedLate(_ file: GoFile) -> Bool { lateFolders.contains(file.packagePath) }

  /// A field that holds a function: `mutation.Validate(state)`.
  func isHook(_ function: Node, _ file: GoFile) -> Bool {
    guard function.kind == .selectorExpr, let name = function.name else { return false }
    return subject.types.declaration(of: name, in: file)?.kind == .field
  }

  /// `o.Store == nil` of an interface, a function or a value that keeps everything to itself: no setting.
  func asksForCollaborator(_ condition: Node, _ file: GoFile) -> Bool {
    guard condition.kind == .binaryExpr, condition.token == .equal, condition.right?.isText("nil") == true,
      let left = condition.left?.unparenthesized
    else { return false }
    // The parameter itself, or a type of another module nobody can look into.
    if left.kind == .ident, Variable(left, in: file, subject.types)?.kind == .parameter { return true }
    guard let type = subject.types.type(of: left, in: file) else { return true }
    // What a type of settings keeps to itself is nobody's to set: `c.db == nil`.
    if left.kind == .selectorExpr, left.name?.text.first?.isLowercase ?? false {
      if case .pointer(.basic) = type { return false }
      return true
    }
    // A pointer to something of another module: `params.Logger == nil`.
    if case .pointer(.named(let path, _, _)) = type, subject.types.underlying(type.pointee) == nil,
      path.prefix(while: { $0 != "/" }).contains(".")
    {
      return true
    }
    switch subject.types.underlying(type.pointee) ?? type.pointee {
    case .interface, .function, .channel: return true
    case .structure(let literal):
      return literal.node.fieldList?.fields.allSatisfy { field in
        field.names.allSatisfy { $0.text.first?.isLowercase ?? false }
      } ?? false
    case .basic, .untyped, .error, .named, .parameter, .pointer, .slice, .array, .map, .tuple, .unknown: return false
    }
  }

  /// Whether a function of the module makes errors of its own; one that only hands errors on checks nothing.
  func isCheck(calledBy call: Node, _ file: GoFile) -> Bool {
    guard let callee = subject.types.callee(of: call, in: file),
      let (function, _) = FunctionIndex.declaration(of: callee, subject), let body = function.body
    else { return false }
    return body.descendants(of: .ifStmt).contains { statement in
      guard let condition = statement.condition, let body = statement.body else { return false }
      return condition.nilComparison == nil && ErrorFate.endsBadly(body)
    }
      || body.descendants(of: .callExpr).contains { $0.calledName.map(ConfigurationChecks.isCheck) ?? false }
  }

  /// Whether the function around a node runs at start-up, as far as its callers tell.
  func isReachedAtStart(_ node: Node, _ file: GoFile) -> Bool {
    if SettingsPlaces.answersRequest(node, file, subject) { return false }
    guard !file.isMain, let function = node.ancestors.first(where: { $0.kind == .funcDecl }),
      let name = function.name?.text
    else { return true }
    if IdentifierWords(name).words.first.map(StartChecks.laterVerbs.contains) ?? false { return false }
    guard ConfigurationChecks.isCheck(name) || StartChecks.stores(name) else {
      return !offered.leadTo(function, file)
    }
    var seen: Set<Node> = []
    return isCalledAtStart(function, file, &seen, depth: 0)
  }

  /// Whether tests call it, and nothing that ships can: the product has no call of that name that leads elsewhere.
  private func isOnlyTested(_ function: Node, _ file: GoFile) -> Bool {
    guard let name = function.name?.text else { return false }
    let receiver = FunctionIndex.receiverName(of: function)
    let mayBeCalled = subject.productCalls(named: [name]).contains { call in
      guard let callee = subject.callee(call), let other = callee.receiver, let path = callee.packagePath else {
        // Without a receiver that is known, it is another function only where that is called as one.
        return receiver != nil && call.node.function?.unparenthesized.kind == .selectorExpr && !isImported(call)
      }
      let type = subject.types.underlying(.named(package: path, name: other, arguments: []))
      if case .interface? = type { return true }
      return false
    }
    if mayBeCalled { return false }
    return subject.snapshot.testFiles.contains { test in
      guard test.packagePath == file.packagePath else { return false }
      return test.tree.nodes(of: .callExpr).contains { call in
        guard call.calledName == name, let callee = subject.types.callee(of: call, in: test) else { return false }
        // Checks call the checks of their parts through a library, too.
        return (callee.receiver == nil) == (receiver == nil)
      }
    }
  }

  /// `package.Validate(...)` of an imported package is no method.
  private func isImported(_ call: ProductCall) -> Bool {
    guard let operand = call.node.calledOperandName else { return false }
    return call.file.imports.contains { $0.name == operand }
  }

  /// Whether a function of the module can say what is wrong; a yes or no counts where the statement around asks for it.
  func canRefuse(_ call: Node, _ file: GoFile) -> Bool {
    guard let callee = subject.types.callee(of: call, in: file),
      let (function, _) = FunctionIndex.declaration(of: callee, subject),
      let results = function.type?.results?.fields.compactMap({ $0.type?.text.lowercased() }), !results.isEmpty
    else { return true }
    if results.contains(where: { text in StartChecks.problems.contains { text.contains($0) } }) { return true }
    let isHandedOn =
      call.ancestors.first { [.ifStmt, .returnStmt, .blockStmt].contains($0.kind) }?.kind == .returnStmt
    return results.contains("bool") && !isHandedOn
  }

  /// `validatePluginConfig(plugin.Config)` of `plugin, err := store.Plugins().Get(id)`: part of one record of many.
  func isOfRecord(_ call: Node, _ file: GoFile) -> Bool {
    call.arguments.contains { argument in
      let part = argument.unparenthesized
      guard part.kind == .selectorExpr, let holder = part.operand?.unparenthesized, holder.kind == .ident,
        let variable = Variable(holder, in: file, subject.types)
      else { return false }
      return variable.given.contains { given in
        let value = given.value.unparenthesized
        guard value.kind == .callExpr, let name = value.calledName, !value.arguments.isEmpty else { return false }
        return ["Get", "Find", "First", "GetByID", "FindByID", "Take"].contains(name)
      }
    }
  }

  /// Parts of the names of types that say what is wrong.
  private static let problems = [
    "err", "string", "diag", "problem", "violation", "invalid", "issue", "validation", "warning", "int",
  ]

  /// `setConfigs`: what it is for is known to its callers only.
  private static func stores(_ name: String) -> Bool { IdentifierWords(name).words.first == "set" }

  private func isCalledAtStart(_ function: Node, _ file: GoFile, _ seen: inout Set<Node>, depth: Int) -> Bool {
    guard depth < StartChecks.depthMax, seen.insert(function).inserted else { return false }
    var calls = Callers(of: function, in: file, subject).calls
    if calls.isEmpty { calls = Callers.throughInterface(function, in: file, subject) }
    if calls.isEmpty { return SettingsPlaces.isSettings(file) && !isOnlyTested(function, file) }
    for call in calls
    where !SettingsPlaces.answersRequest(call.node, call.file, subject) && !operands.runsOnDemand(call.node, call.file)
    {
      guard let caller = call.node.ancestors.first(where: { $0.kind == .funcDecl }), let name = caller.name?.text else {
        return true
      }
      let isStoring = StartChecks.stores(name)
      if call.file.isMain || call.file.path.hasPrefix("cmd/") { return true }
      if ConfigurationChecks.isStart(name) && !isStoring {
        if offered.leadTo(caller, call.file) { continue }
        return true
      }
      if isStoring || ConfigurationChecks.isCheck(name), isCalledAtStart(caller, call.file, &seen, depth: depth + 1) {
        return true
      }
    }
    return false
  }
}
