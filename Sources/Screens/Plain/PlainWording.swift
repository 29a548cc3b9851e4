import Checklists
import Evidence
import Reviews

/// How the plain interface says states, changes and questions: in words that make sense heard one after the other.
extension PlainSession {
  /// `P0, 1 partial, probe, unconfirmed`.
  func stateText(_ state: ItemState) -> String {
    if state.item.isDimension {
      let dimension = front.evaluation.scores.quality?.dimensions.first { $0.item == state.item.id }
      return "\(dimensionText(dimension)), weight \(state.item.weight)"
    }
    let priority = state.item.priority == .none ? [] : [state.item.priority.rawValue]
    return (priority + ratingWords(state)).joined(separator: ", ")
  }

  func ratingWords(_ state: ItemState) -> [String] {
    [state.effective.map { Wording.rating($0) } ?? "open"] + Wording.states(state, isProbed: front.isProbed)
  }

  func dimensionText(_ dimension: Scorecard.Dimension?) -> String {
    guard let dimension, let floor = dimension.floor, let ceiling = dimension.ceiling else { return "n/a" }
    return "\(Wording.range(floor, ceiling)) of 100, \(dimension.isOverridden ? "overridden" : "computed")"
  }

  func listTitle(_ id: String) -> String { front.catalogue.checklists.first { $0.id == id }?.title ?? id }

  /// What moved, old and new, and the verdict either way.
  func movement(from before: Evaluation, to after: Evaluation) -> String {
    var pairs = [
      ("Health", Wording.health(before.scores.health), Wording.health(after.scores.health)),
      ("Quality", Wording.quality(before.scores.quality), Wording.quality(after.scores.quality)),
    ]
    pairs += gatePairs("Readiness", before.scores.readiness, after.scores.readiness)
    pairs += gatePairs("Security", before.scores.security, after.scores.security)
    let rules = front.catalogue.checklists.filter { $0.scoring == .rules }.map { list in
      (list.title, rulePoints(list, before), rulePoints(list, after))
    }
    let moved = (pairs + rules).filter { $0.1 != $0.2 }.map { "\($0.0) from \($0.1) to \($0.2)" }
    let (old, new) = (before.verdict.word.rawValue, after.verdict.word.rawValue)
    let verdict = old == new ? "the verdict stays \(new)" : "the verdict goes from \(old) to \(new)"
    return (moved.isEmpty ? ["No score moves"] : moved).joined(separator: ", ") + "; \(verdict)."
  }

  private func gatePairs(
    _ title: String, _ before: [Scorecard.GateCount], _ after: [Scorecard.GateCount]
  ) -> [(String, String, String)] {
    func text(_ counts: [Scorecard.GateCount], _ priority: ChecklistItem.Priority) -> String {
      let count = counts.first { $0.priority == priority }
      return count.map { $0.applicable > 0 ? "\($0.met)/\($0.applicable)" : "n/a" } ?? "n/a"
    }
    return ChecklistItem.Priority.allCases.map { ("\(title) \($0.rawValue)", text(before, $0), text(after, $0)) }
  }

  private func rulePoints(_ list: Checklist, _ evaluation: Evaluation) -> String {
    Wording.points(Wording.points(evaluation.items.filter { $0.item.checklist == list.id }))
  }

  /// Says what a line did to the review, what that moved and what comes next; or else the message it brought.
  mutating func tellChange(since before: Front) {
    let (old, new) = (before.history, front.history)
    guard old != new else {
      if let message = front.message { say(message.text) }
      return
    }
    // What becomes of a finding is told when the list has been changed.
    let step = new.done.count < old.done.count ? new.undone.last : new.done.last
    guard step?.silencing == nil else { return }
    // What another kind moves is told when the probes have looked again.
    let moved = probedFrom == nil ? movement(from: before.evaluation, to: front.evaluation) : ""
    if let undone = new.undone.last, new.done.count < old.done.count {
      say("Undone: \(undone.label). \(moved)")
    } else if let done = new.done.last, done == old.undone.last, new.undone.count < old.undone.count {
      say("Done again: \(done.label). \(moved)\(nextText)")
    } else if let step = new.done.last {
      tell(step, since: before, moved)
    }
  }

