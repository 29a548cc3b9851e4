import Checklists

/// Items of different lists that ask for the same fact.
package enum Siblings {
  /// The open siblings an answer's rating may be offered to: those that do not have it already.
  ///
  /// Offered, never applied: the other list's criterion may draw its line elsewhere.
  package static func offers(after item: String, in evaluation: Evaluation) -> [ItemState] {
    guard let state = evaluation.state(of: item), let rating = state.effective else { return [] }
    return evaluation.siblings(of: item).filter { sibling in
      sibling.source != .human && sibling.effective != rating
        && (rating != .notApplicable || sibling.item.allowsNotApplicable)
    }
  }

  /// One line for every pair that says the opposite of the same fact, by place.
  static func contradictions(_ standings: [Standing], _ index: ItemIndex) -> [String] {
    var told: Set<Set<Int>> = []
    var lines: [String] = []
    func text(_ place: Int) -> String {
      "\(index.items[place].id) is \(standings[place].rating?.text ?? "unanswered")"
    }
    for (place, standing) in standings.enumerated() {
      guard let opposite = standing.rating?.opposite else { continue }
      for other in index.siblings[place] where standings[other].rating == opposite {
        guard told.insert([place, other]).inserted else { continue }
        lines.append("\(text(place)) and \(text(other)), though both ask for the same")
      }
    }
    return lines
  }
}

extension Evaluation {
  /// Either of two items may name the other.
  fileprivate func siblings(of item: String) -> [ItemState] {
    index.place(of: item).map { index.allSiblings[$0].map { items[$0] } } ?? []
  }
}

extension Rating {
  /// What contradicts it flatly; half a yes contradicts nothing.
  fileprivate var opposite: Rating? {
    switch self {
    case .solid: .missing
    case .missing: .solid
    case .partial, .notApplicable: nil
    }
  }
}
