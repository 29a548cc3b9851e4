import GoSyntax

/// Which local declaration each identifier of a file refers to: parameters, variables, constants, types, labels left out.
///
/// One walk over the whole file with Go's block structure. Names that are not declared inside a function (package-level
/// ones, imports, fields, methods) have no target here. Keys of composite literals are resolved as if they were
/// variables: whether they are fields only types can tell.
struct LocalNames: Sendable {
  private let identifiers: NodeSlice
  private let clauses: NodeSlice
  let spellings: Spellings
  /// For each identifier in order what declares it: the position of an identifier, counted from 1, or the negated
  /// position of a caseClause, which declares the variable of its type switch anew; 0 for none.
  private let targets: [Int32]

  /// - Parameter isOpen: by spelling, whether something is written so that no local declaration is meant by.
  init(_ tree: SyntaxTree, isOpen: inout [Bool]) {
    identifiers = tree.nodes(of: .ident)
    clauses = tree.nodes(of: .caseClause)
    spellings = Spellings(identifiers)
    var walk = NameWalk(tree, identifiers, clauses, spellings)
    walk.run()
    targets = walk.targets
    isOpen = walk.isOpen
  }

  /// The declaring identifier (or caseClause); nil for a name that is not local.
  func target(of identifier: Node) -> Node? {
    let target = Int(targets[identifier.ordinal])
    if target > 0 { return identifiers[target - 1] }
    return target < 0 ? clauses[-target - 1] : nil
  }
}

/// The local names of a tree, and by spelling whether something is written so that no local declaration is meant by.
struct WrittenNames: TreeFact {
  let local: LocalNames
  let isOpen: [Bool]

  init(_ tree: SyntaxTree) {
    var isOpen: [Bool] = []
    local = LocalNames(tree, isOpen: &isOpen)
    self.isOpen = isOpen
  }
}

/// The spellings of a file's identifiers, each numbered once.
struct Spellings: Sendable {
  /// The spelling's number, by the identifier's position.
  private let numbers: [UInt32]
  /// An identifier of each spelling.
  private let samples: [Node]

  init(_ identifiers: NodeSlice) {
    var samples: [Node] = []
    var size = 64
    while size < identifiers.count * 2 { size *= 2 }
    numbers = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size) { table in
      table.initialize(repeating: 0)
      return identifiers.map { identifier in
        let bytes = identifier.bytes
        var hash: UInt32 = 2_166_136_261
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        var place = Int(hash ^ hash >> 15) & (size - 1)
        while table[place] != 0 {
          let number = table[place] - 1
          if samples[Int(number)].bytes.elementsEqual(bytes) { return number }
          place = (place + 1) & (size - 1)
        }
        samples.append(identifier)
        table[place] = UInt32(samples.count)
        return UInt32(samples.count - 1)
      }
    }
    self.samples = samples
  }

  var count: Int { samples.count }
  func number(of identifier: Node) -> Int { Int(numbers[identifier.ordinal]) }
  func text(of number: Int) -> String { samples[number].text }
  func isBlank(_ number: Int) -> Bool { samples[number].isText("_") }
}

/// The walk: an explicit stack of steps, because source may nest deeper than a thread's stack.
private struct NameWalk {
  private enum Step {
    case visit(Node)
    case open, close
    /// Declares the identifier; uses of it point at the second node.
    case declare(Node, Node)
    /// `:=` declares only what the innermost scope does not hold yet.
    case define(Node)
  }

  private struct Entry {
    let spelling: Int
    /// The entry of the same spelling that this one hides, -1 for none.
    let hidden: Int
    let target: Int32
  }

  private let root: Node
  private let identifiers: NodeSlice
  private let clauses: NodeSlice
  private let spellings: Spellings
  private(set) var targets: [Int32]
  private(set) var isOpen: [Bool]
  private var steps: [Step] = []
  private var entries: [Entry] = []
  /// The innermost entry of each spelling, -1 for none.
  private var innermost: [Int]
  /// Where each open scope begins in `entries`.
  private var scopes: [Int] = []

  init(_ tree: SyntaxTree, _ identifiers: NodeSlice, _ clauses: NodeSlice, _ spellings: Spellings) {
    root = tree.root
    self.identifiers = identifiers
    self.clauses = clauses
    self.spellings = spellings
    targets = Array(repeating: 0, count: identifiers.count)
    innermost = Array(repeating: -1, count: spellings.count)
    isOpen = Array(repeating: false, count: spellings.count)
  }

  mutating func run() {
    for declaration in root.declarations {
      steps.append(.visit(declaration))
      while let step = steps.popLast() {
        switch step {
        case .visit(let node): visit(node)
        case .open: scopes.append(entries.count)
        case .close: close()
        case .declare(let name, let target): declare(name, target)
        case .define(let name):
          if let known = find(name, from: scopes.last ?? 0) { note(name, known) } else { declare(name, name) }
        }
      }
    }
  }

  private mutating func close() {
    let first = scopes.popLast() ?? 0
    while entries.count > first {
      let entry = entries.removeLast()
      innermost[entry.spelling] = entry.hidden
    }
  }

