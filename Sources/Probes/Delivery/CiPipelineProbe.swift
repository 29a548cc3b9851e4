import Evidence
import Repository

/// Finds the stages of the pipeline: lint, test and build on every change, then release or deployment.
///
/// Limits: a release by hand, or by a service that watches tags, leaves no trace here. Formatters alone are not lint.
struct CiPipelineProbe: Probe {
  static let card = ProbeCard(
    id: "delivery/ci-pipeline",
    version: 5,
    sign: .signal,
    looksFor: "a pipeline that lints, tests and builds every change, and releases or deploys",
    because: "what is not checked on every change is broken on some of them",
    instead: "run linters, tests and the build on push and pull request, and release from a tag",
    examples: [
      .found(
        """
        -- .github/workflows/ci.yml --
        on: [push, pull_request]
        jobs:
          check:
            runs-on: ubuntu-latest
            steps:
              - run: go vet ./...
              - run: go test ./...
              - run: go build ./...
        """),
      .found(
        """
        -- .gitlab-ci.yml --
        test:
          script:
            - make check
        -- Makefile --
        check: lint
        	go test ./...
        	go build ./...
        lint:
        	golangci-lint run
        """),
      .found(
        """
        -- go.mod --
        module example.org/shop

        go 1.24
        -- bench/go.mod --
        module example.org/shop/bench

        go 1.24
        -- .github/workflows/ci.yml --
        on: push
        jobs:
          bench:
            runs-on: ubuntu-latest
            steps:
              - run: go test ./...
                working-directory: bench
          test:
            runs-on: ubuntu-latest
            steps:
        ▸      - run: go test ./...
        """),
      .quiet(
        """
        -- .github/workflows/ci.yml --
        on: push
        jobs:
          pages:
            runs-on: ubuntu-latest
            steps:
              - run: docker build --target tester -f docker/pages.Dockerfile .
        """),
      .quiet(
        """
        -- .github/workflows/pages.yml --
        on: push
        jobs:
          docs:
            runs-on: ubuntu-latest
            steps:
              - run: gofmt -l .
              - run: mkdocs build
        """),
      .quiet(
        """
        -- .github/workflows/ci.yml --
        on: push
        jobs:
          tools:
            runs-on: ubuntu-latest
            steps:
              - uses: golangci/golangci-lint-action@v9
                with:
                  install-only: true
              - uses: helm/chart-releaser-action@v1
                with:
                  install_only: true
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let stages = PipelineStages(snapshot, steps: subject.deliverySteps)
    let present = [stages.lint, stages.test, stages.build].filter { $0 != nil }.count
    var findings = [
      stages.lint.map { snapshot.finding(Self.card.id, at: $0.location, "lints: \($0.tool)") },
      stages.test.map { snapshot.finding(Self.card.id, at: $0.location, "tests: \($0.tool)") },
      stages.build.map { snapshot.finding(Self.card.id, at: $0.location, "builds: \($0.tool)") },
      stages.release.map { snapshot.finding(Self.card.id, at: $0.location, "releases: \($0.tool)") },
      stages.deploy.map { snapshot.finding(Self.card.id, at: $0.location, "deploys: \($0.tool)") },
    ].compactMap { $0 }
    for configuration in snapshot.pipeline.configurations {
      guard let problem = configuration.problem else { continue }
      let place = Location(path: configuration.path, line: 1)
      findings.append(snapshot.finding(Self.card.id, at: place, "this pipeline cannot be read: \(problem)"))
    }
    let systems = Set(snapshot.pipeline.configurations.map(\.system.rawValue)).sorted()
    return Outcome(
      probe: Self.card.id, answer: present == 3 ? .found : present > 0 ? .partial : .notFound, findings: findings,
      measures: [
        "lints": .flag(stages.lint != nil), "tests": .flag(stages.test != nil), "builds": .flag(stages.build != nil),
        "releases": .flag(stages.release != nil), "deploys": .flag(stages.deploy != nil),
        "lintsAdvisory": .flag(stages.hasAdvisoryLint), "isGuessed": .flag(stages.isGuessed), "systems": .list(systems),
        "configurations": .count(snapshot.pipeline.configurations.count),
        "isReadWhole": .flag(snapshot.pipeline.configurations.allSatisfy { $0.problem == nil }),
      ],
      scope: snapshot.deliveryScope(["CI steps and what they call, on push or pull request; releases on tags, too"]))
  }
}

/// The first step of each stage, as evidence.
struct PipelineStages: Sendable {
  struct Stage: Hashable, Sendable {
    let tool: String
    let location: Location
    let isGuessed: Bool
  }

  let lint: Stage?
  let test: Stage?
  let build: Stage?
  let release: Stage?
  let deploy: Stage?
  /// Lint runs, but cannot fail.
  let hasAdvisoryLint: Bool

  /// A stage of a change was read off a name only.
  var isGuessed: Bool { [lint, test, build].contains { $0?.isGuessed == true } }

  init(_ snapshot: Snapshot, steps: DeliverySteps) {
    let gating = steps.gating
    let nested = snapshot.nestedModules.map(\.folder).filter { !$0.isEmpty }
    func first(_ uses: [DeliverySteps.Use], _ tool: (CommandPurpose) -> String?) -> Stage? {
      let hits = uses.compactMap { use in
        tool(use.purpose).map {
          (stage: Stage(tool: $0, location: use.step.location, isGuessed: use.isGuessed), folder: use.step.folder)
        }
      }
      // A module below is a project of its own: its step speaks for this one only where nothing else does.
      let own = hits.filter { hit in !nested.contains { hit.folder == $0 || hit.folder.hasPrefix($0 + "/") } }
      let best = own.isEmpty ? hits : own
      return (best.first { !$0.stage.isGuessed } ?? best.first)?.stage
    }
    lint = first(gating, \.lintTool)
    test = first(gating) { $0.testRun?.kind == .tests ? $0.testRun?.runner : nil } ?? first(gating, \.suiteTool)
    build = first(gating) { purpose in
      guard case .build(let subject) = purpose else { return nil }
      return subject == .image ? "container image" : "packages"
    }
    hasAdvisoryLint = lint == nil && steps.uses.contains { $0.purpose.lintTool != nil && $0.step.runsOnChange }
    let clusterJobs = Set(steps.uses.filter { $0.purpose.systemName != nil }.map(\.step.job))
    let publishing = steps.uses.filter { !$0.step.isAdvisory && $0.step.triggers != .pullRequest }
    release = first(publishing, \.releaseTool)
    deploy = first(publishing.filter { !clusterJobs.contains($0.step.job) }, \.deployTool)
  }
}
