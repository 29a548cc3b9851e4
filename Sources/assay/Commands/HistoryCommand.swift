import ArgumentParser
import Checklists
import Reports
import Reviews
import Store
import Terminal

/// `assay history`: a project's scores over time.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "A project's reviews over time: scores, trend, and how long P0 gates are open.",
    discussion: """
      --replay probes past commits as well, so that there is a trend before there is a review: the newest first, each \
      distinct file parsed once, under today's checklists. It says at which commit a suggested rating changed. What is \
      done is kept in the user's cache: after ^C the same command goes on.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @OptionGroup var past: ReplayOptions
  @Argument(help: "The repository's folder.")
  var path: String = "."
  @Option(help: "text for a terminal, json for programs, csv for spreadsheets.")
  var format: Format = .text
  @Flag(help: "Draw the chart with characters every terminal has.")
  var ascii = false

  func run() throws {
    let catalogue = try checklists.catalogue(of: path)
    let choice = try past.choice()
    let workspace = try Workspace(path, storage)
    let reading = try PastReading(
      of: workspace.identity, in: workspace.store, catalogue: catalogue, at: Clock.now, withDraft: true,
      settings: workspace.settings())
    guard choice != nil || !reading.timeline.entries.isEmpty || !reading.problems.isEmpty else {
      throw Failure(
        .usage,
        "\(workspace.identity) has no review in \(workspace.store.folder); begin one with `assay review \(path)`, or "
          + "see what probes say of the past with `assay history --replay`")
    }
    let replay = try choice.map { choice throws(Failure) in try replayed(choice, workspace, catalogue) }
    write(HistoryReport(reading.timeline, now: Clock.now), replay)
    // What could be read is shown; what could not is said, and the exit code tells.
    guard let first = reading.problems.first else { return }
    for problem in reading.problems.dropFirst() { Console.error("assay: \(problem)") }
    throw Failure(.review, "\(first)")
  }

  private func write(_ report: HistoryReport, _ replay: ReplayReport?) {
    let marks: ChartMarks = ascii || !Terminal.isUnicode ? .ascii : .unicode
    switch format {
    case .text:
      let hasReviews = !report.timeline.entries.isEmpty
      let parts = [hasReviews || replay == nil ? report.text(marks) : nil, replay?.text(marks)]
      Console.write(parts.compactMap { $0 }.joined(separator: "\n"))
    case .json: Console.write(report.json(with: replay).text)
    case .csv: Console.write(report.csv(with: replay))
    }
  }

  private func replayed(
    _ choice: CommitChoice, _ workspace: Workspace, _ catalogue: Catalogue
  ) throws(Failure) -> ReplayReport {
    let progress = ReplayProgress()
    Interruption.end {
      progress.clear()
      return "assay: interrupted; \(progress.summary) are kept, and the same command goes on from there"
    }
    let kept = KeptReplay(
      folder: try Workspace.cacheFolder() + "/replay", project: workspace.identity,
      conditions: ReplayConditions.texts(catalogue, kind: past.kind, root: workspace.root), isAnew: past.anew)
    let run = ReplayRun(
      path: path, choice: choice, isExact: past.exact, kind: past.kind, catalogue: catalogue, kept: kept,
      progress: progress)
    let (replay, effort) = try run.replay(project: workspace.identity)
    if past.effort {
      Console.error("probed \(effort.probed) commits, parsed \(effort.parsed) of \(effort.files) distinct files")
    }
    return ReplayReport(replay, now: Clock.now)
  }
}
