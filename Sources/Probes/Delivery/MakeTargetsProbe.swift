import Evidence
import Repository

/// Finds build targets by what they do: build, test, lint, run, and whether the build stamps a version.
struct MakeTargetsProbe: Probe {
  static let card = ProbeCard(
    id: "delivery/make-targets",
    version: 2,
    sign: .signal,
    looksFor: "targets that build, test and lint with one word each",
    because: "a newcomer and the pipeline should call the same thing",
    instead: "offer build, test and lint targets in a Makefile or Taskfile and let CI call them",
    examples: [
      .found(
        """
        -- Makefile --
        build:
        	go build -o bin/shop ./cmd/shop
        test:
        	go test ./...
        lint:
        	golangci-lint run
        """),
      .found(
        """
        -- Taskfile.yml --
        version: "3"
        tasks:
          test:
            cmds:
              - go test ./...
        """),
      .quiet(
        """
        -- Makefile --
        docs:
        	mkdocs build
        # test:
        #	go test ./...
        """),
      .quiet(
        """
        -- Makefile --
        bench:
        	go test -bench=. -count=10 ./... > new.txt
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let steps = subject.deliverySteps
    var places: [String: (target: BuildTarget, location: Location)] = [:]
    for use in steps.targetUses {
      let kind: String? =
        switch use.purpose {
        case .lint: "lint"
        case .test(let run): run.kind == .tests && !Self.isBenchmark(run, use.target) ? "test" : nil
        case .build: "build"
        case .release, .deploy, .scan, .coverageReport, .system, .suite: nil
        }
      if let kind, places[kind] == nil { places[kind] = (use.target, use.target.location) }
    }
    let stamp = Self.versionStamp(snapshot)
    var findings = places.map { kind, place in
      snapshot.finding(Self.card.id, at: place.location, "target \(place.target.name): \(kind)")
    }
    if let stamp { findings.append(snapshot.finding(Self.card.id, at: stamp, "stamps a version into the program")) }
    let isComplete = ["build", "test", "lint"].allSatisfy { places[$0] != nil }
    return Outcome(
      probe: Self.card.id, answer: isComplete ? .found : places.isEmpty ? .notFound : .partial, findings: findings,
      measures: [
        "targets": .count(snapshot.buildTargets.count), "hasBuild": .flag(places["build"] != nil),
        "hasTest": .flag(places["test"] != nil), "hasLint": .flag(places["lint"] != nil),
        "stampsVersion": .flag(stamp != nil),
      ],
      scope: Scope(
        files: Set(snapshot.buildTargets.map(\.location.path)).count,
        patterns: ["targets of Makefile, Taskfile, Justfile, magefile and scripts"]))
  }

  /// A target named for benchmarks that asks for them; that tests run along is not its purpose.
  private static func isBenchmark(_ run: TestRun, _ target: BuildTarget) -> Bool {
    guard run.hasBenchmarks else { return false }
    let file = target.location.path.split(separator: "/").last.map(String.init) ?? ""
    return [target.name, file].contains { IdentifierWords($0).words.contains { $0.hasPrefix("bench") } }
  }

  /// `-ldflags "-X ..."` in a target, a pipeline step, an image or goreleaser's settings; or build information read at run time.
  private static func versionStamp(_ snapshot: Snapshot) -> Location? {
    func stamps(_ words: [String]) -> Bool {
      words.contains { $0.contains("-X ") || $0.contains("-X=") || $0 == "-X" || $0.contains("-X\t") }
        && words.contains { $0.contains("ldflags") }
    }
    for target in snapshot.buildTargets {
      if let command = target.commands.first(where: { stamps($0.words) }) {
        return Location(path: target.location.path, line: command.line)
      }
    }
    for step in snapshot.pipeline.steps {
      if case .command(let words) = step.action, stamps(words) { return step.location }
    }
    for image in snapshot.images {
      for instruction in image.stages.flatMap(\.instructions) where instruction.keyword == "RUN" {
        if instruction.arguments.contains("ldflags"), instruction.arguments.contains("-X") {
          return Location(path: image.path, line: instruction.line)
        }
      }
    }
    for path in Goreleaser.paths {
      guard let text = snapshot.text(of: path), text.contains("builds:") else { continue }
      // goreleaser stamps main.version by default.
      let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
        $0.contains("-X") || $0.hasPrefix("builds:")
      }
      return Location(path: path, line: (line ?? 0) + 1)
    }
    for file in snapshot.productFiles where file.imports.contains(where: { $0.path == "runtime/debug" }) {
      if let call = file.tree.nodes(of: .callExpr).first(where: { $0.function?.isText("debug.ReadBuildInfo") == true })
      {
        return file.location(of: call)
      }
    }
    return nil
  }
}
