extension Checklist {
  /// The same list with other items; digest and revision stay.
  /// - Parameter digest: that of the changed list, where the change bears on scores.
  package func replacingItems(_ items: [ChecklistItem], digest: String? = nil) -> Checklist {
    Checklist(
      id: id, title: title, revision: revision, scoring: scoring, phase: phase, items: items, isOwn: isOwn,
      declared: declared, digest: digest ?? self.digest)
  }
}

extension ChecklistItem {
  func replacingSiblings(_ siblings: [String]) -> ChecklistItem {
    ChecklistItem(
      id: id, revision: revision, checklist: checklist, title: title, kind: kind, priority: priority, weight: weight,
      asks: asks, why: why, solid: solid, partial: partial, missing: missing, look: look, remediation: remediation,
      applies: applies, allowsNotApplicable: allowsNotApplicable, reviewDays: reviewDays, suggestion: suggestion,
      criteria: criteria, siblings: siblings, feeds: feeds, criterionDigest: criterionDigest)
  }
}
