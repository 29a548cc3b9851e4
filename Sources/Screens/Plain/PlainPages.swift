import Canvas
import Checklists
import Evidence
import Reviews

/// The overview, the lists and the working, told line by line. What can be chosen is numbered from 1.
extension PlainSession {
  /// Open items the overview tells; `open` tells all.
  static let overviewOpenCountMax = 5

  /// Where one is, told again.
  mutating func tellPlace() {
    if isAtItem { return tellItem() }
    switch listing {
    case .overview: tellOverview()
    case .open: tellOpen()
    case .list(let id): tellList(id)
    case .found(let text): tellFound(text)
    case .probes: tellProbes()
    case .probe(let id): tellProbe(id)
    case .holding(let text): tellFindings(holding: text)
    case .history: tellHistory()
    case .difference: tellDifference()
    case .projects: tellProjects()
    }
  }

  mutating func tellOverview() {
    let evaluation = front.evaluation
    listing = .overview
    choices = []
    say("")
    say(front.projectLine(isShort: false) + ".")
    let held = evaluation.verdict.heldBy.map { front.catalogue.item($0)?.title ?? $0 }
    let holders =
      held.isEmpty ? "" : ", held by \(Wording.plural(held.count, "P0 item")): \(held.joined(separator: ", "))"
    say("Verdict: \(evaluation.verdict.word.rawValue)\(holders).")
    say("Coverage: \(evaluation.scores.coverage.map { "\($0.percentText) % decided" } ?? "n/a").")
    if let judgement = front.judgementText { say("Judgement: \(judgement).") }
    for warning in evaluation.warnings { say("Warning: \(warning)") }
    say("Checklists:")
    for list in front.catalogue.checklists {
      choose(.list(list.id), "\(list.title): \(summary(of: list)).")
    }
    let waiting = front.waiting
    guard !waiting.isEmpty else { return say("Nothing is open.") }
    say("Open, best first:")
    for state in waiting.prefix(Self.overviewOpenCountMax) { choose(.item(state.item.id), queueText(state)) }
    let more = waiting.count - Self.overviewOpenCountMax
    if more > 0 { say("and \(more) more; open tells them all.", indent: 2) }
    tellAcceptable()
  }

  mutating func tellOpen() {
    listing = .open
    choices = []
    say("")
    let waiting = front.waiting
    say(waiting.isEmpty ? "Nothing is open." : "Items that want an answer or a confirmation, best first:")
    for state in waiting { choose(.item(state.item.id), queueText(state)) }
  }

  mutating func tellList(_ id: String) {
    listing = .list(id)
    choices = []
    say("")
    guard let list = front.catalogue.checklists.first(where: { $0.id == id }) else { return }
    let filter = front.layer(showing: id).filter
    let only = filter == .all ? "" : " Only \(filter.title); filter all tells all."
    say("\(list.title): \(summary(of: list)).\(only)")
    let states = front.states(of: id, filter: filter)
    for state in states { choose(.item(state.item.id), "\(state.item.title): \(stateText(state)).") }
    if states.isEmpty { say("No item is \(filter.title).", indent: 2) }
    tellAcceptable()
  }

  private mutating func tellAcceptable() {
    let count = front.acceptable.count
    guard count > 0, front.session.readOnlyReason == nil else { return }
    say("A accepts \(Wording.plural(count, "suggestion")) of high confidence at once; undo takes them back.")
  }

  mutating func tellFound(_ text: String) {
    listing = .found(text)
    choices = []
    say("")
    say("Items with \"\(text)\" in their id or title:")
    for item in front.items(matching: text) {
      guard let state = front.evaluation.state(of: item.id) else { continue }
      choose(.item(item.id), "\(listTitle(item.checklist)): \(item.title): \(stateText(state)).")
    }
  }

  mutating func tellWorking() {
    say("")
    let page = front.workingDocument(width: 1 << 16)
    for line in page.lines {
      let text = line.spans.map(\.text).joined()
      let indent = text.prefix { $0 == " " }.count
      say(String(text.dropFirst(indent)), indent: indent)
    }
  }

  mutating func tellLog() {
    if front.log.isEmpty { say("No messages yet.") }
    for entry in front.log { say(entry.text, mark: "\(entry.at.text.dropFirst(11).prefix(8)) ") }
  }

  private func queueText(_ state: ItemState) -> String {
    let gain = Wording.gain(state.gain, isGate: state.item.kind == .gate)
    return "\(listTitle(state.item.checklist)): \(state.item.title): \(stateText(state))"
      + (gain.isEmpty ? "." : "; \(gain).")
  }

  /// The score of a list and how much of it is open.
  private func summary(of list: Checklist) -> String {
    let states = front.states(of: list.id, filter: .all)
    let scores = front.evaluation.scores
    let parts: [String] =
      switch list.scoring {
      case .health: [Wording.health(scores.health) + " points", scores.health?.band ?? ""]
      case .readiness: [gatesText(scores.readiness)]
      case .security: [gatesText(scores.security)]
      case .quality: [Wording.quality(scores.quality) + " of 100", scores.quality?.band ?? ""]
      case .rules: [Wording.points(Wording.points(states)) + " points"]
      }
    let open = list.scoring == .quality ? "" : "\(states.count(where: \.isOpen)) of \(states.count) below solid"
    return (parts + [open]).filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func gatesText(_ counts: [Scorecard.GateCount]) -> String {
    let shown = counts.filter { $0.applicable > 0 }.map { count in
      "\(count.priority.rawValue) \(count.met)/\(count.applicable) met"
        + (count.waived > 0 ? ", \(count.waived) waived" : "")
    }
    return shown.isEmpty ? "n/a" : shown.joined(separator: ", ")
  }

  /// A numbered line.
  mutating func choose(_ choice: Choice, _ text: String) {
    choices.append(choice)
    say(text, mark: "\(choices.count) ", indent: 2)
  }
}
