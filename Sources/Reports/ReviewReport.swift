import Checklists
import Evidence
import Reviews

/// A review as a document: the same facts for every format.
package struct ReviewReport: Sendable {
  package let review: Review
  package let catalogue: Catalogue
  package let evaluation: Evaluation
  /// The moment the review is evaluated at; a final review is evaluated at its own.
  package let now: Instant
  /// What is known of libraries, for saying what the guide would choose.
  let purposes: [LibraryPurpose]

  package init(review: Review, catalogue: Catalogue, now: Instant, purposes: [LibraryPurpose] = []) {
    self.purposes = purposes
    self.review = review
    self.catalogue = catalogue
    self.now = now
    evaluation = review.evaluated(under: catalogue, at: now)
  }

  func states(of checklist: Checklist) -> [ItemState] {
    evaluation.items.filter { $0.item.checklist == checklist.id }
  }

  /// Who answered, each once, in order of first appearance.
  var authors: [String] {
    var seen: [String] = []
    for event in review.events where !event.author.isEmpty && !seen.contains(event.author) { seen.append(event.author) }
    return seen
  }
}

extension ItemState {
  /// Why the item has the rating it has: the reviewer's reason or note, else the suggestion's.
  var why: String {
    if let answer, source == .human {
      let said = [answer.reason, answer.note].filter { !$0.isEmpty }.joined(separator: " ")
      if !said.isEmpty { return said }
    }
    guard let observation else { return "" }
    // Without a word from the reviewer the probes' reason explains the probes' rating, not another one.
    guard let answer, source == .human, let rating = observation.rating, answer.value != .rating(rating) else {
      return observation.reason
    }
    return "The probes say \(rating.word): \(observation.reason)"
  }

  /// The rating as a word and a figure: `solid (2)`, `not answered`.
  var ratingText: String {
    if let percent { return "\(percent) %" }
    guard let effective else { return proposed.map { "not answered (proposed: \($0.word))" } ?? "not answered" }
    return effective == .notApplicable ? "n/a" : "\(effective.word) (\(effective.text))"
  }
}
