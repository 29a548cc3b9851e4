import Checklists
import Evidence

/// Items on tests, pipelines, images, dependencies and documentation (`spec/catalogue.md` sections 1-3).
extension Suggestions {
  static let deliveryRules: [String: NamedRule] = [
    // Not on tables, fuzz tests and calls of Parallel one by one: every new test would make the answer stale.
    "health.testing": resting(on: ["testing/tested-packages", "testing/race", "testing/coverage"], testing),
    "health.ci-cd": pipeline,
    "health.documentation": documentation,
    "readiness.p0.race-clean-tests": resting(on: ["testing/race"], race),
    "readiness.p0.coverage": resting(on: ["testing/coverage"], coverage),
    "readiness.p0.golangci-lint": resting(on: ["delivery/golangci"], golangci),
    "readiness.p0.docker-multi-stage": docker,
    "readiness.p0.govulncheck": resting(on: scanProbes, vulnerabilityScan),
    "readiness.p1.integration-tests": resting(on: ["testing/containers", "testing/short-guard"], integrationTests),
    "readiness.p1.ci-cd-pipeline": stages,
    "security.dependencies": resting(on: scanProbes, dependencies),
  ]

  private static let scanProbes: [ProbeID] = ["delivery/vulnerability-scan", "delivery/dependency-updates"]

  /// A rule whose rating rests on the findings of some of its item's probes; the others are shown all the same.
  ///
  /// The pipeline's other steps say where one could look: a changed build command must not make an answer about scans or
  /// coverage stale. Where some of it could not be read they do count, as that may hide anything.
  private static func resting(on probes: [ProbeID], _ rule: @escaping NamedRule) -> NamedRule {
    { facts in
      let said = rule(facts)
      let pipeline = facts["delivery/ci-pipeline"]
      let unread = pipeline.flag("isReadWhole") ? [] : pipeline.findings
      return Suggested(
        said.rating, said.confidence, said.reason, evidence: said.evidence,
        decisive: probes.flatMap { facts[$0].findings } + unread)
    }
  }

  /// An absence is certain when every pipeline file could be read, and a hint otherwise.
  private static func absence(_ outcome: Outcome) -> Confidence { outcome.flag("isReadWhole") ? .high : .low }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  // MARK: Tests

  @Sendable private static func testing(_ facts: RuleFacts) -> Suggested {
    let tested = facts["testing/tested-packages"]
    if case .notApplicable(let reason) = tested.answer { return Suggested(nil, .low, reason) }
    let share = tested.ratio("testedShare") ?? 0
    let tables = facts["testing/table-driven"].count("tables")
    let race = facts["testing/race"]
    let hasRace = (race.ratio("ciShare") ?? 0) > 0 || race.flag("inTarget") || race.flag("isAdvisory")
    let hasCoverage = facts["testing/coverage"].flag("isCollected")
    var missing: [String] = []
    if tables == 0 { missing.append("no table-driven tests") }
    if !hasRace { missing.append("no -race in CI or targets") }
    if !hasCoverage { missing.append("coverage is not collected") }
    let figure =
      "Packages with \(percent(share)) of \(tested.count("lines")) lines are tested by \(tested.count("testFunctions")) functions"
    let reason =
      missing.isEmpty
      ? "\(figure); tables, -race and coverage are in use." : "\(figure); \(missing.joined(separator: ", "))."
    // Three of the signal's four legs stand: with tests worth the name that is part of it, not none of it.
    if share >= 0.1, share < 0.3, missing.isEmpty, tested.count("testFunctions") >= 10 {
      return Suggested(.partial, .low, reason)
    }
    if tested.count("testFunctions") < 3 || share < 0.3 || missing.count == 3 {
      return Suggested(.missing, tested.count("testFunctions") == 0 ? .high : .medium, reason)
    }
    return Suggested(share >= 0.7 && missing.isEmpty ? .solid : .partial, .medium, reason)
  }

