import Canvas
import Reviews

/// How each score went from review to review, where there are earlier ones.
extension Front {
  /// From this many rows on the overview has a line per score; below, all stand in one paragraph.
  static let trendHeightMin = 32
  static let sparklineCountMax = 24

  func addTrend(_ page: inout Document, label: String, _ glyphs: Glyphs) {
    guard let timeline, timeline.entries.count > 1 else { return }
    let marks = ChartMarks(glyphs)
    guard size.height < Front.trendHeightMin || page.width < 60 else {
      page.heading("Trend of \(Wording.plural(timeline.entries.count, "review")); H shows them")
      for line in trendLines(timeline, width: page.width, marks) { page.add(line) }
      return
    }
    let parts = shownSeries(timeline).filter { $0.score != .coverage }
      .map { "\($0.score.rawValue) \($0.steps(marks, countMax: page.width < 60 ? 2 : 3))" }
    if !parts.isEmpty { page.paragraph(parts.joined(separator: ", "), mark: label) }
  }

  /// A name, a mark for each review, and the last few numbers.
  func trendLines(_ timeline: Timeline, width: Int, _ marks: ChartMarks) -> [Line] {
    shownSeries(timeline).map { series in
      let count = min(Front.sparklineCountMax, max(2, width / 5))
      return Line([
        Span(series.score.rawValue.padded(to: 14), .bold), Span(series.sparkline(marks, countMax: count) + "  "),
        Span(series.steps(marks, countMax: width < 60 ? 2 : 5)),
      ])
    }
  }

  private func shownSeries(_ timeline: Timeline) -> [ScoreSeries] {
    ScoreSeries.Score.allCases.map { ScoreSeries($0, of: timeline) }
      .filter { series in series.points.contains { $0.floor != nil } }
  }
}
