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

  @Test(arguments: Suggestions.namedRules.keys.sorted()) func `no rule calls missing what no probe could tell`(
    _ item: String
  ) {
    // Whatever a rule asks for did not run.
    for kind in ProjectKind.allCases {
      let said = Suggestions.namedRules[item]?(RuleFacts(kind: kind, outcomes: [:]))
      #expect(said != nil && said?.rating != .missing && said?.rating != .partial, "\(kind): \(said?.reason ?? "")")
    }
  }
}