  @Sendable private static func race(_ facts: RuleFacts) -> Suggested {
    let race = facts["testing/race"]
    let share = race.ratio("ciShare") ?? 0
    if race.count("testedPackages") == 0 {
      return Suggested(.missing, .high, "There are no tests to run under the race detector.")
    }
    if share >= 0.5 {
      let confidence: Confidence = race.flag("isExplicit") ? .high : .medium
      return Suggested(.solid, confidence, "CI runs \(percent(share)) of the tested packages with -race.")
    }
    if share > 0 {
      return Suggested(.partial, .medium, "CI runs only \(percent(share)) of the tested packages with -race.")
    }
    if race.flag("isAdvisory") {
      return Suggested(.partial, .medium, "-race runs in CI, but not on every change, or in a step that cannot fail.")
    }
    if race.flag("inTarget") { return Suggested(.partial, .medium, "A target runs -race; CI does not.") }
    return Suggested(.missing, absence(race), "No -race in CI or in any build target.")
  }

  @Sendable private static func coverage(_ facts: RuleFacts) -> Suggested {
    let coverage = facts["testing/coverage"]
    if coverage.flag("isGated"), let gate = coverage.ratio("gatePercent") {
      return Suggested(.solid, .medium, "The pipeline fails below \(percent(gate / 100)) coverage.")
    }
    if coverage.flag("isCollected") {
      let gate =
        coverage.ratio("gatePercent").map { "the gate is at \(percent($0 / 100)), below 80 %" } ?? "no gate at 80 %"
      return Suggested(.partial, .medium, "Coverage is collected or shown; \(gate), and the figure needs a run.")
    }
    return Suggested(.missing, absence(coverage), "Coverage is not collected, uploaded or shown.")
  }

  @Sendable private static func integrationTests(_ facts: RuleFacts) -> Suggested {
    let containers = facts["testing/containers"]
    let guards = facts["testing/short-guard"]
    let systems = containers.list("dependencies")
    let ownProgram = containers.count("ownProgram")
    let named = systems.joined(separator: ", ")
    let talks = !systems.isEmpty || containers.flag("callsOut") && facts.kind == .cli
    if facts.kind == .library, systems.isEmpty {
      return Suggested(
        .notApplicable, .high, "A library that talks to no outside system has nothing to integrate with.")
    }
    if containers.count("realImports") > 0 {
      return Suggested(.solid, .medium, "Tests start the real systems they need.")
    }
    if containers.count("pipelineSystems") > 0 {
      return Suggested(.solid, .medium, "CI starts the systems and runs tests against them.")
    }
    if containers.count("targetSystems") > 0 {
      return Suggested(.solid, .low, "A target starts the systems and runs tests against them; CI does not call it.")
    }
    if ownProgram + containers.count("taggedOwnProgram") > 0, !talks {
      return Suggested(.solid, .medium, "Tests drive the program itself, which depends on no outside system.")
    }
    if facts.kind == .cli, !talks {
      return Suggested(
        .notApplicable, .medium, "A command-line program that talks to no outside system has nothing to integrate with."
      )
    }
    // A suite that CI runs without starting anything shows that the program works alone.
    if ownProgram > 0, facts["delivery/ci-pipeline"].flag("tests") {
      return Suggested(.solid, .low, "CI runs tests that drive the program itself, with no outside system beside it.")
    }
    if ownProgram + containers.count("taggedOwnProgram") > 0 {
      return Suggested(
        .partial, .low,
        "Tests drive the program, but nothing shows real \(talks && !named.isEmpty ? named : "systems") beside it.")
    }
    if containers.count("embeddedImports") > 0 {
      return Suggested(.partial, .medium, "A stand-in that runs inside the tests replaces the real system.")
    }
    if guards.count("shortGuards") + guards.count("taggedFiles") > 0 {
      return Suggested(
        .partial, .medium, "Slow tests are kept apart by -short or build tags; nothing shows real systems.")
    }
    return Suggested(.missing, .medium, "No test runs against a real system\(named.isEmpty ? "" : " (\(named))").")
  }

  // MARK: Pipelines

