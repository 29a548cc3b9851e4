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
  @Option(help: "text for a log, markdown for a team, json for programs, sarif and junit for services.")
  var format: Format = .text
  @Option(name: [.customShort("o"), .long], help: "A file to write to, instead of standard output.")
  var output: String?

  func run() throws {
    let catalogue = try checklists.catalogue()
    let workspace = try Workspace(path, storage)
    let limits = try gates.limits()
    let choice = ReviewChoice(workspace: workspace)
    let baseline = limits.forbidsRegress ? try gates.baseline(choice) : nil
    let answers = try choice.answers()
    let now = Clock.now
    // A kind that was settled by a review stays; one that nobody has looked at is a guess.
    let settled = answers.flatMap { $0.observations.isEmpty ? nil : $0.kind }
    let analysis = try Analysis(
      of: workspace.root, revision: nil, kind: kind ?? settled, only: [], catalogue: catalogue)
    analysis.leaveToTheSystem()
    let snapshot = analysis.snapshot
    let review = Review.next(
      from: answers, id: "check", project: workspace.identity, kind: snapshot.kind, commit: snapshot.commit,
      isDirty: snapshot.isDirty, at: now, catalogue: catalogue, toolVersion: Assay.toolVersion,
      observations: analysis.observations)
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
    try TextFile.replace(output, with: bytes, mode: 0o644, advice: "choose another folder with -o")
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

/// What `assay check` demands.
struct GateOptions: ParsableArguments {
  /// A review's name that stands for none, where the settings ask for a comparison.
  static let noBaseline = "off"

  @Flag(inversion: .prefixedNo, help: "The verdict is READY, with or without exceptions. On without a word.")
  var requireReady: Bool?
  @Option(help: "The least health, 0 to 16: 16 x points / most points possible.")
  var minHealth: Minimum?
  @Option(help: "The least quality score, 0 to 100.")
  var minQuality: Minimum?
  @Option(help: "The least share of weight decided and not stale, 0 to 100.")
  var minCoverage: Minimum?
  @Option(help: "The most P1 gates open and not waived.")
  var maxOpenP1: Int?
  @Option(help: "The most stale answers.")
  var maxStale: Int?
  @Option(
    defaultAsFlag: "latest", parsing: .next,
    help: ArgumentHelp(
      "Health, quality and every met gate stay as good as in a final review: the latest, or --no-regress=REVIEW.",
      discussion: "REVIEW is an id, latest, previous or a file; off takes back what .assay.yml asks for.",
      valueName: "review"))
  var noRegress: String?
  @Flag(inversion: .prefixedNo, help: "No probe failed, and every Go file was read. Off without a word.")
  var strictProbes: Bool?

  func limits() throws(Failure) -> GateCheck.Limits {
    let minima = [("min-health", minHealth, 16), ("min-quality", minQuality, 100), ("min-coverage", minCoverage, 100)]
    for (name, minimum, most) in minima {
      guard let value = minimum?.value, value > Fraction(most) else { continue }
      throw Failure(.usage, "--\(name) goes from 0 to \(most), \(value.decimalText) can never be reached")
    }
    for (name, maximum) in [("max-open-p1", maxOpenP1), ("max-stale", maxStale)] {
      guard let maximum, maximum < 0 else { continue }
      throw Failure(.usage, "--\(name) is a count of 0 or more, not \(maximum)")
    }
    return GateCheck.Limits(
      requiresReady: requireReady ?? true, minHealth: minHealth?.value, minQuality: minQuality?.value,
      minCoverage: minCoverage?.value, maxOpenP1: maxOpenP1, maxStale: maxStale,
      forbidsRegress: noRegress.map { $0 != GateOptions.noBaseline } ?? false,
      isStrictOnProbes: strictProbes ?? false)
  }

  /// The final review to compare with; nil when none was named and there is none.
  func baseline(_ choice: ReviewChoice) throws(Failure) -> Review? {
    guard let name = noRegress, name != "latest" else { return try choice.latest() }
    return try choice.named(name)
  }

  /// `--no-regress` without `=` takes no value, so that a folder behind it stays the folder.
  static func withOptionalValues(_ arguments: [String]) -> [String] {
    guard arguments.first == CheckCommand.configuration.commandName else { return arguments }
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].map { $0 == "--no-regress" ? "--no-regress=latest" : $0 } + arguments[end...]
  }
}

/// A decimal number as it was written: `80`, `79.5`; compared exactly.
struct Minimum: ExpressibleByArgument {
  let value: Fraction

  init?(argument: String) {
    guard let value = Fraction(text: argument) else { return nil }
    self.value = value
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
