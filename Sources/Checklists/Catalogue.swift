import Evidence

/// All checklists of a review, checked: every id unique, every probe known, every weight sum right.
package struct Catalogue: Hashable, Sendable {
  package let checklists: [Checklist]
  /// The profiles it can be measured by; empty where nothing is known of any.
  package let profiles: [Profile]
  /// The one it is measured by; nil for the lists as they stand.
  package let profile: Profile?
  /// The lists as they stand, under a profile.
  package let plain: [Checklist]?
  package let index: ItemIndex

  package init(
    checklists: [Checklist], profiles: [Profile] = [], profile: Profile? = nil, plain: [Checklist]? = nil
  ) {
    self.checklists = checklists
    self.profiles = profiles
    self.profile = profile
    self.plain = plain
    index = ItemIndex(checklists)
  }

  package var items: [ChecklistItem] { index.items }
  /// The probes that a team's own lists declare.
  package var declared: [DeclaredProbe] { checklists.flatMap(\.declared) }
  package func item(_ id: String) -> ChecklistItem? { index.place(of: id).map { index.items[$0] } }
}

/// One list of items and the way it is scored.
package struct Checklist: Hashable, Sendable {
  /// How the items make a number (`spec/scoring.md` section 5).
  package enum Scoring: String, Hashable, Sendable, CaseIterable {
    /// Points out of 2 x applicable.
    case health
    /// Met gates per priority, no percentage.
    case readiness, security
    /// Weighted dimensions, 0-100; each item is a dimension and names its criteria.
    case quality
    /// Rules followed, partly, violated; points as health, without a band.
    case rules
  }

  package let id: String
  package let title: String
  package let revision: Int
  package let scoring: Scoring
  /// Which phase of the guide a list of rules belongs to, from 1; nil for all others.
  package let phase: Int?
  package let items: [ChecklistItem]
  /// Whether it is a team's own rather than one of the program's.
  package let isOwn: Bool
  /// The probes that its items declare, in the order of the file; none in built-in lists.
  package let declared: [DeclaredProbe]
  /// The guide has fourteen; a team's own has room for more.
  package static let phaseMax = 99
  /// SHA-256 of the normalised text, lower-case hex.
  package let digest: String

  package init(
    id: String, title: String, revision: Int, scoring: Scoring, phase: Int? = nil, items: [ChecklistItem],
    isOwn: Bool = false,
    declared: [DeclaredProbe] = [], digest: String
  ) {
    self.id = id
    self.title = title
    self.revision = revision
    self.scoring = scoring
    self.phase = phase
    self.items = items
    self.isOwn = isOwn
    self.declared = declared
    self.digest = digest
  }
}

