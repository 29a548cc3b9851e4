import ArgumentParser
import Checklists
import Evidence
import Reports
import Reviews

/// `assay probe`: findings, outcomes and suggestions, without a review.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe", abstract: "Runs the probes only and prints findings, outcomes and suggestions.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, sarif }

  @OptionGroup var checklists: CatalogueOptions
  @Argument(help: "The repository's folder.")
  var path: String = "."
  @Option(help: "text for people, json for programs, sarif for code scanning services.")
  var format: Format = .text
  @Option(help: ArgumentHelp("Only probes whose id matches, e.g. errors/* ; may be repeated.", valueName: "glob"))
  var only: [String] = []
  @Option(help: "Any git revision; nothing is checked out.")
  var rev: String?
  @Option(help: "service, cli or library, where the code's own look misleads.")
  var kind: ProjectKind?

  @OptionGroup var measuring: ProfileOptions

  @Flag(help: "Print to standard error how long each stage and each probe took, the slowest probe first.")
  var timings = false

  func run() throws {
    let timings = timings ? Timings() : nil
    let catalogue = try checklists.catalogue(of: path)
    let analysis = try Analysis(
      of: path, revision: rev, kind: kind, only: only, catalogue: catalogue, timings: timings)
    let snapshot = analysis.snapshot
    var review = Review(
      id: "probe", project: snapshot.identity(of: path), kind: snapshot.kind, commit: snapshot.commit,
      isDirty: snapshot.isDirty, createdAt: Clock.now, state: .draft, checklists: catalogue.references,
      toolVersion: Assay.toolVersion, observations: analysis.observations
    ).settled(by: analysis.settings)
    if let profile = try measuring.chosen(from: catalogue) { review.profile = profile }
    let report = ProbeReport(
      toolVersion: Assay.toolVersion,
      project: ProbeReport.Project(
        module: snapshot.module?.path ?? "", kind: snapshot.kind, kindReason: snapshot.kindReason,
        commit: snapshot.commit, isDirty: snapshot.isDirty, fileCount: snapshot.files.count,
        goLineCount: snapshot.goLineCount, problems: snapshot.problems.map { "\($0.path): \($0.reason)" },
        excluded: snapshot.leftOut.map {
          .init(pattern: $0.exclusion.glob.text, line: $0.exclusion.line, paths: $0.paths)
        }, signatures: analysis.signatures),
      outcomes: analysis.outcomes, observations: analysis.observations,
      evaluation: review.evaluated(under: catalogue, at: Clock.now))
    timings.stage("report") {
      switch format {
      case .text: Console.write(report.text)
      case .json: report.writeJSON(Console.write)
      case .sarif: Console.write(SarifLog(report, of: analysis, path: path).bytes)
      }
    }
    analysis.leaveToTheSystem()
    if let timings { Console.error(timings.text) }
  }
}

extension ProjectKind: ExpressibleByArgument {}