  @Sendable private static func pipeline(_ facts: RuleFacts) -> Suggested {
    let ci = facts["delivery/ci-pipeline"]
    if ci.count("configurations") == 0 { return Suggested(.missing, .high, "There is no CI configuration.") }
    let builds = ci.flag("builds") || facts.kind == .library && ci.flag("tests")
    let present = [ci.flag("lints") ? "lint" : nil, ci.flag("tests") ? "test" : nil, builds ? "build" : nil].compactMap
    { $0 }
    let absent = ["lint", "test", "build"].filter { !present.contains($0) }
    let confidence: Confidence = ci.flag("isGuessed") || !ci.flag("isReadWhole") ? .low : .medium
    let advisory = ci.flag("lintsAdvisory") ? " Lint runs, but cannot fail." : ""
    if absent.isEmpty { return Suggested(.solid, confidence, "Every change is linted, tested and built.") }
    let reason =
      "On changes CI runs \(present.isEmpty ? "none of lint, test and build" : present.joined(separator: ", ")); missing: \(absent.joined(separator: ", ")).\(advisory)"
    return Suggested(present.count == 2 ? .partial : .missing, confidence, reason)
  }

  @Sendable private static func stages(_ facts: RuleFacts) -> Suggested {
    let ci = facts["delivery/ci-pipeline"]
    if ci.count("configurations") == 0 { return Suggested(.missing, .high, "There is no CI configuration.") }
    let builds = ci.flag("builds") || facts.kind == .library && ci.flag("tests")
    let stages = [
      ("lint", ci.flag("lints")), ("test", ci.flag("tests")), ("build", builds),
      ("release or deployment", ci.flag("releases") || ci.flag("deploys")),
    ]
    let absent = stages.filter { !$0.1 }.map(\.0)
    let confidence: Confidence = ci.flag("isGuessed") || !ci.flag("isReadWhole") ? .low : .medium
    if absent.isEmpty { return Suggested(.solid, confidence, "The pipeline lints, tests, builds and releases.") }
    let reason = "The pipeline lacks \(absent.joined(separator: ", "))."
    return Suggested(absent.count == 1 ? .partial : .missing, confidence, reason)
  }

  @Sendable private static func golangci(_ facts: RuleFacts) -> Suggested {
    let lint = facts["delivery/golangci"]
    let extra = lint.count("extraLinters")
    let isBeyond = lint.flag("isBeyondDefault")
    if isBeyond, lint.flag("runsInPipeline") {
      return Suggested(.solid, .high, "golangci-lint runs in CI with \(extra) linters beyond the default set.")
    }
    if lint.flag("isUnreadable"), lint.flag("runsInPipeline") {
      return Suggested(.partial, .low, "golangci-lint runs in CI; its configuration cannot be read.")
    }
    if lint.flag("runsInPipeline") {
      return Suggested(.partial, .medium, "golangci-lint runs in CI with its default linters only.")
    }
    if isBeyond {
      let how = lint.flag("isAdvisory") ? "it cannot fail CI" : "CI does not run it"
      return Suggested(
        .partial, .medium, "golangci-lint is configured with \(extra) linters beyond the default set; \(how).")
    }
    if lint.flag("isAdvisory") { return Suggested(.partial, .medium, "golangci-lint runs, but cannot fail CI.") }
    if lint.flag("hasConfiguration") {
      return Suggested(
        .partial, .low, "A golangci-lint configuration exists, within the default set and not run in CI.")
    }
    return Suggested(.missing, absence(lint), "No golangci-lint configuration, and CI does not run it.")
  }

  @Sendable private static func docker(_ facts: RuleFacts) -> Suggested {
    let image = facts["delivery/dockerfile"]
    if facts.kind == .library { return Suggested(.notApplicable, .high, "A library ships no image.") }
    if image.count("images") == 0 {
      return facts.kind == .cli
        ? Suggested(.notApplicable, .medium, "A command-line program that is shipped as a binary, not as an image.")
        : Suggested(.missing, .medium, "The service ships no image: no Dockerfile, ko or buildpacks.")
    }
    var weaknesses: [String] = []
    if !image.flag("isMinimal") {
      weaknesses.append(image.flag("isUnknown") ? "its base is not known" : "its base is not minimal")
    }
    if !image.flag("isStaged") { weaknesses.append("it compiles in the stage that ships") }
    if !image.flag("isNonRoot") { weaknesses.append("it runs as root") }
    let name = image.text("path") ?? "The image"
    let confidence: Confidence = image.flag("isUnknown") ? .low : image.flag("isOnlyOne") ? .high : .medium
    if weaknesses.isEmpty {
      return Suggested(.solid, confidence, "\(name): minimal, built in an earlier stage, not run by root.")
    }
    return Suggested(.partial, confidence, "\(name): \(weaknesses.joined(separator: ", ")).")
  }

