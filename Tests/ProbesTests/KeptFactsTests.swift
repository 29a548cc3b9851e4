import Evidence
import GoSyntax
import Probes
import Repository
import Testing

/// What trees and files keep says the same in whatever commit they stand.
@Suite struct KeptFactsTests {
  /// Each distinct content is parsed once for all commits; files of one commit with the same content have trees of their
  /// own, told apart by the order of their paths.
  final class History {
    private var trees: [[UInt8]: [SyntaxTree]] = [:]

    func subject(_ content: RepositoryContent) -> Subject {
      var content = content
      var copies: [[UInt8]: Int] = [:]
      var known: [String: SyntaxTree] = [:]
      for (path, bytes) in content.contents.sorted(by: { $0.key < $1.key }) where path.hasSuffix(".go") {
        let copy = copies[bytes, default: 0]
        copies[bytes] = copy + 1
        if copy == trees[bytes]?.count ?? 0 {
          let tree = trees[bytes]?.first.map { SyntaxTree(sharing: $0) } ?? GoParser.parse(bytes)
          trees[bytes, default: []].append(tree)
        }
        known[path] = trees[bytes]?[copy]
      }
      let parsed = known
      content.parsed = { parsed[$0] }
      return Subject(Snapshot(reading: content, origin: .revision(commit: "c")))
    }
  }

  /// Other commits with files of this one: each file gone, one renamed and one moved to another package, another module,
  /// everything among the tools, everything among the tests' helpers, one file twice, and one with another text.
  static func neighbours(of content: RepositoryContent) -> [RepositoryContent] {
    let paths = content.contents.keys.sorted()
    let go = paths.filter { $0.hasSuffix(".go") }
    func with(_ rename: (String) -> String?) -> RepositoryContent {
      var other = RepositoryContent()
      for path in paths { if let new = rename(path) { other.contents[new] = content.contents[path] } }
      return listed(other)
    }
    var all = paths.map { gone in with { $0 == gone ? nil : $0 } }
    for one in go {
      let isTest = one.hasSuffix("_test.go")
      all.append(with { $0 == one ? String($0.dropLast(isTest ? 8 : 3)) + (isTest ? "x_test.go" : "x.go") : $0 })
      all.append(with { $0 == one ? "elsewhere/" + $0 : $0 })
      var twice = content
      twice.contents["copy/" + one] = content.contents[one]
      twice.contents[one] = (content.contents[one] ?? []) + Array("\n// more\nvar another = 1\n".utf8)
      all.append(listed(twice))
    }
    for folder in ["tools/", "testutil/", "examples/"] { all.append(with { $0.hasSuffix(".go") ? folder + $0 : $0 }) }
    var moved = content
    moved.contents["go.mod"] = Array("module example.org/other/v2\n\ngo 1.18\n".utf8)
    return all + [listed(moved)]
  }

  private static func listed(_ content: RepositoryContent) -> RepositoryContent {
    var content = content
    content.files = content.contents.map { RepositoryFile(path: $0.key, byteCount: $0.value.count) }
    return content
  }

  static let probes = AllProbes.list.map { $0.card.id.text }

  @Test(arguments: probes) func `an outcome is the same after all neighbours were probed`(_ id: String) throws {
    let probe = try #require(AllProbes.list.first { $0.card.id.text == id })
    for example in probe.card.examples {
      let content = ExampleSubject(example.text).content
      let history = History()
      for neighbour in Self.neighbours(of: content) {
        let outcome = probe.init().examine(history.subject(neighbour))
        let fresh = probe.init().examine(Subject(Snapshot(reading: neighbour, origin: .revision(commit: "c"))))
        #expect(outcome == fresh, "\(example.text)")
      }
      let fresh = probe.init().examine(Subject(Snapshot(reading: content, origin: .revision(commit: "c"))))
      #expect(probe.init().examine(history.subject(content)) == fresh, "\(example.text)")
      #expect(probe.init().examine(history.subject(content)) == fresh, "\(example.text)")
    }
  }

  @Test func `a fact of a file is kept while nothing tells it from the last one`() {
    struct Fact: FileFact {
      let path: String
      let mark = Mark()
      final class Mark: Sendable {}
      init(_ file: GoFile) { path = file.path }
    }
    let tree = GoParser.parse(Array("package shop\n".utf8))
    func file(_ path: String, _ roles: GoFile.Roles = []) -> GoFile {
      GoFile(path: path, tree: tree, roles: roles, packagePath: "example.org/shop", imports: [])
    }
    let first = file("shop.go").fact(Fact.self)
    #expect(file("shop.go").fact(Fact.self).mark === first.mark)
    #expect(file("cart.go").fact(Fact.self).path == "cart.go")
    let again = file("shop.go").fact(Fact.self)
    #expect(again.path == "shop.go" && again.mark !== first.mark)
    #expect(file("shop.go", .tool).fact(Fact.self).mark !== again.mark)
  }
}
