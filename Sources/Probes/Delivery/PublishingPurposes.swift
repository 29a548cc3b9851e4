/// The programs known to release, deploy, scan and report coverage.
extension CommandPurpose {
  static func releasePurposes(of command: CommandLine) -> [CommandPurpose] {
    let arguments = command.arguments.filter { !$0.hasPrefix("-") }
    let isOnlyTried = command.has("--dry-run") || command.has("-n") && command.program == "git"
    guard !isOnlyTried else { return [] }
    switch command.program {
    case "goreleaser", "goreleaser-cross": return goreleaserPurposes(arguments: command.arguments)
    case "gh":
      return arguments.first == "release" && ["create", "upload", "edit"].contains(arguments.dropFirst().first ?? "")
        ? [.release(tool: "gh release")] : []
    case "hub", "glab": return arguments.first == "release" ? [.release(tool: "\(command.program) release")] : []
    case "ghr", "semantic-release", "go-semantic-release", "release-please", "release-it", "release-cli", "jreleaser",
      "standard-version", "svu-release", "github-release", "rpk-release", "snapcraft":
      return [.release(tool: command.program)]
    case "crane", "oras", "flux", "skopeo", "regctl":
      return arguments.contains("push") || arguments.contains("copy") ? [.release(tool: command.program)] : []
    case "helm":
      return arguments.first == "push" ? [.release(tool: "helm push")] : []
    case "cosign": return arguments.first == "sign" || arguments.first == "sign-blob" ? [.release(tool: "cosign")] : []
    case "git":
      let pushesTag =
        arguments.first == "push"
        && command.arguments.contains { $0 == "--tags" || $0.contains("refs/tags") || $0 == "--follow-tags" }
      // All branches with all tags: a copy of the repository elsewhere.
      let isMirror =
        command.has("--mirror") || command.has("--prune") || command.arguments.contains { $0.contains("refs/heads/*") }
      return pushesTag && !isMirror ? [.release(tool: "git push --tags")] : []
    case "npm", "yarn", "pnpm":
      return arguments.first == "publish" ? [.release(tool: "\(command.program) publish")] : []
    default: return []
    }
  }

  /// `goreleaser release` publishes unless it is told not to; `build`, `check` and snapshots do not.
  static func goreleaserPurposes(arguments: [String]) -> [CommandPurpose] {
    let verb = arguments.first { !$0.hasPrefix("-") } ?? ""
    let isSkipped = arguments.contains { $0.hasPrefix("--skip") && $0.contains("publish") }
    let isLocal = isSkipped || arguments.contains("--snapshot") || arguments.contains("--skip-publish")
    switch verb {
    case "release", "r": return [.build(.packages)] + (isLocal ? [] : [.release(tool: "goreleaser")])
    case "build", "b": return [.build(.packages)]
    case "publish", "continue", "announce": return [.release(tool: "goreleaser")]
    default: return []
    }
  }

  static func deployPurposes(of command: CommandLine) -> [CommandPurpose] {
    let arguments = command.arguments.filter { !$0.hasPrefix("-") }
    let all = Set(arguments)
    func when(_ condition: Bool, _ name: String) -> [CommandPurpose] { condition ? [.deploy(tool: name)] : [] }
    if command.has("--dry-run") { return [] }
    switch command.program {
    case "kubectl", "oc":
      let verbs: Set<String> = ["apply", "replace", "rollout", "set", "patch"]
      return when(!all.isDisjoint(with: verbs) && !all.contains("status"), "kubectl")
    case "helm":
      if all.contains("test") { return [.suite(tool: "helm test")] }
      return when(all.contains("upgrade") || all.contains("install"), "helm")
    case "helmfile": return when(!all.isDisjoint(with: ["apply", "sync"]), "helmfile")
    case "flyctl", "fly": return when(all.contains("deploy"), "flyctl")
    case "gcloud": return when(all.contains("deploy") || all.contains("submit"), "gcloud")
    case "aws":
      let updates = ["update-service", "update-function-code", "create-deployment", "deploy"]
      return when(updates.contains { all.contains($0) }, "aws")
    case "terraform", "tofu", "terragrunt": return when(all.contains("apply"), command.program)
    case "pulumi": return when(all.contains("up"), "pulumi")
    case "cdk", "serverless", "sls", "sam", "wrangler", "argocd", "nomad", "skaffold", "tk", "kapp", "heroku",
      "railway":
      return when(
        !all.isDisjoint(with: ["deploy", "sync", "apply", "run", "up", "container:release"]), command.program)
    case "ansible-playbook", "dokku", "kamal": return when(true, command.program)
    default: return []
    }
  }

