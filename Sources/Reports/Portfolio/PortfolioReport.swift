import Checklists
import Evidence
import Reviews

/// Many projects at a glance, as a document: the same facts for every format.
package struct PortfolioReport: Sendable {
  /// A repository or a project of which nothing can be said, and why.
  package struct Failed: Sendable {
    let name: String
    let problem: String
    package init(name: String, problem: String) {
      self.name = name
      self.problem = problem
    }
  }

  let portfolio: Portfolio
  let failed: [Failed]
  let now: Instant

  /// - Parameter now: the moment ages are counted to.
  package init(_ portfolio: Portfolio, failed: [Failed], now: Instant) {
    self.portfolio = portfolio
    self.failed = failed
    self.now = now
  }

  static let trendCountMax = 12
}

extension Timeline.Entry {
  var healthText: String {
    guard let health = scores.health, health.max > 0 else { return "n/a" }
    return Timeline.Entry.span("\(health.floor)", "\(health.ceiling)") + "/\(health.max)"
  }

  var qualityText: String {
    scores.quality.map { Timeline.Entry.span($0.floor.decimalText, $0.ceiling.decimalText) } ?? "n/a"
  }

  /// `P0 2..4/10`: gates met and gates that could be, of the applicable ones.
  static func gateSpan(_ counts: [Scorecard.GateCount], _ priority: ChecklistItem.Priority) -> String {
    guard let count = counts.first(where: { $0.priority == priority }), count.applicable > 0 else { return "n/a" }
    return Timeline.Entry.span("\(count.met)", "\(count.met + count.unanswered)") + "/\(count.applicable)"
  }

  private static func span(_ low: String, _ high: String) -> String { low == high ? low : "\(low)..\(high)" }
}
