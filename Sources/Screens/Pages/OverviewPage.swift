import Canvas
import Checklists
import Reviews

/// The first screen: verdict, every score with what is still unknown, and where to go next.
extension Front {
  static let queueCountMax = 12
  /// Items named beside the verdict; the working names all.
  static let heldCountMax = 4

  func overviewDocument(width: Int, glyphs: Glyphs) -> Document {
    var page = Document(width: width, selectsRowsOnly: true)
    page.paragraph(projectLine(isShort: width < 60), style: Palette.faint)
    page.blank()
    addVerdict(&page)
    page.blank()
    for checklist in catalogue.checklists where checklist.scoring != .rules {
      page.add(scoreLine(checklist, width: width, glyphs: glyphs))
    }
    addRules(&page, glyphs)
    page.blank()
    addCoverage(&page)
    for warning in evaluation.warnings { page.paragraph(warning, mark: "! ", style: Palette.attention) }
    addQueue(&page)
    return page
  }

  private func projectLine(isShort: Bool) -> String {
    var parts = [review.project, review.kind.rawValue]
    if let commit = review.commit { parts.append("at \(commit.prefix(10))\(review.isDirty ? ", modified" : "")") }
    guard !isShort else { return parts.joined(separator: ", ") }
    if let probed {
      parts.append("\(Wording.plural(probed.files, "file")), \(Wording.plural(probed.goLines, "Go line"))")
    }
    parts.append("\(review.state.rawValue) of \(review.createdAt.day.text)")
    return parts.joined(separator: ", ")
  }

  private func addVerdict(_ page: inout Document) {
    let verdict = evaluation.verdict
    let held = verdict.heldBy.map { catalogue.item($0)?.title ?? $0 }
    let count = held.isEmpty ? "" : "   held by \(Wording.plural(held.count, "P0 item")):"
    page.add(Span(verdict.word.rawValue, Palette.verdict(verdict.word)), Span(count))
    let shown = held.prefix(Front.heldCountMax)
    let more = held.count > shown.count ? " and \(held.count - shown.count) more" : ""
    if !held.isEmpty { page.paragraph(shown.joined(separator: ", ") + more) }
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
    let trailing = checklist.scoring == .quality || isNarrow ? [] : [Span(open == 0 ? "done" : "\(open) open")]
    let title = name(checklist.title, width: width, glyphs)
    // A long band moves up to its number rather than lose its end.
    let hasBar = width >= 96
    let taken = title.columns + band.columns + (trailing.first?.text.columns ?? 0) + (hasBar ? 18 : 0)
    let column = max(number.columns + 1, min(22, width - taken - 2))
    var spans = [Span(title, .bold), Span(number.padded(to: isNarrow ? 22 : column) + " ")]
    if hasBar {
      spans += shares.map { bar($0.floor, $0.ceiling, glyphs: glyphs) } ?? [Span("".padded(to: 16))]
      spans.append(Span("  "))
    }
    if !isNarrow { spans.append(Span(band)) }
    return Line(spans, trailing: trailing, id: "list:" + checklist.id, isRow: true)
  }

  /// The first column, as wide as the longest title where there is room.
  private func name(_ title: String, width: Int, _ glyphs: Glyphs) -> String {
    let titles = catalogue.checklists.filter { $0.scoring != .rules }.map(\.title.columns)
    let column = min(max(9, titles.max() ?? 0), width < 60 ? 12 : 22)
    return title.clipped(to: column, ellipsis: glyphs.ellipsis).padded(to: column) + "  "
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

  private func addRules(_ page: inout Document, _ glyphs: Glyphs) {
    let rules = catalogue.checklists.filter { $0.scoring == .rules }
    guard !rules.isEmpty else { return }
    let states = evaluation.items.filter { state in rules.contains { $0.id == state.item.checklist } }
    let number = Wording.points(Wording.points(states))
    page.add(
      Line(
        [
          Span(name("Rules", width: page.width, glyphs), .bold), Span(number.padded(to: 22) + " "),
          Span("\(Wording.plural(rules.count, "checklist"))"),
        ],
        trailing: page.width < 60 ? [] : [Span("\(states.count(where: \.isOpen)) open")], id: "rules", isRow: true))
  }

  private func addCoverage(_ page: inout Document) {
    let scores = evaluation.scores
    let coverage = scores.coverage.map { "\($0.percentText) % decided" } ?? "n/a"
    page.add(Span(name("Coverage", width: page.width, .unicode)), Span(coverage))
    var parts: [String] = []
    if let alone = scores.withoutJudgement,
      evaluation.items.contains(where: { $0.source == .human || $0.percent != nil })
    {
      if let health = alone.health, let score = scores.health {
        let difference = score.floor - health
        parts.append("health \(difference > 0 ? "+" : "")\(difference)")
      }
      if let quality = alone.quality, let score = scores.quality {
        parts.append("quality \((score.floor - quality).signedText)")
      }
    }
    if !parts.isEmpty {
      page.paragraph(
        parts.joined(separator: ", ") + " by your answers", mark: name("Judgement", width: page.width, .unicode))
    }
  }

  private func addQueue(_ page: inout Document) {
    let queue = self.queue.filter { item in
      catalogue.checklists.first { $0.id == item.item.checklist }?.scoring != .rules
    }
    page.heading(queue.isEmpty ? "Nothing is open" : "Next, best first")
    for state in queue.prefix(Front.queueCountMax) {
      page.add(
        itemLine(
          state, width: page.width, hasPriority: true, gain: Wording.gain(state.gain, isGate: state.item.kind == .gate))
      )
    }
    if queue.count > Front.queueCountMax {
      page.add(Span("and \(queue.count - Front.queueCountMax) more", Palette.faint))
    }
  }
}
