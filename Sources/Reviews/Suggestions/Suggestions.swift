import Checklists
import Evidence

/// Turns probe outcomes into one observation per item, by the item's suggestion rule.
package struct Suggestions: Sendable {
  package let catalogue: Catalogue
  package let kind: ProjectKind

  package init(catalogue: Catalogue, kind: ProjectKind) {
    self.catalogue = catalogue
    self.kind = kind
  }

  /// Named rules: `spec/catalogue.md` sections 1-3 in Swift, where a join or a threshold does not say enough.
  /// Each family of rules adds its dictionary in a file of its own.
  static let namedRules: [String: NamedRule] = [
    errorRules, structureRules, deliveryRules, operationRules, servingRules, libraryRules,
    commandmentRules, guideRules,
  ]
  .reduce(into: [:]) { all, family in all.merge(family) { first, _ in first } }
}

/// A rule in Swift: outcomes by probe and the module's kind in, a suggestion out. Reads measures, never findings' text.
typealias NamedRule = @Sendable (_ facts: RuleFacts) -> Suggested

/// What a rule may look at.
struct RuleFacts: Sendable {
  let kind: ProjectKind
  let outcomes: [ProbeID: Outcome]
  /// Probes whose findings are harm rather than good.
  var antiPatterns: Set<ProbeID> = []

  subscript(probe: ProbeID) -> Outcome {
    outcomes[probe] ?? Outcome(probe: probe, answer: .inconclusive(reason: "\(probe) did not run"))
  }
}

/// What a rule says: a rating or why there is none, with the reason a reviewer reads.
struct Suggested: Sendable {
  /// Nil: the probes cannot tell.
  let rating: Rating?
  let confidence: Confidence
  let reason: String
  /// Findings to show, most telling first. Nil: all findings of the item's probes.
  let evidence: [Finding]?
  /// The findings that the rating rests on, where others are shown to say where to look: an answer goes stale by these
  /// alone. Nil: all that are shown.
  let decisive: [Finding]?

  init(
    _ rating: Rating?, _ confidence: Confidence, _ reason: String, evidence: [Finding]? = nil,
    decisive: [Finding]? = nil
  ) {
    self.decisive = decisive
    self.rating = rating
    self.confidence = confidence
    self.reason = reason
    self.evidence = evidence
  }
}
