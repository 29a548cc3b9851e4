import Evidence
import GoSyntax
import GoTypes
import Repository

/// A call in hand-written, shipped code.
struct ProductCall {
  let file: GoFile
  let node: Node
  /// The called name: `Shutdown` of `server.Shutdown(ctx)`.
  let name: String
}

/// In which files of product code something is called by a name; the calls are kept with the files' trees.
struct CallIndex: Sendable {
  private var files: [String: [Int32]] = [:]

  init(_ files: [GoFile]) {
    for (number, file) in files.enumerated() {
      for name in file.tree.calledNames { self.files[name, default: []].append(Int32(number)) }
    }
  }

  /// In the order of files and places.
  func calls(named names: Set<String>, in files: [GoFile]) -> [ProductCall] {
    var numbers: [Int32] = []
    for name in names { numbers += self.files[name] ?? [] }
    if names.count > 1 { numbers = Set(numbers).sorted() }
    return numbers.flatMap { number in
      let file = files[Int(number)]
      return file.tree.calls(named: names).map { ProductCall(file: file, node: $0, name: $0.calledName ?? "") }
    }
  }
}

/// The calls of a tree by called name.
private struct CallsByName: TreeFact {
  private(set) var calls: [String: [Node]] = [:]

  init(_ tree: SyntaxTree) {
    for node in tree.nodes(of: .callExpr) { if let name = node.calledName { calls[name, default: []].append(node) } }
  }
}

extension SyntaxTree {
  var calledNames: some Sequence<String> { fact(CallsByName.self).calls.keys }

  /// The calls whose called name is one of these, in the order of their places.
  func calls(named names: Set<String>) -> [Node] {
    let calls = fact(CallsByName.self).calls
    let found = names.compactMap { calls[$0] }
    return found.count == 1 ? found[0] : found.joined().sorted { $0.index < $1.index }
  }
}

/// Calls of some names, file by file in the order of their places.
struct CallsByFile {
  private var calls: [ObjectIdentifier: [(node: Node, name: String)]] = [:]

  init(_ all: [ProductCall]) {
    for call in all { calls[ObjectIdentifier(call.file), default: []].append((call.node, call.name)) }
  }

  subscript(file: GoFile) -> [(node: Node, name: String)] { calls[ObjectIdentifier(file)] ?? [] }
}

extension Subject {
  /// The calls of product code whose called name is in `names`; the name is compared before anything is resolved.
  func productCalls(named names: Set<String>) -> [ProductCall] {
    sharedCalls.value { CallIndex(snapshot.productFiles) }.calls(named: names, in: snapshot.productFiles)
  }

  /// The same by file, for probes that go from file to file.
  func productCalls(inFiles names: Set<String>) -> CallsByFile { CallsByFile(productCalls(named: names)) }

  func callee(_ call: ProductCall) -> Callee? { types.callee(of: call.node, in: call.file) }
}

extension Node {
  /// callExpr: the last name of what is called, type arguments left out; nil for a called literal or index.
  var calledName: String? {
    guard var function = function?.unparenthesized else { return nil }
    if function.kind == .indexExpr || function.kind == .indexListExpr, let operand = function.operand {
      function = operand.unparenthesized
    }
    switch function.kind {
    case .ident: return function.text
    case .selectorExpr: return function.name?.text
    default: return nil
    }
  }

  /// callExpr: the name before the dot, `signal` of `signal.Notify(...)`; nil unless that is a plain name.
  var calledOperandName: String? {
    guard let function = function?.unparenthesized, function.kind == .selectorExpr else { return nil }
    guard let operand = function.operand?.unparenthesized, operand.kind == .ident else { return nil }
    return operand.text
  }

  /// basicLit of a string: the text between the quotes, escapes as written; nil for anything else.
  var plainString: String? {
    guard kind == .basicLit, token == .string, end - start >= 2 else { return nil }
    return tree.text(start + 1..<end - 1)
  }
}

extension String {
  /// Whether it is the path or lies below it; makes no text, because every probe asks it of every import.
  func isPath(_ path: String) -> Bool {
    let length = path.utf8.count
    guard utf8.count >= length, hasPrefix(path) else { return false }
    return utf8.count == length || utf8[utf8.index(utf8.startIndex, offsetBy: length)] == UInt8(ascii: "/")
  }
}

extension GoFile {
  /// The import whose path is `path` or lies below it; a major version suffix does not matter.
  func importing(_ path: String) -> GoImport? {
    for index in imports.indices where imports[index].path.isPath(path) { return imports[index] }
    return nil
  }
}

extension Snapshot {
  /// The first product file importing one of the paths (or a package below), with that import.
  func productImport(of paths: [String]) -> (file: GoFile, imported: GoImport)? {
    for file in productFiles {
      for path in paths {
        if let imported = file.importing(path) { return (file, imported) }
      }
    }
    return nil
  }
}
