import Evidence
import Foundation
import Repository
import Testing

@testable import Intake

/// Reading many commits one after the other.
@Suite struct PastReaderTests {
  /// Five commits on the main line: two files, a change, a rename, a merge of a branch, and a copy of a file. Oldest first.
  static func history() throws -> (folder: TemporaryFolder, commits: [String]) {
    let folder = try TemporaryFolder()
    func commit(_ message: String) throws -> String {
      try folder.git("add", "-A")
      try folder.git("commit", "-m", message)
      return try folder.git("rev-parse", "HEAD")
    }
    try folder.git("init")
    try folder.write("go.mod", "module example.org/shop\n")
    try folder.write("a.go", "package shop\n\nfunc A() {}\n")
    try folder.write("sub/b.go", "package sub\n\nfunc B() {}\n")
    try folder.write("logo.png", bytes: [0, 1, 2])
    var commits = [try commit("first")]
    try folder.write("a.go", "package shop\n\nfunc A() int { return 1 }\n")
    commits.append(try commit("second"))
    try folder.git("tag", "-a", "v1.0.0", "-m", "one")
    try folder.git("mv", "sub/b.go", "sub/renamed.go")
    commits.append(try commit("third"))
    try folder.git("checkout", "-b", "side", commits[1])
    try folder.write("side/c.go", "package side\n")
    _ = try commit("on the side")
    try folder.git("tag", "side-tag")
    try folder.git("checkout", "main")
    try folder.git("merge", "--no-ff", "-m", "merge", "side")
    commits.append(try folder.git("rev-parse", "HEAD"))
    try folder.write("copy/a.go", "package shop\n\nfunc A() int { return 1 }\n")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/linked.go", withDestinationPath: "a.go")
    commits.append(try commit("fifth"))
    return (folder, commits)
  }

  @Test func `every commit reads as it does alone`() throws {
    let (folder, commits) = try Self.history()
    let order = Array(commits.reversed())
    let reader = try PastReader(of: folder.path, commits: order)
    for (turn, commit) in order.enumerated() {
      let (content, _) = try reader.content(ofTurn: turn, named: "it")
      let (alone, _) = try RepositoryReader.read(folder.path, revision: commit)
      #expect(content.files == alone.files && content.contents == alone.contents, "\(commit)")
      #expect(content.problems == alone.problems)
      reader.done(turn: turn)
    }
  }

  @Test func `each distinct file is parsed once, and files with the same bytes have trees of their own`() throws {
    let (folder, commits) = try Self.history()
    let order = Array(commits.reversed())
    let reader = try PastReader(of: folder.path, commits: order)
    for turn in order.indices {
      let (content, _) = try reader.content(ofTurn: turn, named: "it")
      let snapshot = Snapshot(reading: content, origin: .revision(commit: order[turn]))
      let trees = snapshot.goFiles.map { ObjectIdentifier($0.tree) }
      #expect(Set(trees).count == trees.count)
      if turn == 0 {
        #expect(snapshot.goFiles.map(\.path) == ["a.go", "copy/a.go", "linked.go", "side/c.go", "sub/renamed.go"])
        #expect(snapshot.goFiles[0].tree.root != snapshot.goFiles[1].tree.root)
        #expect(snapshot.goFiles[0].tree.root.text == snapshot.goFiles[1].tree.root.text)
      }
      reader.done(turn: turn)
    }
    // a.go twice, b.go, c.go: the rename and the copies are no new content.
    #expect(reader.parseCount == 4)
  }

