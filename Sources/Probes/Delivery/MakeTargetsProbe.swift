import Evidence
import GoSyntax
import Repository

/// Finds build targets by what they do: build, test, lint, run, and whether the build stamps a version.
struct MakeTargetsProbe: Probe {
  static let card = ProbeCard(
    id: "delivery/make-targets",
    version: 6,
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
      .found(
        """
        -- Makefile --
        tools:
        	go build -o bin/stringer ./internal/stringer
        ▸build: shop
        shop:
        	go build -o bin/shop ./cmd/shop
        """),
      .quiet(
        """
        -- test/install/Makefile --
        debian:
        	docker build -t shop-debian .
        -- Makefile --
        scripts:
        	go test -C .scripts ./...
        -- .goreleaser.yml --
        builds:
          - builder: prebuilt
            binary: shop
        """),
      .quiet(
        """
        -- Makefile --
        script/build.exe:
        	go build -o script/build.exe script/build.go
        test-pages:
        	go build -ldflags="-s -X main.Mode=prod" -o tmp/shop-$(VERSION) .
        	yarn test
        -- script/insert-remarks --
        #!/bin/sh
        golangci-lint run --out-format json
        -- ci.mk --
        remarks:
        	golangci-lint run --out-format json \\
        	  | jq .Issues
        -- .buildkite/hooks/post-command --
        #!/bin/sh
        gotestsum --junitfile out.xml --raw-command -- cat results.json
        """),
      .found(
        """
        -- Makefile --
        build:
        ▸	go build -ldflags="-X main.version=1.2" -o shop .
        """),
      .found(
        """
        -- Makefile --
        ▸build: bin/shop bin/till
        bin/%:
        	go build -o $@ ./cmd/$*
        """),
      .found(
        """
        -- Makefile --
        ▸audit:
        	golangci-lint run --output.json.path=stdout --out-format json
        """),
      .found(
        """
        -- Makefile --
        ▸build:
        	go build -o bin/shop ./cmd/shop
        -- .goreleaser.yml --
        ▸builds:
          - main: ./cmd/shop
        announce:
          skip: true
        """),
      .quiet(
        """
        -- .goreleaser.yml --
        builds:
          - skip: true
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
    var places: [String: (target: BuildTarget, rank: Int)] = [:]
    var kinds: [BuildTarget: Set<String>] = [:]
    for use in steps.targetUses {
      let kind: String? =
        switch use.purpose {
        case .lint: "lint"
        case .test(let run): run.kind == .tests && !Self.isBenchmark(run, use.target) ? "test" : nil
        case .build: "build"
        case .release, .deploy, .scan, .coverageReport, .system, .suite: nil
        }
      if kind == "build",
        Self.isForTests(use.target.location.path) || Self.isElsewhere(use, snapshot)
          || Self.isAside(use.target.name)
      {
        continue
      }
      if kind == "lint", Self.isOnlyRead(use, snapshot) { continue }
      if kind == "test", Self.isElsewhere(use, snapshot) { continue }
      if let kind { kinds[use.target, default: []].insert(kind) }
    }
    // The target that is named for it comes before one that happens to do it.
    let reach = TargetReach(snapshot.buildTargets, kinds)
    for target in snapshot.buildTargets {
      for kind in ["build", "lint", "test"] {
        guard let rank = reach.rank(of: target, for: kind), rank < places[kind]?.rank ?? Int.max else { continue }
        places[kind] = (target, rank)
      }
    }
    let stamp = Self.versionStamp(snapshot)
    var findings = places.map { kind, place in
      snapshot.finding(Self.card.id, at: place.target.location, "target \(place.target.name): \(kind)")
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

  /// What a target for tests builds is thrown away, and a program in a folder of scripts is a tool of the build.
  private static func isAside(_ name: String) -> Bool {
    let parts = name.split(separator: "/")
    if parts.dropLast().contains(where: { ["script", "scripts", "hack", "tools", ".tools", "ci"].contains($0) }) {
      return parts.last.map { !$0.hasPrefix("build") || $0.contains(".") } ?? false
    }
    let words = IdentifierWords(name)
    // Nor is what is built to measure or to work with it.
    return words.words.first.map { ["test", "tests", "e2e", "lint", "check"].contains($0) } ?? false
      || words.containsAny(of: ["bench", "benchmark", "benchmarks", "tools", "deps"])
  }

  /// `golangci-lint run --out-format json` in a script, or into a pipe or a file, outside a target for linting: another
  /// program reads what it says.
  private static func isOnlyRead(_ use: DeliverySteps.TargetUse, _ snapshot: Snapshot) -> Bool {
    guard let words = use.target.commands.first(where: { $0.line == use.location.line })?.words,
      words.contains("json") || words.contains(where: { $0.hasSuffix("=json") }),
      !IdentifierWords(use.target.name).containsAny(of: ["lint", "vet", "golangci", "linter"])
    else { return false }
    return !isBuildFile(use.location.path) || isSentOn(use.location, snapshot)
  }

  private static func isBuildFile(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return name.hasSuffix(".mk") || ["makefile", "taskfile", "justfile", "magefile"].contains(where: name.contains)
  }

  /// Whether what a command says goes into a pipe or a file, on its line or on the ones that go on with it.
  private static func isSentOn(_ place: Location, _ snapshot: Snapshot) -> Bool {
    let lines = (snapshot.text(of: place.path) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    var text = ""
    for line in lines.dropFirst(place.line - 1) {
      let line = String(line).trimmingBlanks
      text += line
      guard line.hasSuffix("\\") else { break }
    }
    // Errors beside what is said go nowhere else.
    return text.replacing("2>&1", with: "").split(separator: "||").contains { $0.contains("|") || $0.contains(">") }
  }

  /// A build file below a folder of tests builds what they need, not the program.
  private static func isForTests(_ path: String) -> Bool {
    path.split(separator: "/").dropLast().contains { ["test", "tests", "testdata", "e2e", "integration"].contains($0) }
  }

  /// `go test -C dir ./...` in a folder that is a module of its own, or one that the go command passes by.
  private static func isElsewhere(_ use: DeliverySteps.TargetUse, _ snapshot: Snapshot) -> Bool {
    guard let words = use.target.commands.first(where: { $0.line == use.location.line })?.words,
      let flag = words.firstIndex(of: "-C"), flag + 1 < words.count, words.contains("go")
    else { return false }
    let folder = words[flag + 1]
    return folder.hasPrefix(".") && folder.dropFirst().first?.isLetter ?? false
      || snapshot.nestedModules.contains { $0.folder == folder }
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
      guard words.contains(where: { $0.contains("ldflags") }) else { return false }
      return words.indices.contains { at in
        // `-ldflags -X main.version=1.2` without quotes leaves the flag alone.
        if words[at] == "-X" { return at + 1 < words.count && namesVersion(words[at + 1]) }
        let parts = ["-X ", "-X=", "-X\t"].flatMap { words[at].components(after: $0) }
        return parts.contains { namesVersion(String($0.drop { " '\"".contains($0) }.prefix { $0 != " " })) }
      }
    }
    // `-X main.Mode=prod` sets something else.
    func namesVersion(_ word: String) -> Bool {
      if word.contains("$") || word.contains("{{") { return true }
      let lower = word.lowercased()
      return ["version", "commit", "revision", "tag", "sha", "date", "release", "branch"].contains {
        lower.contains($0)
      }
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
      // What is built elsewhere is only packed, and what is skipped is not built.
      let builds = YAMLOutline(text).entries.filter { $0.path.first == "builds" && $0.path.count == 3 }
      // A key that comes again begins the next build.
      let each = builds.reduce(into: [[YAMLOutline.Entry]]()) { items, entry in
        if items.last?.contains(where: { $0.path == entry.path }) ?? true { items.append([]) }
        items[items.count - 1].append(entry)
      }
      let isMadeElsewhere =
        !each.isEmpty
        && each.allSatisfy { build in
          build.contains {
            $0.path.last == "builder" && $0.value == "prebuilt" || $0.path.last == "skip" && $0.value == "true"
          }
        }
      if isMadeElsewhere, !text.contains("ldflags") { continue }
      // goreleaser stamps main.version by default; flags of one's own that only strip take that away.
      if text.contains("ldflags:"), !text.contains("-X"), !givesFlags(text) { continue }
      let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
        $0.contains("-X") || $0.hasPrefix("builds:")
      }
      return Location(path: path, line: (line ?? 0) + 1)
    }
    for file in snapshot.productFiles where file.imports.contains(where: { $0.path == "runtime/debug" }) {
      if let call = file.tree.nodes(of: .callExpr).first(where: {
        $0.function?.isText("debug.ReadBuildInfo") == true && readsOwnVersion($0)
      }) {
        return file.location(of: call)
      }
    }
    return nil
  }
}

extension MakeTargetsProbe {
  /// Flags for the linker that come from elsewhere: `ldflags: ["{{ .Env.LDFLAGS }}"]`.
  private static func givesFlags(_ text: String) -> Bool {
    let flags = text.components(after: "ldflags:").map { $0.prefix(200) }
    return flags.contains { $0.contains("{{") || $0.contains("$") }
  }

  /// Whether build information is asked for the program's own version: not only for what it depends on.
  private static func readsOwnVersion(_ call: Node) -> Bool {
    guard let function = call.outermostFunction else { return true }
    let parts = Set(function.descendants(of: .selectorExpr).compactMap { $0.name?.text })
    return !parts.contains("Deps") || parts.contains("Main") || parts.contains("Settings")
  }
}

/// What build targets do themselves or by the targets they need first, and how well their names say so.
private struct TargetReach {
  private let kinds: [BuildTarget: Set<String>]
  private let byName: [String: BuildTarget]
  private let patterns: [BuildTarget]

  private static let depthMax = 4
  private static let names: [String: Set<String>] = [
    "build": ["build", "compile", "binary", "binaries", "install"], "test": ["test", "tests", "unit", "unittest"],
    "lint": ["lint", "vet", "linter", "golangci"],
  ]
  /// Words of targets that build, test or lint something beside the program.
  private static let asideWords: Set<String> = [
    "tool", "tools", "deps", "docker", "image", "images", "dev", "docs", "doc", "ui", "web", "frontend", "integration",
    "e2e", "example", "examples",
  ]

  init(_ targets: [BuildTarget], _ kinds: [BuildTarget: Set<String>]) {
    self.kinds = kinds
    byName = Dictionary(targets.map { ($0.name, $0) }) { first, _ in first }
    patterns = targets.filter { $0.name.contains("%") }
  }

  /// 0 for the plain name, more for others and for build files of folders; nil for a target that does nothing of the
  /// kind, and for a pattern, which nobody can call.
  func rank(of target: BuildTarget, for kind: String) -> Int? {
    guard !target.name.contains("%") else { return nil }
    // A file that another includes has a name of its own.
    let isOfFolder = target.location.path.contains("/") && target.location.path.hasSuffix("akefile")
    return rank(ofName: target, for: kind).map { isOfFolder ? $0 + 5 : $0 }
  }

  private func rank(ofName target: BuildTarget, for kind: String) -> Int? {
    let isDirect = kinds[target]?.contains(kind) ?? false
    if target.name == kind, isDirect || needs(kind, target, depth: 0) { return 0 }
    guard isDirect else { return nil }
    let words = Set(IdentifierWords(target.name).words)
    let isAside = !words.isDisjoint(with: TargetReach.asideWords)
    let isNamed = !words.isDisjoint(with: TargetReach.names[kind] ?? [])
    return isNamed ? (isAside ? 3 : 1) : (isAside ? 4 : 2)
  }

  private func needs(_ kind: String, _ target: BuildTarget, depth: Int) -> Bool {
    depth < TargetReach.depthMax
      && target.dependencies.contains { name in
        guard let next = byName[name] ?? pattern(matching: name), next.location.path == target.location.path else {
          return false
        }
        return kinds[next]?.contains(kind) ?? false || needs(kind, next, depth: depth + 1)
      }
  }

  /// `bin/%` makes `bin/shop`.
  private func pattern(matching name: String) -> BuildTarget? {
    patterns.first { target in
      let parts = target.name.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
      return name.count >= target.name.count && name.hasPrefix(parts[0]) && name.hasSuffix(parts[1])
    }
  }
}
