import Checklists
import Evidence
import Foundation
import Reviews
import SchemaCheck
import Testing

@testable import Reports

/// Two reviews brought together, in two formats.
@Suite struct MergeReportTests {
  static func reviews() throws -> (mine: Review, theirs: Review) {
    let base = try PastReviews.third()
    let early = PastReviews.now.adding(days: -1)
    let mine = try base.answering(PastReviews.sql, .partial, reason: "two statements left", author: "ann", at: early)
      .answering(PastReviews.errors, .solid, author: "ann", at: early)
    let theirs = try base.answering(
      PastReviews.sql, .missing, reason: "see \u{1B}[31mthe log", note: "line one\nline two", author: "ben", at: early
    ).answering(PastReviews.errors, .solid, author: "ben", at: PastReviews.now)
      .answering(PastReviews.docs, .partial, note: "half of it", author: "ben", at: early)
    return (mine, theirs)
  }

  static func report(_ decisions: [String: Merge.Side] = [:], written: String? = nil) throws -> MergeReport {
    let (mine, theirs) = try reviews()
    return MergeReport(
      mine: MergeReport.Source("draft", mine), theirs: MergeReport.Source("ben.json", theirs),
      merge: Merge(mine, with: theirs, under: PastReviews.today, at: PastReviews.now), decisions: decisions,
      written: written)
  }

  @Test func `both answers to a conflict are shown, decided or not, and nothing that steers a terminal`() throws {
    let open = try Self.report().text
    try expectRecorded(open, "merge.txt")
    let decided = try Self.report(["security.sql": .theirs], written: "20251124T100000Z-0003").text
    try expectRecorded(decided, "merge-decided.txt")
    #expect(!open.contains("\u{1B}"))
  }

  @Test func `the JSON fits its schema and counts every item once`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Data/Schemas/merge.schema.json")
    let schema = Schema(try JSONValue(parsing: Array(try Data(contentsOf: path))))
    for report in [try Self.report(), try Self.report(["security.sql": .mine], written: "20251124T100000Z-0003")] {
      let json = report.json
      #expect(schema.problems(json) == [])
      let counts = json["counts"]?.objectValue?.members.compactMap(\.value.integerValue) ?? []
      #expect(counts.reduce(0, +) == json["items"]?.arrayValue?.count)
    }
  }

  @Test func `kappa is written with two decimals, cut towards zero`() {
    let texts = [Fraction(27, 43), Fraction(-1, 5), Fraction(1), Fraction(0), Fraction(-1, 1000), Fraction(1, 20)]
      .map(\.hundredthsText)
    #expect(texts == ["0.62", "-0.20", "1.00", "0.00", "0.00", "0.05"])
  }
}
