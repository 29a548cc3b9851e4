import GoSyntax
import Repository
import Synchronization

/// One file as the evaluation of types sees it: its tree, its imports, and what has been found out about it so far.
///
/// Local names are resolved when first asked for; types of declarations and calls are remembered. Both may be asked
/// from several threads: work is done outside the lock, so that two threads may do it twice but never wait in a ring.
final class SourceFile: Sendable {
  let tree: SyntaxTree
  /// Import path by the name used in this file.
  let imports: [String: String]
  /// Paths imported with `.`.
  let dotImports: [String]
  /// The package that holds the file; unowned because the package holds its files. Set once, before anyone asks.
  nonisolated(unsafe) private(set) unowned(unsafe) var package: PackageScope?
  private let resolved = AtomicLazyReference<LocalNames>()
  private let memory = Mutex(Memory())

  struct Memory {
    var declarations: [UInt32: GoType] = [:]
    var calls: [UInt32: GoType] = [:]
  }

  init(tree: SyntaxTree, imports: [GoImport], nameOf: (GoImport) -> String) {
    self.tree = tree
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
  }

  init(tree: SyntaxTree, imports: [String: String]) {
    self.tree = tree
    self.imports = imports
    self.dotImports = []
  }

  func enter(_ package: PackageScope) { self.package = package }

  var names: LocalNames {
    if let names = resolved.load() { return names }
    return resolved.storeIfNil(LocalNames(tree))
  }

  func rememberedDeclaration(_ name: Node) -> GoType? { memory.withLock { $0.declarations[name.index] } }
  func remember(declaration name: Node, _ type: GoType) { memory.withLock { $0.declarations[name.index] = type } }
  func rememberedCall(_ call: Node) -> GoType? { memory.withLock { $0.calls[call.index] } }
  func remember(call: Node, _ type: GoType) { memory.withLock { $0.calls[call.index] = type } }
}
