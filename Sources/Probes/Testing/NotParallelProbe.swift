import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds top-level tests that never call `t.Parallel`.
///
/// Quiet where the test could not: it calls `Setenv` or `Chdir`, changes a variable of a package, the process's
/// environment or folder, counts allocations or goroutines, sets a default of the whole process, opens a Ginkgo or
/// gocheck suite, runs only against a system that the environment names or that the `TestMain` of its package starts,
/// listens on a port of a written number, answers every request of the process itself, is the only test of its package
/// (packages run beside each other anyhow), stands behind a tag or in a folder for tests of a whole system, which all
/// share it, calls a function of the product that sets a variable of its package, fills or empties the database that a
/// variable of a package holds, or calls one of the package's tests that does one of these or, given its `t`, calls
/// `Parallel` itself. A method of the module that is merely named `Parallel` or `Setenv` counts for nothing.
struct NotParallelProbe: Probe {
  static let card = ProbeCard(
    id: "testing/not-parallel",
    version: 8,
    sign: .antiPattern,
    looksFor: "a top-level test without t.Parallel",
    because: "tests that run one after another hide races between them and make the suite slow",
    instead: "call t.Parallel first, unless the test changes what the whole process shares",
    examples: found + quiet)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var tests = 0
    let files = subject.snapshot.testFiles
    var setters = PackageSetters(subject)
    var fixtures = SharedFixtures(subject)
    let deciding = Dictionary(grouping: files, by: \.packagePath).mapValues { ParallelCalls($0) }
    let sharing = ParallelCalls.sharingServer(files)
    var perPackage: [String: Int] = [:]
    for file in files {
      let count = TestFunction.all(in: file).count { $0.kind == .test && $0.name != "TestMain" }
      if count > 0 { perPackage[file.packagePath, default: 0] += count }
    }
    let hasOthers = perPackage.count > 1
    for file in files {
      let isSharing = !sharing.isEmpty && sharing.contains(file.packagePath + " " + file.packageName)
      tests += TestFunction.all(in: file).filter { $0.kind == .test && $0.name != "TestMain" }.count
      guard !isSharing, let known = deciding[file.packagePath] else { continue }
      if hasOthers, perPackage[file.packagePath] == 1 || Self.drivesSystem(file) { continue }
      for test in BodyOfTest.all(in: file) where !known.isSettled(test, in: file, subject.types, &setters, &fixtures) {
        let name = test.function.name?.text ?? ""
        findings.append(
          file.finding(Self.card.id, at: test.function, "\(name) does not call t.Parallel", confidence: .low))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["tests": .count(tests), "notParallel": .count(findings.count)],
      scope: Scope(files: files.count, patterns: ["func TestX(t *testing.T) without a call of Parallel"]))
  }
}

extension NotParallelProbe {
  /// In an end-to-end suite, or behind the tag of one: its tests share the system they are run against.
  private static func drivesSystem(_ file: GoFile) -> Bool {
    TestTag.first(in: file) != nil || EndToEndSuite.name(of: file.path)?.hasPrefix("an end-to-end") ?? false
  }

  private static func file(_ text: String) -> String {
    "-- cart_test.go --\npackage shop\nimport (\n  \"os\"\n  \"testing\"\n)\nvar _ = os.Args\n" + text
  }

  private static let found: [ProbeExample] = [
    .found(
      """
      -- cart_test.go --
      package shop
      import (
        "net"
        "testing"
      )
      func listening(t *testing.T) net.Listener {
        made, err := net.Listen("tcp", "127.0.0.1:0")
        if err != nil { t.Fatal(err) }
        return made
      }
      ▸func TestTotal(t *testing.T) { _ = listening(t) }
      """),
    .found(
      """
      -- go.mod --
      module example.org/shop

      go 1.24
      -- db/fixtures.go --
      package db
      import "github.com/go-testfixtures/testfixtures/v3"
      type Stand struct{ fixtures *testfixtures.Loader }
      func (s *Stand) Load() error { return s.fixtures.Load() }
      func New() *Stand { return &Stand{} }
      -- cart/cart_test.go --
      package cart
      import (
        "testing"
        "example.org/shop/db"
      )
      ▸func TestTotal(t *testing.T) { _ = db.New().Load() }
      """),
    .found(
      file(
        """
        ▸func TestTotal(t *testing.T) {
          t.Run("empty", func(t *testing.T) { t.Parallel() })
        }
        """)),
    .found(
      file(
        """
        type order struct{}
        func (order) Parallel() {}
        func (order) Setenv(string) {}
        ▸func TestTotal(t *testing.T) {
          var o order
          o.Parallel()
          o.Setenv("x")
        }
        """)),
    .found(
      file(
        """
        ▸func TestTotal(t *testing.T) {
          for _, name := range []string{"a"} {
            t.Run(name, total)
          }
        }
        func total(t *testing.T) { t.Parallel() }
        """)),
    .found(
      """
      -- main_test.go --
      package shop
      import (
        "os"
        "testing"
      )
      func TestMain(m *testing.M) { os.Exit(m.Run()) }
      ▸func TestTotal(t *testing.T) {}
      """),
    .found(
      """
      -- cart.go --
      package shop
      import "sync"
      var (
        lock  sync.Mutex
        known = map[string]int{}
      )
      func remember(name string) {
        lock.Lock()
        defer lock.Unlock()
        known[name] = 1
      }
      -- cart_test.go --
      package shop
      import "testing"
      ▸func TestTotal(t *testing.T) { remember("tea") }
      """),
    .found(
      file(
        """
        ▸func TestTotal(t *testing.T) {
          count := 0
          count = 1
          _ = count
        }
        """)),
  ]

