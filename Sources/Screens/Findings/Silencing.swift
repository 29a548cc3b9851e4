import Canvas
import Evidence
import Reviews

/// Silencing findings with a reason and taking it back. The list in the repository is the program's to change; each
/// change is a step to undo, and one that the program could not make leaves the history as it was.
extension Front {
  /// Who waits for the answer to a change of the list.
  enum SilencingOrigin: Hashable, Sendable { case reviewer, undo, redo }

  /// Why the current finding cannot be silenced or heard again; nil when it can.
  var silencingObstacle: String? { silencingObstacle(of: currentFinding) }

  func silencingObstacle(of listed: ListedFinding?) -> String? {
    guard let listed else { return "No finding is selected." }
    if let reason = session.readOnlyReason { return "Nothing can be changed: \(reason)" }
    if listed.finding.probe.family == "silencing" {
      return "This is about a comment or an entry that silences; mend it there, o opens it."
    }
    if listed.finding.fingerprint.isEmpty { return "This finding has no fingerprint; R probes again." }
    if let silenced = listed.silenced, silenced.by != .settings {
      return "A comment in line \(silenced.commentLine) silences this; take it out of the code, o opens it."
    }
    return nil
  }

  /// Asks for the reason, or takes an entry of the list back.
  mutating func toggleSilencing() -> [Effect] { currentFinding.map { toggleSilencing(of: $0) } ?? [] }

  mutating func toggleSilencing(of listed: ListedFinding) -> [Effect] {
    guard let silenced = listed.silenced else {
      ask(.silence(listed.name))
      return []
    }
    let decision = SilencingDecision(
      probe: listed.finding.probe, fingerprint: listed.finding.fingerprint, path: listed.finding.location.path,
      reason: silenced.reason, by: silenced.author, at: silenced.day)
    return begin(
      SilencingChange(decision, isSilenced: false), "\(listed.finding.probe) in \(listed.place) counts again")
  }

  /// Silences a finding for a reason that is long enough.
  mutating func silence(_ name: FindingName, reason: String) -> [Effect] {
    // The probes may have run while the reason was typed.
    guard let listed = findings.finding(named: name), listed.silenced == nil else {
      say("Not silenced: the probes no longer report this finding, or it is silenced by now.", .bad)
      return []
    }
    let decision = SilencingDecision(
      probe: name.probe, fingerprint: name.fingerprint, path: listed.finding.location.path, reason: reason,
      by: session.author.isEmpty ? "reviewer" : session.author, at: now.day.text)
    return begin(SilencingChange(decision, isSilenced: true), "silenced \(name.probe) in \(listed.place)")
  }

  /// The item a finding is shown at, else one that its probe bears on; nil for probes of no item.
  func item(restingOn name: FindingName) -> String? {
    let items = evaluation.items.filter { $0.item.suggestion.probes.contains(name.probe) }
    let shown = items.first { state in
      state.observation?.evidence.contains { $0.fingerprint == name.fingerprint } ?? false
    }
    return (shown ?? items.first)?.item.id
  }

  /// The same, else an item whose probes look for things of the same family, else the first one.
  func item(nearestTo name: FindingName) -> String? {
    if let item = item(restingOn: name) { return item }
    let isOfFamily = { (state: ItemState) in
      state.item.suggestion.probes.contains { $0.family == name.probe.family }
    }
    return (evaluation.items.first(where: isOfFamily) ?? evaluation.items.first)?.item.id
  }

  /// What is wrong with a reason; nil when it will do.
  static func problem(ofReason text: String) -> String? {
    if SilencingDecision.isReason(text) { return nil }
    return text.count > SilencingDecision.reasonLengthMax
      ? "A reason has at most \(SilencingDecision.reasonLengthMax) characters."
      : "A reason takes at least \(SilencingDecision.reasonLengthMin) letters: others will read it later."
  }

  private mutating func begin(_ change: SilencingChange, _ label: String) -> [Effect] {
    history.record(
      History.Step(label: label, events: [], kindBefore: review.kind, kindAfter: review.kind, silencing: change))
    return begin(change, from: .reviewer)
  }

  mutating func begin(_ change: SilencingChange, from origin: SilencingOrigin) -> [Effect] {
    silencingOrigin = origin
    return [.changeSilencing(change)]
  }

  /// The list was changed: findings and observations are those that follow from it.
  mutating func take(
    _ change: SilencingChange, _ found: ProbedFindings, _ observations: [Observation]
  ) -> [Effect] {
    let before = evaluation
    findings = FindingRows(found, findings.view, items: catalogue.items)
    replace(observations)
    // An entry more or less moves the lines of the settings file.
    sources.letAge()
    evaluate()
    let effect = Wording.change(from: before, to: evaluation)
    let what: String
    switch silencingOrigin {
    case .reviewer?, nil:
      what =
        change.isSilenced
        ? "Silenced in \(ProjectSettings.fileName); u takes it back." : "Counts again; u silences it as before."
    case .undo?: what = "Undone: \(history.undone.last?.label ?? "silencing")."
    case .redo?: what = "Done again: \(history.done.last?.label ?? "silencing")."
    }
    silencingOrigin = nil
    say(effect.isEmpty ? what : "\(what) \(effect)", .good)
    return session.readOnlyReason == nil ? [.save(review)] : []
  }

  /// The list could not be changed.
  mutating func refuse(_ change: SilencingChange, _ why: String) {
    switch silencingOrigin {
    case .reviewer?: history.forgetLast()
    case .undo?: _ = history.stepForward()
    case .redo?: _ = history.stepBack()
    case nil: break
    }
    silencingOrigin = nil
    say(change.isSilenced ? "Not silenced: \(why)" : "Still silenced: \(why)", .bad)
  }

  /// The comment that would silence the current finding beside the code.
  mutating func copyComment(_ name: FindingName, reason: String) -> [Effect] {
    let comment = "// assay:ignore \(name.probe) \(reason)"
    say("Sent to the clipboard: \(comment)")
    return [.copy(comment)]
  }

  /// Why no comment can silence the current finding.
  var commentObstacle: String? {
    guard let listed = currentFinding else { return "No finding is selected." }
    if listed.silenced != nil { return "The finding is silenced already." }
    if listed.finding.probe.family == "silencing" { return "This is about a comment itself; mend it, o opens it." }
    return listed.finding.location.path.hasSuffix(".go")
      ? nil : "Comments silence in Go files only; s silences it in \(ProjectSettings.fileName)."
  }
}
