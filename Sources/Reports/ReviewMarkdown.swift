import Checklists
import Evidence
import Reviews

extension ReviewReport {
  /// The report for a team: verdict, scores with their working, lists, disputes, findings with links, notes.
  package var markdown: String {
    var lines = head
    lines += scoreSection
    lines += profileSection
    lines += holdSection
    lines += queueSection
    for checklist in catalogue.checklists { lines += section(of: checklist) }
    lines += librariesSection
    lines += questionableSection
    lines += findingsSection
    lines += notesSection
    lines += workingSection
    return lines.joined(separator: "\n") + "\n"
  }

  private var links: SourceLinks { SourceLinks(project: review.project, commit: review.commit) }

  private var head: [String] {
    let verdict = evaluation.verdict
    let held =
      verdict.heldBy.isEmpty ? "" : ", held by \(verdict.heldBy.count) P0 item\(verdict.heldBy.count == 1 ? "" : "s")"
    let state =
      review.state == .final ? "final" + (review.finalizedBy.map { " by " + MarkdownText.inline($0) } ?? "") : "draft"
    var rows = [
      ["Project", MarkdownText.code(review.project)], ["Kind", review.kind.rawValue],
      [
        "Commit",
        review.commit.map {
          MarkdownText.code(String($0.prefix(12))) + (review.isDirty ? " with uncommitted changes" : "")
        } ?? "none",
      ],
      [
        "Review",
        "\(MarkdownText.inline(review.id)) (\(state)), begun \(review.createdAt.day.text), as of \(now.day.text)",
      ],
    ]
    if let profile = review.profile, profile != Profile.standard {
      rows.append(["Profile", MarkdownText.inline(profile)])
    }
    if !authors.isEmpty { rows.append(["Reviewers", authors.map(MarkdownText.inline).joined(separator: ", ")]) }
    let counts = evaluation.counts
    rows.append([
      "Items",
      "\(counts.total): \(counts.solid) solid, \(counts.partial) partial, \(counts.missing) missing, "
        + "\(counts.notApplicable) n/a, \(counts.unanswered) unanswered",
    ])
    rows.append(["Made with", "assay \(MarkdownText.inline(review.toolVersion))"])
    return [
      "# \(Self.title)\(MarkdownText.code(review.project))", "", "**\(verdict.word.rawValue)**\(held)", "",
    ]
      + MarkdownText.table(["", ""], rows) + [""]
  }

  private var scoreSection: [String] {
    let scores = evaluation.scores
    let verdict = evaluation.verdict
    // Nobody shall read "production ready" in one row of a project that is not.
    let held = verdict.isReady || verdict.heldBy.isEmpty ? "" : ", held by the P0 items below"
    var rows: [[String]] = []
    if let health = scores.health {
      rows.append([
        "Health", "\(health.floor)/\(health.max)", "\(health.ceiling)/\(health.max)",
        MarkdownText.inline(health.band) + held, health.coverage.percentText + " %",
      ])
    } else {
      rows.append(["Health", "n/a", "n/a", "", ""])
    }
    for (name, counts) in [("Readiness", scores.readiness), ("Security", scores.security)] {
      for count in counts {
        let waived = count.waived > 0 ? ", \(count.waived) waived" : ""
        rows.append([
          "\(name) \(count.priority.rawValue)", "\(count.met)/\(count.applicable) met",
          "\(count.met + count.unanswered)/\(count.applicable)", "\(count.open) open\(waived)",
          "\(count.unanswered) unanswered",
        ])
      }
    }
    if let quality = scores.quality {
      rows.append([
        "Quality", quality.floor.decimalText, quality.ceiling.decimalText, MarkdownText.inline(quality.band) + held,
        quality.coverage.percentText + " %",
      ])
    } else {
      rows.append(["Quality", "n/a", "n/a", "", ""])
    }
    var lines = ["## Scores", ""] + MarkdownText.table(["", "Floor", "Ceiling", "Band or open", "Coverage"], rows)
    lines += [
      "",
      "The floor counts what is unanswered as missing, the ceiling as solid. Items that do not apply count in neither.",
    ]
    if let alone = scores.withoutJudgement {
      let health = alone.health.map { "health \($0)/\(alone.healthMax ?? scores.health?.max ?? 0)" } ?? "health n/a"
      let quality = alone.quality.map { "quality \($0.decimalText)" } ?? "quality n/a"
      lines += ["", "Without human judgement, by probes alone: \(health), \(quality)."]
    }
    for warning in evaluation.warnings { lines += ["", "> \(MarkdownText.inline(warning))"] }
    return lines + [""]
  }

  private var holdSection: [String] {
    let held = evaluation.verdict.heldBy.compactMap { evaluation.state(of: $0) }
    guard !held.isEmpty else { return [] }
    let rows = held.map { state in
      [MarkdownText.code(state.item.id), state.title, state.ratingText, MarkdownText.inline(state.why)]
    }
    return ["## What holds the verdict", ""] + MarkdownText.table(["Item", "Title", "Rating", "Why"], rows) + [""]
  }

  private var queueSection: [String] {
    let queue = evaluation.workQueue.open.prefix(10)
    guard !queue.isEmpty else { return [] }
    let rows = queue.map { state in
      let gain = state.gain
      let isGate = state.item.kind == .gate
      var worth = gain.blocksVerdict ? ["the verdict"] : []
      if gain.points > .zero, !(isGate && gain.blocksVerdict) {
        let count = gain.points.floor
        worth.append("+\(count) \(isGate ? "gate" : "point")\(count == 1 ? "" : "s")")
      }
      if gain.quality > .zero { worth.append("+\(gain.quality.decimalText) quality") }
      return [
        "\(state.title) (\(MarkdownText.code(state.item.id)))", state.item.remediation.effort.rawValue,
        worth.joined(separator: ", "), MarkdownText.inline(state.item.remediation.text),
      ]
    }
    return ["## What to do next", ""] + MarkdownText.table(["Item", "Effort", "Worth", "How"], Array(rows)) + [""]
  }

  private func section(of checklist: Checklist) -> [String] {
    let rows = states(of: checklist).map { state in
      let priority = state.item.priority == .none ? "" : " " + state.item.priority.rawValue
      return [
        "\(MarkdownText.code(state.item.id))\(priority)", state.title, state.ratingText, state.shownAs,
        MarkdownText.inline(state.why),
      ]
    }
    let heading = ["## \(MarkdownText.inline(checklist.title))", ""]
    return heading + MarkdownText.table(["Item", "Title", "Rating", "From", "Why"], rows) + [""]
  }
}

extension ItemState {
  /// The title as Markdown: that of a final review comes from its file, which may be anybody's.
  var title: String { MarkdownText.inline(item.title) }
}
