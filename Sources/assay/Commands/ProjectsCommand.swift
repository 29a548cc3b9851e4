import ArgumentParser
import Checklists
import Evidence
import Reports
import Reviews
import Store
import Terminal

/// `assay projects`: many projects at a glance, as they were reviewed or as their code is now.
struct ProjectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projects", abstract: "Many projects with their latest scores, verdict, trend and age.",
    discussion: """
      Without folders: all projects with reviews in the store, as last reviewed. With folders: each is probed now, with \
      the answers of its draft or latest review, as assay check does it; a repository that fails is told on standard \
      error, and the others are listed. Waivers count where the settings are at hand: of folders that are named, and \
      of the project in the current folder.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @Argument(help: "Folders of repositories to probe.")
  var paths: [String] = []
  @Option(help: "How many repositories are probed at a time; the number of processors without it.")
  var jobs: Int?
  @Option(help: "What needs attention first: lowest scores, oldest reviews, most stale answers; or by name.")
  var sort: Portfolio.Order = .name
  @Flag(help: "The other way round.")
  var reverse = false
  @Option(help: "text for a terminal, json for programs, csv for spreadsheets.")
  var format: Format = .text
  @Option(name: [.customShort("o"), .long], help: "A file to write to, instead of standard output.")
  var output: String?
  @Flag(help: "Draw the trend with characters every terminal has.")
  var ascii = false

  static let jobCountMax = 64

  func validate() throws {
    guard let jobs else { return }
    guard (1...ProjectsCommand.jobCountMax).contains(jobs) else {
      throw ValidationError("--jobs is from 1 to \(ProjectsCommand.jobCountMax).")
    }
    if paths.isEmpty { throw ValidationError("--jobs goes with folders to probe.") }
  }

  func run() throws {
    let catalogue = try checklists.catalogue()
    let now = Clock.now
    var rows: [Portfolio.Row] = []
    var failures: [(name: String, failure: Failure)] = []
    if paths.isEmpty {
      (rows, failures) = try known(catalogue, at: now)
    } else {
      let probing = ProjectProbing(
        checklists: checklists, storage: storage, jobCount: jobs ?? Machine.processorCount, now: now)
      for (path, result) in zip(paths, probing.rows(of: paths)) {
        switch result {
        case .success(let row): rows.append(row)
        case .failure(let failure): failures.append((path, failure))
        }
      }
    }
    let report = PortfolioReport(
      Portfolio(rows, by: sort, isReversed: reverse),
      failed: failures.map { PortfolioReport.Failed(name: $0.name, problem: $0.failure.message) }, now: now)
    let text =
      switch format {
      case .text: report.text(ascii || !Terminal.isUnicode ? .ascii : .unicode)
      case .json: report.json.text
      case .csv: report.csv
      }
    if let output { try TextFile.replace(output, with: text) } else { Console.write(text) }
    try tell(failures.map(\.failure))
  }

  /// Every failure has its line; the exit code is the one that comes first by the rules for all commands.
  private func tell(_ failures: [Failure]) throws(Failure) {
    let order: [Failure.Code] = [.usage, .review, .unreadable]
    guard let code = order.first(where: { code in failures.contains { $0.code == code } }),
      let first = failures.firstIndex(where: { $0.code == code })
    else { return }
    for (index, failure) in failures.enumerated() where index != first { Console.error("assay: \(failure.message)") }
    throw failures[first]
  }

  /// All projects of the store; what cannot be read of one does not hide the others.
  private func known(
    _ catalogue: Catalogue, at now: Instant
  ) throws(Failure) -> ([Portfolio.Row], [(name: String, failure: Failure)]) {
    let here = try? Workspace(".", storage)
    let store = try Workspace.store(storage, root: nil)
    let projects: [String]
    do {
      projects = try store.projects()
    } catch {
      throw Failure(.review, "\(error)")
    }
    if projects.isEmpty { Console.error("assay: no reviews in \(store.folder); begin one with `assay review PATH`") }
    var rows: [Portfolio.Row] = []
    var failures: [(name: String, failure: Failure)] = []
    for project in projects {
      let settings = project == here?.identity ? try? here?.settings() : nil
      let reading = PastReading(
        of: project, in: store, catalogue: catalogue, at: now, countMax: PastLibrary.newestCountMax, withDraft: true,
        settings: settings ?? ProjectSettings())
      failures += reading.problems.map { (project, Failure(.review, "\($0)")) }
      let reviewedAt = reading.timeline.entries.last?.reviewedAt
      if let row = Portfolio.Row(reading.timeline, path: nil, reviewedAt: reviewedAt) { rows.append(row) }
    }
    return (rows, failures)
  }
}

extension Portfolio.Order: ExpressibleByArgument {}
