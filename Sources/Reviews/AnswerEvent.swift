import Checklists

/// One thing the reviewer did to one item.
///
/// A value, kept by reference: a review has hundreds of them, and every further answer copies them all.
package struct AnswerEvent: Sendable {
  package enum Value: Hashable, Sendable {
    case rating(Rating)
    /// Quality dimensions: 0-100.
    case percent(Int)
    case withdrawn
  }

  private struct Fields: Hashable, Sendable {
    var item: String
    var value: Value
    var reason: String
    var note: String
    var author: String
    var at: Instant
    var commit: String?
    var criterionDigest: String
    var evidenceDigest: String
    var observationSeen: Rating?
    var reviewBy: Instant
    var pins: [String]
    var itemRevision: Int?
    var decidedBy: String?
  }

  /// Never changes once it is made.
  private final class Kept: Sendable {
    let fields: Fields
    init(_ fields: Fields) { self.fields = fields }
  }

  private var kept: Kept

  private mutating func change(_ change: (inout Fields) -> Void) {
    var fields = kept.fields
    change(&fields)
    kept = Kept(fields)
  }

  package init(
    item: String, value: Value, reason: String, note: String, author: String, at: Instant, commit: String?,
    criterionDigest: String, evidenceDigest: String, observationSeen: Rating?, reviewBy: Instant, pins: [String] = [],
    itemRevision: Int? = nil, decidedBy: String? = nil
  ) {
    kept = Kept(
      Fields(
        item: item, value: value, reason: reason, note: note, author: author, at: at, commit: commit,
        criterionDigest: criterionDigest, evidenceDigest: evidenceDigest, observationSeen: observationSeen,
        reviewBy: reviewBy, pins: pins, itemRevision: itemRevision, decidedBy: decidedBy))
  }
}

extension AnswerEvent: Hashable {
  package static func == (a: AnswerEvent, b: AnswerEvent) -> Bool {
    a.kept === b.kept || a.kept.fields == b.kept.fields
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(kept.fields) }
}

extension [AnswerEvent] {
  /// The same as `starts(with:)`, which copies each of hundreds of answers with every save.
  package func begin(with others: [AnswerEvent]) -> Bool {
    count >= others.count && commonPrefixCount(with: others) == others.count
  }

  /// How many answers both have at the start.
  func commonPrefixCount(with others: [AnswerEvent]) -> Int {
    let end = Swift.min(count, others.count)
    return withUnsafeBufferPointer { own in
      others.withUnsafeBufferPointer { others in (0..<end).first { own[$0] != others[$0] } ?? end }
    }
  }
}

extension AnswerEvent {
  package var item: String {
    get { kept.fields.item }
    set { change { $0.item = newValue } }
  }

  package var value: Value {
    get { kept.fields.value }
    set { change { $0.value = newValue } }
  }

  /// Mandatory for a human n/a and for a dispute.
  package var reason: String {
    get { kept.fields.reason }
    set { change { $0.reason = newValue } }
  }

  package var note: String {
    get { kept.fields.note }
    set { change { $0.note = newValue } }
  }

  package var author: String {
    get { kept.fields.author }
    set { change { $0.author = newValue } }
  }

  package var at: Instant {
    get { kept.fields.at }
    set { change { $0.at = newValue } }
  }

  package var commit: String? {
    get { kept.fields.commit }
    set { change { $0.commit = newValue } }
  }

  package var criterionDigest: String {
    get { kept.fields.criterionDigest }
    set { change { $0.criterionDigest = newValue } }
  }

  package var evidenceDigest: String {
    get { kept.fields.evidenceDigest }
    set { change { $0.evidenceDigest = newValue } }
  }

  /// The observation's rating when the answer was given.
  package var observationSeen: Rating? {
    get { kept.fields.observationSeen }
    set { change { $0.observationSeen = newValue } }
  }

  package var reviewBy: Instant {
    get { kept.fields.reviewBy }
    set { change { $0.reviewBy = newValue } }
  }

  /// Source texts the reviewer pinned, whitespace collapsed: the answer is stale when one is gone.
  package var pins: [String] {
    get { kept.fields.pins }
    set { change { $0.pins = newValue } }
  }

  /// The item's revision when answered; nil in events that did not record it.
  package var itemRevision: Int? {
    get { kept.fields.itemRevision }
    set { change { $0.itemRevision = newValue } }
  }

  /// Who chose this answer over another person's in a merge; nil where nobody had to.
  package var decidedBy: String? {
    get { kept.fields.decidedBy }
    set { change { $0.decidedBy = newValue } }
  }
}
