import Checklists
import Reviews

extension HistoryReport {
  /// For spreadsheets: a header and a line per review; a score that does not exist is an empty field.
  package var csv: String {
    HistoryReport.text([HistoryReport.columns.map(\.name)] + timeline.entries.map(HistoryReport.fields))
  }

  /// The same with the commits of a replay, in the order of time; they have no review, and their state is their basis.
  package func csv(with replay: ReplayReport?) -> String {
    guard let replay = replay?.replay else { return csv }
    let names = HistoryReport.columns.map(\.name)
    var rows = timeline.entries.map { (at: $0.at, fields: HistoryReport.fields($0) + ["", ""]) }
    for (point, entry) in zip(replay.points, replay.timeline.entries) {
      let fields = zip(names, HistoryReport.fields(entry)).map { name, value in
        name == "review" ? "" : name == "state" ? ReplayReport.basis : value
      }
      rows.append((entry.at, fields + [point.commit.tags.joined(separator: " "), point.commit.subject]))
    }
    // Of two at one moment the review comes first.
    let sorted = rows.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    return HistoryReport.text([names + ["tags", "subject"]] + sorted.map(\.element.fields))
  }

  private static func fields(_ entry: Timeline.Entry) -> [String] { columns.map { $0.value(entry) } }

  private static func text(_ rows: [[String]]) -> String {
    CSVField.lines(rows)
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
      Column("profile") { $0.profileName },
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
