import Canvas
import Checklists
import Evidence
import Reviews

/// What the review before said of an item, and what changed since where its answer no longer holds.
extension Front {
  /// From this width on then and now stand side by side.
  static let besideWidthMin = 76
  /// Findings shown on each side.
  static let comparedCountMax = 4

  /// The answer and note of the review before, where they are not the present ones.
  func addEarlierAnswer(_ state: ItemState, _ page: inout Document) {
    guard let previous = previousReview, let event = previous.latestEvent(of: state.item.id) else { return }
    let present = review.latestEvent(of: state.item.id)
    guard event != present else { return }
    let day = (previous.ownMoment ?? previous.createdAt).day.text
    if event.value != .withdrawn {
      let reason = event.reason.isEmpty ? "" : ": \(event.reason)"
      page.paragraph(
        "\(Wording.value(event.value)) by \(event.author), in the review of \(day)\(reason)", mark: "Before  ",
        style: Palette.faint)
    }
    if !event.note.isEmpty, event.note != present?.note {
      page.paragraph(event.note, mark: "Note then ", style: Palette.faint)
    }
  }

  /// Why the answer went stale, each reason with what it was and what it is.
  func addStaleness(_ state: ItemState, _ glyphs: Glyphs, _ page: inout Document) {
    guard state.isStale, let answer = state.answer else { return }
    page.heading("What changed since the answer of \(answer.at.day.text)")
    for reason in state.staleReasons {
      switch reason {
      case .age:
        page.paragraph("It was to be looked at again by \(answer.reviewBy.day.text).", indent: 2)
      case .criterion:
        let revision = answer.itemRevision.map { "revision \($0)" } ?? "an earlier wording"
        page.paragraph(
          "The item asks something else: \(revision) then, revision \(state.item.revision) now.", indent: 2)
      case .outcome:
        page.paragraph(
          "The probes said \(answer.observationSeen.map { Wording.rating($0) } ?? "nothing") then, "
            + "\(Wording.rating(state.observation?.rating)) now.", indent: 2)
      case .evidence: addEvidenceChange(state, answer, glyphs, &page)
      }
    }
  }

  private func addEvidenceChange(
    _ state: ItemState, _ answer: AnswerEvent, _ glyphs: Glyphs, _ page: inout Document
  ) {
    for pin in answer.pins where review.missingPins.contains(pin) {
      page.paragraph(pin, mark: "gone: ", indent: 2)
    }
    guard let previous = previousReview, let old = previous.observation(of: state.item.id) else {
      page.paragraph("The findings it was given for were not kept.", indent: 2)
      return
    }
    let day = (previous.ownMoment ?? previous.createdAt).day.text
    let change = EvidenceChange(from: old, to: state.observation)
    let isChanged = !change.gone.isEmpty || !change.added.isEmpty
    // An answer that was stale in the review before was given for what an even earlier one had found.
    let wasChanged = EvidenceDigest.of(old, pins: answer.pins) != answer.evidenceDigest
    if wasChanged {
      let since = isChanged ? "this is what changed since" : "nothing that is kept changed since"
      page.paragraph("The findings had changed by the review of \(day) already; \(since).", indent: 2)
    }
    guard isChanged else {
      if !wasChanged {
        page.paragraph("The findings changed more than is kept of them; what is kept is the same.", indent: 2)
        // The figures tell more than places could.
        if let new = state.observation, new.reason != old.reason {
          page.paragraph(old.reason, mark: "then: ", indent: 2)
          page.paragraph(new.reason, mark: "now:  ", indent: 2)
        }
      }
      return
    }
    let then = "In the review of \(day)"
    let before = cell(then, change.gone, none: "nothing that is gone")
    let after = cell("Now", change.added, none: "nothing new")
    guard page.width >= Front.besideWidthMin else {
      for line in before + after { page.add(Line([Span("  "), line])) }
      return
    }
    let column = (page.width - 5) / 2
    for row in 0..<max(before.count, after.count) {
      let left = before.indices.contains(row) ? before[row] : Span("")
      let right = after.indices.contains(row) ? after[row] : Span("")
      let text = left.text.clipped(to: column, ellipsis: glyphs.ellipsis).padded(to: column)
      page.add(
        Line([
          Span("  "), Span(text, left.style), Span(" \(glyphs.vertical) ", Palette.faint),
          Span(right.text.clipped(to: column, ellipsis: glyphs.ellipsis), right.style),
        ]))
    }
  }

  /// A heading, then each finding with its place and the first line of its text.
  private func cell(_ heading: String, _ evidence: [Observation.Evidence], none: String) -> [Span] {
    var lines = [Span(heading, .bold)]
    if evidence.isEmpty { lines.append(Span("  " + none, Palette.faint)) }
    for finding in evidence.prefix(Front.comparedCountMax) {
      lines.append(Span("\(finding.location.path):\(finding.location.line)", Palette.faint))
      let code = finding.snippet.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      lines.append(Span("  " + EvidenceDigest.collapsed(code)))
    }
    let rest = evidence.count - Front.comparedCountMax
    if rest > 0 { lines.append(Span("and \(rest) more", Palette.faint)) }
    return lines
  }
}
