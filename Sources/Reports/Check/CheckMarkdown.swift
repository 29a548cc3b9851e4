import Evidence
import Reviews

extension CheckReport {
  /// For a pull request or a job's summary: the gates as a table, then what holds the verdict with links.
  package var markdown: String {
    var lines = ["# Gates of \(MarkdownText.code(review.project))", ""]
    lines += ["**\(CheckReport.word(check.outcome))**: \(MarkdownText.inline(summary))", ""]
    lines += facts(code: MarkdownText.code).map { "- \($0.name): \($0.value)" } + [""]
    let rows = check.lines.map { line in
      [
        CheckReport.word(line.outcome), MarkdownText.code(line.gate), MarkdownText.inline(line.actual),
        MarkdownText.inline(line.limit), MarkdownText.inline(line.advice),
        line.gate == "require-ready" || line.items.isEmpty
          ? "" : MarkdownText.inline(CheckReport.list(line.items)),
      ]
    }
    lines += MarkdownText.table(["", "Gate", "Actual", "Limit", "What would help", "Items"], rows)
    lines += holdLines
    if !waived.isEmpty {
      let rows = waived.map { state, waiver in
        [
          "\(MarkdownText.inline(state.item.title)) (\(MarkdownText.code(state.item.id)))", state.ratingText,
          MarkdownText.inline(waiver.expires), MarkdownText.inline(waiver.owner), MarkdownText.inline(waiver.reason),
        ]
      }
      lines += ["", "## Waived", ""] + MarkdownText.table(["Gate", "Rating", "Until", "Owner", "Why"], rows)
    }
    for warning in evaluation.warnings { lines += ["", "> \(MarkdownText.inline(warning))"] }
    return lines.joined(separator: "\n") + "\n"
  }

  private var holdLines: [String] {
    guard !holding.isEmpty else { return [] }
    let links = SourceLinks(project: review.project, commit: review.commit)
    var lines = ["", "## \(evaluation.verdict.word.rawValue), held by"]
    for state in holding {
      lines += ["", "### \(MarkdownText.inline(state.item.title)) (\(MarkdownText.code(state.item.id)))", ""]
      lines.append(state.ratingText + (state.why.isEmpty ? "" : ": " + MarkdownText.inline(state.why)))
      let places = state.places.prefix(CheckReport.placesMax).map {
        "- \(links.markdown($0.location)): \(MarkdownText.inline($0.message))"
      }
      if !places.isEmpty { lines += [""] + places }
      let rest = state.places.count - CheckReport.placesMax
      if rest > 0 { lines.append("- and \(rest) more") }
    }
    return lines
  }
}
