import GoSyntax
import GoTypes
import Repository

/// What whoever receives a value owes for it: a response's body wants Close, a transaction Commit or Rollback.
struct Obligation {
  /// The field that wants ending, when it is not the value itself: `Body`.
  let part: String?
  /// Methods that end it.
  let ends: Set<String>
  /// Methods of the whole value that end its part as well.
  let endsOfWhole: Set<String>
  /// Whether code outside the module that is given the value may end it.
  let trustsOthers: Bool
  /// Whether a goroutine that ends it counts.
  let trustsGoroutines: Bool
  /// Whether the value is taken care of once it is kept in a field; nil asks whether the package ends that field.
  let trustsFields: Bool?
  /// A method that has ended the value when it answers false: `Next` of rows closes them behind the last.
  var endsWhenFalse: String?

  static let body = Obligation(
    part: "Body", ends: ["Close"], endsOfWhole: ["Write"], trustsOthers: true, trustsGoroutines: true,
    trustsFields: true)
  static let rows = Obligation(
    part: nil, ends: ["Close"], endsOfWhole: [], trustsOthers: true, trustsGoroutines: true, trustsFields: true,
    endsWhenFalse: "Next")
  static let rowsError = Obligation(
    part: nil, ends: ["Err"], endsOfWhole: [], trustsOthers: true, trustsGoroutines: true, trustsFields: true)
  static let transaction = Obligation(
    part: nil, ends: ["Commit", "Rollback"], endsOfWhole: ["RollbackUnlessCommitted", "Discard", "Close", "Abort"],
    trustsOthers: false, trustsGoroutines: false, trustsFields: nil)
}

/// Finds where a variable's obligation is met, or handed to somebody else.
///
/// Closures count where they are called or handed on, functions of the module by what they do with the parameter.
/// Limits: what a function of the module does on one way only counts as done.
struct ObligationReader {
  let subject: Subject
  let obligation: Obligation
  private var entered: Set<Node> = []
  private static let depthMax = 5

  init(_ subject: Subject, _ obligation: Obligation) {
    self.subject = subject
    self.obligation = obligation
  }

  /// The nodes of `function` (a funcDecl or funcLit) at which the obligation is met.
  mutating func places(of variable: Variable, in function: Node) -> [Node] {
    entered = []
    return places(variable, isPart: obligation.part == nil, canEnd: true, in: function, depth: 0)
  }

  private mutating func places(
    _ variable: Variable, isPart: Bool, canEnd: Bool, in function: Node, depth: Int
  ) -> [Node] {
    guard depth < ObligationReader.depthMax else { return [] }
    if let declared = variable.declared {
      guard entered.insert(declared).inserted else { return [] }
    }
    defer { if let declared = variable.declared { entered.remove(declared) } }
    var all: [Node] = []
    for use in variable.uses {
      if let parent = use.parent, parent.kind == .assignStmt, parent.leftSide.contains(use) { continue }
      var expression = use
      var isPart = isPart
      if !isPart, let part = obligation.part, let selector = use.parent, selector.kind == .selectorExpr,
        selector.operand == use, selector.name?.text == part
      {
        expression = selector
        isPart = true
      }
      for met in meetings(expression, isPart: isPart, canEnd: canEnd, variable.file, depth: depth) {
        all += lifted(met, to: function, variable.file, depth: depth)
      }
    }
    return all
  }

  // MARK: One use

  private mutating func meetings(
    _ node: Node, isPart: Bool, canEnd: Bool, _ file: GoFile, depth: Int
  ) -> [Node] {
    guard let parent = node.parent else { return [] }
    switch parent.kind {
    case .selectorExpr:
      guard parent.operand == node, canEnd, let name = parent.name?.text else { return [] }
      let isEnd = isPart && obligation.ends.contains(name)
      let isOther = obligation.endsOfWhole.contains(name) && (obligation.part == nil || !isPart)
      return isEnd || isOther ? [parent] : []
    case .parenExpr, .unaryExpr, .starExpr, .typeAssertExpr:
      return meetings(parent, isPart: isPart, canEnd: canEnd, file, depth: depth)
    case .returnStmt, .sendStmt: return [parent]
    case .compositeLit: return isKept(parent, in: nil) ? [parent] : []
    case .keyValueExpr:
      guard parent.value == node else { return [] }
      return isKept(parent, in: parent.key?.text) ? [parent] : []
    case .assignStmt: return meetings(assigned: node, parent, isPart: isPart, canEnd: canEnd, file, depth: depth)
    case .valueSpec:
      guard let position = parent.values.firstIndex(of: node) else { return [] }
      let offset = position - parent.values.startIndex
      guard parent.names.count > offset else { return [] }
      return alias(parent.names[parent.names.startIndex + offset], isPart, canEnd, file, depth)
    case .callExpr:
      guard let position = parent.arguments.firstIndex(of: node) else { return [] }
      let offset = position - parent.arguments.startIndex
      return meetings(argument: offset, of: parent, isPart: isPart, canEnd: canEnd, file, depth: depth)
    default: return []
    }
  }

