import Checklists
import Evidence
import Foundation
import Reviews
import Testing

@testable import Store

/// What a replay leaves for the next one.
@Suite struct KeptReplayTests {
  static func commit(_ number: Int) -> PastCommit {
    PastCommit(id: "c\(number)", seconds: 7, subject: "subject", tags: ["v\(number)"])
  }

  static let point = Replay.Point(
    commit: commit(1), kind: .cli,
    suggestions: [
      Replay.Suggestion(
        item: "a", result: .rated(.notApplicable), confidence: .high, reason: "because \"of\"\n it", evidenceDigest: "d"
      ),
      Replay.Suggestion(
        item: "b", result: .inconclusive(reason: "no idea"), confidence: .low, reason: "r", evidenceDigest: ""),
      Replay.Suggestion(
        item: "c", result: .failed(reason: "broke"), confidence: .medium, reason: "", evidenceDigest: "e"),
      Replay.Suggestion(item: "d", result: .rated(.partial), confidence: .medium, reason: "", evidenceDigest: "e"),
    ])

  static func kept(_ folder: URL, _ conditions: [String] = ["1"], isAnew: Bool = false) -> KeptReplay {
    KeptReplay(folder: folder.path, project: "example.org/shop", conditions: conditions, isAnew: isAnew)
  }

  static func folder() -> URL { FileManager.default.temporaryDirectory.appending(path: "kept-\(UUID().uuidString)") }

  @Test func `what was kept is there again, under the same conditions only`() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = Self.kept(folder)
    #expect(first.points.isEmpty)
    #expect(first.keep(.probed(Self.point)))
    #expect(first.keep(.skipped(.init(commit: Self.commit(2), reason: "holds no Go files"))))
    let second = Self.kept(folder)
    #expect(second.points["c1"]?.at(Self.commit(1)) == .probed(Self.point))
    #expect(
      second.points["c2"]?.at(Self.commit(2)) == .skipped(.init(commit: Self.commit(2), reason: "holds no Go files")))
    #expect(Self.kept(folder, ["2"]).points.isEmpty)
    #expect(Self.kept(folder, isAnew: true).points.isEmpty)
    #expect(Self.kept(folder).points.isEmpty, "anew throws away")
  }

  @Test func `a part of a line counts as absent and spoils nothing after it`() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = Self.kept(folder)
    first.keep(.probed(Self.point))
    let whole = try Data(contentsOf: URL(filePath: first.path))
    try (whole + whole.prefix(40)).write(to: URL(filePath: first.path))
    let second = Self.kept(folder)
    #expect(second.points.count == 1)
    second.keep(.skipped(.init(commit: Self.commit(3), reason: "r")))
    #expect(Set(Self.kept(folder).points.keys) == ["c1", "c3"])
  }

  @Test func `only a few files of other conditions are left in place`() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for number in 0..<9 { Self.kept(folder, ["\(number)"]).keep(.probed(Self.point)) }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/example.org~shop")
    #expect(names.count == KeptReplay.fileCountMax)
    #expect(Self.kept(folder, ["8"]).points.count == 1, "the last one written stays")
  }

  @Test func `a folder that takes nothing costs the next run its time and nothing else`() {
    let kept = KeptReplay(folder: "/dev/null/x", project: "p", conditions: [], isAnew: false)
    #expect(!kept.keep(.probed(Self.point)) && kept.points.count == 1)
  }
}
