import GoSyntax
import Repository

/// Which packages have tests, and how much hand-written code that covers.
///
/// A package is tested when a test file of its folder holds a test, fuzz or example function, when tests that have no
/// code of their own folder to test import it, or when tests elsewhere in the module call a third of its exported
/// functions, three at least. Running programs over the wire tests nothing here. Packages without a single function body
/// have nothing to test and are left out of the lines. Limits: calls of methods are not counted.
struct TestedPackages: Sendable {
  struct Entry: Sendable {
    let path: String
    let folder: String
    let isMain: Bool
    /// Lines of hand-written product files.
    let lineCount: Int
    let hasLogic: Bool
    let isTested: Bool
    /// Whether something is decided in it, and no test file of any kind comes near: what a reader may be sent to.
    let isLeftAlone: Bool
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
      // A folder with nothing of its own to test is there for the packages its tests import; an external test package
      // may test what lies below it.
      let hasOwnLogic = files.contains { $0.isProduct && TestedPackages.hasLogic($0) }
      for file in tests where !EndToEndSuite.holds(file) {
        let paths = file.imports.map(\.path)
        let isExternal = file.packageName.hasSuffix("_test")
        imported.formUnion(hasOwnLogic ? paths.filter { isExternal && $0.hasPrefix(package.path + "/") } : paths)
      }
    }
    imported.formUnion(TestedPackages.calledByTests(snapshot, except: imported.union(withTests.lazy.map(\.path))))
    let own = Set(withTests.map(\.path))
    let touched = TestedPackages.touchedByTests(snapshot)
    entries = snapshot.packages.compactMap { package in
      let files = package.fileIndices.map { snapshot.goFiles[$0] }
      let product = files.filter(\.isProduct)
      guard !product.isEmpty else { return nil }
      return Entry(
        path: package.path, folder: package.folder, isMain: package.isMain,
        lineCount: product.filter { !TestedPackages.saysGenerated($0) }.reduce(0) { $0 + $1.tree.lineCount },
        hasLogic: product.contains(where: TestedPackages.hasLogic),
        isTested: own.contains(package.path) || imported.contains(package.path),
        isLeftAlone: !files.contains(where: \.isTest) && !touched.contains(package.path)
          && !TestedPackages.isNamedForTests(package) && TestedPackages.decides(product),
        file: product.first)
    }
    packagesWithTests = withTests
    testFunctionCount = functions
  }

  /// Packages of which tests elsewhere call a third of the exported functions.
  private static func calledByTests(_ snapshot: Snapshot, except tested: Set<String>) -> [String] {
    var functions: [String: Set<String>] = [:]
    for file in snapshot.productFiles where !tested.contains(file.packagePath) {
      functions[file.packagePath, default: []].formUnion(file.tree.fact(ExportedFunctions.self).names)
    }
    functions = functions.filter { $0.value.count >= 3 }
    var called: [String: Set<String>] = [:]
    for file in snapshot.testFiles where !EndToEndSuite.holds(file) {
      for imported in file.imports {
        guard let declared = functions[imported.path] else { continue }
        called[imported.path, default: []].formUnion(
          file.tree.fact(NamesUsed.self).called[imported.name, default: []].intersection(declared))
      }
    }
    return called.compactMap { path, names in
      names.count >= 3 && names.count * 3 >= functions[path]?.count ?? 0 ? path : nil
    }
  }

  /// Packages that a test elsewhere imports, of whatever suite, or a package that is there for tests: the values it
  /// gets from there have methods, too.
  private static func touchedByTests(_ snapshot: Snapshot) -> Set<String> {
    let own = Set(snapshot.packages.lazy.map(\.path))
    var touched: Set<String> = []
    for file in snapshot.goFiles
    where (file.isTest || file.roles.contains(.testSupport)) && !file.roles.contains(.testdata) {
      for imported in file.imports where imported.path != file.packagePath && own.contains(imported.path) {
        touched.insert(imported.path)
      }
      if file.isTest { touched.formUnion(packagesNamed(by: file, snapshot)) }
    }
    return touched
  }

  /// `integration/cart_test.go` with a `TestCart`: what the file and its test are named for is meant.
  private static func packagesNamed(by file: GoFile, _ snapshot: Snapshot) -> [String] {
    guard let stem = file.path.split(separator: "/").last.map({ String($0.dropLast("_test.go".count)) }),
      stem.utf8.count > 3,
      TestFunction.all(in: file).contains(where: { $0.name.dropFirst(4).lowercased().hasPrefix(stem) })
    else { return [] }
    return snapshot.packages.lazy.map(\.path).filter { $0.hasSuffix("/" + stem) }
  }

  private struct ExportedFunctions: TreeFact {
    private(set) var names: Set<String> = []

    init(_ tree: SyntaxTree) {
      for function in tree.nodes(of: .funcDecl) where function.receiver == nil {
        guard let name = function.name, let first = name.bytes.first, (65...90).contains(first) else { continue }
        names.insert(name.text)
      }
    }
  }

  /// What a test file does with names it selects from: from those of packages, if they are imported.
  private struct NamesUsed: TreeFact {
    /// The functions called, by the name before the dot.
    private(set) var called: [String: Set<String>] = [:]

    init(_ tree: SyntaxTree) {
      for selector in tree.nodes(of: .selectorExpr) {
        guard let operand = selector.operand, operand.kind == .ident, let parent = selector.parent else { continue }
        guard parent.kind == .callExpr, parent.function == selector, let name = selector.name?.text else { continue }
        called[operand.text, default: []].insert(name)
      }
    }
  }

  /// A package that the tests are made with, although the product imports it.
  private static func isNamedForTests(_ package: GoPackage) -> Bool {
    package.folder.split(separator: "/").contains { ["test", "tests", "testing", "e2e", "mock", "mocks"].contains($0) }
  }

  /// From how many branches and loops on code has something to get wrong; types and plain calls have not.
  private static let decisionCountMin = 3

  private static func decides(_ files: [GoFile]) -> Bool {
    let kinds: [NodeKind] = [.ifStmt, .forStmt, .rangeStmt, .switchStmt, .typeSwitchStmt, .selectStmt]
    var count = 0
    for file in files where !saysGenerated(file) {
      for kind in kinds { count += file.tree.nodes(of: kind).count }
      if count >= decisionCountMin { return true }
    }
    return false
  }

  /// Generators that join the usual line with the package comment (`// Package docs Code generated by ...`).
  private static func saysGenerated(_ file: GoFile) -> Bool {
    guard let head = file.tree.commentGroups.first, head.start < (file.tree.root.name?.start ?? 0) else { return false }
    return head.comments.contains { comment in
      let text = file.tree.text(comment)
      return text.contains("Code generated") && text.contains("DO NOT EDIT")
    }
  }

  private static func hasLogic(_ file: GoFile) -> Bool {
    !saysGenerated(file) && file.tree.nodes(of: .funcDecl).contains { $0.body != nil }
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

  static func all(in file: GoFile) -> [TestFunction] { file.tree.fact(All.self).functions }

  private struct All: TreeFact {
    let functions: [TestFunction]
    init(_ tree: SyntaxTree) { functions = TestFunction.all(in: tree) }
  }

  private static func all(in tree: SyntaxTree) -> [TestFunction] {
    tree.root.declarations.compactMap { node in
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
