import Evidence
import GoSyntax
import Repository

/// Finds checks of the settings at start-up, and whether a bad configuration ends the program.
///
/// Required tags, `Validate` calls whose error goes up, and comparisons that end in an error or the program's end
/// count. A default taken for a bad value is no check, nor is what a plugin's or another manifest says of itself, nor
/// is what only a script, a request or a one-shot command asks for, or what nothing but tests calls. Limits: a check
/// written without any name of configuration is not seen.
struct ValidatedProbe: Probe {
  static let card = ProbeCard(
    id: "configuration/validated",
    version: 8,
    sign: .signal,
    looksFor: "settings checked at start-up for presence, range and consistency, with an end to the program on failure",
    because: "a service that starts with a bad setting fails later, under load and far from the cause",
    instead: "mark what is required, check ranges in a Validate method, and stop on its error",
    examples: validatedExamples)

  func examine(_ subject: Subject) -> Outcome {
    let id = ValidatedProbe.card.id
    let snapshot = subject.snapshot
    let loads = subject.configurationLoads
    var checks = ConfigurationChecks(loads, subject)
    let shipped = subject.shippedPrograms
    for file in snapshot.productFiles where shipped.ships(file) { checks.read(file) }
    let failing = loads.loads.filter { $0.canFail && !checks.isLate($0) }
    var stopping = 0
    var passing: [Finding] = []
    for load in failing {
      if load.stopsItself || ErrorFate.of(load.node) == .stops {
        stopping += 1
      } else if ConfigurationLoads.isLibrary(load.library) || ErrorFate.of(load.node) == .ignored {
        // What a plain decoder reports may mean that it is another document.
        passing.append(
          load.file.finding(
            id, at: load.node, "the program goes on when \(load.library) reports a bad setting", confidence: .medium))
      }
    }
    let found = checks.required + checks.calls + checks.comparisons
    let answer: Outcome.Answer =
      if !found.isEmpty { .found } else if stopping > 0 {
        .partial
      } else if snapshot.kind == .library && loads.loads.isEmpty {
        .notApplicable(reason: "The library is configured by its callers' Go code.")
      } else { .notFound }
    let settings = loads.flagCount + LoaderProbe.loadedFields(snapshot).count + subject.environmentReads.reads.count
    return Outcome(
      probe: id, answer: answer,
      findings: Array(checks.calls.prefix(5)) + Array(checks.comparisons.prefix(5)) + Array(checks.required.prefix(3))
        + Array(passing.prefix(3)) + Array(checks.fallbacks.prefix(3)),
      measures: [
        "required": .count(checks.required.count), "calls": .count(checks.calls.count),
        "comparisons": .count(checks.comparisons.count), "settings": .count(settings),
        "loads": .count(loads.loads.count),
        "stopping": .count(stopping), "passing": .count(passing.count), "fallbacks": .count(checks.fallbacks.count),
      ],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: [
          "required tags, validator on settings, Validate and Check methods of settings",
          "comparisons of settings that return an error or end the program",
        ]))
  }
}
