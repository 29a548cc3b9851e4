import Evidence

/// Takes findings that the list `silenced` in `.assay.yml` names out of outcomes, as comments do.
///
/// An entry names its finding by probe and fingerprint; its path is for readers. It needs no snapshot, so a list that
/// has changed can be applied again to outcomes that were kept.
///
/// Limits: an entry says nothing about a probe that did not run or could not tell.
package struct SettingsSilencing: Sendable {
  private let entries: [ProjectSettings.Silenced]

  package init(_ entries: [ProjectSettings.Silenced]) { self.entries = entries }

  /// - Parameter outcomes: with comments applied. Those about silencing itself take in what is wrong with entries.
  package func applied(to outcomes: [Outcome]) -> [Outcome] {
    guard !entries.isEmpty else { return outcomes }
    let byProbe = Dictionary(grouping: entries, by: \.decision.probe)
    var used: Set<Int> = []
    var ran: Set<ProbeID> = []
    var results = outcomes.map { outcome in
      if outcome.canFind { ran.insert(outcome.probe) }
      guard let own = byProbe[outcome.probe] else { return outcome }
      let silenced = SettingsSilencing.silenced(of: outcome, by: own)
      used.formUnion(silenced.map(\.commentLine))
      return silenced.isEmpty ? outcome : outcome.silencing(silenced)
    }
    let commented = Set(outcomes.filter { byProbe[$0.probe] != nil }.flatMap { $0.silenced.map(\.finding.fingerprint) })
    for index in results.indices where SilencingCards.all.contains(where: { $0.id == results[index].probe }) {
      let card = results[index].probe
      let added = entries.compactMap { entry -> Finding? in
        let isUsed = used.contains(entry.line)
        let isCommented = commented.contains(entry.decision.fingerprint)
        let message = SettingsSilencing.problem(
          card, with: entry.decision, ran: ran, isUsed: isUsed, isCommented: isCommented)
        return message.map { entry.finding(card, $0) }
      }
      if !added.isEmpty { results[index] = results[index].adding(added) }
    }
    return results
  }

  private static func silenced(of outcome: Outcome, by entries: [ProjectSettings.Silenced]) -> [SilencedFinding] {
    let byFingerprint = Dictionary(entries.map { ($0.decision.fingerprint, $0) }) { first, _ in first }
    return outcome.findings.compactMap { finding in
      guard let entry = byFingerprint[finding.fingerprint] else { return nil }
      return SilencedFinding(
        finding: finding, by: .settings, rule: finding.probe.text, reason: entry.decision.reason,
        commentLine: entry.line, author: entry.decision.by, day: entry.decision.at)
    }
  }

  /// What is wrong with an entry, as far as one card asks. That a reason is given is seen when the file is read.
  private static func problem(
    _ card: ProbeID, with decision: SilencingDecision, ran: Set<ProbeID>, isUsed: Bool, isCommented: Bool
  ) -> String? {
    let isKnown = decision.probe.isDeclared || AllProbes.list.contains { $0.card.id == decision.probe }
    switch card {
    case SilencingCards.unused.id:
      guard isKnown, !isUsed, ran.contains(decision.probe) else { return nil }
      return isCommented
        ? "a comment in \(decision.path) silences this finding of \(decision.probe) already; remove the entry"
        : "\(decision.probe) no longer finds what was silenced in \(decision.path); remove the entry"
    case SilencingCards.unknownProbe.id:
      guard !isKnown else { return nil }
      let near = AllProbes.list.first { $0.card.id.name == decision.probe.name }
      return "no probe is called \(decision.probe)" + (near.map { "; did you mean \($0.card.id)?" } ?? "")
    default: return nil
    }
  }
}

extension ProjectSettings.Silenced {
  fileprivate func finding(_ card: ProbeID, _ message: String) -> Finding {
    Finding(
      probe: card, location: Location(path: ProjectSettings.fileName, line: line), snippet: text, message: message)
  }
}

extension Outcome {
  /// An outcome about silencing with more findings, each named as if the file's lines had been at hand.
  fileprivate func adding(_ findings: [Finding]) -> Outcome {
    let named = Fingerprints().applied(to: Outcome(probe: probe, answer: .found, findings: findings)).findings
    var result = Outcome(
      probe: probe, answer: .found, findings: self.findings + named, measures: measures, scope: scope)
    result.measures["entries"] = .count(named.count)
    result.scope.patterns.append("silenced: in \(ProjectSettings.fileName)")
    result.silenced = silenced
    return result
  }
}
