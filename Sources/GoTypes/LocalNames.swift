import GoSyntax

/// Which local declaration each identifier of a file refers to: parameters, variables, constants, types, labels left out.
///
/// One walk over the whole file with Go's block structure. Names that are not declared inside a function (package-level
/// ones, imports, fields, methods) have no target here. Keys of composite literals are resolved as if they were
/// variables: whether they are fields only types can tell.
final class LocalNames: Sendable {
  private let identifiers: NodeSlice
  private let clauses: NodeSlice
  /// For each identifier in order what declares it: the position of an identifier, counted from 1, or the negated
  /// position of a caseClause, which declares the variable of its type switch anew; 0 for none.
  private let targets: [Int32]

  init(_ tree: SyntaxTree) {
    identifiers = tree.nodes(of: .ident)
    clauses = tree.nodes(of: .caseClause)
    var walk = NameWalk(tree, identifiers, clauses)
    walk.run()
    targets = walk.targets
  }

  /// The declaring identifier (or caseClause); nil for a name that is not local.
  func target(of identifier: Node) -> Node? {
    guard let position = identifiers.position(of: identifier.index) else { return nil }
    let target = Int(targets[position])
    if target > 0 { return identifiers[identifiers.startIndex + target - 1] }
    return target < 0 ? clauses[clauses.startIndex - target - 1] : nil
  }
}

extension NodeSlice {
  /// Where the node with this index stands, counted from 0.
  func position(of index: UInt32) -> Int? {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if self[middle].index < index { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low].index == index ? low - startIndex : nil
  }
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
    let hash: UInt32
    let start: Int
    let length: Int
    let target: Int32
  }

  private let root: Node
  private let source: [UInt8]
  private let identifiers: NodeSlice
  private let clauses: NodeSlice
  private(set) var targets: [Int32]
  private var steps: [Step] = []
  private var entries: [Entry] = []
  /// Where each open scope begins in `entries`.
  private var scopes: [Int] = []

  init(_ tree: SyntaxTree, _ identifiers: NodeSlice, _ clauses: NodeSlice) {
    root = tree.root
    source = tree.source
    self.identifiers = identifiers
    self.clauses = clauses
    targets = Array(repeating: 0, count: identifiers.count)
  }

  mutating func run() {
    for declaration in root.declarations {
      push([.visit(declaration)])
      while let step = steps.popLast() {
        switch step {
        case .visit(let node): visit(node)
        case .open: scopes.append(entries.count)
        case .close: entries.removeSubrange((scopes.popLast() ?? 0)...)
        case .declare(let name, let target): declare(name, target)
        case .define(let name):
          if let known = find(name, from: scopes.last ?? 0) { note(name, known) } else { declare(name, name) }
        }
      }
    }
  }

  private mutating func push(_ list: [Step]) { steps.append(contentsOf: list.reversed()) }

  private mutating func visit(_ node: Node) {
    switch node.kind {
    case .ident: if let known = find(node, from: 0) { note(node, known) }
    case .selectorExpr: push(visits(node.operand))
    case .basicLit, .branchStmt, .importSpec, .emptyStmt: break
    case .labeledStmt: push(visits(node.statement))
    case .funcDecl, .funcLit: push(functionSteps(node))
    case .field: push(visits(node.type))
    case .valueSpec:
      let names: [Step] = scopes.isEmpty ? [] : node.names.map { .declare($0, $0) }
      push(visits(node.type) + node.values.map { .visit($0) } + names)
    case .typeSpec:
      let name: [Step] =
        scopes.isEmpty
        ? []
        : visits(node.name).compactMap { step in
          if case .visit(let name) = step { .declare(name, name) } else { nil }
        }
      push(name + [.open] + typeParameterSteps(node.typeParameters) + visits(node.type) + [.close])
    case .assignStmt where node.token == .define:
      push(
        node.rightSide.map { .visit($0) }
          + node.leftSide.map { $0.kind == .ident ? .define($0) : .visit($0) })
    case .rangeStmt:
      let pair = [node.key, node.value].compactMap { $0 }
      let names: [Step] = pair.map { node.token == .define && $0.kind == .ident ? .declare($0, $0) : .visit($0) }
      push([.open] + visits(node.operand) + names + visits(node.body) + [.close])
    case .blockStmt, .ifStmt, .forStmt, .switchStmt, .typeSwitchStmt, .commClause:
      push([.open] + node.children.map { .visit($0) } + [.close])
    case .caseClause:
      var symbol: [Step] = []
      if let owner = node.parent?.parent, owner.kind == .typeSwitchStmt, let name = owner.typeSwitchSymbol {
        symbol = [.declare(name, node)]
      }
      push([.open] + node.caseExpressions.map { .visit($0) } + symbol + node.statements.map { .visit($0) } + [.close])
    default: push(node.children.map { .visit($0) })
    }
  }

  private func visits(_ node: Node?) -> [Step] { node.map { [.visit($0)] } ?? [] }

  /// Type parameters, then the types of the signature, then its names, then the statements in the same scope.
  private func functionSteps(_ node: Node) -> [Step] {
    guard let signature = node.type else { return [] }
    var steps: [Step] = [.open] + typeParameterSteps(signature.typeParameters)
    var receiver = node.receiver?.fields.first?.type?.unparenthesized
    if receiver?.kind == .starExpr { receiver = receiver?.operand?.unparenthesized }
    for parameter in receiver?.indexes ?? signature.indexes where parameter.kind == .ident {
      steps.append(.declare(parameter, parameter))
    }
    let lists = [node.receiver, signature.parameters, signature.results].compactMap { $0 }
    for list in lists { for field in list.fields { steps += visits(field.type) } }
    for list in lists { for field in list.fields { steps += field.names.map { .declare($0, $0) } } }
    return steps + (node.body?.statements.map { .visit($0) } ?? []) + [.close]
  }

  private func typeParameterSteps(_ list: Node?) -> [Step] {
    guard let list else { return [] }
    return list.fields.flatMap { field in field.names.map { .declare($0, $0) } }
      + list.fields.flatMap { visits($0.type) }
  }

  private mutating func declare(_ name: Node, _ target: Node) {
    guard let own = identifiers.position(of: name.index) else { return }
    targets[own] = Int32(own + 1)
    guard !name.isText("_") else { return }
    let clause = target.kind == .caseClause ? clauses.position(of: target.index) : nil
    entries.append(
      Entry(
        hash: hash(name), start: name.start, length: name.end - name.start,
        target: clause.map { -Int32($0 + 1) } ?? Int32(own + 1)))
  }

  private mutating func note(_ identifier: Node, _ target: Int32) {
    if let position = identifiers.position(of: identifier.index) { targets[position] = target }
  }

  private func find(_ name: Node, from first: Int) -> Int32? {
    let wanted = hash(name)
    let length = name.end - name.start
    var i = entries.count - 1
    while i >= first {
      let entry = entries[i]
      if entry.hash == wanted && entry.length == length && isSame(entry.start, name.start, length) {
        return entry.target
      }
      i -= 1
    }
    return nil
  }

  private func isSame(_ a: Int, _ b: Int, _ length: Int) -> Bool {
    for i in 0..<length where source[a + i] != source[b + i] { return false }
    return true
  }

  private func hash(_ name: Node) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in source[name.start..<name.end] { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
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
