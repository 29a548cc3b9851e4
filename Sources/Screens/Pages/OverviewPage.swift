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
      addScore(checklist, &page, glyphs)
    }
    addRules(&page, glyphs)
    page.blank()
    addCoverage(&page)
    addCounts(&page)
    addTrend(&page, label: name("Trend", width: width, glyphs), glyphs)
    for warning in evaluation.warnings { page.paragraph(warning, mark: "! ", style: Palette.attention) }
    addQueue(&page)
    return page
  }

  func projectLine(isShort: Bool) -> String {
    var parts = [review.project, review.kind.rawValue]
    if let profile = catalogue.profile { parts.append("profile \(profile.id)") }
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

  /// One line a checklist: gauge, number, band and how much is open. A band too long for its line stands below it.
  private func addScore(_ checklist: Checklist, _ page: inout Document, _ glyphs: Glyphs) {
    let states = states(of: checklist.id, filter: .all)
    let open = states.count(where: \.isOpen)
    let score = shown(checklist)
    let isNarrow = page.width < 60
    let trailing = checklist.scoring == .quality || isNarrow ? "" : open == 0 ? "done" : "\(open) below solid"
    var spans = [Span(name(checklist.title, width: page.width, glyphs), .bold)]
    if !isNarrow { spans += gauge(score.shares, width: page.width, glyphs: glyphs) }
    // Numbers stand in one column, bands in the next; where there is no room for that a band follows its number.
    let column = numberColumn
    let room = page.width - spans.reduce(0) { $0 + $1.text.columns } - (trailing.isEmpty ? 0 : trailing.columns + 1)
    let isAligned = column + 1 + score.band.columns <= room
    let fits = isAligned || score.number.columns + 2 + score.band.columns <= room
    let taken = page.width - room + column
    spans.append(Span(isAligned || !fits ? score.number.padded(to: column) : score.number + " "))
    if fits, !isNarrow { spans.append(Span(" " + score.band)) }
    page.add(
      Line(
        spans, trailing: trailing.isEmpty ? [] : [Span(trailing)], id: "list:" + checklist.id, isRow: true,
        markedSpanCount: 1))
    if !fits, !isNarrow {
      let indent = min(page.width - score.band.columns, taken - column)
      page.add(Span(String(repeating: " ", count: max(0, indent))), Span(score.band, Palette.faint))
    }
  }

  /// As wide as the longest number.
  private var numberColumn: Int {
    catalogue.checklists.filter { $0.scoring != .rules }.map { shown($0).number.columns }.max() ?? 0
  }

  /// Floor and ceiling as shares of what is possible; nil where nothing applies.
  private typealias Shares = (floor: Fraction, ceiling: Fraction)?

  private func shown(_ checklist: Checklist) -> (number: String, band: String, shares: Shares) {
    let scores = evaluation.scores
    switch checklist.scoring {
    case .health: return (Wording.health(scores.health), scores.health?.band ?? "", shares(scores.health))
    case .readiness: return (Wording.gates(scores.readiness), "", shares(scores.readiness))
    case .security:
      let waived = scores.security.reduce(0) { $0 + $1.waived }
      return (Wording.gates(scores.security), waived > 0 ? "\(waived) waived" : "", shares(scores.security))
    case .quality:
      let number = Wording.quality(scores.quality) + (scores.quality == nil ? "" : "/100")
      return (number, scores.quality?.band ?? "", scores.quality.map { ($0.floor / 100, $0.ceiling / 100) })
    case .rules: return ("", "", nil)
    }
  }

  private func shares(_ score: Scorecard.PointScore?) -> Shares {
    score.flatMap { $0.max > 0 ? (Fraction($0.floor, $0.max), Fraction($0.ceiling, $0.max)) : nil }
  }

  /// Of the mandatory gates alone: there is no share across priorities.
  private func shares(_ counts: [Scorecard.GateCount]) -> Shares {
    guard let gates = counts.first(where: { $0.priority == .p0 }), gates.applicable > 0 else { return nil }
    return (Fraction(gates.met, gates.applicable), Fraction(gates.met + gates.unanswered, gates.applicable))
  }

  /// The first column, as wide as the longest title where there is room.
  private func name(_ title: String, width: Int, _ glyphs: Glyphs) -> String {
    let titles = catalogue.checklists.filter { $0.scoring != .rules }.map(\.title.columns)
    let column = min(max(9, titles.max() ?? 0), width < 60 ? 12 : 22)
    return title.clipped(to: column, ellipsis: glyphs.ellipsis).padded(to: column) + "  "
  }

  /// What is reached, what is still possible, what is lost; blank where nothing applies.
  private func gauge(_ shares: Shares, width: Int, glyphs: Glyphs) -> [Span] {
    let cells = width >= 96 ? 20 : 10
    guard let shares else { return [Span("".padded(to: cells + 2))] }
    let scale = Fraction(cells, 1)
    let full = max(0, min(cells, (shares.floor * scale).floor))
    let reachable = max(full, min(cells, (shares.ceiling * scale).floor))
    return [
      Span(String(repeating: glyphs.barFull, count: full), Palette.good),
      Span(String(repeating: glyphs.barOpen, count: reachable - full)),
      Span(String(repeating: glyphs.barEmpty, count: cells - reachable) + "  ", Palette.faint),
    ]
  }

  private func addRules(_ page: inout Document, _ glyphs: Glyphs) {
    let rules = catalogue.checklists.filter { $0.scoring == .rules }
    guard !rules.isEmpty else { return }
    let states = evaluation.items.filter { state in rules.contains { $0.id == state.item.checklist } }
    let points = Wording.points(states)
    let shares: Shares =
      points.max == 0 ? nil : (Fraction(points.floor, points.max), Fraction(points.ceiling, points.max))
    var spans = [Span(name("Rules", width: page.width, glyphs), .bold)]
    if page.width >= 60 { spans += gauge(shares, width: page.width, glyphs: glyphs) }
    let number = Wording.points(points)
    let lists = Wording.plural(rules.count, "list")
    let below = "\(states.count(where: \.isOpen)) below solid"
    let taken = spans.reduce(0) { $0 + $1.text.columns } + 1 + lists.columns + 1 + below.columns
    spans.append(Span(taken + numberColumn <= page.width ? number.padded(to: numberColumn) : number + " "))
    if page.width >= 60 { spans.append(Span(" " + lists)) }
    page.add(
      Line(
        spans, trailing: page.width < 60 ? [] : [Span(below)], id: "rules",
        isRow: true, markedSpanCount: 1))
  }

  /// What still wants a look though it has a rating.
  private var needs: String {
    let items = evaluation.items
    let counts = [
      ("stale", items.count(where: \.isStale)), ("disputed", items.count(where: \.isDisputed)),
      ("proposed", items.count { $0.proposed != nil }), ("unconfirmed", items.count(where: \.isUnconfirmed)),
    ]
    return counts.filter { $0.1 > 0 }.map { ", \($0.1) \($0.0)" }.joined()
  }

  /// How many items have which rating: the five sum to the total.
  private func addCounts(_ page: inout Document) {
    let items = evaluation.items.filter { !$0.item.isDimension }
    let words: [(Rating?, String)] = [
      (.solid, "solid"), (.partial, "partial"), (.missing, "missing"), (nil, "unanswered"), (.notApplicable, "n/a"),
    ]
    let counts = words.map { rating, word in "\(items.count { $0.effective == rating }) \(word)" }
    page.paragraph(
      "\(items.count): \(counts.joined(separator: ", "))", mark: name("Items", width: page.width, .unicode))
  }

  private func addCoverage(_ page: inout Document) {
    let scores = evaluation.scores
    let coverage = scores.coverage.map { "\($0.percentText) % decided" } ?? "n/a"
    page.paragraph(coverage + (page.width < 60 ? "" : needs), mark: name("Coverage", width: page.width, .unicode))
    if let judgement = judgementText {
      page.paragraph(judgement, mark: name("Judgement", width: page.width, .unicode))
    }
  }

  /// What the reviewer's answers add to the scores of the probes alone; nil where there is nothing to compare.
  var judgementText: String? {
    let scores = evaluation.scores
    var parts: [String] = []
    var hasMoved = false
    if let alone = scores.withoutJudgement,
      evaluation.items.contains(where: { $0.source == .human || $0.percent != nil })
    {
      if let health = alone.health, let score = scores.health {
        let difference = score.floor - health
        hasMoved = difference != 0
        parts.append("health \(difference > 0 ? "+" : "")\(difference)")
      }
      if let quality = alone.quality, let score = scores.quality {
        parts.append("quality \((score.floor - quality).signedText)")
        hasMoved = hasMoved || score.floor != quality
      }
    }
    guard !parts.isEmpty else { return nil }
    return hasMoved
      ? "\(parts.joined(separator: ", ")) by your answers" : "your answers move neither health nor quality"
  }

  private func addQueue(_ page: inout Document) {
    let rules = Set(ruleLists.map(\.id))
    let queue = self.queue.open.filter { !rules.contains($0.item.checklist) }
    page.heading(queue.isEmpty ? "Nothing is open" + finishHint : "Next, best first; ] goes through them")
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
