import Foundation
import Repository
import Testing

@testable import Intake

/// Where the module cache is, and what is read of it.
@Suite struct ModuleCacheTests {
  static func cache(_ environment: [String: String]) -> ModuleCache? { ModuleCache { environment[$0] } }

  @Test func `the cache is where the go command would keep it`() throws {
    let home = try TemporaryFolder()
    #expect(Self.cache(["HOME": home.path]) == nil)
    try home.write("go/pkg/mod/x", "")
    try home.write("other/pkg/mod/x", "")
    try home.write("named/x", "")
    #expect(Self.cache(["HOME": home.path])?.folder == home.path + "/go/pkg/mod")
    let paths = ["HOME": home.path, "GOPATH": home.path + "/other:" + home.path + "/more"]
    #expect(Self.cache(paths)?.folder == home.path + "/other/pkg/mod")
    #expect(
      Self.cache(paths.merging(["GOMODCACHE": home.path + "/named"]) { first, _ in first })?.folder
        == home.path + "/named")
    #expect(Self.cache(["HOME": home.path, "GOMODCACHE": home.path + "/absent"]) == nil)
    #expect(Self.cache(["HOME": home.path, "GOMODCACHE": "named"])?.folder == home.path + "/go/pkg/mod")
    #expect(Self.cache([:]) == nil)
  }

  @Test func `what go env -w wrote counts behind the environment`() throws {
    let home = try TemporaryFolder()
    try home.write("named/x", "")
    try home.write("go/pkg/mod/x", "")
    try home.write("settings", "GOFLAGS=-v\nGOMODCACHE=\(home.path)/named\n")
    let settings = ["HOME": home.path, "GOENV": home.path + "/settings"]
    #expect(Self.cache(settings)?.folder == home.path + "/named")
    #expect(
      Self.cache(settings.merging(["GOMODCACHE": home.path + "/go/pkg/mod"]) { first, _ in first })?.folder
        == home.path + "/go/pkg/mod")
    #expect(Self.cache(["HOME": home.path, "GOENV": "off"])?.folder == home.path + "/go/pkg/mod")
  }

  @Test func `only Go files of the folder itself are read, and nothing outside of the cache`() throws {
    let home = try TemporaryFolder()
    try home.write("go/pkg/mod/example.net/pay@v1.0.0/pay.go", "package pay\n")
    try home.write("go/pkg/mod/example.net/pay@v1.0.0/pay_test.go", "package pay\n")
    try home.write("go/pkg/mod/example.net/pay@v1.0.0/README.md", "# Pay\n")
    try home.write("go/pkg/mod/example.net/pay@v1.0.0/sub/sub.go", "package sub\n")
    try home.write("go/pkg/secret.go", "package secret\n")
    let cache = try #require(Self.cache(["HOME": home.path]))
    #expect(cache.goFiles(in: "example.net/pay@v1.0.0")?.map(\.name) == ["pay.go"])
    #expect(cache.goFiles(in: "example.net/pay@v1.0.0/sub")?.map(\.bytes) == [Array("package sub\n".utf8)])
    #expect(cache.goFiles(in: "example.net/pay@v2.0.0") == nil)
    for path in ["..", "example.net/../..", "/etc", "", "example.net//pay@v1.0.0"] {
      #expect(cache.goFiles(in: path) == nil, "\(path)")
    }
  }

  @Test func `a revision's vendored files are read from that revision`() throws {
    let folder = try TemporaryFolder()
    try folder.write("go.mod", "module example.org/shop\n")
    try folder.write("shop.go", "package shop\nimport _ \"example.net/pay\"\n")
    try folder.write("vendor/example.net/pay/pay.go", "package pay\n// old\n")
    try folder.write("vendor/example.net/late/late.go", "package late\n")
    try folder.git("init")
    try folder.git("add", "-f", ".")
    try folder.git("commit", "-m", "first")
    try folder.write("vendor/example.net/pay/pay.go", "package pay\n// new\n")
    let (old, oldOrigin) = try RepositoryReader.read(folder.path, revision: "HEAD")
    let (new, newOrigin) = try RepositoryReader.read(folder.path)
    let sources = Snapshot(reading: old, origin: oldOrigin).packageSources
    let before = sources.source(of: "example.net/pay")
    #expect(sources.source(of: "example.net/late")?.files == [Array("package late\n".utf8)])
    let after = Snapshot(reading: new, origin: newOrigin).packageSources.source(of: "example.net/pay")
    #expect(before?.files == [Array("package pay\n// old\n".utf8)])
    #expect(after?.files == [Array("package pay\n// new\n".utf8)])
    #expect(after?.origin == .vendored)
  }
}