  static func scanPurposes(of command: CommandLine) -> [CommandPurpose] {
    let arguments = command.arguments
    func scan(_ canFail: Bool = true) -> [CommandPurpose] { [.scan(tool: command.program, canFail: canFail)] }
    guard !command.has("--version"), !command.has("version"), !command.has("-h") else { return [] }
    switch command.program {
    case "govulncheck":
      // With machine-readable output it ends well whatever it finds.
      let format = command.value(of: "-format") ?? command.value(of: "--format")
      let isReport = command.has("-json") || command.has("--json") || format.map { $0 != "text" } == true
      return scan(!isReport)
    case "osv-scanner": return scan()
    case "nancy": return command.subcommand == "sleuth" || command.subcommand == nil ? scan() : []
    case "trivy":
      let kinds: Set<String> = ["fs", "filesystem", "image", "repo", "repository", "rootfs", "sbom"]
      guard let kind = arguments.first(where: { kinds.contains($0) }) else { return [] }
      let code = command.value(of: "--exit-code")
      return kind.isEmpty ? [] : scan(code != nil && code != "0")
    case "grype": return scan(command.has("--fail-on") || command.has("-f"))
    case "snyk":
      // `snyk iac test` looks at manifests, `snyk code test` at the code.
      if ["iac", "code"].contains(command.subcommand ?? "") { return [] }
      return command.subcommand == "test" || arguments.contains("test")
        ? scan() : arguments.contains("monitor") ? scan(false) : []
    case "docker" where arguments.first == "scout":
      return arguments.contains("cves") ? [.scan(tool: "docker scout", canFail: command.has("--exit-code"))] : []
    case "dependency-check", "dependency-check.sh":
      return scan(command.has("--failOnCVSS"))
    case "jf", "wiz", "wizcli", "mend", "xray", "cycode":
      return arguments.contains("audit") || arguments.contains("scan") ? scan() : []
    default: return []
    }
  }

  static func coveragePurposes(of command: CommandLine) -> [CommandPurpose] {
    func report(_ tool: String) -> [CommandPurpose] { [.coverageReport(tool: tool)] }
    let text = command.arguments.joined(separator: " ")
    switch command.program {
    case "codecov", "codecovcli", "codecov-cli", "codecov.sh":
      return isOfPages(command) ? [] : report("codecov")
    case "goveralls", "coveralls": return report("coveralls")
    case "go-test-coverage", "go-coverage-report", "gocover-cobertura", "gcov2lcov", "octocov", "cc-test-reporter",
      "gocov-xml", "gocov-html", "sonar-scanner", "codacy-coverage-reporter", "test-reporter":
      return report(command.program)
    default:
      // A text that only names the service's address is shown to people.
      guard fetching.contains(command.program) else { return [] }
      if text.contains("codecov.io") || text.contains("uploader.codecov") || text.contains("cli.codecov") {
        return report("codecov")
      }
      if text.contains("coverage.codacy.com") { return report("codacy") }
      return []
    }
  }

  /// What brings a script from an address and runs it, or sends something there.
  private static let fetching: Set<String> = [
    "curl", "wget", "bash", "sh", "zsh", "dash", "source", ".", "eval", "http", "https", "aria2c", "iwr", "iex",
    "invoke-webrequest", "Invoke-WebRequest", "powershell", "pwsh", "python", "python3", "fetch",
  ]

  private static let pageFlags: Set<String> = [
    "frontend", "front-end", "ui", "web", "webapp", "js", "javascript", "typescript", "ts", "node", "react", "vue",
  ]

  /// Coverage of the pages: the flag it is sent under says so, or a pattern leaves out all of Go.
  private static func isOfPages(_ command: CommandLine) -> Bool {
    let flag = ["-F", "--flag", "--flags"].lazy.compactMap { command.value(of: $0) }.first
    let leavesOutGo = ["--exclude", "-f", "--file"].contains { option in
      guard let pattern = command.value(of: option) else { return false }
      return pattern == (option == "--exclude" ? "*.go" : "!*.go")
    }
    return leavesOutGo || flag.map { pageFlags.contains($0.lowercased()) } ?? false
  }
}
