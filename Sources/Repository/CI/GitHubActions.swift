import Evidence

/// Reads GitHub workflows, with the composite actions and reusable workflows of the same repository they use.
///
/// Limits: expressions are filled in where they name a matrix value, an input or a plain variable; of conditions only
/// `false`, event names and tag or branch checks are understood.
struct GitHubActions {
  let texts: [String: String]
  private var documents: [String: (YAMLNode?, String?)] = [:]

  static func isWorkflow(_ path: String) -> Bool {
    path.hasPrefix(".github/workflows/") && (path.hasSuffix(".yml") || path.hasSuffix(".yaml"))
      && path.split(separator: "/").count == 3
  }

  init(texts: [String: String]) { self.texts = texts }

  mutating func file(_ path: String) -> DraftFile {
    let (root, problem) = document(path)
    var file = DraftFile(path: path, system: .githubActions, problem: problem)
    guard let root else { return file }
    if root["jobs"]?.isMap != true { file.problem = problem ?? "has no jobs" }
    let triggers = GitHubTriggers.triggers(of: root)
    // A workflow that is only called says nothing by itself; its callers bring its steps.
    if !triggers.isEmpty { file.steps = steps(of: root, at: path, Frame(triggers: triggers)) }
    return file
  }

  private mutating func document(_ path: String) -> (YAMLNode?, String?) {
    if let known = documents[path] { return known }
    guard let text = texts[path] else { return (nil, nil) }
    let (nodes, problem) = YAMLNode.documents(text)
    documents[path] = (nodes.first, problem)
    return (nodes.first, problem)
  }

  /// What a workflow or action knows of the place it is used in.
  private struct Frame {
    var triggers: PipelineStep.Triggers
    var isAdvisory = false
    var inputs: [String: String] = [:]
    var environment: [String: String] = [:]
    var folder = ""
    /// Where the job checks the repository out, "" for the workspace itself.
    var checkout = ""
    var jobPrefix = ""
    var via: [Location] = []
  }

  private mutating func steps(of root: YAMLNode, at path: String, _ frame: Frame) -> [DraftStep] {
    guard frame.via.count < 10 else { return [] }
    var result: [DraftStep] = []
    var outer = frame
    outer.environment.merge(root["env"]?.dictionary ?? [:]) { _, own in own }
    for trigger in ["workflow_call", "workflow_dispatch"] {
      for input in root["on"]?[trigger]?["inputs"]?.pairs ?? [] where outer.inputs[input.key] == nil {
        outer.inputs[input.key] = input.value["default"]?.text
      }
    }
    outer.folder = root["defaults"]?["run"]?["working-directory"]?.text ?? outer.folder
    for pair in root["jobs"]?.pairs ?? [] {
      let job = pair.value
      var inner = outer
      inner.triggers = GitHubTriggers.restricted(outer.triggers, by: job["if"]?.text)
      if inner.triggers.isEmpty { continue }
      inner.isAdvisory = outer.isAdvisory || job["continue-on-error"]?.isTrue == true
      inner.environment.merge(job["env"]?.dictionary ?? [:]) { _, own in own }
      inner.folder = job["defaults"]?["run"]?["working-directory"]?.text ?? outer.folder
      inner.jobPrefix = outer.jobPrefix + RelativePath.name(of: path) + ": " + pair.key
      let combinations = Matrix.combinations(job["strategy"]?["matrix"])
      if let uses = job["uses"]?.text {
        result += called(
          uses, with: job["with"], at: Location(path: path, line: job["uses"]?.line ?? pair.line), inner, combinations)
        continue
      }
      for service in job["services"]?.pairs ?? [] {
        guard let image = service.value["image"]?.text ?? service.value.text else { continue }
        let images = Set(combinations.map { filled(image, inner, $0) }).sorted()
        result += images.map {
          step(.service(image: $0), at: Location(path: path, line: service.line), inner)
        }
      }
      inner.checkout = GitHubActions.checkout(job["steps"]?.list ?? [])
      for node in job["steps"]?.list ?? [] { result += steps(of: node, at: path, inner, combinations) }
    }
    return result
  }

  private mutating func steps(of node: YAMLNode, at path: String, _ outer: Frame, _ combinations: [[String: String]])
    -> [DraftStep]
  {
    var frame = outer
    frame.triggers = GitHubTriggers.restricted(outer.triggers, by: node["if"]?.text)
    if frame.triggers.isEmpty { return [] }
    frame.isAdvisory = outer.isAdvisory || node["continue-on-error"]?.isTrue == true
    frame.environment.merge(node["env"]?.dictionary ?? [:]) { _, own in own }
    if let uses = node["uses"] {
      return used(uses.text ?? "", with: node["with"], at: Location(path: path, line: uses.line), frame, combinations)
    }
    guard let run = node["run"], let text = run.text else { return [] }
    let shell = node["shell"]?.text ?? ""
    if shell.hasPrefix("python") || shell.hasPrefix("node") { return [] }
    let folder = node["working-directory"]?.text ?? frame.folder
    var seen: Set<String> = []
    return combinations.compactMap { values in
      let script = filled(text, frame, values)
      let place = GitHubActions.place(filled(folder, frame, values), checkout: filled(frame.checkout, frame, values))
      guard seen.insert(place + "\0" + script).inserted else { return nil }
      return step(
        .script(script, line: run.textLine, folder: place), at: Location(path: path, line: run.textLine), frame)
    }
  }

