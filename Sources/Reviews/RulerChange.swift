import Checklists
import Evidence

/// A checklist that came, went, was revised or is measured by another profile from one review to another: numbers across
/// it compare with care.
package struct RulerChange: Hashable, Sendable {
  /// Profiles by their names, the standard one included.
  package struct ProfileChange: Hashable, Sendable {
    package let before: String
    package let after: String
    fileprivate var names: String { "\(before.printableLine) to \(after.printableLine)" }
    package var text: String { "profile \(names)" }
  }

  package let checklist: String
  /// Nil where the earlier review did not have the list.
  package let before: Review.ChecklistReference?
  /// Nil where the later one no longer has it.
  package let after: Review.ChecklistReference?
  /// Items that weigh something else, where both sides are known whole.
  package var moves: [ItemMove] = []
  /// The other profile, where both sides have the list and are measured by different ones.
  package var profile: ProfileChange?
  /// Whether the profile is all that differs.
  package var isByProfileOnly = false

  /// `security: revision 1 to 2`, `readiness: profile standard to critical: Traces P1 to P0`, `own: new`.
  package var text: String {
    let isRevised = before != nil && after != nil && before?.revision != after?.revision
    let moved = isRevised ? "" : moves.map { "\($0.title) \($0.text)" }.joined(separator: "; ")
    let parts = [cause, moved].filter { !$0.isEmpty }
    return ([checklist] + (parts.isEmpty ? ["reworded"] : parts)).joined(separator: ": ")
  }

  /// The same without the items that moved: `revision 1 to 2`; empty where only they tell.
  fileprivate var cause: String {
    switch (before, after) {
    case (let before?, let after?):
      let revision = before.revision == after.revision ? nil : "revision \(before.revision) to \(after.revision)"
      let wording = profile != nil && !isByProfileOnly && revision == nil ? "reworded" : nil
      return [revision ?? wording, profile?.text].compactMap { $0 }.joined(separator: ", ")
    case (nil, _): return "new"
    case (_, nil): return "no longer used"
    }
  }
}

extension [RulerChange] {
  /// As a sentence's beginning for a line between two reviews: `the checklists changed: health: revision 1 to 2`, and a
  /// change of profile once, with the lists it moved.
  package var told: String {
    let byProfile = filter(\.isByProfileOnly)
    let others = filter { !$0.isByProfileOnly }
    var parts: [String] = []
    if !others.isEmpty { parts.append("the checklists changed: " + others.map(\.text).joined(separator: "; ")) }
    if let change = byProfile.first?.profile {
      let lists = byProfile.map(\.checklist).joined(separator: ", ")
      parts.append("the profile changed: \(change.names) (\(lists))")
    }
    return parts.joined(separator: "; ")
  }
}

extension RulerChange {
  /// The same of two catalogues, with the items that were given another priority or weight, and the profile that did it.
  package static func between(_ earlier: Catalogue, _ later: Catalogue) -> [RulerChange] {
    between(earlier.references, later.references).map { $0.explained(by: earlier, later) }
  }

  /// - Parameters: what the two reviews were read by; a list that is another one there than the review names tells nothing.
  func explained(by earlier: Catalogue, _ later: Catalogue) -> RulerChange {
    guard let before = earlier.checklist(checklist), let after = later.checklist(checklist),
      before.digest == self.before?.digest, after.digest == self.after?.digest
    else { return self }
    var change = self
    change.moves = after.items.compactMap { item in
      before.items.first { $0.id == item.id }.flatMap { ItemMove(from: $0, to: item) }
    }
    guard earlier.profileName != later.profileName else { return change }
    change.profile = ProfileChange(before: earlier.profileName, after: later.profileName)
    change.isByProfileOnly =
      before.revision == after.revision && before.items.map(\.questionMark) == after.items.map(\.questionMark)
    return change
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

extension ChecklistItem {
  /// What an item asks, whatever it weighs.
  fileprivate var questionMark: [String] { [id, criterionDigest] + criteria }
}
