import Reviews

/// Making the review final: what is still open is said, one line confirms it, and from then on nothing changes.
extension Front {
  /// What has to be typed; a key alone would be hit by accident.
  static let confirmation = "yes"

  mutating func askToFinish() {
    ask(.finish)
    say(evaluation.stillOpen + ".")
  }

  /// The end of a sentence that says that nothing is open: what there is left to do, where anything is.
  var finishHint: String { session.readOnlyReason == nil ? "; Z makes the review final" : "" }

  /// Why the review cannot be made final now.
  var finishObstacle: String? {
    if let reason = session.readOnlyReason { return "Nothing can be changed: \(reason)" }
    if probing != nil { return "The probes are running; wait for them, or cancel them with ^C." }
    if review.observations.isEmpty { return "Nothing has been looked at yet; R runs the probes." }
    return nil
  }

  /// Enter behind the question.
  mutating func finish(_ text: String) -> [Effect] {
    guard text.lowercased() == Front.confirmation else {
      say("Type \(Front.confirmation) to make the review final; until then it stays a draft.")
      return []
    }
    prompt = nil
    if let obstacle = finishObstacle {
      say(obstacle)
      return []
    }
    do {
      return [.finish(try review.finalized(at: now, by: session.author, under: catalogue))]
    } catch {
      say("Not made final: \(error)", .bad)
      return []
    }
  }

  /// The final review is on the disk: what is shown now is that one, and it stays as it is.
  mutating func take(final: Review) {
    review = final
    // The shelf may come later and hold it already; what is there now does not.
    if let shelf = past.reviews {
      var timeline = shelf.timeline
      timeline.add(final, under: catalogue, at: now)
      past.reviews = PastReviews(timeline: timeline, previous: shelf.previous, isComplete: shelf.isComplete)
    }
    session.readOnlyReason = Front.finalReason
    history = History()
    drafts = [:]
    evaluate()
    say("Final: \(final.id). The next `assay review` starts from it.", .good)
  }

  static let finalReason = "this review is final; the next `assay review` starts from it"
}
