import Canvas
import Checklists
import Evidence
import Reviews

/// What stands around an item: the probes behind it, its siblings, its rules and what rests on it. Enter opens each.
extension Front {
  func isByPerson(_ item: ChecklistItem) -> Bool { item.suggestion == SuggestionRule.none }

  /// Each probe with what it looks for and what it is known to miss, and how they decide.
  func addProbes(of item: ChecklistItem, _ page: inout Document) {
    let probes = item.suggestion.probes
    guard !probes.isEmpty else { return }
    page.heading(
      probes.count == 1 ? "The probe behind it (Enter tells all of it)" : "The probes behind it (Enter opens one)")
    for probe in probes {
      let card = findings.found.cards[probe]
      let sign = card.map { $0.isHarmful ? "harm" : "good" } ?? ""
      page.add(
        Line(
          [Span("  "), Span(probe.text, .bold), Span(sign.isEmpty ? "" : "  \(sign) when found", Palette.faint)],
          id: "probe:" + probe.text, isRow: true, markedSpanCount: 2))
      guard let card else { continue }
      page.paragraph(card.looksFor + ".", mark: "looks for ", markStyle: Palette.faint, indent: 4)
      if !card.limits.isEmpty { page.paragraph(card.limits, mark: "limits    ", markStyle: Palette.faint, indent: 4) }
    }
    page.paragraph(item.suggestion.meaning, indent: 2)
  }

  /// Of which modules it is asked, and when again.
  func addAbout(_ item: ChecklistItem, _ page: inout Document) {
    page.heading("About this item")
    if let list = catalogue.checklist(item.checklist) {
      let phase = list.phase.map { ", phase \($0) of the guide" } ?? ""
      page.paragraph("\(list.title)\(phase)", mark: "stands in    ", indent: 2)
    }
    page.paragraph(item.appliesText, mark: "asked of     ", indent: 2)
    page.paragraph("after \(item.reviewDays) days", mark: "asked again  ", indent: 2)
  }

  func addSiblings(_ state: ItemState, _ page: inout Document) {
    let siblings = siblings(of: state)
    guard !siblings.isEmpty else { return }
    page.heading("The same fact in other lists (s gives it this rating)")
    for sibling in siblings { page.add(itemLine(sibling, width: page.width, hasPriority: false)) }
  }

  /// Every rule behind a scored item, or the scored items a rule bears on; Enter opens them.
  func addRules(_ state: ItemState, _ page: inout Document) {
    let rules = catalogue.rules(behind: state.item).compactMap { evaluation.state(of: $0.id) }
    if !rules.isEmpty {
      page.heading(
        "The rules behind it: \(Wording.plural(rules.count, "rule")), \(rules.count(where: \.isOpen)) below solid")
      for rule in rules { page.add(itemLine(rule, width: page.width, hasPriority: false)) }
    }
    let fed = catalogue.scoredItems(restingOn: state.item).compactMap { evaluation.state(of: $0.id) }
    if !fed.isEmpty {
      page.heading("What rests on it")
      for item in fed { page.add(itemLine(item, width: page.width, hasPriority: true)) }
    }
    let dimensions = catalogue.dimensions(counting: state.item).compactMap { evaluation.state(of: $0.id) }
    if !dimensions.isEmpty {
      page.heading("Quality dimensions that count it")
      for item in dimensions { page.add(itemLine(item, width: page.width, hasPriority: false)) }
    }
  }

  /// Items of other lists that ask for the same fact; either of two may name the other.
  func siblings(of state: ItemState) -> [ItemState] {
    evaluation.items.filter { other in
      other.item.id != state.item.id
        && (other.item.siblings.contains(state.item.id) || state.item.siblings.contains(other.item.id))
    }
  }
}
