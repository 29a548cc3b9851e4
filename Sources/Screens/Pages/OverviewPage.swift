import Canvas
import Checklists
import Reviews

/// The first screen: verdict, every score with what is still unknown, and where to go next.
extension Front {
  static let queueCountMax = 12

  func overviewDocument(width: Int, glyphs: Glyphs) -> Document {
    var page = Document(width: width, selectsRowsOnly: true)
    page.paragraph(projectLine, style: Palette.faint, indent: 2)
    page.blank()
    addVerdict(&page)
    page.blank()
    for checklist in catalogue.checklists where checklist.scoring != .rules {
      page.add(scoreLine(checklist, width: width, glyphs: glyphs))
    }
    addRules(&page)
    page.blank()
    addCoverage(&page)
    for warning in evaluation.warnings { page.paragraph(warning, mark: "! ", style: Palette.attention, indent: 2) }
    addQueue(&page)
    return page
  }

  private var projectLine: String {
    var parts = [review.project, review.kind.rawValue]
    if let commit = review.commit { parts.append("at \(commit.prefix(10))\(review.isDirty ? ", modified" : "")") }
    if let probed {
      parts.append("\(Wording.plural(probed.files, "file")), \(Wording.plural(probed.goLines, "Go line"))")
    }
    parts.append("\(review.state.rawValue) of \(review.createdAt.day.text)")
    return parts.joined(separator: "  ")
  }

  private func addVerdict(_ page: inout Document) {
    let verdict = evaluation.verdict
    let held = verdict.heldBy.map { catalogue.item($0)?.title ?? $0 }
    let count = held.isEmpty ? "" : "   held by \(Wording.plural(held.count, "P0 item")):"
    page.add(Span("  "), Span(verdict.word.rawValue, Palette.verdict(verdict.word)), Span(count))
    if !held.isEmpty { page.paragraph(held.joined(separator: ", "), indent: 2) }
  }

  private func scoreLine(_ checklist: Checklist, width: Int, glyphs: Glyphs) -> Line {
    let states = states(of: checklist.id, filter: .all)
    let open = states.count(where: \.isOpen)
    let scores = evaluation.scores
    var number = ""
    var band = ""
    var shares: (floor: Fraction, ceiling: Fraction)?
    switch checklist.scoring {
    case .health:
      number = Wording.health(scores.health)
      band = scores.health?.band ?? ""
      shares = scores.health.flatMap { $0.max > 0 ? (Fraction($0.floor, $0.max), Fraction($0.ceiling, $0.max)) : nil }
    case .readiness: number = Wording.gates(scores.readiness)
    case .security:
      number = Wording.gates(scores.security)
      let waived = scores.security.reduce(0) { $0 + $1.waived }
      if waived > 0 { band = "\(waived) waived" }
    case .quality:
      number = Wording.quality(scores.quality) + (scores.quality == nil ? "" : "/100")
      band = scores.quality?.band ?? ""
      shares = scores.quality.map { ($0.floor / 100, $0.ceiling / 100) }
    case .rules: break
    }
    let isNarrow = width < 60
    var spans = [Span(checklist.title.padded(to: isNarrow ? 10 : 13) + " ", .bold), Span(number.padded(to: 24) + " ")]
    if !isNarrow { spans.append(Span(band.padded(to: 24))) }
    if width >= 96, let shares { spans += bar(shares.floor, shares.ceiling, glyphs: glyphs) }
    let trailing = checklist.scoring == .quality || isNarrow ? [] : [Span(open == 0 ? "done" : "\(open) open")]
    return Line(spans, trailing: trailing, id: "list:" + checklist.id, isRow: true)
  }

  /// Sixteen cells: what is reached, what is still possible, what is lost.
  private func bar(_ floor: Fraction, _ ceiling: Fraction, glyphs: Glyphs) -> [Span] {
    let full = (floor * 16).floor
    let reachable = (ceiling * 16).floor
    return [
      Span(String(repeating: glyphs.barFull, count: max(0, full)), Palette.good),
      Span(String(repeating: glyphs.barOpen, count: max(0, reachable - full))),
      Span(String(repeating: glyphs.barEmpty, count: max(0, 16 - max(full, reachable))), Palette.faint),
    ]
  }

  private func addRules(_ page: inout Document) {
    let rules = catalogue.checklists.filter { $0.scoring == .rules }
    guard !rules.isEmpty else { return }
    let states = evaluation.items.filter { state in rules.contains { $0.id == state.item.checklist } }
    let points = Wording.points(states)
    let number = "\(Wording.range(points.floor, points.ceiling))/\(points.max)"
    let name = page.width < 60 ? "Rules     " : "Rules        "
    page.add(
      Line(
        [
          Span(name + " ", .bold), Span(number.padded(to: 24) + " "),
          Span("\(Wording.plural(rules.count, "checklist"))"),
        ],
        trailing: page.width < 60 ? [] : [Span("\(states.count(where: \.isOpen)) open")], id: "rules", isRow: true))
  }

  private func addCoverage(_ page: inout Document) {
    let scores = evaluation.scores
    let coverage = scores.coverage.map { "\($0.percentText) % decided" } ?? "n/a"
    page.add(Span("  Coverage      "), Span(coverage))
    var parts: [String] = []
    if let alone = scores.withoutJudgement {
      if let health = alone.health, let score = scores.health {
        let difference = score.floor - health
        parts.append("health \(difference > 0 ? "+" : "")\(difference)")
      }
      if let quality = alone.quality, let score = scores.quality {
        parts.append("quality \((score.floor - quality).signedText)")
      }
    }
    if !parts.isEmpty {
      page.paragraph(parts.joined(separator: ", ") + " by your answers", mark: "Judgement     ", indent: 2)
    }
  }

  private func addQueue(_ page: inout Document) {
    let queue = evaluation.workQueue.filter { item in
      catalogue.checklists.first { $0.id == item.item.checklist }?.scoring != .rules
    }
    page.heading(queue.isEmpty ? "  Nothing is open" : "  Next, best first")
    for state in queue.prefix(Front.queueCountMax) {
      page.add(itemLine(state, width: page.width, hasPriority: true, gain: Wording.gain(state.gain)))
    }
    if queue.count > Front.queueCountMax {
      page.add(Span("  and \(queue.count - Front.queueCountMax) more", Palette.faint))
    }
  }
}
