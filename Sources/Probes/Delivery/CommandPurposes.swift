/// The programs known to build, test, lint, release, deploy and scan Go modules.
extension CommandPurpose {
  /// Tools that are run as `docker run <tool>`; for these the image's name is the program's.
  static let imageTools: Set<String> = [
    "golangci-lint", "trivy", "osv-scanner", "grype", "snyk", "goreleaser", "goreleaser-cross", "nancy", "govulncheck",
    "staticcheck", "revive", "gosec", "super-linter", "ko", "kaniko", "executor", "helm", "kubectl", "semantic-release",
  ]

  private static let lintTools: Set<String> = [
    "staticcheck", "revive", "golint", "errcheck", "gosec", "ineffassign", "gocritic", "go-critic", "nilaway",
    "gometalinter",
    "unconvert", "deadcode", "unparam", "go-consistent", "gocyclo", "gocognit", "exhaustive", "nilness", "gokart",
    "super-linter", "mega-linter-runner", "go-ruleguard", "asmfmt", "varcheck", "structcheck", "unused", "gosimple",
    "megacheck",
  ]

  static func all(of command: CommandLine) -> [CommandPurpose] {
    if lintTools.contains(command.program) {
      return command.has("--version") ? [] : [.lint(tool: command.program)]
    }
    return goPurposes(of: command) + testPurposes(of: command) + imagePurposes(of: command)
      + releasePurposes(of: command)
      + deployPurposes(of: command) + scanPurposes(of: command) + coveragePurposes(of: command)
  }

  // MARK: Go and its linters

  private static func goPurposes(of command: CommandLine) -> [CommandPurpose] {
    switch command.program {
    case "go": return goToolPurposes(of: command)
    case "golangci-lint":
      let isRun = command.subcommand == "run" || command.subcommand == nil
      let isOnlyAsked = ["--version", "-h", "--help"].contains { command.has($0) }
      return isRun && !isOnlyAsked ? [.lint(tool: "golangci-lint")] : []
    case "gox", "xgo", "garble", "tinygo", "promu", "xcaddy", "wails", "fyne", "gobuild":
      return command.subcommand == "check" ? [] : [.build(.packages)]
    case "promci":
      return command.subcommand == "publish" ? [.release(tool: "promci")] : [.build(.packages)]
    case "pre-commit", "prek": return command.subcommand == "run" ? [.lint(tool: "pre-commit")] : []
    case "lefthook", "trunk":
      return command.subcommand == "check" || command.subcommand == "run" ? [.lint(tool: command.program)] : []
    default: return []
    }
  }

  private static func goToolPurposes(of command: CommandLine) -> [CommandPurpose] {
    var arguments = command.arguments[...]
    if arguments.first == "-C" { arguments = arguments.dropFirst(2) }
    guard let subcommand = arguments.first else { return [] }
    let rest = Array(arguments.dropFirst())
    switch subcommand {
    case "vet": return [.lint(tool: "go vet")]
    case "test": return purposes(of: TestRun(runner: "go test", arguments: rest))
    case "build":
      // An example that still compiles is no product.
      let isExample = rest.last.map { last in
        ["./examples/", "./example/", "examples/"].contains { last.hasPrefix($0) }
      }
      return isExample ?? false ? [] : [.build(.packages)]
    case "install":
      let isTool = rest.contains {
        $0.contains("@") || $0.split(separator: "/").first?.contains(".") == true && !$0.hasPrefix(".")
      }
      return isTool || rest == ["tool"] ? [] : [.build(.packages)]
    case "tool":
      // `go tool cover -html=profile` opens a browser; with -o it writes a report.
      let isShown =
        rest.contains { $0.hasPrefix("-html") || $0.hasPrefix("--html") } && !rest.contains { $0.hasPrefix("-o") }
      let coverage = !isShown && (rest.first == "cover" || rest.first == "covdata")
      return coverage ? [.coverageReport(tool: "go tool \(rest[0])")] : []
    case "run":
      // A build program in Go with subcommands: `go run build/ci.go test -coverage`.
      guard let script = rest.firstIndex(where: { $0.hasSuffix(".go") }), script + 1 < rest.count else { return [] }
      return named(rest[script + 1], arguments: Array(rest[(script + 2)...]))
    default: return []
    }
  }

