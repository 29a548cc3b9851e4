import Checklists

/// The gates of `assay check`: every one is evaluated, none hides another, and all must pass.
package struct GateCheck: Hashable, Sendable {
  /// What is demanded; nil is not demanded, 0 is a demand like any other.
  package struct Limits: Hashable, Sendable {
    package var requiresReady: Bool
    /// On the scale of 0 to 16 the bands use: 16 x points / max, unrounded.
    package var minHealth: Fraction?
    /// 0 to 100.
    package var minQuality: Fraction?
    /// 0 to 100.
    package var minCoverage: Fraction?
    package var maxOpenP1: Int?
    package var maxStale: Int?
    /// Nothing may be worse than in the baseline; without one that cannot be told.
    package var forbidsRegress: Bool
    /// Probes may not fail, and every Go file must have been read.
    package var isStrictOnProbes: Bool

    package init(
      requiresReady: Bool = true, minHealth: Fraction? = nil, minQuality: Fraction? = nil,
      minCoverage: Fraction? = nil, maxOpenP1: Int? = nil, maxStale: Int? = nil, forbidsRegress: Bool = false,
      isStrictOnProbes: Bool = false
    ) {
      self.requiresReady = requiresReady
      self.minHealth = minHealth
      self.minQuality = minQuality
      self.minCoverage = minCoverage
      self.maxOpenP1 = maxOpenP1
      self.maxStale = maxStale
      self.forbidsRegress = forbidsRegress
      self.isStrictOnProbes = isStrictOnProbes
    }
  }

  package enum Outcome: String, Hashable, Sendable, CaseIterable { case pass, fail, undecided }

  package struct Line: Hashable, Sendable {
    /// As the option is called: `min-health`.
    package let gate: String
    package let actual: String
    package let limit: String
    package let outcome: Outcome
    /// The items that decide it, in catalogue order.
    package let items: [String]
    /// What would make it pass or decide it; empty when it passes.
    package let advice: String
  }

  package let lines: [Line]

  /// Fail when one fails, else undecided when one is, else pass.
  package var outcome: Outcome {
    if lines.contains(where: { $0.outcome == .fail }) { return .fail }
    return lines.contains { $0.outcome == .undecided } ? .undecided : .pass
  }

  /// - Parameters:
  ///   - baseline: what must not get worse, evaluated at its own time; nil when that is not demanded or there is none.
  ///   - unread: probes that failed and files they did not get to see, as `name: reason`.
  package init(_ evaluation: Evaluation, limits: Limits, baseline: Evaluation? = nil, unread: [String] = []) {
    let scores = evaluation.scores
    var lines: [Line] = []
    if limits.requiresReady { lines.append(GateCheck.ready(evaluation)) }
    if let minimum = limits.minHealth {
      lines.append(
        GateCheck.minimum(
          "min-health", GateCheck.health(scores), minimum, GateCheck.items(evaluation, isQuality: false)))
    }
    if let minimum = limits.minQuality {
      lines.append(
        GateCheck.minimum(
          "min-quality", GateCheck.quality(scores), minimum, GateCheck.items(evaluation, isQuality: true)))
    }
    if let minimum = limits.minCoverage {
      let coverage = scores.coverage.map { ($0 * 100, $0 * 100) }
      lines.append(GateCheck.minimum("min-coverage", coverage, minimum, GateCheck.unsettled(evaluation)))
    }
    if let maximum = limits.maxOpenP1 { lines.append(GateCheck.openP1(evaluation, maximum)) }
    if let maximum = limits.maxStale { lines.append(GateCheck.stale(evaluation, maximum)) }
    if limits.isStrictOnProbes { lines.append(GateCheck.strictProbes(evaluation, unread)) }
    if let baseline {
      lines += GateCheck.noRegress(evaluation, baseline)
    } else if limits.forbidsRegress {
      lines.append(
        Line(
          gate: "no-regress", actual: "nothing to compare with", limit: "a final review", outcome: .undecided,
          items: [], advice: "make a review final with assay finish, or name one"))
    }
    self.lines = lines
  }
}

// Each gate by itself.
extension GateCheck {
  private typealias Span = (floor: Fraction, ceiling: Fraction)

  private static func health(_ scores: Scorecard) -> Span? {
    scores.health.map { (Fraction(16 * $0.floor, $0.max), Fraction(16 * $0.ceiling, $0.max)) }
  }

  private static func quality(_ scores: Scorecard) -> Span? {
    scores.quality.map { ($0.floor, $0.ceiling) }
  }

  /// What a score is made of and somebody could still raise, in catalogue order.
  private static func items(_ evaluation: Evaluation, isQuality: Bool) -> [ItemState] {
    let dimensions = evaluation.items.filter(\.item.isDimension)
    let scored = Set(isQuality ? dimensions.flatMap(\.item.criteria) : evaluation.healthItems)
    return evaluation.items.filter { scored.contains($0.item.id) && $0.isOpen }
  }

  private static func unsettled(_ evaluation: Evaluation) -> [ItemState] {
    evaluation.items.filter { !$0.item.isDimension && ($0.effective == nil || $0.isStale) }
  }

  private static func ready(_ evaluation: Evaluation) -> Line {
    let verdict = evaluation.verdict
    let outcome: Outcome =
      switch verdict.word {
      case .ready, .readyWithExceptions: .pass
      case .notReady: .fail
      case .incomplete: .undecided
      }
    let advice =
      switch outcome {
      case .pass: ""
      case .fail: "bring \(count(verdict.heldBy.count, "P0 item")) to solid, or waive them for a while"
      case .undecided:
        verdict.heldBy.isEmpty
          ? "no checklist has a P0 gate that could be met" : "answer \(count(verdict.heldBy.count, "P0 item"))"
      }
    return Line(
      gate: "require-ready", actual: verdict.word.rawValue, limit: Verdict.Word.ready.rawValue,
      outcome: outcome, items: verdict.isReady ? [] : verdict.heldBy, advice: advice)
  }

