import Checklists
import Evidence
import Testing

@testable import Reviews

/// A probe that cannot tell is never a zero, whichever rule rests on it.
@Suite struct UntoldTests {
  @Test(arguments: [Outcome.Answer.inconclusive(reason: "too large"), .failed(reason: "too large")])
  func `what cannot be told is said with its reason, what does not apply only where a rule says so`(
    _ answer: Outcome.Answer
  ) {
    let untold = Outcome(probe: "p/x", answer: answer)
    let told = Outcome(probe: "p/y", answer: .notApplicable(reason: "no SQL"))
    #expect(untold.untold?.rating == nil && untold.untold?.reason == "too large")
    #expect(untold.unanswered?.reason == "too large" && untold.unanswered?.rating == nil)
    #expect(told.untold == nil && told.unanswered?.rating == .notApplicable)
    #expect([told, untold].untold?.reason == "too large" && [told, told].untold == nil)
  }

  @Test(arguments: ProjectKind.allCases) func `no rule rates what was not looked for, for any kind of module`(
    _ kind: ProjectKind
  ) {
    let rules = Suggestions.namedRules.keys.sorted().map { SuggestionRule.named($0, ["p/x"]) }
    let joins: [SuggestionRule] = [
      .worst(["p/x"]), .best(["p/x"]), .count(["p/x"]),
      .threshold(Threshold("p/x", measure: "m", base: nil, solid: 1, partial: 0, says: "")),
    ]
    let items = (rules + joins).enumerated().map { index, rule in
      ChecklistItem.sample("health.item\(index)", suggestion: rule, applies: [.service])
    }
    let catalogue = Catalogue(checklists: [.sample(.health, items)])
    let observations = Suggestions(catalogue: catalogue, kind: kind).observations(
      of: [Outcome(probe: "p/other", answer: .found)], versions: [:], antiPatterns: [])
    #expect(observations.count == items.count && rules.count > 50)
    for observation in observations {
      guard case .inconclusive(let reason) = observation.result, reason.hasSuffix("p/x did not run") else {
        Issue.record("\(observation.item): \(observation.result), \(observation.reason)")
        continue
      }
    }
  }
}
