import Checklists
import Evidence

extension Review {
  /// A new draft on new observations, with the answers, notes and own waivers of an earlier review.
  ///
  /// The latest event of every item comes along as it was given, also of items no checklist knows today; whether it
  /// still holds is decided by its staleness, not here. The rest of the history stays with the earlier review.
  /// - Parameter missingPins: pinned texts the tree no longer holds; see `pinnedTexts`.
  package static func next(
    from previous: Review?, id: String, project: String, kind: ProjectKind, commit: String?, isDirty: Bool,
    at now: Instant, catalogue: Catalogue, toolVersion: String, observations: [Observation],
    missingPins: [String] = []
  ) -> Review {
    let earlier = (previous?.events ?? []).enumerated()
    let lastIndex = earlier.reduce(into: [:]) { $0[$1.element.item] = $1.offset }
    let events = earlier.filter { index, event in
      lastIndex[event.item] == index && !(event.value == .withdrawn && event.note.isEmpty)
    }.map(\.element)
    var review = Review(
      id: id, project: project, kind: kind, commit: commit, isDirty: isDirty, createdAt: now, state: .draft,
      checklists: catalogue.references, toolVersion: toolVersion, events: events, waivers: previous?.ownWaivers ?? [],
      observations: observations, missingPins: missingPins)
    review.profile = previous?.profile
    return review
  }

  /// The same draft on observations made anew: a second look at a tree that has changed meanwhile.
  package func observed(
    anew observations: [Observation], commit: String?, isDirty: Bool, catalogue: Catalogue, toolVersion: String,
    missingPins: [String] = []
  ) throws(AnswerError) -> Review {
    guard state == .draft else { throw .reviewIsFinal(id: id) }
    var result = self
    result.observations = observations
    result.commit = commit
    result.isDirty = isDirty
    result.checklists = catalogue.references
    result.toolVersion = toolVersion
    result.missingPins = missingPins
    return result
  }

  /// The review made final: from here on it never changes and is always read at this moment, by these checklists.
  package func finalized(
    at now: Instant, by author: String? = nil, under catalogue: Catalogue
  ) throws(AnswerError) -> Review {
    guard state == .draft else { throw .reviewIsFinal(id: id) }
    var result = self
    let catalogue = catalogue.under(profile)
    result.checklists = catalogue.references
    result.ruler = catalogue.ruler
    result.state = .final
    result.finalizedAt = now
    result.finalizedBy = author
    return result
  }

  /// All texts pinned by answers that count, for looking them up in a tree.
  package var pinnedTexts: [String] {
    Set(latestEvents.values.filter { $0.value != .withdrawn }.flatMap(\.pins)).sorted()
  }
}

extension Catalogue {
  package var references: [Review.ChecklistReference] {
    checklists.map { Review.ChecklistReference(id: $0.id, revision: $0.revision, digest: $0.digest) }
  }
}
