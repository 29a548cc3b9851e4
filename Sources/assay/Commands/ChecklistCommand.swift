import ArgumentParser
import Checklists
import Evidence

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
    static let configuration = CommandConfiguration(abstract: "Shows a checklist with all its questions.")
    @OptionGroup var checklists: CatalogueOptions
    @Argument(help: "The checklist's id: health, readiness, security, quality, or a custom one.")
    var id: String

    func run() throws {
      let catalogue = try checklists.wholeCatalogue(of: ".")
      guard let checklist = catalogue.checklists.first(where: { $0.id == id }) else {
        let known = catalogue.checklists.map(\.id).joined(separator: ", ")
        throw Failure(.usage, "there is no checklist \"\(id.printable)\"; known are \(known)")
      }
      Console.write(checklist.items.map { Explanation(item: $0).text }.joined(separator: "\n"))
    }
  }
}
