import Checklists
import Evidence

extension Review {
  /// The review with a gate waived until a day; an earlier waiver of the same gate is replaced.
  package func waiving(
    _ item: ChecklistItem, _ kind: Waiver.Kind, until expires: String, reason: String, owner: String,
    at now: Instant
  ) throws(AnswerError) -> Review {
    guard state == .draft else { throw .reviewIsFinal(id: id) }
    guard item.kind == .gate else { throw .waiverOnUngated(item: item.id) }
    guard AnswerEvent.isReason(reason) else { throw .waiverNeedsReason(item: item.id) }
    guard !EvidenceDigest.collapsed(owner).isEmpty else { throw .waiverNeedsOwner(item: item.id) }
    let waiver = Waiver(item: item.id, kind: kind, reason: reason, owner: owner, createdAt: now, expires: expires)
    switch waiver.lastDay {
    case .failure(let problem): throw .waiverDate(item: item.id, expires: expires, problem: problem)
    case .success(let day):
      guard now.day <= day else { throw .waiverInThePast(item: item.id, expires: expires) }
    }
    var result = self
    result.waivers.removeAll { $0.item == item.id }
    result.waivers.append(waiver)
    return result
  }

  package func withoutWaiver(of item: String) throws(AnswerError) -> Review {
    guard state == .draft else { throw .reviewIsFinal(id: id) }
    var result = self
    result.waivers.removeAll { $0.item == item }
    return result
  }
}
