/// What a team has written down about its project in `.assay.yml` at the root.
package struct ProjectSettings: Hashable, Sendable {
  package static let fileName = ".assay.yml"
  /// Longer than anything a person would write.
  package static let byteCountMax = 64 << 10

  /// What the module is, where the code's own look misleads.
  package var kind: ProjectKind?
  /// Paths the probes do not look at.
  package var exclude: [Exclusion]

  package struct Exclusion: Hashable, Sendable {
    package let glob: PathGlob
    /// Where the pattern stands in the file.
    package let line: Int
    package init(glob: PathGlob, line: Int) {
      self.glob = glob
      self.line = line
    }
  }

  package init(kind: ProjectKind? = nil, exclude: [Exclusion] = []) {
    self.kind = kind
    self.exclude = exclude
  }
}
