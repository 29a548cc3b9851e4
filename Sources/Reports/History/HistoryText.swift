import Checklists
import Evidence
import Reviews

extension HistoryReport {
  /// Columns of the chart; older reviews are in the table.
  static let chartCountMax = 24
  static let chartHeight = 8
  static let stepCountMax = 6

  /// For a terminal: a row per review, the trend of each score, and how long each P0 gate has been open.
  package func text(_ marks: ChartMarks) -> String {
    var lines = ["\(timeline.project): \(timeline.entries.count) review\(timeline.entries.count == 1 ? "" : "s")", ""]
    lines += table
    if timeline.entries.count > 1 { lines += drawing(marks) }
    lines += ages(inEach: "review")
    return lines.map(\.printableLine).joined(separator: "\n") + "\n"
  }

  private var table: [String] {
    // Named only where one is not measured by the lists as they stand.
    let hasProfiles = timeline.entries.contains { $0.profile != nil }
    var header = ["Date", "Commit", "Verdict", "Health", "Readiness", "Security", "Quality", "Coverage"]
    if hasProfiles { header.append("Profile") }
    header.append("Review")
    let health = ScoreSeries(.health, of: timeline).points.map(\.text)
    let quality = ScoreSeries(.quality, of: timeline).points.map(\.text)
    let rows = timeline.entries.enumerated().map { index, entry in
      var row = [
        entry.at.day.text, (entry.commit.map { String($0.prefix(10)) } ?? "-") + (entry.isDirty ? "+" : ""),
        entry.verdict.word.rawValue, health[index],
        Timeline.Entry.gates(entry.scores.readiness), Timeline.Entry.gates(entry.scores.security),
        quality[index],
        entry.scores.coverage.map { "\($0.percentText) %" } ?? "n/a",
      ]
      if hasProfiles { row.append(entry.profileText) }
      row.append(entry.state == .draft ? "draft" : entry.id)
      return row
    }
    let drawn = HistoryReport.columns(header, rows)
    var lines = Array(drawn.prefix(1))
    for (entry, line) in zip(timeline.entries, drawn.dropFirst()) {
      if !entry.rulerChanges.isEmpty {
        lines.append("-- \(entry.rulerChanges.told)")
      }
      lines.append(line)
    }
    return lines
  }

  /// A header and rows as lines, each column as wide as its widest cell; the last one ends where it ends.
  static func columns(_ header: [String], _ rows: [[String]]) -> [String] {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      let cells = row.enumerated().map {
        $0.offset == row.count - 1 ? $0.element : $0.element.padding(to: widths[$0.offset])
      }
      return cells.joined(separator: "  ")
    }
  }

  /// The trend of each score, and a chart of one of them.
  func drawing(_ marks: ChartMarks) -> [String] { trend(marks) + chart(marks) }

  private func trend(_ marks: ChartMarks) -> [String] {
    var lines = ["", "Trend of the floors"]
    for score in ScoreSeries.Score.allCases {
      let series = ScoreSeries(score, of: timeline)
      guard series.points.contains(where: { $0.floor != nil }) else { continue }
      let line = series.sparkline(marks, countMax: HistoryReport.chartCountMax)
      lines.append(
        "  \(score.rawValue.padding(to: 12))  \(line)  \(series.steps(marks, countMax: HistoryReport.stepCountMax))")
    }
    return lines
  }

  private func chart(_ marks: ChartMarks) -> [String] {
    let series = ScoreSeries(.quality, of: timeline)
    guard series.points.contains(where: { $0.floor != nil }) else { return [] }
    let rows = series.chart(height: HistoryReport.chartHeight, countMax: HistoryReport.chartCountMax, marks)
    let shown = timeline.entries.suffix(HistoryReport.chartCountMax)
    let left = timeline.entries.count - shown.count
    let older = left > 0 ? "; \(left) older not drawn" : ""
    let dates = "    \(marks.axis) \(shown.first?.at.day.text ?? "") to \(shown.last?.at.day.text ?? "")"
    return [
      "",
      "Quality, \(marks.full) floor, \(marks.reachable) up to the ceiling, \(marks.rulerBreak) checklists changed\(older)",
    ]
      + rows.map { String($0.reversed().drop { $0 == " " }.reversed()) } + [dates]
  }

  /// Since when each P0 gate has been open; `noun` is what an entry of the timeline is.
  func ages(inEach noun: String) -> [String] {
    let ages = timeline.openGateAges
    guard !ages.isEmpty else { return timeline.entries.isEmpty ? [] : ["", "No P0 gate is open."] }
    return ["", "Open P0 gates"]
      + ages.map { age in
        let days = age.days(at: now)
        let rating = age.gate.rating.map { "\($0.text) \($0.word)" } ?? "- unanswered"
        let waived = age.gate.isWaived ? ", waived" : ""
        return
          "  \(rating.padding(to: 12)) \(age.gate.title) (\(age.gate.item))\(waived), since \(age.since.day.text), "
          + "\(days) day\(days == 1 ? "" : "s"), \(age.reviewCount) \(noun)\(age.reviewCount == 1 ? "" : "s")"
      }
  }
}
