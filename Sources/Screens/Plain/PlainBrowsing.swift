import Canvas
import Evidence

/// The findings of all probes by lines: the probes that found something, what one of them found, and one finding's source.
extension PlainSession {
  /// The probes, or with a text all findings that hold it.
  mutating func browse(_ text: String) {
    front.layers = [Layer(screen: .overview)]
    if text.isEmpty { tellProbes() } else { tellFindings(holding: text) }
  }

  mutating func tellProbes() {
    listing = .probes
    choices = []
    say("")
    let found = front.findings.found
    let outcomes = found.outcomes.filter { !$0.findings.isEmpty || !$0.silenced.isEmpty }
    guard !outcomes.isEmpty else {
      return say(found.outcomes.isEmpty ? "The probes have not run yet; probe runs them." : "The probes found nothing.")
    }
    let count = outcomes.reduce(0) { $0 + $1.findings.count + $1.silenced.count }
    say(
      "\(Wording.plural(count, "finding")) of \(Wording.plural(outcomes.count, "probe")); F and a text tells those with it."
    )
    for outcome in outcomes {
      let sign = FindingsView.word(isHarmful: found.isHarmful(outcome.probe))
      let looksFor = found.cards[outcome.probe].map { "\(sign): \($0.looksFor)" } ?? sign
      choose(.probe(outcome.probe), "\(outcome.probe.text): \(countText(outcome)), \(looksFor).")
    }
  }

  mutating func tellProbe(_ probe: ProbeID) {
    listing = .probe(probe)
    choices = []
    say("")
    guard let outcome = front.findings.found.outcome(of: probe) else { return say("\(probe.text) has not run.") }
    say("\(probe.text): \(countText(outcome)).")
    if let card = front.findings.found.cards[probe] {
      say(card.looksFor, mark: "Looks for: ")
      say(card.because, mark: "Because: ")
      say(card.instead, mark: "Instead: ")
    }
    tell(listed(outcome))
  }

  mutating func tellFindings(holding text: String) {
    listing = .holding(text)
    choices = []
    say("")
    let wanted = CaselessText(text)
    let all = front.findings.found.outcomes.flatMap(listed).filter { entry in
      [entry.finding.message, entry.place, entry.finding.probe.text].contains { wanted.isIn($0) }
    }
    say("\(Wording.plural(all.count, "finding")) with \"\(text)\" in place, message or probe.")
    tell(all)
  }

  private func listed(_ outcome: Outcome) -> [ListedFinding] {
    (outcome.findings.map { ListedFinding(finding: $0, silenced: nil) }
      + outcome.silenced.map { ListedFinding(finding: $0.finding, silenced: $0) })
      .sorted { $0.finding.location < $1.finding.location }
  }

  private func countText(_ outcome: Outcome) -> String {
    let silenced = outcome.silenced.isEmpty ? "" : ", \(outcome.silenced.count) silenced"
    return Wording.plural(outcome.findings.count, "finding") + silenced
  }

  private mutating func tell(_ findings: [ListedFinding]) {
    for entry in findings {
      let end = entry.silenced == nil ? "" : " (silenced)"
      choose(.finding(entry.name), "\(entry.finding.location.text): \(entry.finding.message)\(end)")
    }
    guard !findings.isEmpty else { return }
    say("A number tells the source around it, o with a number opens it in your editor, s with a number silences it.")
  }

  /// A finding chosen by its number: its source is asked for and told when it has come.
  mutating func show(_ name: FindingName) -> [Effect] {
    guard let listed = front.findings.finding(named: name) else {
      say("The finding is gone: the probes no longer report it.")
      return []
    }
    awaited = .listed(name)
    _ = front.sources.mustAsk(for: listed.finding.location)
    return [.readSource(listed.finding.location)]
  }

  /// `o 3` at a list of findings.
  mutating func openListed(_ argument: String) -> [Effect] {
    let number = Int(argument) ?? 0
    guard choices.indices.contains(number - 1), case .finding(let name) = choices[number - 1],
      let location = front.findings.finding(named: name)?.finding.location
    else {
      front.say("o opens a finding by its number; F tells the findings.", .bad)
      return []
    }
    say(PlainLine(location.text, mark: "Opening ", place: location))
    return [.openEditor(location)]
  }

  /// `s 3 a reason` at a list of findings; on a silenced one it takes that back.
  mutating func silenceListed(_ argument: String) -> [Effect] {
    let parts = argument.split(separator: " ", maxSplits: 1).map(String.init)
    let number = parts.first.flatMap { Int($0) } ?? 0
    guard choices.indices.contains(number - 1), case .finding(let name) = choices[number - 1] else {
      front.say("s silences a finding by its number; F tells the findings.", .bad)
      return []
    }
    let listed = front.findings.finding(named: name)
    if let obstacle = front.silencingObstacle(of: listed) {
      front.say(obstacle, .bad)
      return []
    }
    guard let listed else { return [] }
    let reason = parts.count > 1 ? parts[1].trimmedOfBlanks : ""
    if listed.silenced != nil, !reason.isEmpty {
      front.say("The finding is silenced already; s \(number) alone takes that back.", .bad)
      return []
    }
    let effects = front.toggleSilencing(of: listed)
    return reason.isEmpty ? effects : effects + put(reason)
  }

  mutating func tellAwaited(_ name: FindingName) {
    guard let listed = front.findings.finding(named: name) else { return }
    let finding = listed.finding
    say(PlainLine(finding.location.text + ": " + finding.message, mark: "Finding: ", place: finding.location))
    say("\(finding.probe.text), \(finding.confidence.rawValue) confidence.")
    if let text = listed.silencedText { say(text + ".") }
    tellSource(around: finding.location)
  }
}