  // MARK: Steps are put on the stack last first

  private mutating func push(_ node: Node?) { if let node { steps.append(.visit(node)) } }

  private mutating func push(all nodes: NodeSlice) {
    var i = nodes.count - 1
    while i >= 0 {
      if nodes[i].kind != .none { steps.append(.visit(nodes[i])) }
      i -= 1
    }
  }

  private mutating func pushDeclarations(of names: NodeSlice) {
    for name in names.reversed() { steps.append(.declare(name, name)) }
  }

  private mutating func visit(_ node: Node) {
    switch node.kind {
    case .ident:
      if let known = find(node, from: 0) { note(node, known) } else { isOpen[spellings.number(of: node)] = true }
    case .selectorExpr: push(node.operand)
    case .basicLit, .branchStmt, .importSpec, .emptyStmt: break
    case .labeledStmt: push(node.statement)
    case .funcDecl, .funcLit: visitFunction(node)
    case .field: push(node.type)
    case .valueSpec:
      if !scopes.isEmpty { pushDeclarations(of: node.names) }
      push(all: node.values)
      push(node.type)
    case .typeSpec:
      steps.append(.close)
      push(node.type)
      pushTypeParameters(node.typeParameters)
      steps.append(.open)
      if !scopes.isEmpty, let name = node.name { steps.append(.declare(name, name)) }
    case .assignStmt where node.token == .define:
      for name in node.leftSide.reversed() { steps.append(name.kind == .ident ? .define(name) : .visit(name)) }
      push(all: node.rightSide)
    case .rangeStmt:
      steps.append(.close)
      push(node.body)
      for name in [node.value, node.key] {
        guard let name else { continue }
        steps.append(node.token == .define && name.kind == .ident ? .declare(name, name) : .visit(name))
      }
      push(node.operand)
      steps.append(.open)
    case .blockStmt, .ifStmt, .forStmt, .switchStmt, .typeSwitchStmt, .commClause:
      steps.append(.close)
      push(all: node.slots)
      steps.append(.open)
    case .caseClause:
      steps.append(.close)
      push(all: node.statements)
      if let owner = node.parent?.parent, owner.kind == .typeSwitchStmt, let name = owner.typeSwitchSymbol {
        steps.append(.declare(name, node))
      }
      push(all: node.caseExpressions)
      steps.append(.open)
    default: push(all: node.slots)
    }
  }

  /// Type parameters, then the types of the signature, then its names, then the statements in the same scope.
  private mutating func visitFunction(_ node: Node) {
    guard let signature = node.type else { return }
    steps.append(.close)
    if let body = node.body { push(all: body.statements) }
    let lists = (signature.results, signature.parameters, node.receiver)
    for list in [lists.0, lists.1, lists.2] {
      guard let list else { continue }
      for field in list.fields.reversed() { pushDeclarations(of: field.names) }
    }
    for list in [lists.0, lists.1, lists.2] {
      guard let list else { continue }
      for field in list.fields.reversed() { push(field.type) }
    }
    var receiver = node.receiver?.fields.first?.type?.unparenthesized
    if receiver?.kind == .starExpr { receiver = receiver?.operand?.unparenthesized }
    if let receiver {
      for parameter in receiver.indexes where parameter.kind == .ident { steps.append(.declare(parameter, parameter)) }
    }
    pushTypeParameters(signature.typeParameters)
    steps.append(.open)
  }

  private mutating func pushTypeParameters(_ list: Node?) {
    guard let list else { return }
    for field in list.fields.reversed() { push(field.type) }
    for field in list.fields.reversed() { pushDeclarations(of: field.names) }
  }

  // MARK: Scopes

  private mutating func declare(_ name: Node, _ target: Node) {
    let own = name.ordinal
    targets[own] = Int32(own + 1)
    let spelling = spellings.number(of: name)
    guard !spellings.isBlank(spelling) else { return }
    let clause = target.kind == .caseClause ? clauses.firstPosition(notBelow: target.index) : nil
    entries.append(
      Entry(
        spelling: spelling, hidden: innermost[spelling], target: clause.map { -Int32($0 + 1) } ?? Int32(own + 1)))
    innermost[spelling] = entries.count - 1
  }

  private mutating func note(_ identifier: Node, _ target: Int32) { targets[identifier.ordinal] = target }

  private func find(_ name: Node, from first: Int) -> Int32? {
    let entry = innermost[spellings.number(of: name)]
    return entry >= first && entry >= 0 ? entries[entry].target : nil
  }
}

extension Node {
  /// typeSwitchStmt: the `x` of `switch x := v.(type)`.
  var typeSwitchSymbol: Node? {
    guard let assignment = condition, assignment.kind == .assignStmt else { return nil }
    return assignment.leftSide.first.flatMap { $0.kind == .ident ? $0 : nil }
  }

  /// typeSwitchStmt: the `v` of `switch v.(type)`.
  var typeSwitchOperand: Node? {
    guard let condition else { return nil }
    let assertion = condition.kind == .assignStmt ? condition.rightSide.first : condition.operand
    return assertion?.unparenthesized.operand
  }
}
