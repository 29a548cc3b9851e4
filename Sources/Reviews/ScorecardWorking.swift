import Checklists

extension Scorecard {
  /// All numbers of a scoring, each with the lines that show how it came about.
  init(_ scoring: Scoring, waived: [String: Waiver], withoutJudgement: WithoutJudgement) {
    self.init(
      health: PointScore(scoring, scoring.places(.health), hasBand: true),
      readiness: GateCount.byPriority(scoring, scoring.places(.readiness), waived: waived),
      security: GateCount.byPriority(scoring, scoring.places(.security), waived: waived),
      quality: QualityScore(scoring), coverage: scoring.coverage(), withoutJudgement: withoutJudgement,
      rules: scoring.index.lists.filter { $0.scoring == .rules }.map { list in
        RuleScore(checklist: list.id, score: PointScore(scoring, list.places, hasBand: false))
      })
  }
}

extension Scorecard.PointScore {
  /// Nil when nothing applies.
  fileprivate init?(_ scoring: Scoring, _ places: [Int], hasBand: Bool) {
    guard let points = scoring.points(places) else { return nil }
    guard hasBand else {
      self.init(points, band: "", working: Self.working(scoring, places, points))
      return
    }
    let low = Bands.health(points: points.floor, max: points.max)
    let high = Bands.health(points: points.ceiling, max: points.max)
    self.init(
      points, band: Bands.span(low, high),
      working: Self.working(scoring, places, points) + Self.working(low, high, points))
  }

  private init(_ points: Scoring.Points, band: String, working: @autoclosure @escaping @Sendable () -> [String]) {
    self.init(
      floor: points.floor, ceiling: points.ceiling, max: points.max, notApplicable: points.notApplicable,
      coverage: points.coverage, band: band, working: working())
  }

  private static func working(_ scoring: Scoring, _ places: [Int], _ points: Scoring.Points) -> [String] {
    let unanswered = (points.ceiling - points.floor) / 2
    return places.map { place in
      scoring.line(place) + (points.isWeighted ? ", weight \(scoring.index.weights[place])" : "")
    } + [
      points.isWeighted
        ? "max: 2 x \(points.weight), the weight of \(points.applicable) applicable = \(points.max)"
        : "max: 2 x \(points.applicable) applicable = \(points.max)",
      "floor: \(points.floor), with \(unanswered)\(points.isWeighted ? " of weight" : "") unanswered as 0",
      "ceiling: \(points.floor) + 2 x \(unanswered) unanswered = \(points.ceiling)",
    ]
  }

  private static func working(_ low: String, _ high: String, _ points: Scoring.Points) -> [String] {
    let floor = "band: 16 x \(points.floor) / \(points.max) = \(16 * points.floor / points.max), \(low)"
    let ceiling = "band: 16 x \(points.ceiling) / \(points.max) = \(16 * points.ceiling / points.max), \(high)"
    return low == high ? [floor] : [floor, ceiling]
  }

  /// `11/14 (1 n/a)`.
  package var text: String { "\(floor)/\(max)" + (notApplicable == 0 ? "" : " (\(notApplicable) n/a)") }
}

extension Scorecard.GateCount {
  /// One count for every priority the list has gates of, P0 first.
  fileprivate static func byPriority(
    _ scoring: Scoring, _ places: [Int], waived: [String: Waiver]
  ) -> [Scorecard.GateCount] {
    ChecklistItem.Priority.allCases.compactMap { priority in
      let gates = places.filter { scoring.index.priorities[$0] == priority }
      guard !gates.isEmpty else { return nil }
      func count(_ rating: Rating?) -> Int { gates.count { scoring.standings[$0].rating == rating } }
      let waivedCount =
        waived.isEmpty
        ? 0
        : gates.count { gate in
          let rating = scoring.standings[gate].rating
          return (rating == .missing || rating == .partial) && waived[scoring.item(gate).id] != nil
        }
      return Scorecard.GateCount(
        priority: priority, met: count(.solid), open: count(.missing) + count(.partial), unanswered: count(nil),
        waived: waivedCount, notApplicable: count(.notApplicable),
        working: gates.map { gate in
          let line = scoring.line(gate)
          return waived[scoring.item(gate).id].map { "\(line), waived until \($0.expires)" } ?? line
        })
    }
  }

  /// `7/10`, met of applicable.
  package var text: String { "\(met)/\(applicable)" }
}

extension Scorecard.QualityScore {
  fileprivate init?(_ scoring: Scoring) {
    guard let total = scoring.quality() else { return nil }
    let dimensions = scoring.places(.quality).map { Scorecard.Dimension(scoring, $0) }
    let band = Bands.span(Bands.quality(total.floor), Bands.quality(total.ceiling))
    self.init(
      floor: total.floor, ceiling: total.ceiling, coverage: total.coverage, band: band, dimensions: dimensions,
      working: Self.working(total, dimensions, band))
  }

  private static func working(
    _ total: Scoring.Dimension, _ dimensions: [Scorecard.Dimension], _ band: String
  ) -> [String] {
    let weight = dimensions.filter { $0.floor != nil && $0.weight > 0 }.reduce(0) { $0 + $1.weight }
    return dimensions.map { dimension in
      guard let floor = dimension.floor, let ceiling = dimension.ceiling else {
        return "\(dimension.item): n/a, weight \(dimension.weight) left out"
      }
      return "\(dimension.item): \(dimension.weight) x \(Bands.span(floor.decimalText, ceiling.decimalText))"
    } + [
      "floor: sum of weight x floor / \(weight) = \(total.floor.decimalText)",
      "ceiling: sum of weight x ceiling / \(weight) = \(total.ceiling.decimalText)",
      "band of \(total.floor.floor) to \(total.ceiling.floor): \(band)",
    ]
  }
}

extension Scorecard.Dimension {
  fileprivate init(_ scoring: Scoring, _ place: Int) {
    let item = scoring.item(place)
    let counted = scoring.dimension(place)
    self.init(
      item: item.id, weight: item.weight, floor: counted?.floor, ceiling: counted?.ceiling,
      isOverridden: scoring.standings[place].override != nil, working: Self.working(scoring, place))
  }

  private static func working(_ scoring: Scoring, _ place: Int) -> [String] {
    let item = scoring.item(place)
    let computed = scoring.mean(of: place)
    let override = scoring.standings[place].override
    let criteria = scoring.criteria(of: place)
    let applicable = criteria.count(where: \.isApplicable)
    let part = applicable > 0 ? (Fraction(item.weight) / applicable).decimalText : ""
    var working = zip(item.criteria, criteria).map { id, standing in
      standing.line(id) + (standing.isApplicable ? ", weight \(part)" : ", left out")
    }
    if let computed, !item.criteria.isEmpty {
      let span = Bands.span(computed.floor.decimalText, computed.ceiling.decimalText)
      working.append("mean of \(applicable) applicable, each \(item.weight) / \(applicable) of the weight: \(span)")
    } else if computed == nil {
      working.append("no criterion applies: n/a")
    }
    if let override {
      let value = override.percent.map(String.init) ?? "n/a"
      working.append(
        override.isStale
          ? "override \(value) is stale: it counts only where it is lower"
          : "overridden by the reviewer: \(value)")
    }
    return working
  }
}

extension Scoring {
  fileprivate func line(_ place: Int) -> String { standings[place].line(item(place).id) }
}
