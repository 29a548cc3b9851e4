import Evidence
import Repository

/// Finds automated updates of Go modules: Dependabot, Renovate, or a scheduled job that opens a pull request.
///
/// Updates of Actions or images alone leave the modules old and do not count.
struct DependencyUpdatesProbe: Probe {
  static let card = ProbeCard(
    id: "delivery/dependency-updates",
    version: 4,
    sign: .signal,
    looksFor: "Dependabot or Renovate keeping Go modules current",
    because: "an update that comes as a small pull request gets merged; one a year late gets feared",
    instead: "add the gomod ecosystem to .github/dependabot.yml, or enable Renovate",
    examples: [
      .found(
        """
        -- .github/dependabot.yml --
        version: 2
        updates:
          - package-ecosystem: gomod
            directory: /
            schedule:
              interval: weekly
        """),
      .found(
        """
        -- renovate.json --
        { "extends": ["config:recommended"] }
        """),
      .found(
        """
        -- renovate.json --
        {
          "extends": ["config:recommended"],
          "packageRules": [
            { "matchManagers": ["gomod"], "enabled": false, "matchPackageNames": ["example.org/shop/rpc"] }
          ]
        }
        """),
      .quiet(
        """
        -- renovate.json --
        { "extends": ["config:recommended"] }
        -- .github/renovate-job.json5 --
        {
          "enabledManagers": [ // https://docs.example.org/managers/
            "regex"
          ]
        }
        -- .github/workflows/update.yml --
        on: { schedule: [{ cron: "0 0 * * *" }] }
        jobs:
          update:
            runs-on: ubuntu-latest
            steps:
              - uses: renovatebot/github-action@v46
                with:
                  configurationFile: .github/renovate-job.json5
        """),
      .quiet(
        """
        -- renovate.json --
        {
          "enabled": false,
          "extends": ["config:recommended"]
        }
        """),
      .quiet(
        """
        -- .github/renovate.json --
        {
          "platform": "github",
          "repositories": ["example/shop"],
          "onboarding": false
        }
        """),
      .found(
        """
        -- .github/renovate.json --
        { "platform": "github", "repositories": ["example/shop"] }
        -- .github/workflows/update.yml --
        on: { schedule: [{ cron: "0 0 * * *" }] }
        jobs:
          update:
            runs-on: ubuntu-latest
            steps:
              - uses: renovatebot/github-action@v46
        """),
      .quiet(
        """
        -- .github/dependabot.yml --
        version: 2
        updates:
          - package-ecosystem: "github-actions"
            directory: /
        #  - package-ecosystem: gomod
        """),
    ])

