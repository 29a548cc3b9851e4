import Checklists
import Evidence
import Foundation
import Reviews
import SchemaCheck
import Testing

@testable import Reports

/// A replayed past, in three formats.
@Suite struct ReplayReportTests {
  static func commit(_ id: Character, _ day: Int64, _ subject: String, _ tags: [String] = []) -> PastCommit {
    PastCommit(
      id: String(repeating: id, count: 40), seconds: PastReviews.now.seconds - (200 - day) * 86_400, subject: subject,
      tags: tags)
  }

  static func point(_ commit: PastCommit, _ ratings: [(ChecklistItem, Rating?)]) -> Replay.Point {
    Replay.Point(
      commit: commit, kind: .service,
      suggestions: ratings.map { item, rating in
        Replay.Suggestion(
          item: item.id, result: rating.map { .rated($0) } ?? .inconclusive(reason: "nobody can tell"),
          confidence: .high, reason: "\(item.title) was looked at.", evidenceDigest: "d")
      })
  }

  /// Three commits and one that could not be probed; the last two lie on one line with others between.
  static func replay(isShallow: Bool = true) -> Replay {
    var replay = Replay(
      project: "example.org/shop", choice: CommitChoice(.commits(40), countMax: 200), isShallow: isShallow)
    replay.skip(Replay.Skipped(commit: commit("0", 1, "begin"), reason: "holds no Go files"))
    let first = commit("a", 10, "first, \"quoted\"", ["v1.0.0", "api/v1.0.0"])
    replay.add(
      point(first, [(PastReviews.sql, .missing), (PastReviews.errors, .partial)]), distance: nil,
      under: PastReviews.today)
    let second = commit("b", 20, "=second \u{1b}[31m" + String(repeating: "long ", count: 20))
    replay.add(
      point(second, [(PastReviews.sql, .solid), (PastReviews.errors, .partial)]), distance: 39,
      under: PastReviews.today)
    let third = commit("c", 30, "third", ["v2.0.0"])
    replay.add(
      point(third, [(PastReviews.sql, .solid), (PastReviews.errors, nil)]), distance: nil, under: PastReviews.today)
    return replay
  }

  @Test func `rows, trend, chart and changes are in the text, with blocks and with ASCII`() throws {
    try expectRecorded(ReplayReport(Self.replay(), now: PastReviews.now).text(.unicode), "replay.txt")
    let ascii = ReplayReport(Self.replay(), now: PastReviews.now).text(.ascii)
    try expectRecorded(ascii, "replay-ascii.txt")
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 && $0 != 0x1B })
  }

  @Test func `the JSON fits its schema and marks every point`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Data/Schemas/history.schema.json")
    let schema = Schema(try JSONValue(parsing: Array(try Data(contentsOf: path))))
    let history = HistoryReport(try PastReviews.timeline(), now: PastReviews.now)
    let json = history.json(with: ReplayReport(Self.replay(), now: PastReviews.now))
    #expect(schema.problems(json) == [])
    #expect(schema.problems(history.json) == [] && history.json["replay"] == nil)
    let points = json["replay"]?["points"]?.arrayValue ?? []
    #expect(points.count == 3 && points.allSatisfy { $0["basis"]?.stringValue == "probes only" })
    #expect(json["reviews"]?.arrayValue?.count == 3, "reviews are not replayed")
    let changes = json["replay"]?["changes"]?.arrayValue ?? []
    #expect(changes.map { $0["item"]?.stringValue } == ["security.sql", "health.errors"])
    #expect(changes.map { $0["notProbedBetween"] } == [39, .null])
  }

  @Test func `reviews and replayed commits share one table in the order of time`() throws {
    let history = HistoryReport(try PastReviews.timeline(), now: PastReviews.now)
    let csv = history.csv(with: ReplayReport(Self.replay(), now: PastReviews.now))
    try expectRecorded(csv, "replay.csv")
    let lines = csv.split(separator: "\n")
    #expect(lines.count == 7 && lines.dropFirst().prefix(3).allSatisfy { $0.hasPrefix(",probes only,") })
    #expect(csv.contains("'=second") && csv.contains("\"first, \"\"quoted\"\"\""))
    #expect(history.csv(with: nil) == history.csv)
  }

  @Test func `one commit has no trend, and no change is said to be none`() {
    var single = Replay(project: "p", choice: CommitChoice(.week, countMax: 1), isShallow: false)
    single.add(
      Self.point(Self.commit("a", 1, "only"), [(PastReviews.sql, .solid)]), distance: nil, under: PastReviews.today)
    let text = ReplayReport(single, now: PastReviews.now).text(.ascii)
    #expect(text.hasPrefix("p: 1 commit replayed by probes alone, the last commit of each week\n"))
    #expect(!text.contains("Trend") && !text.contains("changed") && !text.contains("shallow"))
    single.add(
      Self.point(Self.commit("b", 2, "next"), [(PastReviews.sql, .solid)]), distance: 0, under: PastReviews.today)
    #expect(ReplayReport(single, now: PastReviews.now).text(.ascii).contains("No suggested rating changed."))
  }
}