  @Sendable private static func vulnerabilityScan(_ facts: RuleFacts) -> Suggested {
    let scan = facts["delivery/vulnerability-scan"]
    if case .notApplicable(let reason) = scan.answer { return Suggested(.notApplicable, .high, reason) }
    if scan.flag("canFail") {
      return Suggested(.solid, .high, "CI scans dependencies for vulnerabilities and can fail by it.")
    }
    if scan.flag("isAdvisory") {
      return Suggested(.partial, .medium, "CI scans dependencies, but the scan cannot fail a change.")
    }
    if facts["delivery/dependency-updates"].flag("updatesModules") {
      return Suggested(.partial, .medium, "Go modules are updated automatically; nothing scans them.")
    }
    let target = scan.flag("inTarget") ? " A target scans, CI does not call it." : ""
    return Suggested(
      .missing, scan.flag("inTarget") ? .medium : absence(scan),
      "No dependency scan in CI and no automated updates of Go modules.\(target)")
  }

  @Sendable private static func dependencies(_ facts: RuleFacts) -> Suggested {
    let scan = facts["delivery/vulnerability-scan"]
    if case .notApplicable(let reason) = scan.answer { return Suggested(.notApplicable, .high, reason) }
    let updates = facts["delivery/dependency-updates"].flag("updatesModules")
    let scans = scan.flag("canFail")
    if scans && updates {
      return Suggested(.solid, .high, "CI scans dependencies and Go modules are updated automatically.")
    }
    if updates {
      let how = scan.flag("isAdvisory") ? "the scan cannot fail a change" : "nothing scans them"
      return Suggested(.partial, .medium, "Go modules are updated automatically; \(how).")
    }
    if scans { return Suggested(.partial, .medium, "CI scans dependencies; nothing updates Go modules automatically.") }
    if scan.flag("isAdvisory") {
      return Suggested(.partial, .low, "CI scans dependencies without failing; nothing updates them.")
    }
    return Suggested(.missing, absence(scan), "No scan in CI and no automated updates of Go modules; go.sum alone.")
  }

  // MARK: Documentation

  @Sendable private static func documentation(_ facts: RuleFacts) -> Suggested {
    let readme = facts["documentation/readme"]
    if !readme.flag("hasReadme") { return Suggested(.missing, .high, "There is no README.") }
    if readme.flag("isTrivial") { return Suggested(.missing, .medium, "The README says next to nothing.") }
    let comments = facts["documentation/go-doc"]
    let share = comments.ratio("share")
    let records = facts["documentation/decision-records"]
    let hasRecords = records.count("records") + records.count("pages") + records.count("sections") > 0
    var missing: [String] = []
    let names = facts.kind == .library ? ("installation", "a usage example") : ("build", "run")
    if !readme.flag("hasPurpose") { missing.append("purpose") }
    if !readme.flag("hasBuild") { missing.append(names.0) }
    if !readme.flag("hasRun") { missing.append(names.1) }
    var reason =
      missing.isEmpty
      ? "The README says what it is for and how to start" : "The README lacks \(missing.joined(separator: ", "))"
    if let share { reason += "; \(percent(share)) of exported identifiers are documented" }
    reason += hasRecords ? "; design reasons are kept." : "; no decision records or design section."
    let isSolid = missing.isEmpty && (share ?? 1) >= 0.7 && hasRecords
    return Suggested(isSolid ? .solid : .partial, .medium, reason)
  }
}