  private mutating func meetings(
    assigned node: Node, _ assignment: Node, isPart: Bool, canEnd: Bool, _ file: GoFile, depth: Int
  ) -> [Node] {
    guard let position = assignment.rightSide.firstIndex(of: node) else { return [] }
    let offset = position - assignment.rightSide.startIndex
    guard assignment.leftSide.count > offset else { return [] }
    let target = assignment.leftSide[assignment.leftSide.startIndex + offset].unparenthesized
    if target.isText("_") { return [] }
    switch target.kind {
    case .ident:
      if Variable(target, in: file, subject.types) == nil { return [assignment] }
      return alias(target, isPart, canEnd, file, depth)
    case .selectorExpr: return isKept(target, in: target.name?.text) ? [assignment] : []
    default: return [assignment]
    }
  }

  private mutating func alias(
    _ name: Node, _ isPart: Bool, _ canEnd: Bool, _ file: GoFile, _ depth: Int
  ) -> [Node] {
    guard let variable = Variable(name, in: file, subject.types) else { return [] }
    // A named result is handed to the caller.
    if variable.kind == .result { return [name] }
    guard let function = name.enclosingFunction else { return [] }
    return places(variable, isPart: isPart, canEnd: canEnd, in: function, depth: depth + 1)
  }

  /// Whether a value that is kept in a field is ended there.
  private func isKept(_ place: Node, in field: String?) -> Bool {
    if let trusts = obligation.trustsFields { return trusts }
    guard let field else { return true }
    // A struct made here is handed on with it.
    if place.kind == .keyValueExpr { return true }
    return subject.snapshot.productFiles.contains { file in
      file.tree.nodes(of: .selectorExpr).contains { selector in
        if selector.name?.hasText(field) ?? false, ObligationReader.isTaken(selector) { return true }
        guard let name = selector.name, let inner = selector.operand?.unparenthesized, inner.kind == .selectorExpr
        else {
          return false
        }
        return inner.name?.text == field
          && (obligation.ends.contains(name.text) || obligation.endsOfWhole.contains(name.text))
      }
    }
  }

  /// `tx := c.tx`, `end(c.tx)`, `return c.tx`: whoever takes a field's value ends it.
  private static func isTaken(_ selector: Node) -> Bool {
    guard let parent = selector.parent else { return false }
    switch parent.kind {
    case .assignStmt: return parent.rightSide.contains(selector)
    case .valueSpec: return parent.values.contains(selector)
    case .callExpr: return parent.arguments.contains(selector)
    case .returnStmt: return true
    default: return false
    }
  }

  // MARK: Handed to a call

  private static let wrappers: Set<String> = [
    "LimitReader", "TeeReader", "NopCloser", "MultiReader", "NewReader", "NewReaderSize", "NewScanner", "NewDecoder",
    "MaxBytesReader", "NewSectionReader", "NewTextReader", "NewChunkedReader",
  ]
  /// Names of functions that end what they are given, where their bodies are not known.
  private static let enders: Set<String> = [
    "close", "closes", "cleanup", "finish", "end", "ends", "rollback", "commit", "done", "complete", "finalize",
    "release", "drain", "discard", "defer",
  ]

