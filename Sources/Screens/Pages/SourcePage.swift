import Canvas
import Evidence
import Reviews

/// The source around a finding, the lines of the finding marked.
extension Front {
  func sourceDocument(_ item: String, evidence index: Int, width: Int, glyphs: Glyphs) -> Document {
    var page = Document(width: width)
    guard let evidence = evaluation.state(of: item)?.observation?.evidence, evidence.indices.contains(index) else {
      page.paragraph("The finding is gone: the probes no longer report it.")
      return page
    }
    for line in sourceLines(evidence[index], glyphs: glyphs) { page.add(line) }
    return page
  }

  /// Numbered lines around a finding; the snippet of the finding where the file is not at hand.
  func sourceLines(_ evidence: Observation.Evidence, glyphs: Glyphs) -> [Line] {
    let location = evidence.location
    guard let excerpt = sources[location.path], !excerpt.lines.isEmpty else {
      let isAsked = sources[location.path] == nil
      let snippet = evidence.snippet.split(separator: "\n").map {
        Line([Span("\(glyphs.pointer) "), Span($0.tabsExpanded(stop: 4))])
      }
      return snippet + (isAsked ? [] : [Line([Span("The file cannot be read here.", Palette.faint)])])
    }
    let digits = String(excerpt.firstLine + excerpt.lines.count).count
    return excerpt.lines.enumerated().map { index, text in
      let number = excerpt.firstLine + index
      let isFound = (location.line...location.endLine).contains(number)
      let padding = String(repeating: " ", count: max(0, digits - String(number).count))
      return Line(
        [
          Span(
            (isFound ? glyphs.pointer : " ") + padding + "\(number) ",
            isFound ? Palette.attention.boldened : Palette.faint),
          Span(text.tabsExpanded(stop: 4), isFound ? .bold : .plain),
        ], id: isFound ? "found" : nil)
    }
  }

  /// The lines of a pane of `height` rows with the finding about a third from its top.
  func sourceWindow(_ evidence: Observation.Evidence, height: Int, glyphs: Glyphs) -> ArraySlice<Line> {
    let lines = sourceLines(evidence, glyphs: glyphs)
    let found = lines.firstIndex { $0.id == "found" } ?? 0
    let start = max(0, min(found - height / 3, lines.count - height))
    return lines[start..<min(lines.count, start + max(0, height))]
  }
}
