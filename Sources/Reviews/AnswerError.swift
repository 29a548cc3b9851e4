import Checklists
import Evidence

/// Why an answer, a waiver or a change of state is not taken; the text says what to do instead.
package enum AnswerError: Error, Hashable, Sendable, CustomStringConvertible {
  case reviewIsFinal(id: String)
  case notApplicableNeedsReason(item: String)
  case notApplicableNotAllowed(item: String)
  case disputeNeedsReason(item: String, answer: Rating, observed: Rating)
  case overrideNeedsReason(item: String)
  case percentOutOfRange(item: String, percent: Int)
  case percentOnQuestion(item: String)
  case nothingToAccept(item: String)
  case nothingToWithdraw(item: String)
  case waiverNeedsReason(item: String)
  case waiverNeedsOwner(item: String)
  case waiverDate(item: String, expires: String, problem: WaiverProblem)
  case waiverInThePast(item: String, expires: String)
  case waiverOnUngated(item: String)

  package var description: String {
    let reasonSize = "at least \(AnswerEvent.reasonLengthMin) characters"
    return switch self {
    case .reviewIsFinal(let id): "review \(id) is final and cannot change; start a new review"
    case .notApplicableNeedsReason(let item):
      "say why \(item) does not apply: n/a needs a reason of \(reasonSize)"
    case .notApplicableNotAllowed(let item): "\(item) applies to every project; answer 0, 1 or 2"
    case .disputeNeedsReason(let item, let answer, let observed):
      "say why \(item) is \(answer.text) where the probes found \(observed.text): a dispute needs \(reasonSize)"
    case .overrideNeedsReason(let item):
      "say why \(item) differs from what its criteria give: an override needs a reason of \(reasonSize)"
    case .percentOutOfRange(let item, let percent): "\(item) cannot be \(percent) %; give a number from 0 to 100"
    case .percentOnQuestion(let item): "\(item) is no quality dimension; answer 0, 1, 2 or n/a"
    case .nothingToAccept(let item): "the probes suggest nothing for \(item); answer it yourself"
    case .nothingToWithdraw(let item): "\(item) has no answer to withdraw"
    case .waiverNeedsReason(let item): "say why \(item) may wait: a waiver needs a reason of \(reasonSize)"
    case .waiverNeedsOwner(let item): "name who answers for the waiver of \(item)"
    case .waiverDate(let item, let expires, let problem):
      "the waiver of \(item) cannot run until \"\(expires.printable)\": the date \(problem)"
    case .waiverInThePast(let item, let expires):
      "the waiver of \(item) cannot run until \(expires), which is past; name a day to come"
    case .waiverOnUngated(let item): "\(item) is no gate and cannot be waived; answer it"
    }
  }
}
