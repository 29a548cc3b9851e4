import Evidence

/// Reads a CircleCI configuration: the jobs its workflows run, with commands, executors and orbs.
struct CircleCI {
  let path: String
  let root: YAMLNode

  var steps: [DraftStep] {
    var result: [DraftStep] = []
    let workflows = root["workflows"]?.pairs.filter { $0.value.isMap } ?? []
    if workflows.isEmpty {
      for job in root["jobs"]?.pairs ?? [] { result += steps(of: job.key, as: job.key, [.push, .pullRequest], [:]) }
      return result
    }
    for workflow in workflows {
      let isScheduled = workflow.value["triggers"]?.list.isEmpty == false
      for entry in workflow.value["jobs"]?.list ?? [] {
        let name = entry.text ?? entry.pairs.first?.key ?? ""
        let settings = entry.pairs.first?.value
        if settings?["type"]?.text == "approval" { continue }
        var triggers: PipelineStep.Triggers = isScheduled ? .schedule : [.push, .pullRequest]
        if let filters = settings?["filters"], filters["tags"]?["only"] != nil {
          let hasBranches = filters["branches"]?["ignore"] == nil
          triggers = hasBranches ? [.push, .pullRequest, .tag] : .tag
        }
        let parameters = settings?.dictionary ?? [:]
        for values in Matrix.combinations(settings?["matrix"]?["parameters"]) {
          result += steps(
            of: name, as: workflow.key + ": " + name, triggers, parameters.merging(values) { _, own in own })
        }
        if root["jobs"]?[name] == nil, name.contains("/") {
          // A job an orb brings.
          result.append(uses(name, inputs: parameters, line: entry.line, workflow.key + ": " + name, triggers))
        }
      }
    }
    return result
  }

  private func uses(
    _ name: String, inputs: [String: String], line: Int, _ job: String, _ triggers: PipelineStep.Triggers
  ) -> DraftStep {
    let orb = String(name.prefix { $0 != "/" })
    let source = root["orbs"]?[orb]?.text ?? ""
    let version = source.split(separator: "@").last.map(String.init) ?? ""
    let origin = source.split(separator: "@").first.map(String.init) ?? orb
    return DraftStep(
      work: .uses(name: origin + name.dropFirst(orb.count), version: version, inputs: inputs), system: .circle,
      job: job,
      triggers: triggers, isAdvisory: false, location: Location(path: path, line: line))
  }

  private func steps(
    of name: String, as title: String, _ triggers: PipelineStep.Triggers, _ parameters: [String: String]
  ) -> [DraftStep] {
    guard let job = root["jobs"]?[name] else { return [] }
    var result: [DraftStep] = []
    let executor = job["executor"]?.text ?? job["executor"]?["name"]?.text
    let images = job["docker"] ?? executor.flatMap { root["executors"]?[$0]?["docker"] }
    // The first image runs the job, the others beside it.
    for image in images?.list.dropFirst() ?? [] {
      guard let name = image["image"]?.text else { continue }
      result.append(
        DraftStep(
          work: .service(image: name), system: .circle, job: title, triggers: triggers, isAdvisory: false,
          location: Location(path: path, line: image.line)))
    }
    let folder = job["working_directory"]?.text.flatMap { $0.hasPrefix("~") || $0.hasPrefix("/") ? nil : $0 } ?? ""
    let values = defaults(of: job).merging(parameters) { _, own in own }
    return result + steps(in: job["steps"], title, triggers, values, folder: folder, depth: 0)
  }

  private func defaults(of node: YAMLNode) -> [String: String] {
    Dictionary(
      (node["parameters"]?.pairs ?? []).compactMap { pair in pair.value["default"]?.text.map { (pair.key, $0) } }
    ) { first, _ in first }
  }

  private func steps(
    in list: YAMLNode?, _ job: String, _ triggers: PipelineStep.Triggers, _ parameters: [String: String],
    folder: String, depth: Int
  ) -> [DraftStep] {
    guard depth < 8 else { return [] }
    return (list?.list ?? []).flatMap { step -> [DraftStep] in
      let name = step.text ?? step.pairs.first?.key ?? ""
      let settings = step.pairs.first?.value
      if name == "run" {
        guard let command = settings?.text != nil ? settings : settings?["command"], let text = command.text else {
          return []
        }
        let place = settings?["working_directory"]?.text ?? folder
        return [
          DraftStep(
            work: .script(filled(text, parameters), line: command.textLine, folder: place.hasPrefix("~") ? "" : place),
            system: .circle, job: job,
            triggers: triggers, isAdvisory: false, location: Location(path: path, line: command.textLine))
        ]
      }
      if name == "when" || name == "unless" {
        return steps(in: settings?["steps"], job, triggers, parameters, folder: folder, depth: depth + 1)
      }
      if let command = root["commands"]?[name] {
        let values = defaults(of: command).merging((settings?.dictionary ?? [:]).mapValues { filled($0, parameters) }) {
          _, own in own
        }
        return steps(in: command["steps"], job, triggers, values, folder: folder, depth: depth + 1)
      }
      return name.contains("/") ? [uses(name, inputs: settings?.dictionary ?? [:], line: step.line, job, triggers)] : []
    }
  }

  /// `<< parameters.x >>` filled in.
  private func filled(_ text: String, _ parameters: [String: String]) -> String {
    guard text.contains("<<") else { return text }
    var result = text
    for (name, value) in parameters {
      result = result.replacing("<< parameters.\(name) >>", with: value).replacing(
        "<<parameters.\(name)>>", with: value)
    }
    return result
  }
}
