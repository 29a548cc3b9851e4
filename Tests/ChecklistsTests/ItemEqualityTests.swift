import Evidence
import Testing

@testable import Checklists

/// An item is a class and compared by hand: nothing of it may be left out.
@Suite struct ItemEqualityTests {
  @Test func `items that differ in one property are different, whichever it is`() {
    let plain = item()
    let changed = [
      item(id: "health.other"), item(revision: 2), item(checklist: "security"), item(title: "other"), item(kind: .gate),
      item(priority: .p0), item(weight: 2), item(asks: "other"), item(why: "other"), item(solid: "other"),
      item(partial: "other"), item(missing: "other"), item(look: "other"),
      item(remediation: .init(text: "other", example: "", language: "", effort: .small)), item(applies: [.cli]),
      item(allowsNotApplicable: false), item(reviewDays: 1), item(suggestion: .criteria), item(criteria: ["other"]),
      item(siblings: ["other"]), item(feeds: ["other"]), item(criterionDigest: "other"),
    ]
    #expect(changed.allSatisfy { $0 != plain })
    #expect(Set(changed).count == changed.count)
    #expect(Mirror(reflecting: plain).children.count == changed.count, "a new property is compared, and changed here")
    #expect(item() == plain && item() !== plain && item().hashValue == plain.hashValue)
  }

  private func item(
    id: String = "health.one", revision: Int = 1, checklist: String = "health", title: String = "",
    kind: ChecklistItem.Kind = .graded, priority: ChecklistItem.Priority = .none, weight: Int = 1, asks: String = "",
    why: String = "", solid: String = "", partial: String = "", missing: String = "", look: String = "",
    remediation: ChecklistItem.Remediation = .init(text: "", example: "", language: "", effort: .small),
    applies: [ProjectKind] = [], allowsNotApplicable: Bool = true, reviewDays: Int = 90,
    suggestion: SuggestionRule = .none, criteria: [String] = [], siblings: [String] = [], feeds: [String] = [],
    criterionDigest: String = ""
  ) -> ChecklistItem {
    ChecklistItem(
      id: id, revision: revision, checklist: checklist, title: title, kind: kind, priority: priority, weight: weight,
      asks: asks, why: why, solid: solid, partial: partial, missing: missing, look: look, remediation: remediation,
      applies: applies, allowsNotApplicable: allowsNotApplicable, reviewDays: reviewDays, suggestion: suggestion,
      criteria: criteria, siblings: siblings, feeds: feeds, criterionDigest: criterionDigest)
  }
}
