import Checklists
import Evidence

/// What the probes say of one item: the suggestion the reviewer confirms or overrides; it never changes.
///
/// A class, so that a copy is one reference: every rating copies each of them on its way to the scores.
package final class Observation: Hashable, Sendable {
  package enum Result: Hashable, Sendable {
    case rated(Rating)
    /// The probes cannot tell; why.
    case inconclusive(reason: String)
    /// A probe failed; never a 0.
    case failed(reason: String)
  }

  package let item: String
  package let probes: [ProbeID]
  /// Versions of those probes, e.g. `errors/unwrapped@1`.
  package let probeVersion: String
  package let result: Result
  package let confidence: Confidence
  /// One or two sentences: why this rating, with the figures.
  package let reason: String
  package let evidence: [Evidence]
  package let scope: Scope
  /// Over all the evidence there was, also what is not kept because it is too much to show.
  package let evidenceDigest: String

  package struct Evidence: Hashable, Sendable {
    package let location: Location
    package let snippet: String
    package let message: String
    /// The finding's own name; nil in reviews from before findings had one.
    package let fingerprint: String?
    package init(location: Location, snippet: String, message: String, fingerprint: String? = nil) {
      self.fingerprint = fingerprint
      self.location = location
      self.snippet = snippet
      self.message = message
    }
  }

  /// - Parameter evidenceDigest: nil when `evidence` is complete.
  package init(
    item: String, probes: [ProbeID], probeVersion: String, result: Result, confidence: Confidence, reason: String,
    evidence: [Evidence], scope: Scope, evidenceDigest: String? = nil
  ) {
    self.item = item
    self.probes = probes
    self.probeVersion = probeVersion
    self.result = result
    self.confidence = confidence
    self.reason = reason
    self.evidence = evidence
    self.scope = scope
    self.evidenceDigest = evidenceDigest ?? EvidenceDigest.of(snippets: evidence.map(\.snippet))
  }

  /// Compares every property; one that is added belongs here too.
  package static func == (a: Observation, b: Observation) -> Bool {
    if a === b { return true }
    return (a.item, a.probes, a.probeVersion, a.result, a.confidence) == (
      b.item, b.probes, b.probeVersion, b.result, b.confidence
    )
      && (a.reason, a.evidence, a.scope, a.evidenceDigest) == (b.reason, b.evidence, b.scope, b.evidenceDigest)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(item)
    hasher.combine(result)
    hasher.combine(evidenceDigest)
  }

  package var rating: Rating? { if case .rated(let rating) = result { rating } else { nil } }
  package var isFailed: Bool { if case .failed = result { true } else { false } }

  /// The rating, when it may count without a person (`obs*`): for P0 items and for n/a only at high confidence.
  package func conclusiveRating(for item: ChecklistItem) -> Rating? {
    guard let rating else { return nil }
    let needed: Confidence = item.priority == .p0 || rating == .notApplicable ? .high : .medium
    return confidence >= needed ? rating : nil
  }
}
