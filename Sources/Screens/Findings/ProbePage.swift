import Canvas
import Checklists
import Evidence

/// What a probe is about and what it said of this code: its card, its outcome, the items that rest on it.
extension Front {
  func probeDocument(_ id: ProbeID, width: Int) -> Document {
    var page = Document(width: width)
    guard let card = findings.found.cards[id] else {
      page.paragraph("Nothing is known of the probe \(id); it did not run.")
      return page
    }
    page.add(Span(card.id.text, .bold), Span(", version \(card.version)", Palette.faint))
    page.blank()
    addCard(id, &page)
    addOutcome(of: id, &page)
    addItems(of: id, &page)
    page.heading("Silencing one finding")
    page.paragraph("s in the list of findings, or a comment beside the code:", indent: 2)
    page.paragraph("// assay:ignore \(id) reason", indent: 4)
    if !card.linters.isEmpty {
      page.paragraph("Comments for \(card.linters.joined(separator: ", ")) count too.", indent: 2)
    }
    for isFound in [true, false] {
      let examples = card.examples.filter { $0.isFound == isFound }
      if examples.isEmpty { continue }
      page.heading(isFound ? "Found" : "Not found")
      for (number, example) in examples.enumerated() {
        if number > 0 { page.blank() }
        page.verbatim(coloured(example.text), indent: 2)
      }
    }
    return page
  }

  /// Looks for, because, instead and limits, as far as they are known.
  func addCard(_ id: ProbeID, _ page: inout Document) {
    guard let card = findings.found.cards[id] else { return }
    let sign = card.isHarmful ? "Harm when found: " : "Good when found: "
    page.paragraph(card.looksFor + ".", mark: sign, markStyle: .bold)
    page.paragraph(card.because + ".", mark: "Because ", markStyle: .bold)
    page.paragraph(card.instead + ".", mark: "Instead ", markStyle: .bold)
    if !card.limits.isEmpty { page.paragraph(card.limits, mark: "Limits  ", markStyle: .bold) }
  }

  private func addOutcome(of id: ProbeID, _ page: inout Document) {
    guard let outcome = findings.found.outcome(of: id) else { return }
    page.heading("In this code")
    page.paragraph(outcome.answer.sentence, mark: "Outcome ", indent: 2)
    let silenced = outcome.silenced.isEmpty ? "" : ", \(outcome.silenced.count) silenced"
    page.paragraph(
      Wording.plural(outcome.findings.count, "finding") + silenced, mark: "Found   ", indent: 2)
    let scope = outcome.scope
    page.paragraph(Wording.searched(scope), mark: "In      ", indent: 2)
    if !scope.skipped.isEmpty { page.paragraph(scope.skipped.joined(separator: ", "), mark: "Without ", indent: 2) }
  }

  private func addItems(of id: ProbeID, _ page: inout Document) {
    let items = evaluation.items.filter { $0.item.suggestion.probes.contains(id) }
    guard !items.isEmpty else { return }
    page.heading("Items that rest on it")
    for state in items { page.add(itemLine(state, width: page.width, hasPriority: false)) }
  }
}
