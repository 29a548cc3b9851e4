import Evidence
import Repository

/// Every pipeline step and build target with what it is for: the one reading that the delivery and testing probes share.
///
/// Limits: a target that no file defines is judged by its name; a variable that the pipeline's reader left in place is
/// looked up in the files the step went through, wherever they assign it.
struct DeliverySteps: Sendable {
  /// One purpose of one step; a step with two purposes stands here twice.
  struct Use: Sendable {
    let purpose: CommandPurpose
    let step: PipelineStep
    /// The purpose was read off a name, not off a command.
    let isGuessed: Bool

    /// Runs on every change and can fail it.
    var isGating: Bool { step.runsOnChange && !step.isAdvisory }
  }

  struct TargetUse: Sendable {
    let purpose: CommandPurpose
    let target: BuildTarget
    let location: Location
    let isAdvisory: Bool
  }

  let uses: [Use]
  let targetUses: [TargetUse]
  /// No pipeline file was unreadable and no step calls something nobody can see: what is absent here is absent.
  let isReadWhole: Bool

  init(_ snapshot: Snapshot) {
    let targets = Set(snapshot.buildTargets.map(\.name))
    let hooks = PreCommitHooks(snapshot)
    var uses: [Use] = []
    let calls = TargetCalls(snapshot)
    var flags = VariableFlags(snapshot)
    // Many jobs run the same commands.
    var known: [PipelineStep.Action: [(purpose: CommandPurpose, isGuessed: Bool)]] = [:]
    for step in snapshot.pipeline.steps.flatMap({ [$0] + calls.steps(behind: $0) }) {
      let files = [step.location.path] + step.via.map(\.path)
      let purposes = known[step.action] ?? DeliverySteps.purposes(of: step.action, targets: targets)
      known[step.action] = purposes
      for (purpose, isGuessed) in purposes {
        if hooks.leavesOutGo(step.action) { continue }
        for known in hooks.resolved(purpose) {
          let purpose = DeliverySteps.withVariables(known, files: files, &flags)
          uses.append(Use(purpose: purpose, step: step, isGuessed: isGuessed))
        }
      }
    }
    self.uses = uses
    isReadWhole =
      snapshot.pipeline.configurations.allSatisfy { $0.problem == nil } && !uses.contains(where: \.isGuessed)
    var targetUses: [TargetUse] = []
    for target in snapshot.buildTargets {
      for command in target.commands {
        for purpose in CommandPurpose.all(of: command.words).flatMap(hooks.resolved) {
          targetUses.append(
            TargetUse(
              purpose: DeliverySteps.withVariables(purpose, files: [target.location.path], &flags), target: target,
              location: Location(path: target.location.path, line: command.line), isAdvisory: command.isAdvisory))
        }
      }
    }
    self.targetUses = targetUses
  }

  var gating: [Use] { uses.filter(\.isGating) }

  /// The uses whose purpose answers, with the answer.
  func uses<Value>(_ value: (CommandPurpose) -> Value?) -> [(value: Value, use: Use)] {
    uses.compactMap { use in value(use.purpose).map { ($0, use) } }
  }

  // MARK: Reading a step

  private static func purposes(
    of action: PipelineStep.Action, targets: Set<String>
  ) -> [(purpose: CommandPurpose, isGuessed: Bool)] {
    switch action {
    case .command(let words):
      if let target = unknownTarget(of: words, known: targets) {
        return CommandPurpose.named(target).map { ($0, true) }
      }
      return CommandPurpose.all(of: words).map { ($0, false) }
    case .uses(let name, _, let inputs):
      let isRemote = name.contains(".github/workflows/")
      return CommandPurpose.all(ofAction: name, inputs: inputs).map { ($0, isRemote) }
    case .service(let image):
      return [(.system(name: image), false)]
    }
  }

