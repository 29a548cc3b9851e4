import Canvas
import Checklists
import Evidence
import Reviews

/// One item: the question and what decides it first, then why it matters and how to mend it.
extension Front {
  func itemDocument(_ id: String, width: Int, glyphs: Glyphs) -> Document {
    var page = Document(width: width)
    guard let state = evaluation.state(of: id) else {
      page.paragraph("The item \(id) is not in the checklists of this review.")
      return page
    }
    addQuestion(state, &page)
    addAnswer(state, glyphs, &page)
    addSuggestion(state, &page)
    addCriterion(state, glyphs, &page)
    addEvidence(state, glyphs, &page)
    addSearched(state, &page)
    page.heading("Why it matters")
    page.paragraph(state.item.why, indent: 2)
    if !isByPerson(state.item) {
      page.heading("Where to look")
      page.paragraph(state.item.look, indent: 2)
    }
    addRemediation(state.item.remediation, &page)
    addProbes(of: state.item, &page)
    addSiblings(state, &page)
    addRules(state, &page)
    addAbout(state.item, &page)
    addHistory(state, &page)
    return page
  }

  private func addQuestion(_ state: ItemState, _ page: inout Document) {
    page.paragraph(state.item.asks, style: .bold)
    let priority = state.item.priority == .none ? "" : state.item.priority.rawValue + " "
    let kind = state.item.isDimension ? "dimension, weight \(state.item.weight)" : state.item.kind.rawValue
    page.paragraph("\(state.item.id), \(priority)\(kind)", style: Palette.faint)
    page.blank()
  }

  private func addAnswer(_ state: ItemState, _ glyphs: Glyphs, _ page: inout Document) {
    if let dimension = evaluation.scores.quality?.dimensions.first(where: { $0.item == state.item.id }) {
      addDimension(dimension, state, &page)
      addStaleness(state, glyphs, &page)
      return
    }
    let words = Wording.states(state, isProbed: isProbed).joined(separator: ", ")
    page.add(
      [Span("Rating  "), Span(Wording.rating(state.effective), Palette.rating(state.effective).boldened)],
      then: Span("   " + words, Palette.state(state)), indent: 8)
    if let answer = state.answer {
      page.paragraph(Wording.answer(answer), mark: "Answer  ")
      // Then and now come before what was said then: on a small screen they are what must be seen.
      if state.isStale {
        addStaleness(state, glyphs, &page)
        page.blank()
      }
      if !answer.reason.isEmpty { page.paragraph(answer.reason, mark: "Reason  ") }
    }
    addEarlierAnswer(state, &page)
    if let waiver = state.liveWaiver {
      page.paragraph("\(waiver.reason) (\(waiver.owner), until \(waiver.expires))", mark: "Waiver  ")
    }
    addNote(state.item.id, &page)
    let gain = Wording.gain(state.gain, isGate: state.item.kind == .gate)
    if state.isOpen, !gain.isEmpty { page.paragraph(gain, mark: "Gain    ") }
  }

  private func addNote(_ item: String, _ page: inout Document) {
    if let note = review.latestEvent(of: item)?.note, !note.isEmpty { page.paragraph(note, mark: "Note    ") }
  }

  private func addDimension(_ dimension: Scorecard.Dimension, _ state: ItemState, _ page: inout Document) {
    var text = "n/a"
    if let floor = dimension.floor, let ceiling = dimension.ceiling { text = Wording.range(floor, ceiling) + " of 100" }
    page.add(
      Span("Score   "), Span(text, .bold), Span(dimension.isOverridden ? "   overridden" : "   computed", Palette.faint)
    )
    if let answer = state.answer, !answer.reason.isEmpty { page.paragraph(answer.reason, mark: "Reason  ") }
    addNote(state.item.id, &page)
    page.heading("How it came about")
    for line in dimension.working { page.paragraph(line, indent: 2) }
    page.heading("What it is made of")
    for criterion in state.item.criteria {
      guard let part = evaluation.state(of: criterion) else { continue }
      page.add(itemLine(part, width: page.width, hasPriority: false))
    }
  }

  private func addSuggestion(_ state: ItemState, _ page: inout Document) {
    guard !state.item.isDimension else { return }
    page.heading("Probes")
    guard !isByPerson(state.item) else {
      page.paragraph("No probe can tell this: it takes a person, and this is how.", indent: 2)
      page.paragraph(state.item.look, indent: 2)
      return
    }
    guard let observation = state.observation else {
      page.paragraph(isProbed ? "Nothing observed." : "Not probed yet.", indent: 2)
      return
    }
    switch observation.result {
    case .rated(let rating):
      page.add(
        [Span("  suggest "), Span(Wording.rating(rating), Palette.rating(rating).boldened)],
        then: Span("   \(observation.confidence.rawValue) confidence", Palette.faint), indent: 10)
      page.paragraph(observation.reason, indent: 2)
    case .inconclusive(let reason):
      page.paragraph("Cannot tell: \(reason)", indent: 2)
    case .failed(let reason):
      page.paragraph("Failed: \(reason)", style: Palette.bad, indent: 2)
    }
  }

