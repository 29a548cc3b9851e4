import Checklists
import Evidence

/// A project's reviews in order of time, each with its own numbers at its own moment.
///
/// Reviews are added one by one, oldest first, so that none has to be kept; the draft, if there is one, comes last.
package struct Timeline: Hashable, Sendable {
  package let project: String
  package private(set) var entries: [Entry] = []
  /// The checklists of the last entry, and what they are read by.
  private var last: Ruler?
  private struct Ruler: Hashable {
    let lists: [Review.ChecklistReference]
    let used: Catalogue
  }

  package init(project: String) { self.project = project }

  package struct Entry: Hashable, Sendable {
    package let id: String
    package let state: Review.State
    /// When it became final; for the draft the moment it is read at.
    package let at: Instant
    package let commit: String?
    package let isDirty: Bool
    package let kind: ProjectKind
    /// The profile its numbers were made under; nil for the lists as they stand.
    package let profile: String?
    /// When somebody last judged: the last answer, or when the review was made final.
    package let reviewedAt: Instant
    /// Answers that need another look at that moment.
    package let staleCount: Int
    package let verdict: Verdict
    package let scores: Scorecard
    /// P0 gates that are not met, waived ones included, in catalogue order.
    package let openGates: [OpenGate]
    /// Against the entry before; none for the first.
    package let rulerChanges: [RulerChange]
  }

  package struct OpenGate: Hashable, Sendable {
    package let item: String
    package let title: String
    package let rating: Rating?
    package let isWaived: Bool
  }

  /// - Parameters:
  ///   - catalogue: today's; a final review is read by its own.
  ///   - now: the moment a draft is read at.
  package mutating func add(_ review: Review, under catalogue: Catalogue, at now: Instant) {
    let used = catalogue.used(by: review)
    add(review, as: review.evaluated(under: used, at: now), under: used, at: now)
  }

  /// The same for a review that has been evaluated already, under the lists it is read by.
  package mutating func add(_ review: Review, as evaluation: Evaluation, under used: Catalogue, at now: Instant) {
    let gates = used.checklists.filter(\.scoring.holdsVerdict).flatMap(\.items).filter { $0.priority == .p0 }
    let open = gates.compactMap { gate -> OpenGate? in
      guard let state = evaluation.state(of: gate.id), state.isOpen else { return nil }
      return OpenGate(
        item: gate.id, title: gate.title, rating: state.effective, isWaived: state.liveWaiver != nil)
    }
    let lists = review.state == .draft ? used.references : review.checklists
    let changes = last.map { last in
      RulerChange.between(last.lists, lists).map { $0.explained(by: last.used, used) }
    }
    entries.append(
      Entry(
        id: review.id, state: review.state, at: review.ownMoment ?? now, commit: review.commit,
        isDirty: review.isDirty, kind: review.kind, profile: used.profile?.id,
        reviewedAt: review.ownMoment ?? review.events.reduce(review.createdAt) { max($0, $1.at) },
        staleCount: evaluation.items.count(where: \.isStale), verdict: evaluation.verdict, scores: evaluation.scores,
        openGates: open,
        rulerChanges: changes ?? []))
    last = Ruler(lists: lists, used: used)
  }
}

/// A P0 gate that is open now, and since when it has been open without a break.
package struct OpenGateAge: Hashable, Sendable {
  package let gate: Timeline.OpenGate
  /// The moment of the first review of the unbroken run that found it open.
  package let since: Instant
  /// How many reviews in a row, this one included.
  package let reviewCount: Int

  package func days(at now: Instant) -> Int { now.day.daysSince1970 - since.day.daysSince1970 }
}

extension Timeline {
  /// The open P0 gates of the last review, those open longest first.
  package var openGateAges: [OpenGateAge] {
    guard let last = entries.last else { return [] }
    let ages = last.openGates.map { gate in
      let run = entries.reversed().prefix { entry in entry.openGates.contains { $0.item == gate.item } }
      return OpenGateAge(gate: gate, since: run.last?.at ?? last.at, reviewCount: run.count)
    }
    return ages.enumerated()
      .sorted { ($0.element.since, $0.offset) < ($1.element.since, $1.offset) }.map(\.element)
  }

  /// The last `count` entries; the first of them still says what changed before it.
  package func latest(_ count: Int) -> Timeline {
    var result = self
    result.entries = Array(entries.suffix(count))
    return result
  }
}
