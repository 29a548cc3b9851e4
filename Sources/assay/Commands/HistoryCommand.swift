import ArgumentParser
import Checklists
import Reports
import Reviews
import Store
import Terminal

/// `assay history`: a project's scores over time.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "A project's reviews over time: scores, trend, and how long P0 gates are open.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @Argument(help: "The repository's folder.")
  var path: String = "."
  @Option(help: "text for a terminal, json for programs, csv for spreadsheets.")
  var format: Format = .text
  @Flag(help: "Draw the chart with characters every terminal has.")
  var ascii = false

  func run() throws {
    let catalogue = try checklists.catalogue()
    let workspace = try Workspace(path, storage)
    let reading = try PastReading(
      of: workspace.identity, in: workspace.store, catalogue: catalogue, at: Clock.now, withDraft: true,
      waivers: workspace.waivers())
    guard !reading.timeline.entries.isEmpty || !reading.problems.isEmpty else {
      throw Failure(
        .usage,
        "\(workspace.identity) has no review in \(workspace.store.folder); begin one with `assay review \(path)`")
    }
    let report = HistoryReport(reading.timeline, now: Clock.now)
    switch format {
    case .text: Console.write(report.text(ascii || !Terminal.isUnicode ? .ascii : .unicode))
    case .json: Console.write(report.json.text)
    case .csv: Console.write(report.csv)
    }
    // What could be read is shown; what could not is said, and the exit code tells.
    guard let first = reading.problems.first else { return }
    for problem in reading.problems.dropFirst() { Console.error("assay: \(problem)") }
    throw Failure(.review, "\(first)")
  }
}
