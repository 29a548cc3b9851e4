/// Go written with holes, and where a file holds code like it.
///
/// `$x` stands for one expression, type, name or statement, and for the same one wherever it is repeated; `$_` for any.
/// `$*rest` stands for any number of arguments, elements, parameters, results or statements. Everything else is matched
/// as it is written: spelling of literals and names counts, white space, comments and parentheses around expressions do
/// not, and what the pattern leaves out (an else, a receiver) the code must not have.
///
/// Limits: names are not resolved, so `http.Get($*rest)` is any `Get` of anything called `http`.
package final class GoPattern: Sendable {
  package let text: String
  let root: Root
  let holes: [UInt32: Hole]
  let holeCount: Int
  /// Owns the nodes.
  private let tree: SyntaxTree

  enum Root {
    case node(Node)
    /// Statements that follow each other.
    case statements([Node])
  }

  enum Hole: Hashable {
    /// By number; nil binds nothing.
    case one(Int?)
    case any(Int?)
  }

  /// Why a text is no pattern, and at which of its characters, from 1.
  package struct Mistake: Error, Hashable, Sendable {
    package let character: Int
    package let reason: String
  }

  static let nodeCountMax = 400
  static let anyCountMax = 8
  static let lengthMax = 2_000

  package init(_ text: String) throws(Mistake) {
    guard text.utf8.count <= GoPattern.lengthMax else {
      throw Mistake(character: 1, reason: "it has more than \(GoPattern.lengthMax) bytes")
    }
    let source = try GoPatternSource(text)
    let (tree, root) = try source.parsed()
    let reading = HoleReading(tree, names: source.names)
    if let place = reading.misplaced {
      throw source.mistake(
        at: place, in: tree, "$*name stands for a list: of arguments, elements, parameters, results or statements")
    }
    guard tree.nodes(of: .ident).count + tree.nodes(of: .callExpr).count <= GoPattern.nodeCountMax else {
      throw Mistake(character: 1, reason: "it is too long to be a pattern")
    }
    let anyCount = tree.nodes(of: .ident).count { reading.isAny($0) }
    guard anyCount <= GoPattern.anyCountMax
    else {
      throw Mistake(character: 1, reason: "it has more than \(GoPattern.anyCountMax) holes for lists")
    }
    let trimmed = GoPattern.trimmed(root, reading)
    guard let trimmed else {
      throw Mistake(character: 1, reason: "it matches everything; write some Go around the hole")
    }
    self.text = text
    self.tree = tree
    self.root = trimmed
    holes = reading.holes
    holeCount = source.names.count
  }

  /// What is wrong with a text as a pattern, as one sentence; nil where nothing is.
  package static func mistake(in text: String) -> String? {
    do throws(Mistake) {
      _ = try GoPattern(text)
      return nil
    } catch {
      return "\(error.reason) (at character \(error.character))"
    }
  }

  /// Nil for what would match everything. Holes for lists at the ends of statements that follow each other say nothing.
  private static func trimmed(_ root: Root, _ reading: HoleReading) -> Root? {
    switch root {
    case .node(let node): return reading.hole(node) == nil ? root : nil
    case .statements(let all):
      let kept = all.drop(while: reading.isAny).reversed().drop(while: reading.isAny).reversed()
      return kept.contains { reading.hole($0) == nil } ? .statements(Array(kept)) : nil
    }
  }
}

/// Which nodes of a pattern's tree are holes.
struct HoleReading {
  private(set) var holes: [UInt32: GoPattern.Hole] = [:]
  /// A hole for a list that stands where no list is.
  private(set) var misplaced: Node?

  init(_ tree: SyntaxTree, names: [String]) {
    for node in tree.nodes(of: .ident) {
      guard let hole = GoPatternSource.hole(node, names) else { continue }
      holes[node.index] = hole
      if case .any = hole, misplaced == nil, !HoleReading.isInList(node) { misplaced = node }
      // A hole that is all of a statement or of a field stands for it.
      guard let parent = node.parent else { continue }
      if parent.kind == .exprStmt { holes[parent.index] = hole }
      if case .any = hole, parent.kind == .field, parent.names.isEmpty, parent.tag == nil { holes[parent.index] = hole }
    }
  }

  func hole(_ node: Node) -> GoPattern.Hole? { holes[node.index] }
  func isAny(_ node: Node) -> Bool { if case .any? = hole(node) { true } else { false } }

  private static func isInList(_ node: Node) -> Bool {
    guard let parent = node.parent else { return false }
    switch parent.kind {
    case .exprStmt: return true
    case .field: return parent.names.isEmpty && parent.tag == nil && parent.type == node
    default: return parent.lists.contains { $0.contains(node) }
    }
  }
}

extension Node {
  /// The lists behind the fixed slots: two for few kinds, one or an empty one for all others.
  var lists: [[Node]] {
    switch kind {
    case .valueSpec, .assignStmt, .caseClause: [Array(firstList(hasSecond: true)), Array(secondList())]
    default: [Array(firstList())]
    }
  }

  /// What has a meaning of its own among the flags.
  var patternFlags: NodeFlags { record.pointee.flags.subtracting(.implicit) }

  /// The fixed slots; nil where one is absent.
  var fixedSlots: [Node?] { (0..<kind.fixedSlotCount).map { slot($0) } }
}
