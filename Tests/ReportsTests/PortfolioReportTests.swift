import Checklists
import Evidence
import Foundation
import Reviews
import SchemaCheck
import Testing

@testable import Reports

/// Many projects at a glance, in three formats.
@Suite struct PortfolioReportTests {
  /// The shop with three reviews, another with one, and a third that was only probed.
  static func rows() throws -> [Portfolio.Row] {
    let shop = try PastReviews.timeline()
    var till = Timeline(project: "example.org/=till")
    till.add(try PastReviews.first(), under: PastReviews.today, at: PastReviews.now)
    var probed = Timeline(project: "example.org/api")
    var review = try PastReviews.third()
    review.events = []
    probed.add(review, under: PastReviews.today, at: PastReviews.now)
    return [
      try #require(Portfolio.Row(shop, path: nil, reviewedAt: shop.entries.last?.reviewedAt)),
      try #require(Portfolio.Row(till, path: nil, reviewedAt: till.entries.last?.reviewedAt)),
      try #require(Portfolio.Row(probed, path: "work/api", reviewedAt: nil)),
    ]
  }

  static func report(_ order: Portfolio.Order = .name, isReversed: Bool = false) throws -> PortfolioReport {
    PortfolioReport(
      Portfolio(try rows(), by: order, isReversed: isReversed),
      failed: [PortfolioReport.Failed(name: "gone", problem: "gone: no such folder")], now: PastReviews.now)
  }

  @Test func `a line a project, with blocks and with ASCII`() throws {
    try expectRecorded(try Self.report().text(.unicode), "projects.txt")
    let ascii = try Self.report().text(.ascii)
    try expectRecorded(ascii, "projects-ascii.txt")
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
    #expect(PortfolioReport(Portfolio([], by: .name), failed: [], now: PastReviews.now).text(.ascii).isEmpty)
  }

  @Test func `every row of the CSV has a field for every column`() throws {
    let csv = try Self.report().csv
    try expectRecorded(csv, "projects.csv")
    let counts = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).count }
    #expect(counts.count == 4 && Set(counts).count == 1)
  }

  @Test func `the JSON fits its schema`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Data/Schemas/projects.schema.json")
    let schema = Schema(try JSONValue(parsing: Array(try Data(contentsOf: path))))
    let json = try Self.report().json
    #expect(schema.problems(json) == [])
    #expect(json["projects"]?.arrayValue?.count == 3 && json["failed"]?.arrayValue?.count == 1)
  }

  @Test func `what needs attention first comes first, and ties stay in order of names`() throws {
    func names(_ order: Portfolio.Order, _ isReversed: Bool = false) throws -> [String] {
      try Self.report(order, isReversed: isReversed).portfolio.rows.map { String($0.project.dropFirst(12)) }
    }
    #expect(try names(.name) == ["=till", "api", "shop"])
    #expect(try names(.name, true) == ["shop", "api", "=till"])
    // Never reviewed is older than any review.
    #expect(try names(.age).first == "api")
    for order in Portfolio.Order.allCases {
      #expect(try Set(names(order)) == ["=till", "api", "shop"])
      #expect(try names(order, true) == names(order).reversed())
    }
    let quality = try Self.report(.quality).portfolio.rows.map { $0.latest.scores.quality?.floor ?? .zero }
    #expect(quality == quality.sorted())
  }
}
