/// A finding that a comment beside the code or an entry of `.assay.yml` silences: it counts no longer, but is never
/// dropped without a word.
package struct SilencedFinding: Hashable, Sendable {
  /// The comment's form, as it is written, or the file of settings.
  package enum Means: String, Hashable, Sendable, CaseIterable {
    case ignore = "assay:ignore"
    case nolint
    case nosec
    case lintIgnore = "lint:ignore"
    case lintFileIgnore = "lint:file-ignore"
    case settings = ".assay.yml"
  }

  package let finding: Finding
  package let by: Means
  /// What the comment names: a probe, a linter, a linter's rule; empty for a comment that names none.
  package let rule: String
  /// Why, in the words of whoever wrote the comment; empty when they gave none.
  package let reason: String
  /// Where the comment stands in the finding's file, or the entry in the settings.
  package let commentLine: Int
  /// Who decided it in the settings, and on which day; empty for comments, of which git knows.
  package let author: String
  package let day: String

  package init(
    finding: Finding, by: Means, rule: String, reason: String, commentLine: Int, author: String = "", day: String = ""
  ) {
    self.finding = finding
    self.by = by
    self.rule = rule.printable
    self.reason = reason.printable
    self.commentLine = commentLine
    self.author = author
    self.day = day
  }

  /// How many are silenced and by what, most first: `3 findings are silenced (2 by nolint, 1 by assay:ignore)`.
  package static func summary(_ silenced: some Sequence<SilencedFinding>) -> String? {
    var counts: [Means: Int] = [:]
    for one in silenced { counts[one.by, default: 0] += 1 }
    let total = counts.values.reduce(0, +)
    guard total > 0 else { return nil }
    let parts = counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
      .map { "\($0.value) by \($0.key.rawValue)" }
    let place = counts[.settings] == nil ? " in the code" : ""
    return "\(total) finding\(total == 1 ? " is" : "s are") silenced\(place) (\(parts.joined(separator: ", ")))"
  }
}