  @Test func `bytes and trees that no later commit holds are let go, others stay`() throws {
    let file = PastFile(try #require(ObjectID(hex: String(repeating: "0a", count: 20))))
    file.arrived(Array("package a\n".utf8))
    var count = 0
    let first = file.tree(copy: 0) { count += 1 }
    #expect(first != nil && file.tree(copy: 0) { count += 1 } === first && count == 1)
    file.leave()
    #expect(file.bytes == nil && file.tree(copy: 0) { count += 1 } == nil && !file.isAskedFor)
    let (folder, commits) = try Self.history()
    let reader = try PastReader(of: folder.path, commits: commits)
    let (content, _) = try reader.content(ofTurn: 0, named: "it")
    let kept = try #require(content.parsed("sub/b.go"))
    _ = content.parsed("a.go")
    reader.done(turn: 0)
    #expect(content.parsed("a.go") == nil, "the second commit changed it")
    #expect(content.parsed("sub/b.go") === kept)
  }

  @Test func `two commits are the same in what did not change between them`() throws {
    let (folder, commits) = try Self.history()
    try folder.write("NOTES.md", "# Notes\n")
    try folder.git("add", ".")
    try folder.git("commit", "-m", "notes")
    try folder.write("NOTES.md", "# Later\n")
    try folder.git("commit", "-am", "as many bytes")
    try folder.write("logo.png", bytes: [0, 1, 2, 3])
    try folder.git("commit", "-am", "a picture")
    let ids = try ["HEAD~3", "HEAD~2", "HEAD~1", "HEAD"].map { try folder.git("rev-parse", $0) } + [commits[0]]
    let reader = try PastReader(of: folder.path, commits: ids)
    let listings = try ids.indices.map { try reader.content(ofTurn: $0, named: "it").listing }
    #expect(listings[0].same(as: listings[1]) == .go)
    #expect(listings[1].same(as: listings[2]) == [.go, .listing])
    #expect(listings[2].same(as: listings[3]) == [.go, .texts])
    #expect(listings[3].same(as: listings[3]) == [.go, .texts, .listing])
    #expect(listings[0].same(as: listings[4]) == .texts)
  }

  @Test func `a folder that did not exist yet is said, and one below the root is read alone`() throws {
    let (folder, commits) = try Self.history()
    let reader = try PastReader(of: folder.path + "/side", commits: [commits[4], commits[0]])
    #expect(try reader.content(ofTurn: 0, named: "it").content.files.map(\.path) == ["c.go"])
    #expect(throws: IntakeError.noFolderInRevision(folder: "side", revision: "it")) {
      _ = try reader.content(ofTurn: 1, named: "it")
    }
  }

  @Test func `the log follows first parents and finds tags off the line`() throws {
    let (folder, commits) = try Self.history()
    let log = try CommitLog(of: folder.path)
    #expect(log.commits.map(\.id) == commits.reversed())
    #expect(log.commits.map(\.subject) == ["fifth", "merge", "third", "second", "first"])
    #expect(log.commits[3].tags == ["v1.0.0"], "an annotated tag names its commit")
    #expect(Set(log.tagged.flatMap(\.tags)) == ["v1.0.0", "side-tag"])
    #expect(!log.isShallow)
    try folder.git("clone", "--depth", "1", "file://" + folder.path, folder.path + "/shallow")
    #expect(try CommitLog(of: folder.path + "/shallow").isShallow)
  }

  @Test func `no commit and no repository are said`() throws {
    let empty = try TemporaryFolder()
    #expect(throws: IntakeError.self) { try CommitLog(of: empty.path) }
    try empty.git("init")
    #expect(throws: IntakeError.unknownRevision(revision: "HEAD", path: empty.path)) { try CommitLog(of: empty.path) }
  }

  @Test(arguments: [
    ("1 commit   v1 x", "1", "v1 x"), ("2 tag 3 commit v2", "3", "v2"),
  ]) func `a tag leads to its commit`(_ line: String, _ commit: String, _ tag: String) {
    #expect(CommitLog.tag(Substring(line)).map { [$0.commit, $0.tag] } == [commit, tag])
  }

  @Test func `a tag of a tree names no commit`() { #expect(CommitLog.tag("1 tree   v1") == nil) }

  @Test func `names of objects keep their bytes`() throws {
    for length in [40, 64] {
      let hex = String("0123456789abcdef0123456789abcdef00fedcba9876543210ffffffffffffff".prefix(length))
      #expect(String(decoding: try #require(ObjectID(hex: hex)).hex, as: UTF8.self) == hex)
    }
    #expect(ObjectID(hex: "0123") == nil && ObjectID(hex: String(repeating: "g", count: 40)) == nil)
  }

  @Test func `git answers for objects it has and for one it has not`() throws {
    let (folder, commits) = try Self.history()
    let ids = try [commits[0], String(repeating: "0", count: 40), commits[1]].map { try #require(ObjectID(hex: $0)) }
    let answers = try #require(try ObjectConversation(.contents, in: folder.path).ask(ids))
    #expect(answers.map { $0 == nil } == [false, true, false])
    #expect(answers[0]?.bytes.starts(with: Array("tree ".utf8)) == true)
    let sizes = try #require(try ObjectConversation(.sizes, in: folder.path).ask(ids))
    #expect(sizes.map { $0?.byteCount } == answers.map { $0?.byteCount })
  }
}
