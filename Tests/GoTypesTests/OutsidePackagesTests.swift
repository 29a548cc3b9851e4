import GoSyntax
import Repository
import Synchronization
import Testing

@testable import GoTypes

/// Calls into packages that are not the module's own, with their source at hand in different places.
@Suite struct OutsidePackagesTests {
  /// A module with files of its own, files that are only read when asked for, and a module cache.
  struct Outside {
    let types: ModuleTypes
    let snapshot: Snapshot
    let log: Log

    final class Log: Sendable {
      let read = Mutex<[String]>([])
    }

    init(_ shop: String, module: String = "", lazy: [String: String] = [:], cache: [String: String] = [:]) {
      let log = Log()
      var content = RepositoryContent()
      let eager = ["shop.go": shop, "go.mod": "module example.org/shop\n\ngo 1.24\n\n" + module]
      for (path, text) in eager.merging(lazy, uniquingKeysWith: { first, _ in first }) {
        content.files.append(RepositoryFile(path: path, byteCount: text.utf8.count))
        if !path.contains("vendor/") { content.contents[path] = Array(text.utf8) }
      }
      content.reader = PackageSources.Reader(
        repositoryFiles: { paths, _ in
          log.read.withLock { $0 += paths }
          return paths.map { lazy[$0].map { Array($0.utf8) } }
        },
        cachedFolder: { folder in
          let found = cache.filter { RelativeFolder.of($0.key) == folder }
          log.read.withLock { $0.append("cache " + folder) }
          return found.isEmpty ? nil : found.map { (RelativeFolder.name($0.key), Array($0.value.utf8)) }
        })
      snapshot = Snapshot(reading: content, origin: .workingTree(commit: nil, isDirty: false))
      types = ModuleTypes(snapshot)
      self.log = log
    }

    /// The signature of the first call whose text begins so.
    func signature(_ text: String) -> Signature? {
      for file in snapshot.goFiles where file.path == "shop.go" {
        if let call = file.tree.nodes(of: .callExpr).first(where: { $0.text.hasPrefix(text) }) {
          return types.signature(calledBy: call, in: file)
        }
      }
      return nil
    }

    func callee(_ text: String) -> Callee? {
      for file in snapshot.goFiles where file.path == "shop.go" {
        if let call = file.tree.nodes(of: .callExpr).first(where: { $0.text.hasPrefix(text) }) {
          return types.callee(of: call, in: file)
        }
      }
      return nil
    }
  }

  enum RelativeFolder {
    static func of(_ path: String) -> String { path.split(separator: "/").dropLast().joined(separator: "/") }
    static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  static let shop = """
    package shop
    import (
      "example.net/pay"
      "example.net/pay/Card"
    )
    func run() {
      c := pay.New(1)
      c.Charge(2)
      c.Inner.Ping()
      Card.Check(c.Name)
      pay.Default.Charge(3)
    }
    """

  static let pay = """
    package pay
    import "example.net/pay/internal/wire"
    type base struct{ Inner *wire.Conn; Name string }
    func (b *base) Charge(int) (Receipt, error) { return Receipt{}, nil }
    type Client struct { base }
    type Receipt struct{}
    func New(n int) *Client { for { } }
    var Default = New(0)
    """
  static let wire = "package wire\ntype Conn struct{}\nfunc (*Conn) Ping() error { return nil }\n"
  static let card = "package Card\nfunc Check(string) bool { return true }\n"
  static let stranger = "package main\nfunc New() {}\n"

  static func check(_ outside: Outside, _ origin: PackageSources.Origin) {
    let client = GoType.pointer(.named(package: "example.net/pay", name: "Client", arguments: []))
    #expect(outside.signature("pay.New")?.results == [client])
    #expect(outside.signature("c.Charge")?.errorResults == [1])
    #expect(outside.callee("c.Charge") == Callee(packagePath: "example.net/pay", receiver: "base", name: "Charge"))
    #expect(outside.signature("c.Inner.Ping")?.errorResults == [0])
    #expect(outside.signature("Card.Check")?.results == [.basic("bool")])
    #expect(outside.signature("pay.Default.Charge")?.errorResults == [1])
    #expect(outside.types.outside.asked.allSatisfy { $0.origin == .source(origin) })
  }

  @Test func `vendored packages give signatures, fields and promoted methods`() {
    let outside = Outside(
      Self.shop,
      lazy: [
        "vendor/example.net/pay/pay.go": Self.pay, "vendor/example.net/pay/internal/wire/wire.go": Self.wire,
        "vendor/example.net/pay/Card/card.go": Self.card, "vendor/example.net/pay/gen.go": Self.stranger,
        "vendor/example.net/pay/pay_test.go": "package pay\nfunc New() {}\n",
      ])
    Self.check(outside, .vendored)
  }

  @Test func `the module cache gives them in the versions go.mod requires`() {
    let outside = Outside(
      Self.shop, module: "require (\n\texample.net/pay v1.2.0\n\texample.net/pay/Card v0.1.0\n)\n",
      cache: [
        "example.net/pay@v1.2.0/pay.go": Self.pay, "example.net/pay@v1.2.0/internal/wire/wire.go": Self.wire,
        "example.net/pay@v1.3.0/pay.go": Self.stranger, "example.net/pay/!card@v0.1.0/card.go": Self.card,
      ])
    Self.check(outside, .moduleCache)
  }

