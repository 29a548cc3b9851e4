import Canvas
import Reviews

/// Past reviews, the newest first, below the trend of their scores.
extension Front {
  static let chartHeight = 6
  /// From this many rows on a chart stands above the list, and from this many the trend lines.
  static let chartScreenHeightMin = 34
  static let trendScreenHeightMin = 16

  func historyDocument(width: Int, glyphs: Glyphs) -> Document {
    var page = Document(width: width, selectsRowsOnly: true)
    guard let timeline else {
      page.paragraph("The earlier reviews are being read.")
      return page
    }
    let marks = ChartMarks(glyphs)
    if timeline.entries.count > 1, size.height >= Front.trendScreenHeightMin {
      addChart(timeline, marks, &page)
      for line in trendLines(timeline, width: width, marks) { page.add(line) }
      page.blank()
    }
    if past.reviews?.isComplete == false { page.paragraph("Older reviews are being read.", style: Palette.faint) }
    for entry in timeline.entries.reversed() {
      page.add(row(entry, of: timeline, width: width, marks))
      if let profile = entry.profile { page.paragraph("profile \(profile)", style: Palette.faint, indent: 2) }
      if !entry.rulerChanges.isEmpty {
        page.paragraph(entry.rulerChanges.told, style: Palette.attention, indent: 2)
      }
    }
    if timeline.entries.count == 1 {
      page.blank()
      let first = "This is the first review."
      page.paragraph(
        review.state == .final
          ? first + " It is final; the next one is compared with it."
          : first + " Z makes it final; the next one is compared with it.")
    }
    addGateAges(timeline, &page)
    return page
  }

  private func addChart(_ timeline: Timeline, _ marks: ChartMarks, _ page: inout Document) {
    guard size.height >= Front.chartScreenHeightMin, page.width >= 40 else { return }
    let series = ScoreSeries(.quality, of: timeline)
    guard series.points.contains(where: { $0.floor != nil }) else { return }
    page.add(
      Span("Quality", .bold),
      Span(
        "  \(marks.full) floor  \(marks.reachable) up to the ceiling  \(marks.rulerBreak) checklists changed",
        Palette.faint))
    for row in series.chart(height: Front.chartHeight, countMax: (page.width - 6) / 3, marks) { page.add(Span(row)) }
    page.blank()
  }

  private func row(_ entry: Timeline.Entry, of timeline: Timeline, width: Int, _ marks: ChartMarks) -> Line {
    let isMarked = past.marked == entry.id
    var spans = [
      Span(isMarked ? "* " : "  ", Palette.key), Span(Wording.moment(of: entry, in: timeline) + "  "),
      Span(entry.verdict.word.rawValue.padded(to: 11) + " ", Palette.verdict(entry.verdict.word)),
    ]
    let health = "health \(Wording.health(entry.scores.health))"
    let gates = Wording.gates(entry.scores.readiness.filter { $0.priority == .p0 })
    let quality = "quality \(Wording.quality(entry.scores.quality))"
    if width >= 96 {
      let commit = (entry.commit.map { String($0.prefix(10)) } ?? "") + (entry.isDirty ? "+" : "")
      spans.append(Span(commit.padded(to: 12), Palette.faint))
      spans.append(Span(health.padded(to: 24)))
    }
    if width >= 60 { spans.append(Span(gates.padded(to: 10) + "  ")) }
    if width >= 70 { spans.append(Span(quality)) }
    let name = entry.state == .draft ? "this draft" : entry.id == review.id ? "this review" : ""
    let coverage = entry.scores.coverage.map { "\($0.percentText) %" } ?? ""
    return Line(
      spans, trailing: [Span(width < 60 || name.isEmpty ? (name.isEmpty ? coverage : name) : "\(name)  \(coverage)")],
      id: "review:" + entry.id, isRow: true)
  }

  private func addGateAges(_ timeline: Timeline, _ page: inout Document) {
    let ages = timeline.openGateAges
    guard timeline.entries.count > 1, !ages.isEmpty else { return }
    page.heading("Open P0 gates, the longest first")
    for age in ages {
      let days = age.days(at: now)
      page.add(
        Line(
          [
            Span(Wording.rating(age.gate.rating).padded(to: 9) + " ", Palette.rating(age.gate.rating)),
            Span(age.gate.title),
          ],
          trailing: [
            Span("\(Wording.plural(days, "day")), \(Wording.plural(age.reviewCount, "review"))", Palette.faint)
          ], id: "item:" + age.gate.item, isRow: true))
    }
  }
}

extension ChartMarks {
  init(_ glyphs: Glyphs) { self = glyphs.isUnicode ? .unicode : .ascii }
}
