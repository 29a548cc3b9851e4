import Checklists
import Evidence

/// The whole page of one item: its guidance, how it is decided, and what stands around it in the catalogue.
///
/// The facts of `assay explain` and of the book, for every way of showing them.
package struct RulePage: Sendable {
  package let item: ChecklistItem
  package let checklist: Checklist?
  /// What is known of the probes behind it; nil for one that this program does not have.
  package let probes: [(id: ProbeID, card: ProbeExplanation?)]
  /// What makes up a dimension.
  package let criteria: [ChecklistItem]
  package let rules: [ChecklistItem]
  package let scored: [ChecklistItem]
  package let dimensions: [ChecklistItem]
  package let siblings: [ChecklistItem]

  package init(_ item: ChecklistItem, in catalogue: Catalogue, cards: [ProbeID: ProbeExplanation]) {
    self.item = item
    checklist = catalogue.checklist(item.checklist)
    probes = item.suggestion.probes.map { ($0, cards[$0]) }
    criteria = item.criteria.compactMap(catalogue.item)
    rules = catalogue.rules(behind: item)
    scored = catalogue.scoredItems(restingOn: item)
    dimensions = catalogue.dimensions(counting: item)
    siblings = item.siblings.compactMap(catalogue.item)
  }

  package var isByPerson: Bool { item.suggestion == SuggestionRule.none }

  /// Ratings with their descriptions, the best first; a dimension has none of its own to give.
  package var ratings: [(rating: Rating, text: String)] {
    let texts: [(rating: Rating, text: String)] = [
      (.solid, item.solid), (.partial, item.partial), (.missing, item.missing),
    ]
    return texts.filter { !$0.text.isEmpty }
  }

  /// What it is and when it is asked, as parts of a sentence.
  package var facts: [String] {
    var facts: [String] = []
    if item.priority != .none { facts.append(item.priority.rawValue + (item.kind == .gate ? " gate" : "")) }
    if item.suggestion == .criteria { facts.append("dimension of weight \(item.weight)") }
    facts.append("asked of \(item.appliesText)")
    facts.append("asked again after \(item.reviewDays) days")
    return facts
  }
}
