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
      for item in items { text.paragraph(item.title, mark: item.id + "  ", indent: 2) }
    }
    for example in examples {
      text.heading(example.isFound ? "Found:" : "Quiet:")
      text.verbatim(example.text)
    }
    return text.text
  }

  /// How a finding that is fine as it is can be silenced beside the code.
  private func addSilencing(_ text: inout ExplainedText, isDeclared: Bool) {
    guard isDeclared || ExplainCommand.silenceable.contains(id) else { return }
    text.blank()
    text.paragraph("Silence one finding, on its line or the one above: // assay:ignore \(id) reason")
    if isDeclared {
      text.paragraph(
        "In other files than Go's: the list silenced in .assay.yml, which the key x on the findings screen writes.")
    }
    if !linters.isEmpty {
      text.paragraph("Comments for these linters count too: " + linters.joined(separator: ", "))
    }
  }
}
