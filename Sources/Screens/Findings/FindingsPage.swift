import Canvas
import Checklists
import Evidence

/// The list of findings: what is shown and how many of them, then the rows.
extension Front {
  func findingsDocument(width: Int, glyphs: Glyphs) -> Document {
    var page = Document(width: width, selectsRowsOnly: true)
    let rows = findings
    if size.height >= 16 {
      page.add(Span(findingsSummary, Palette.faint))
      page.blank()
    }
    guard rows.rows.isEmpty else {
      page.append(rows, glyphs: glyphs)
      return page
    }
    if rows.total == 0, rows.found.outcomes.isEmpty {
      page.paragraph(
        probing == nil
          ? "Nothing was probed in this sitting; R probes."
          : "The probes are running; findings come when they have ended.",
        indent: 2)
    } else if rows.view.isFiltered {
      page.paragraph("No finding is shown; * shows all again.", indent: 2)
    } else {
      page.paragraph("The probes found nothing.", indent: 2)
    }
    return page
  }

  /// `28 of 1204 findings in 6 probes, 3 silenced`.
  var findingsSummary: String {
    let rows = findings
    let count = rows.listed == rows.total ? "\(rows.total)" : "\(rows.listed) of \(rows.total)"
    let noun: String
    switch rows.view.grouping {
    case .probe: noun = Wording.plural(rows.groups.count, "probe")
    case .file: noun = Wording.plural(rows.groups.count, "file")
    case .item: noun = Wording.plural(rows.groups.count { !$0.key.isEmpty }, "item")
    }
    let tail = rows.silenced == 0 ? "" : ", \(rows.silenced) silenced"
    return "\(count) finding\(rows.total == 1 ? "" : "s") in \(noun)\(tail)"
  }

  /// What stands beside the list: the finding in its source, or what the probe of a heading is about.
  func findingsPane(width: Int, height: Int, glyphs: Glyphs) -> [Line] {
    if let listed = currentFinding { return findingPane(listed, width: width, height: height, glyphs: glyphs) }
    guard let group = findings.group(at: layer.cursor) else { return [] }
    var page = Document(width: width)
    page.add(Span(group.title, .bold))
    switch findings.view.grouping {
    case .probe: addCard(ProbeID(group.key), &page)
    case .file:
      page.paragraph(Wording.plural(group.open, "finding") + (group.silenced > 0 ? ", \(group.silenced) silenced" : ""))
      for listed in findings.listed(group).prefix(height) {
        page.add(
          Span("\(listed.finding.location.line)".padded(to: 5) + " ", Palette.faint), Span(listed.finding.message))
      }
    case .item:
      page.paragraph(group.detail)
      for listed in findings.listed(group).prefix(height) {
        page.add(Span(listed.place + "  ", Palette.faint), Span(listed.finding.message))
      }
    }
    return page.lines
  }

  /// Place and number, the message whole, what silences it, and the source as far as there is room.
  private func findingPane(_ listed: ListedFinding, width: Int, height: Int, glyphs: Glyphs) -> [Line] {
    var page = Document(width: width)
    page.add(Span(listed.place, .bold))
    page.paragraph(listed.finding.message)
    page.paragraph("\(listed.finding.probe), \(listed.finding.confidence.rawValue) confidence", style: Palette.faint)
    if let text = listed.silencedText { page.paragraph(text, style: Palette.doubtful) }
    let room = height - page.lines.count
    return page.lines
      + sourceWindow(listed.finding.location, snippet: listed.finding.snippet, height: room, glyphs: glyphs)
  }

  /// The source around a finding of the list, over the whole screen, with what is said of it below its last line.
  func findingDocument(_ name: FindingName, width: Int, glyphs: Glyphs) -> Document {
    var page = Document(width: width)
    guard let listed = findings.finding(named: name) else {
      page.paragraph("The finding is gone: the probes no longer report it.")
      return page
    }
    let lines = sourceLines(listed.finding.location, snippet: listed.finding.snippet, glyphs: glyphs)
    let last = lines.lastIndex { $0.id == "found" } ?? lines.count - 1
    for (index, line) in lines.enumerated() {
      page.add(line)
      if index == last { addNote(listed, &page) }
    }
    return page
  }

  private func addNote(_ listed: ListedFinding, _ page: inout Document) {
    let probe = "\(listed.finding.probe), \(listed.finding.confidence.rawValue) confidence"
    page.paragraph(
      listed.finding.message, mark: "^ ", markStyle: Palette.attention, style: Palette.attention, indent: 6)
    page.paragraph(probe, style: Palette.faint, indent: 8)
    if let text = listed.silencedText { page.paragraph(text, style: Palette.doubtful, indent: 8) }
  }
}

extension FindingRows {
  /// The line of a row, without its id: `id(at:)` has it.
  func line(at row: Int, width: Int, glyphs: Glyphs) -> Line {
    let group = groups[Int(rows[row].group)]
    guard let listed = listed(at: row) else { return heading(group) }
    let finding = listed.finding
    let faint = listed.silenced == nil ? Style.plain : Palette.faint
    var spans: [Span]
    switch view.grouping {
    case .file:
      spans = [
        Span("  \(finding.location.line)".padded(to: 8), faint), Span(finding.probe.text + "  ", Palette.faint),
        Span(finding.message, faint),
      ]
    case .probe, .item:
      let place = listed.place.clippedAtStart(to: max(12, width * 2 / 5), ellipsis: glyphs.ellipsis)
      spans = [Span("  " + place + "  ", faint), Span(finding.message, faint)]
    }
    let word = listed.silenced == nil ? finding.confidence.rawValue : "silenced"
    let style = listed.silenced == nil ? Palette.faint : Palette.doubtful
    return Line(
      spans, trailing: width < 50 ? [] : [Span(word, style)], isRow: true, markedSpanCount: spans.count - 1)
  }

  private func heading(_ group: Group) -> Line {
    let isFolded = view.folded.contains(group.key)
    let counts = [group.open > 0 ? "\(group.open)" : "", group.silenced > 0 ? "\(group.silenced) silenced" : ""]
    let count = group.open + group.silenced == 0 ? group.word : counts.filter { !$0.isEmpty }.joined(separator: " + ")
    return Line(
      [
        Span(isFolded ? "+ " : "- ", Palette.key), Span(group.title, .bold),
        Span(group.detail.isEmpty ? "" : "  " + group.detail, Palette.faint),
      ], trailing: [Span(count)], isRow: true)
  }
}
