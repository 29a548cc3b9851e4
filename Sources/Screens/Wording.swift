import Checklists
import Evidence
import Reviews

/// How ratings, states and numbers are said, the same way on every screen.
enum Wording {
  /// Patterns named of what was searched for: some probes know a hundred names.
  static let patternCountMax = 12

  /// `46 files for Bind, BindJSON and 20 more`.
  static func searched(_ scope: Scope) -> String {
    let shown = scope.patterns.prefix(patternCountMax).joined(separator: ", ")
    let more = scope.patterns.count - patternCountMax
    return plural(scope.files, "file") + (shown.isEmpty ? "" : " for \(shown)\(more > 0 ? " and \(more) more" : "")")
  }

  /// Digit and word, so that neither colour nor a mark has to carry it.
  static func rating(_ rating: Rating?) -> String {
    guard let rating else { return "- open" }
    return rating == .notApplicable ? "n/a" : "\(rating.text) \(rating.word)"
  }

  static func value(_ value: AnswerEvent.Value) -> String {
    switch value {
    case .rating(let rating): Wording.rating(rating)
    case .percent(let percent): "\(percent) of 100"
    case .withdrawn: "withdrawn"
    }
  }

  /// What was answered, by whom and when, and who chose it where two differed.
  static func answer(_ event: AnswerEvent) -> String {
    "\(value(event.value)) by \(event.author) on \(event.at.day.text)"
      + (event.decidedBy.map { ", decided by \($0)" } ?? "")
  }

  /// Where the rating comes from and what is wrong with it, the most important first.
  static func states(_ state: ItemState, isProbed: Bool) -> [String] {
    var words: [String] = []
    if state.isProbeError { words.append("probe error") }
    if state.isDisputed { words.append("disputed") }
    if state.isStale { words.append(stale(state)) }
    if state.liveWaiver != nil { words.append("waived") }
    if let proposed = state.proposed { words.append("proposed \(proposed.text)") }
    if state.isUnconfirmed { words.append("unconfirmed") }
    if words.isEmpty {
      switch state.source {
      case .human: words.append("answered")
      case .probe: words.append("probe")
      case .none:
        if state.observation == nil {
          words.append(
            state.item.suggestion.probes.isEmpty ? "ask a person" : isProbed ? "nothing observed" : "not probed yet")
        } else if state.effective == nil {
          words.append("cannot tell")
        }
      }
    }
    return words
  }

  /// A state's word for a line that has no room beside the title.
  static func short(_ word: String) -> String {
    switch word {
    case "unconfirmed": "unconf."
    case "not probed yet": "not probed"
    case "nothing observed": "not seen"
    default: word
    }
  }

  /// `stale: findings, suggestion`: that another look is needed, and at what.
  static func stale(_ state: ItemState) -> String {
    "stale: " + state.staleReasons.map(\.word).joined(separator: ", ")
  }

  static func range(_ floor: Int, _ ceiling: Int) -> String { floor == ceiling ? "\(floor)" : "\(floor)..\(ceiling)" }

  static func range(_ floor: Fraction, _ ceiling: Fraction) -> String {
    floor == ceiling ? floor.decimalText : "\(floor.decimalText)..\(ceiling.decimalText)"
  }

  static func health(_ score: Scorecard.PointScore?) -> String {
    guard let score else { return "n/a" }
    let excluded = score.notApplicable > 0 ? " (\(score.notApplicable) n/a)" : ""
    return "\(range(score.floor, score.ceiling))/\(score.max)\(excluded)"
  }

  static func gates(_ counts: [Scorecard.GateCount]) -> String {
    let shown = counts.filter { $0.applicable > 0 }
    guard !shown.isEmpty else { return "n/a" }
    return shown.map { "\($0.priority.rawValue) \($0.met)/\($0.applicable)" }.joined(separator: "  ")
  }

  static func quality(_ score: Scorecard.QualityScore?) -> String {
    guard let score else { return "n/a" }
    return range(score.floor, score.ceiling)
  }

  /// Points of a list without a score of its own: a closed pair out of twice the applicable items.
  static func points(_ states: [ItemState]) -> (floor: Int, ceiling: Int, max: Int) {
    let applicable = states.filter { $0.effective != .notApplicable }
    let floor = applicable.reduce(0) { $0 + ($1.effective?.points ?? 0) * $1.item.weight }
    let unanswered = applicable.reduce(0) { $0 + ($1.effective == nil ? $1.item.weight : 0) }
    return (floor, floor + 2 * unanswered, applicable.reduce(0) { $0 + 2 * $1.item.weight })
  }

  static func points(_ points: (floor: Int, ceiling: Int, max: Int)) -> String {
    points.max == 0 ? "n/a" : "\(range(points.floor, points.ceiling))/\(points.max)"
  }

  /// What an answer did: each number that moved, before and after.
  static func change(from before: Evaluation, to after: Evaluation) -> String {
    let pairs = [
      ("Health", health(before.scores.health), health(after.scores.health))
    ]
    let gates = [
      ("Readiness", before.scores.readiness, after.scores.readiness),
      ("Security", before.scores.security, after.scores.security),
    ].flatMap { name, before, after in
      after.map { count in
        let earlier = before.first { $0.priority == count.priority }.map { "\($0.met)/\($0.applicable)" } ?? "n/a"
        return ("\(name) \(count.priority.rawValue)", earlier, "\(count.met)/\(count.applicable)")
      }
    }
    let whole = [
      ("Quality", quality(before.scores.quality), quality(after.scores.quality)),
      ("Verdict", before.verdict.word.rawValue, after.verdict.word.rawValue),
    ]
    return (pairs + gates + whole).filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1) -> \($0.2)" }.joined(separator: ", ")
  }

  /// What answering an item 2 would add, in the units of its list.
  static func gain(_ gain: Gain, isGate: Bool) -> String {
    var parts: [String] = []
    if gain.blocksVerdict { parts.append("holds the verdict") }
    if gain.points > .zero, !(isGate && gain.blocksVerdict) {
      parts.append("+" + (isGate ? plural(gain.points.floor, "gate") : plural(gain.points.floor, "point")))
    }
    if gain.quality > .zero { parts.append("+\(gain.quality.decimalText) quality") }
    return parts.joined(separator: ", ")
  }

  /// The day of a review, with the time where another one is of the same day; both in UTC.
  static func moment(of entry: Timeline.Entry, in timeline: Timeline) -> String {
    let day = entry.at.day
    let isOnlyOne = timeline.entries.count { $0.at.day == day } == 1
    return isOnlyOne ? day.text : "\(day.text) \(entry.at.minuteText)"
  }

  static func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}
