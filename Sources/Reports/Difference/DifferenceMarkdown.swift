import Evidence
import Reviews

extension DifferenceReport {
  /// For a team: the same as tables, with links to the places.
  package var markdown: String {
    var lines = ["# What changed in \(MarkdownText.code(to.project))", ""]
    let before = difference.verdictBefore.word.rawValue
    let after = difference.verdictAfter.word.rawValue
    lines += [before == after ? "**\(after)** as before" : "**\(before)** → **\(after)**", ""]
    lines += MarkdownText.table(
      ["", ""],
      [
        ["From", side(from, code: MarkdownText.code)], ["To", side(to, code: MarkdownText.code)],
        [
          "Coverage",
          [coverage.before, coverage.after].map { $0.map { "\($0.percentText) %" } ?? "n/a" }
            .joined(separator: " → "),
        ],
      ] + rulerChanges.map { ["Checklist", MarkdownText.inline($0.text)] })
    if isProbesOnly { lines += ["", "Probes only: no answer of a reviewer is part of this."] }
    lines += ["", "## Scores", ""]
    lines += MarkdownText.table(
      ["", "Before", "Ruler", "Scope", "Items", "After"],
      scores.map { name, _, change in
        [name, DifferenceReport.number(change.before)]
          + [change.ruler, change.scope, change.items].map(DifferenceReport.signed)
          + [DifferenceReport.number(change.after)]
      })
    lines += [
      "",
      "Ruler is what changed checklists moved, scope what applies or no longer applies, items the rest; all are floors.",
    ]
    lines += itemSection + staleSection + evidenceSection
    return lines.joined(separator: "\n") + "\n"
  }

  private var itemSection: [String] {
    guard !difference.items.isEmpty else { return ["", "No item differs."] }
    let rows = difference.items.map { item in
      [
        "\(MarkdownText.inline(item.title)) (\(MarkdownText.code(item.item)))", item.ratings(arrow: "→"),
        item.cause.meaning, item.effect,
      ]
    }
    return ["", "## Items", ""] + MarkdownText.table(["Item", "Rating", "Cause", "Effect"], rows)
  }

  private var staleSection: [String] {
    let rows = wentStale.map { item in
      [
        "\(MarkdownText.inline(item.title)) (\(MarkdownText.code(item.item)))",
        MarkdownText.inline(item.answerText ?? ""), item.newlyStale.map(\.meaning).joined(separator: "; "),
      ]
    }
    guard !rows.isEmpty else { return [] }
    return ["", "## Answers that went stale", ""] + MarkdownText.table(["Item", "Answer", "Why"], rows)
  }

  private var evidenceSection: [String] {
    guard !withEvidence.isEmpty else { return [] }
    let old = SourceLinks(project: from.project, commit: from.commit)
    let new = SourceLinks(project: to.project, commit: to.commit)
    var lines = ["", "## Evidence"]
    for item in withEvidence {
      lines += ["", "### \(MarkdownText.inline(item.title)) (\(MarkdownText.code(item.item)))", ""]
      var places = item.evidence.added.map { "- added \(new.markdown($0.location)) \(MarkdownText.inline($0.message))" }
      places += item.evidence.gone.map { "- gone \(old.markdown($0.location)) \(MarkdownText.inline($0.message))" }
      places += item.evidence.moved.map { "- moved \(old.markdown($0.from)) to \(new.markdown($0.to))" }
      lines += places.prefix(DifferenceReport.placesMax)
      let rest = places.count - DifferenceReport.placesMax
      if rest > 0 { lines.append("- and \(rest) more") }
    }
    return lines
  }
}
