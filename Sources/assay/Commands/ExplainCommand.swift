import ArgumentParser
import Checklists
import Evidence
import Probes
import Reports

/// `assay explain ID`: what an item, a probe or a checklist means, how to check it and how to mend it.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "What an item, a probe or a checklist means, how to check it, how to mend it.")
  @OptionGroup var checklists: CatalogueOptions
  @Argument(help: "An item such as health.testing, a probe such as errors/unwrapped, or a checklist such as errors.")
  var id: String

  func run() throws {
    let catalogue = try checklists.wholeCatalogue(of: ".")
    let cards = KeptOutcomes.explanationsByID(catalogue)
    if let item = catalogue.item(id) {
      Console.write(RulePage(item, in: catalogue, cards: cards).text)
    } else if let card = cards[ProbeID(id)] {
      Console.write(card.text(in: catalogue))
    } else if let checklist = catalogue.checklist(id) {
      Console.write(checklist.text)
    } else {
      throw Failure(.usage, "nothing is called \"\(id.printableLine)\".\(hint(in: catalogue))")
    }
  }

  /// Names listed where several hold what was typed.
  private static let nameCountMax = 8

  /// The nearest name, else what holds the typed text in its id or title, else where names are listed.
  private func hint(in catalogue: Catalogue) -> String {
    let probes = KeptOutcomes.explanations(catalogue).map(\.id.text)
    let wanted = id.lowercased()
    let items = catalogue.items.filter { $0.id.contains(wanted) || $0.title.lowercased().contains(wanted) }
    let holding = wanted.isEmpty ? [] : items.map(\.id) + probes.filter { $0.contains(wanted) }
    if !holding.isEmpty, wanted.utf8.count > 2 {
      let more = holding.count > Self.nameCountMax ? " and \(holding.count - Self.nameCountMax) more" : ""
      return " Did you mean \(holding.prefix(Self.nameCountMax).map { "\"\($0)\"" }.joined(separator: ", "))\(more)?"
    }
    let known = catalogue.items.map(\.id) + probes + catalogue.checklists.map(\.id)
    let near = NearestName.hint(for: wanted, among: known)
    return near.isEmpty ? " `assay checklist list` names the items, `assay probe --format json` the probes." : near
  }
}

extension ExplainCommand {
  /// Of all probes, and of what is said about silencing comments.
  static let cards = AllProbes.list.map { $0.card } + SilencingCards.all

  /// Probes of code; what is said about silencing itself cannot be silenced.
  static let silenceable = Set(AllProbes.list.map { $0.card.id })
}
