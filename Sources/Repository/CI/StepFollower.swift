import Evidence

/// Turns drafted steps into flat ones: scripts split into commands, and what those call followed any number of hops.
///
/// Each build target counts once per step of the CI file, so cycles end; hops and the number of steps are limited.
struct StepFollower {
  static let hopMax = 12
  static let stepCountMax = 20_000

  let build: BuildFiles
  private(set) var steps: [PipelineStep] = []
  private var seen: Set<String> = []
  private var draft: DraftStep

  static func steps(of drafts: [DraftStep], build: BuildFiles) -> [PipelineStep] {
    guard let first = drafts.first else { return [] }
    var follower = StepFollower(build: build, draft: first)
    for draft in drafts { follower.follow(draft) }
    return follower.steps
  }

  private init(build: BuildFiles, draft: DraftStep) {
    self.build = build
    self.draft = draft
  }

  private mutating func follow(_ draft: DraftStep) {
    self.draft = draft
    seen = []
    switch draft.work {
    case .script(let text, let line, let folder):
      for command in ShellScript.commands(in: text, firstLine: line) {
        take(
          command.words, at: Location(path: draft.location.path, line: command.line),
          Call(
            folder: RelativePath.joined(folder, command.folder), isAdvisory: draft.isAdvisory || command.isAdvisory,
            via: draft.via))
      }
    case .uses(let name, let version, let inputs):
      let call = Call(folder: "", isAdvisory: draft.isAdvisory, via: draft.via)
      append(.uses(name: name, version: version, inputs: inputs), at: draft.location, call)
      followAction(name, inputs, call.deeper(draft.location))
    case .service:
      if case .service(let image) = draft.work {
        append(
          .service(image: image), at: draft.location, Call(folder: "", isAdvisory: draft.isAdvisory, via: draft.via))
      }
    }
  }

  /// Where a command runs and how it came to be run.
  struct Call {
    let folder: String
    let isAdvisory: Bool
    let via: [Location]

    func deeper(_ location: Location, folder: String? = nil, isAdvisory: Bool = false) -> Call {
      Call(folder: folder ?? self.folder, isAdvisory: self.isAdvisory || isAdvisory, via: via + [location])
    }
  }

  private mutating func append(_ action: PipelineStep.Action, at location: Location, _ call: Call) {
    guard steps.count < StepFollower.stepCountMax else { return }
    steps.append(
      PipelineStep(
        action: action, system: draft.system, job: draft.job, triggers: draft.triggers, isAdvisory: call.isAdvisory,
        location: location, via: call.via, folder: call.folder))
  }

  /// Notes a command and follows what it calls.
  private mutating func take(_ words: [String], at location: Location, _ call: Call) {
    guard let first = words.first else { return }
    append(.command(words), at: location, call)
    guard call.via.count < StepFollower.hopMax, steps.count < StepFollower.stepCountMax else { return }
    let next = call.deeper(location)
    let rest = Array(words.dropFirst())
    switch RelativePath.name(of: first) {
    case "make", "gmake", "remake": followMake(rest, next)
    case "task", "go-task": followTask(rest, next)
    case "just": followJust(rest, next)
    case "mage": followMage(rest, next)
    case "docker", "podman", "buildah", "docker-compose", "nerdctl", "podman-compose", "img":
      followContainer(words, next)
    case "source", ".": if let path = rest.first { followScript(path, next, isCalledByShell: true) }
    case "go":
      guard rest.count >= 2, rest[0] == "run" || rest[0] == "tool" else { return }
      let program = RelativePath.name(of: String(rest[1].prefix { $0 != "@" }))
      if program == "mage" || program == "mage.go" { followMage(Array(rest.dropFirst(2)), next) }
      if program == "task" { followTask(Array(rest.dropFirst(2)), next) }
    case let name where CommandWrappers.shells.contains(name):
      if let path = rest.first(where: { !$0.hasPrefix("-") && !$0.hasPrefix("+") }) {
        followScript(path, next, isCalledByShell: true)
      }
    default:
      if first.contains("/") || first.hasSuffix(".sh") { followScript(first, next, isCalledByShell: false) }
    }
  }

  private mutating func run(_ target: BuildTarget, folder: String, _ call: Call) {
    for command in target.commands {
      take(
        command.words, at: Location(path: target.location.path, line: command.line),
        Call(
          folder: RelativePath.joined(folder, command.folder), isAdvisory: call.isAdvisory || command.isAdvisory,
          via: call.via))
    }
  }

  // MARK: Scripts

