import Checklists
import Evidence
import Reviews

/// Two reviews brought together, as a document: the same facts for every format.
package struct MergeReport: Sendable {
  /// One of the two, as it was named on the command line.
  package struct Source: Sendable {
    let name: String
    package let review: Review

    package init(_ name: String, _ review: Review) {
      self.name = name
      self.review = review
    }

    /// Who answered, each once, in order of first appearance.
    var authors: [String] {
      var seen: [String] = []
      for event in review.events where !event.author.isEmpty && !seen.contains(event.author) {
        seen.append(event.author)
      }
      return seen
    }

    var answerCount: Int { review.latestEvents.values.count { $0.value != .withdrawn } }
  }

  let mine: Source
  let theirs: Source
  let merge: Merge
  let decisions: [String: Merge.Side]
  /// The id of the draft that holds the merged answers; nil when nothing was written.
  let written: String?

  package init(
    mine: Source, theirs: Source, merge: Merge, decisions: [String: Merge.Side], written: String?
  ) {
    self.mine = mine
    self.theirs = theirs
    self.merge = merge
    self.decisions = decisions
    self.written = written
  }

  var undecided: [Merge.Item] { merge.conflicts.filter { decisions[$0.id] == nil } }

  /// How many items had each ending, in the order they are told in.
  var counts: [(key: String, words: String, count: Int)] {
    func count(_ outcome: Merge.Outcome) -> Int { merge.items.count { $0.outcome == outcome } }
    return [
      ("shared", "the same already", count(.shared)), ("agreed", "agreed", count(.agreed)),
      ("mine", "only mine", count(.taken(.mine))), ("theirs", "only theirs", count(.taken(.theirs))),
      ("followed", "newer on one side", count(.followed(.mine)) + count(.followed(.theirs))),
      ("conflict", "in conflict", merge.conflicts.count),
      ("refused", "not taken", merge.items.count { $0.refusal != nil }),
    ]
  }
}

extension Merge.Item {
  /// Why the other side's answer was not taken.
  var refusal: String? { if case .refused(let why) = outcome { why } else { nil } }

  var outcomeWord: String {
    switch outcome {
    case .shared: "shared"
    case .agreed: "agreed"
    case .taken(let side), .followed(let side): side.rawValue
    case .conflict: "conflict"
    case .refused: "refused"
    }
  }
}

extension AnswerEvent.Value {
  /// `2 solid`, `n/a`, `70 of 100`, `withdrawn`.
  package var words: String {
    switch self {
    case .rating(.notApplicable): "n/a"
    case .rating(let rating): "\(rating.text) \(rating.word)"
    case .percent(let percent): "\(percent) of 100"
    case .withdrawn: "withdrawn"
    }
  }
}
