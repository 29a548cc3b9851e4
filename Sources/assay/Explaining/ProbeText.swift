import Checklists
import Evidence

/// A probe's card as text for a terminal, with the items that rest on it.
extension ProbeExplanation {
  func text(in catalogue: Catalogue) -> String {
    var text = ExplainedText()
    text.paragraph("\(id), version \(version)")
    text.blank()
    text.paragraph(looksFor + ".", mark: isHarmful ? "Looks for (bad when found): " : "Looks for (good when found): ")
    text.paragraph("Because \(because).")
    text.paragraph("Instead: \(instead).")
    if !limits.isEmpty { text.paragraph(limits, mark: "Limits: ") }
    addSilencing(&text, isDeclared: catalogue.declared.contains { $0.id == id })
    let items = catalogue.items(restingOn: id)
    if !items.isEmpty {
      text.heading("Items that rest on it")
      for item in items { text.entry(item.id, item.title) }
    }
    for isFound in [true, false] {
      let examples = examples.filter { $0.isFound == isFound }
      if examples.isEmpty { continue }
      text.heading(isFound ? "Found in these; ▸ stands before the place" : "Not found in these")
      for (number, example) in examples.enumerated() {
        if number > 0 { text.blank() }
        text.verbatim(example.text)
      }
    }
    return text.text
  }

  /// How a finding that is fine as it is can be silenced beside the code.
  private func addSilencing(_ text: inout ExplainedText, isDeclared: Bool) {
    guard isDeclared || ExplainCommand.silenceable.contains(id) else { return }
    text.blank()
    text.paragraph("Silence one finding by a comment at the end of its line, or alone on the line above:")
    text.verbatim("// assay:ignore \(id) reason")
    text.paragraph(
      (isDeclared ? "In other files than Go's" : "Or without touching the code")
        + ": the list silenced in .assay.yml, which the key s in a review's findings (F) writes.")
    if !linters.isEmpty {
      text.paragraph("Comments for these linters count too: " + linters.joined(separator: ", ") + ".")
    }
  }
}