  private mutating func followScript(_ written: String, _ call: Call, isCalledByShell: Bool) {
    var path = written[...]
    var isFromRoot = false
    // `$ROOT/hack/x.sh`: what a variable names is taken for the root.
    while path.hasPrefix("$") || path.hasPrefix("`"), let slash = path.firstIndex(of: "/") {
      isFromRoot = true
      path = path[path.index(after: slash)...]
    }
    let candidates = (isFromRoot ? [] : [RelativePath.joined(call.folder, path)]) + [RelativePath.joined("", path)]
    for candidate in candidates {
      guard let script = build.script(candidate, isCalledByShell: isCalledByShell) else { continue }
      if seen.insert("script:" + candidate).inserted { run(script, folder: call.folder, call) }
      return
    }
  }

  // MARK: Build tools

  private mutating func followMake(_ arguments: [String], _ call: Call) {
    var folder = call.folder
    var file: String?
    var overrides: [String: String] = [:]
    var goals: [String] = []
    var isAdvisory = false
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "-C", "--directory": folder = RelativePath.joined(folder, rest.popFirst() ?? "")
      case "-f", "--file", "--makefile": file = rest.popFirst()
      case "-j", "--jobs", "-l": if rest.first?.allSatisfy(\.isNumber) == true { rest.removeFirst() }
      case "-i", "--ignore-errors": isAdvisory = true
      case "-I", "-o", "-W": _ = rest.popFirst()
      default:
        if word.hasPrefix("--directory=") {
          folder = RelativePath.joined(folder, word.dropFirst(12))
        } else if word.hasPrefix("-C") {
          folder = RelativePath.joined(folder, word.dropFirst(2))
        } else if CommandWrappers.isAssignment(word), let equals = word.firstIndex(of: "=") {
          overrides[String(word[..<equals])] = String(word[word.index(after: equals)...])
        } else if !word.hasPrefix("-"), !word.hasPrefix("$") {
          goals.append(word)
        }
      }
    }
    let path = file.map { RelativePath.joined(folder, $0) } ?? build.path(of: BuildFiles.makefileNames, in: folder)
    guard let path, let makefile = build.makefile(path, overrides: overrides) else { return }
    if goals.isEmpty { goals = [makefile.firstTarget].compactMap { $0 } }
    let key = "make:\(path):" + overrides.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: ",") + ":"
    let next = Call(folder: folder, isAdvisory: call.isAdvisory || isAdvisory, via: call.via)
    for goal in goals { runMake(goal, in: makefile, key: key, next) }
  }

  private mutating func runMake(_ goal: String, in makefile: Makefile, key: String, _ call: Call) {
    guard seen.insert(key + goal).inserted, let target = makefile.target(goal) else { return }
    if call.via.count < StepFollower.hopMax {
      for dependency in target.dependencies {
        runMake(dependency, in: makefile, key: key, call.deeper(target.location))
      }
    }
    run(target, folder: call.folder, call)
  }

  private mutating func followTask(_ arguments: [String], _ call: Call) {
    var folder = call.folder
    var file: String?
    var names: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst(), word != "--" {
      switch word {
      case "-d", "--dir": folder = RelativePath.joined(folder, rest.popFirst() ?? "")
      case "-t", "--taskfile": file = rest.popFirst()
      case "-C", "--concurrency", "-o", "--output": _ = rest.popFirst()
      default: if !word.hasPrefix("-"), !CommandWrappers.isAssignment(word) { names.append(word) }
      }
    }
    guard let path = file.map({ RelativePath.joined(folder, $0) }) ?? nearest(Taskfile.names, from: folder) else {
      return
    }
    runTargets(names.isEmpty ? ["default"] : names, of: build.taskfile(path).targets, path: path, call)
  }

  private mutating func followJust(_ arguments: [String], _ call: Call) {
    var folder = call.folder
    var file: String?
    var names: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "-d", "--working-directory": folder = RelativePath.joined(folder, rest.popFirst() ?? "")
      case "-f", "--justfile": file = rest.popFirst()
      default: if !word.hasPrefix("-") { names.append(word) }
      }
    }
    guard let path = file.map({ RelativePath.joined(folder, $0) }) ?? nearest(Justfile.names, from: folder) else {
      return
    }
    let targets = build.justfile(path).targets
    runTargets(names.isEmpty ? targets.prefix(1).map(\.name) : names, of: targets, path: path, call)
  }

  private mutating func followMage(_ arguments: [String], _ call: Call) {
    let names = arguments.filter { !$0.hasPrefix("-") }.map { $0.lowercased() }
    runTargets(names, of: build.magefile, path: "", call)
  }

  /// Targets whose files name their folder themselves.
  private mutating func runTargets(_ names: [String], of targets: [BuildTarget], path: String, _ call: Call) {
    for name in names {
      guard
        let target = targets.first(where: { $0.name == name })
          ?? targets.first(where: { $0.name.hasSuffix(":" + name) && path.isEmpty }),
        seen.insert("target:\(target.location.path):\(target.name)").inserted
      else { continue }
      if call.via.count < StepFollower.hopMax {
        runTargets(target.dependencies, of: targets, path: path, call.deeper(target.location))
      }
      run(target, folder: RelativePath.folder(of: path), call)
    }
  }

  private func nearest(_ names: [String], from folder: String) -> String? {
    var folder = folder
    while true {
      if let found = build.path(of: names, in: folder) { return found }
      if folder.isEmpty { return nil }
      folder = RelativePath.folder(of: folder)
    }
  }

  // MARK: Containers

  private mutating func followContainer(_ words: [String], _ call: Call) {
    guard let request = ContainerCommand(words) else { return }
    switch request {
    case .build(let file, let context):
      let place = RelativePath.joined(call.folder, context)
      let path =
        file.map { RelativePath.joined(call.folder, $0) } ?? build.path(of: ["Dockerfile", "Containerfile"], in: place)
      if let path { runImage(path, folder: place, includesStart: false, call) }
    case .compose(let files, let starts):
      let paths =
        files.isEmpty
        ? [build.path(of: ContainerCommand.composeNames, in: call.folder)].compactMap { $0 }
        : files.map { RelativePath.joined(call.folder, $0) }
      for path in paths { runCompose(path, starts: starts, call) }
    }
  }

  /// The RUN commands of an image, and what it starts when it is run too.
  private mutating func runImage(_ path: String, folder: String, includesStart: Bool, _ call: Call) {
    guard seen.insert("image:\(path)").inserted, let image = build.image(path) else { return }
    for stage in image.stages {
      for instruction in stage.instructions {
        let isStart = ["CMD", "ENTRYPOINT"].contains(instruction.keyword)
        guard instruction.keyword == "RUN" || includesStart && isStart && stage == image.stages.last else { continue }
        let location = Location(path: path, line: instruction.line)
        if let words = ContainerCommand.list(instruction.arguments) {
          take(words, at: location, Call(folder: folder, isAdvisory: call.isAdvisory, via: call.via))
          continue
        }
        let script =
          instruction.keyword == "RUN" ? ContainerCommand.withoutOptions(instruction.arguments) : instruction.arguments
        for command in ShellScript.commands(in: script, firstLine: instruction.line) {
          take(
            command.words, at: location,
            Call(folder: folder, isAdvisory: call.isAdvisory || command.isAdvisory, via: call.via))
        }
      }
    }
  }

  private mutating func runCompose(_ path: String, starts: Bool, _ call: Call) {
    guard seen.insert("compose:\(path)").inserted, let text = build.texts[path] else { return }
    let root = YAMLNode.documents(text).nodes.first
    for service in root?["services"]?.pairs ?? [] {
      let location = Location(path: path, line: service.line)
      let next = call.deeper(location)
      if let recipe = service.value["build"] {
        let context = RelativePath.joined(RelativePath.folder(of: path), recipe.text ?? recipe["context"]?.text ?? "")
        let file =
          recipe["dockerfile"]?.text.map { RelativePath.joined(context, $0) }
          ?? build.path(of: ["Dockerfile", "Containerfile"], in: context)
        if let file { runImage(file, folder: context, includesStart: starts, next) }
      } else if let image = service.value["image"]?.text {
        append(.service(image: image), at: location, call)
      }
      // Words that begin with a flag are for the image's own program.
      guard starts, let command = service.value["command"], command.strings.first?.hasPrefix("-") == false else {
        continue
      }
      if let script = command.text {
        for inner in ShellScript.commands(in: script, firstLine: command.textLine) {
          take(inner.words, at: Location(path: path, line: inner.line), call)
        }
      } else if !command.strings.isEmpty {
        for inner in CommandWrappers.unwrapped(command.strings, line: command.line, depth: 0) {
          take(inner.words, at: Location(path: path, line: command.line), call)
        }
      }
    }
  }

  // MARK: Actions

  /// Actions that only run what they are given.
  private mutating func followAction(_ name: String, _ inputs: [String: String], _ call: Call) {
    switch name {
    case "docker/build-push-action":
      var words = ["docker", "build"]
      if let file = inputs["file"] { words += ["-f", file] }
      followContainer(words + [inputs["context"] ?? "."], call)
    case "magefile/mage-action": followMage((inputs["args"] ?? "").split(separator: " ").map(String.init), call)
    case "nick-fields/retry", "nick-invision/retry", "Wandalen/wretry.action", "addnab/docker-run-action",
      "coactions/setup-xvfb", "GabrielBB/xvfb-action":
      guard let script = inputs["command"] ?? inputs["run"] else { return }
      for command in ShellScript.commands(in: script, firstLine: draft.location.line) {
        take(
          command.words, at: Location(path: draft.location.path, line: draft.location.line),
          Call(folder: call.folder, isAdvisory: call.isAdvisory || command.isAdvisory, via: draft.via))
      }
    default: break
    }
  }
}
