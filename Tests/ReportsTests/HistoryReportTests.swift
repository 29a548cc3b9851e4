import Checklists
import Evidence
import Foundation
import Reviews
import SchemaCheck
import Testing

@testable import Reports

/// Reviews over time, in three formats.
@Suite struct HistoryReportTests {
  static func report() throws -> HistoryReport { HistoryReport(try PastReviews.timeline(), now: PastReviews.now) }

  @Test func `rows, trend, chart and ages are in the text, with blocks and with ASCII`() throws {
    try expectRecorded(Self.report().text(.unicode), "history.txt")
    let ascii = try Self.report().text(.ascii)
    try expectRecorded(ascii, "history-ascii.txt")
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `every row of the CSV has a field for every column`() throws {
    let csv = try Self.report().csv
    try expectRecorded(csv, "history.csv")
    let counts = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).count }
    #expect(counts.count == 4 && Set(counts).count == 1)
  }

  @Test func `the JSON fits its schema and dates each open gate`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Data/Schemas/history.schema.json")
    let schema = Schema(try JSONValue(parsing: Array(try Data(contentsOf: path))))
    let json = try Self.report().json
    #expect(schema.problems(json) == [])
    let gates = json["openP0"]?.arrayValue ?? []
    // Never answered at first, missing since: open for a hundred days and three reviews.
    #expect(gates.map { $0["item"]?.stringValue } == ["readiness.coverage"])
    #expect(gates.first?["days"] == 100 && gates.first?["reviews"] == 3 && gates.first?["rating"] == 0)
  }

  @Test func `one review alone has neither trend nor chart, none at all is no row`() throws {
    var single = Timeline(project: "example.org/shop")
    single.add(try PastReviews.first(), under: PastReviews.today, at: PastReviews.now)
    let text = HistoryReport(single, now: PastReviews.now).text(.unicode)
    #expect(text.hasPrefix("example.org/shop: 1 review\n") && !text.contains("Trend") && text.contains("Open P0 gates"))
    let none = HistoryReport(Timeline(project: "p"), now: PastReviews.now)
    #expect(none.csv.split(separator: "\n").count == 1 && !none.text(.ascii).contains("gate"))
  }

  @Test func `a profile is named where one was chosen, in every format`() throws {
    let profiles = [Profile(id: "critical", title: "Critical", says: "More.", weights: ["quality.all": 90])]
    let catalogue = Catalogue(checklists: PastReviews.today.checklists, profiles: profiles)
    var second = try PastReviews.third()
    second.profile = "critical"
    var timeline = Timeline(project: "example.org/shop")
    timeline.add(try PastReviews.second(), under: catalogue, at: PastReviews.now)
    timeline.add(second, under: catalogue, at: PastReviews.now)
    let report = HistoryReport(timeline, now: PastReviews.now)
    let lines = report.text(.ascii).split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.contains("Coverage") && $0.contains("  Profile   Review") })
    #expect(
      lines.contains { $0.contains("  critical  draft") }
        && lines.contains("-- the profile changed: standard to critical (quality)"))
    #expect(report.json["reviews"]?.arrayValue?.map { $0["profile"]?.stringValue } == ["standard", "critical"])
    #expect(report.csv.split(separator: "\n").map { $0.hasSuffix("critical") } == [false, false, true])
    #expect(try !Self.report().text(.ascii).contains("Profile"))

    let row = try #require(Portfolio.Row(timeline, path: nil, reviewedAt: nil))
    let portfolio = PortfolioReport(Portfolio([row], by: .name), failed: [], now: PastReviews.now)
    #expect(portfolio.text(.ascii).contains("  Profile   Verdict") && portfolio.text(.ascii).contains("  critical  "))
    #expect(portfolio.json["projects"]?.arrayValue?.first?["profile"] == "critical")
    #expect(portfolio.csv.hasSuffix(",critical\n"))
  }
}
