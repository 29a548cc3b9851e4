import Canvas
import Checklists
import Evidence
import Reviews

/// From state and size to a picture: title, document, what stands beside or below it, message, key hints.
extension Front {
  /// The picture of this state on a screen of `size`; total for every size.
  package func frame(at size: Size, in look: Look) -> Frame {
    let frame: Frame
    if self.size == size {
      frame = drawn(with: look.glyphs)
    } else {
      var front = self
      front.size = size
      _ = front.settle()
      frame = front.drawn(with: look.glyphs)
    }
    let shown = look.glyphs.isUnicode ? frame : frame.asciiOnly
    return look.hasColour ? shown : shown.withoutColour
  }

  /// The document of the screen on top.
  func document(width: Int, glyphs: Glyphs = .unicode) -> Document {
    let inner = max(1, width - Front.gutterWidth - 1)
    return switch layer.screen {
    case .overview: overviewDocument(width: inner, glyphs: glyphs)
    case .rules: rulesDocument(width: inner, glyphs: glyphs)
    case .list(let id): listDocument(id, width: inner)
    case .item(let id): itemDocument(id, width: inner, glyphs: glyphs)
    case .source(let item, let index): sourceDocument(item, evidence: index, width: inner, glyphs: glyphs)
    case .findings: findingsDocument(width: inner, glyphs: glyphs)
    case .finding(let name): findingDocument(name, width: inner, glyphs: glyphs)
    case .probe(let id): probeDocument(id, width: inner)
    case .working: workingDocument(width: inner)
    case .libraries: librariesDocument(width: inner)
    case .history: historyDocument(width: inner, glyphs: glyphs)
    case .difference(let from, let to): differenceDocument(from: from, to: to, width: inner, glyphs: glyphs)
    case .projects: projectsDocument(width: inner, glyphs: glyphs)
    case .log: logDocument(width: inner)
    case .help(let place): helpDocument(place, width: inner)
    }
  }

  /// The columns left of a document: the mark of the selected line and a blank.
  static let gutterWidth = 2

  private func drawn(with glyphs: Glyphs) -> Frame {
    var frame = Frame(size: size)
    let layout = layout
    guard !layout.isTiny else {
      drawNotice(&frame)
      return frame
    }
    drawTitle(&frame, glyphs)
    let document = glyphs == .unicode ? page : document(width: layout.mainWidth, glyphs: glyphs)
    drawDocument(document, layout, &frame, glyphs)
    if let side = layout.side { drawSide(side, layout, &frame, glyphs) }
    if let below = layout.below { drawBelow(below, &frame, glyphs) }
    drawFooter(layout, &frame, glyphs)
    return frame
  }

  private func drawNotice(_ frame: inout Frame) {
    let state = isUnsaved ? "NOT SAVED" : "all is saved"
    let text = "Assay needs \(Layout.sizeMin.width)x\(Layout.sizeMin.height). q leaves; \(state)."
    for (y, line) in text.wrapped(to: size.width).prefix(size.height).enumerated() { frame.put(line, x: 0, y: y) }
  }

  private func drawTitle(_ frame: inout Frame, _ glyphs: Glyphs) {
    let title = breadcrumb.joined(separator: " \(glyphs.separator) ")
    var right = evaluation.verdict.word.rawValue
    if let probing {
      let counted = probing.total > 0 ? "probing \(probing.done)/\(probing.total)" : "probing"
      let label = size.width >= 80 && !probing.label.isEmpty ? " \(probing.label)" : ""
      right = counted + label
    } else if session.readOnlyReason != nil {
      right = "read only  " + right
    } else if !waiting.isEmpty {
      // Where one is comes before how much is left.
      let counted =
        (scoredWaitingCount > 0 ? "\(scoredWaitingCount) to review  " : "\(waiting.count) rules left  ") + right
      if title.columns + counted.columns + 4 <= size.width { right = counted }
    }
    if isUnsaved { right = "NOT SAVED  " + right }
    let rightStart = max(0, size.width - right.columns - 1)
    frame.put(title.clippedAtStart(to: max(0, rightStart - 2), ellipsis: glyphs.ellipsis), x: 1, y: 0, style: .bold)
    let style = probing == nil && !isUnsaved ? Palette.verdict(evaluation.verdict.word) : Palette.attention
    frame.put(right, x: rightStart, y: 0, style: style)
  }

  private var breadcrumb: [String] {
    let names = layers.map { layer -> String in
      switch layer.screen {
      case .overview: return "Assay"
      case .rules: return layer.filter == .all ? "Rules" : "Rules (\(layer.filter.title))"
      case .list(let id):
        let title = catalogue.checklists.first { $0.id == id }?.title ?? id
        return layer.filter == .all ? title : "\(title) (\(layer.filter.title))"
      case .item(let id): return catalogue.item(id)?.title ?? id
      case .source:
        return currentEvidence.map { "\($0.evidence.location.path):\($0.evidence.location.line)" } ?? "source"
      case .findings:
        let words = findings.view.words
        return words.isEmpty ? "Findings" : "Findings (\(words.joined(separator: ", ")))"
      case .finding(let name): return findings.finding(named: name)?.place ?? "source"
      case .probe(let id): return id.text
      case .working: return "Working"
      case .libraries: return "Libraries"
      case .history: return "History"
      case .difference: return "Difference"
      case .projects: return "Projects"
      case .log: return "Messages"
      case .help: return "Help"
      }
    }
    return names
  }

