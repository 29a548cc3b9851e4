import GoSyntax
import Repository

/// Which functions and methods have a signature that somebody else asks for.
///
/// An interface of the module asks for its methods' signatures, a declared function type of the package for its own, and
/// whoever uses a function as a value for that function's.
struct AskedSignatures {
  private let subject: Subject
  /// The names of all methods that interfaces of the module ask for.
  private lazy var asked: Set<String> = methodNames()
  private let readers: NamingFiles

  init(_ subject: Subject) {
    self.subject = subject
    readers = subject.sharedReaders.value { NamingFiles(subject.snapshot) }
  }

  /// Whether the signature is not the author's to choose: an interface of the module asks for the method, or the
  /// function is used as a value.
  mutating func isAskedFor(_ function: Node, in file: GoFile) -> Bool {
    askedFor([(function, file)]).contains(function)
  }

  /// Those of the functions that are asked for; the files that may use them are read once for all.
  mutating func askedFor(_ functions: [(function: Node, file: GoFile)]) -> Set<Node> {
    var found: Set<Node> = []
    var open: [String: [Node]] = [:]
    for (function, file) in functions {
      if isAskedForByName(function) || hasDeclaredType(function, in: file) {
        found.insert(function)
      } else if function.name != nil {
        open[file.packagePath, default: []].append(function)
      }
    }
    for (path, functions) in open {
      for file in readers.own[path] ?? [] { find(functions, in: file, &found) }
      let exported = functions.filter { $0.name.map { ExportedIdentifier.isExported($0.text) } ?? false }
      if !exported.isEmpty { for file in readers.importing[path] ?? [] { find(exported, in: file, &found) } }
    }
    return found
  }

  private func find(_ functions: [Node], in file: GoFile, _ found: inout Set<Node>) {
    var lengths: UInt64 = 0
    let names = functions.compactMap { function in function.name.map { (name: $0, function: function) } }
    for (name, _) in names { lengths |= 1 << UInt64(min(name.end - name.start, 63)) }
    for use in file.tree.nodes(of: .ident) where lengths & (1 << UInt64(min(use.end - use.start, 63))) != 0 {
      for (name, function) in names where use.isSameText(as: name) && use != name {
        if isValue(use, ofMethod: function.receiver != nil) { found.insert(function) }
      }
    }
  }

  /// Whether the package declares a function type with the very signature, written alike: `type Factory func(...)`.
  private mutating func hasDeclaredType(_ function: Node, in file: GoFile) -> Bool {
    guard function.receiver == nil, let mine = function.type, let parameters = mine.parameters?.fields,
      !parameters.isEmpty
    else { return false }
    for other in readers.own[file.packagePath] ?? [] {
      for spec in other.tree.nodes(of: .typeSpec) {
        guard let type = spec.type, type.kind == .funcType else { continue }
        if AskedSignatures.isWrittenAlike(mine.parameters, type.parameters),
          AskedSignatures.isWrittenAlike(mine.results, type.results)
        {
          return true
        }
      }
    }
    return false
  }

  private static func isWrittenAlike(_ mine: Node?, _ theirs: Node?) -> Bool {
    func types(_ list: Node?) -> [Node] {
      list?.fields.flatMap { field in
        field.type.map { Array(repeating: $0, count: Swift.max(1, field.names.count)) } ?? []
      } ?? []
    }
    let (mine, theirs) = (types(mine), types(theirs))
    return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isSameText(as: $1) }
  }

  /// The functions of the package with the same name in other files: one for each platform or build tag.
  mutating func twins(of function: Node, in file: GoFile) -> [Node] {
    guard function.receiver == nil, let name = function.name else { return [] }
    var twins: [Node] = []
    for other in readers.own[file.packagePath] ?? [] where other.path != file.path {
      for declared in other.tree.nodes(of: .funcDecl) where declared.receiver == nil {
        if let twin = declared.name, twin.isSameText(as: name) { twins.append(declared) }
      }
    }
    return twins
  }

  /// Whether an interface of the module has a method of the name.
  mutating func isAskedForByName(_ function: Node) -> Bool {
    guard function.receiver != nil, let name = function.name else { return false }
    return asked.contains(name.text)
  }

  /// Whether the name stands for the function itself instead of being called.
  private func isValue(_ use: Node, ofMethod isMethod: Bool) -> Bool {
    var node = use
    guard var parent = node.parent else { return false }
    if parent.kind == .selectorExpr, parent.name == use {
      node = parent
      guard let next = node.parent else { return false }
      parent = next
    } else if isMethod {
      return false
    }
    if parent.kind == .indexExpr || parent.kind == .indexListExpr, parent.operand == node {
      node = parent
      guard let next = node.parent else { return false }
      parent = next
    }
    switch parent.kind {
    case .callExpr: return parent.function != node
    case .keyValueExpr: return parent.value == node
    case .compositeLit: return parent.type != node
    case .assignStmt: return parent.rightSide.contains(node)
    case .valueSpec: return parent.values.contains(node)
    case .returnStmt, .sendStmt: return true
    default: return false
    }
  }

  private func methodNames() -> Set<String> {
    var names: Set<String> = []
    for file in subject.snapshot.goFiles {
      for type in file.tree.nodes(of: .interfaceType) {
        for field in type.fields { for name in field.names { names.insert(name.text) } }
      }
    }
    return names
  }
}

/// The files that may name what a package declares: its own, and those that import it.
struct NamingFiles: Sendable {
  private(set) var own: [String: [GoFile]] = [:]
  private(set) var importing: [String: [GoFile]] = [:]

  init(_ snapshot: Snapshot) {
    for file in snapshot.goFiles where !file.isTest { own[file.packagePath, default: []].append(file) }
    for file in snapshot.goFiles where !file.isTest {
      for imported in file.imports where own[imported.path] != nil {
        importing[imported.path, default: []].append(file)
      }
    }
  }
}

extension Node {
  /// Whether both are written alike; compares bytes and makes no string.
  func isSameText(as other: Node) -> Bool {
    let (mine, theirs) = (bytes, other.bytes)
    guard mine.count == theirs.count else { return false }
    var i = 0
    while i < mine.count {
      if mine[i] != theirs[i] { return false }
      i &+= 1
    }
    return true
  }
}
