import Checklists
import Evidence
import Foundation
import Reviews
import SchemaCheck
import Testing

@testable import Reports

/// What changed, in three formats that say the same.
@Suite struct DifferenceReportTests {
  static func report(_ from: Review, _ to: Review) -> DifferenceReport {
    DifferenceReport(from: from, to: to, catalogue: PastReviews.today, now: PastReviews.now)
  }

  @Test func `a revised checklist, new code and answers are told apart in text and Markdown`() throws {
    let report = Self.report(try PastReviews.first(), try PastReviews.second())
    try expectRecorded(report.text, "difference-first.txt")
    try expectRecorded(report.markdown, "difference-first.md")
    try expectRecorded(report.json.text, "difference-first.json")
  }

  @Test func `an n/a, a mended gate and stale answers are told apart in text and Markdown`() throws {
    let report = Self.report(try PastReviews.second(), try PastReviews.third())
    try expectRecorded(report.text, "difference-draft.txt")
    try expectRecorded(report.markdown, "difference-draft.md")
  }

  @Test func `two revisions are compared without a word about reviews`() throws {
    let report = DifferenceReport(
      from: try PastReviews.second(), to: try PastReviews.third(), catalogue: PastReviews.today, now: PastReviews.now,
      isProbesOnly: true)
    #expect(report.text.hasPrefix("example.org/shop, probes only\nfrom  2222222222\nto    3333333333, modified\n"))
    #expect(report.json["from"]?["review"]?.isNull == true)
  }

  @Test func `a review beside itself has nothing to tell`() throws {
    let same = Self.report(try PastReviews.second(), try PastReviews.second())
    #expect(same.text.contains("No item differs.") && same.markdown.contains("No item differs."))
    #expect(!same.text.contains("Ruler     ") && !same.text.contains("Evidence"))
  }

  @Test func `in JSON ruler, scope and items add up exactly, and every key is in the schema`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Data/Schemas/difference.schema.json")
    let schema = Schema(try JSONValue(parsing: Array(try Data(contentsOf: path))))
    let reviews = [try PastReviews.first(), try PastReviews.second(), try PastReviews.third()]
    for (from, to) in [(reviews[0], reviews[1]), (reviews[1], reviews[2]), (reviews[2], reviews[0])] {
      let json = Self.report(from, to).json
      #expect(schema.problems(json) == [])
      for score in ["health", "readiness", "security", "quality"] {
        let exact = try #require(json["scores"]?[score]?["exact"])
        let parts = try ["ruler", "scope", "items"].map { try Self.fraction(exact[$0]) }
        #expect(parts.reduce(.zero, +) == (try Self.fraction(exact["change"])), "\(score)")
        let items = try (json["items"]?.arrayValue ?? []).map { try Self.fraction($0["exact"]?[score]) }
        #expect(items.reduce(.zero, +) == (try Self.fraction(exact["items"])), "\(score)")
      }
    }
  }

  @Test func `no control character of a repository is in any format`() throws {
    let report = Self.report(try PastReviews.first(), try PastReviews.second())
    for text in [report.text, report.markdown, report.json.text] {
      #expect(text.unicodeScalars.allSatisfy { !$0.isUnprintable || $0 == "\n" })
      #expect(text.contains("no deadline"))
    }
  }

  private static func fraction(_ value: JSONValue?) throws -> Fraction {
    let parts = try #require(value?.stringValue).split(separator: "/").compactMap { Int($0) }
    return Fraction(parts[0], parts.count > 1 ? parts[1] : 1)
  }
}
