import ArgumentParser
import Checklists
import Evidence
import Reviews
import Store

/// `assay projects`: all known projects with their latest scores.
struct ProjectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projects", abstract: "All known projects with their latest scores.")
  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions

  func run() throws {
    let catalogue = try checklists.catalogue()
    let store = try Workspace.store(storage, root: nil)
    do {
      let projects = try store.projects()
      if projects.isEmpty { Console.error("assay: no reviews in \(store.folder); begin one with `assay review PATH`") }
      for project in projects {
        guard let stored = try store.draft(of: project) ?? store.latest(of: project) else { continue }
        Console.write(ProjectsCommand.line(stored.review, catalogue) + "\n")
      }
    } catch {
      throw Failure(.review, "\(error)")
    }
  }

  /// `module  VERDICT  health 9/16  P0 5/10  quality 61.2  draft of 2026-11-23`.
  private static func line(_ review: Review, _ catalogue: Catalogue) -> String {
    let now = review.state == .final ? review.finalizedAt ?? review.createdAt : Clock.now
    let evaluation = review.evaluated(under: catalogue, at: now)
    let scores = evaluation.scores
    var parts = [review.project.printable, evaluation.verdict.word.rawValue]
    if let health = scores.health { parts.append("health \(health.text)") }
    if let gates = scores.readiness.first(where: { $0.priority == .p0 }) { parts.append("P0 \(gates.text)") }
    if let quality = scores.quality { parts.append("quality \(quality.floor.decimalText)") }
    parts.append("\(review.state.rawValue) of \(review.createdAt.day.text)")
    return parts.joined(separator: "  ")
  }
}