  /// What a target of this name does when nobody can see its commands.
  static func named(_ target: String, arguments: [String] = []) -> [CommandPurpose] {
    let words = target.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard let last = words.last, let first = words.first else { return [] }
    if words.contains("lint") || words.contains("vet") || words.contains("golangci") || last == "staticcheck" {
      return [.lint(tool: target)]
    }
    if words.contains("govulncheck") || words.contains("vulncheck") {
      return [.scan(tool: "govulncheck", canFail: true)]
    }
    if ["test", "tests", "unittest", "check"].contains(first) || ["test", "tests"].contains(last) {
      var run = TestRun(runner: target, arguments: arguments)
      run.packages = []
      run.isRace = run.isRace || words.contains("race")
      run.collectsCoverage = run.collectsCoverage || words.contains { $0.hasPrefix("cover") }
      return [.test(run)]
    }
    if ["build", "compile", "install", "all"].contains(first) || last == "build" { return [.build(.packages)] }
    return []
  }

  // MARK: Tests

  private static let testWrappers: Set<String> = [
    "gotestsum", "ginkgo", "richgo", "gotest", "gocov", "courtney", "overalls", "tparse", "goconvey", "gotestfmt",
  ]

  private static func testPurposes(of command: CommandLine) -> [CommandPurpose] {
    let arguments = command.arguments
    switch command.program {
    case "gotestsum", "gotest", "courtney", "overalls":
      guard command.subcommand != "tool", !command.has("--version") else { return [] }
      // With a raw command it makes a report of what the command behind it says: of a run, or of one that is over.
      if command.has("--raw-command") {
        guard let dashes = arguments.firstIndex(of: "--"),
          let inner = CommandLine(Array(arguments[(dashes + 1)...]))
        else { return [] }
        return all(of: inner)
      }
      var rest = arguments.filter { $0 != "--" }
      if rest.first == "test" { rest.removeFirst() }
      return purposes(of: TestRun(runner: command.program, arguments: rest))
    case "richgo", "gocov", "go-acc", "gocover":
      guard command.subcommand == "test" || command.program == "go-acc" else { return [] }
      var run = TestRun(runner: command.program, arguments: arguments.filter { $0 != "test" })
      run.collectsCoverage = run.collectsCoverage || command.program != "richgo"
      return purposes(of: run)
    case "ginkgo":
      guard !["version", "bootstrap", "generate", "build", "help"].contains(command.subcommand ?? "") else { return [] }
      let rest = arguments.filter { $0 != "run" }
      return purposes(of: TestRun(runner: "ginkgo", arguments: rest))
    case "bazel", "bazelisk", "buck2", "plz", "please":
      let rest = Array(arguments.drop { $0.hasPrefix("-") })
      guard let verb = rest.first else { return [] }
      if verb == "test" || verb == "coverage" {
        var run = TestRun(runner: "\(command.program) \(verb)", arguments: Array(rest.dropFirst()))
        run.collectsCoverage = run.collectsCoverage || verb == "coverage"
        return purposes(of: run) + [.build(.packages)]
      }
      return verb == "build" ? [.build(.packages)] : []
    case "pytest", "bats", "behave", "venom", "newman", "hurl", "k6", "playwright", "cypress", "chainsaw", "kuttl",
      "testscript", "robot", "cucumber", "rspec", "godog", "conformance", "sonobuoy":
      return [.suite(tool: command.program)]
    case "kubectl-kuttl": return [.suite(tool: "kuttl")]
    case "ct": return command.subcommand == "install" ? [.suite(tool: "ct install"), .system(name: "helm chart")] : []
    case "npm", "yarn", "pnpm", "bun":
      let isEndToEnd = arguments.contains {
        $0.contains("e2e") || $0.contains("integration") || $0.contains("acceptance")
      }
      return isEndToEnd ? [.suite(tool: "\(command.program) \(arguments.joined(separator: " "))")] : []
    default: return []
    }
  }

