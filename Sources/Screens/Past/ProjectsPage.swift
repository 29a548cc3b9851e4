import Canvas
import Reviews

/// All projects with reviews in the store: what they scored last, how that went, and how long ago it was.
extension Front {
  func projectsDocument(width: Int, glyphs: Glyphs) -> Document {
    var page = Document(width: width, selectsRowsOnly: true)
    guard let projects = past.projects else {
      page.paragraph("The reviews of all projects are being read.")
      return page
    }
    let names = projects.map(\.project.columns).max() ?? 0
    let column = min(max(12, names), max(12, width / 3))
    for timeline in projects {
      guard let last = timeline.entries.last else { continue }
      page.add(row(timeline, last, column: column, width: width, glyphs))
      if let profile = last.profile { page.paragraph("profile \(profile)", style: Palette.faint, indent: 2) }
    }
    if projects.allSatisfy(\.entries.isEmpty) { page.paragraph("No project has a review that can be read.") }
    if !past.projectProblems.isEmpty {
      page.blank()
      for problem in past.projectProblems { page.paragraph(problem, mark: "Not read  ") }
    }
    page.blank()
    page.paragraph(
      "Enter opens the history of this project. Another one opens from a shell in its folder: assay review",
      style: Palette.faint)
    return page
  }

  func age(of entry: Timeline.Entry) -> String {
    let days = max(0, now.day.daysSince1970 - entry.at.day.daysSince1970)
    return entry.state == .draft ? "draft" : days == 0 ? "today" : "\(Wording.plural(days, "day")) ago"
  }

  private func row(
    _ timeline: Timeline, _ last: Timeline.Entry, column: Int, width: Int, _ glyphs: Glyphs
  ) -> Line {
    let isThis = timeline.project == review.project
    let name = timeline.project.clippedAtStart(to: column, ellipsis: glyphs.ellipsis).padded(to: column)
    var spans = [
      Span(name + "  ", isThis ? .bold : .plain),
      Span(last.verdict.word.rawValue.padded(to: 11) + " ", Palette.verdict(last.verdict.word)),
    ]
    if width >= 100 {
      spans.append(Span("health \(Wording.health(last.scores.health))".padded(to: 22)))
      spans.append(Span(Wording.gates(last.scores.readiness.filter { $0.priority == .p0 }).padded(to: 10)))
    }
    if width >= 60 {
      let quality = ScoreSeries(.quality, of: timeline)
      spans.append(Span("quality \(Wording.quality(last.scores.quality))  ".padded(to: 22)))
      spans.append(Span(quality.sparkline(ChartMarks(glyphs), countMax: 8), Palette.faint))
    }
    return Line(spans, trailing: [Span(age(of: last))], id: "project:" + timeline.project, isRow: true)
  }
}
