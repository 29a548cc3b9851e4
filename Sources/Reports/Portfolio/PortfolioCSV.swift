import Checklists
import Evidence
import Reviews

extension PortfolioReport {
  /// For spreadsheets: a header and a line per project; a score that does not exist is an empty field.
  package var csv: String {
    let header = [
      "project", "path", "kind", "verdict", "health_floor", "health_ceiling", "health_max", "readiness_p0_floor",
      "readiness_p0_ceiling", "readiness_p0_applicable", "security_p0_floor", "security_p0_ceiling",
      "security_p0_applicable", "quality_floor", "quality_ceiling", "coverage_percent", "reviews", "reviewed_at",
      "age_days", "stale", "profile",
    ]
    return CSVField.lines([header] + portfolio.rows.map(fields))
  }

  private func fields(_ row: Portfolio.Row) -> [String] {
    let latest = row.latest
    let scores = latest.scores
    let health = scores.health.map { ["\($0.floor)", "\($0.ceiling)", "\($0.max)"] } ?? ["", "", ""]
    let reviewCount = row.timeline.entries.count - (row.path == nil ? 0 : 1)
    return [row.project, row.path ?? "", latest.kind.rawValue, latest.verdict.word.rawValue] + health
      + PortfolioReport.gates(scores.readiness) + PortfolioReport.gates(scores.security) + [
        scores.quality?.floor.decimalText ?? "", scores.quality?.ceiling.decimalText ?? "",
        scores.coverage?.percentText ?? "", "\(reviewCount)", row.reviewedAt?.text ?? "",
        row.days(at: now).map { "\($0)" } ?? "", "\(latest.staleCount)", latest.profileName,
      ]
  }

  private static func gates(_ counts: [Scorecard.GateCount]) -> [String] {
    guard let count = counts.first(where: { $0.priority == .p0 }), count.applicable > 0 else { return ["", "", ""] }
    return ["\(count.met)", "\(count.met + count.unanswered)", "\(count.applicable)"]
  }
}