  private static let renovateFiles: Set<String> = [
    "renovate.json", "renovate.json5", ".renovaterc", ".renovaterc.json", ".renovaterc.json5", ".github/renovate.json",
    ".github/renovate.json5", ".gitlab/renovate.json", ".gitlab/renovate.json5", ".github/renovate.yml",
  ]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var updatesModules = false
    var updatesOther = false
    func note(_ path: String, _ line: Int, _ message: String) {
      findings.append(snapshot.finding(Self.card.id, at: Location(path: path, line: line), message))
    }
    for path in [".github/dependabot.yml", ".github/dependabot.yaml", ".dependabot/config.yml"] {
      guard let text = snapshot.text(of: path) else { continue }
      var others: [(line: Int, name: String)] = []
      for entry in YAMLOutline(text).entries {
        guard entry.path.last == "package-ecosystem" || entry.path.last == "package_manager" else { continue }
        if entry.value == "gomod" || entry.value == "go:modules" {
          updatesModules = true
          note(path, entry.line, "Dependabot updates Go modules")
        } else {
          updatesOther = true
          others.append((entry.line, entry.value))
        }
      }
      // Beside Go modules the rest says nothing.
      if updatesModules { continue }
      for other in others { note(path, other.line, "Dependabot updates \(other.name), not Go modules") }
    }
    // A job that brings its own configuration decides for all of them; one in JavaScript is not among what is read.
    let brought = snapshot.pipeline.steps.compactMap(\.renovateConfiguration)
    let jobsLeaveOut = brought.contains { Self.leavesOutModules(snapshot.text(of: $0) ?? "") }
    let isUnread = !jobsLeaveOut && brought.contains { snapshot.text(of: $0) == nil }
    let hasRunner = snapshot.pipeline.steps.contains { $0.isRenovate || Self.updates($0) }
    for file in snapshot.files where Self.renovateFiles.contains(file.path) {
      let told = Self.outermost(of: snapshot.text(of: file.path) ?? "")
      if told.contains("enabled:false") {
        note(file.path, 1, "Renovate is switched off")
        continue
      }
      if !hasRunner, Self.selfHosted.contains(where: told.contains) {
        note(file.path, 1, "settings of a Renovate that the project runs itself, while no job runs it")
        continue
      }
      if jobsLeaveOut || Self.leavesOutModules(snapshot.text(of: file.path) ?? "") {
        updatesOther = true
        note(file.path, 1, "Renovate is told to leave Go modules alone")
      } else {
        updatesModules = true
        note(
          file.path, 1,
          isUnread ? "Renovate is set up; a job brings settings that are not read here" : "Renovate updates Go modules")
      }
    }
    for step in snapshot.pipeline.steps where Self.updates(step) && !(jobsLeaveOut && step.isRenovate) {
      updatesModules = true
      note(
        step.location.path, step.location.line,
        isUnread && step.isRenovate
          ? "a job runs Renovate with settings that are not read here" : "a pipeline job updates Go modules")
    }
    return Outcome(
      probe: Self.card.id, answer: updatesModules ? .found : .notFound, findings: findings,
      measures: ["updatesModules": .flag(updatesModules), "updatesOther": .flag(updatesOther)],
      scope: Scope(
        files: snapshot.files.count,
        patterns: ["dependabot.yml with gomod", "Renovate settings", "jobs that run go get -u"]))
  }

  /// Settings that only who runs Renovate can make: the service of the same name reads none of them.
  private static let selfHosted = [",platform:", "{platform:", ",repositories:[", "{repositories:[", "autodiscover:"]

  /// The text without blanks, quotes and remarks.
  private static func bare(_ text: String) -> String {
    let plain = text.split(whereSeparator: \.isNewline).map { (line: Substring) -> Substring in
      line.firstRange(of: " //").map { line[..<$0.lowerBound] } ?? line
    }
    return plain.joined().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
  }

  /// What is set for everything: the bare text without the objects and lists inside.
  private static func outermost(of text: String) -> String {
    let text = bare(text)
    guard text.hasPrefix("{") else { return "" }
    var depth = 0
    return text.filter { character in
      if character == "}" || character == "]" { depth -= 1 }
      defer { if character == "{" || character == "[" { depth += 1 } }
      return depth <= 1
    }
  }

  private static func leavesOutModules(_ text: String) -> Bool {
    let bare = bare(text)
    if bare.contains("gomod:{enabled:false") { return true }
    for part in bare.components(after: "enabledManagers:[") where !part.prefix(while: { $0 != "]" }).contains("gomod") {
      return true
    }
    return bare.components(after: "{").contains { rule in
      let rule = rule.prefix { $0 != "}" && $0 != "{" }
      // A rule that names packages, files or kinds of updates leaves the others to be updated.
      return rule.contains("matchManagers:[gomod]") && rule.contains("enabled:false")
        && !narrowing.contains(where: rule.contains)
    }
  }

  private static let narrowing = [
    "matchPackage", "matchDep", "matchFile", "matchPath", "matchUpdateTypes", "matchSource", "matchCurrent",
    "matchBase", "matchCategories", "excludePackage", "excludeDep",
  ]

  private static func updates(_ step: PipelineStep) -> Bool {
    guard step.triggers.contains(.schedule) || step.triggers.contains(.manual) else { return false }
    switch step.action {
    case .uses(let name, _, _): return name.hasPrefix("renovatebot/") || name.hasPrefix("fgrosse/go-update")
    case .command(let words):
      guard let command = CommandLine(words) else { return false }
      if command.program == "renovate" { return true }
      let getsAll = command.has("./...") || command.has("all")
      return command.program == "go" && command.arguments.first == "get" && command.has("-u") && getsAll
    case .service: return false
    }
  }
}

extension PipelineStep {
  fileprivate var renovateConfiguration: String? {
    guard case .uses(let name, _, let inputs) = action, name.hasPrefix("renovatebot/") else { return nil }
    return inputs.first { $0.key.lowercased() == "configurationfile" }?.value
  }

  fileprivate var isRenovate: Bool {
    if case .uses(let name, _, _) = action { name.hasPrefix("renovatebot/") } else { false }
  }
}

extension String {
  /// What follows each occurrence of `mark`.
  func components(after mark: String) -> [Substring] { ranges(of: mark).map { self[$0.upperBound...] } }
}
