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
    /// Probes may not fail.
    package var isStrictOnProbes: Bool

    package init(
      requiresReady: Bool = true, minHealth: Fraction? = nil, minQuality: Fraction? = nil,
      minCoverage: Fraction? = nil, maxOpenP1: Int? = nil, maxStale: Int? = nil, isStrictOnProbes: Bool = false
    ) {
      self.requiresReady = requiresReady
      self.minHealth = minHealth
      self.minQuality = minQuality
      self.minCoverage = minCoverage
      self.maxOpenP1 = maxOpenP1
      self.maxStale = maxStale
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
  }

  package let lines: [Line]

  /// Fail when one fails, else undecided when one is, else pass.
  package var outcome: Outcome {
    if lines.contains(where: { $0.outcome == .fail }) { return .fail }
    return lines.contains { $0.outcome == .undecided } ? .undecided : .pass
  }

  /// - Parameter baseline: what must not get worse, evaluated at its own time; nil when that is not demanded.
  package init(_ evaluation: Evaluation, limits: Limits, baseline: Evaluation? = nil) {
    let scores = evaluation.scores
    var lines: [Line] = []
    if limits.requiresReady { lines.append(GateCheck.ready(evaluation)) }
    if let minimum = limits.minHealth {
      lines.append(GateCheck.minimum("min-health", GateCheck.health(scores), minimum))
    }
    if let minimum = limits.minQuality {
      lines.append(GateCheck.minimum("min-quality", GateCheck.quality(scores), minimum))
    }
    if let minimum = limits.minCoverage {
      let coverage = scores.coverage.map { ($0 * 100, $0 * 100) }
      lines.append(GateCheck.minimum("min-coverage", coverage, minimum))
    }
    if let maximum = limits.maxOpenP1 { lines.append(GateCheck.openP1(evaluation, maximum)) }
    if let maximum = limits.maxStale {
      let stale = evaluation.items.filter(\.isStale).map(\.item.id)
      lines.append(
        Line(
          gate: "max-stale", actual: "\(stale.count)", limit: "\(maximum)",
          outcome: stale.count <= maximum ? .pass : .fail, items: stale))
    }
    if limits.isStrictOnProbes {
      let failed = evaluation.items.filter(\.isProbeError).map(\.item.id)
      lines.append(
        Line(
          gate: "strict-probes", actual: "\(failed.count) failed", limit: "0", outcome: failed.isEmpty ? .pass : .fail,
          items: failed))
    }
    if let baseline { lines += GateCheck.noRegress(evaluation, baseline) }
    self.lines = lines
  }

  private typealias Span = (floor: Fraction, ceiling: Fraction)

  private static func health(_ scores: Scorecard) -> Span? {
    scores.health.map { (Fraction(16 * $0.floor, $0.max), Fraction(16 * $0.ceiling, $0.max)) }
  }

  private static func quality(_ scores: Scorecard) -> Span? {
    scores.quality.map { ($0.floor, $0.ceiling) }
  }

  private static func ready(_ evaluation: Evaluation) -> Line {
    let outcome: Outcome =
      switch evaluation.verdict.word {
      case .ready, .readyWithExceptions: .pass
      case .notReady: .fail
      case .incomplete: .undecided
      }
    return Line(
      gate: "require-ready", actual: evaluation.verdict.word.rawValue, limit: Verdict.Word.ready.rawValue,
      outcome: outcome, items: evaluation.verdict.isReady ? [] : evaluation.verdict.heldBy)
  }

  /// Passes if the floor reaches it, fails if even the ceiling does not, else is undecided; so is what has no number.
  private static func minimum(_ gate: String, _ span: Span?, _ minimum: Fraction) -> Line {
    let limit = minimum.decimalText
    guard let span else { return Line(gate: gate, actual: "n/a", limit: limit, outcome: .undecided, items: []) }
    let outcome: Outcome = span.floor >= minimum ? .pass : span.ceiling < minimum ? .fail : .undecided
    let actual = Bands.span(span.floor.decimalText, span.ceiling.decimalText)
    return Line(gate: gate, actual: actual, limit: limit, outcome: outcome, items: [])
  }

  /// Waived gates do not count as open; unanswered ones might be.
  private static func openP1(_ evaluation: Evaluation, _ maximum: Int) -> Line {
    let gates = evaluation.items.filter { $0.item.kind == .gate && $0.item.priority == .p1 }
    let open = gates.filter { $0.isUnmet && $0.liveWaiver == nil }.map(\.item.id)
    let unanswered = gates.filter { $0.effective == nil }.map(\.item.id)
    let outcome: Outcome =
      open.count > maximum ? .fail : open.count + unanswered.count <= maximum ? .pass : .undecided
    let actual = Bands.span("\(open.count)", "\(open.count + unanswered.count)")
    return Line(gate: "max-open-p1", actual: actual, limit: "\(maximum)", outcome: outcome, items: open + unanswered)
  }

  /// Health, quality and every gate that was met: against the baseline's floor.
  private static func noRegress(_ evaluation: Evaluation, _ baseline: Evaluation) -> [Line] {
    var lines: [Line] = []
    if let before = health(baseline.scores) {
      lines.append(minimum("no-regress health", health(evaluation.scores), before.floor))
    }
    if let before = quality(baseline.scores) {
      lines.append(minimum("no-regress quality", quality(evaluation.scores), before.floor))
    }
    let met = Set(baseline.items.filter { $0.item.kind == .gate && $0.effective == .solid }.map(\.item.id))
    let gates = evaluation.items.filter { met.contains($0.item.id) }
    let lost = gates.filter { $0.isUnmet && $0.liveWaiver == nil }.map(\.item.id)
    let unsure = gates.filter { $0.effective == nil }.map(\.item.id)
    let outcome: Outcome = lost.isEmpty ? unsure.isEmpty ? .pass : .undecided : .fail
    let actual = Bands.span("\(lost.count) lost", "\(lost.count + unsure.count) lost")
    lines.append(
      Line(gate: "no-regress gates", actual: actual, limit: "0 lost", outcome: outcome, items: lost + unsure))
    return lines
  }
}
