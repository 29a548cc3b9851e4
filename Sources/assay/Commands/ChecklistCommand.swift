import ArgumentParser
import Checklists
import Evidence
import Reports

/// `assay checklist list|show|new|validate|schema`: the built-in checklists and a team's own.
struct ChecklistCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checklist", abstract: "The built-in and custom checklists.",
    subcommands: [List.self, Show.self, New.self, Validate.self, Schema.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Names the checklists and their items.")
    @OptionGroup var checklists: CatalogueOptions

    func run() throws {
      var lines: [String] = []
      for checklist in try checklists.wholeCatalogue(of: ".").checklists {
        lines.append(
          "\(checklist.id)  \(checklist.title): \(checklist.items.count) items, revision \(checklist.revision)")
        for item in checklist.items {
          let priority = item.priority == .none ? "  " : item.priority.rawValue
          lines.append("  \(priority)  \(item.id)  \(item.title)")
        }
      }
      Console.write(lines.joined(separator: "\n") + "\n")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows a checklist, or all of them, with all they say; as Markdown a book of the guide.")
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown }

    @OptionGroup var checklists: CatalogueOptions
    @Argument(help: "The checklist's id: health, readiness, security, quality, errors, a custom one; all without it.")
    var id: String?
    @Option(help: "text for the terminal, markdown for a book.")
    var format: Format = .text
    @Option(name: [.customShort("o"), .long], help: "A file to write to, instead of standard output.")
    var output: String?

    func run() throws {
      let catalogue = try checklists.wholeCatalogue(of: ".")
      let shown = try chosen(from: catalogue)
      let cards = KeptOutcomes.explanationsByID(catalogue)
      let text =
        switch format {
        case .text:
          shown.flatMap(\.items).map { RulePage($0, in: catalogue, cards: cards).text }.joined(separator: "\n")
        case .markdown: GuideBook(shown, of: catalogue, cards: cards).markdown
        }
      if let output { try TextFile.replace(output, with: text) } else { Console.write(text) }
    }

    private func chosen(from catalogue: Catalogue) throws(Failure) -> [Checklist] {
      guard let id else { return catalogue.checklists }
      if let checklist = catalogue.checklist(id) { return [checklist] }
      let known = catalogue.checklists.map(\.id)
      throw Failure(
        .usage,
        "there is no checklist \"\(id.printableLine)\".\(NearestName.hint(for: id, among: known)) Known are "
          + known.joined(separator: ", "))
    }
  }
}
