import Checklists
import Evidence

/// One review of one project: what was observed, what was answered, and why. Scores are derived, never stored as truth.
package struct Review: Hashable, Sendable {
  package enum State: String, Hashable, Sendable { case draft, final }

  package var id: String
  /// The module path: two clones are one project.
  package var project: String
  package var kind: ProjectKind
  /// The profile it is measured by; nil where nobody has chosen one, which is the standard.
  package var profile: String?
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
  /// Pinned texts of answers that the tree no longer holds, whitespace collapsed.
  package var missingPins: [String]
  /// When it became final.
  package var finalizedAt: Instant?
  /// Who made it final; nil in drafts and in reviews from before this was kept.
  package var finalizedBy: String?
  /// Known libraries the module uses, as the last look at the code found them.
  package var libraries: [UsedLibrary] = []
  /// What a final review was scored by; nil in drafts, which are read by today's checklists.
  package var ruler: Catalogue?

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
    observations: [Observation] = [], missingPins: [String] = [], finalizedAt: Instant? = nil,
    ruler: Catalogue? = nil
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
    self.missingPins = missingPins
    self.finalizedAt = finalizedAt
    self.ruler = ruler
  }
}
