import Evidence

/// Reads .gitlab-ci.yml with its local includes, `extends`, `!reference` and defaults.
struct GitLab {
  let path: String
  private var jobs: [String: (node: YAMLNode, path: String, via: [Location])] = [:]
  private var order: [String] = []
  private var globals: [YAMLNode] = []
  private let texts: [String: String]
  private var seen: Set<String> = []

  init(path: String, root: YAMLNode, texts: [String: String]) {
    self.path = path
    self.texts = texts
    collect(root, at: path, via: [])
  }

  private mutating func collect(_ root: YAMLNode, at path: String, via: [Location]) {
    guard seen.insert(path).inserted, via.count < 10 else { return }
    if let include = root["include"] {
      for item in include.list.isEmpty ? [include] : include.list {
        for name in (item.text.map { [$0] } ?? item["local"]?.strings ?? []) where !name.contains("://") {
          for place in files(matching: RelativePath.joined("", name)) {
            guard let inner = texts[place].flatMap({ YAMLNode.documents($0).nodes.first }) else { continue }
            collect(inner, at: place, via: via + [Location(path: path, line: item.line)])
          }
        }
      }
    }
    globals.append(root)
    for pair in root.pairs where pair.value.isMap && !GitLab.keywords.contains(pair.key) {
      if jobs[pair.key] == nil { order.append(pair.key) }
      jobs[pair.key] = (pair.value, path, via)
    }
  }

  private func files(matching pattern: String) -> [String] {
    guard let star = pattern.firstIndex(of: "*") else { return texts[pattern] == nil ? [] : [pattern] }
    let suffix = pattern[star...].drop { $0 == "*" || $0 == "/" }
    return texts.keys.filter { $0.hasPrefix(pattern[..<star]) && $0.hasSuffix(suffix) }.sorted()
  }

  private static let keywords: Set<String> = [
    "default", "include", "variables", "workflow", "stages", "image", "services", "cache", "before_script",
    "after_script", "pages:deploy", "spec",
  ]

  var steps: [DraftStep] {
    order.filter { !$0.hasPrefix(".") }.flatMap(steps(of:))
  }

  private func steps(of name: String) -> [DraftStep] {
    guard let job = jobs[name] else { return [] }
    let triggers = self.triggers(of: name)
    if triggers.isEmpty { return [] }
    let isAdvisory = value("allow_failure", of: name).map { $0.isTrue || $0.isMap } ?? false
    var result: [DraftStep] = []
    func add(_ work: DraftStep.Work, _ line: Int) {
      result.append(
        DraftStep(
          work: work, system: .gitlab, job: name, triggers: triggers, isAdvisory: isAdvisory,
          location: Location(path: job.path, line: line), via: job.via))
    }
    for service in (value("services", of: name) ?? global("services"))?.list ?? [] {
      if let image = service.text ?? service["name"]?.text { add(.service(image: image), service.line) }
    }
    for key in ["before_script", "script"] {
      let node = value(key, of: name) ?? (key == "before_script" ? global(key) : nil)
      for script in node.map({ scripts(of: $0) }) ?? [] {
        add(.script(script.text, line: script.line, folder: ""), script.line)
      }
    }
    return result
  }

  /// A script's lines, `!reference [job, key]` followed.
  private func scripts(of node: YAMLNode, depth: Int = 0) -> [(text: String, line: Int)] {
    guard depth < 8 else { return [] }
    if node.tag.hasPrefix("!reference") {
      let names = node.strings
      guard names.count == 2, let found = value(names[1], of: names[0]) else { return [] }
      return scripts(of: found, depth: depth + 1)
    }
    if node.text != nil { return node.scripts }
    return node.list.flatMap { scripts(of: $0, depth: depth + 1) }
  }

  private func global(_ key: String) -> YAMLNode? {
    globals.reversed().lazy.compactMap { $0["default"]?[key] ?? $0[key] }.first
  }

  /// A job's value, its own or the last of those it extends.
  private func value(_ key: String, of name: String, depth: Int = 0) -> YAMLNode? {
    guard depth < 10, let job = jobs[name] else { return nil }
    if let own = job.node[key] { return own }
    for base in (job.node["extends"]?.strings ?? []).reversed() {
      if let found = value(key, of: base, depth: depth + 1) { return found }
    }
    return nil
  }

  /// When a job runs, by the words in its rules.
  private func triggers(of name: String) -> PipelineStep.Triggers {
    if value("when", of: name)?.text == "manual" { return .manual }
    if value("when", of: name)?.text == "never" { return [] }
    if let rules = value("rules", of: name) {
      let parts = rules.list.map { rule -> PipelineStep.Triggers in
        if rule["when"]?.text == "never" { return [] }
        if rule["when"]?.text == "manual" { return .manual }
        return rule["if"]?.text.map { GitLab.triggers(words: $0) } ?? [.push, .pullRequest]
      }
      return PipelineStep.Triggers(parts)
    }
    if let only = value("only", of: name) {
      let refs = only.isMap ? only["refs"]?.strings ?? [] : only.strings
      return refs.isEmpty ? [.push, .pullRequest] : PipelineStep.Triggers(refs.map { GitLab.triggers(words: $0) })
    }
    if let except = value("except", of: name), (except["refs"] ?? except).strings.contains("merge_requests") {
      return .push
    }
    return [.push, .pullRequest]
  }

  private static func triggers(words: String) -> PipelineStep.Triggers {
    if words.contains("merge_request") || words.contains("MERGE_REQUEST") { return .pullRequest }
    if words.contains("CI_COMMIT_TAG") || words == "tags" {
      return words.contains("== null") ? [.push, .pullRequest] : .tag
    }
    if words.contains("schedule") { return .schedule }
    if words == "web" || words == "api" || words == "triggers" || words.contains("\"web\"") { return .manual }
    return .push
  }
}