  /// Passes if the floor reaches it, fails if even the ceiling does not, else is undecided; so is what has no number.
  private static func minimum(_ gate: String, _ span: Span?, _ minimum: Fraction, _ open: [ItemState]) -> Line {
    let limit = minimum.limitText
    guard let span else {
      return Line(
        gate: gate, actual: "n/a", limit: limit, outcome: .undecided, items: [],
        advice: "nothing it is made of applies here; leave this gate out")
    }
    let outcome: Outcome = span.floor >= minimum ? .pass : span.ceiling < minimum ? .fail : .undecided
    let actual = Bands.span(span.floor.decimalText, span.ceiling.decimalText)
    let unanswered = open.filter { $0.effective == nil || $0.isStale }
    let (items, advice): ([ItemState], String) =
      switch outcome {
      case .pass: ([], "")
      case .fail where span.floor == span.ceiling && gate == "min-coverage":
        (open, "answer \(count(open.count, "item")), stale ones anew")
      case .fail: (open, "even with every open answer solid it stays below; improve what is missing or partial")
      case .undecided: (unanswered, "answer \(count(unanswered.count, "item"))")
      }
    return Line(gate: gate, actual: actual, limit: limit, outcome: outcome, items: items.map(\.item.id), advice: advice)
  }

  /// Waived gates do not count as open; unanswered ones might be.
  private static func openP1(_ evaluation: Evaluation, _ maximum: Int) -> Line {
    let gates = evaluation.items.filter { $0.item.kind == .gate && $0.item.priority == .p1 }
    let open = gates.filter { $0.isUnmet && $0.liveWaiver == nil }.map(\.item.id)
    let unanswered = gates.filter { $0.effective == nil }.map(\.item.id)
    let outcome: Outcome =
      open.count > maximum ? .fail : open.count + unanswered.count <= maximum ? .pass : .undecided
    let actual = Bands.span("\(open.count)", "\(open.count + unanswered.count)")
    let advice =
      switch outcome {
      case .pass: ""
      case .fail: "bring \(count(open.count - maximum, "P1 gate")) to solid, or waive them for a while"
      case .undecided: "answer \(count(unanswered.count, "P1 gate"))"
      }
    return Line(
      gate: "max-open-p1", actual: actual, limit: "\(maximum)", outcome: outcome,
      items: outcome == .pass ? [] : open + unanswered, advice: advice)
  }

  private static func stale(_ evaluation: Evaluation, _ maximum: Int) -> Line {
    let stale = evaluation.items.filter(\.isStale).map(\.item.id)
    let isKept = stale.count <= maximum
    return Line(
      gate: "max-stale", actual: "\(stale.count)", limit: "\(maximum)", outcome: isKept ? .pass : .fail,
      items: isKept ? [] : stale, advice: isKept ? "" : "answer \(count(stale.count - maximum, "stale item")) anew")
  }

  private static func strictProbes(_ evaluation: Evaluation, _ unread: [String]) -> Line {
    let failed = evaluation.items.filter(\.isProbeError).map(\.item.id)
    let isFine = failed.isEmpty && unread.isEmpty
    // A failed probe is among both where an item rests on it.
    let problemCount = unread.isEmpty ? failed.count : unread.count
    let advice = unread.isEmpty ? "assay probe says what broke" : unread.joined(separator: "; ").printable
    return Line(
      gate: "strict-probes", actual: "\(problemCount) failed", limit: "0", outcome: isFine ? .pass : .fail,
      items: failed, advice: isFine ? "" : advice)
  }

  /// Health, quality and every gate that was met: against the baseline's floor.
  private static func noRegress(_ evaluation: Evaluation, _ baseline: Evaluation) -> [Line] {
    var lines: [Line] = []
    if let before = health(baseline.scores) {
      lines.append(
        minimum("no-regress health", health(evaluation.scores), before.floor, items(evaluation, isQuality: false)))
    }
    if let before = quality(baseline.scores) {
      lines.append(
        minimum("no-regress quality", quality(evaluation.scores), before.floor, items(evaluation, isQuality: true)))
    }
    let met = Set(baseline.items.filter { $0.item.kind == .gate && $0.effective == .solid }.map(\.item.id))
    let gates = evaluation.items.filter { met.contains($0.item.id) }
    let lost = gates.filter { $0.isUnmet && $0.liveWaiver == nil }.map(\.item.id)
    let unsure = gates.filter { $0.effective == nil }.map(\.item.id)
    let outcome: Outcome = lost.isEmpty ? unsure.isEmpty ? .pass : .undecided : .fail
    let actual = Bands.span("\(lost.count) lost", "\(lost.count + unsure.count) lost")
    let advice =
      switch outcome {
      case .pass: ""
      case .fail: "bring \(count(lost.count, "gate")) back to solid"
      case .undecided: "answer \(count(unsure.count, "gate")) that the baseline met"
      }
    lines.append(
      Line(
        gate: "no-regress gates", actual: actual, limit: "0 lost", outcome: outcome, items: lost + unsure,
        advice: advice))
    return lines
  }

  private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}

extension Fraction {
  /// As a limit is written: `80`, `79.5`; one with more digits shows them, so that nobody reads 79.5 where 79.55 is meant.
  var limitText: String {
    if denominator == 1 { return "\(numerator)" }
    return Fraction(text: decimalText) == self ? decimalText : exactText
  }
}
