import Testing

@testable import Intake

/// What of a remote's address goes into a report.
@Suite struct RemoteRepositoryTests {
  @Test(
    arguments: [
      ("https://github.com/org/repo.git", "https://github.com/org/repo.git"),
      ("https://user:secret@example.org/org/repo", "https://example.org/org/repo"),
      ("https://token@example.org:8443/r", "https://example.org:8443/r"),
      ("HTTPS://example.org/r", "https://example.org/r"),
      ("git@github.com:org/repo.git", "ssh://github.com/org/repo.git"),
      ("ssh://git@example.org:22/~me/r", "ssh://example.org:22/~me/r"),
      ("example.org:/srv/r.git", "ssh://example.org/srv/r.git"),
      ("/srv/git/repo.git", nil), ("../repo", nil), ("file:///srv/repo", nil), ("C:/repo", nil), ("", nil),
      ("https://", nil), ("https://example.org/a b", nil), ("https://example.org/\u{1b}[31m", nil),
      ("ext::sh -c date", nil),
    ] as [(String, String?)])
  func `credentials and local paths stay here`(_ remote: String, _ expected: String?) {
    #expect(RemoteRepository.uri(of: remote) == expected)
  }

  @Test func `a folder's remote is read, and whether it is the root`() throws {
    let folder = try TemporaryFolder()
    #expect(RemoteRepository(of: folder.path).uri == nil)
    try folder.git("init", "-q")
    try folder.git("remote", "add", "origin", "https://me:secret@example.org/shop.git")
    try folder.write("sub/a.go")
    let root = RemoteRepository(of: folder.path)
    #expect(root.uri == "https://example.org/shop.git" && root.isRoot)
    #expect(!RemoteRepository(of: folder.path + "/sub").isRoot)
  }
}
