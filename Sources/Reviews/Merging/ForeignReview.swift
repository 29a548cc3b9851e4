import Checklists
import Evidence

// A review from elsewhere is somebody's claim: what is taken of it are answers, and each only as far as this review could
// have been given it. Its scores are never read, its observations and waivers never taken.

extension Review {
  package static let foreignEventCountMax = 20_000
  package static let foreignTextLengthMax = 20_000
  /// How far another machine's clock may be ahead.
  private static let clockLeadSeconds: Int64 = 86_400

  /// Why nothing of a review from elsewhere can be taken, each with its place; empty when it can.
  package func foreignProblems(at now: Instant) -> [String] {
    guard events.count <= Review.foreignEventCountMax else {
      return ["answers: \(events.count) are more than \(Review.foreignEventCountMax)"]
    }
    var problems: [String] = []
    let latest = Instant(seconds: now.seconds + Review.clockLeadSeconds)
    for (index, event) in events.enumerated() {
      let place = "answers[\(index)]"
      if let problem = AuthorName.problem(of: event.author) { problems.append("\(place).author \(problem)") }
      if let decider = event.decidedBy, let problem = AuthorName.problem(of: decider) {
        problems.append("\(place).decidedBy \(problem)")
      }
      if event.at > latest { problems.append("\(place).at is \(event.at.text), which is still to come") }
      for (key, text) in [("reason", event.reason), ("note", event.note)]
      where text.utf8.count > Review.foreignTextLengthMax {
        problems.append("\(place).\(key) has more than \(Review.foreignTextLengthMax) bytes")
      }
    }
    return problems
  }

  /// Why this review could not hold another one's answer; nil when it could.
  func problem(of event: AnswerEvent, on item: ChecklistItem, at now: Instant) -> String? {
    do throws(AnswerError) {
      try check(item, event.value, reason: event.reason)
      return nil
    } catch {
      // An answer that is stale here disputes nothing: it was given for other findings.
      if case .disputeNeedsReason = error {
        let isFresh = event.staleReasons(
          item: item, observation: observation(of: item.id), missingPins: missingPins, at: now
        ).isEmpty
        return isFresh ? "\(error)" : nil
      }
      return "\(error)"
    }
  }
}

extension AnswerEvent {
  /// No file makes an answer last longer than its item allows.
  func reviewedNoLater(than item: ChecklistItem?) -> AnswerEvent {
    guard let item else { return self }
    var event = self
    event.reviewBy = min(reviewBy, at.adding(days: item.reviewDays))
    return event
  }
}