  /// The `path` that a checkout of this repository is given.
  private static func checkout(_ steps: [YAMLNode]) -> String {
    steps.lazy.filter { $0["uses"]?.text?.hasPrefix("actions/checkout@") == true && $0["with"]?["repository"] == nil }
      .compactMap { $0["with"]?["path"]?.text }.first ?? ""
  }

  /// A folder of the workspace as one of the repository.
  private static func place(_ folder: String, checkout: String) -> String {
    let folder = RelativePath.joined("", folder)
    let checkout = RelativePath.joined("", checkout)
    guard !checkout.isEmpty, RelativePath.isInside(folder, checkout) else { return folder }
    return String(folder.dropFirst(checkout.count).drop { $0 == "/" })
  }

  private func step(_ work: DraftStep.Work, at location: Location, _ frame: Frame) -> DraftStep {
    DraftStep(
      work: work, system: .githubActions, job: frame.jobPrefix, triggers: frame.triggers, isAdvisory: frame.isAdvisory,
      location: location, via: frame.via)
  }

  private mutating func used(
    _ uses: String, with: YAMLNode?, at location: Location, _ frame: Frame, _ combinations: [[String: String]]
  ) -> [DraftStep] {
    let values = combinations.first ?? [:]
    let inputs = (with?.dictionary ?? [:]).mapValues { filled($0, frame, values) }
    if uses.hasPrefix("./") {
      let folder = RelativePath.joined("", uses)
      guard
        let action = ["action.yml", "action.yaml"].lazy.map({ RelativePath.joined(folder, $0) }).first(where: {
          texts[$0] != nil
        }),
        let root = document(action).0, frame.via.count < 10
      else { return [step(.uses(name: uses, version: "", inputs: inputs), at: location, frame)] }
      var inner = frame
      inner.via.append(location)
      inner.folder = ""
      inner.inputs = inputs
      for input in root["inputs"]?.pairs ?? [] where inner.inputs[input.key] == nil {
        inner.inputs[input.key] = input.value["default"]?.text
      }
      return (root["runs"]?["steps"]?.list ?? []).flatMap { steps(of: $0, at: action, inner, [[:]]) }
    }
    let parts = uses.split(separator: "@", maxSplits: 1).map(String.init)
    return [
      step(
        .uses(name: parts.first ?? uses, version: parts.count > 1 ? parts[1] : "", inputs: inputs), at: location, frame)
    ]
  }

  /// A job that is another workflow.
  private mutating func called(
    _ uses: String, with: YAMLNode?, at location: Location, _ frame: Frame, _ combinations: [[String: String]]
  ) -> [DraftStep] {
    guard uses.hasPrefix("./"), let root = document(RelativePath.joined("", uses)).0 else {
      return used(uses, with: with, at: location, frame, combinations)
    }
    var seen: Set<[String: String]> = []
    return combinations.flatMap { values -> [DraftStep] in
      var inner = frame
      inner.inputs = (with?.dictionary ?? [:]).mapValues { filled($0, frame, values) }
      guard seen.insert(inner.inputs).inserted else { return [] }
      inner.environment = [:]
      inner.folder = ""
      inner.jobPrefix = frame.jobPrefix + " > "
      inner.via.append(location)
      return steps(of: root, at: RelativePath.joined("", uses), inner)
    }
  }

  /// `${{ matrix.x }}`, `${{ inputs.x }}` and `${{ env.x }}` filled in.
  private func filled(_ text: String, _ frame: Frame, _ matrix: [String: String], depth: Int = 0) -> String {
    guard text.contains("${{"), depth < 4 else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "${{") {
      result += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else { return result + rest[open.lowerBound...] }
      let expression = String(rest[open.upperBound..<close.lowerBound]).trimmingBlanks
      let value: String?
      if expression.hasPrefix("matrix.") {
        value = matrix[String(expression.dropFirst(7))]
      } else if expression.hasPrefix("inputs.") {
        value = frame.inputs[String(expression.dropFirst(7))]
      } else if expression.hasPrefix("env.") {
        value = frame.environment[String(expression.dropFirst(4))]
      } else {
        value = expression == "github.workspace" ? "." : nil
      }
      result +=
        value.map { filled($0, frame, matrix, depth: depth + 1) } ?? String(rest[open.lowerBound..<close.upperBound])
      rest = rest[close.upperBound...]
    }
    return result + rest
  }
}
