import Checklists
import Evidence
import Reviews

extension PortfolioReport {
  /// For a terminal: a line a project.
  package func text(_ marks: ChartMarks) -> String {
    guard !portfolio.rows.isEmpty else { return "" }
    // Named only where one is not measured by the lists as they stand.
    let hasProfiles = portfolio.rows.contains { $0.latest.profile != nil }
    var header = [
      "Project", "Kind", "Verdict", "Health", "Ready P0", "Secure P0", "Quality", "Trend", "Age", "Stale",
    ]
    if hasProfiles { header.insert("Profile", at: 2) }
    let rows = portfolio.rows.map { row in
      let latest = row.latest
      let trend = ScoreSeries(.quality, of: row.timeline).sparkline(marks, countMax: PortfolioReport.trendCountMax)
      var cells = [
        row.project.printable, latest.kind.rawValue, latest.verdict.word.rawValue, latest.healthText,
        Timeline.Entry.gateSpan(latest.scores.readiness, .p0), Timeline.Entry.gateSpan(latest.scores.security, .p0),
        latest.qualityText, trend, age(row), "\(latest.staleCount)",
      ]
      if hasProfiles { cells.insert(latest.profileText, at: 2) }
      return cells
    }
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    let lines = ([header] + rows).map { row in
      let cells = row.enumerated().map {
        $0.offset == row.count - 1 ? $0.element : $0.element.padding(to: widths[$0.offset])
      }
      return cells.joined(separator: "  ")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `12 d`, `12 d, draft`, or that nobody has reviewed it yet.
  private func age(_ row: Portfolio.Row) -> String {
    guard let days = row.days(at: now) else { return "never" }
    let isDraft = row.timeline.entries.last?.state == .draft && row.path == nil
    return "\(days) d" + (isDraft ? ", draft" : "")
  }
}
