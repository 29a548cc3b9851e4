/// A pattern's text made into Go: each hole becomes a name that no program has.
struct GoPatternSource {
  private(set) var names: [String] = []
  /// The Go, and for each of its bytes the character of the pattern it came from, from 1.
  private var bytes: [UInt8] = []
  private var places: [Int] = []

  private static let one = "assayHoleOne_"
  private static let any = "assayHoleAny_"

  init(_ text: String) throws(GoPattern.Mistake) {
    let scalars = Array(text.unicodeScalars)
    var at = 0
    /// What ends the literal or comment that is open.
    var closing: String?
    while at < scalars.count {
      let scalar = scalars[at]
      if let end = closing {
        if scalar == "\\", end == "\"" || end == "'" {
          put(scalars[at...].prefix(2), at)
          at += 2
          continue
        }
        if scalars[at...].starts(with: end.unicodeScalars) { closing = nil }
        put(scalars[at...].prefix(1), at)
        at += 1
        continue
      }
      guard scalar == "$" else {
        if "\"`'".unicodeScalars.contains(scalar) { closing = String(scalar) }
        if scalars[at...].starts(with: "//".unicodeScalars) { closing = "\n" }
        if scalars[at...].starts(with: "/*".unicodeScalars) { closing = "*/" }
        put(scalars[at...].prefix(1), at)
        at += 1
        continue
      }
      at = try putHole(scalars, at)
    }
  }

  private mutating func put(_ scalars: some Sequence<Unicode.Scalar>, _ at: Int) {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    let utf8 = String(text).utf8
    bytes += utf8
    places += repeatElement(at + 1, count: utf8.count)
  }

  /// Where the text goes on behind the hole at a place.
  private mutating func putHole(_ scalars: [Unicode.Scalar], _ start: Int) throws(GoPattern.Mistake) -> Int {
    var at = start + 1
    let isAny = at < scalars.count && scalars[at] == "*"
    if isAny { at += 1 }
    var name = ""
    while at < scalars.count, scalars[at].isNamePart, !(name.isEmpty && scalars[at].isDigit) {
      name.unicodeScalars.append(scalars[at])
      at += 1
    }
    guard isAny || !name.isEmpty else {
      throw GoPattern.Mistake(character: start + 1, reason: "a hole is $name, $_ for anything, or $*name for a list")
    }
    let word = (isAny ? GoPatternSource.any : GoPatternSource.one) + (name.isEmpty ? "_" : name)
    if name != "_", !name.isEmpty, !names.contains(name) { names.append(name) }
    put(word.unicodeScalars, start)
    return at
  }

  /// What hole a name stands for; nil for a name of Go.
  static func hole(_ node: Node, _ names: [String]) -> GoPattern.Hole? {
    let text = node.text
    if text.hasPrefix(one) { return .one(names.firstIndex(of: String(text.dropFirst(one.count)))) }
    if text.hasPrefix(any) { return .any(names.firstIndex(of: String(text.dropFirst(any.count)))) }
    return nil
  }
}

extension GoPatternSource {
  /// What stands before and behind the pattern where Go wants statements, and so on.
  private static let frames: [(before: String, after: String)] = [
    ("package p\n", "\n"), ("package p\nfunc f() {\n", "\n}\n"), ("package p\nvar v ", "\n"),
  ]

  /// The tree and the pattern's part of it: a declaration, statements, an expression or a type.
  func parsed() throws(GoPattern.Mistake) -> (SyntaxTree, GoPattern.Root) {
    for index in [0, 2] {
      let tree = tree(index)
      guard tree.errors.isEmpty, tree.root.declarations.count == 1, let only = tree.root.declarations.first else {
        continue
      }
      if index == 0 { return (tree, .node(only)) }
      if let root = try statements() { return root }
      if let type = only.specs.first?.type, only.specs.count == 1, only.specs.first?.values.isEmpty ?? false {
        return (tree, .node(type))
      }
    }
    if let root = try statements() { return root }
    let tree = tree(1)
    guard let error = tree.errors.min(by: { $0.offset < $1.offset }) else {
      throw GoPattern.Mistake(character: 1, reason: "it is neither one declaration nor statements nor a type")
    }
    throw GoPattern.Mistake(
      character: character(at: error.offset - GoPatternSource.frames[1].before.utf8.count),
      reason: "it is no Go: \(GoPatternSource.readable(error.message))")
  }

  /// Nil where the text is no statements.
  private func statements() throws(GoPattern.Mistake) -> (SyntaxTree, GoPattern.Root)? {
    let tree = tree(1)
    guard tree.errors.isEmpty, tree.root.declarations.count == 1, let function = tree.root.declarations.first,
      function.kind == .funcDecl
    else { return nil }
    let all = function.statements.filter { $0.kind != .emptyStmt }
    guard let first = all.first else { throw GoPattern.Mistake(character: 1, reason: "it is empty") }
    guard all.count == 1 else { return (tree, .statements(all)) }
    if first.kind == .exprStmt, var expression = first.operand {
      while expression.kind == .parenExpr, let inner = expression.operand { expression = inner }
      return (tree, .node(expression))
    }
    return (tree, .node(first))
  }

  private func tree(_ frame: Int) -> SyntaxTree {
    let (before, after) = GoPatternSource.frames[frame]
    return GoParser.parse(Array(before.utf8) + bytes + Array(after.utf8))
  }

  func mistake(at node: Node, in tree: SyntaxTree, _ reason: String) -> GoPattern.Mistake {
    let frame = GoPatternSource.frames.first { frame in
      let source = Array(tree.source)
      return source.starts(with: Array(frame.before.utf8) + bytes)
    }
    return GoPattern.Mistake(character: character(at: node.start - (frame?.before.utf8.count ?? 0)), reason: reason)
  }

  private func character(at offset: Int) -> Int {
    places.indices.contains(offset) ? places[offset] : (offset < 0 ? 1 : (places.last ?? 0) + 1)
  }

  /// Without the names that holes have while they are parsed.
  private static func readable(_ message: String) -> String {
    message.replacing(one, with: "$").replacing(any, with: "$*")
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(value) }
  fileprivate var isNamePart: Bool {
    isDigit || self == "_" || (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value)
  }
}
