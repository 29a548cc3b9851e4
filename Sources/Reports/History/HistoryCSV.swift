import Checklists
import Reviews

extension HistoryReport {
  /// For spreadsheets: a header and a line per review; a score that does not exist is an empty field.
  package var csv: String {
    let rows =
      [HistoryReport.columns.map(\.name)]
      + timeline.entries.map { entry in
        HistoryReport.columns.map { $0.value(entry) }
      }
    return CSVField.lines(rows)
  }

  private struct Column: Sendable {
    let name: String
    let value: @Sendable (Timeline.Entry) -> String
    init(_ name: String, _ value: @escaping @Sendable (Timeline.Entry) -> String) {
      self.name = name
      self.value = value
    }
  }

  private static let columns: [Column] =
    [
      Column("review") { $0.id }, Column("state") { $0.state.rawValue }, Column("at") { $0.at.text },
      Column("commit") { $0.commit ?? "" }, Column("dirty") { "\($0.isDirty)" },
      Column("verdict") { $0.verdict.word.rawValue },
      Column("health_floor") { $0.scores.health.map { "\($0.floor)" } ?? "" },
      Column("health_ceiling") { $0.scores.health.map { "\($0.ceiling)" } ?? "" },
      Column("health_max") { $0.scores.health.map { "\($0.max)" } ?? "" },
    ] + gates("readiness", \.readiness) + gates("security", \.security) + [
      Column("quality_floor") { $0.scores.quality?.floor.decimalText ?? "" },
      Column("quality_ceiling") { $0.scores.quality?.ceiling.decimalText ?? "" },
      Column("coverage_percent") { $0.scores.coverage?.percentText ?? "" },
      Column("ruler_changes") { $0.rulerChanges.map(\.text).joined(separator: "; ") },
    ]

  private static func gates(
    _ list: String, _ counts: @escaping @Sendable (Scorecard) -> [Scorecard.GateCount]
  ) -> [Column] {
    [ChecklistItem.Priority.p0, .p1, .p2].flatMap { priority -> [Column] in
      let name = "\(list)_\(priority.rawValue.lowercased())"
      return [
        Column("\(name)_met") { entry in
          counts(entry.scores).first { $0.priority == priority }.map { "\($0.met)" } ?? ""
        },
        Column("\(name)_applicable") { entry in
          counts(entry.scores).first { $0.priority == priority }.map { "\($0.applicable)" } ?? ""
        },
      ]
    }
  }
}
