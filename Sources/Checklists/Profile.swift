import Evidence

/// What a service of some tier is measured by: gates that weigh more than the lists say, other weights of quality.
///
/// A profile raises priorities and never lowers one: what a team lives without is a waiver, which ends. Profiles are data
/// (`Checklists/profiles.yml`); the lists as they stand are the first of them, `standard`.
package struct Profile: Hashable, Sendable {
  package static let standard = "standard"

  package let id: String
  package let title: String
  /// What it is for, as a sentence.
  package let says: String
  /// The new priorities, by item.
  package let raises: [String: ChecklistItem.Priority]
  /// The new weights, by dimension; empty for those of the lists.
  package let weights: [String: Int]

  package init(
    id: String, title: String, says: String, raises: [String: ChecklistItem.Priority] = [:],
    weights: [String: Int] = [:]
  ) {
    self.id = id
    self.title = title
    self.says = says
    self.raises = raises
    self.weights = weights
  }
}

/// An item that weighs something else than another reading of the same list says.
package struct ItemMove: Hashable, Sendable {
  package let item: String
  package let title: String
  /// `P1 to P0`, `weight 10 to 15`.
  package let text: String

  /// Nil where neither priority nor weight differ.
  package init?(from before: ChecklistItem, to after: ChecklistItem) {
    var parts: [String] = []
    if before.priority != after.priority { parts.append("\(before.priority.rawValue) to \(after.priority.rawValue)") }
    if before.weight != after.weight { parts.append("weight \(before.weight) to \(after.weight)") }
    guard !parts.isEmpty else { return nil }
    item = after.id
    title = after.title
    text = parts.joined(separator: ", ")
  }
}

extension Catalogue {
  /// The same lists as a profile measures them; nil is the lists as they stand, and so is a name that is not known.
  package func under(_ name: String?) -> Catalogue {
    let wanted = profiles.first { $0.id == name && $0.id != Profile.standard }
    guard wanted != profile else { return self }
    let lists = plain ?? checklists
    guard let wanted else { return Catalogue(checklists: lists, profiles: profiles) }
    return Catalogue(
      checklists: lists.map { $0.under(wanted) }, profiles: profiles, profile: wanted, plain: lists)
  }

  /// What the profile changes, in the order of the lists.
  package var profileMoves: [ItemMove] {
    guard let plain, profile != nil else { return [] }
    let now = Dictionary(items.map { ($0.id, $0) }) { first, _ in first }
    return plain.flatMap(\.items).compactMap { item in now[item.id].flatMap { ItemMove(from: item, to: $0) } }
  }
}

extension Catalogue {
  /// The name of the profile it is measured by, the standard one included.
  package var profileName: String { profile?.id ?? Profile.standard }
}

extension Checklist {
  fileprivate func under(_ profile: Profile) -> Checklist {
    let changed = items.map { $0.under(profile) }
    guard changed != items else { return self }
    // What bears on scores differs, so the digest does too.
    let weights = changed.map { "\($0.id) \($0.priority.rawValue) \($0.weight) \($0.reviewDays)" }
    return replacingItems(changed, digest: SHA256.hex(([digest] + weights).joined(separator: "\u{0}")))
  }
}

extension ChecklistItem {
  /// An answer to a raised gate is asked again as often as others of its new priority, unless the list says otherwise.
  fileprivate func under(_ profile: Profile) -> ChecklistItem {
    let priority = profile.raises[id] ?? priority
    let weight = profile.weights[id] ?? weight
    guard priority != self.priority || weight != self.weight else { return self }
    let days = reviewDays == self.priority.reviewDays ? priority.reviewDays : reviewDays
    return ChecklistItem(
      id: id, revision: revision, checklist: checklist, title: title, kind: kind, priority: priority, weight: weight,
      asks: asks, why: why, solid: solid, partial: partial, missing: missing, look: look, remediation: remediation,
      applies: applies, allowsNotApplicable: allowsNotApplicable, reviewDays: days, suggestion: suggestion,
      criteria: criteria, siblings: siblings, feeds: feeds, criterionDigest: criterionDigest)
  }
}
