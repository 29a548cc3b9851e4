import Evidence

/// Reads the CI files of every system but GitHub's, each as far as its commands, images, conditions and tolerance go.
///
/// Limits: remote templates and orbs are named, not read; rules count by the words in them.
struct OtherSystems {
  let path: String
  let system: CISystem
  let texts: [String: String]
  private(set) var steps: [DraftStep] = []

  static func file(_ path: String, system: CISystem, texts: [String: String]) -> DraftFile {
    var file = DraftFile(path: path, system: system)
    let text = texts[path] ?? ""
    var reader = OtherSystems(path: path, system: system, texts: texts)
    if system == .jenkins {
      file.steps = Jenkinsfile.steps(path: path, text: text)
      return file
    }
    if system == .prow, path.hasSuffix(".sh") {
      reader.script(text, line: 1, job: path)
      file.steps = reader.steps
      return file
    }
    let (nodes, problem) = YAMLNode.documents(text)
    file.problem = problem
    for root in nodes {
      switch system {
      case .gitlab: file.steps += GitLab(path: path, root: root, texts: texts).steps
      case .circle: file.steps += CircleCI(path: path, root: root).steps
      case .azure: reader.azure(root, job: "", depth: 0)
      case .travis: reader.travis(root)
      case .drone, .woodpecker: reader.containerSteps(root)
      case .buildkite: reader.buildkite(root)
      case .tekton: reader.tekton(root)
      case .prow: reader.prow(root)
      case .githubActions, .jenkins: break
      }
    }
    file.steps += reader.steps
    return file
  }

  private init(path: String, system: CISystem, texts: [String: String]) {
    self.path = path
    self.system = system
    self.texts = texts
  }

  private mutating func add(
    _ work: DraftStep.Work, line: Int, job: String, triggers: PipelineStep.Triggers = [.push, .pullRequest],
    isAdvisory: Bool = false
  ) {
    steps.append(
      DraftStep(
        work: work, system: system, job: job, triggers: triggers, isAdvisory: isAdvisory,
        location: Location(path: path, line: line)))
  }

  private mutating func script(
    _ text: String, line: Int, job: String, folder: String = "",
    triggers: PipelineStep.Triggers = [.push, .pullRequest],
    isAdvisory: Bool = false
  ) {
    add(.script(text, line: line, folder: folder), line: line, job: job, triggers: triggers, isAdvisory: isAdvisory)
  }

  private mutating func scripts(
    _ node: YAMLNode?, job: String, folder: String = "", triggers: PipelineStep.Triggers = [.push, .pullRequest],
    isAdvisory: Bool = false
  ) {
    for (text, line) in node?.scripts ?? [] {
      script(text, line: line, job: job, folder: folder, triggers: triggers, isAdvisory: isAdvisory)
    }
  }

  // MARK: Travis

  private static let travisPhases = ["before_install", "install", "before_script", "script", "after_success"]

  private mutating func travis(_ root: YAMLNode) {
    let jobs = (root.first("jobs", "matrix")?["include"]?.list ?? []).filter { $0.isMap && $0["script"] != nil }
    travisPhases(of: root, job: "default", skipsScript: false)
    if root["script"] == nil, jobs.isEmpty, root["language"]?.text == "go" {
      // What Travis runs for Go when nothing else is said.
      script("go test -v ./...", line: root["language"]?.line ?? 1, job: "default")
    }
    for (index, job) in jobs.enumerated() {
      travisPhases(of: job, job: job["name"]?.text ?? "job \(index + 1)", skipsScript: false)
    }
    for service in root["services"]?.strings ?? [] {
      add(.service(image: service), line: root["services"]?.line ?? 1, job: "default")
    }
  }

  private mutating func travisPhases(of node: YAMLNode, job: String, skipsScript: Bool) {
    for phase in OtherSystems.travisPhases {
      scripts(node[phase], job: job, isAdvisory: phase == "after_success")
    }
  }