  private static let quiet: [ProbeExample] = [
    .quiet(
      """
      -- cart_test.go --
      package shop
      import (
        "testing"
        "github.com/h2non/gock"
      )
      func TestTotal(t *testing.T) {
        defer gock.Off()
        gock.New("https://shop.example.org")
      }
      """),
    .quiet(
      """
      -- cart_test.go --
      package shop
      import "testing"
      func TestTotal(t *testing.T) {}
      -- order/order_test.go --
      package order
      import "testing"
      func TestOrder(t *testing.T) {}
      """),
    .quiet(
      """
      -- cart_test.go --
      package shop
      import (
        "net"
        "testing"
      )
      func listening(t *testing.T) net.Listener {
        made, err := net.Listen("tcp", "127.0.0.1:8222")
        if err != nil { t.Fatal(err) }
        return made
      }
      func TestTotal(t *testing.T) { _ = listening(t) }
      func TestSum(t *testing.T) { _, _ = net.Listen("tcp", ":8222") }
      """),
    .quiet(
      """
      -- cart_test.go --
      package shop
      import "testing"
      func TestTotal(t *testing.T) { t.Parallel() }
      -- tests/cart_test.go --
      //go:build e2e

      package tests
      import "testing"
      func TestCart(t *testing.T) {}
      func TestOrder(t *testing.T) {}
      """),
    .quiet(
      """
      -- go.mod --
      module example.org/shop

      go 1.24
      -- db/fixtures.go --
      package db
      import "github.com/go-testfixtures/testfixtures/v3"
      var fixtures *testfixtures.Loader
      func Load() error { return fixtures.Load() }
      -- cart/setup.go --
      package cart
      import "example.org/shop/db"
      type stand struct{}
      func (s *stand) ensure() error { return db.Load() }
      -- cart/cart_test.go --
      package cart
      import (
        "testing"
        "example.org/shop/db"
      )
      func TestTotal(t *testing.T) {
        t.Run("empty", func(t *testing.T) { _ = db.Load() })
      }
      func TestStand(t *testing.T) {
        s := &stand{}
        _ = s.ensure()
      }
      """),
    .quiet(
      file(
        """
        func TestTotal(q *testing.T) {
          q.Parallel()
        }
        func TestRegion(t *testing.T) {
          t.Run("eu", func(t *testing.T) { t.Setenv("REGION", "eu") })
        }
        """)),
    .quiet(
      file(
        """
        func start(t *testing.T) { t.Parallel() }
        func begin(t *testing.T) { start(t) }
        func TestTotal(t *testing.T) { begin(t) }
        func BenchmarkTotal(b *testing.B) {}
        """)),
    .quiet(
      file(
        """
        func enter(t *testing.T) { t.Chdir("testdata") }
        func TestTotal(t *testing.T) { enter(t) }
        """)),
    .quiet(
      file(
        """
        var now = 1
        func TestTotal(t *testing.T) {
          now = 2
          defer func() { now = 1 }()
        }
        func TestOutput(t *testing.T) { os.Stdout = nil }
        """)),
    .quiet(
      """
      -- store_test.go --
      package shop
      import (
        "database/sql"
        "os"
        "testing"
      )
      func source() string { return os.Getenv("SHOP_DATABASE") }
      func store(t *testing.T) *sql.DB {
        db, _ := sql.Open("pgx", source())
        return db
      }
      func TestStore(t *testing.T) { _ = store(t) }
      func TestIndex(t *testing.T) {
        if os.Getenv("SHOP_INDEX") == "" {
          t.Skip("no index")
        }
      }
      """),
    .quiet(
      file(
        """
        var prices = map[string]int{}
        func price(t *testing.T, name string) { prices[name] = 1 }
        func TestPrice(t *testing.T) {
          t.Run("apple", func(t *testing.T) { price(t, "apple") })
        }
        """)),
    .quiet(
      """
      -- prices/prices.go --
      package prices
      var current map[string]int
      func Load(all map[string]int) { current = all }
      -- cart_test.go --
      package shop
      import (
        "testing"
        "example.org/shop/prices"
      )
      func TestTotal(t *testing.T) { prices.Load(nil) }
      """),
    .quiet(
      """
      -- cart_test.go --
      package shop_test
      import (
        "net/http"
        "os"
        "testing"
      )
      func TestMain(m *testing.M) {
        go func() { _ = http.ListenAndServe("localhost:8080", nil) }()
        os.Exit(m.Run())
      }
      func TestTotal(t *testing.T) { _, _ = http.Get("http://localhost:8080/total") }
      """),
    .quiet(
      """
      -- cart_test.go --
      package shop
      import (
        "testing"
        . "github.com/onsi/ginkgo/v2"
      )
      func TestShop(t *testing.T) { RunSpecs(t, "shop") }
      """),
    .quiet(
      """
      -- cart_test.go --
      package shop
      import (
        "testing"
        "go.uber.org/goleak"
      )
      func TestTotal(t *testing.T) { t.Cleanup(func() { goleak.VerifyNone(t) }) }
      """),
    .quiet(
      """
      -- cart_test.go --
      package shop
      import "testing"
      import "example.org/check"
      func TestTotal(t *testing.T) {
        c := check.New(t)
        c.Parallel()
      }
      """),
  ]
}
