import Checklists
import Evidence
import Reviews

/// What `assay probe` prints: findings, outcomes, a suggestion per item and the scores that follow from them alone.
package struct ProbeReport: Sendable {
  /// The repository as far as a report names it.
  package struct Project: Hashable, Sendable {
    package let module: String
    package let kind: ProjectKind
    package let kindReason: String
    package let commit: String?
    package let isDirty: Bool
    package let fileCount: Int
    package let goLineCount: Int
    /// Files that could not be read, as `path: reason`.
    package let problems: [String]
    /// Files left out on purpose, by the pattern of the settings that names them.
    package let excluded: [Excluded]
    /// Where the signatures of other modules' packages came from.
    package let signatures: SignatureSources

    package struct Excluded: Hashable, Sendable {
      package let pattern: String
      package let line: Int
      package let paths: [String]
      package init(pattern: String, line: Int, paths: [String]) {
        self.pattern = pattern.printable
        self.line = line
        self.paths = paths.map(\.printable)
      }
    }

    package init(
      module: String, kind: ProjectKind, kindReason: String, commit: String?, isDirty: Bool, fileCount: Int,
      goLineCount: Int, problems: [String], excluded: [Excluded] = [],
      signatures: SignatureSources = SignatureSources()
    ) {
      self.module = module.printable
      self.kind = kind
      self.kindReason = kindReason
      self.commit = commit
      self.isDirty = isDirty
      self.fileCount = fileCount
      self.goLineCount = goLineCount
      self.problems = problems
      self.excluded = excluded
      self.signatures = signatures
    }
  }

  package let toolVersion: String
  package let project: Project
  package let outcomes: [Outcome]
  package let observations: [Observation]
  package let evaluation: Evaluation

  package init(
    toolVersion: String, project: Project, outcomes: [Outcome], observations: [Observation], evaluation: Evaluation
  ) {
    self.toolVersion = toolVersion
    self.project = project
    self.outcomes = outcomes.sorted { $0.probe < $1.probe }
    self.observations = observations
    self.evaluation = evaluation
  }

  /// What comments in the code and the settings silence, in the same order as findings.
  package var silenced: [SilencedFinding] {
    outcomes.flatMap(\.silenced).sorted {
      let (a, b) = ($0.finding, $1.finding)
      return (a.location, a.probe, a.message) < (b.location, b.probe, b.message)
    }
  }

  /// All findings, sorted by path, line, column, probe.
  package var findings: [Finding] {
    // Path by path, so that paths are compared once and not for each pair of findings.
    let byPath = Dictionary(grouping: outcomes.flatMap(\.findings), by: \.location.path)
    return byPath.sorted { $0.key < $1.key }.flatMap { _, found in
      found.sorted { a, b in
        if a.location.line != b.location.line { return a.location.line < b.location.line }
        return (a.location, a.probe, a.message) < (b.location, b.probe, b.message)
      }
    }
  }
}
