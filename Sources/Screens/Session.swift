import Evidence
import Reviews

/// What the screens must be told about this sitting, because they may not look it up themselves.
package struct Session: Hashable, Sendable {
  /// Who answers, as stored with each answer.
  package var author: String
  /// Where exports go when the reviewer gives no file, relative to the project: `assay-review.md`.
  package var exportName: String
  /// Why nothing may be changed: a final review, or one that is open elsewhere. Nil when it may.
  package var readOnlyReason: String?
  /// What the project's settings say the module is for; nil where they leave it open.
  package var settledKind: ProjectKind?
  /// The profile that they name; nil where they name none.
  package var settledProfile: String?
  /// Something to be told at the start, until the first key.
  package var notice: String?

  package init(
    author: String, exportName: String = "assay-review", readOnlyReason: String? = nil,
    settledKind: ProjectKind? = nil, settledProfile: String? = nil, notice: String? = nil
  ) {
    self.settledKind = settledKind
    self.settledProfile = settledProfile
    self.notice = notice
    self.author = author
    self.exportName = exportName
    self.readOnlyReason = readOnlyReason
  }
}

/// What the probes looked at, for the overview's second line.
package struct ProbedProject: Hashable, Sendable {
  package var files: Int
  package var goLines: Int
  package var commit: String?
  package var isDirty: Bool
  /// What the code looks like, where the review's own kind is still a guess; nil leaves that as it is.
  package var kind: ProjectKind?
  /// What the project's settings waive now; nil leaves what the review has.
  package var waivers: [ProjectSettings.Waived]?
  /// Known libraries the module uses; nil leaves what the review has.
  package var libraries: [UsedLibrary]?

  package init(
    files: Int, goLines: Int, commit: String?, isDirty: Bool, kind: ProjectKind? = nil,
    waivers: [ProjectSettings.Waived]? = nil, libraries: [UsedLibrary]? = nil
  ) {
    self.libraries = libraries
    self.kind = kind
    self.waivers = waivers
    self.files = files
    self.goLines = goLines
    self.commit = commit
    self.isDirty = isDirty
  }
}
