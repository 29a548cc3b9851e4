import Foundation
import Intake
import Repository
import Testing

@Suite struct WorkingTreeTests {
  static func paths(_ content: RepositoryContent) -> [String] { content.files.map(\.path).sorted() }

  @Test func `the settings count where git ignores them, at the root alone`() throws {
    let folder = try TemporaryFolder()
    try folder.write("main.go")
    try folder.write(".gitignore", ".assay.yml\n")
    try folder.write(".assay.yml", "kind: cli\n")
    try folder.write("sub/.assay.yml", "kind: cli\n")
    let (content, _) = try RepositoryReader.read(folder.path)
    #expect(WorkingTreeTests.paths(content) == [".assay.yml", ".gitignore", "main.go"])
  }

  @Test func `a folder is read without what git ignores`() throws {
    let folder = try TemporaryFolder()
    try folder.write("main.go", "package main\n")
    try folder.write(".gitignore", "*.log\n/build/\nsecret\n!keep.log\n**/cache/*.txt\n\\#odd\ntrailing   \n[Tt]mp?\n")
    for path in [
      "a.log", "keep.log", "build/x.go", "sub/build/y.go", "sub/secret/z.go", "sub/cache/a.txt", "sub/cache/a.md",
      "#odd",
      "trailing", "tmp1", "tmp",
    ] { try folder.write(path) }
    try folder.write("sub/.gitignore", "!*.log\nlocal.go\n/deep/only.go\n")
    for path in ["sub/b.log", "sub/local.go", "sub/deep/local.go", "sub/deep/only.go", "sub/deep/deep/only.go"] {
      try folder.write(path)
    }
    let (content, origin) = try RepositoryReader.read(folder.path)
    #expect(origin == .workingTree(commit: nil, isDirty: false))
    #expect(
      WorkingTreeTests.paths(content) == [
        ".gitignore", "keep.log", "main.go", "sub/.gitignore", "sub/b.log", "sub/build/y.go", "sub/cache/a.md",
        "sub/deep/deep/only.go", "tmp",
      ])
    #expect(content.contents["main.go"] == Array("package main\n".utf8))
    #expect(content.contents["keep.log"] == nil)
  }

  @Test func `links that loop, pipes and repositories inside do not stop the walk`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.go")
    try folder.write("inner/.git/HEAD", "ref: refs/heads/main\n")
    try folder.write("inner/b.go")
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder.path + "/loop", withDestinationPath: ".")
    try manager.createSymbolicLink(atPath: folder.path + "/linked.go", withDestinationPath: "a.go")
    try manager.createSymbolicLink(atPath: folder.path + "/outside.go", withDestinationPath: "/etc/hostname")
    try manager.createSymbolicLink(atPath: folder.path + "/dangling.go", withDestinationPath: "none.go")
    #expect(mkfifo(folder.path + "/pipe.go", 0o600) == 0)
    let (content, _) = try RepositoryReader.read(folder.path)
    #expect(WorkingTreeTests.paths(content) == ["a.go", "linked.go"])
    #expect(content.contents["linked.go"] == Array("package x\n".utf8))
    #expect(Set(content.problems.map(\.path)) == ["dangling.go", "inner", "outside.go", "pipe.go"])
  }

  @Test func `a name that is not UTF-8 is read and reported`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.go")
    let name = Array(folder.path.utf8CString.dropLast()) + [47, CChar(bitPattern: 0xFF), 46, 103, 111, 0]
    let descriptor = open(name, O_CREAT | O_WRONLY, 0o600)
    #expect(descriptor >= 0)
    close(descriptor)
    let (content, _) = try RepositoryReader.read(folder.path)
    #expect(content.files.count == 2)
    #expect(content.problems.map(\.reason) == ["has a name that is not UTF-8"])
  }

  @Test(.enabled(if: getuid() != 0)) func `a folder that may not be read is a problem`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.go")
    try folder.write("closed/b.go")
    chmod(folder.path + "/closed", 0)
    defer { chmod(folder.path + "/closed", 0o700) }
    let (content, _) = try RepositoryReader.read(folder.path)
    #expect(content.problems.map(\.path) == ["closed"])
  }

  @Test func `what is no project is refused with a reason`() throws {
    let folder = try TemporaryFolder()
    try folder.write("README.md", "# Nothing\n")
    #expect(throws: IntakeError.noGoFiles(path: folder.path)) { try RepositoryReader.read(folder.path) }
    #expect(throws: IntakeError.noSuchFolder(path: folder.path + "/none")) {
      try RepositoryReader.read(folder.path + "/none")
    }
    #expect(throws: IntakeError.notAFolder(path: folder.path + "/README.md")) {
      try RepositoryReader.read(folder.path + "/README.md")
    }
  }

  @Test func `the commit is known, and whether tracked files differ from it`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.go")
    try folder.write(".gitignore", "*.pb.go\nbin/\n")
    try folder.write("kept.pb.go")
    try folder.git("init")
    try folder.git("add", "-f", ".")
    try folder.git("commit", "-m", "first")
    let head = try folder.git("rev-parse", "HEAD")
    try folder.write("other.pb.go")
    var (content, origin) = try RepositoryReader.read(folder.path)
    #expect(origin == .workingTree(commit: head, isDirty: false))
    #expect(WorkingTreeTests.paths(content) == [".gitignore", "a.go", "kept.pb.go"])
    try folder.git("pack-refs", "--all")
    try folder.write("a.go", "package y\n")
    (content, origin) = try RepositoryReader.read(folder.path)
    #expect(origin == .workingTree(commit: head, isDirty: true))
  }

  @Test func `rules above the folder hold in it, and a worktree knows its commit`() throws {
    let folder = try TemporaryFolder()
    try folder.write(".gitignore", "/sub/gen.go\n")
    try folder.write("sub/a.go")
    try folder.git("init")
    try folder.git("add", ".")
    try folder.git("commit", "-m", "first")
    try folder.write("sub/gen.go")
    let (content, _) = try RepositoryReader.read(folder.path + "/sub")
    #expect(WorkingTreeTests.paths(content) == ["a.go"])
    try folder.git("worktree", "add", folder.path + "/tree", "-b", "other")
    let (_, origin) = try RepositoryReader.read(folder.path + "/tree")
    #expect(origin == .workingTree(commit: try folder.git("rev-parse", "other"), isDirty: false))
  }

  @Test func `programs that a repository configures are not run`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.go")
    try folder.write(".gitattributes", "*.go filter=evil diff=evil\n")
    try folder.git("init")
    try folder.git("add", ".")
    try folder.git("commit", "-m", "first")
    let mark = folder.path + "/ran"
    for name in [
      "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "core.fsmonitor", "diff.evil.textconv",
      "diff.external",
    ] {
      try folder.git("config", name, "touch \(mark); cat")
    }
    try folder.write("a.go", "package z\n")
    let (_, origin) = try RepositoryReader.read(folder.path)
    guard case .workingTree(_, isDirty: true) = origin else {
      Issue.record("the changed file was not seen: \(origin)")
      return
    }
    _ = try RepositoryReader.read(folder.path, revision: "HEAD")
    #expect(!FileManager.default.fileExists(atPath: mark))
  }
}
