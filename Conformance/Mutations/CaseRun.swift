import Checklists
import Evidence
import Probes
import Repository

/// Everything Assay does with a repository before a person is asked: reading it and running every probe.
package enum CaseRun {
  /// Runs all probes; `ended` is called with each one's id. The first promise that an outcome breaks, or nil.
  package static func breach(of content: RepositoryContent, ended: (String) -> Void = { _ in }) -> String? {
    guard let settings = settings(in: content) else { return nil }
    let snapshot = Snapshot(
      reading: content, origin: .workingTree(commit: nil, isDirty: false), settings: settings)
    ended("reading")
    let subject = Subject(snapshot)
    ended("names and types")
    let lineCounts = content.contents.mapValues { bytes in 1 + bytes.count { $0 == 10 } }
    var breach: String?
    for probe in AllProbes.list {
      let outcome = probe.init().examine(subject)
      ended(probe.card.id.text)
      if breach == nil { breach = Self.breach(of: outcome, probe.card.id, lineCounts) }
    }
    return breach
  }

  /// The repository's settings; nil where they are refused, which ends a run.
  private static func settings(in content: RepositoryContent) -> ProjectSettings? {
    guard let bytes = content.contents[ProjectSettings.fileName] else { return ProjectSettings() }
    return try? ProjectSettings(reading: ChecklistFile(name: ProjectSettings.fileName, bytes: bytes))
  }

  /// An outcome speaks for its own probe, and of places that exist.
  private static func breach(of outcome: Outcome, _ id: ProbeID, _ lineCounts: [String: Int]) -> String? {
    if outcome.probe != id { return "\(id.text) answers as \(outcome.probe.text)" }
    for finding in outcome.findings {
      let location = finding.location
      guard let lineCount = lineCounts[location.path] else { continue }
      if location.line < 1 || location.endLine > lineCount {
        return "\(id.text) points at \(location.path):\(location.line)-\(location.endLine) of \(lineCount) lines"
      }
    }
    return nil
  }
}
