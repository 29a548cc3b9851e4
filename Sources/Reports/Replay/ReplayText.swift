import Checklists
import Evidence
import Reviews

extension ReplayReport {
  static let tagLengthMax = 16
  static let subjectLengthMax = 72

  /// For a terminal: a row for each commit, trend and chart, then each change of a rating with its commit.
  package func text(_ marks: ChartMarks) -> String {
    let count = replay.points.count
    var lines = [
      "\(replay.project): \(count) commit\(count == 1 ? "" : "s") replayed by probes alone, \(replay.choice.text)", "",
    ]
    lines += table
    let history = HistoryReport(replay.timeline, now: now)
    if count > 1 { lines += history.drawing(marks) }
    lines += changes(marks)
    lines += history.ages(inEach: "commit")
    lines += remarks
    return lines.map(\.printable).joined(separator: "\n") + "\n"
  }

  private var table: [String] {
    let header = [
      "Date", "Commit", "Tag", "Verdict", "Health", "Readiness", "Security", "Quality", "Coverage", "Basis",
    ]
    let health = ScoreSeries(.health, of: replay.timeline).points.map(\.text)
    let quality = ScoreSeries(.quality, of: replay.timeline).points.map(\.text)
    let rows = zip(replay.points, replay.timeline.entries).enumerated().map { index, pair in
      let (point, entry) = pair
      return [
        point.commit.day.text, point.commit.shortID, ReplayReport.tag(of: point.commit), entry.verdict.word.rawValue,
        health[index], Timeline.Entry.gates(entry.scores.readiness), Timeline.Entry.gates(entry.scores.security),
        quality[index], entry.scores.coverage.map { "\($0.percentText) %" } ?? "n/a", ReplayReport.basis,
      ]
    }
    return HistoryReport.columns(header, rows)
  }

  /// The first tag, and whether there are more.
  private static func tag(of commit: PastCommit) -> String {
    guard let first = commit.tags.first else { return "-" }
    let more = commit.tags.count - 1
    return cut(first, tagLengthMax) + (more > 0 ? " +\(more)" : "")
  }

  private static func cut(_ text: String, _ length: Int) -> String {
    text.count <= length ? text : text.prefix(length - 3) + "..."
  }

  private func changes(_ marks: ChartMarks) -> [String] {
    guard replay.points.count > 1 else { return [] }
    guard !replay.changes.isEmpty else { return ["", "No suggested rating changed."] }
    var lines = ["", "Suggested ratings that changed"]
    var last: PastCommit?
    for change in replay.changes {
      if change.commit != last {
        let name = change.commit.tags.isEmpty ? "" : " (\(change.commit.tags.joined(separator: ", ")))"
        let subject = ReplayReport.cut(change.commit.subject, ReplayReport.subjectLengthMax)
        lines += ["", "  \(change.commit.day.text) \(change.commit.shortID)\(name)  \(subject)"]
        if let between = ReplayReport.between(change) { lines.append("    \(between)") }
        last = change.commit
      }
      let ratings =
        "\(RatingChange.text(change.from)) \(marks.arrow) \(RatingChange.text(change.to))"
      lines.append("    \(ratings.padding(to: 24)) \(change.title) (\(change.item)): \(change.causeText)")
      if !change.reason.isEmpty { lines.append("      \(change.reason)") }
    }
    return lines
  }

  /// Says that the commit is not the only one the change may come from.
  private static func between(_ change: RatingChange) -> String? {
    switch change.distance {
    case 0?: nil
    case let distance?:
      "or one of the \(distance) commit\(distance == 1 ? "" : "s") after \(change.after.shortID), which were not probed"
    case nil: "against \(change.after.shortID), which does not lead here by first parents"
    }
  }

  private var remarks: [String] {
    var lines: [String] = []
    for skipped in replay.skipped {
      lines.append("  \(skipped.commit.day.text) \(skipped.commit.shortID)  \(skipped.reason)")
    }
    if !lines.isEmpty { lines = ["", "Commits left out"] + lines }
    if replay.isShallow { lines += ["", "The clone is shallow: earlier commits are not in it."] }
    return lines
  }
}
