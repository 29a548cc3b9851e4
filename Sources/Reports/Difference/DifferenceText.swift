import Evidence
import Reviews

extension DifferenceReport {
  /// Places of one item's evidence that text and Markdown name; the JSON names all.
  static let placesMax = 20

  /// For a terminal: the bridge from one score to the next, item by item, with causes and evidence.
  package var text: String {
    var lines = ["\(to.project)\(isProbesOnly ? ", probes only" : "")", "from  \(side(from))", "to    \(side(to))", ""]
    lines += scoreLines
    lines += ["", "Verdict   \(verdictText)", "Coverage  \(coverageText)"]
    for change in rulerChanges { lines.append("Ruler     \(change.text)") }
    lines += itemLines + staleLines + evidenceLines
    return lines.map(\.printableLine).joined(separator: "\n") + "\n"
  }

  private var verdictText: String {
    let words = [difference.verdictBefore.word.rawValue, difference.verdictAfter.word.rawValue]
    return words[0] == words[1] ? words[0] : words.joined(separator: " -> ")
  }

  private var coverageText: String {
    [coverage.before, coverage.after].map { $0.map { "\($0.percentText) %" } ?? "n/a" }.joined(separator: " -> ")
  }

  private var scoreLines: [String] {
    let header = ["", "before", "ruler", "scope", "items", "after"]
    let rows = scores.map { name, _, change in
      [name, DifferenceReport.number(change.before)]
        + [change.ruler, change.scope, change.items].map(DifferenceReport.signed)
        + [DifferenceReport.number(change.after)]
    }
    return ([header] + rows).map { row in
      row[0].padding(to: 16) + row.dropFirst().map { $0.padding(to: -9) }.joined()
    }
  }

  private var itemLines: [String] {
    guard !difference.items.isEmpty else { return ["", "No item differs."] }
    let moving = difference.items.filter(\.movesScore)
    let others = difference.items.filter { !$0.movesScore }
    var lines: [String] = []
    for (heading, items) in [("Items that moved a score", moving), ("Items that moved none", others)]
    where !items.isEmpty {
      lines += ["", heading]
      for item in items {
        let effect = item.effect.isEmpty ? "" : "  " + item.effect
        lines.append(
          "  \(item.ratings(arrow: "->").padding(to: 10)) \(item.cause.rawValue.padding(to: 10)) "
            + "\(item.title) (\(item.item))\(effect)")
      }
    }
    return lines
  }

  private var staleLines: [String] {
    guard !wentStale.isEmpty else { return [] }
    return ["", "Answers that went stale"]
      + wentStale.map { item in
        let why = item.newlyStale.map(\.meaning).joined(separator: "; ")
        return "  \(item.title) (\(item.item)): \(item.answerText.map { $0 + ": " } ?? "")\(why)"
      }
  }

  private var evidenceLines: [String] {
    guard !withEvidence.isEmpty else { return [] }
    var lines = ["", "Evidence: + added, - gone, > moved"]
    for item in withEvidence {
      lines.append("  \(item.title) (\(item.item))")
      var places = item.evidence.added.map { "    + \(DifferenceReport.place($0))" }
      places += item.evidence.gone.map { "    - \(DifferenceReport.place($0))" }
      places += item.evidence.moved.map {
        "    > \($0.from.path):\($0.from.line) -> \($0.to.path):\($0.to.line)"
      }
      lines += places.prefix(DifferenceReport.placesMax)
      let rest = places.count - DifferenceReport.placesMax
      if rest > 0 { lines.append("    and \(rest) more") }
    }
    return lines
  }

  private static func place(_ evidence: Observation.Evidence) -> String {
    let said = evidence.message.isEmpty ? evidence.snippet : evidence.message
    // One place is one line, whatever stands in the source.
    let line = said.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "\(evidence.location.path):\(evidence.location.line)  \(line)"
  }
}

extension String {
  /// Blanks up to a width: after the text, or before it when the width is negative.
  func padding(to width: Int) -> String {
    let blanks = String(repeating: " ", count: max(0, abs(width) - count))
    return width < 0 ? blanks + self : self + blanks
  }
}