  private mutating func meetings(
    argument offset: Int, of call: Node, isPart: Bool, canEnd: Bool, _ file: GoFile, depth: Int
  ) -> [Node] {
    guard let function = call.function?.unparenthesized else { return [] }
    if let literal = literal(of: function, file) {
      guard canEnd, literal.parameterNames.count > offset else { return canEnd ? [] : [call] }
      return isMet(parameter: offset, of: literal, file, isPart: isPart, depth: depth) ? [call] : []
    }
    if subject.types.isType(function, in: file) {
      return meetings(call, isPart: isPart, canEnd: canEnd, file, depth: depth)
    }
    let callee = subject.types.callee(of: call, in: file)
    let path = callee?.packagePath
    if path == "builtin" || function.isText("append") { return callee?.name == "append" ? [call] : [] }
    if let callee, let (declaration, home) = FunctionIndex.declaration(of: callee, subject), declaration.body != nil {
      return isMet(parameter: offset, of: declaration, home, isPart: isPart, depth: depth) ? [call] : []
    }
    if let path, ObligationReader.isStandard(path), path != "net/http" || callee?.name == "MaxBytesReader" {
      // What is wrapped is handed on with its wrapper, whose own Close is another matter.
      guard let name = callee?.name, ObligationReader.wrappers.contains(name) else { return [] }
      return meetings(call, isPart: isPart, canEnd: false, file, depth: depth + 1)
    }
    if obligation.trustsOthers { return [call] }
    // `return p.wrapped(tx), nil`: what is made of the value, which is no error, is handed on with it.
    if call.parent?.kind == .returnStmt, !isError(call, file) { return [call] }
    guard let name = call.calledName else { return [call] }
    return IdentifierWords(name).containsAny(of: ObligationReader.enders) ? [call] : []
  }

  /// Whether a call's only result is an error, or nobody knows what it is.
  private func isError(_ call: Node, _ file: GoFile) -> Bool {
    guard let results = subject.types.signature(calledBy: call, in: file)?.results, results.count == 1,
      let only = results.first
    else { return true }
    return only == .error
  }

  /// The standard library's paths have no dot before the first slash.
  static func isStandard(_ path: String) -> Bool {
    !path.prefix { $0 != "/" }.contains(".")
  }

  /// The function literal that is called: written there, or the only value of a local variable.
  private func literal(of function: Node, _ file: GoFile) -> Node? {
    if function.kind == .funcLit { return function }
    guard function.kind == .ident, let variable = Variable(function, in: file, subject.types) else { return nil }
    let given = variable.given
    guard given.count == 1, let only = given.first, only.how == .whole, only.value.unparenthesized.kind == .funcLit
    else { return nil }
    return only.value.unparenthesized
  }

  private mutating func isMet(
    parameter offset: Int, of function: Node, _ file: GoFile, isPart: Bool, depth: Int
  ) -> Bool {
    let names = function.parameterNames
    guard !names.isEmpty else { return false }
    // One name may stand for the rest of the arguments.
    let position = min(offset, names.count - 1)
    if position < offset { return true }
    guard let declared = names[position], !declared.isText("_"),
      let variable = Variable(declared, in: file, subject.types)
    else { return false }
    return !places(variable, isPart: isPart, canEnd: true, in: function, depth: depth + 1).isEmpty
  }

  // MARK: Closures

  /// A place inside a closure becomes the places where the closure runs or is handed on.
  private mutating func lifted(_ node: Node, to function: Node, _ file: GoFile, depth: Int) -> [Node] {
    guard let around = node.enclosingFunction, around != function, function.contains(node) else { return [node] }
    guard let parent = around.parent else { return [] }
    var places: [Node] = []
    switch parent.kind {
    case .callExpr where parent.function == around:
      if parent.parent?.kind == .goStmt, !obligation.trustsGoroutines, !isDeferred(node, in: around) { return [] }
      places = [parent]
    case .assignStmt:
      guard let position = parent.rightSide.firstIndex(of: around) else { return [] }
      let offset = position - parent.rightSide.startIndex
      guard parent.leftSide.count > offset else { return [] }
      let target = parent.leftSide[parent.leftSide.startIndex + offset]
      if target.isText("_") { return [] }
      if let variable = Variable(target, in: file, subject.types) {
        places = variable.uses.filter { $0.start > around.end }
      } else {
        places = [parent]
      }
    case .valueSpec:
      if let name = parent.names.first, let variable = Variable(name, in: file, subject.types) {
        places = variable.uses.filter { $0.start > around.end }
      }
    default: places = [parent]
    }
    guard depth < ObligationReader.depthMax else { return places }
    return places.flatMap { lifted($0, to: function, file, depth: depth + 1) }
  }

  private func isDeferred(_ node: Node, in function: Node) -> Bool {
    node.ancestors.first { $0.kind == .deferStmt || $0 == function }?.kind == .deferStmt
  }
}
