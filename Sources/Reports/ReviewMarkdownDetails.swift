import Checklists
import Evidence
import Reviews

/// The sections behind the tables: what is disputed or stale, the findings, the notes, the working.
extension ReviewReport {
  /// Findings shown for one item; the others are counted.
  private static let findingsPerItemMax = 20

  var questionableSection: [String] {
    let questionable = evaluation.items.filter { $0.isDisputed || $0.isStale || $0.isProbeError }
    guard !questionable.isEmpty else { return [] }
    let rows = questionable.map { state in
      var causes: [String] = []
      if state.isDisputed { causes.append("the probe says \(state.observation?.rating?.word ?? "otherwise")") }
      causes += state.staleReasons.map { "stale: \($0.meaning)" }
      if state.isProbeError { causes.append("a probe failed") }
      return [
        MarkdownText.code(state.item.id), state.ratingText, causes.joined(separator: "; "),
        MarkdownText.inline(state.why),
      ]
    }
    return ["## Disputed, stale and failed", ""]
      + MarkdownText.table(["Item", "Rating", "Cause", "Reason given"], rows)
      + [""]
  }

  var findingsSection: [String] {
    let links = SourceLinks(project: review.project, commit: review.commit)
    var lines: [String] = []
    for state in evaluation.items {
      guard let observation = state.observation, !observation.evidence.isEmpty else { continue }
      lines += [
        "### \(state.title) (\(MarkdownText.code(state.item.id)))", "", MarkdownText.inline(observation.reason),
        "",
      ]
      for evidence in observation.evidence.prefix(Self.findingsPerItemMax) {
        let snippet = evidence.snippet.isEmpty ? "" : ": " + MarkdownText.code(evidence.snippet)
        lines.append("- \(links.markdown(evidence.location)) \(MarkdownText.inline(evidence.message))\(snippet)")
      }
      let rest = observation.evidence.count - Self.findingsPerItemMax
      if rest > 0 { lines.append("- and \(rest) more") }
      lines.append("")
    }
    return lines.isEmpty ? [] : ["## Findings", ""] + lines
  }

  var notesSection: [String] {
    var lines: [String] = []
    for state in evaluation.items {
      // A note may stand on an item nobody has answered; a reason belongs to an answer.
      guard let event = state.answer ?? review.latestEvent(of: state.item.id) else { continue }
      let said = [event.reason, event.note].filter { !$0.isEmpty }.joined(separator: " ")
      guard !said.isEmpty else { continue }
      let decided = event.decidedBy.map { ", decided by \(MarkdownText.inline($0))" } ?? ""
      let signature = "\(MarkdownText.inline(event.author)), \(event.at.day.text)\(decided)"
      let item = "**\(state.title)** \(MarkdownText.code(state.item.id))"
      lines.append("- \(item) (\(signature)): \(MarkdownText.inline(said))")
    }
    return lines.isEmpty ? [] : ["## Notes", ""] + lines + [""]
  }

  var workingSection: [String] {
    let scores = evaluation.scores
    var parts: [(String, [String])] = []
    if let health = scores.health { parts.append(("Health", health.working)) }
    for (name, counts) in [("Readiness", scores.readiness), ("Security", scores.security)] {
      for count in counts where !count.working.isEmpty {
        parts.append(("\(name) \(count.priority.rawValue)", count.working))
      }
    }
    if let quality = scores.quality {
      parts.append(("Quality", quality.working))
      for dimension in quality.dimensions { parts.append((dimension.item, dimension.working)) }
    }
    guard !parts.isEmpty else { return [] }
    var lines = ["## How the numbers came about", ""]
    for (name, working) in parts {
      lines += ["<details><summary>\(MarkdownText.inline(name))</summary>", ""]
      lines += working.map { "- " + MarkdownText.inline($0) }
      lines += ["", "</details>", ""]
    }
    return lines
  }
}

extension ItemState.StaleReason {
  /// The reason as words.
  package var meaning: String {
    switch self {
    case .age: "it is too old"
    case .criterion: "the question has changed"
    case .evidence: "the evidence has changed"
    case .outcome: "the probe now says something else"
    }
  }
}
