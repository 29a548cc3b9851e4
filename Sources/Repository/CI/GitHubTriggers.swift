/// When a GitHub workflow runs, and what conditions leave of that.
///
/// A plain `push` counts as a push to branches only, so that not every workflow looks like a release.
enum GitHubTriggers {
  typealias Triggers = PipelineStep.Triggers

  static func triggers(of root: YAMLNode) -> Triggers {
    guard let on = root.first("on", "true") else { return [] }
    if !on.isMap { return Triggers(on.strings.map { triggers(event: $0, nil) }) }
    return Triggers(on.pairs.map { triggers(event: $0.key, $0.value) })
  }

  private static func triggers(event: String, _ filter: YAMLNode?) -> Triggers {
    switch event {
    case "push":
      let hasBranches = filter?.first("branches", "branches-ignore") != nil
      let hasTags = filter?["tags"] != nil
      if hasTags { return hasBranches ? [.push, .tag] : .tag }
      return .push
    case "pull_request", "pull_request_target":
      guard let types = filter?["types"]?.strings, !types.isEmpty else { return .pullRequest }
      return types.contains("synchronize") ? .pullRequest : .manual
    case "merge_group", "workflow_run": return .push
    case "schedule": return .schedule
    case "release", "create", "registry_package": return .tag
    case "workflow_call": return []
    default: return .manual
    }
  }

  /// What is left of the triggers when a condition must hold as well.
  static func restricted(_ triggers: Triggers, by condition: String?) -> Triggers {
    guard var text = condition?.trimmingBlanks, !text.isEmpty else { return triggers }
    if text.hasPrefix("${{"), text.hasSuffix("}}") { text = String(text.dropFirst(3).dropLast(2)).trimmingBlanks }
    if text == "false" { return [] }
    // Conditions with both words are beyond this reading: the step may run.
    if text.contains("||") {
      return text.contains("&&")
        ? triggers : Triggers(text.split(separator: "|").map { restricted(triggers, by: String($0)) })
    }
    return text.split(separator: "&").reduce(triggers) {
      $0.intersection(left(of: triggers, by: String($1).trimmingBlanks))
    }
  }

  private static func left(of triggers: Triggers, by term: String) -> Triggers {
    let term = term.filter { $0 != " " && $0 != "\"" }
    if term == "false" { return [] }
    let events: [(String, Triggers)] = [
      ("push", [.push, .tag]), ("pull_request", .pullRequest), ("pull_request_target", .pullRequest),
      ("schedule", .schedule),
      ("workflow_dispatch", .manual), ("release", .tag),
    ]
    for (name, kept) in events {
      if term == "github.event_name=='\(name)'" { return triggers.intersection(kept) }
      if term == "github.event_name!='\(name)'" { return triggers.subtracting(name == "push" ? .push : kept) }
    }
    if term.hasPrefix("startsWith(github.ref,'refs/tags") || term == "github.ref_type=='tag'" {
      return triggers.isDisjoint(with: [.push, .tag]) ? [] : .tag
    }
    if term.hasPrefix("github.ref=='refs/heads/") || term.hasPrefix("github.ref_name=='") {
      return triggers.subtracting(.pullRequest)
    }
    return triggers
  }
}

extension PipelineStep.Triggers {
  /// All of several.
  init(_ parts: [PipelineStep.Triggers]) { self = parts.reduce(into: []) { $0.formUnion($1) } }
}

/// The combinations of values a matrix stands for, bounded.
enum Matrix {
  static let combinationCountMax = 64

  static func combinations(_ node: YAMLNode?) -> [[String: String]] {
    guard let node, node.isMap else { return [[:]] }
    var result: [[String: String]] = [[:]]
    for pair in node.pairs where pair.key != "include" && pair.key != "exclude" {
      let values = pair.value.list.map { flat($0, key: pair.key) }
      guard !values.isEmpty else { continue }
      result = result.flatMap { known in values.map { known.merging($0) { _, own in own } } }
      result = Array(result.prefix(combinationCountMax))
    }
    let included =
      node["include"]?.list.map { item in
        item.pairs.reduce(into: [String: String]()) { $0.merge(flat($1.value, key: $1.key)) { _, own in own } }
      } ?? []
    if result == [[:]], !included.isEmpty { return Array(included.prefix(combinationCountMax)) }
    return Array((result + included).prefix(combinationCountMax))
  }

  /// `{name: x, flags: y}` gives `key.name` and `key.flags`.
  private static func flat(_ node: YAMLNode, key: String) -> [String: String] {
    if let text = node.text { return [key: text] }
    return Dictionary(node.dictionary.map { (key + "." + $0.key, $0.value) }) { first, _ in first }
  }
}
