import Checklists
import Evidence

// What a review was scored by. A final review carries the parts of its checklists that make numbers, so that its
// numbers stay what they were when a list is revised later; the texts people read are not among them.
extension Catalogue {
  /// The catalogue without anything that does not count. What a profile changed of it is kept beside it: profiles are
  /// revised as lists are.
  package var ruler: Catalogue {
    let lists = checklists.map(\.ruler)
    guard let plain, profile != nil else { return Catalogue(checklists: lists) }
    let before = Dictionary(plain.flatMap(\.items).map { ($0.id, $0) }) { first, _ in first }
    let unchanged = lists.map { list in
      list.replacingItems(
        list.items.map { item in
          before[item.id].map { item.measured(priority: $0.priority, weight: $0.weight) } ?? item
        })
    }
    return Catalogue(checklists: lists, plain: unchanged == lists ? nil : unchanged)
  }

  /// What to read a review by: a draft by this catalogue, a final review by the lists it was made under.
  ///
  /// A list that is the same today is taken whole; of a revised one, items that ask the same have today's texts. A final
  /// review that carries no ruler is read by today's lists of the names it mentions. What its profile changed is told as
  /// the review carries it, and of one that does not, only where lists and profile are still the same.
  package func used(by review: Review) -> Catalogue {
    guard review.state == .final else { return under(review.profile) }
    guard let ruler = review.ruler else {
      let names = Set(review.checklists.map(\.id))
      return Catalogue(checklists: under(nil).checklists.filter { names.contains($0.id) })
    }
    let today = under(review.profile)
    let lists = ruler.checklists.map { list in
      today.checklists.first { $0.id == list.id && $0.digest == list.digest } ?? list.worded(by: today)
    }
    guard let name = review.profile, name != Profile.standard else {
      return Catalogue(checklists: lists, profiles: profiles)
    }
    let isToday = lists.allSatisfy { list in today.checklist(list.id)?.digest == list.digest }
    let plain = ruler.plain ?? (isToday ? today.plain : nil)
    let asItWas = Profile(
      id: name, title: today.profile?.title ?? name, says: "As it was when the review was made final.")
    let own = Catalogue(checklists: lists, profiles: profiles, profile: today.profile ?? asItWas, plain: plain)
    guard today.profile != nil, own.profileMoves != today.profileMoves else { return own }
    return Catalogue(checklists: lists, profiles: profiles, profile: asItWas, plain: plain)
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

  /// The same question with another weight in the scores.
  package func measured(priority: Priority, weight: Int) -> ChecklistItem {
    guard priority != self.priority || weight != self.weight else { return self }
    return ChecklistItem(
      ruling: id, revision: revision, checklist: checklist, title: title, kind: kind, priority: priority,
      weight: weight, reviewDays: reviewDays, criteria: isDimension ? criteria : nil, criterionDigest: criterionDigest)
  }

  fileprivate var ruler: ChecklistItem {
    ChecklistItem(
      ruling: id, revision: revision, checklist: checklist, title: title, kind: kind, priority: priority,
      weight: weight, reviewDays: reviewDays, criteria: isDimension ? criteria : nil, criterionDigest: criterionDigest)
  }
}
