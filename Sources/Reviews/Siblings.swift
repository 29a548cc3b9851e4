import Checklists

/// Items of different lists that ask for the same fact.
package enum Siblings {
  /// The open siblings an answer's rating may be offered to: those that do not have it already.
  ///
  /// Offered, never applied: the other list's criterion may draw its line elsewhere.
  package static func offers(after item: String, in evaluation: Evaluation) -> [ItemState] {
    guard let state = evaluation.state(of: item), let rating = state.effective else { return [] }
    return of(state.item, in: evaluation.items).filter { sibling in
      sibling.source != .human && sibling.effective != rating
        && (rating != .notApplicable || sibling.item.allowsNotApplicable)
    }
  }

  /// One line for every pair that says the opposite of the same fact.
  static func contradictions(_ states: [ItemState]) -> [String] {
    let byID = Dictionary(states.map { ($0.item.id, $0) }, uniquingKeysWith: { first, _ in first })
    var told: Set<Set<String>> = []
    var lines: [String] = []
    for state in states {
      for sibling in state.item.siblings.compactMap({ byID[$0] }) {
        let isOpposite = Set([state.effective, sibling.effective]) == [.solid, .missing]
        guard isOpposite, told.insert([state.item.id, sibling.item.id]).inserted else { continue }
        lines.append(
          "\(state.item.id) is \(text(state)) and \(sibling.item.id) is \(text(sibling)), though both ask for the same")
      }
    }
    return lines
  }

  /// Either of two items may name the other.
  private static func of(_ item: ChecklistItem, in states: [ItemState]) -> [ItemState] {
    states.filter {
      $0.item.id != item.id && (item.siblings.contains($0.item.id) || $0.item.siblings.contains(item.id))
    }
  }

  private static func text(_ state: ItemState) -> String { state.effective?.text ?? "unanswered" }
}
