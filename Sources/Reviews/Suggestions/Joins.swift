import Checklists
import Evidence

/// Several outcomes as one rating: worst, best, count.
///
/// What does not apply is left out. What cannot be told is tried as the worst and as the best it could be; where both
/// give the same rating it does not matter, else the join cannot tell either.
struct Joins {
  let outcomes: [Outcome]
  let antiPatterns: Set<ProbeID>

  func suggestion(_ rule: SuggestionRule) -> Suggested {
    let applicable = outcomes.filter { $0.isApplicable }
    guard !applicable.isEmpty else { return notApplicable() }
    let low = Joins.joined(rule, applicable.map { points($0) ?? 0 })
    let high = Joins.joined(rule, applicable.map { points($0) ?? 2 })
    let reasons = applicable.map(reason).joined(separator: "; ")
    guard low == high else { return Suggested(nil, .low, reasons) }
    let rating: Rating = low == 2 ? .solid : low == 1 ? .partial : .missing
    return Suggested(rating, confidence(applicable), reasons)
  }

  private static func joined(_ rule: SuggestionRule, _ points: [Int]) -> Int {
    switch rule {
    case .worst: points.min() ?? 0
    case .best: points.max() ?? 0
    case .count: points.allSatisfy { $0 == 2 } ? 2 : points.contains { $0 > 0 } ? 1 : 0
    case .threshold, .named, .criteria, .none: preconditionFailure("\(rule) joins no outcomes")
    }
  }

  /// Nil: cannot be told.
  private func points(_ outcome: Outcome) -> Int? {
    let isHarmful = antiPatterns.contains(outcome.probe)
    return switch outcome.answer {
    case .found: isHarmful ? 0 : 2
    case .partial: 1
    case .notFound: isHarmful ? 2 : 0
    case .notApplicable, .inconclusive, .failed: nil
    }
  }

  private func confidence(_ outcomes: [Outcome]) -> Confidence { outcomes.map(\.confidence).min() ?? .low }

  private func notApplicable() -> Suggested {
    let reasons = outcomes.map(reason).joined(separator: "; ")
    return outcomes.isEmpty
      ? Suggested(nil, .low, "No probe looks for this.") : Suggested(.notApplicable, .high, reasons)
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private func reason(_ outcome: Outcome) -> String {
    switch outcome.answer {
    case .found: "\(outcome.probe): found in \(counted(outcome.findings.count, "place"))"
    case .partial: "\(outcome.probe): found in part"
    case .notFound where !outcome.findings.isEmpty:
      "\(outcome.probe): found in \(counted(outcome.findings.count, "place")) only"
    case .notFound: "\(outcome.probe): not found in \(counted(outcome.scope.files, "file"))"
    case .notApplicable(let reason), .inconclusive(let reason), .failed(let reason): "\(outcome.probe): \(reason)"
    }
  }
}

extension Outcome {
  fileprivate var isApplicable: Bool { if case .notApplicable = answer { false } else { true } }

  /// The least trusted finding's; an absence is never more than medium, as it may hide behind a name nobody knows.
  var confidence: Confidence { findings.map(\.confidence).min() ?? .medium }
}
