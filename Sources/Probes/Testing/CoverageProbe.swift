import Evidence
import Repository

/// Finds a coverage gate in the pipeline, or the coverage that is merely collected, uploaded or shown in a badge.
///
/// Limits: the figure itself needs a run; a gate kept on a service's website is not seen.
struct CoverageProbe: Probe {
  static let card = ProbeCard(
    id: "testing/coverage",
    version: 6,
    sign: .signal,
    looksFor: "test coverage that is collected, and a pipeline that fails below 80 percent",
    because: "without a figure nobody sees untested code grow, and without a gate nobody stops it",
    instead: "collect coverage in CI and fail below 80 percent for packages that hold logic",
    examples: [
      .found(
        """
        -- .github/workflows/test.yml --
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - run: go test -coverprofile=cover.out ./...
              - uses: codecov/codecov-action@v5
        -- codecov.yml --
        coverage:
          status:
            project:
              default:
                target: 85%
        """),
      .found(
        """
        -- Makefile --
        cover:
        	go test -cover ./...
        """),
      .quiet("-- Makefile --\nshow:\n\tgo tool cover -func=coverage.txt\n"),
      .quiet("-- script/send.sh --\n#!/bin/sh\ncurl -s https://codecov.io/bash\n"),
      .found(
        """
        -- script/send.sh --
        #!/bin/sh
        curl -s https://codecov.io/bash
        -- CONTRIBUTING.md --
        Run script/send.sh at the end.
        """),
      .quiet("-- Makefile --\nsend:\n\tcodecov -f '!*.go' -F frontend\n"),
      .quiet("-- Makefile --\nshow:\n\tgo tool cover -html=coverage.txt\n"),
      .quiet("-- Makefile --\nhelp:\n\t@echo \"upload: send the coverage to codecov.io\"\n"),
      .quiet(
        """
        -- .github/workflows/test.yml --
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - run: go test ./... # -cover
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let steps = subject.deliverySteps
    let gate = CoverageGate.strongest(in: snapshot, steps: steps)
    var findings: [Finding] = []
    if let gate { findings.append(finding(snapshot, gate.location, "the pipeline asks for \(gate.percent) percent")) }
    var inPipeline = false
    var isReported = false
    for use in steps.uses {
      if let run = use.purpose.testRun, run.collectsCoverage {
        inPipeline = true
        findings.append(finding(snapshot, use.step.location, "collects coverage"))
      } else if let tool = use.purpose.coverageTool {
        isReported = true
        // `go tool cover -func` only shows what a run has collected.
        if tool.hasPrefix("go tool") { continue }
        findings.append(finding(snapshot, use.step.location, "reports coverage by \(tool)"))
      }
    }
    var inTarget = false
    for use in steps.targetUses {
      guard use.purpose.testRun?.collectsCoverage == true || use.purpose.coverageTool != nil,
        subject.calledScripts.isTarget(use.target)
      else { continue }
      inTarget = true
      if let tool = use.purpose.coverageTool {
        if tool.hasPrefix("go tool") { continue }
        findings.append(finding(snapshot, use.location, "target \(use.target.name) reports coverage by \(tool)"))
        continue
      }
      findings.append(finding(snapshot, use.location, "target \(use.target.name) collects coverage"))
    }
    let badge = Self.badge(in: snapshot)
    if let badge {
      let isFed = inPipeline || isReported || inTarget
      findings.append(
        finding(
          snapshot, badge,
          isFed
            ? "shows a coverage badge"
            : "shows a coverage badge, while no step or target that can be read collects coverage"
        ))
    }
    let isGated = (gate?.percent ?? 0) >= 80
    var measures: [String: Measure] = [
      "isGated": .flag(isGated), "inPipeline": .flag(inPipeline), "isReported": .flag(isReported),
      "inTarget": .flag(inTarget), "hasBadge": .flag(badge != nil),
      "isCollected": .flag(inPipeline || isReported || inTarget || badge != nil),
      "isReadWhole": .flag(steps.isReadWhole),
    ]
    if let gate { measures["gatePercent"] = .ratio(gate.percent) }
    return Outcome(
      probe: Self.card.id, answer: isGated ? .found : findings.isEmpty ? .notFound : .partial,
      findings: Array(Set(findings)), measures: measures,
      scope: snapshot.deliveryScope(["-cover flags", "coverage uploads", "gates in settings and scripts", "badges"]))
  }

  private func finding(_ snapshot: Snapshot, _ location: Location, _ message: String) -> Finding {
    snapshot.finding(Self.card.id, at: location, message)
  }

  private static let badges = [
    "codecov.io/", "coveralls.io/", "/test_coverage", "badge/coverage", "gocover.io", "metric=coverage",
    "shields.io/codecov",
    "shields.io/coveralls", "codacy.com/project/badge/coverage", "coverage.svg", "coverage-badge", "/coverage/badge",
  ]

  private static func badge(in snapshot: Snapshot) -> Location? {
    for path in Readme.paths(in: snapshot) {
      let lines = (snapshot.text(of: path) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      let at = lines.firstIndex { line in
        let lower = line.lowercased()
        return (lower.contains("![") || lower.contains("<img") || lower.contains("image::"))
          && badges.contains { lower.contains($0) }
      }
      if let at { return Location(path: path, line: at + 1) }
    }
    return nil
  }
}