  /// The target of a make-like call when no file defines it.
  private static func unknownTarget(of words: [String], known: Set<String>) -> String? {
    guard let command = CommandLine(words) else { return nil }
    switch command.program {
    case "make", "gmake", "task", "just", "mage", "earthly", "dagger", "tox", "nox", "invoke", "ninja":
      // `make -C tests/cluster images`: the folder is no target.
      var arguments = command.arguments
      if let folder = arguments.firstIndex(of: "-C"), folder + 1 < arguments.count {
        arguments.removeSubrange(folder...folder + 1)
      }
      let target = arguments.first { !$0.hasPrefix("-") && !$0.contains("=") && $0 != "call" && $0 != "run" }
      guard let target, !known.contains(target) else { return nil }
      return target.hasPrefix("+") ? String(target.dropFirst()) : target
    default: return nil
    }
  }

  /// Flags that stand in variables: `$(TESTFLAGS)`, `${{ matrix.flags }}`, and GOFLAGS, which every go command reads.
  private static func withVariables(
    _ purpose: CommandPurpose, files: [String], _ flags: inout VariableFlags
  ) -> CommandPurpose {
    guard case .test(var run) = purpose else { return purpose }
    var names = run.variables.compactMap(AssignedValues.name(in:))
    if run.variables.contains(where: { $0.contains("-race") }) { run.isRace = true }
    if run.runner != "bazel test" { names.append("GOFLAGS") }
    for name in names where !run.isRace || !run.collectsCoverage {
      for file in Set(files) {
        let assigned = flags.of(name, in: file)
        if assigned.isRace { run.isRace = true }
        if assigned.collectsCoverage { run.collectsCoverage = true }
      }
    }
    return .test(run)
  }
}

/// Which flags of go test a variable holds in a file; each is looked for once.
private struct VariableFlags {
  struct Flags {
    var isRace = false
    var collectsCoverage = false
  }

  private let snapshot: Snapshot
  private var known: [[String]: Flags] = [:]

  init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  mutating func of(_ name: String, in file: String) -> Flags {
    if let flags = known[[name, file]] { return flags }
    var flags = Flags()
    for value in AssignedValues.of(name, in: snapshot.text(of: file) ?? "") {
      let words = value.split { $0.isWhitespace || "\"'[],".contains($0) }
      if words.contains(where: { $0 == "-race" || $0 == "--race" || $0 == "-race=true" }) { flags.isRace = true }
      if words.contains(where: { $0.hasPrefix("-cover") || $0.hasPrefix("--cover") }) { flags.collectsCoverage = true }
    }
    known[[name, file]] = flags
    return flags
  }
}

/// The values a text assigns to a name: make, shell, Dockerfile and YAML alike.
enum AssignedValues {
  /// The name a word refers to: `$(FLAGS)`, `${FLAGS:-x}`, `${{ matrix.flags }}`, `$FLAGS`.
  static func name(in word: String) -> String? {
    guard let dollar = word.firstIndex(of: "$") else { return nil }
    let text = word[dollar...].drop { "${( ".contains($0) }
    let name = text.prefix { $0.isLetter || $0.isNumber || "_.-".contains($0) }
    return name.split(separator: ".").last.map(String.init)
  }

  static func of(_ name: String, in text: String) -> [String] {
    var values: [String] = []
    var listIndent: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == " " }.count
      var rest = line.drop { $0.isWhitespace }
      if let depth = listIndent {
        if rest.hasPrefix("- "), indent >= depth {
          values.append(String(rest.dropFirst(2)))
          continue
        }
        if !rest.isEmpty { listIndent = nil }
      }
      guard rest.contains(name), !rest.hasPrefix("#") else { continue }
      for prefix in ["- ", "export ", "ENV ", "ARG ", "override ", "readonly "] where rest.hasPrefix(prefix) {
        rest = rest.dropFirst(prefix.count)
      }
      guard rest.hasPrefix(name) else { continue }
      rest = rest.dropFirst(name.count).drop { $0.isWhitespace }
      guard let sign = rest.first, ":=?+".contains(sign) else { continue }
      let value = rest.drop { ":=?+ ".contains($0) }.trimmingBlanksInside
      if value.isEmpty, sign == ":" { listIndent = indent } else { values.append(value) }
    }
    return values
  }
}

