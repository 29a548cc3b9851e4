import Checklists
import Evidence

extension AnswerEvent {
  /// Why the answer can no longer be taken as it is; empty means it is fresh.
  ///
  /// A new commit, a new tool version or a moved path are no reasons. A failed or absent observation is none either:
  /// nothing was seen that contradicts the answer.
  package func staleReasons(
    item: ChecklistItem, observation: Observation?, missingPins: [String], at now: Instant
  ) -> [ItemState.StaleReason] {
    var reasons: [ItemState.StaleReason] = []
    if now > reviewBy { reasons.append(.age) }
    let isRevised = itemRevision.map { $0 != item.revision } ?? false
    if criterionDigest != item.criterionDigest || isRevised { reasons.append(.criterion) }
    if evidenceChanged(since: observation) || pins.contains(where: missingPins.contains) { reasons.append(.evidence) }
    if let rating = observation?.rating, rating != observationSeen { reasons.append(.outcome) }
    return reasons
  }

  private func evidenceChanged(since observation: Observation?) -> Bool {
    guard let observation, !observation.isFailed else { return false }
    return evidenceDigest != EvidenceDigest.of(observation, pins: pins)
  }
}
