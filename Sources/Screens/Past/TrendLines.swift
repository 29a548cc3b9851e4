import Canvas
import Reviews

/// How each score went from review to review, where there are earlier ones.
extension Front {
  /// From this many rows on the overview has a line per score; below, one line says what moved.
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
    // One line, or the queue below would leave the screen: only what moved, from the review before.
    let moved = shownSeries(timeline).compactMap { series -> String? in
      let steps = series.points.suffix(page.width < 60 ? 2 : 3).map(\.shortText)
      guard series.score != .coverage, Set(steps).count > 1 else { return nil }
      return "\(series.score.rawValue) " + steps.joined(separator: " \(marks.arrow) ")
    }
    page.add(
      Span(label), Span(moved.isEmpty ? "no score moved since the review before" : moved.joined(separator: ", ")))
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
