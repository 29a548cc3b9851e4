import GoSyntax
import Repository
import Synchronization

/// One file as the evaluation of types sees it: its tree, its imports, and what has been found out about it so far.
///
/// Local names are resolved when first asked for; types of declarations and calls are remembered. Both may be asked
/// from several threads: work is done outside the lock, so that two threads may do it twice but never wait in a ring.
final class SourceFile: Sendable {
  let tree: SyntaxTree
  /// `Node.treeNumber` of its nodes.
  let treeNumber: UInt64
  /// Import path by the name used in this file.
  let imports: [String: String]
  /// Paths imported with `.`.
  let dotImports: [String]
  /// The package that holds the file; unowned because the package holds its files. Set once, before anyone asks.
  nonisolated(unsafe) private(set) unowned(unsafe) var package: PackageScope?
  private let resolved = AtomicLazyReference<FileNames>()
  /// Where `resolved` lies, 0 for nothing yet: every question for a name goes this way, without counting references.
  private let place = Atomic<UInt>(0)
  private let memory: Mutex<Memory>

  private struct Memory {
    /// What is known of declaring identifiers and of calls, by their position in the file; 0 for nothing yet, else the
    /// place in `types` counted from 1.
    var declarations: [UInt32] = []
    var calls: [UInt32] = []
    var types: [GoType] = []
    /// Type switches declare by clause.
    var clauses: [UInt32: GoType] = [:]
  }

  init(tree: SyntaxTree, imports: [GoImport], nameOf: (GoImport) -> String) {
    self.tree = tree
    treeNumber = tree.root.treeNumber
    var named: [String: String] = [:]
    var dotted: [String] = []
    for item in imports {
      switch item.isNamed ? item.name : nameOf(item) {
      case "_": continue
      case ".": dotted.append(item.path)
      case let name: named[name] = item.path
      }
    }
    self.imports = named
    self.dotImports = dotted
    memory = Mutex(Memory())
  }

  init(tree: SyntaxTree, imports: [String: String]) {
    self.tree = tree
    treeNumber = tree.root.treeNumber
    self.imports = imports
    self.dotImports = []
    memory = Mutex(Memory())
  }

  func enter(_ package: PackageScope) { self.package = package }

  /// Asks for what the file's identifiers name, which is found out when first asked for.
  func withNames<Answer>(_ types: ModuleTypes, _ ask: (FileNames) -> Answer) -> Answer {
    if let known = UnsafeRawPointer(bitPattern: place.load(ordering: .acquiring)) {
      return Unmanaged<FileNames>.fromOpaque(known)._withUnsafeGuaranteedRef(ask)
    }
    let names = resolved.storeIfNil(FileNames(self, packageAt: types.package))
    place.store(UInt(bitPattern: Unmanaged.passUnretained(names).toOpaque()), ordering: .releasing)
    return ask(names)
  }

  func rememberedDeclaration(_ name: Node) -> GoType? {
    memory.withLock { memory in
      if name.kind != .ident { return memory.clauses[name.index] }
      guard name.ordinal < memory.declarations.count else { return nil }
      let place = memory.declarations[name.ordinal]
      return place == 0 ? nil : memory.types[Int(place) - 1]
    }
  }

  func remember(declaration name: Node, _ type: GoType) {
    memory.withLock { memory in
      if name.kind != .ident {
        memory.clauses[name.index] = type
        return
      }
      if memory.declarations.isEmpty {
        memory.declarations = Array(repeating: 0, count: tree.nodes(of: .ident).count)
      }
      memory.types.append(type)
      memory.declarations[name.ordinal] = UInt32(memory.types.count)
    }
  }

  func rememberedCall(_ call: Node) -> GoType? {
    memory.withLock { memory in
      guard call.ordinal < memory.calls.count else { return nil }
      let place = memory.calls[call.ordinal]
      return place == 0 ? nil : memory.types[Int(place) - 1]
    }
  }

  func remember(call: Node, _ type: GoType) {
    memory.withLock { memory in
      if memory.calls.isEmpty { memory.calls = Array(repeating: 0, count: tree.nodes(of: .callExpr).count) }
      memory.types.append(type)
      memory.calls[call.ordinal] = UInt32(memory.types.count)
    }
  }
}
