import Foundation
import Intake
import Repository
import Testing

@Suite struct RevisionTests {
  static func repository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("go.mod", "module example.org/shop\n")
    try folder.write("a.go", "package shop\n")
    try folder.write("sub/b.go", "package sub\n")
    try folder.write("logo.png", bytes: [0, 1, 2])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/sub/README.md", withDestinationPath: "../NOTES.md")
    try folder.write("NOTES.md", "# Notes\n")
    try folder.git("init")
    try folder.git("add", ".")
    try folder.git("commit", "-m", "first")
    try folder.git("tag", "v1.0.0")
    try folder.write("a.go", "package changed\n")
    try folder.git("commit", "-am", "second")
    return folder
  }

  @Test func `a tag's files are read without being checked out`() throws {
    let folder = try RevisionTests.repository()
    let (content, origin) = try RepositoryReader.read(folder.path, revision: "v1.0.0")
    #expect(origin == .revision(commit: try folder.git("rev-parse", "v1.0.0")))
    #expect(
      content.files.map(\.path).sorted() == ["NOTES.md", "a.go", "go.mod", "logo.png", "sub/README.md", "sub/b.go"])
    #expect(content.contents["a.go"] == Array("package shop\n".utf8))
    #expect(content.contents["sub/README.md"] == Array("# Notes\n".utf8))
    #expect(content.contents["logo.png"] == nil)
  }

  @Test func `a revision and a clean working tree give the same content`() throws {
    let folder = try RevisionTests.repository()
    let (tree, _) = try RepositoryReader.read(folder.path)
    let (revision, _) = try RepositoryReader.read(folder.path, revision: "HEAD")
    #expect(tree.contents == revision.contents)
    #expect(Set(tree.files) == Set(revision.files))
  }

  @Test func `a subfolder and a bare repository can be read`() throws {
    let folder = try RevisionTests.repository()
    let (sub, _) = try RepositoryReader.read(folder.path + "/sub", revision: "HEAD")
    #expect(sub.files.map(\.path) == ["b.go"])
    try folder.git("clone", "--bare", folder.path, folder.path + "/bare.git")
    let (bare, _) = try RepositoryReader.read(folder.path + "/bare.git", revision: "v1.0.0")
    #expect(bare.contents["a.go"] == Array("package shop\n".utf8))
  }

  @Test(arguments: ["none", "-rf", "", "HEAD:a.go"]) func `an unknown revision is refused`(_ revision: String) throws {
    let folder = try RevisionTests.repository()
    #expect(throws: IntakeError.unknownRevision(revision: revision, path: folder.path)) {
      try RepositoryReader.read(folder.path, revision: revision)
    }
  }

  @Test func `many files pass through the pipes at once`() throws {
    let folder = try TemporaryFolder()
    for index in 0..<300 {
      try folder.write("p\(index)/x.go", "package p\n" + String(repeating: "// \(index)\n", count: 100))
    }
    try folder.git("init")
    try folder.git("add", ".")
    try folder.git("commit", "-m", "many")
    let (content, _) = try RepositoryReader.read(folder.path, revision: "HEAD")
    #expect(content.contents.count == 300)
    #expect(content.contents["p7/x.go"]?.count == 10 + 5 * 100)
  }

  @Test func `a folder outside of any repository is refused`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.go")
    let error = #expect(throws: IntakeError.self) { try RepositoryReader.read(folder.path, revision: "HEAD") }
    #expect(error?.description.contains("leave the revision out") == true)
  }
}
