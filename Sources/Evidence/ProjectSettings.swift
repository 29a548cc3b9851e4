/// What a team has written down about its project in `.assay.yml` at the root.
package struct ProjectSettings: Hashable, Sendable {
  package static let fileName = ".assay.yml"
  /// Room for two thousand silenced findings, and longer than anything a person would write.
  package static let byteCountMax = 512 << 10

  /// What the module is, where the code's own look misleads.
  package var kind: ProjectKind?
  /// The profile its reviews are measured by.
  package var profile: String?
  /// Paths the probes do not look at.
  package var exclude: [Exclusion]
  /// Findings the team has looked at and lives with.
  package var silenced: [Silenced]
  /// Gates that may stay open for a while.
  package var waivers: [Waived]
  /// What `assay check` demands where the command line says nothing else.
  package var check: GateSettings
  /// The team's own checklists that lie elsewhere than in `.assay/checklists`.
  package var checklists: [ListedChecklist]

  package struct Exclusion: Hashable, Sendable {
    package let glob: PathGlob
    /// Where the pattern stands in the file.
    package let line: Int
    package init(glob: PathGlob, line: Int) {
      self.glob = glob
      self.line = line
    }
  }

  /// A finding that counts no longer.
  package struct Silenced: Hashable, Sendable {
    package let decision: SilencingDecision
    /// Where its entry begins in the file, and what that line says.
    package let line: Int
    package let text: String
    package init(decision: SilencingDecision, line: Int, text: String) {
      self.decision = decision
      self.line = line
      self.text = text
    }
  }

  /// A gate the team lives with until a day.
  package struct Waived: Hashable, Sendable {
    package let terms: WaiverTerms
    /// Where its entry begins in the file.
    package let line: Int
    package init(terms: WaiverTerms, line: Int) {
      self.terms = terms
      self.line = line
    }
  }

  /// A checklist by its path in the repository.
  package struct ListedChecklist: Hashable, Sendable {
    /// From the root, without `./` at its beginning; it names nothing outside by itself, though a link may lead there.
    package let path: String
    /// Where it is named in the file.
    package let line: Int
    package let column: Int
    package init(path: String, line: Int, column: Int) {
      self.path = path
      self.line = line
      self.column = column
    }
  }

  package init(
    kind: ProjectKind? = nil, exclude: [Exclusion] = [], silenced: [Silenced] = [], waivers: [Waived] = [],
    check: GateSettings = GateSettings(), checklists: [ListedChecklist] = []
  ) {
    self.kind = kind
    self.exclude = exclude
    self.silenced = silenced
    self.waivers = waivers
    self.check = check
    self.checklists = checklists
  }
}
