import ArgumentParser
import Checklists
import Evidence
import Reports
import Reviews

/// `assay diff`: what changed between two reviews, or between two revisions of the code.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "What changed between two reviews, item by item, with causes.",
    discussion: """
      A and B are review ids, latest, previous, draft, or files. Without them the draft, or else the latest review, is \
      compared with the final review before it. --rev A..B compares two git revisions by probes alone.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, json }

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @Argument(help: "The earlier review.")
  var a: String?
  @Argument(help: "The later review.")
  var b: String?
  @Option(help: "The repository's folder.")
  var path: String = "."
  @Option(help: ArgumentHelp("Two git revisions, by probes alone; nothing is checked out.", valueName: "a..b"))
  var rev: String?
  @Option(help: "With --rev: service, cli or library, where the code's own look misleads.")
  var kind: ProjectKind?
  @Option(help: "text for a terminal, markdown for a team, json for programs.")
  var format: Format = .text
  @Option(name: [.customShort("o"), .long], help: "A file to write to, instead of standard output.")
  var output: String?

  func run() throws {
    let catalogue = try checklists.catalogue(of: path)
    let report: DifferenceReport
    if let rev { report = try revisions(rev, catalogue) } else { report = try reviews(catalogue) }
    let text =
      switch format {
      case .text: report.text
      case .markdown: report.markdown
      case .json: report.json.text
      }
    if let output { try TextFile.replace(output, with: text) } else { Console.write(text) }
  }

  private func reviews(_ catalogue: Catalogue) throws(Failure) -> DifferenceReport {
    let choice = ReviewChoice(workspace: try Workspace(path, storage))
    let to: Review
    if let b { to = try choice.named(b) } else { to = try choice.current() }
    let from = try choice.named(a ?? "previous", before: to)
    return DifferenceReport(from: from, to: to, catalogue: catalogue, now: Clock.now)
  }

  private func revisions(_ range: String, _ catalogue: Catalogue) throws(Failure) -> DifferenceReport {
    guard a == nil, b == nil else {
      throw Failure(.usage, "--rev compares revisions, A and B reviews; give one or the other")
    }
    guard let dots = range.firstRange(of: ".."), dots.lowerBound != range.startIndex, !range.contains("...") else {
      throw Failure(.usage, "--rev takes two revisions as A..B, not \"\(range.printable)\"")
    }
    let later = String(range[dots.upperBound...])
    let before = try probed(String(range[..<dots.lowerBound]), catalogue)
    let after = try probed(later.isEmpty ? "HEAD" : later, catalogue)
    return DifferenceReport(from: before, to: after, catalogue: catalogue, now: Clock.now, isProbesOnly: true)
  }

  /// A review nobody has answered: what the probes say of one revision.
  private func probed(_ revision: String, _ catalogue: Catalogue) throws(Failure) -> Review {
    let analysis = try Analysis(of: path, revision: revision, kind: kind, only: [], catalogue: catalogue)
    analysis.leaveToTheSystem()
    return Review(
      id: revision, project: analysis.snapshot.identity(of: path), kind: analysis.snapshot.kind,
      commit: analysis.snapshot.commit, isDirty: false, createdAt: Clock.now, state: .draft,
      checklists: catalogue.references, toolVersion: Assay.toolVersion, observations: analysis.observations
    ).settled(by: analysis.settings)
  }
}
