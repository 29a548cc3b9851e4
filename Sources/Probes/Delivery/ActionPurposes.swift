/// What reused actions, orbs and workflows are for, by their names.
extension CommandPurpose {
  /// - Parameters:
  ///   - name: `owner/name`, with a path below the repository where there is one; an orb's `name/job`.
  ///   - inputs: as written, keys in lower case or as the action has them.
  static func all(ofAction name: String, inputs: [String: String]) -> [CommandPurpose] {
    let name = name.lowercased()
    let inputs = Dictionary(inputs.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
    if isOnlyInstalled(inputs) { return [] }
    let found = lint(name, inputs) + buildAndRelease(name, inputs) + scan(name, inputs) + rest(name, inputs)
    if !found.isEmpty { return found }
    if name.contains(".github/workflows/") { return reusedWorkflow(name, inputs) }
    return name.hasPrefix("docker://") ? dockerAction(name, inputs) : []
  }

  /// The tool is fetched for later steps and does nothing here.
  private static func isOnlyInstalled(_ inputs: [String: String]) -> Bool {
    isOn(inputs["install-only"]) || isOn(inputs["install_only"])
  }

  private static func isOn(_ value: String?) -> Bool {
    guard let value = value?.lowercased() else { return false }
    return !["", "false", "no", "0", "none"].contains(value)
  }

  private static func lint(_ name: String, _ inputs: [String: String]) -> [CommandPurpose] {
    if name.hasPrefix("golangci/golangci-lint-action") {
      let arguments = (inputs["args"] ?? "").split(whereSeparator: \.isWhitespace)
      // With these it is fetched and asked, and looks at no code.
      let isOnlyAsked = arguments.contains { ["--help", "-h", "--version", "help", "version"].contains($0) }
      return isOnlyAsked || arguments.contains("--issues-exit-code=0") ? [] : [.lint(tool: "golangci-lint")]
    }
    // reviewdog's actions comment and pass unless they are told to fail.
    if name.hasPrefix("reviewdog/action-golangci-lint") {
      let fails = isOn(inputs["fail_level"]) || isOn(inputs["fail_on_error"])
      return fails ? [.lint(tool: "golangci-lint")] : []
    }
    if name.contains("super-linter") || name.contains("megalinter") {
      return [.lint(tool: "golangci-lint")]
    }
    let linters = [
      "dominikh/staticcheck-action": "staticcheck", "reviewdog/action-staticcheck": "staticcheck",
      "morphy2k/revive-action": "revive", "docker://morphy/revive-action": "revive", "securego/gosec": "gosec",
      "pre-commit/action": "pre-commit", "trunk-io/trunk-action": "trunk", "golang/golint": "golint",
      "grandcolline/golang-github-actions": "go lint", "cedrickring/golang-action": "go vet",
      "j178/prek-action": "pre-commit", "magefile/mage-action/lint": "mage lint", "go-critic/go-critic": "gocritic",
    ]
    for (prefix, tool) in linters where name.hasPrefix(prefix) { return [.lint(tool: tool)] }
    return []
  }

  private static func buildAndRelease(_ name: String, _ inputs: [String: String]) -> [CommandPurpose] {
    func pushes(_ value: String?) -> Bool { isOn(value) }
    if name.hasPrefix("goreleaser/goreleaser-action") {
      return goreleaserPurposes(
        arguments: (inputs["args"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init))
    }
    if name.hasPrefix("docker/build-push-action") || name.hasPrefix("docker/bake-action")
      || name.hasPrefix("depot/build-push-action") || name.hasPrefix("useblacksmith/build-push-action")
    {
      let outputs = inputs["outputs"] ?? ""
      let isPushed = pushes(inputs["push"]) || outputs.contains("push=true") || outputs.contains("type=registry")
      return [.build(.image)] + (isPushed ? [.release(tool: "docker push")] : [])
    }
    let plugins = [
      "plugins/docker", "plugins/buildx", "plugins/kaniko", "plugin-docker-buildx", "drone-docker", "drone-kaniko",
    ]
    // Images of Drone's and Woodpecker's plug-ins, with the registry in front and a version behind.
    let image = name.prefix { $0 != ":" && $0 != "@" }
    if plugins.contains(where: image.hasSuffix) {
      let isTried = isOn(inputs["dry_run"]) || isOn(inputs["dry-run"])
      return [.build(.image)] + (isTried ? [] : [.release(tool: "docker push")])
    }
    let publishers = [
      "elgohr/publish-docker-github-action", "mr-smithers-excellent/docker-build-push",
      "redhat-actions/push-to-registry",
      "int128/kaniko-action", "aevea/action-kaniko", "macbre/push-to-ghcr",
    ]
    if publishers.contains(where: name.hasPrefix) { return [.build(.image), .release(tool: name)] }
    let builders = [
      "redhat-actions/buildah-build", "buildpacks/github-actions", "crazy-max/ghaction-xgo",
      "thatisuday/go-cross-build",
    ]
    if builders.contains(where: name.hasPrefix) { return [.build(.packages)] }
    let both = [
      "wangyoucao577/go-release-action", "cli/gh-extension-precompile", "ncruces/go-release",
      "slsa-framework/slsa-github-generator/.github/workflows/builder_go", "crazy-max/ghaction-goreleaser",
      "prometheus/promci/publish",
    ]
    if both.contains(where: name.hasPrefix) { return [.build(.packages), .release(tool: name)] }
    if name.hasPrefix("prometheus/promci/build") { return [.build(.packages)] }
    let releases = [
      "softprops/action-gh-release", "ncipollo/release-action", "actions/create-release",
      "actions/upload-release-asset",
      "svenstaro/upload-release-action", "googleapis/release-please-action",
      "google-github-actions/release-please-action",
      "cycjimmy/semantic-release-action", "go-semantic-release/action", "mathieudutour/github-tag-action",
      "anothrnick/github-tag-action", "marvinpinto/action-automatic-releases", "helm/chart-releaser-action",
      "release-drafter/publish", "jreleaser/release-action", "changesets/action", "codfish/semantic-release-action",
      "haya14busa/action-bumpr", "rickstaa/action-create-tag", "ghr/", "comnoco/create-release-action", "songmu/tagpr",
      "justincy/github-action-release", "snapcore/action-publish", "docker/github-builder",
    ]
    return releases.contains(where: name.hasPrefix) ? [.release(tool: name)] : []
  }

  private static func scan(_ name: String, _ inputs: [String: String]) -> [CommandPurpose] {
    if name.hasPrefix("golang/govulncheck-action") || name.hasPrefix("templum/govulncheck-action") {
      // Machine-readable output ends well whatever it finds.
      let format = inputs["output-format"]
      return [.scan(tool: "govulncheck", canFail: format == nil || format == "text")]
    }
    if name.hasPrefix("aquasecurity/trivy-action") {
      guard (inputs["scan-type"] ?? "image") != "config" else { return [] }
      return [.scan(tool: "trivy", canFail: isOn(inputs["exit-code"]))]
    }
    if name.hasPrefix("anchore/scan-action") {
      return [.scan(tool: "grype", canFail: inputs["fail-build"].map { isOn($0) } ?? true)]
    }
    if name.hasPrefix("snyk/actions/setup") { return [] }
    if name.hasPrefix("snyk/actions") {
      return [.scan(tool: "snyk", canFail: inputs["command"] != "monitor")]
    }
    if name.hasPrefix("actions/dependency-review-action") {
      return [.scan(tool: "dependency-review", canFail: !isOn(inputs["warn-only"]))]
    }
    if name.hasPrefix("docker/scout-action") {
      return [.scan(tool: "docker scout", canFail: isOn(inputs["exit-code"]))]
    }
    let always = [
      "google/osv-scanner-action": "osv-scanner", "sonatype-nexus-community/nancy-github-action": "nancy",
      "google/osv-scanner": "osv-scanner", "kong/public-shared-actions/security-actions/sca": "sca",
      "dependency-check/dependency-check_action": "dependency-check",
    ]
    for (prefix, tool) in always where name.hasPrefix(prefix) {
      return [.scan(tool: tool, canFail: inputs["fail-on-vuln"].map { isOn($0) } ?? true)]
    }
    return []
  }

  private static func rest(_ name: String, _ inputs: [String: String]) -> [CommandPurpose] {
    let coverage = [
      "codecov/": "codecov", "coverallsapp/": "coveralls", "coveralls/": "coveralls",
      "shogo82148/actions-goveralls": "coveralls",
      "paambaati/codeclimate-action": "codeclimate", "gwatts/go-coverage-action": "go-coverage-action",
      "vladopajic/go-test-coverage": "go-test-coverage", "fgrosse/go-coverage-report": "go-coverage-report",
      "k1low/octocov-action": "octocov", "codacy/codacy-coverage-reporter": "codacy",
      "deepsourcelabs/test-coverage": "deepsource",
      "irongut/codecoveragesummary": "code coverage summary", "ncruces/go-coverage-report": "go-coverage-report",
      "jandelgado/gcov2lcov-action": "gcov2lcov", "sonarsource/": "sonar", "qltysh/qlty-action/coverage": "qlty",
      "insightsengineering/coverage-action": "coverage-action", "5monkeys/cobertura-action": "cobertura",
      "qlty-orb/": "qlty", "deepsource-orb/": "deepsource", "livecycle/": "",
    ]
    for (prefix, tool) in coverage where name.hasPrefix(prefix) && !tool.isEmpty {
      let runsTests = name.hasPrefix("gwatts/") || name.hasPrefix("ncruces/go-coverage-report")
      return [.coverageReport(tool: tool)] + (runsTests ? [.test(coverageRun(name))] : [])
    }
    let clusters = [
      "helm/kind-action": "kind", "engineerd/setup-kind": "kind", "abcxyz/": "", "nolar/setup-k3d-k3s": "k3d",
      "absaoss/k3d-action": "k3d", "medyagh/setup-minikube": "minikube", "manusa/actions-setup-minikube": "minikube",
      "container-tools/kind-action": "kind", "replicatedhq/replicated-actions/create-cluster": "cluster",
      "supercharge/redis-github-action": "redis", "supercharge/mongodb-github-action": "mongodb",
      "harmon758/postgresql-action": "postgres", "ikalnytskyi/action-setup-postgres": "postgres",
      "ankane/setup-": "database",
      "getong/mariadb-action": "mariadb", "mirromutth/mysql-action": "mysql",
      "hoverkraft-tech/compose-action": "docker compose",
      "isbang/compose-action": "docker compose", "adambirds/docker-compose-action": "docker compose",
      "shogo82148/actions-setup-mysql": "mysql",
      "shogo82148/actions-setup-redis": "redis", "localstack/setup-localstack": "localstack",
      "chainguard-dev/actions/setup-kind": "kind",
      "sigstore/scaffolding/actions/setup": "scaffolding",
    ]
    for (prefix, system) in clusters where name.hasPrefix(prefix) && !system.isEmpty { return [.system(name: system)] }
    let tests = ["robherley/go-test-action", "n8maninger/action-golang-test", "guyarb/golang-test-annotations"]
    if tests.contains(where: name.hasPrefix) { return [.test(coverageRun(name))] }
    let deploys = [
      "google-github-actions/deploy", "azure/webapps-deploy", "azure/k8s-deploy", "aws-actions/amazon-ecs-deploy",
      "akhileshns/heroku-deploy", "superfly/flyctl-actions", "appleboy/ssh-action", "deliverybot/helm", "bitovi/",
      "koyeb/action-git-deploy", "stefanprodan/kube-tools", "aws-actions/aws-cloudformation", "appleboy/lambda-action",
    ]
    // It fetches the tool; the step that calls it deploys.
    if name.hasPrefix("superfly/flyctl-actions/setup-flyctl") { return [] }
    return deploys.contains(where: name.hasPrefix) ? [.deploy(tool: name)] : []
  }

  private static func coverageRun(_ name: String) -> TestRun {
    var run = TestRun(runner: name, arguments: [])
    run.collectsCoverage = name.contains("coverage")
    return run
  }

  /// A workflow of another repository: only its name can tell, and what it is told.
  private static func reusedWorkflow(_ name: String, _ inputs: [String: String]) -> [CommandPurpose] {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let stem = String(file.prefix { $0 != "." && $0 != "@" })
    if stem.contains("release") || stem.contains("publish") { return [.release(tool: name)] }
    if stem.contains("deploy") { return [.deploy(tool: name)] }
    let scans = ["dependency-review", "depsreview", "vuln", "osv-scanner", "trivy", "grype", "snyk", "nancy"]
    if scans.contains(where: stem.contains) {
      let isToldToPass = ["exit-code", "exit_code", "fail-build", "fail-on-error", "fail", "fail-on-vuln"].contains {
        inputs[$0].map { !isOn($0) } ?? false
      }
      return [.scan(tool: stem, canFail: !isToldToPass && !isOn(inputs["warn-only"]))]
    }
    return named(stem)
  }

  private static func dockerAction(_ name: String, _ inputs: [String: String]) -> [CommandPurpose] {
    let image = name.dropFirst("docker://".count)
    let tool = image.split(separator: "/").last.map { String($0.prefix { $0 != ":" && $0 != "@" }) } ?? ""
    let arguments = (inputs["args"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    return imageTools.contains(tool) ? all(of: CommandLine(program: tool, arguments: arguments)) : all(of: arguments)
  }
}
