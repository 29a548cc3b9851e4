import Checklists
import Evidence

/// One review of one project: what was observed, what was answered, and why. Scores are derived, never stored as truth.
package struct Review: Hashable, Sendable {
  package enum State: String, Hashable, Sendable { case draft, final }

  package var id: String
  /// The module path: two clones are one project.
  package var project: String
  package var kind: ProjectKind
  package var commit: String?
  package var isDirty: Bool
  package var createdAt: Instant
  package var state: State
  package var checklists: [ChecklistReference]
  package var toolVersion: String
  /// Append-only; the latest event of an item wins.
  package var events: [AnswerEvent]
  package var waivers: [Waiver]
  package var observations: [Observation]

  package struct ChecklistReference: Hashable, Sendable {
    package let id: String
    package let revision: Int
    package let digest: String
    package init(id: String, revision: Int, digest: String) {
      self.id = id
      self.revision = revision
      self.digest = digest
    }
  }

  package init(
    id: String, project: String, kind: ProjectKind, commit: String?, isDirty: Bool, createdAt: Instant, state: State,
    checklists: [ChecklistReference], toolVersion: String, events: [AnswerEvent] = [], waivers: [Waiver] = [],
    observations: [Observation] = []
  ) {
    self.id = id
    self.project = project
    self.kind = kind
    self.commit = commit
    self.isDirty = isDirty
    self.createdAt = createdAt
    self.state = state
    self.checklists = checklists
    self.toolVersion = toolVersion
    self.events = events
    self.waivers = waivers
    self.observations = observations
  }
}

/// One thing the reviewer did to one item.
package struct AnswerEvent: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case rating(Rating)
    /// Quality dimensions: 0-100.
    case percent(Int)
    case withdrawn
  }

  package var item: String
  package var value: Value
  /// Mandatory for a human n/a and for a dispute.
  package var reason: String
  package var note: String
  package var author: String
  package var at: Instant
  package var commit: String?
  package var criterionDigest: String
  package var evidenceDigest: String
  /// The observation's rating when the answer was given.
  package var observationSeen: Rating?
  package var reviewBy: Instant
  package var pins: [String]

  package init(
    item: String, value: Value, reason: String, note: String, author: String, at: Instant, commit: String?,
    criterionDigest: String, evidenceDigest: String, observationSeen: Rating?, reviewBy: Instant, pins: [String] = []
  ) {
    self.item = item
    self.value = value
    self.reason = reason
    self.note = note
    self.author = author
    self.at = at
    self.commit = commit
    self.criterionDigest = criterionDigest
    self.evidenceDigest = evidenceDigest
    self.observationSeen = observationSeen
    self.reviewBy = reviewBy
    self.pins = pins
  }
}

/// A gate that may stay open for a while. Touches the verdict, never a score.
package struct Waiver: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case wontFix, fixLater }
  package var item: String
  package var kind: Kind
  package var reason: String
  package var owner: String
  package var createdAt: Instant
  /// As written, `2026-12-31`; a malformed one counts as expired, with a warning.
  package var expires: String

  package init(item: String, kind: Kind, reason: String, owner: String, createdAt: Instant, expires: String) {
    self.item = item
    self.kind = kind
    self.reason = reason
    self.owner = owner
    self.createdAt = createdAt
    self.expires = expires
  }
}

/// A moment in UTC, whole seconds since 1970.
package struct Instant: Hashable, Sendable, Comparable {
  package let seconds: Int64
  package init(seconds: Int64) { self.seconds = seconds }
  package static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
  package func adding(days: Int) -> Instant { Instant(seconds: seconds + Int64(days) * 86_400) }
}
