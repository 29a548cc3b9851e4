import Checklists
import Evidence
import Reviews

extension ProbeReport {
  /// How many excluded files of one pattern the text names; the JSON names all.
  static let excludedShownMax = 10

  /// For people and for `grep`: findings as `path:line:column: message [probe]`, then a line per suggestion, then the sum.
  package var text: String {
    var lines: [String] = []
    for finding in findings {
      let location = finding.location
      lines.append("\(location.path):\(location.line):\(location.column): \(finding.message) [\(finding.probe)]")
    }
    if !lines.isEmpty { lines.append("") }
    let width = observations.map(\.item.count).max() ?? 0
    for observation in observations {
      let name = observation.item + String(repeating: " ", count: width - observation.item.count)
      let rating = observation.rating?.text ?? "-"
      let padding = String(repeating: " ", count: 3 - rating.count)
      lines.append("\(name)  \(rating)\(padding)  \(observation.reason)")
    }
    lines.append("")
    if let summary = SilencedFinding.summary(silenced) { lines.append("\(summary).") }
    lines += evaluation.waiverRemarks
    for problem in project.problems { lines.append("left out: \(problem)") }
    for excluded in project.excluded {
      let shown = excluded.paths.prefix(ProbeReport.excludedShownMax).joined(separator: ", ")
      let more = excluded.paths.count - ProbeReport.excludedShownMax
      lines.append(
        "left out on purpose: \(shown)\(more > 0 ? " and \(more) more" : "") "
          + "(\(ProjectSettings.fileName):\(excluded.line): \(excluded.pattern))")
    }
    if let signatures = project.signatures.text { lines.append(signatures) }
    let anonymous = project.module.isEmpty ? "no go.mod" : project.module
    lines.append(
      "\(anonymous): \(project.kind.rawValue), \(project.fileCount) files, \(project.goLineCount) lines of Go, "
        + "\(findings.count) findings")
    // A file's name may hold a line end: it must not pass for a finding.
    return lines.map(\.printableLine).joined(separator: "\n") + "\n"
  }
}
