/// One score over all reviews of a timeline: what charts and trends are drawn from.
package struct ScoreSeries: Hashable, Sendable {
  /// The scores a trend is drawn of.
  package enum Score: String, Hashable, Sendable, CaseIterable {
    case health = "Health"
    case readiness = "Readiness P0"
    case security = "Security P0"
    case quality = "Quality"
    case coverage = "Coverage"
  }

  package struct Point: Hashable, Sendable {
    /// 0 to 1; nil where nothing applied.
    package let floor: Fraction?
    package let ceiling: Fraction?
    /// `9/16`, `48.9..63.1`.
    package let text: String
    /// The floor alone, as short as can be: `9`, `48.9`.
    package let shortText: String
    package let isAfterRulerChange: Bool
  }

  package let score: Score
  package let points: [Point]

  package init(_ score: Score, of timeline: Timeline) {
    self.score = score
    points = timeline.entries.map { entry in
      let number = Number(score, entry.scores)
      return Point(
        floor: number.floor, ceiling: number.ceiling, text: number.text, shortText: number.shortText,
        isAfterRulerChange: !entry.rulerChanges.isEmpty)
    }
  }
}

/// A score as a share of its most, and in words.
private struct Number {
  var floor: Fraction?
  var ceiling: Fraction?
  var text = "n/a"
  var shortText = "n/a"

  init(_ score: ScoreSeries.Score, _ scores: Scorecard) {
    switch score {
    case .health:
      guard let health = scores.health, health.max > 0 else { return }
      floor = Fraction(health.floor, health.max)
      ceiling = Fraction(health.ceiling, health.max)
      text = Bands.span("\(health.floor)", "\(health.ceiling)") + "/\(health.max)"
      shortText = "\(health.floor)"
    case .readiness: take(scores.readiness)
    case .security: take(scores.security)
    case .quality:
      guard let quality = scores.quality else { return }
      floor = quality.floor / 100
      ceiling = quality.ceiling / 100
      text = Bands.span(quality.floor.decimalText, quality.ceiling.decimalText)
      shortText = quality.floor.decimalText
    case .coverage:
      guard let coverage = scores.coverage else { return }
      floor = coverage
      ceiling = coverage
      text = coverage.percentText + " %"
      shortText = coverage.percentText
    }
  }

  /// P0 gates: the others do not hold the verdict.
  private mutating func take(_ counts: [Scorecard.GateCount]) {
    guard let count = counts.first(where: { $0.priority == .p0 }), count.applicable > 0 else { return }
    floor = Fraction(count.met, count.applicable)
    ceiling = Fraction(count.met + count.unanswered, count.applicable)
    text = "\(count.met)/\(count.applicable)"
    shortText = "\(count.met)"
  }
}