extension Substring {
  fileprivate var trimmingBlanksInside: String { String(self).trimmingBlanks }
}

/// The hooks a pre-commit or trunk configuration names: running it is lint only where one of them lints Go.
struct PreCommitHooks: Sendable {
  private let tools: [String]
  /// MegaLinter is told to leave Go, or golangci-lint, alone.
  private let megaLeavesOutGo: Bool

  init(_ snapshot: Snapshot) {
    let entries = [".mega-linter.yml", ".mega-linter.yaml", ".megalinter.yml"].compactMap(snapshot.text(of:))
      .flatMap { YAMLOutline($0).entries }
    let chosen = { (key: String) in entries.filter { $0.path.first == key }.map(\.value) }
    func names(_ key: String, _ wanted: String) -> Bool? {
      let values = chosen(key).flatMap { $0.split { "[], ".contains($0) } }
      return values.isEmpty ? nil : values.contains { $0.hasPrefix(wanted) }
    }
    megaLeavesOutGo =
      names("DISABLE", "GO") ?? false || names("DISABLE_LINTERS", "GO_GOLANGCI") ?? false
      || !(names("ENABLE", "GO") ?? true) || !(names("ENABLE_LINTERS", "GO_GOLANGCI") ?? true)

    let files = [
      ".pre-commit-config.yaml", ".pre-commit-config.yml", ".trunk/trunk.yaml", "lefthook.yml", ".lefthook.yml",
    ]
    let text = files.compactMap(snapshot.text(of:)).joined(separator: "\n")
      .split(separator: "\n").filter { !$0.drop(while: \.isWhitespace).hasPrefix("#") }.joined(separator: "\n")
    let names = [
      ("golangci-lint", "golangci-lint"), ("go-vet", "go vet"), ("go vet", "go vet"), ("staticcheck", "staticcheck"),
      ("go-staticcheck", "staticcheck"), ("revive", "revive"), ("golint", "golint"), ("gosec", "gosec"),
    ]
    tools = names.filter { text.contains($0.0) }.map(\.1)
  }

  func leavesOutGo(_ action: PipelineStep.Action) -> Bool {
    guard megaLeavesOutGo, case .uses(let name, _, _) = action else { return false }
    return name.lowercased().contains("megalinter")
  }

  func resolved(_ purpose: CommandPurpose) -> [CommandPurpose] {
    guard let tool = purpose.lintTool, ["pre-commit", "trunk", "lefthook"].contains(tool) else { return [purpose] }
    return tools.map { .lint(tool: $0) }
  }
}

extension Snapshot {
  /// A finding in a file that is not Go, with the line as its snippet.
  func finding(_ probe: ProbeID, at location: Location, _ message: String, confidence: Confidence = .high) -> Finding {
    Finding(
      probe: probe, location: location, snippet: line(location.line, of: location.path), message: message,
      confidence: confidence)
  }

  func line(_ number: Int, of path: String) -> String {
    guard let text = text(of: path)?.utf8, number > 0 else { return "" }
    var rest = text[...]
    for _ in 1..<number {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return "" }
      rest = rest[text.index(after: end)...]
    }
    return String(Substring(rest.prefix { $0 != UInt8(ascii: "\n") })).trimmingBlanks
  }

  /// What a "not found" about pipelines and targets was searched in.
  func deliveryScope(_ patterns: [String]) -> Scope {
    let files = Set(pipeline.configurations.map(\.path)).union(buildTargets.map(\.location.path))
    let skipped = pipeline.configurations.compactMap { c in c.problem.map { "\(c.path): \($0)" } }
    let none = pipeline.configurations.isEmpty ? ["no CI configuration found"] : []
    return Scope(files: files.count, patterns: patterns, skipped: skipped + none)
  }
}
