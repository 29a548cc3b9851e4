import Repository
import Testing

@Suite struct WantedFilesTests {
  @Test(arguments: [
    "main.go", "a/b_test.go", "go.mod", "go.work", "Makefile", "build/rules.mk", "Taskfile.yml", "justfile",
    "hack/verify",
    "scripts/lint.sh", "Dockerfile", "deploy/Dockerfile.dev", "deploy/api.Dockerfile", "Containerfile", ".golangci.yml",
    ".golangci.toml", "README", "README.rst", "readme.md", "docs/adr/0001.md", "migrations/1_init.sql", ".env.example",
    ".github/workflows/ci.yml", ".gitlab-ci.yml", "Jenkinsfile", "CODEOWNERS", ".github/CODEOWNERS", "LICENSE",
    ".goreleaser.yaml",
    "renovate.json", "api/shop.proto", ".drone.yml",
  ]) func `a file that says how the project is built or described is wanted`(_ path: String) {
    #expect(RepositoryContent.isWanted(path: path, byteCount: 1000))
  }

  @Test(arguments: [
    "vendor/example.org/x/x.go", "web/node_modules/a/package.json", "logo.png", "shop", "index.html", "mail.tmpl",
    "internal/testdata/golden.json", "go.sum",
  ]) func `foreign, binary and generated data is not`(_ path: String) {
    #expect(!RepositoryContent.isWanted(path: path, byteCount: 1000))
  }

  @Test func `what is too large is left out`() {
    #expect(RepositoryContent.isWanted(path: "a.go", byteCount: 2 << 20))
    #expect(!RepositoryContent.isWanted(path: "a.go", byteCount: RepositoryContent.goFileByteCountMax + 1))
    #expect(!RepositoryContent.isWanted(path: "dump.sql", byteCount: RepositoryContent.textByteCountMax + 1))
    #expect(!RepositoryContent.isWanted(path: "hack/tool", byteCount: RepositoryContent.scriptByteCountMax + 1))
  }

  @Test func `a Go file that is too large or binary is a problem`() {
    var content = RepositoryContent(sections: "-- go.mod --\nmodule example.org/shop")
    content.files.append(RepositoryFile(path: "huge.go", byteCount: RepositoryContent.goFileByteCountMax + 1))
    content.files.append(RepositoryFile(path: "binary.go", byteCount: 4))
    content.contents["binary.go"] = [0x7F, 0x45, 0, 0]
    let snapshot = Snapshot(reading: content, origin: .revision(commit: "abc"))
    #expect(snapshot.problems.map(\.path).sorted() == ["binary.go", "huge.go"])
    #expect(snapshot.goFiles.isEmpty)
  }
}