  /// What a "not found" rests on.
  private func addSearched(_ state: ItemState, _ page: inout Document) {
    guard let observation = state.observation, !state.item.isDimension, !observation.probes.isEmpty else { return }
    let scope = observation.scope
    page.heading("What was searched")
    page.paragraph(observation.probes.map(\.text).joined(separator: ", "), mark: "by      ", indent: 2)
    page.paragraph(Wording.searched(scope), mark: "in      ", indent: 2)
    if !scope.skipped.isEmpty {
      page.paragraph(scope.skipped.joined(separator: ", "), mark: "without ", indent: 2)
    }
  }

  private func addCriterion(_ state: ItemState, _ glyphs: Glyphs, _ page: inout Document) {
    guard !state.item.isDimension else { return }
    page.heading("Ratings")
    let texts = [(Rating.solid, state.item.solid), (.partial, state.item.partial), (.missing, state.item.missing)]
    for (rating, text) in texts where !text.isEmpty {
      let isCurrent = state.effective == rating
      let pointer = isCurrent ? glyphs.pointer : " "
      page.paragraph(
        text, mark: "\(pointer) \(rating.text) \(rating.word.padded(to: 8))", markStyle: Palette.rating(rating),
        style: isCurrent ? .bold : .plain)
    }
  }

  private func addEvidence(_ state: ItemState, _ glyphs: Glyphs, _ page: inout Document) {
    guard let evidence = state.observation?.evidence, !evidence.isEmpty else { return }
    page.heading(evidence.count == 1 ? "1 finding" : "\(evidence.count) findings")
    for (index, entry) in evidence.enumerated() {
      let place = "\(entry.location.path):\(entry.location.line)"
      page.add(
        Line(
          [
            Span(place.clippedAtStart(to: max(8, page.width * 3 / 5), ellipsis: glyphs.ellipsis), .plain),
            Span("  " + (entry.message.isEmpty ? entry.snippet : entry.message), Palette.faint),
          ], id: "evidence:\(index)", isRow: true, markedSpanCount: 1))
    }
  }

  private func addRemediation(_ remediation: ChecklistItem.Remediation, _ page: inout Document) {
    page.heading("How to mend it (\(remediation.effort.rawValue) effort)")
    page.paragraph(remediation.text, indent: 2)
    if !remediation.example.isEmpty {
      page.blank()
      page.verbatim(coloured(remediation.example), indent: 4)
    }
  }

  private func addHistory(_ state: ItemState, _ page: inout Document) {
    let entries = historyEntries(of: state.item.id)
    guard !entries.isEmpty else { return }
    page.heading("History")
    for entry in entries { page.paragraph(entry.text, mark: "\(entry.time)  ", indent: 2) }
  }

  /// What was done to an item and when, the latest first.
  func historyEntries(of item: String) -> [(time: String, text: String)] {
    let events = review.events.filter { $0.item == item }
    return events.enumerated().reversed().map { index, event in
      var text = "\(Wording.value(event.value)) by \(event.author)"
      if let commit = event.commit { text += " at \(commit.prefix(10))" }
      if let decider = event.decidedBy { text += ", decided by \(decider)" }
      if !event.reason.isEmpty { text += ": \(event.reason)" }
      // A note repeats the answer it stands beside; what is new is the note.
      if index > 0, event.differsInNoteOnly(from: events[index - 1]) {
        text = event.note.isEmpty ? "note removed" : "note: \(event.note)"
      }
      return (String(event.at.text.prefix(16)), text)
    }
  }
}

extension AnswerEvent {
  func differsInNoteOnly(from earlier: AnswerEvent) -> Bool {
    var same = earlier
    same.note = note
    return same == self && earlier.note != note
  }
}

extension Style {
  var boldened: Style {
    var copy = self
    copy.isBold = true
    return copy
  }
}

extension ItemState.StaleReason {
  /// What changed, as one word.
  var word: String {
    switch self {
    case .age: "age"
    case .criterion: "question"
    case .evidence: "findings"
    case .outcome: "suggestion"
    }
  }

  /// Why, as part of a sentence.
  var sentence: String {
    switch self {
    case .age: "it is older than the item allows"
    case .criterion: "the item asks something else now"
    case .evidence: "the findings it was given for have changed"
    case .outcome: "the probes say something else now"
    }
  }
}
