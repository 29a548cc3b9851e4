import Evidence
import GoSyntax
import Synchronization

/// A parsed Go file of the reviewed module and its part in it.
///
/// A class because probes hand files around millions of times: one count of references instead of one for each part.
package final class GoFile: Sendable {
  package let path: String
  package let tree: SyntaxTree
  /// Why the file neither earns nor costs a rating; empty for code that counts.
  package let roles: Roles
  /// Import path of the package the file's folder holds, e.g. `example.org/shop/internal/cart`.
  package let packagePath: String
  package let imports: [GoImport]
  /// See `FileFact`; looked up when first asked for.
  let knownFacts = AtomicLazyReference<KeptFacts>()

  /// What a file is besides plain code.
  package struct Roles: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    /// `_test.go`.
    package static let test = Roles(rawValue: 1)
    /// `// Code generated ... DO NOT EDIT.`
    package static let generated = Roles(rawValue: 2)
    /// Below a folder named testdata, or one starting with `_` or `.`.
    package static let testdata = Roles(rawValue: 4)
    /// Below examples/, example/, _examples/.
    package static let example = Roles(rawValue: 8)
    /// `//go:build ignore` or `tools`, or below tools/, hack/, packaging builders.
    package static let tool = Roles(rawValue: 16)
    /// Not a test file but only used by tests: package named *test, mocks, fixtures.
    package static let testSupport = Roles(rawValue: 32)
  }

  package init(path: String, tree: SyntaxTree, roles: Roles, packagePath: String, imports: [GoImport]) {
    self.path = path
    self.tree = tree
    self.roles = roles
    self.packagePath = packagePath
    self.imports = imports
  }

  package var isTest: Bool { roles.contains(.test) }
  /// Generated, testdata, example or tool code, test or not.
  package var isAside: Bool { !roles.isDisjoint(with: [.generated, .testdata, .example, .tool]) }
  /// Hand-written code that ships.
  package var isProduct: Bool { roles.isEmpty }
  /// The name in the package clause.
  package var packageName: String { tree.root.name?.text ?? "" }
  package var isMain: Bool { packageName == "main" }

  package func location(of node: Node) -> Location {
    let (line, column) = tree.position(at: node.start)
    return Location(path: path, line: line, column: column, endLine: node.endLine)
  }

  package func location(at offset: Int) -> Location {
    let (line, column) = tree.position(at: offset)
    return Location(path: path, line: line, column: column)
  }

  /// A finding at a node, with the node's first line as its snippet.
  package func finding(_ probe: ProbeID, at node: Node, _ message: String, confidence: Confidence = .high) -> Finding {
    let (line, column) = tree.position(at: node.start)
    return Finding(
      probe: probe, location: Location(path: path, line: line, column: column, endLine: line),
      snippet: tree.text(ofLine: line).trimmingBlanks, message: message, confidence: confidence)
  }
}

/// One import of a file.
package struct GoImport: Hashable, Sendable {
  /// The import path, unquoted.
  package let path: String
  /// The name it is used under: the written one, else guessed from the path (`/v2`, `go-`, `.v3` left out).
  package let name: String
  /// Whether the name was written: `.` and `_` included.
  package let isNamed: Bool
  package let node: Node

  package init(path: String, name: String, isNamed: Bool, node: Node) {
    self.path = path
    self.name = name
    self.isNamed = isNamed
    self.node = node
  }
}

extension String {
  /// Without blanks at both ends.
  package var trimmingBlanks: String {
    if let plain = trimmingASCIIBlanks { return plain }
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }

  /// The same where both ends are ASCII, as they mostly are: telling white space among characters is slow.
  private var trimmingASCIIBlanks: String? {
    var bytes = utf8[...]
    func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
    while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    guard let first = bytes.first, let last = bytes.last else { return "" }
    guard first < 0x80, last < 0x80 else { return nil }
    return bytes.count == utf8.count ? self : String(Substring(bytes))
  }
}
