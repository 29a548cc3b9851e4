import GoSyntax

/// What is compared of a tree: for every kind how many nodes there are, and a sum of their fingerprints.
///
/// A fingerprint covers the kind, the range, the parent's kind and range, and what the kind carries besides: operator,
/// direction, which optional children are present, how long its lists are.
struct Facts {
  private(set) var counts: [String: (count: Int, sum: UInt64)] = [:]
  private(set) var lines: [String] = []
  let keepsLines: Bool

  init(_ tree: SyntaxTree, keepsLines: Bool) {
    self.keepsLines = keepsLines
    for kind in NodeKind.allCases {
      for node in tree.nodes(of: kind) {
        let parent = node.parent
        add(
          Names.kinds[Int(kind.rawValue)], node.start, node.end,
          parent.map { Names.hashes[Int($0.kind.rawValue)] } ?? 0, parent?.start ?? 0, parent?.end ?? 0, extra(node))
        if let doc = node.doc { add("doc", doc, to: node) }
        if let comment = node.trailingComment { add("comment", comment, to: node) }
      }
    }
    for group in tree.commentGroups { add("group", group.start, group.comments.count, 0, 0, 0, 0) }
  }

  /// A group that go/ast has below a node: itself, its comments, and where it belongs.
  private mutating func add(_ role: String, _ group: CommentGroup, to node: Node) {
    add(role, node.start, node.end, 0, group.start, group.comments.count, 0)
    add("CommentGroup", group.start, group.comments.count, 0, 0, 0, 0)
    for comment in group.comments { add("Comment", comment.lowerBound, 0, 0, 0, 0, 0) }
  }

  private mutating func add(_ name: String, _ a: Int, _ b: Int, _ kind: UInt64, _ c: Int, _ d: Int, _ extra: UInt64) {
    let old = counts[name] ?? (0, 0)
    let print = fingerprint([fnv(name), UInt64(a), UInt64(b), kind, UInt64(c), UInt64(d), extra])
    counts[name] = (old.count + 1, old.sum &+ print)
    if keepsLines { lines.append("\(name) \(a) \(b) \(kind) \(c) \(d) \(extra)") }
  }

  /// The counts as one line in a fixed order.
  var line: String {
    counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { name, value in
      "\(name)=\(value.count):\(String(value.sum, radix: 16))"
    }.joined(separator: " ")
  }

  // MARK: What a kind carries

  private func extra(_ node: Node) -> UInt64 {
    func bits(_ children: Node?...) -> UInt64 {
      children.reduce(0) { $0 << 1 | ($1 == nil ? 0 : 1) }
    }
    let token = Names.tokens[Int(node.token.rawValue)]
    switch node.kind {
    case .basicLit, .unaryExpr, .incDecStmt, .genDecl: return token
    case .binaryExpr: return token &+ UInt64(node.operatorOffset ?? 0) &+ bits(node.left, node.right)
    case .branchStmt: return token &+ bits(node.label)
    case .assignStmt: return token &+ UInt64(node.leftSide.count) << 32 &+ UInt64(node.rightSide.count)
    case .ellipsis: return bits(node.element)
    case .compositeLit: return bits(node.type) << 32 | UInt64(node.elements.count)
    case .selectorExpr: return bits(node.operand, node.name)
    case .indexExpr, .indexListExpr: return UInt64(node.indexes.count) << 1 | bits(node.operand)
    case .sliceExpr: return bits(node.operand, node.low, node.high, node.maximum)
    case .typeAssertExpr: return bits(node.type)
    case .callExpr: return UInt64(node.arguments.count) << 1 | (node.spreadsLastArgument ? 1 : 0)
    case .arrayType: return bits(node.length, node.element)
    case .funcType: return bits(node.typeParameters, node.parameters, node.results)
    case .chanType: return (node.canSend ? 1 : 0) | (node.canReceive ? 2 : 0)
    case .emptyStmt: return node.isImplicit ? 1 : 0
    case .returnStmt: return UInt64(node.returned.count)
    case .blockStmt: return UInt64(node.statements.count)
    case .ifStmt: return bits(node.initializer, node.condition, node.body, node.elseBranch)
    case .caseClause: return UInt64(node.caseExpressions.count) << 32 | UInt64(node.statements.count)
    case .commClause: return bits(node.communication) << 32 | UInt64(node.statements.count)
    case .switchStmt, .typeSwitchStmt: return bits(node.initializer, node.condition, node.body)
    case .forStmt: return bits(node.initializer, node.condition, node.post, node.body)
    case .rangeStmt: return token &+ bits(node.key, node.value, node.operand, node.body)
    case .funcDecl: return bits(node.receiver, node.name, node.type, node.body)
    case .importSpec: return bits(node.name, node.path)
    case .valueSpec: return bits(node.type) << 60 | UInt64(node.names.count) << 32 | UInt64(node.values.count)
    case .typeSpec: return bits(node.name, node.typeParameters, node.type) << 1 | (node.isAlias ? 1 : 0)
    case .field: return bits(node.type, node.tag) << 32 | UInt64(node.names.count)
    case .fieldList: return UInt64(node.fields.count)
    case .file: return UInt64(node.declarations.count)
    case .none, .badExpr, .ident, .funcLit, .parenExpr, .starExpr, .keyValueExpr, .structType, .interfaceType, .mapType,
      .badStmt, .declStmt, .labeledStmt, .exprStmt, .sendStmt, .goStmt, .deferStmt, .selectStmt, .badDecl:
      return 0
    }
  }
}

/// Kinds by go/ast's names, and hashes of these and of the tokens' spellings.
enum Names {
  static let kinds = NodeKind.allCases.map { kind in
    let name = "\(kind)"
    return name.prefix(1).uppercased() + name.dropFirst()
  }
  static let hashes = kinds.map(fnv)
  static let tokens = Token.allCases.map { token in
    switch token {
    case .none: UInt64(0)
    case .integer: fnv("INT")
    case .float: fnv("FLOAT")
    case .imaginary: fnv("IMAG")
    case .character: fnv("CHAR")
    case .string: fnv("STRING")
    default: fnv(token.spelling)
    }
  }
}

func fnv(_ text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}

func fingerprint(_ values: [UInt64]) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for value in values {
    hash = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
  }
  return hash
}