  private func drawDocument(_ document: Document, _ layout: Layout, _ frame: inout Frame, _ glyphs: Glyphs) {
    let stops = document.stops
    let selected = stops.isEmpty ? nil : stops[min(layer.cursor, stops.count - 1)]
    for row in 0..<layout.bodyHeight {
      let index = layer.top + row
      guard index < document.lineCount else { break }
      let y = layout.bodyTop + row
      let line = document.line(at: index)
      let isSelected = index == selected
      if isSelected {
        frame.put(glyphs.selection, x: 0, y: y, style: Palette.key)
        frame.cursor = Position(x: 0, y: y)
      }
      let end = draw(line, x: Front.gutterWidth, y: y, limit: layout.mainWidth, &frame, glyphs)
      if !search.isEmpty { mark(search, line, x: Front.gutterWidth, y: y, limit: layout.mainWidth, &frame) }
      // One style and as little as will do: over a slow line every cell that changes its look is sent anew.
      if isSelected, line.isRow {
        let marked = line.markedSpanCount.map {
          line.spans.prefix($0).reduce(Front.gutterWidth) { $0 + $1.columns }
        }
        frame.restyle(x: 0, y: y, limit: min(end, marked ?? end)) { _ in .plain.reversed }
      }
    }
  }

  /// A line from `x` on; its trailing part at the right edge, the rest cut to leave room for it. Where the rest ends.
  @discardableResult
  private func draw(_ line: Line, x: Int, y: Int, limit: Int, _ frame: inout Frame, _ glyphs: Glyphs) -> Int {
    let end = min(limit, size.width) - 1
    let trailingColumns = line.trailing.reduce(0) { $0 + $1.columns }
    let trailingWidth = trailingColumns == 0 ? 0 : min(trailingColumns, max(0, (end - x) / 2))
    let textEnd = trailingWidth == 0 ? end : end - trailingWidth - 1
    var column = x
    for span in line.spans {
      let room = textEnd - column
      guard room > 0 else { break }
      // Blanks that only fill a column may be lost without a mark.
      let isCut = span.columns > room && span.text.withoutTrailingBlanks.columns > room
      let text = isCut ? span.text.clipped(to: room, ellipsis: glyphs.ellipsis) : span.text
      column = frame.put(text, x: column, y: y, style: span.style, limit: textEnd)
      if isCut { break }
    }
    guard trailingWidth > 0 else { return column }
    let text = line.trailing.map(\.text).joined().clipped(to: trailingWidth, ellipsis: glyphs.ellipsis)
    frame.put(text, x: end - text.columns, y: y, style: line.trailing.first?.style ?? .plain, limit: end)
    return column
  }

  private func mark(_ query: String, _ line: Line, x: Int, y: Int, limit: Int, _ frame: inout Frame) {
    let text = line.spans.map(\.text).joined().lowercased()
    guard let range = text.firstRange(of: query.lowercased()) else { return }
    let start = x + text[..<range.lowerBound].columns
    frame.restyle(x: start, y: y, limit: min(limit, start + query.columns)) { $0.underlined }
  }

  private func drawSide(_ side: (x: Int, width: Int), _ layout: Layout, _ frame: inout Frame, _ glyphs: Glyphs) {
    let bottom = layout.bodyTop + layout.bodyHeight
    for y in layout.bodyTop..<bottom { frame.put(glyphs.vertical, x: side.x - 1, y: y, style: Palette.faint) }
    let inner = Document(width: side.width - 2)
    var lines: ArraySlice<Line> = []
    if case .list = layer.screen, let item = currentItem?.item.id {
      lines = itemDocument(item, width: inner.width, glyphs: glyphs).lines[...]
    } else if case .rules = layer.screen {
      lines = rulePane(width: inner.width, glyphs: glyphs)[...]
    } else if case .findings = layer.screen {
      lines = findingsPane(width: inner.width, height: layout.bodyHeight, glyphs: glyphs)[...]
    } else if let (index, evidence) = currentEvidence {
      lines = sourcePane(index, evidence, height: layout.bodyHeight, glyphs: glyphs)
    }
    for (row, line) in lines.prefix(layout.bodyHeight).enumerated() {
      draw(line, x: side.x + 1, y: layout.bodyTop + row, limit: size.width, &frame, glyphs)
    }
  }

  private func drawBelow(_ below: (y: Int, height: Int), _ frame: inout Frame, _ glyphs: Glyphs) {
    frame.put(String(repeating: glyphs.horizontal, count: size.width), x: 0, y: below.y, style: Palette.faint)
    let lines: ArraySlice<Line>
    if case .findings = layer.screen {
      lines = findingsPane(width: size.width - 2, height: below.height, glyphs: glyphs)[...]
    } else if let (index, evidence) = currentEvidence {
      lines = sourcePane(index, evidence, height: below.height, glyphs: glyphs)
    } else {
      frame.put(" No finding to show. ", x: 2, y: below.y, style: Palette.faint)
      return
    }
    if let heading = lines.first {
      frame.put(" ", x: 1, y: below.y)
      draw(Line([Span(heading.text + " ")]), x: 2, y: below.y, limit: size.width - 2, &frame, glyphs)
    }
    for (row, line) in lines.dropFirst().enumerated() where row < below.height - 1 {
      draw(line, x: 1, y: below.y + 1 + row, limit: size.width, &frame, glyphs)
    }
  }

  /// A heading with place and number of the finding, then its source.
  private func sourcePane(_ index: Int, _ evidence: Observation.Evidence, height: Int, glyphs: Glyphs) -> ArraySlice<
    Line
  > {
    let count = currentItem?.observation?.evidence.count ?? 0
    let place = "\(evidence.location.path):\(evidence.location.line)"
    let heading = Line([Span("\(index + 1)/\(count) "), Span(place, .bold)])
    return [heading]
      + sourceWindow(evidence.location, snippet: evidence.snippet, height: height - 1, glyphs: glyphs)
  }
}
