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

/// The calls of product code by called name, in the order of files and places.
struct CallIndex: Sendable {
  private var places: [String: [Place]] = [:]

  private struct Place {
    let file: Int
    let node: Node
  }

  init(_ files: [GoFile]) {
    for (file, goFile) in files.enumerated() {
      for node in goFile.tree.nodes(of: .callExpr) {
        if let name = node.calledName { places[name, default: []].append(Place(file: file, node: node)) }
      }
    }
  }

  func calls(named names: Set<String>, in files: [GoFile]) -> [ProductCall] {
    var found: [(place: Place, name: String)] = []
    for name in names { for place in places[name] ?? [] { found.append((place, name)) } }
    found.sort { ($0.place.file, $0.place.node.index) < ($1.place.file, $1.place.node.index) }
    return found.map { ProductCall(file: files[$0.place.file], node: $0.place.node, name: $0.name) }
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
