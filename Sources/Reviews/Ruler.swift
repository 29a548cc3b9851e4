import Checklists
import Evidence

// What a review was scored by. A final review carries the parts of its checklists that make numbers, so that its
// numbers stay what they were when a list is revised later; the texts people read are not among them.
extension Catalogue {
  /// The catalogue without anything that does not count.
  package var ruler: Catalogue { Catalogue(checklists: checklists.map(\.ruler)) }

  /// What to read a review by: a draft by this catalogue, a final review by the lists it was made under.
  ///
  /// A list that is the same today is taken whole; of a revised one, items that ask the same have today's texts. A final
  /// review that carries no ruler is read by today's lists of the names it mentions.
  package func used(by review: Review) -> Catalogue {
    guard review.state == .final else { return under(review.profile) }
    guard let ruler = review.ruler else {
      let names = Set(review.checklists.map(\.id))
      return Catalogue(checklists: under(nil).checklists.filter { names.contains($0.id) })
    }
    let profile = profiles.first { $0.id == review.profile && $0.id != Profile.standard }
    return Catalogue(
      checklists: ruler.checklists.map { list in
        checklists.first { $0.id == list.id && $0.digest == list.digest } ?? list.worded(by: self)
      }, profiles: profiles, profile: profile, plain: profile == nil ? nil : under(nil).checklists)
  }
}

extension Checklist {
  fileprivate var ruler: Checklist {
    Checklist(
      id: id, title: title, revision: revision, scoring: scoring, phase: phase, items: items.map(\.ruler),
      digest: digest)
  }
}

extension Checklist {
  fileprivate func worded(by today: Catalogue) -> Checklist {
    let worded = items.map { item in
      today.item(item.id).flatMap { $0.criterionDigest == item.criterionDigest ? item.worded(by: $0) : nil } ?? item
    }
    return Checklist(
      id: id, title: title, revision: revision, scoring: scoring, phase: phase, items: worded, digest: digest)
  }
}

extension ChecklistItem {
  /// The same arithmetic with another item's texts.
  fileprivate func worded(by item: ChecklistItem) -> ChecklistItem {
    ChecklistItem(
      id: id, revision: revision, checklist: checklist, title: title, kind: kind, priority: priority, weight: weight,
      asks: item.asks, why: item.why, solid: item.solid, partial: item.partial, missing: item.missing, look: item.look,
      remediation: item.remediation, applies: item.applies, allowsNotApplicable: item.allowsNotApplicable,
      reviewDays: reviewDays, suggestion: isDimension ? .criteria : item.isDimension ? .none : item.suggestion,
      criteria: criteria, siblings: item.siblings, feeds: item.feeds, criterionDigest: criterionDigest)
  }

  /// The item as arithmetic and staleness know it.
  package convenience init(
    ruling id: String, revision: Int, checklist: String, title: String, kind: Kind, priority: Priority, weight: Int,
    reviewDays: Int, criteria: [String]?, criterionDigest: String
  ) {
    self.init(
      id: id, revision: revision, checklist: checklist, title: title, kind: kind, priority: priority, weight: weight,
      asks: "", why: "", solid: "", partial: "", missing: "", look: "",
      remediation: Remediation(text: "", example: "", language: "", effort: .small), applies: ProjectKind.allCases,
      allowsNotApplicable: true, reviewDays: reviewDays, suggestion: criteria == nil ? .none : .criteria,
      criteria: criteria ?? [], siblings: [], criterionDigest: criterionDigest)
  }

  fileprivate var ruler: ChecklistItem {
    ChecklistItem(
      ruling: id, revision: revision, checklist: checklist, title: title, kind: kind, priority: priority,
      weight: weight, reviewDays: reviewDays, criteria: isDimension ? criteria : nil, criterionDigest: criterionDigest)
  }
}

/// A checklist that came, went or was revised from one review to another: numbers across it compare with care.
package struct RulerChange: Hashable, Sendable {
  package let checklist: String
  /// Nil where the earlier review did not have the list.
  package let before: Review.ChecklistReference?
  /// Nil where the later one no longer has it.
  package let after: Review.ChecklistReference?
  /// Items that weigh something else, where both sides are known whole.
  package var moves: [ItemMove] = []

  /// `security: revision 1 to 2`, `own: new`.
  package var text: String {
    switch (before, after) {
    case (let before?, let after?) where before.revision != after.revision:
      "\(checklist): revision \(before.revision) to \(after.revision)"
    case (_?, _?) where !moves.isEmpty:
      "\(checklist): " + moves.map { "\($0.title) \($0.text)" }.joined(separator: "; ")
    case (_?, _?): "\(checklist): reworded"
    case (nil, _): "\(checklist): new"
    case (_, nil): "\(checklist): no longer used"
    }
  }
}

extension RulerChange {
  /// The same of two catalogues, with the items that were given another priority or weight.
  package static func between(_ earlier: Catalogue, _ later: Catalogue) -> [RulerChange] {
    between(earlier.references, later.references).map { change in
      var change = change
      let before = earlier.checklist(change.checklist)?.items ?? []
      let after = later.checklist(change.checklist)?.items ?? []
      change.moves = after.compactMap { item in
        before.first { $0.id == item.id }.flatMap { ItemMove(from: $0, to: item) }
      }
      return change
    }
  }

  /// What differs between two reviews' lists, by digest, in the order of the later one.
  package static func between(
    _ earlier: [Review.ChecklistReference], _ later: [Review.ChecklistReference]
  ) -> [RulerChange] {
    let kept = later.compactMap { list -> RulerChange? in
      let before = earlier.first { $0.id == list.id }
      return before?.digest == list.digest ? nil : RulerChange(checklist: list.id, before: before, after: list)
    }
    let gone = earlier.filter { list in !later.contains { $0.id == list.id } }
    return kept + gone.map { RulerChange(checklist: $0.id, before: $0, after: nil) }
  }
}
