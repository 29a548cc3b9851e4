import Checklists
import Evidence
import Reviews

/// What was done in this session, so that every step can be taken back and done again.
struct History: Hashable, Sendable {
  /// One step: events added to the review, its kind or profile changed, or a change to the list of silenced findings.
  ///
  /// What a step did not change it leaves alone on the way back too: the settings may have changed it since.
  struct Step: Hashable, Sendable {
    let label: String
    let events: [AnswerEvent]
    let kindBefore: ProjectKind
    let kindAfter: ProjectKind
    var profileBefore: String?
    var profileAfter: String?
    var silencing: SilencingChange?

    var changesKind: Bool { kindBefore != kindAfter }
    var changesProfile: Bool { profileBefore != profileAfter }
  }

  private(set) var done: [Step] = []
  private(set) var undone: [Step] = []
  /// What could be done again before the last step was recorded.
  private var undoneBefore: [Step] = []

  mutating func record(_ step: Step) {
    done.append(step)
    undoneBefore = undone
    undone = []
  }

  /// The step just recorded could not be made after all: everything is as it was before.
  mutating func forgetLast() {
    _ = done.popLast()
    undone = undoneBefore
  }

  mutating func stepBack() -> Step? {
    guard let step = done.popLast() else { return nil }
    undone.append(step)
    return step
  }

  mutating func stepForward() -> Step? {
    guard let step = undone.popLast() else { return nil }
    done.append(step)
    return step
  }
}

extension Front {
  /// Makes a step of a change to the review; nil, with the reason said, when it is not taken.
  mutating func make(_ label: String, _ change: (Review, _ author: String, _ now: Instant) throws -> Review)
    -> [Effect]?
  {
    do {
      return make(label, try change(review, session.author, now))
    } catch {
      say("Not recorded: \(error)", .bad)
      return nil
    }
  }

  private mutating func make(_ label: String, _ new: Review) -> [Effect] {
    let step = History.Step(
      label: label, events: Array(new.events[review.events.count...]), kindBefore: review.kind, kindAfter: new.kind,
      profileBefore: review.profile, profileAfter: new.profile)
    history.record(step)
    return redo(step)
  }

  mutating func undo() -> [Effect] {
    guard let step = history.stepBack() else { return [] }
    if let change = step.silencing { return begin(change.reversed, from: .undo) }
    review.events.removeLast(step.events.count)
    if step.changesKind { review.kind = step.kindBefore }
    if step.changesProfile { review.profile = step.profileBefore }
    evaluate()
    say("Undone: \(step.label)")
    return [.save(review)] + (step.changesKind ? [.kindChanged(review.kind)] : [])
  }

  mutating func redoStep() -> [Effect] {
    guard let step = history.stepForward() else { return [] }
    if let change = step.silencing { return begin(change, from: .redo) }
    let effects = redo(step)
    say("Done again: \(step.label)")
    return effects
  }

  private mutating func redo(_ step: History.Step) -> [Effect] {
    review.events += step.events
    if step.changesKind { review.kind = step.kindAfter }
    if step.changesProfile { review.profile = step.profileAfter }
    changed.formUnion(step.events.map(\.item))
    evaluate()
    return [.save(review)] + (step.changesKind ? [.kindChanged(review.kind)] : [])
  }
}