  // MARK: Azure

  private mutating func azure(_ node: YAMLNode, job: String, depth: Int) {
    guard depth < 8 else { return }
    for stage in node["stages"]?.list ?? [] { azure(stage, job: stage["stage"]?.text ?? job, depth: depth + 1) }
    for item in node["jobs"]?.list ?? [] {
      azure(item, job: [job, item["job"]?.text ?? ""].filter { !$0.isEmpty }.joined(separator: ": "), depth: depth + 1)
    }
    for step in node["steps"]?.list ?? [] {
      let isAdvisory = step["continueOnError"]?.isTrue == true || node["continueOnError"]?.isTrue == true
      if step["enabled"]?.isFalse == true { continue }
      let folder = step["workingDirectory"]?.text ?? ""
      if let command = step.first("script", "bash") {
        scripts(command, job: job, folder: folder.hasPrefix("$") ? "" : folder, isAdvisory: isAdvisory)
      } else if let task = step["task"]?.text {
        let parts = task.split(separator: "@").map(String.init)
        let inputs = step["inputs"]?.dictionary ?? [:]
        add(
          .uses(name: parts[0], version: parts.count > 1 ? parts[1] : "", inputs: inputs), line: step.line, job: job,
          isAdvisory: isAdvisory)
        if let inner = step["inputs"]?["script"] { scripts(inner, job: job, isAdvisory: isAdvisory) }
        if parts[0] == "Go", let command = inputs["command"], command != "custom" {
          script("go \(command) \(inputs["arguments"] ?? "")", line: step.line, job: job, isAdvisory: isAdvisory)
        }
        if parts[0] == "Make" || parts[0] == "make" {
          script("make \(inputs["targets"] ?? "")", line: step.line, job: job)
        }
      }
    }
    let templates = [node] + (node["steps"]?.list ?? []) + (node["jobs"]?.list ?? []) + (node["stages"]?.list ?? [])
    for template in templates {
      guard let name = template["template"]?.text ?? template["extends"]?["template"]?.text else { continue }
      let place = RelativePath.joined(name.hasPrefix("/") ? "" : RelativePath.folder(of: path), name)
      guard let text = texts[place], let root = YAMLNode.documents(text).nodes.first else { continue }
      var inner = OtherSystems(path: place, system: system, texts: texts)
      inner.azure(root, job: job, depth: depth + 1)
      let location = Location(path: path, line: template.line)
      steps += inner.steps.map { step in
        var step = step
        step.via.insert(location, at: 0)
        return step
      }
    }
  }

  // MARK: Drone and Woodpecker

  private mutating func containerSteps(_ root: YAMLNode) {
    if let kind = root["kind"]?.text, kind != "pipeline" { return }
    let name = root["name"]?.text ?? RelativePath.name(of: path)
    let all = OtherSystems.eventTriggers(root.first("trigger", "when"))
    let steps = root.first("steps", "pipeline")
    let named: [(String, YAMLNode)] =
      steps?.list.isEmpty == false
      ? (steps?.list ?? []).map { ($0["name"]?.text ?? "step", $0) } : (steps?.pairs ?? []).map { ($0.key, $0.value) }
    for (step, node) in named {
      let triggers = node["when"].map { all.intersection(OtherSystems.eventTriggers($0)) } ?? all
      let isAdvisory = node["failure"]?.text == "ignore"
      scripts(node["commands"], job: name + ": " + step, triggers: triggers, isAdvisory: isAdvisory)
      if node["commands"] == nil, let image = node["image"]?.text {
        add(
          .uses(name: image, version: "", inputs: node["settings"]?.dictionary ?? [:]), line: node.line,
          job: name + ": " + step,
          triggers: triggers, isAdvisory: isAdvisory)
      }
    }
    let services = root["services"]
    for node in (services?.list ?? []) + (services?.pairs.map(\.value) ?? []) {
      if let image = node["image"]?.text { add(.service(image: image), line: node.line, job: name, triggers: all) }
    }
  }

