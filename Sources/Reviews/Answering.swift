import Checklists
import Evidence

// What a reviewer can do to a review. Every function gives a new review and leaves the old one as it was, so that a
// screen keeps old values for undo. Nothing is ever taken out of `events`: a withdrawal and an undo are events too.
extension Review {
  /// The review with one more answer.
  ///
  /// The answer remembers what was on the screen: the criterion, the evidence and the observation's rating.
  /// - Parameters:
  ///   - reason: mandatory for n/a, for an override and where a conclusive observation says otherwise.
  ///   - note: nil keeps the item's note.
  package func answering(
    _ item: ChecklistItem, _ value: AnswerEvent.Value, reason: String = "", note: String? = nil, author: String,
    at now: Instant, pins: [String] = []
  ) throws(AnswerError) -> Review {
    guard state == .draft else { throw .reviewIsFinal(id: id) }
    try check(item, value, reason: reason)
    let observation = observation(of: item.id)
    let collapsedPins = pins.map(EvidenceDigest.collapsed)
    return appending(
      AnswerEvent(
        item: item.id, value: value, reason: reason, note: note ?? self.note(on: item.id), author: author, at: now,
        commit: commit, criterionDigest: item.criterionDigest,
        evidenceDigest: EvidenceDigest.of(observation, pins: collapsedPins), observationSeen: observation?.rating,
        reviewBy: now.adding(days: item.reviewDays), pins: collapsedPins, itemRevision: item.revision))
  }

  package func answering(
    _ item: ChecklistItem, _ rating: Rating, reason: String = "", note: String? = nil, author: String,
    at now: Instant, pins: [String] = []
  ) throws(AnswerError) -> Review {
    try answering(item, .rating(rating), reason: reason, note: note, author: author, at: now, pins: pins)
  }

  /// Whether an answer would need a reason: what a screen asks before it opens the reason field.
  package func needsReason(_ item: ChecklistItem, _ value: AnswerEvent.Value) -> Bool {
    do {
      try check(item, value, reason: "")
      return false
    } catch {
      return switch error {
      case .notApplicableNeedsReason, .disputeNeedsReason, .overrideNeedsReason: true
      default: false
      }
    }
  }

  /// The review with the probes' rating taken as the reviewer's own; the probes' reason stands for an n/a.
  package func accepting(
    _ item: ChecklistItem, author: String, at now: Instant
  ) throws(AnswerError) -> Review {
    guard let observation = observation(of: item.id), let rating = observation.rating else {
      throw .nothingToAccept(item: item.id)
    }
    let reason = rating == .notApplicable ? "as the probes found: \(observation.reason)" : ""
    return try answering(item, .rating(rating), reason: reason, author: author, at: now)
  }

  /// The review with the item's answer taken back; its note stays.
  package func withdrawing(
    _ item: String, author: String, at now: Instant
  ) throws(AnswerError) -> Review {
    guard state == .draft else { throw .reviewIsFinal(id: id) }
    guard var event = latestEvent(of: item), event.value != .withdrawn else {
      throw .nothingToWithdraw(item: item)
    }
    event.value = .withdrawn
    event.reason = ""
    event.author = author
    event.at = now
    event.decidedBy = nil
    return appending(event)
  }

  /// The review with a note on an item. A note is no judgement: the answer keeps its author, its time and its age.
  package func noting(
    _ item: ChecklistItem, _ note: String, author: String, at now: Instant
  ) throws(AnswerError) -> Review {
    guard state == .draft else { throw .reviewIsFinal(id: id) }
    var event =
      latestEvent(of: item.id)
      ?? AnswerEvent(
        item: item.id, value: .withdrawn, reason: "", note: "", author: author, at: now, commit: commit,
        criterionDigest: item.criterionDigest,
        evidenceDigest: EvidenceDigest.of(observation(of: item.id), pins: []),
        observationSeen: observation(of: item.id)?.rating, reviewBy: now.adding(days: item.reviewDays),
        itemRevision: item.revision)
    event.note = note
    return appending(event)
  }

  /// Undo: the review with every answer, note and waiver as `earlier` had them.
  ///
  /// History is not cut. An answer that differs gets one more event: the earlier one again, with its own author and
  /// time, or a withdrawal where there was none.
  package func restored(to earlier: Review, author: String, at now: Instant) throws(AnswerError) -> Review {
    guard state == .draft else { throw .reviewIsFinal(id: id) }
    var result = self
    result.waivers = earlier.waivers
    let before = earlier.latestEvents
    let changed = latestEvents.filter { $0.value != before[$0.key] }
    for (item, event) in changed.sorted(by: { $0.key < $1.key }) {
      var withdrawal = event
      withdrawal.value = .withdrawn
      withdrawal.reason = ""
      withdrawal.note = ""
      withdrawal.author = author
      withdrawal.at = now
      result.events.append(before[item] ?? withdrawal)
    }
    return result
  }

  package func latestEvent(of item: String) -> AnswerEvent? { latestPlace(of: item).map { events[$0] } }
  package func observation(of item: String) -> Observation? {
    // By place, as a closure over elements would copy each of them.
    observations.indices.last { observations[$0].item == item }.map { observations[$0] }
  }

  /// The item's note, also where its answer was withdrawn.
  package func note(on item: String) -> String { latestPlace(of: item).map { events[$0].note } ?? "" }

  private func latestPlace(of item: String) -> Int? { events.indices.last { events[$0].item == item } }

  private func appending(_ event: AnswerEvent) -> Review {
    var result = self
    result.events.append(event)
    return result
  }

  func check(
    _ item: ChecklistItem, _ value: AnswerEvent.Value, reason: String
  ) throws(AnswerError) {
    let hasReason = AnswerEvent.isReason(reason)
    switch value {
    case .withdrawn: break
    case .percent(let percent):
      guard item.isDimension else { throw .percentOnQuestion(item: item.id) }
      guard (0...100).contains(percent) else { throw .percentOutOfRange(item: item.id, percent: percent) }
      guard hasReason else { throw .overrideNeedsReason(item: item.id) }
    case .rating(.notApplicable):
      guard item.allowsNotApplicable else { throw .notApplicableNotAllowed(item: item.id) }
      guard hasReason else { throw .notApplicableNeedsReason(item: item.id) }
    case .rating(let rating):
      if item.isDimension, !hasReason { throw .overrideNeedsReason(item: item.id) }
      let observed = observation(of: item.id)?.conclusiveRating(for: item)
      if let observed, observed != rating, !hasReason {
        throw .disputeNeedsReason(item: item.id, answer: rating, observed: observed)
      }
    }
  }
}

extension AnswerEvent {
  /// How many characters that are not white space make a reason.
  package static let reasonLengthMin = 5

  package static func isReason(_ text: String) -> Bool {
    text.count { !$0.isWhitespace } >= reasonLengthMin
  }
}
