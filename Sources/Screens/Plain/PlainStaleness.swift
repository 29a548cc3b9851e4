import Checklists
import Evidence
import Reviews

/// What changed since a stale answer was given, told one thing after the other: the findings of then, those of now.
extension PlainSession {
  mutating func tellWhatChanged(_ state: ItemState) {
    guard let answer = state.answer else { return }
    if state.staleReasons.contains(.outcome) {
      let then = answer.observationSeen.map { Wording.rating($0) } ?? "nothing"
      say("The probes said \(then) then, \(Wording.rating(state.observation?.rating)) now.")
    }
    guard state.staleReasons.contains(.evidence) else { return }
    for pin in answer.pins where front.review.missingPins.contains(pin) { say(pin, mark: "Pinned and gone: ") }
    guard let previous = front.previousReview, let old = previous.observation(of: state.item.id) else {
      say("The findings it was given for were not kept.")
      return
    }
    let day = (previous.ownMoment ?? previous.createdAt).day.text
    if EvidenceDigest.of(old, pins: answer.pins) != answer.evidenceDigest {
      say("The findings had changed by the review of \(day) already; what follows changed since.")
    }
    let change = EvidenceChange(from: old, to: state.observation)
    tell(change.gone, "Gone since the review of \(day)")
    tell(change.added, "New")
    guard change.gone.isEmpty, change.added.isEmpty, let new = state.observation, new.reason != old.reason else {
      return
    }
    say(old.reason, mark: "Then: ")
    say(new.reason, mark: "Now: ")
  }

  private mutating func tell(_ findings: [Observation.Evidence], _ what: String) {
    for finding in findings.prefix(Front.comparedCountMax) {
      let code = finding.snippet.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      say("\(what): \(finding.location.path):\(finding.location.line): \(EvidenceDigest.collapsed(code))")
    }
    let rest = findings.count - Front.comparedCountMax
    if rest > 0 { say("\(what): \(rest) more.") }
  }
}
