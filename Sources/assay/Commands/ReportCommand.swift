import ArgumentParser
import Checklists
import Evidence
import Reports
import Reviews
import Store

/// `assay report`: a review as a document.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes the latest review, or the one named, as Markdown, JSON, a page or a badge."
  )

  enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, json, html, badge }

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @Argument(help: "The repository's folder.")
  var path: String = "."
  @Option(
    help: "The review's id, latest, previous, draft or a file; without it the draft, else the latest final review.")
  var review: String?
  @Option(help: "markdown for a team, json for programs, html for a browser, badge for an SVG.")
  var format: Format = .markdown
  @Option(name: [.customShort("o"), .long], help: "A file to write to, instead of standard output.")
  var output: String?

  func run() throws {
    let catalogue = try checklists.catalogue(of: path)
    let workspace = try Workspace(path, storage)
    let choice = ReviewChoice(workspace: workspace)
    let chosen: Review
    if let review { chosen = try choice.named(review) } else { chosen = try choice.current() }
    let report = ReviewReport(
      review: chosen, catalogue: catalogue.used(by: chosen), now: chosen.ownMoment ?? Clock.now,
      purposes: LibraryKnowledge.purposes)
    let text =
      switch format {
      case .markdown: report.markdown
      case .json: report.json.text
      case .html: report.html
      case .badge: report.badge
      }
    if let output { try TextFile.replace(output, with: text) } else { Console.write(text) }
  }
}
