import GoSyntax

/// What a Go file is besides plain code, as far as its own path and text tell.
extension GoFile.Roles {
  /// `path` is relative to the module's folder.
  init(path: String, tree: SyntaxTree) {
    self = []
    let names = path.split(separator: "/")
    let folders = names.dropLast().map(String.init)
    let name = names.last.map(String.init) ?? ""
    if name.hasSuffix("_test.go") { insert(.test) }
    if folders.contains(where: GoFile.Roles.exampleFolders.contains) {
      insert(.example)
    } else if folders.contains(where: { $0 == "testdata" || $0.hasPrefix("_") || $0.hasPrefix(".") && $0 != ".ci" })
      || name.hasPrefix("_") || name.hasPrefix(".")
    {
      insert(.testdata)
    }
    let header = tree.fact(FileHeader.self)
    if header.isGenerated { insert(.generated) }
    if header.isTool { insert(.tool) }
    if let top = folders.first {
      let isMain = tree.root.name?.isText("main") == true
      if GoFile.Roles.toolFolders.contains(top) || isMain && GoFile.Roles.toolMainFolders.contains(top) {
        insert(.tool)
      }
    }
    if GoFile.Roles.isTestSupport(package: tree.root.name?.text ?? "", folders: folders) { insert(.testSupport) }
  }

  /// Roles a folder gives, which a package loses when the product imports it.
  static let byFolder: GoFile.Roles = [.tool, .testSupport]

  private static let exampleFolders: Set<String> = ["examples", "example", "_examples", "_example"]
  private static let toolFolders: Set<String> = ["tools", "hack", "scripts", "script", "magefiles", ".ci", "packaging"]
  /// Folders whose main packages build or release the product, while their libraries may be part of it.
  private static let toolMainFolders: Set<String> = [
    "build", "ci", "dev", "devtools", "contrib", "misc", "release", "tool", "docs",
  ]

  private static func isTestSupport(package name: String, folders: [String]) -> Bool {
    if folders.contains(where: testFolders.contains) || folders.first.map(suiteFolders.contains) ?? false {
      return true
    }
    // `service/cmd/cluster-test`, while a program right below cmd/ may have any name.
    if folders.dropFirst(folders.first == "cmd" ? 2 : 1).contains(where: isNamedForTests) { return true }
    // The package at the root is what the module is for, `dockertest` as well as `shop`.
    if folders.isEmpty { return false }
    if supportNames.contains(name) || supportSuffixes.contains(where: name.hasSuffix) { return true }
    if supportPrefixes.contains(where: name.hasPrefix) { return true }
    // `webtests` holds what serves tests as `webtest` does.
    let single = name.hasSuffix("tests") ? String(name.dropLast()) : name
    return single.hasSuffix("test") && !wordsEndingInTest.contains(where: single.hasSuffix)
  }

  private static let testFolders: Set<String> = [
    "test", "tests", "e2e", "mocks", "testutil", "testutils", "testing", "fixtures", "testfiles", "testhelper",
    "testhelpers", "testsupport",
  ]
  /// Folders at the root that hold a suite for the whole.
  private static let suiteFolders: Set<String> = [
    "integration", "integration-cli", "integration-test", "integration-tests", "integration_test", "integration_tests",
    "integrationtest",
    "integrationtests", "e2e-test", "e2e-tests", "acceptance", "acceptance-tests", "systemtest", "systemtests",
  ]

  private static func isNamedForTests(_ folder: String) -> Bool {
    let parts = folder.split { $0 == "-" || $0 == "_" }
    return parts.count > 1 && (parts.last == "test" || parts.last == "tests")
  }
  private static let supportNames: Set<String> = [
    "test", "tests", "testing", "mock", "mocks", "fake", "fakes", "stub", "stubs", "fixture", "fixtures", "e2e",
    "testhelper",
    "testhelpers", "testsupport", "integration", "testdb", "testserver", "testkit", "testlib", "testenv", "testharness",
    "testsuite", "testcase", "testcases", "testfixture", "testfixtures", "testcommon",
  ]
  private static let supportSuffixes = ["testutil", "testutils", "testing", "testhelpers", "_test", "mocks", "fakes"]
  private static let supportPrefixes = ["testutil", "mock_", "mocks_", "fake_"]
  private static let wordsEndingInTest = [
    "latest", "attest", "contest", "protest", "greatest", "fastest", "shortest", "backtest", "abtest", "speedtest",
    "pentest",
  ]
}

/// What stands above the package clause: the mark of generated files and build constraints.
struct FileHeader: TreeFact {
  private(set) var isGenerated = false
  /// Constrained to a tag nobody builds with: `ignore`, `tools`, `mage` and the like.
  private(set) var isTool = false
  private(set) var isMagefile = false

  init(_ tree: SyntaxTree) {
    let limit = tree.root.name?.start ?? tree.source.count
    for group in tree.commentGroups {
      guard group.start < limit else { break }
      for range in group.comments where range.lowerBound < limit {
        guard FileHeader.mayTell(tree.source[range]) else { continue }
        for line in tree.text(range).split(whereSeparator: \.isNewline) { read(line) }
      }
    }
  }

  /// Whether a comment may be one of those that are read: most headers are licences.
  private static func mayTell(_ comment: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard comment.count >= 10 else { return false }
    let start = comment.startIndex
    guard comment[start + 1] == UInt8(ascii: "/") else {
      return zip(comment, comment.dropFirst()).contains { $0 == UInt8(ascii: "/") && $1 == UInt8(ascii: "/") }
    }
    switch comment[start + 2] {
    case UInt8(ascii: "g"): return true
    case UInt8(ascii: " "): return comment[start + 3] == UInt8(ascii: "C") || comment[start + 3] == UInt8(ascii: "+")
    default: return false
    }
  }

  private mutating func read(_ line: Substring) {
    if line.hasPrefix("// Code generated "), line.hasSuffix(" DO NOT EDIT.") {
      isGenerated = true
    } else if line.hasPrefix("//go:build ") {
      readConstraint(line.dropFirst(11))
    } else if line.hasPrefix("// +build ") {
      readConstraint(line.dropFirst(10))
    }
  }

  private mutating func readConstraint(_ expression: Substring) {
    let words = expression.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "!" || $0 == ".") }
    for word in words {
      if FileHeader.toolTags.contains(String(word)) { isTool = true }
      if word == "mage" { isMagefile = true }
    }
  }

  /// Fuzzing harnesses stand behind `gofuzz` and `libfuzzer`, what Wire makes code from behind `wireinject`.
  private static let toolTags: Set<String> = [
    "ignore", "tools", "tool", "mage", "never", "generate", "codegen", "gen", "gofuzz", "libfuzzer", "wireinject",
  ]
}
