import Checklists
import Evidence
import Reviews

/// What changed between two reviews, as a document: the same facts for every format.
package struct DifferenceReport: Sendable {
  package let from: Review
  package let to: Review
  package let difference: Difference
  /// Checklists that came, went or were revised; what they moved is the ruler of each score.
  package let rulerChanges: [RulerChange]
  /// Two revisions of the code without answers: no review was looked at.
  package let isProbesOnly: Bool
  let coverage: (before: Fraction?, after: Fraction?)
  let now: Instant

  /// - Parameters:
  ///   - catalogue: today's; a final review is read by its own.
  ///   - now: the moment drafts are read at.
  package init(from: Review, to: Review, catalogue: Catalogue, now: Instant, isProbesOnly: Bool = false) {
    self.from = from
    self.to = to
    self.now = now
    self.isProbesOnly = isProbesOnly
    let listsBefore = catalogue.used(by: from)
    let listsAfter = catalogue.used(by: to)
    difference = Difference(from: from, under: listsBefore, to: to, under: listsAfter, at: now)
    rulerChanges = RulerChange.between(listsBefore, listsAfter)
    coverage = (
      from.evaluated(under: listsBefore, at: now).scores.coverage,
      to.evaluated(under: listsAfter, at: now).scores.coverage
    )
  }

  /// The scores a difference splits, in the order of every format.
  var scores: [(name: String, key: String, change: Difference.Change)] {
    [
      ("Health points", "health", difference.health), ("Readiness gates", "readiness", difference.readiness),
      ("Security gates", "security", difference.security), ("Quality", "quality", difference.quality),
    ]
  }

  /// Items whose answer held before and does not now.
  var wentStale: [Difference.ItemChange] { difference.items.filter { !$0.newlyStale.isEmpty } }

  var withEvidence: [Difference.ItemChange] { difference.items.filter { !$0.evidence.isEmpty } }

  /// `20261001T…, final, 2026-10-01, at 3f2a9c17d0, modified`.
  func side(_ review: Review, code: (String) -> String = { $0 }) -> String {
    var parts: [String] = []
    if !isProbesOnly { parts = [review.id, review.state.rawValue, (review.ownMoment ?? now).day.text] }
    if let commit = review.commit { parts.append((isProbesOnly ? "" : "at ") + code(String(commit.prefix(10)))) }
    if review.isDirty { parts.append("modified") }
    if let profile = review.profile, profile != Profile.standard { parts.append("profile \(profile.printableLine)") }
    return parts.joined(separator: ", ")
  }

  /// A number of a difference: whole where it is, else cut to one decimal.
  static func number(_ value: Fraction?) -> String {
    guard let value else { return "n/a" }
    return value.denominator == 1 ? "\(value.numerator)" : value.decimalText
  }

  static func signed(_ value: Fraction) -> String {
    if value == .zero { return "0" }
    return value.denominator == 1 ? (value.numerator > 0 ? "+" : "") + "\(value.numerator)" : value.signedText
  }
}

extension Difference.ItemChange {
  /// `1 -> 2`; `-` is unanswered, and a side that does not have the item is empty.
  func ratings(arrow: String) -> String {
    let sides = [Difference.ItemChange.rating(old), Difference.ItemChange.rating(new)]
    return sides[0] == sides[1] ? sides[0] : "\(sides[0]) \(arrow) \(sides[1])"
  }

  private static func rating(_ state: ItemState?) -> String {
    guard let state else { return "none" }
    if let percent = state.percent { return "\(percent) %" }
    return state.effective?.text ?? "-"
  }

  /// `+1 health, -2.5 quality, +1 gate`; empty where no score moved.
  var effect: String {
    var parts: [String] = []
    if health != .zero { parts.append("\(DifferenceReport.signed(health)) health") }
    if quality != .zero { parts.append("\(DifferenceReport.signed(quality)) quality") }
    if gates != .zero { parts.append("\(DifferenceReport.signed(gates)) gate") }
    return parts.joined(separator: ", ")
  }

  /// What was answered, by whom and when: `solid by ann on 2026-10-01`.
  var answerText: String? {
    guard let answer = new?.answer else { return nil }
    let value =
      switch answer.value {
      case .rating(let rating): rating.word
      case .percent(let percent): "\(percent) %"
      case .withdrawn: "withdrawn"
      }
    return "\(value) by \(answer.author) on \(answer.at.day.text)"
  }
}
