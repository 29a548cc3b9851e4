import ArgumentParser
import Evidence
import Reviews

/// What `assay check` demands.
struct GateOptions: ParsableArguments {
  /// A review's name that stands for none, where the settings ask for a comparison.
  static let noBaseline = "off"
  static let latest = "latest"

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
    defaultAsFlag: GateOptions.latest, parsing: .next,
    help: ArgumentHelp(
      "Health, quality and every met gate stay as good as in a final review: the latest, or --no-regress=REVIEW.",
      discussion: "REVIEW is an id, latest, previous or a file; off takes back what .assay.yml asks for.",
      valueName: "review"))
  var noRegress: String?
  @Flag(inversion: .prefixedNo, help: "No probe failed, and every Go file was read. Off without a word.")
  var strictProbes: Bool?

  /// `--no-regress` without `=` takes no value, so that a folder behind it stays the folder.
  static func withOptionalValues(_ arguments: [String]) -> [String] {
    guard arguments.first == CheckCommand.configuration.commandName else { return arguments }
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].map { $0 == "--no-regress" ? "--no-regress=\(latest)" : $0 } + arguments[end...]
  }
}

extension GateOptions {
  /// The command line over the settings.
  struct Asked {
    private let options: GateOptions
    private let settings: GateSettings

    init(_ options: GateOptions, over settings: GateSettings) {
      self.options = options
      self.settings = settings
    }

    func limits() throws(Failure) -> GateCheck.Limits {
      GateCheck.Limits(
        requiresReady: options.requireReady ?? settings.requireReady ?? true,
        minHealth: try minimum("min-health", options.minHealth, GateSettings.healthMax, settings.minHealth),
        minQuality: try minimum("min-quality", options.minQuality, GateSettings.percentMax, settings.minQuality),
        minCoverage: try minimum("min-coverage", options.minCoverage, GateSettings.percentMax, settings.minCoverage),
        maxOpenP1: try maximum("max-open-p1", options.maxOpenP1, settings.maxOpenP1),
        maxStale: try maximum("max-stale", options.maxStale, settings.maxStale),
        forbidsRegress: baselineName.map { $0 != GateOptions.noBaseline } ?? false,
        isStrictOnProbes: options.strictProbes ?? settings.strictProbes ?? false)
    }

    /// The final review to compare with; nil when none was named and there is none.
    func baseline(_ choice: ReviewChoice) throws(Failure) -> Review? {
      guard let name = baselineName, name != GateOptions.latest else { return try choice.latest() }
      return try choice.named(name)
    }

    private var baselineName: String? { options.noRegress ?? settings.noRegress }

    private func minimum(
      _ name: String, _ option: Minimum?, _ most: Int, _ setting: String?
    ) throws(Failure) -> Fraction? {
      guard let option else { return setting.flatMap { Fraction(text: $0) } }
      guard option.value <= Fraction(most) else {
        throw Failure(.usage, "--\(name) goes from 0 to \(most); \(option.text) can never be reached")
      }
      return option.value
    }

    private func maximum(_ name: String, _ option: Int?, _ setting: Int?) throws(Failure) -> Int? {
      guard let option else { return setting }
      guard option >= 0 else { throw Failure(.usage, "--\(name) is a count of 0 or more, not \(option)") }
      return option
    }
  }
}

/// A decimal number as it was written: `80`, `79.5`; compared exactly.
struct Minimum: ExpressibleByArgument {
  let text: String
  let value: Fraction

  init?(argument: String) {
    guard let value = Fraction(text: argument) else { return nil }
    text = argument
    self.value = value
  }
}
