import Checklists
import Evidence

/// One item, and one probe, as a section of the book.
extension GuideBook {
  func section(of page: RulePage) -> [String] {
    let item = page.item
    var lines = [
      anchor(item.id), "", "### \(MarkdownText.inline(item.title))", "",
      "\(MarkdownText.code(item.id)), \(page.facts.joined(separator: ", ")).", "",
      "**\(MarkdownText.inline(item.asks))**", "", paragraph("Why it matters", item.why), "",
    ]
    lines += page.ratings.map { "- **\($0.rating.text) \($0.rating.word):** \(MarkdownText.inline($0.text))" }
    lines += ["", paragraph("Where to look", item.look), ""]
    lines += [paragraph("To mend it (\(item.remediation.effort.rawValue) effort)", item.remediation.text), ""]
    if !item.remediation.example.isEmpty {
      lines += MarkdownText.fenced(item.remediation.example, language: item.remediation.language) + [""]
    }
    lines += deciding(page)
    lines += links("Its criteria", page.criteria)
    lines += links("The rules behind it", page.rules)
    lines += links("Scored items that rest on it", page.scored)
    lines += links("Quality dimensions that count it", page.dimensions)
    lines += links("The same fact in other lists", page.siblings)
    return lines
  }

  private func paragraph(_ label: String, _ text: String) -> String { "**\(label).** \(MarkdownText.inline(text))" }

  /// A card's text goes on where its label ends.
  private func sentence(_ label: String, _ text: String) -> String { "**\(label)** \(MarkdownText.inline(text))" }

  private func deciding(_ page: RulePage) -> [String] {
    if page.item.suggestion == .criteria { return [] }
    if page.isByPerson {
      return ["**By a person.** No probe can tell this; where to look says how, the ratings say what for.", ""]
    }
    var lines = [
      "**\(page.probes.count == 1 ? "The probe" : "The probes") behind it.** \(page.item.suggestion.meaning)", "",
    ]
    for (id, card) in page.probes {
      let name = anchors.contains(id.text) ? "[\(MarkdownText.code(id.text))](#\(id))" : MarkdownText.code(id.text)
      guard let card else {
        lines.append("- \(name)")
        continue
      }
      let sign = card.isHarmful ? "bad when found" : "good when found"
      lines.append("- \(name) looks for \(MarkdownText.inline(card.looksFor)) (\(sign))")
    }
    return lines + [""]
  }

  private func links(_ label: String, _ items: [ChecklistItem]) -> [String] {
    guard !items.isEmpty else { return [] }
    return ["**\(label):** \(items.map { link($0.id, $0.title) }.joined(separator: ", "))", ""]
  }

  var probeChapter: [String] {
    guard !shownProbes.isEmpty else { return [] }
    var lines = [anchor("probes"), "", "## The probes", ""]
    for card in shownProbes {
      lines += [
        anchor(card.id.text), "", "### \(MarkdownText.code(card.id.text))", "",
        "Version \(card.version), \(card.isHarmful ? "bad when found" : "good when found").", "",
        sentence("Looks for", card.looksFor + "."), "", sentence("Because", card.because + "."), "",
        sentence("Instead", card.instead + "."), "",
      ]
      if !card.limits.isEmpty { lines += ["**Limits:** \(MarkdownText.withCode(card.limits))", ""] }
      if !card.linters.isEmpty {
        lines += ["**Linters whose comments count:** \(MarkdownText.inline(card.linters.joined(separator: ", ")))", ""]
      }
      let items = chapters.flatMap(\.items).filter { $0.suggestion.probes.contains(card.id) }
      lines += links("Items that rest on it", items)
    }
    return lines
  }
}
