import Checklists

extension Scorecard {
  /// All numbers of a scoring, each with the lines that show how it came about.
  init(_ scoring: Scoring, waived: [String: Waiver], withoutJudgement: WithoutJudgement) {
    self.init(
      health: PointScore(scoring, scoring.items(.health), hasBand: true),
      readiness: GateCount.byPriority(scoring, scoring.items(.readiness), waived: waived),
      security: GateCount.byPriority(scoring, scoring.items(.security), waived: waived),
      quality: QualityScore(scoring), coverage: scoring.coverage(), withoutJudgement: withoutJudgement,
      rules: scoring.catalogue.checklists.filter { $0.scoring == .rules }.map { list in
        RuleScore(checklist: list.id, score: PointScore(scoring, list.items, hasBand: false))
      })
  }
}

extension Scorecard.PointScore {
  /// Nil when nothing applies.
  fileprivate init?(_ scoring: Scoring, _ items: [ChecklistItem], hasBand: Bool) {
    guard let points = scoring.points(items) else { return nil }
    guard hasBand else {
      self.init(points, band: "", working: Self.working(scoring, items, points))
      return
    }
    let low = Bands.health(points: points.floor, max: points.max)
    let high = Bands.health(points: points.ceiling, max: points.max)
    self.init(
      points, band: Bands.span(low, high),
      working: Self.working(scoring, items, points) + Self.working(low, high, points))
  }

  private init(_ points: Scoring.Points, band: String, working: @autoclosure @escaping @Sendable () -> [String]) {
    self.init(
      floor: points.floor, ceiling: points.ceiling, max: points.max, notApplicable: points.notApplicable,
      coverage: points.coverage, band: band, working: working())
  }

  private static func working(_ scoring: Scoring, _ items: [ChecklistItem], _ points: Scoring.Points) -> [String] {
    let unanswered = (points.ceiling - points.floor) / 2
    return items.map { item in
      scoring.standing(item.id).line(item.id) + (points.isWeighted ? ", weight \(item.weight)" : "")
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
    _ scoring: Scoring, _ items: [ChecklistItem], waived: [String: Waiver]
  ) -> [Scorecard.GateCount] {
    ChecklistItem.Priority.allCases.compactMap { priority in
      let gates = items.filter { $0.priority == priority }
      guard !gates.isEmpty else { return nil }
      let ratings = gates.map { (id: $0.id, rating: scoring.standing($0.id).rating) }
      let open = ratings.filter { $0.rating == .missing || $0.rating == .partial }
      return Scorecard.GateCount(
        priority: priority, met: ratings.count { $0.rating == .solid }, open: open.count,
        unanswered: ratings.count { $0.rating == nil }, waived: open.count { waived[$0.id] != nil },
        notApplicable: ratings.count { $0.rating == .notApplicable },
        working: gates.map { gate in
          let line = scoring.standing(gate.id).line(gate.id)
          return waived[gate.id].map { "\(line), waived until \($0.expires)" } ?? line
        })
    }
  }

  /// `7/10`, met of applicable.
  package var text: String { "\(met)/\(applicable)" }
}

extension Scorecard.QualityScore {
  fileprivate init?(_ scoring: Scoring) {
    guard let total = scoring.quality() else { return nil }
    let items = scoring.items(.quality)
    let dimensions = items.map { Scorecard.Dimension(scoring, $0) }
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
  fileprivate init(_ scoring: Scoring, _ item: ChecklistItem) {
    let counted = scoring.dimension(item)
    self.init(
      item: item.id, weight: item.weight, floor: counted?.floor, ceiling: counted?.ceiling,
      isOverridden: scoring.standing(item.id).override != nil, working: Self.working(scoring, item))
  }

  private static func working(_ scoring: Scoring, _ item: ChecklistItem) -> [String] {
    let computed = scoring.mean(of: item)
    let override = scoring.standing(item.id).override
    let applicable = item.criteria.count { scoring.standing($0).isApplicable }
    let part = applicable > 0 ? (Fraction(item.weight) / applicable).decimalText : ""
    var working = item.criteria.map { id in
      let standing = scoring.standing(id)
      return standing.line(id) + (standing.isApplicable ? ", weight \(part)" : ", left out")
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
