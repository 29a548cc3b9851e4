import Canvas
import Checklists
import Evidence
import Reviews

@testable import Screens

/// Earlier reviews of the invented shop: two final ones, the older under another security list.
extension Example {
  static let firstID = "20250801T100000Z-0001"
  static let secondID = "20251001T100000Z-0002"

  static let older = Catalogue(
    checklists: catalogue.checklists.map { list in
      list.id != "security"
        ? list
        : Checklist(
          id: list.id, title: list.title, revision: 1, scoring: list.scoring, items: Array(list.items.dropLast()),
          digest: "d3-older")
    })

  static let first = final(firstID, days: -116, under: older) { review, at in
    try review.answering(item("health.documentation"), .missing, author: "ann", at: at)
      .answering(item("readiness.p0.graceful-shutdown"), .missing, author: "ann", at: at)
  }

  /// Answered for findings that have changed since, and for one criterion that has been reworded.
  static let second = final(secondID, days: -54, under: catalogue) { review, at in
    var result = review
    result.events = first.events
    result = try result.answering(
      item("health.error-handling"), .solid, reason: "the last two are harmless", note: "ask again in winter",
      author: "bob", at: at)
    result = try result.answering(item("health.documentation"), .partial, author: "bob", at: at)
    return try result.answering(item("security.secrets"), .missing, author: "bob", at: at)
  }

  static var past: PastReviews {
    var timeline = Timeline(project: review.project)
    for review in [first, second] { timeline.add(review, under: catalogue, at: now) }
    return PastReviews(timeline: timeline, previous: second, isComplete: false)
  }

  /// The same as all there is.
  static var whole: PastReviews {
    PastReviews(timeline: past.timeline, previous: second, isComplete: true)
  }

  static var allProjects: [Timeline] {
    var other = Timeline(project: "example.org/warehouse")
    other.add(first, under: catalogue, at: now)
    return [past.timeline, other]
  }

  /// A review that goes on from the second one, with the past brought and the probes done.
  static func continued(_ width: Int, _ height: Int) -> Front {
    var draft = review
    draft.events = second.events
    var front = Front(
      review: draft, catalogue: catalogue, session: session, size: Size(width: width, height: height), at: now)
    _ = front.receive(.observations(observations, project), at: now)
    _ = front.receive(.probingEnded, at: now)
    _ = front.receive(.past(past), at: now)
    return front
  }

  private static func final(
    _ id: String, days: Int, under catalogue: Catalogue, _ answered: (Review, Instant) throws -> Review
  ) -> Review {
    let at = now.adding(days: days)
    var review = Example.review
    review.id = id
    review.createdAt = at
    review.isDirty = false
    review.checklists = catalogue.references
    review.observations = observations.map { observation in
      observation.item != "health.error-handling"
        ? observation
        : Observation(
          item: observation.item, probes: observation.probes, probeVersion: observation.probeVersion,
          result: .rated(.solid), confidence: .medium, reason: "One wrap loses the chain.",
          evidence: [
            .init(
              location: Location(path: "internal/pay/client.go", line: 88),
              snippet: #"return fmt.Errorf("pay: %v", err)"#,
              message: "err is formatted with %v")
          ], scope: observation.scope)
    }
    do {
      return try answered(review, at).finalized(at: at, under: catalogue)
    } catch {
      preconditionFailure("the example answers what can be answered: \(error)")
    }
  }

  private static func item(_ id: String) -> ChecklistItem {
    guard let item = catalogue.item(id) else { preconditionFailure("the example has no item \(id)") }
    return item
  }
}
