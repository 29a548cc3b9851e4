import Evidence
import Repository

/// Finds a golangci-lint configuration that asks for more than the default linters, and the pipeline step that runs it.
///
/// Limits: settings of a default linter (`govet: enable-all`) count as nothing; whether the code is clean needs a run.
struct GolangciProbe: Probe {
  static let card = ProbeCard(
    id: "delivery/golangci",
    version: 4,
    sign: .signal,
    looksFor: "golangci-lint configured beyond its default linters and run in CI",
    because: "linters find on every push what a reviewer finds on a good day",
    instead: "enable linters such as errorlint, gosec, bodyclose and revive, and run golangci-lint in CI",
    examples: [
      .found(
        """
        -- .golangci.yml --
        version: "2"
        linters:
          enable:
            - errorlint
        -- .github/workflows/lint.yml --
        on: push
        jobs:
          lint:
            runs-on: ubuntu-latest
            steps:
              - uses: golangci/golangci-lint-action@v8
        """),
      .found(
        """
        -- .github/workflows/lint.yml --
        on: push
        jobs:
          lint:
            runs-on: ubuntu-latest
            steps:
              - run: golangci-lint run ./...
        """),
      .quiet(
        """
        -- .golangci.yml --
        linters:
          enable:
            - errcheck
            - govet
        -- .github/workflows/lint.yml --
        on: push
        jobs:
          lint:
            runs-on: ubuntu-latest
            steps:
              - run: go vet ./...
        """),
      .quiet(
        """
        -- .github/workflows/lint.yml --
        on: push
        jobs:
          lint:
            runs-on: ubuntu-latest
            steps:
              - uses: golangci/golangci-lint-action@v9
                with:
                  install-only: true
        """),
      .quiet(
        """
        -- .github/workflows/lint.yml --
        on: push
        jobs:
          lint:
            runs-on: ubuntu-latest
            steps:
              - uses: golangci/golangci-lint-action@v9
                with:
                  args: --help
        """),
      .quiet(
        """
        -- .mega-linter.yml --
        DISABLE:
          - COPYPASTE
          - GO
        -- .github/workflows/lint.yml --
        on: push
        jobs:
          lint:
            runs-on: ubuntu-latest
            steps:
              - uses: megalinter/megalinter/flavors/go@v8
        """),
    ])

  /// What runs without any configuration, in version 1 or 2.
  static let defaultLinters: Set<String> = [
    "errcheck", "govet", "vet", "ineffassign", "staticcheck", "unused", "gosimple", "typecheck", "stylecheck",
    "megacheck",
    "deadcode", "structcheck", "varcheck",
  ]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let steps = subject.deliverySteps
    var findings: [Finding] = []
    var extra = Self.extraLinters(snapshot.golangci)
    if let configuration = snapshot.golangci {
      let message =
        configuration.problem.map { "the configuration cannot be read: \($0)" }
        ?? Self.summary(configuration, extra)
      findings.append(
        snapshot.finding(Self.card.id, at: Location(path: configuration.path, line: configuration.line), message))
    }
    var runsInPipeline = false
    var isAdvisory = false
    // A target that several jobs call is one place, and gates where one of them does.
    var places: [Location] = []
    var gating: Set<Location> = []
    for (tool, use) in steps.uses(\.lintTool) where tool == "golangci-lint" {
      if use.isGating { runsInPipeline = true } else { isAdvisory = true }
      extra += Self.linters(enabledBy: use.step)
      if !places.contains(use.step.location) { places.append(use.step.location) }
      if use.isGating { gating.insert(use.step.location) }
    }
    for place in places {
      findings.append(
        snapshot.finding(
          Self.card.id, at: place,
          gating.contains(place) ? "runs golangci-lint" : "runs golangci-lint, but not on every change or cannot fail"))
    }
    let inTarget = steps.targetUses.contains { $0.purpose.lintTool == "golangci-lint" }
    let isBeyond = extra > 0
    let answer: Outcome.Answer =
      isBeyond && runsInPipeline ? .found : isBeyond || runsInPipeline || isAdvisory ? .partial : .notFound
    return Outcome(
      probe: Self.card.id, answer: answer, findings: findings,
      measures: [
        "hasConfiguration": .flag(snapshot.golangci != nil), "isBeyondDefault": .flag(isBeyond),
        "extraLinters": .count(extra), "runsInPipeline": .flag(runsInPipeline), "isAdvisory": .flag(isAdvisory),
        "inTarget": .flag(inTarget), "isUnreadable": .flag(snapshot.golangci?.problem != nil),
        "isReadWhole": .flag(steps.isReadWhole),
      ],
      scope: snapshot.deliveryScope([".golangci.yml, .yaml, .toml, .json", "golangci-lint run and its action in CI"]))
  }

  private static let formatters: Set<String> = ["gofmt", "gofumpt", "goimports", "gci", "golines", "swaggo"]

  private static func summary(_ configuration: GolangciConfiguration, _ extra: Int) -> String {
    if configuration.defaultSet == "all" {
      let left = configuration.disabled.count
      return left == 0 ? "enables every linter" : "enables every linter but \(left)"
    }
    guard extra > 0 else { return "enables nothing beyond the default set" }
    let formatting = configuration.enabled.filter(formatters.contains).count
    let linters = extra - formatting
    return linters > 0 ? "enables \(linters) linters beyond the default set" : "enables formatters, no further linters"
  }

  /// How many linters run that would not run without the file.
  static func extraLinters(_ configuration: GolangciConfiguration?) -> Int {
    guard let configuration else { return 0 }
    let named = Set(configuration.enabled).subtracting(defaultLinters).count
    switch configuration.defaultSet {
    case "all": return max(named, 50)
    case "fast": return max(named, 10)
    case "none": return max(named, configuration.enabled.isEmpty ? 0 : 1)
    default: return named
    }
  }

  private static func linters(enabledBy step: PipelineStep) -> Int {
    let text: String
    switch step.action {
    case .command(let words): text = words.joined(separator: " ")
    case .uses(_, _, let inputs): text = inputs["args"] ?? ""
    case .service: return 0
    }
    if text.contains("--enable-all") || text.contains("--default=all") { return 50 }
    let words = text.split { $0 == " " || $0 == "=" }.map(String.init)
    let named = words.indices.dropLast().filter { ["-E", "--enable", "--enable-only"].contains(words[$0]) }
      .flatMap { words[$0 + 1].split(separator: ",").map(String.init) }
    return Set(named).subtracting(defaultLinters).count
  }
}
