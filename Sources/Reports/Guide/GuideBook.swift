import Checklists
import Evidence

/// The guide as a Markdown book: a chapter for each checklist, each rule whole, the probes behind them at the end.
///
/// Scored checklists come first, then those of the guide's phases in their order, then rules that belong to no phase and
/// a team's own. What a checklist file says becomes text, never markup; links lead to anchors of the book's own, so
/// they work wherever HTML anchors do, and what the book does not hold is named without a link.
package struct GuideBook: Sendable {
  let catalogue: Catalogue
  let chapters: [Checklist]
  let cards: [ProbeID: ProbeExplanation]
  /// Ids that have an anchor: chapters, items, probes.
  let anchors: Set<String>

  /// - Parameter checklists: the chapters; the whole catalogue is there to say what stands around an item.
  package init(_ checklists: [Checklist], of catalogue: Catalogue, cards: [ProbeID: ProbeExplanation]) {
    self.catalogue = catalogue
    self.cards = cards
    chapters = GuideBook.ordered(checklists)
    let probes = Set(chapters.flatMap(\.items).flatMap(\.suggestion.probes)).filter { cards[$0] != nil }
    anchors = Set(chapters.map(\.id) + chapters.flatMap(\.items).map(\.id) + probes.map(\.text))
  }

  package var markdown: String {
    var lines = head + contents
    for chapter in chapters { lines += self.chapter(chapter) }
    lines += probeChapter
    return lines.joined(separator: "\n") + "\n"
  }

  /// Phases follow the scored lists; within one phase, and behind all, the order of the catalogue.
  private static func ordered(_ checklists: [Checklist]) -> [Checklist] {
    func place(_ checklist: Checklist) -> Int {
      checklist.scoring != .rules ? 0 : checklist.phase ?? Checklist.phaseMax + 1
    }
    return checklists.enumerated().sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }
      .map(\.element)
  }

  private var head: [String] {
    let items = chapters.flatMap(\.items)
    let byPerson = items.count { $0.suggestion == SuggestionRule.none }
    let title = chapters.count == 1 ? chapters.first.map(\.title) ?? "" : "The guide to production-ready Go"
    return [
      "# \(MarkdownText.inline(title))", "",
      "\(chapters.count) checklist\(chapters.count == 1 ? "" : "s") with \(items.count) items; \(byPerson) of them only "
        + "a person can judge, the others begin with what probes suggest. Each item is rated **2** solid, **1** partial "
        + "or **0** missing; one whose subject the code cannot have does not apply, and is left out of every score.",
      "",
    ]
  }

  private var contents: [String] {
    var lines = ["## Contents", ""]
    for chapter in chapters {
      lines.append("- \(link(chapter.id, chapter.title))" + (chapter.phase.map { " (phase \($0))" } ?? ""))
      for item in chapter.items { lines.append("  - \(link(item.id, item.title))") }
    }
    if !shownProbes.isEmpty { lines.append("- [The probes](#probes)") }
    return lines + [""]
  }

  private func chapter(_ checklist: Checklist) -> [String] {
    var lines = [
      anchor(checklist.id), "", "## \(MarkdownText.inline(checklist.title))", "",
      "\(MarkdownText.code(checklist.id)), revision \(checklist.revision). \(checklist.scoringText)", "",
    ]
    for item in checklist.items { lines += section(of: RulePage(item, in: catalogue, cards: cards)) }
    return lines
  }

  func anchor(_ id: String) -> String { "<a id=\"\(id)\"></a>" }

  /// A link to the place in the book, or the title and the id where the book does not hold it.
  func link(_ id: String, _ title: String) -> String {
    anchors.contains(id)
      ? "[\(MarkdownText.inline(title))](#\(id))" : "\(MarkdownText.inline(title)) (\(MarkdownText.code(id)))"
  }

  /// The probes of the chapters' items, by id.
  var shownProbes: [ProbeExplanation] {
    cards.values.filter { anchors.contains($0.id.text) }.sorted { $0.id < $1.id }
  }
}