  private mutating func tell(_ step: History.Step, since before: Front, _ moved: String) {
    if step.kindBefore != step.kindAfter {
      say("The module counts as a \(step.kindAfter.rawValue) now; the probes look again.")
      return
    }
    if step.profileBefore != step.profileAfter {
      let said = front.message?.text ?? "Measured by the profile \(step.profileAfter ?? Profile.standard)."
      say("\(said) \(moved)")
      return
    }
    let sentences = step.events.map { event -> String in
      let state = front.evaluation.state(of: event.item)
      let title = state?.item.title ?? event.item
      if let earlier = before.review.latestEvent(of: event.item), event.differsInNoteOnly(from: earlier) {
        return Self.notePrefix + (event.note.isEmpty ? "removed from \(title)" : "kept with \(title)")
      }
      let words = state.map { stateText($0) } ?? ""
      switch event.value {
      case .rating, .percent: return "\(title): \(words)"
      case .withdrawn where before.review.latestEvent(of: event.item) == nil:
        return Self.notePrefix + "kept with \(title)"
      case .withdrawn: return "\(title): answer withdrawn, now \(words)"
      }
    }
    guard sentences.count == 1 else {
      for sentence in sentences { say(sentence + ".", indent: 2) }
      say("\(Wording.plural(sentences.count, "answer")) as one step; undo takes them back. \(moved)\(nextText)")
      return
    }
    if sentences[0].hasPrefix(Self.notePrefix) { return say(sentences[0] + ".") }
    say("\(sentences[0]). \(moved)\(nextText)")
    let offers = front.offers.map(\.item.title)
    if !offers.isEmpty { say("Asked elsewhere too: \(offers.joined(separator: ", ")); s gives them this rating.") }
  }

  private static let notePrefix = "Note "

  private var nextText: String {
    guard let next, let state = front.evaluation.state(of: next.item) else {
      let isDone = front.waiting.isEmpty
      return isDone ? " Nothing is left to answer." : " No other item waits for you."
    }
    return " Next on Enter: \(state.item.title), \(stateText(state))."
  }

  // MARK: what is asked

  /// What stands before the line being typed, without a line end.
  package var prompt: String { look.shown(PlainLine(promptText)).joined(separator: "\n") + " " }

  private var promptText: String {
    if let prompt = front.prompt { return questionText(prompt) }
    // An item's title is left out: it stands above, and the choices fit on one line of 80 columns.
    if isAtItem, let state = front.currentItem { return "\(choicesText(state)), ? help>" }
    let title: String
    switch listing {
    case .overview: title = "Overview"
    case .open: title = "Open items"
    case .list(let id): title = listTitle(id)
    case .found(let text): title = "Items with \"\(text)\""
    case .probes: title = "Findings"
    case .probe(let id): title = "Findings of \(id.text)"
    case .holding(let text): title = "Findings with \"\(text)\""
    case .history: title = "History"
    case .difference: title = "Difference"
    case .projects: title = "Projects"
    }
    let back = listing == .overview ? "q quit" : "b back"
    return "\(title): \((numberText + [enterText, back]).joined(separator: ", ")), ? help>"
  }

  private var numberText: [String] { choices.isEmpty ? [] : ["number 1 to \(choices.count)"] }
  private var enterText: String { next == nil ? "Enter overview" : "Enter next" }

  private func choicesText(_ state: ItemState) -> String {
    var texts = state.item.isDimension ? numberText : []
    if front.session.readOnlyReason != nil {
      texts.append("read only")
    } else if state.item.isDimension {
      texts.append("= and a number to override")
    } else {
      texts = [Rating.solid, .partial, .missing].map(Wording.rating)
      if state.item.allowsNotApplicable { texts.append("x n/a") }
      if let rating = state.observation?.rating { texts.append("a accept \(rating.text)") }
    }
    return (texts + [enterText]).joined(separator: ", ")
  }

  private func questionText(_ prompt: Prompt) -> String {
    let givesUp = "Enter alone gives up"
    switch prompt.purpose {
    case .note(let item): return "Note on \(front.catalogue.item(item)?.title ?? item) (Enter alone leaves it, ? help)>"
    case .reason:
      return "\(prompt.label) (\(AnswerEvent.reasonLengthMin) letters or more, \(givesUp), ? help)>"
    case .dispute, .finish: return "\(prompt.label) (\(givesUp), ? help)>"
    case .percent: return "Number from 0 to 100 (\(givesUp), ? help)>"
    case .silence: return "\(prompt.label) (\(SilencingDecision.reasonLengthMin) letters or more, \(givesUp), ? help)>"
    case .command, .search, .comment, .narrow: return ">"
    }
  }
}
