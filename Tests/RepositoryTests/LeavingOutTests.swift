import Evidence
import Testing

@testable import Repository

/// Patterns for paths, and what a snapshot does with files they name.
@Suite struct LeavingOutTests {
  @Test(
    arguments: [
      ("gen", ["gen/a.go", "x/gen/a.go", "gen"], ["generated/a.go", "a/gen.go"]),
      ("gen/", ["gen/a.go"], ["agen/a.go"]),
      ("*.pb.go", ["a.pb.go", "x/y/a.pb.go"], ["a.pb.go.txt", "pb.go"]),
      ("internal/gen", ["internal/gen/a.go", "internal/gen/x/a.go"], ["x/internal/gen/a.go", "internal/gender/a.go"]),
      ("api/**/zz_*.go", ["api/zz_a.go", "api/v1/x/zz_b.go"], ["zz_a.go", "api/v1/a.go"]),
      ("**/mocks/*.go", ["mocks/a.go", "x/mocks/a.go"], ["mocks.go"]),
      ("gen/**", ["gen/a.go", "gen/x/a.go"], ["gen", "x/gen/a.go"]),
      ("**", ["a.go", "x/a.go"], []),
      ("a?c.go", ["abc.go", "aéc.go"], ["ac.go", "abbc.go"]),
      ("[a-c]x.go", ["ax.go", "x/bx.go"], ["dx.go", "x.go"]),
      ("[!a-c]x.go", ["dx.go"], ["ax.go"]),
      ("[]]x.go", ["]x.go"], ["x.go"]),
      ("a*b*c", ["aXbYc", "abc"], ["abd"]),
    ] as [(String, [String], [String])])
  func `a pattern matches what it says`(_ text: String, _ matching: [String], _ others: [String]) throws {
    let glob = try PathGlob(text)
    for path in matching { #expect(glob.matches(path), "\(text) should match \(path)") }
    for path in others { #expect(!glob.matches(path), "\(text) should not match \(path)") }
  }

  @Test(arguments: ["", "/a", "!a", "a//b", "../a", "a/./b", "a\\b", "{a,b}", "[a", "[z-a]", "a**", "**a/b"])
  func `what is no pattern is refused`(_ text: String) {
    #expect(throws: PathGlob.Mistake.self) { try PathGlob(text) }
  }

  @Test func `a pattern of many stars does not take long`() throws {
    let glob = try PathGlob(String(repeating: "*a", count: 400) + "b")
    #expect(!glob.matches(String(repeating: "a", count: 4_000)))
    let folders = try PathGlob(String(repeating: "**/a/", count: 100) + "b")
    #expect(!folders.matches(String(repeating: "a/", count: 1_000) + "c"))
  }

  static let repository = RepositoryContent(
    sections: """
      -- go.mod --
      module example.org/shop

      -- main.go --
      package main

      func main() {}
      -- gen/a.go --
      package gen
      -- .assay.yml --
      exclude: [gen]
      """)

  static func snapshot(_ patterns: [String], kind: ProjectKind? = nil, asked: ProjectKind? = nil) throws -> Snapshot {
    var exclude: [ProjectSettings.Exclusion] = []
    for pattern in patterns { exclude.append(.init(glob: try PathGlob(pattern), line: exclude.count + 2)) }
    return Snapshot(
      reading: repository, origin: .workingTree(commit: nil, isDirty: false), kind: asked,
      settings: ProjectSettings(kind: kind, exclude: exclude))
  }

  @Test func `excluded files are gone from the snapshot and named in it`() throws {
    let snapshot = try Self.snapshot(["gen"])
    #expect(snapshot.goFiles.map(\.path) == ["main.go"])
    #expect(!snapshot.files.contains { $0.path == "gen/a.go" })
    #expect(snapshot.leftOut.map(\.paths) == [["gen/a.go"]])
    #expect(snapshot.leftOut.map(\.exclusion.line) == [2])
    #expect(snapshot.problems.isEmpty)
  }

  @Test func `a file counts for the first pattern that names it, and one that names none is a problem`() throws {
    let snapshot = try Self.snapshot(["gen", "**/a.go", "nothing/*"])
    #expect(snapshot.leftOut.map(\.exclusion.glob.text) == ["gen"])
    #expect(snapshot.problems.map(\.path) == [".assay.yml", ".assay.yml"])
    #expect(snapshot.problems[1].reason == #"excludes "nothing/*" in line 4, which names no file"#)
  }

  @Test func `checklists that the settings name are not looked into`() throws {
    let snapshot = Snapshot(
      reading: Self.repository, origin: .workingTree(commit: nil, isDirty: false),
      settings: ProjectSettings(checklists: [.init(path: "gen/a.go", line: 1, column: 1)]))
    #expect(!snapshot.files.contains { $0.path == "gen/a.go" } && snapshot.files.count == 3)
    #expect(snapshot.leftOut.isEmpty && snapshot.problems.isEmpty)
  }

  @Test func `the settings and the module's own go.mod stay`() throws {
    let snapshot = try Self.snapshot(["**"])
    #expect(snapshot.files.map(\.path) == [".assay.yml", "go.mod"])
    #expect(snapshot.module?.path == "example.org/shop")
  }

  @Test func `the kind of the settings counts unless another is asked for`() throws {
    #expect(try Self.snapshot([], kind: .library).kind == .library)
    #expect(try Self.snapshot([], kind: .library).kindReason.hasPrefix("written in .assay.yml; the code looks like a "))
    #expect(try Self.snapshot([], kind: .library, asked: .service).kind == .service)
  }
}
