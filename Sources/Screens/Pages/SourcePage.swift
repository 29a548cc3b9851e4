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
    let shown = evidence[index]
    for line in sourceLines(shown.location, snippet: shown.snippet, glyphs: glyphs) { page.add(line) }
    return page
  }

  /// Numbered lines around a place; the snippet of the finding where the file is not at hand.
  func sourceLines(_ location: Location, snippet: String, glyphs: Glyphs) -> [Line] {
    guard let excerpt = sources.excerpt(showing: location), !excerpt.lines.isEmpty else {
      return snippetLines(location, snippet, glyphs)
    }
    return excerpt.lines.indices.map { sourceLine($0, of: excerpt, location, glyphs) }
  }

  /// The lines of a pane of `height` rows with the finding about a third from its top; only these are made.
  func sourceWindow(_ location: Location, snippet: String, height: Int, glyphs: Glyphs) -> [Line] {
    guard let excerpt = sources.excerpt(showing: location), !excerpt.lines.isEmpty else {
      return Array(snippetLines(location, snippet, glyphs).prefix(max(0, height)))
    }
    let found = max(0, min(location.line - excerpt.firstLine, excerpt.lines.count - 1))
    let start = max(0, min(found - height / 3, excerpt.lines.count - height))
    let end = max(start, min(excerpt.lines.count, start + height))
    return (start..<end).map { sourceLine($0, of: excerpt, location, glyphs) }
  }

  private func snippetLines(_ location: Location, _ snippet: String, _ glyphs: Glyphs) -> [Line] {
    let isAsked = sources.excerpt(showing: location) == nil
    let lines = snippet.split(separator: "\n").map {
      Line([Span("\(glyphs.pointer) "), Span($0.tabsExpanded(stop: SourceLine.tabWidth))])
    }
    return lines + (isAsked ? [] : [Line([Span("The file cannot be read here.", Palette.faint)])])
  }

  private func sourceLine(
    _ index: Int, of excerpt: SourceShelf.Excerpt, _ location: Location, _ glyphs: Glyphs
  ) -> Line {
    let number = excerpt.firstLine + index
    let digits = String(excerpt.firstLine + excerpt.lines.count).count
    let isFound = (location.line...location.endLine).contains(number)
    let padding = String(repeating: " ", count: max(0, digits - String(number).count))
    let mark = Span(
      (isFound ? glyphs.pointer : " ") + padding + "\(number) ", isFound ? Palette.attention.boldened : Palette.faint)
    return Line([mark] + excerpt.lines[index].spans(isBold: isFound), id: isFound ? "found" : nil)
  }
}
