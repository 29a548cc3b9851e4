import Checklists
import Evidence
import Reviews

/// One item told: what decides it first, the rest when asked for.
extension PlainSession {
  /// Findings told with an item; `f` tells all.
  static let findingCountMax = 3
  /// Source lines told around a finding.
  static let sourceLineCount = 11

  mutating func tellItem() {
    guard let state = front.currentItem else { return }
    say("")
    let kind = state.item.isDimension ? "dimension, weight \(state.item.weight)" : state.item.kind.rawValue
    let priority = state.item.priority == .none ? "" : state.item.priority.rawValue + " "
    say("\(state.item.title). \(listTitle(state.item.checklist)), \(priority)\(kind), \(state.item.id).")
    say(state.item.asks, mark: "Question: ")
    if state.item.isDimension { tellDimension(state) } else { tellRating(state) }
    tellAnswer(state)
    guard !state.item.isDimension else { return }
    tellSuggestion(state)
    let evidence = state.observation?.evidence ?? []
    for index in evidence.indices.prefix(Self.findingCountMax) { tellFinding(index, evidence[index]) }
    if !evidence.isEmpty {
      let all = evidence.count > Self.findingCountMax ? "There are \(evidence.count) findings; f tells all. " : ""
      say("\(all)f with a number, as in f 1, tells the source around a finding.")
    }
    let texts = [(Rating.solid, state.item.solid), (.partial, state.item.partial), (.missing, state.item.missing)]
    for (rating, text) in texts where !text.isEmpty { say(text, mark: "\(Wording.rating(rating)) means: ") }
    say("m tells why it matters, where to look and how to mend it.")
  }

  private mutating func tellRating(_ state: ItemState) {
    let gain = Wording.gain(state.gain, isGate: state.item.kind == .gate)
    let worth = state.isOpen && !gain.isEmpty ? "; solid is worth: \(gain)" : ""
    say("Rating: \(ratingWords(state).joined(separator: ", "))\(worth).")
    if state.isStale {
      say("Stale: \(state.staleReasons.map(\.sentence).joined(separator: "; ")).")
      tellWhatChanged(state)
    }
  }

  private mutating func tellDimension(_ state: ItemState) {
    let dimension = front.evaluation.scores.quality?.dimensions.first { $0.item == state.item.id }
    say("Score: \(dimensionText(dimension)).")
    for line in dimension?.working ?? [] { say(line, indent: 2) }
    say("It is made of these; their answers are its own:")
    choices = []
    for criterion in state.item.criteria {
      guard let part = front.evaluation.state(of: criterion) else { continue }
      choose(.item(criterion), "\(listTitle(part.item.checklist)): \(part.item.title): \(stateText(part)).")
    }
  }

  private mutating func tellAnswer(_ state: ItemState) {
    if let answer = state.answer {
      say("Answer: \(Wording.answer(answer)).")
      if !answer.reason.isEmpty { say(answer.reason, mark: "Reason: ") }
    }
    if let waiver = state.liveWaiver { say("Waiver: \(waiver.reason) (\(waiver.owner), until \(waiver.expires)).") }
    let note = front.review.note(on: state.item.id)
    if !note.isEmpty { for line in PlainLine.paragraphs(note, mark: "Note: ") { say(line) } }
  }

  private mutating func tellSuggestion(_ state: ItemState) {
    guard let observation = state.observation else {
      let isHuman = state.item.suggestion.probes.isEmpty
      say(
        isHuman
          ? "Probes: none can tell this; it takes a person, and m tells how."
          : front.isProbed ? "Probes: nothing observed." : "Probes: not run yet.")
      return
    }
    switch observation.result {
    case .rated(let rating):
      say(
        "Probes: suggest \(Wording.rating(rating)), \(observation.confidence.rawValue) confidence. \(observation.reason)"
      )
    case .inconclusive(let reason): say("Probes: cannot tell: \(reason)")
    case .failed(let reason): say("Probes: failed: \(reason)")
    }
  }

  // MARK: findings

  func evidence(at index: Int) -> Observation.Evidence? {
    guard let evidence = front.currentItem?.observation?.evidence, evidence.indices.contains(index) else { return nil }
    return evidence[index]
  }

  private mutating func tellFinding(_ index: Int, _ evidence: Observation.Evidence) {
    let place = evidence.location
    let message = evidence.message.isEmpty ? "" : ": \(evidence.message)"
    say(PlainLine(place.text + message, mark: "Finding \(index + 1): ", place: place))
    if let line = evidence.snippet.split(separator: "\n").first {
      say(PlainLine(String(line.drop { $0 == " " || $0 == "\t" }), mark: "| ", indent: 2, isVerbatim: true))
    }
  }

