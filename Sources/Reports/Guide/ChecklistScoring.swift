import Checklists

/// How a checklist makes its number, in words.
extension Checklist {
  package var scoringText: String {
    let count = items.count
    switch scoring {
    case .health:
      return "\(counted("signal")), each rated 2 solid, 1 partial or 0 missing: \(2 * count) points at most. "
        + "Out of 16 points 0-6 are critical gaps, 7-10 needs work, 11-14 solid, 15-16 exemplary."
    case .readiness, .security:
      let parts = ChecklistItem.Priority.allCases.compactMap { priority -> String? in
        let count = items.count { $0.priority == priority }
        return count == 0 || priority == .none ? nil : "\(count) of \(priority.rawValue)"
      }
      return "\(counted("gate")), \(parts.joined(separator: ", ")). A gate is met at 2 only; "
        + "an open one of P0 holds the verdict, and nothing is averaged over priorities."
    case .quality:
      return "\(counted("dimension")), 0 to 100 each, weighted: a dimension is the mean of its criteria, the score the "
        + "weighted mean of the dimensions. 0-40 needs rewrite, 41-60 significant gaps, 61-80 production ready, "
        + "81-100 exemplary."
    case .rules:
      let phase = phase.map { "Phase \($0) of the guide: " } ?? ""
      return "\(phase)\(counted("rule")), each rated 2 where it is followed, 1 in part, 0 where it is violated. Rules "
        + "explain scored items and have no band of their own."
    }
  }

  private func counted(_ noun: String) -> String { "\(items.count) \(noun)\(items.count == 1 ? "" : "s")" }
}