  private static func purposes(of run: TestRun) -> [CommandPurpose] {
    switch run.kind {
    case .tests, .fuzzing, .benchmarks: [.test(run)]
    case .compilation: [.build(.packages)]
    }
  }

  // MARK: Images and systems

  private static func imagePurposes(of command: CommandLine) -> [CommandPurpose] {
    let arguments = command.arguments.filter { !$0.hasPrefix("-") }
    switch command.program {
    case "docker", "podman", "nerdctl", "buildah", "docker-compose", "podman-compose", "img", "finch":
      let isCompose = command.program.hasSuffix("compose") || arguments.first == "compose" || arguments.first == "stack"
      if isCompose { return composePurposes(of: command, arguments) }
      // A registry on the machine itself only hands images on to later steps.
      let isLocal = command.arguments.contains {
        $0.hasPrefix("localhost:") || $0.hasPrefix("127.0.0.1:") || $0.hasPrefix("localhost/")
      }
      let isPushed =
        !isLocal && (command.has("--push") || command.arguments.contains { $0.contains("push=true") })
      if arguments.first == "push" || arguments.dropFirst().first == "push" {
        return isLocal ? [] : [.release(tool: "\(command.program) push")]
      }
      if arguments.contains("build") || arguments.contains("bake") || arguments.first == "bud" {
        if isLocal || isImageOfTools(command) { return [] }
        return [.build(.image)] + (isPushed ? [.release(tool: "\(command.program) build --push")] : [])
      }
      return []
    case "executor", "kaniko": return [.build(.image)] + (command.has("--no-push") ? [] : [.release(tool: "kaniko")])
    case "ko":
      guard ["build", "publish", "resolve", "apply", "create"].contains(command.subcommand ?? "") else { return [] }
      let isLocal = command.has("--local") || command.has("-L") || command.arguments.contains("--push=false")
      return [.build(.image)] + (isLocal ? [] : [.release(tool: "ko")])
    case "pack":
      return command.subcommand == "build"
        ? [.build(.image)] + (command.has("--publish") ? [.release(tool: "pack")] : []) : []
    case "kind", "k3d", "minikube", "k3s", "microk8s", "ctlptl":
      let starts: Set<String> = ["create", "cluster", "start", "server", "install"]
      return command.arguments.contains { starts.contains($0) } ? [.system(name: command.program)] : []
    case "setup-envtest": return command.subcommand == "use" ? [.system(name: "envtest")] : []
    case "service", "systemctl", "pg_ctlcluster", "brew":
      let databases = ["postgres", "mysql", "mariadb", "redis", "rabbitmq", "mongo", "elasticsearch"]
      let isStarted = command.arguments.contains("start")
      let database = databases.first { name in command.arguments.contains { $0.hasPrefix(name) } }
      return isStarted ? database.map { [.system(name: $0)] } ?? [] : []
    default: return []
    }
  }

  /// `docker build -f tools/Dockerfile`: an image the pipeline works in.
  private static func isImageOfTools(_ command: CommandLine) -> Bool {
    // `--target tester`
    if let stage = command.value(of: "--target"), ShippedImage.isAside(stage) { return true }
    guard let file = command.value(of: "-f") ?? command.value(of: "--file") else { return false }
    let folder = file.hasPrefix("./") ? file.dropFirst(2) : file[...]
    return ["tools/", "ci/", ".ci/", "hack/", "test/", "tests/"].contains(where: folder.hasPrefix)
  }

  private static func composePurposes(of command: CommandLine, _ arguments: [String]) -> [CommandPurpose] {
    if arguments.contains("up") {
      let isSuite = command.has("--exit-code-from") || command.has("--abort-on-container-exit")
      return [.system(name: "docker compose")] + (command.has("--build") ? [.build(.image)] : [])
        + (isSuite ? [.suite(tool: "docker compose")] : [])
    }
    if arguments.contains("start") || arguments.contains("run") { return [.system(name: "docker compose")] }
    if arguments.contains("push") { return [.release(tool: "docker compose push")] }
    return arguments.contains("build") ? [.build(.image)] : []
  }
}
