import ArgumentParser
import Checklists
import Evidence
import Intake
import Reports
import Reviews

/// `assay check`: gates for a pipeline, over the code as it is now with the answers of the latest review.
///
/// It writes nothing but its report: the review's files are read without their lock.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Gates for a pipeline: exits with 1 when one fails, 3 when one is undecided.",
    discussion: """
      The code is probed anew, and the answers of the draft, or else of the latest final review, are carried onto it. \
      All gates are evaluated and printed. A minimum passes when the score's floor reaches it, fails when even the \
      ceiling does not, and is undecided between. Exit codes, first that applies: 2 usage or configuration, 5 a review \
      file cannot be used, 4 the repository cannot be read or --strict-probes failed, 1 a gate failed, 3 one is \
      undecided, 0.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, json, sarif, junit }

  @OptionGroup var checklists: CatalogueOptions
  @OptionGroup var storage: StoreOptions
  @OptionGroup(title: "Gates") var gates: GateOptions
  @Argument(help: "The repository's folder.")
  var path: String = "."
  @Option(help: "service, cli or library, where the code's own look misleads.")
  var kind: ProjectKind?
  @OptionGroup var measuring: ProfileOptions
  @Option(help: "text for a log, markdown for a team, json for programs, sarif and junit for services.")
  var format: Format = .text
  @Option(name: [.customShort("o"), .long], help: "A file to write to, instead of standard output.")
  var output: String?

  func run() throws {
    let catalogue = try checklists.catalogue(of: path)
    // A mistake on the command line comes before a folder that cannot be read.
    _ = try GateOptions.Asked(gates, over: GateSettings()).limits()
    let profile = try measuring.chosen(from: catalogue)
    let workspace = try Workspace(path, storage)
    let settings = try SettingsFile.settings(root: workspace.root)
    let asked = GateOptions.Asked(gates, over: settings.check)
    let limits = try asked.limits()
    let choice = ReviewChoice(workspace: workspace, refusesNewer: true)
    let baseline = limits.forbidsRegress ? try asked.baseline(choice) : nil
    let answers = try choice.answers()
    let now = Clock.now
    // A kind that was settled by a review stays; one that nobody has looked at is a guess.
    let settled = answers.flatMap { $0.observations.isEmpty ? nil : $0.kind }
    let analysis = try Analysis(
      of: workspace.root, revision: nil, kind: kind ?? settled, only: [], catalogue: catalogue)
    analysis.leaveToTheSystem()
    let snapshot = analysis.snapshot
    var review = Review.next(
      from: answers, id: "check", project: workspace.identity, kind: snapshot.kind, commit: snapshot.commit,
      isDirty: snapshot.isDirty, at: now, catalogue: catalogue, toolVersion: Assay.toolVersion,
      observations: analysis.observations
    ).settled(by: settings)
    if let profile { review.profile = profile }
    let evaluation = review.evaluated(under: catalogue, at: now)
    let check = GateCheck(
      evaluation, limits: limits,
      baseline: baseline.map { $0.evaluated(under: catalogue.used(by: $0), at: now) }, unread: analysis.unread)
    let report = CheckReport(
      review: review, evaluation: evaluation, check: check, answers: answers.map(CheckReport.Source.init),
      baseline: baseline.map(CheckReport.Source.init),
      anchor: snapshot.files.contains { $0.path == "go.mod" } ? "go.mod" : snapshot.files.first?.path ?? "go.mod")
    let code = CheckCommand.code(of: check)
    try write(report, code)
    guard let code else { return }
    throw Failure(code, report.summary)
  }

  private func write(_ report: CheckReport, _ code: Failure.Code?) throws(Failure) {
    let bytes =
      switch format {
      case .text: Array(report.text.utf8)
      case .markdown: Array(report.markdown.utf8)
      case .json: report.json(toolVersion: Assay.toolVersion, exitCode: Int(code?.rawValue ?? 0)).bytes
      case .sarif: report.sarifBytes(toolVersion: Assay.toolVersion)
      case .junit: Array(report.junit.utf8)
      }
    guard let output else { return Console.write(bytes) }
    try TextFile.replace(output, with: bytes)
  }

  /// Nil when all gates passed.
  private static func code(of check: GateCheck) -> Failure.Code? {
    if check.lines.contains(where: { $0.gate == "strict-probes" && $0.outcome == .fail }) { return .unreadable }
    switch check.outcome {
    case .fail: return .gateFailed
    case .undecided: return .undecided
    case .pass: return nil
    }
  }
}

extension Analysis {
  /// Probes that failed and Go files they did not get to see, as `name: reason`.
  var unread: [String] {
    let failed = outcomes.compactMap { outcome in
      if case .failed(let reason) = outcome.answer { "\(outcome.probe): \(reason)" } else { nil }
    }
    let files = snapshot.problems.filter { $0.path.hasSuffix(".go") }.map { "\($0.path) \($0.reason)" }
    return failed + files
  }
}
