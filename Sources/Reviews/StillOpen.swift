import Checklists

extension Evaluation {
  /// What a reviewer leaves undone by making the review final, in one line: `NOT READY; 14 items open, ...`.
  package var stillOpen: String {
    // A dimension is open because its criteria are.
    let questions = items.filter { !$0.item.isDimension }
    func count(_ word: String, _ matches: (ItemState) -> Bool) -> String? {
      let count = questions.count(where: matches)
      return count == 0 ? nil : "\(count) \(word)"
    }
    let unanswered = count("unanswered") { $0.effective == nil }
    let below = count("below solid", \.isUnmet)
    let unconfirmed = count("unconfirmed", \.isUnconfirmed)
    let stale = count("stale", \.isStale)
    let disputed = count("disputed", \.isDisputed)
    let parts = [unanswered, below, unconfirmed, stale, disputed].compactMap(\.self)
    return verdict.word.rawValue + "; " + (parts.isEmpty ? "nothing is open" : parts.joined(separator: ", "))
  }
}