/// One question of a checklist; it never changes.
///
/// A class, so that a copy is one reference: every rating copies each item dozens of times on its way to the scores.
package final class ChecklistItem: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case graded, gate }
  package enum Priority: String, Hashable, Sendable, CaseIterable { case p0 = "P0", p1 = "P1", p2 = "P2", none }
  package enum Effort: String, Hashable, Sendable, CaseIterable { case small, medium, large }

  package let id: String
  package let revision: Int
  /// Id of its checklist.
  package let checklist: String
  /// A few words for lists and tables: "Graceful shutdown".
  package let title: String
  package let kind: Kind
  package let priority: Priority
  /// Weight inside its checklist; quality's sum to 100, those of a team's own rules are from 1 to 100, others are 1.
  package let weight: Int
  package let asks: String
  package let why: String
  package let solid: String
  package let partial: String
  package let missing: String
  package let look: String
  package let remediation: Remediation
  /// Kinds of module whose code has the item's subject as a rule.
  ///
  /// A guide for readers and filters, not a verdict: a library that does serve is rated like a service, which the
  /// item's suggestion rule decides.
  package let applies: [ProjectKind]
  package let allowsNotApplicable: Bool
  /// Days after which an answer is stale by age.
  package let reviewDays: Int
  package let suggestion: SuggestionRule
  /// Quality dimensions only: ids of the items and rules whose mean the dimension is.
  package let criteria: [String]
  /// Items that ask for the same fact in other lists.
  package let siblings: [String]
  /// Rules only: ids of the scored items that rest on this rule. It shows the way and changes no score.
  package let feeds: [String]
  /// SHA-256 of id and normalised criterion text (asks, solid, partial, missing), lower-case hex.
  package let criterionDigest: String

  package struct Remediation: Hashable, Sendable {
    package let text: String
    /// A short example, and its language: go, dockerfile, yaml, make.
    package let example: String
    package let language: String
    package let effort: Effort
    package init(text: String, example: String, language: String, effort: Effort) {
      self.text = text
      self.example = example
      self.language = language
      self.effort = effort
    }
  }

  package init(
    id: String, revision: Int, checklist: String, title: String, kind: Kind, priority: Priority, weight: Int,
    asks: String,
    why: String, solid: String, partial: String, missing: String, look: String, remediation: Remediation,
    applies: [ProjectKind], allowsNotApplicable: Bool, reviewDays: Int, suggestion: SuggestionRule, criteria: [String],
    siblings: [String], feeds: [String] = [], criterionDigest: String
  ) {
    self.id = id
    self.revision = revision
    self.checklist = checklist
    self.title = title
    self.kind = kind
    self.priority = priority
    self.weight = weight
    self.asks = asks
    self.why = why
    self.solid = solid
    self.partial = partial
    self.missing = missing
    self.look = look
    self.remediation = remediation
    self.applies = applies
    self.allowsNotApplicable = allowsNotApplicable
    self.reviewDays = reviewDays
    self.suggestion = suggestion
    self.criteria = criteria
    self.siblings = siblings
    self.feeds = feeds
    self.criterionDigest = criterionDigest
  }

  /// Whether it is a quality dimension, answered by a percentage rather than a rating.
  package var isDimension: Bool {
    if case .criteria = suggestion { true } else { !criteria.isEmpty }
  }

  /// Compares every property; one that is added belongs here too.
  package static func == (a: ChecklistItem, b: ChecklistItem) -> Bool {
    if a === b { return true }
    return (a.id, a.revision, a.checklist, a.title, a.kind, a.priority)
      == (b.id, b.revision, b.checklist, b.title, b.kind, b.priority)
      && (a.weight, a.asks, a.why, a.solid, a.partial, a.missing)
        == (b.weight, b.asks, b.why, b.solid, b.partial, b.missing)
      && (a.look, a.remediation, a.applies, a.allowsNotApplicable, a.reviewDays, a.suggestion)
        == (b.look, b.remediation, b.applies, b.allowsNotApplicable, b.reviewDays, b.suggestion)
      && (a.criteria, a.siblings, a.feeds, a.criterionDigest) == (b.criteria, b.siblings, b.feeds, b.criterionDigest)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(criterionDigest)
  }
}

/// A measure of a probe and what it must reach, or stay below where `solid` is the smaller limit.
package struct Threshold: Hashable, Sendable {
  /// What the measure is divided by: another measure of the probe, as it is or in thousands.
  package enum Base: Hashable, Sendable {
    case of(String)
    case perThousand(String)

    package var measure: String {
      switch self {
      case .of(let measure), .perThousand(let measure): measure
      }
    }
  }

  package let probe: ProbeID
  package let measure: String
  package let base: Base?
  /// At least this is 2, at least `partial` is 1, else 0; at most, where `solid` is below `partial`.
  package let solid: Double
  package let partial: Double
  /// The figure as a sentence with `{count}` and `{whole}` for the measure and its base; empty for one made of their names.
  package let says: String

  package init(_ probe: ProbeID, measure: String, base: Base? = nil, solid: Double, partial: Double, says: String = "")
  {
    self.probe = probe
    self.measure = measure
    self.base = base
    self.solid = solid
    self.partial = partial
    self.says = says
  }

  package var isLimit: Bool { solid < partial }

  package func rating(of value: Double) -> Rating {
    if isLimit { return value <= solid ? .solid : value <= partial ? .partial : .missing }
    return value >= solid ? .solid : value >= partial ? .partial : .missing
  }
}

/// How the outcomes of an item's probes become its suggestion.
package enum SuggestionRule: Hashable, Sendable {
  /// The worst, or the best, of the probes' outcomes (found 2, partial 1, not found 0; reversed for anti-patterns).
  case worst([ProbeID])
  case best([ProbeID])
  /// All found is 2, some is 1, none is 0.
  case count([ProbeID])
  /// A measure of one probe, held against two limits.
  case threshold(Threshold)
  /// A Swift function in `Reviews` with this name, given these probes' outcomes.
  case named(String, [ProbeID])
  /// Computed from its criteria (quality dimensions).
  case criteria
  /// No suggestion: only a person can tell.
  case none

  package var probes: [ProbeID] {
    switch self {
    case .worst(let probes), .best(let probes), .count(let probes), .named(_, let probes): probes
    case .threshold(let threshold): [threshold.probe]
    case .criteria, .none: []
    }
  }
}