  static func eventTriggers(_ node: YAMLNode?) -> PipelineStep.Triggers {
    let nodes = node.map { $0.list.isEmpty ? [$0] : $0.list } ?? []
    let events = nodes.flatMap { node -> [String] in
      let event = node["event"]
      return event?["include"]?.strings ?? event?.strings ?? []
    }
    guard !events.isEmpty else { return [.push, .pullRequest, .tag] }
    return PipelineStep.Triggers(
      events.map { event -> PipelineStep.Triggers in
        switch event {
        case "push": .push
        case "pull_request": .pullRequest
        case "tag", "release": .tag
        case "cron": .schedule
        default: .manual
        }
      })
  }

  // MARK: Buildkite, Tekton, Prow

  private mutating func buildkite(_ root: YAMLNode) {
    for step in root.list + (root["steps"]?.list ?? []) {
      if let group = step["steps"] { buildkite(YAMLNode(content: group.content, line: group.line, tag: "")) }
      let job = step.first("label", "key", "name")?.text ?? "step"
      let isAdvisory = step["soft_fail"]?.isTrue == true
      scripts(step.first("command", "commands"), job: job, isAdvisory: isAdvisory)
      for plugin in step["plugins"]?.list ?? [] {
        for pair in plugin.pairs {
          let parts = pair.key.split(separator: "#").map(String.init)
          add(
            .uses(
              name: parts.first ?? pair.key, version: parts.count > 1 ? parts[1] : "", inputs: pair.value.dictionary),
            line: pair.line, job: job, isAdvisory: isAdvisory)
        }
      }
    }
  }

  private mutating func tekton(_ root: YAMLNode) {
    let name = root["metadata"]?["name"]?.text ?? RelativePath.name(of: path)
    var level = [root["spec"]].compactMap { $0 }
    var depth = 0
    while !level.isEmpty, depth < 8 {
      var next: [YAMLNode] = []
      for node in level {
        for step in node["steps"]?.list ?? [] {
          scripts(step["script"], job: name, isAdvisory: step["onError"]?.text == "continue")
          let words = (step["command"]?.strings ?? []) + (step["args"]?.strings ?? [])
          for command in CommandWrappers.unwrapped(words, line: step.line, depth: 0) {
            script(command.words.joined(separator: " "), line: command.line, job: name)
          }
        }
        for sidecar in node["sidecars"]?.list ?? [] {
          if let image = sidecar["image"]?.text { add(.service(image: image), line: sidecar.line, job: name) }
        }
        next += [node["taskSpec"], node["pipelineSpec"]].compactMap { $0 }
        next += (node["tasks"]?.list ?? []) + (node["finally"]?.list ?? [])
      }
      level = next
      depth += 1
    }
  }

  private mutating func prow(_ root: YAMLNode) {
    for kind in ["presubmits", "postsubmits", "periodics"] {
      guard let node = root[kind] else { continue }
      let triggers: PipelineStep.Triggers =
        kind == "presubmits" ? .pullRequest : kind == "postsubmits" ? .push : .schedule
      for job in node.list + node.pairs.flatMap(\.value.list) {
        let name = job["name"]?.text ?? kind
        let isAdvisory = job["optional"]?.isTrue == true
        let own =
          job["always_run"]?.isFalse == true && job["run_if_changed"] == nil && kind == "presubmits"
          ? .manual : triggers
        for container in job["spec"]?["containers"]?.list ?? [] {
          let words = (container["command"]?.strings ?? []) + (container["args"]?.strings ?? [])
          for command in CommandWrappers.unwrapped(words, line: container.line, depth: 0) {
            script(
              command.words.joined(separator: " "), line: command.line, job: name, triggers: own, isAdvisory: isAdvisory
            )
          }
        }
      }
    }
  }
}
