import Canvas
import Checklists
import Evidence
import Reports

/// The page of an item as text for a terminal.
extension RulePage {
  var text: String {
    var text = ExplainedText()
    text.paragraph(item.title, mark: item.id + "  ")
    text.paragraph(([checklist?.title ?? item.checklist] + facts).joined(separator: ", ") + ".")
    text.blank()
    text.paragraph(item.asks)
    text.blank()
    text.paragraph(item.why, mark: "Why:      ")
    for (rating, meaning) in ratings {
      text.paragraph(meaning, mark: (rating.word.capitalized + ":").padded(to: 10))
    }
    text.paragraph(item.look, mark: "Look at:  ")
    addRemediation(&text)
    addDeciding(&text)
    add(criteria, "Its criteria", &text)
    add(rules, "The rules behind it", &text)
    add(scored, "Scored items that rest on it", &text)
    add(dimensions, "Quality dimensions that count it", &text)
    add(siblings, "The same fact in other lists", &text)
    return text.text
  }

  private func addRemediation(_ text: inout ExplainedText) {
    text.blank()
    text.paragraph("To mend (\(item.remediation.effort.rawValue) effort): \(item.remediation.text)")
    guard !item.remediation.example.isEmpty else { return }
    text.blank()
    text.verbatim(item.remediation.example)
  }

  private func addDeciding(_ text: inout ExplainedText) {
    guard item.suggestion != .criteria else { return }
    if isByPerson {
      text.heading("By a person")
      text.paragraph("No probe can tell this. What to look at says where; the three ratings say what for.", indent: 2)
      return
    }
    text.heading(probes.count == 1 ? "The probe behind it" : "The probes behind it")
    for (id, card) in probes {
      text.paragraph(id.text, indent: 2)
      guard let card else { continue }
      text.paragraph(card.looksFor + ".", mark: card.isHarmful ? "Bad when found: " : "Good when found: ", indent: 4)
      if !card.limits.isEmpty { text.paragraph(card.limits, mark: "Limits: ", indent: 4) }
    }
    text.paragraph(item.suggestion.meaning, indent: 2)
  }

  private func add(_ items: [ChecklistItem], _ heading: String, _ text: inout ExplainedText) {
    guard !items.isEmpty else { return }
    text.heading(heading)
    for other in items {
      let weight = other.suggestion == .criteria ? ", weight \(other.weight)" : ""
      text.entry(other.id, other.title + weight)
    }
  }
}

extension String {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
