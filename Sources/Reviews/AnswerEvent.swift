import Checklists

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
  /// Source texts the reviewer pinned, whitespace collapsed: the answer is stale when one is gone.
  package var pins: [String]
  /// The item's revision when answered; nil in events that did not record it.
  package var itemRevision: Int?
  /// Who chose this answer over another person's in a merge; nil where nobody had to.
  package var decidedBy: String?

  package init(
    item: String, value: Value, reason: String, note: String, author: String, at: Instant, commit: String?,
    criterionDigest: String, evidenceDigest: String, observationSeen: Rating?, reviewBy: Instant, pins: [String] = [],
    itemRevision: Int? = nil, decidedBy: String? = nil
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
    self.itemRevision = itemRevision
    self.decidedBy = decidedBy
  }
}
