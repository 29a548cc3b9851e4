import GoSyntax
import Repository

/// Which packages have tests, and how much hand-written code that covers.
///
/// A package is tested when a test file of its folder holds a test, fuzz or example function, or when a folder that
/// holds nothing but tests imports it. Running programs over the wire tests nothing here. Packages without a single
/// function body have nothing to test and are left out of the lines.
struct TestedPackages: Sendable {
  struct Entry: Sendable {
    let path: String
    let folder: String
    let isMain: Bool
    /// Lines of hand-written product files.
    let lineCount: Int
    let hasLogic: Bool
    let isTested: Bool
    /// First product file, where a reader may begin.
    let file: GoFile?
  }

  /// Packages with product code.
  let entries: [Entry]
  /// Packages whose folder holds test functions, test-only folders included.
  let packagesWithTests: [(path: String, folder: String)]
  let testFunctionCount: Int

  init(_ snapshot: Snapshot) {
    var imported: Set<String> = []
    var functions = 0
    var withTests: [(path: String, folder: String)] = []
    for package in snapshot.packages {
      let files = package.fileIndices.map { snapshot.goFiles[$0] }
      let tests = files.filter { $0.isTest && !$0.isAside && $0.tree.errors.isEmpty }
      let count = tests.reduce(0) { $0 + TestFunction.all(in: $1).filter { $0.kind != .benchmark }.count }
      functions += count
      guard count > 0 else { continue }
      withTests.append((package.path, package.folder))
      if !files.contains(where: { $0.isProduct }) {
        imported.formUnion(tests.flatMap { $0.imports.map(\.path) })
      }
    }
    let own = Set(withTests.map(\.path))
    entries = snapshot.packages.compactMap { package in
      let product = package.fileIndices.map { snapshot.goFiles[$0] }.filter(\.isProduct)
      guard !product.isEmpty else { return nil }
      return Entry(
        path: package.path, folder: package.folder, isMain: package.isMain,
        lineCount: product.reduce(0) { $0 + $1.tree.lineCount },
        hasLogic: product.contains { $0.tree.nodes(of: .funcDecl).contains { $0.body != nil } },
        isTested: own.contains(package.path) || imported.contains(package.path), file: product.first)
    }
    packagesWithTests = withTests
    testFunctionCount = functions
  }

  /// What the share of tested lines is taken over: library code, or the mains where there is nothing else.
  var counted: [Entry] {
    let logic = entries.filter { $0.hasLogic }
    let libraries = logic.filter { !$0.isMain }
    return libraries.isEmpty ? logic : libraries
  }
}

/// A top-level function that `go test` runs.
struct TestFunction: Sendable {
  enum Kind: Sendable { case test, benchmark, fuzz, example }
  let kind: Kind
  let name: String
  let node: Node
  /// Name of its `t`, `b` or `f`, nil where it has none.
  let parameter: String?

  static func all(in file: GoFile) -> [TestFunction] {
    file.tree.root.declarations.compactMap { node in
      guard node.kind == .funcDecl, node.receiver == nil, let name = node.name?.text else { return nil }
      let parameters = node.type?.parameters?.fields
      let field = parameters?.first
      let type = field?.type?.text ?? ""
      let parameter = field?.names.first?.text
      for (prefix, kind, wanted) in [
        ("Test", Kind.test, "*testing.T"), ("Benchmark", .benchmark, "*testing.B"), ("Fuzz", .fuzz, "*testing.F"),
      ] {
        if isName(name, after: prefix), parameters?.count == 1, type == wanted || type.hasSuffix(wanted.dropFirst(8)) {
          return TestFunction(kind: kind, name: name, node: node, parameter: parameter)
        }
      }
      let isExample = isName(name, after: "Example") && (parameters?.isEmpty ?? true)
      return isExample ? TestFunction(kind: .example, name: name, node: node, parameter: nil) : nil
    }
  }

  /// `TestX`, `Test_x`, `Test`, not `Testify`.
  private static func isName(_ name: String, after prefix: String) -> Bool {
    guard name.hasPrefix(prefix) else { return false }
    guard let next = name.dropFirst(prefix.count).first else { return true }
    return !next.isLowercase
  }
}