  /// All findings, or the source around one.
  mutating func tellFinding(_ argument: String) -> [Effect] {
    let evidence = front.currentItem?.observation?.evidence ?? []
    guard !evidence.isEmpty else {
      front.say("This item has no finding with a place in a file.")
      return []
    }
    guard !argument.isEmpty else {
      for (index, entry) in evidence.enumerated() { tellFinding(index, entry) }
      return []
    }
    guard let index = findingNumber(argument) else { return [] }
    finding = index
    awaited = .evidence(index)
    // The excerpt that comes is known to be for this place, also where the file has become shorter.
    _ = front.sources.mustAsk(for: evidence[index].location)
    return [.readSource(evidence[index].location)]
  }

  mutating func openFinding(_ argument: String) -> [Effect] {
    if !argument.isEmpty {
      guard let index = findingNumber(argument) else { return [] }
      finding = index
    }
    guard let location = evidence(at: finding)?.location else {
      front.say("This item has no finding with a place in a file.")
      return []
    }
    say(PlainLine(location.text, mark: "Opening ", place: location))
    return [.openEditor(location)]
  }

  private mutating func findingNumber(_ text: String) -> Int? {
    let count = front.currentItem?.observation?.evidence.count ?? 0
    if let number = Int(text), (1...max(1, count)).contains(number), count > 0 { return number - 1 }
    front.say("Findings are numbered from 1 to \(count).", .bad)
    return nil
  }

  mutating func tellAwaitedSource(of path: String) {
    guard let wanted = awaited, awaitedLocation?.path == path else { return }
    awaited = nil
    switch wanted {
    case .evidence(let index):
      guard let evidence = evidence(at: index) else { return }
      tellFinding(index, evidence)
      tellSource(around: evidence.location)
    case .listed(let name): tellAwaited(name)
    }
  }

  /// Where the source is that is waited for.
  var awaitedLocation: Location? {
    switch awaited {
    case .evidence(let index)?: evidence(at: index)?.location
    case .listed(let name)?: front.findings.finding(named: name)?.finding.location
    case nil: nil
    }
  }

  mutating func tellSource(around place: Location) {
    guard let excerpt = front.sources.excerpt(showing: place), !excerpt.lines.isEmpty else {
      return say("The file cannot be read here.", indent: 2)
    }
    let first = max(0, place.line - Self.sourceLineCount / 2 - excerpt.firstLine)
    let found = place.line...place.endLine
    for (offset, text) in excerpt.lines.enumerated().dropFirst(first).prefix(Self.sourceLineCount) {
      let number = excerpt.firstLine + offset
      say(
        PlainLine(text.text, mark: "\(number)\(found.contains(number) ? " found" : ""): ", indent: 2, isVerbatim: true))
    }
  }

  // MARK: more

  mutating func tellMore() {
    guard let state = front.currentItem else { return }
    let item = state.item
    say(item.why, mark: "Why it matters: ")
    say(item.look, mark: "Where to look: ")
    say(item.remediation.text, mark: "How to mend it, \(item.remediation.effort.rawValue) effort: ")
    if !item.remediation.example.isEmpty {
      say("An example:")
      let example = item.remediation.example
      for line in PlainLine.paragraphs(example, mark: "", indent: 4, isVerbatim: true) { say(line) }
    }
    if let observation = state.observation, !item.isDimension, !observation.probes.isEmpty {
      let scope = observation.scope
      let skipped = scope.skipped.isEmpty ? "" : ", without \(scope.skipped.joined(separator: ", "))"
      say(
        "Searched: \(Wording.searched(scope))\(skipped), by "
          + "\(observation.probes.map(\.text).joined(separator: ", ")).")
    }
    tellProbes(of: item)
    for rule in front.catalogue.rules(behind: item).compactMap({ front.evaluation.state(of: $0.id) }) {
      say("A rule behind it: \(listTitle(rule.item.checklist)): \(rule.item.title): \(stateText(rule)).")
    }
    let resting = front.catalogue.scoredItems(restingOn: item) + front.catalogue.dimensions(counting: item)
    for other in resting.compactMap({ front.evaluation.state(of: $0.id) }) {
      say("What rests on it: \(listTitle(other.item.checklist)): \(other.item.title): \(stateText(other)).")
    }
    say("Asked of \(item.appliesText), and again after \(item.reviewDays) days.")
    for sibling in front.siblings(of: state) {
      say("Same fact elsewhere: \(listTitle(sibling.item.checklist)): \(sibling.item.title): \(stateText(sibling)).")
    }
    if !front.offers.isEmpty { say("same gives those without an answer this item's rating.") }
    for entry in front.historyEntries(of: item.id) { say(entry.text, mark: "\(entry.time): ") }
  }
  private mutating func tellProbes(of item: ChecklistItem) {
    for probe in item.suggestion.probes {
      guard let card = front.findings.found.cards[probe] else { continue }
      let limits = card.limits.isEmpty ? "" : " Limits: \(card.limits)"
      say("\(probe.text) looks for \(card.looksFor), \(card.isHarmful ? "bad" : "good") when found.\(limits)")
    }
    if !item.suggestion.probes.isEmpty { say("How they decide: \(item.suggestion.meaning)") }
  }
}
