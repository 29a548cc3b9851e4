import Evidence

/// What may be wrong with comments of our own and with entries of `silenced` in the settings: documentation and rules for reports, like a probe's card.
///
/// They are no probes: whether a comment is needed can only be told when all others have run.
package enum SilencingCards {
  package static let all = [unexplained, unused, unknownProbe]

  static let unexplained = ProbeCard(
    id: "silencing/unexplained", sign: .antiPattern,
    looksFor: "an assay:ignore comment that gives no reason",
    because: "whoever reads the code next cannot tell a considered exception from a forgotten one",
    instead: "say after the probe's name why the finding is acceptable here",
    examples: [
      .found("os.Remove(path) ▸// assay:ignore errors/ignored"),
      .quiet("os.Remove(path) // assay:ignore errors/ignored the file may be gone already"),
    ])

  static let unused = ProbeCard(
    id: "silencing/unused", sign: .antiPattern,
    looksFor: "an assay:ignore comment, or an entry of silenced in .assay.yml, that silences nothing",
    because: "it hides the next real finding in its place",
    instead: "remove it, or move the comment to the line of the finding or the one above",
    examples: [
      .found("println(path) ▸// assay:ignore errors/ignored the file may be gone already"),
      .quiet("os.Remove(path) // assay:ignore errors/ignored the file may be gone already"),
    ])

  static let unknownProbe = ProbeCard(
    id: "silencing/unknown-probe", sign: .antiPattern,
    looksFor: "an assay:ignore comment, or an entry of silenced in .assay.yml, that names no probe there is",
    because: "it looks as if it silenced something and does not",
    instead: "write family/name as reports and `assay explain` do",
    examples: [
      .found("os.Remove(path) ▸// assay:ignore ignored the file may be gone already"),
      .quiet("os.Remove(path) // assay:ignore errors/ignored the file may be gone already"),
    ])
}
