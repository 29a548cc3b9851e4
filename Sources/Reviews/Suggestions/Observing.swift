import Checklists
import Evidence

extension Suggestions {
  /// How many places an observation keeps to show; its digest is over all.
  package static let evidenceCountMax = 50

  /// One observation for every item of the catalogue, but for quality dimensions: they follow from their criteria.
  ///
  /// - Parameters:
  ///   - versions: those of the probes that ran.
  ///   - antiPatterns: probes that look for something harmful; for these, found is 0.
  ///   - isSharing: whether an item whose own probes cannot tell takes over what was found for a sibling.
  package func observations(
    of outcomes: [Outcome], versions: [ProbeID: Int], antiPatterns: Set<ProbeID>, isSharing: Bool = false
  ) -> [Observation] {
    let byProbe = Dictionary(outcomes.map { ($0.probe, $0) }, uniquingKeysWith: { first, _ in first })
    let facts = RuleFacts(kind: kind, outcomes: byProbe, antiPatterns: antiPatterns)
    let own = catalogue.items.filter { !$0.isDimension }.map { item in
      observation(of: item, facts, versions)
    }
    return isSharing ? shared(own) : own
  }

  private func observation(of item: ChecklistItem, _ facts: RuleFacts, _ versions: [ProbeID: Int]) -> Observation {
    let probes = item.suggestion.probes
    let suggested = suggestion(for: item, facts)
    let result: Observation.Result
    if let failure = Suggestions.failure(of: probes, facts) {
      result = .failed(reason: failure)
    } else {
      result = suggested.rating.map(Observation.Result.rated) ?? .inconclusive(reason: suggested.reason)
    }
    let findings = suggested.evidence ?? probes.flatMap { facts[$0].findings }
    let shown = findings.prefix(Suggestions.evidenceCountMax)
    let isCut = findings.count > shown.count
    var reason = suggested.reason
    if isCut { reason += " The first \(shown.count) of \(findings.count) places are shown." }
    if let silenced = SilencedFinding.summary(probes.flatMap { facts[$0].silenced }) { reason += " \(silenced)." }
    return Observation(
      item: item.id, probes: probes,
      probeVersion: probes.map { "\($0)@\(versions[$0, default: 0])" }.joined(separator: " "),
      result: result, confidence: suggested.confidence,
      reason: reason,
      evidence: shown.map {
        Observation.Evidence(
          location: $0.location, snippet: $0.snippet, message: $0.message,
          fingerprint: $0.fingerprint.isEmpty ? nil : $0.fingerprint)
      },
      scope: Suggestions.scope(of: probes, facts),
      evidenceDigest: isCut || suggested.decisive != nil
        ? EvidenceDigest.of(snippets: (suggested.decisive ?? findings).map(\.snippet)) : nil)
  }

  private func suggestion(for item: ChecklistItem, _ facts: RuleFacts) -> Suggested {
    let probes = item.suggestion.probes
    // Where only some probes were asked for, what the others would have said is not known, least of all that it is nothing.
    let absent = probes.filter { facts.outcomes[$0] == nil }
    switch item.suggestion {
    case .named(let name, _):
      if let untold = absent.map({ facts[$0] }).untold { return untold }
      guard let rule = Suggestions.namedRules[name] else {
        return Suggested(nil, .low, "There is no rule named \(name); answer it by looking.")
      }
      if ruleLists.contains(item.checklist), !item.applies.contains(kind), !isSubjectFound(probes, facts) {
        return lacksSubject
      }
      return rule(facts)
    case .worst, .best, .count, .threshold, .criteria, .none: break
    }
    // A subject that modules of this kind do not have as a rule counts when it was found all the same.
    let isHalfSeen = !ruleLists.contains(item.checklist) && probes.contains { facts[$0].answer == .partial }
    guard item.applies.contains(kind) || isHalfSeen || isSubjectFound(probes, facts) || !absent.isEmpty else {
      return lacksSubject
    }
    switch item.suggestion {
    case .threshold(let threshold): return Suggested(facts[threshold.probe], against: threshold)
    case .worst, .best, .count:
      return Joins(outcomes: probes.map { facts[$0] }, antiPatterns: facts.antiPatterns).suggestion(item.suggestion)
    case .named, .criteria, .none:
      return Suggested(nil, .low, "No probe looks for this; only a person can tell.")
    }
  }

  /// Lists of rules. Their items take over rules that were written for items of other lists, with other kinds in mind;
  /// and half a subject that a kind does not have is no ground for a rating there: a library's counters that nothing
  /// exposes, the profiler of a command.
  private var ruleLists: Set<String> { Set(catalogue.checklists.filter { $0.scoring == .rules }.map(\.id)) }

  private func isSubjectFound(_ probes: [ProbeID], _ facts: RuleFacts) -> Bool {
    probes.contains { facts[$0].answer == .found }
  }

  private var lacksSubject: Suggested {
    Suggested(.notApplicable, .high, "A \(kind.rawValue) has no such subject, and none was found.")
  }

  private static func failure(of probes: [ProbeID], _ facts: RuleFacts) -> String? {
    let failures = probes.compactMap { probe -> String? in
      if case .failed(let reason) = facts[probe].answer { "\(probe): \(reason)" } else { nil }
    }
    return failures.isEmpty ? nil : failures.joined(separator: "; ")
  }

  private static func scope(of probes: [ProbeID], _ facts: RuleFacts) -> Scope {
    let scopes = probes.map { facts[$0].scope }
    func distinct(_ texts: [String]) -> [String] {
      var seen: Set<String> = []
      return texts.filter { seen.insert($0).inserted }
    }
    return Scope(
      files: scopes.map(\.files).max() ?? 0, patterns: distinct(scopes.flatMap(\.patterns)),
      skipped: distinct(scopes.flatMap(\.skipped)))
  }

  /// Items whose own probes cannot tell take a sibling's observation, the most trusted first, and say so.
  private func shared(_ own: [Observation]) -> [Observation] {
    let byItem = Dictionary(own.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
    return own.map { observation in
      guard case .inconclusive = observation.result, let item = catalogue.item(observation.item) else {
        return observation
      }
      let siblings = item.siblings.compactMap { byItem[$0] }.filter { $0.rating != nil }
      guard let best = siblings.max(by: { ($0.confidence, $1.item) < ($1.confidence, $0.item) }) else {
        return observation
      }
      return Observation(
        item: item.id, probes: best.probes, probeVersion: best.probeVersion, result: best.result,
        confidence: min(best.confidence, .medium), reason: "As for \(best.item): \(best.reason)",
        evidence: best.evidence, scope: best.scope, evidenceDigest: best.evidenceDigest)
    }
  }
}
