import Testing

@testable import Repository

@Suite struct ModuleFileTests {
  @Test func `module, go directive and requirements are read with their lines`() throws {
    let module = try #require(
      GoModule(
        file: "go.mod",
        text: """
          // The shop.
          module "example.org/shop" // quoted

          go 1.24.1

          toolchain go1.25.0

          require github.com/one/alone v1.0.0 // indirect

          require (
          \tgithub.com/two/direct v1.2.3
          \tgithub.com/three/kept v0.0.0-20200101000000-abcdef // indirect; for later
          \t// github.com/four/gone v1.0.0
          )

          replace github.com/two/direct => ../direct

          exclude (
          \tgithub.com/five/bad v1.0.0
          )

          tool golang.org/x/tools/cmd/stringer
          """))
    #expect(module.path == "example.org/shop")
    #expect(
      module.replacements == [
        .init(path: "github.com/two/direct", version: nil, target: "../direct", targetVersion: nil)
      ])
    #expect(module.goVersion == GoVersion(major: 1, minor: 24))
    #expect(
      module.requirements == [
        .init(path: "github.com/one/alone", version: "v1.0.0", isIndirect: true, line: 8),
        .init(path: "github.com/two/direct", version: "v1.2.3", isIndirect: false, line: 11),
        .init(path: "github.com/three/kept", version: "v0.0.0-20200101000000-abcdef", isIndirect: true, line: 12),
      ])
  }

  @Test func `line ends of Windows and a missing module line are understood`() throws {
    let module = try #require(GoModule(file: "a/go.mod", text: "module example.org/a\r\ngo 1.22\r\n"))
    #expect(module.path == "example.org/a")
    #expect(module.goVersion == GoVersion(major: 1, minor: 22))
    #expect(module.folder == "a")
    #expect(GoModule(file: "go.mod", text: "go 1.22\n") == nil)
  }

  @Test func `the module at the root is reviewed and others are nested`() {
    let snapshot = Snapshot(
      sections: """
        -- go.mod --
        module example.org/shop
        -- tools/go.mod --
        module example.org/shop/tools
        -- internal/testdata/x/go.mod --
        module example.org/x
        """)
    #expect(snapshot.module?.path == "example.org/shop")
    #expect(snapshot.nestedModules.map(\.path) == ["example.org/shop/tools"])
    #expect(snapshot.problems.isEmpty)
  }

  @Test func `without a module at the root the largest is reviewed, and the snapshot says so`() {
    let choice = ModuleChoice(
      texts: ["a/go.mod": "module example.org/a\n", "b/go.mod": "module example.org/b\n"],
      goPaths: ["a/x.go", "b/y.go", "b/y_test.go"], lineCount: { $0 == "b/y.go" ? 20 : 10 })
    #expect(choice.reviewed?.path == "example.org/b")
    #expect(choice.nested.map(\.path) == ["example.org/a"])
    #expect(choice.problem?.path == "b/go.mod")
  }

  @Test func `a repository without Go and without a module is a snapshot too`() {
    let snapshot = Snapshot(sections: "-- README.md --\n# Nothing here")
    #expect(snapshot.module == nil)
    #expect(snapshot.text(of: "README.md") == "# Nothing here\n")
    #expect(snapshot.packages.isEmpty)
  }

  @Test func `folders of a workspace are read`() {
    #expect(GoModule.workspaceFolders("go 1.22\n\nuse (\n\t.\n\t./a/b\n)\nuse ./c\n") == ["", "a/b", "c"])
  }
}
