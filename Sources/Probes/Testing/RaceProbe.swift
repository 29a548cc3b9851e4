import Evidence
import Repository

/// Finds where tests run with the race detector: in CI, or only in a target somebody may call.
///
/// A package whose tests all stand behind a build tag is run by a command that passes the tag, and counts only there.
/// Limits: whether the run is clean is not known from the text; a pattern with a variable, or a list that a command
/// filters, counts as every package and is reported without a number.
struct RaceProbe: Probe {
  static let card = ProbeCard(
    id: "testing/race",
    version: 4,
    sign: .signal,
    looksFor: "a pipeline step that runs the tests with -race",
    because: "data races show under the detector long before they show in production",
    instead: "run go test -race ./... on every push and pull request",
    examples: [
      .found(
        """
        -- .github/workflows/test.yml --
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - run: go test -race ./...
        -- cart.go --
        package shop
        -- cart_test.go --
        package shop
        import "testing"
        func TestCart(t *testing.T) {}
        """),
      .found(
        """
        -- Makefile --
        test:
        	go test -race ./...
        -- cart.go --
        package shop
        -- cart_test.go --
        package shop
        import "testing"
        func TestCart(t *testing.T) {}
        """),
      .quiet(
        """
        -- .github/workflows/test.yml --
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - run: go test -race -run 'TestCart|TestOrder' ./...
        -- cart.go --
        package shop
        -- cart_test.go --
        package shop
        import "testing"
        func TestCart(t *testing.T) {}
        """),
      .quiet(
        """
        -- .github/workflows/test.yml --
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - run: go test -race ./...
        -- cart.go --
        package shop
        -- cart_test.go --
        //go:build e2e && !windows

        package shop
        import "testing"
        func TestCart(t *testing.T) {}
        """),
      .found(
        """
        -- .github/workflows/test.yml --
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - run: go test -race -tags e2e ./...
        -- cart.go --
        package shop
        -- cart_test.go --
        //go:build (e2e || slow) && !windows

        package shop
        import "testing"
        func TestCart(t *testing.T) {}
        """),
      .quiet(
        """
        -- .github/workflows/test.yml --
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              - run: ( cd website; go test -race ./... )
        -- cart.go --
        package shop
        -- cart_test.go --
        package shop
        import "testing"
        func TestCart(t *testing.T) {}
        """),
      .quiet(
        """
        -- .github/workflows/test.yml --
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              # go test -race ./...
              - run: go test ./...
        -- cart.go --
        package shop
        -- cart_test.go --
        package shop
        import "testing"
        func TestCart(t *testing.T) {}
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let steps = subject.deliverySteps
    let all = subject.testedPackages.packagesWithTests
    let files = Dictionary(grouping: snapshot.testFiles.lazy.filter { !$0.isAside }, by: \.packagePath)
    func builds(_ path: String, with tags: [String]) -> Bool {
      // A variable may hold any tag.
      if tags.contains(where: { $0.contains("$") || $0.contains("{") }) { return true }
      return (files[path] ?? []).contains { file in
        !TestFunction.all(in: file).isEmpty && file.tree.fact(TagConstraint.self).holds(with: Set(tags))
      }
    }
    let raceTags = steps.uses(\.testRun).flatMap { $0.value.isRace ? $0.value.tags : [] }
    let tested = all.filter { builds($0.path, with: raceTags) }
    var reached: Set<String> = []
    var findings: [Finding] = []
    var isExplicit = false
    var isAdvisory = false
    let runs = steps.uses(\.testRun).filter { $0.value.isRace && $0.value.kind != .benchmarks && !$0.value.isByName }
    // One step may be reached on several ways: the strongest speaks for it.
    let gating = Set(runs.filter(\.use.isGating).map(\.use.step.location))
    for (run, use) in runs {
      guard use.isGating else {
        isAdvisory = true
        if gating.contains(use.step.location) { continue }
        findings.append(finding(snapshot, use.step.location, "runs with -race, but not on every change or cannot fail"))
        continue
      }
      let hit = tested.filter {
        run.reaches(folder: $0.folder, from: use.step.folder, module: snapshot.module)
          && builds($0.path, with: run.tags)
      }
      reached.formUnion(hit.map(\.path))
      isExplicit = isExplicit || !use.isGuessed && run.variables.isEmpty
      // A folder of tests that none of the module's packages lies in: another module's, or a build tag's.
      if hit.isEmpty { continue }
      let what = run.namesPackages ? "\(hit.count) of \(tested.count) tested packages" : "tests"
      findings.append(finding(snapshot, use.step.location, "runs \(what) with -race"))
    }
    var inTarget = false
    for use in steps.targetUses {
      guard let run = use.purpose.testRun, run.isRace, !run.isByName, subject.calledScripts.isTarget(use.target) else {
        continue
      }
      inTarget = true
      findings.append(finding(snapshot, use.location, "target \(use.target.name) runs with -race"))
    }
    let share = tested.isEmpty ? 0 : Double(reached.count) / Double(tested.count)
    let answer: Outcome.Answer = share >= 0.5 ? .found : !findings.isEmpty ? .partial : .notFound
    return Outcome(
      probe: Self.card.id, answer: answer, findings: Array(Set(findings)),
      measures: [
        "ciShare": .ratio(share), "testedPackages": .count(tested.count), "inTarget": .flag(inTarget),
        "isAdvisory": .flag(isAdvisory), "isExplicit": .flag(isExplicit),
        "hasPipeline": .flag(!snapshot.pipeline.steps.isEmpty),
        "isReadWhole": .flag(steps.isReadWhole),
      ],
      scope: snapshot.deliveryScope(["-race in go test and its wrappers, in CI steps and build targets"]))
  }

  private func finding(_ snapshot: Snapshot, _ location: Location, _ message: String) -> Finding {
    snapshot.finding(Self.card.id, at: location, message)
  }
}
