import ArgumentParser
import Checklists
import Evidence
import Reports
import Reviews
import Store

/// `assay report`: a review as a document.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes the latest review, or the one named, as Markdown or JSON.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, json }

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @Argument(help: "The repository's folder.")
  var path: String = "."
  @Option(help: "The review's id, or draft; without it the draft, else the latest final review.")
  var review: String?
  @Option(help: "markdown for a team, json for programs.")
  var format: Format = .markdown
  @Option(name: [.customShort("o"), .long], help: "A file to write to, instead of standard output.")
  var output: String?

  func run() throws {
    let catalogue = try checklists.catalogue()
    let workspace = try Workspace(path, storage)
    let chosen = try find(in: workspace)
    let now = chosen.state == .final ? chosen.finalizedAt ?? chosen.createdAt : Clock.now
    let report = ReviewReport(review: chosen, catalogue: catalogue, now: now)
    let text =
      switch format {
      case .markdown: report.markdown
      case .json: report.json.text
      }
    if let output { try TextFile.replace(output, with: text) } else { Console.write(text) }
  }

  private func find(in workspace: Workspace) throws(Failure) -> Review {
    do {
      if let review, review != "draft" {
        return try workspace.store.review(review, of: workspace.identity).review
      }
      if let draft = try workspace.store.draft(of: workspace.identity) { return draft.review }
      if review == nil, let latest = try workspace.store.latest(of: workspace.identity) { return latest.review }
    } catch {
      throw Failure(.review, "\(error)")
    }
    throw Failure(
      .usage, "\(workspace.identity) has no review in \(workspace.store.folder); begin one with `assay review \(path)`")
  }
}