  @Test func `nested modules and folders that replace a module give them`() {
    let outside = Outside(
      Self.shop, module: "require example.net/pay v1.2.0\nreplace example.net/pay => ./third/pay\n",
      lazy: [
        "third/pay/pay.go": Self.pay, "third/pay/internal/wire/wire.go": Self.wire,
        "card/go.mod": "module example.net/pay/Card\n", "card/card.go": Self.card,
      ])
    Self.check(outside, .nested)
  }

  @Test func `a module replaced by another version or module is read as that`() {
    let outside = Outside(
      Self.shop,
      module: "require example.net/pay v1.2.0\nreplace (\n\texample.net/pay v1.2.0 => example.net/Fork v0.0.1\n)\n",
      cache: [
        "example.net/!fork@v0.0.1/pay.go": Self.pay, "example.net/!fork@v0.0.1/internal/wire/wire.go": Self.wire,
        "example.net/!fork@v0.0.1/!card/card.go": Self.stranger, "example.net/pay@v1.2.0/pay.go": Self.stranger,
      ])
    #expect(outside.signature("c.Charge")?.errorResults == [1])
    #expect(outside.signature("c.Inner.Ping")?.errorResults == [0])
  }

  @Test func `vendored code counts before the cache, and what is nowhere stays unknown`() {
    let outside = Outside(
      Self.shop, module: "require example.net/pay v1.2.0\n", lazy: ["vendor/example.net/pay/pay.go": Self.pay],
      cache: ["example.net/pay@v1.2.0/pay.go": Self.stranger])
    #expect(outside.signature("c.Charge")?.errorResults == [1])
    #expect(outside.signature("c.Inner.Ping") == nil)
    #expect(outside.signature("Card.Check") == nil)
    #expect(outside.types.outside.asked.contains { $0.path == "example.net/pay/Card" && $0.origin == .nowhere })
  }

  @Test func `nothing is read before a question leads there`() {
    let outside = Outside(
      Self.shop,
      lazy: [
        "vendor/example.net/pay/pay.go": Self.pay, "vendor/example.net/pay/internal/wire/wire.go": Self.wire,
        "vendor/example.net/pay/Card/card.go": Self.card,
      ])
    #expect(outside.log.read.withLock { $0 } == [])
    _ = outside.signature("pay.New")
    #expect(outside.log.read.withLock { $0 } == ["vendor/example.net/pay/pay.go"])
    _ = outside.signature("pay.New")
    #expect(outside.log.read.withLock { $0.count } == 1)
  }

  @Test func `paths that lead above the repository are not followed`() {
    let outside = Outside(
      Self.shop, module: "require example.net/pay v1.2.0\nreplace example.net/pay => ../pay\n",
      lazy: ["pay/pay.go": Self.pay])
    #expect(outside.signature("pay.New") == nil)
  }

  @Test func `a library of the facts keeps its path there, whatever version is read`() {
    let outside = Outside(
      """
      package shop
      import "github.com/jackc/pgx/v4"
      func run(c *pgx.Conn) { c.Fancy(1); pgx.Fresh() }
      """,
      lazy: [
        "vendor/github.com/jackc/pgx/v4/conn.go":
          "package pgx\ntype Conn struct{}\nfunc (*Conn) Fancy(int) error { return nil }\nfunc Fresh() (*Conn, error) { return nil, nil }\n"
      ])
    #expect(
      outside.callee("c.Fancy") == Callee(packagePath: "github.com/jackc/pgx/v5", receiver: "Conn", name: "Fancy"))
    #expect(outside.signature("c.Fancy")?.errorResults == [0])
    #expect(outside.types.outside.asked.map(\.path).filter { $0.contains("pgx") } == ["github.com/jackc/pgx/v4"])
    #expect(
      outside.signature("pgx.Fresh")?.results.first
        == .pointer(.named(package: "github.com/jackc/pgx/v5", name: "Conn", arguments: [])))
  }

  @Test func `of files for several systems the first in a fixed order counts`() {
    let outside = Outside(
      Self.shop,
      lazy: [
        "vendor/example.net/pay/new_windows.go": "package pay\nfunc New(n int) string { return \"\" }\n",
        "vendor/example.net/pay/new_linux.go": "package pay\nfunc New(n int) error { return nil }\n",
        "vendor/example.net/pay/all.go": "package pay\nvar x int\n",
      ])
    #expect(outside.signature("pay.New")?.results == [.error])
  }

  @Test func `constants of a group, generics and types of variables are found`() {
    let outside = Outside(
      """
      package shop
      import "example.net/kit"
      func run() {
        kit.B.Name()
        kit.Of(kit.Box[string]{}).Get()
        kit.First([]error{nil})
        kit.Table["x"].Get()
      }
      """,
      lazy: [
        "vendor/example.net/kit/kit.go": """
        package kit
        type Kind int
        const (
          A Kind = iota
          B
        )
        func (Kind) Name() string { return "" }
        type Box[T any] struct{ inner T }
        func (b Box[T]) Get() (T, error) { return b.inner, nil }
        func Of[T any](b T) T { return b }
        func First[T any](all []T) T { return all[0] }
        var Table = map[string]Box[int]{"x": {inner: 1}}
        """
      ])
    #expect(outside.signature("kit.B.Name")?.results == [.basic("string")])
    #expect(outside.signature("kit.Of(kit.Box[string]{}).Get")?.results == [.basic("string"), .error])
    #expect(outside.signature("kit.First")?.results == [.error])
    #expect(outside.signature("kit.Table")?.results == [.basic("int"), .error])
  }
}
