/// The marks a chart is drawn with: blocks, or characters every terminal has.
package struct ChartMarks: Hashable, Sendable {
  /// Reached, and only possible while items are unanswered.
  package let full: String
  package let reachable: String
  package let rulerBreak: String
  package let axis: String
  package let absent: String
  /// Lowest first.
  package let levels: [String]
  package let arrow: String

  package static let unicode = ChartMarks(
    full: "█", reachable: "▒", rulerBreak: "┊", axis: "│", absent: "·",
    levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], arrow: "→")
  package static let ascii = ChartMarks(
    full: "#", reachable: "=", rulerBreak: ":", axis: "|", absent: "?",
    levels: ["_", ".", "-", "~", "=", "+", "*", "#"], arrow: "->")
}

extension ScoreSeries {
  /// One mark for each of the last `countMax` reviews, as high as its floor; a break where the checklists changed.
  package func sparkline(_ marks: ChartMarks, countMax: Int = .max) -> String {
    var text = ""
    for (index, point) in points.suffix(countMax).enumerated() {
      if point.isAfterRulerChange, index > 0 { text += marks.rulerBreak }
      guard let floor = point.floor else {
        text += marks.absent
        continue
      }
      text += marks.levels[max(0, min(marks.levels.count - 1, (floor * marks.levels.count).floor))]
    }
    return text
  }

  /// `9 → 11 → 13/16`: the floors of the last `countMax` reviews, the last one whole.
  package func steps(_ marks: ChartMarks, countMax: Int) -> String {
    let shown = points.suffix(max(1, countMax))
    let first = points.count > shown.count ? ["..."] : []
    let texts = shown.enumerated().map { $0.offset == shown.count - 1 ? $0.element.text : $0.element.shortText }
    return (first + texts).joined(separator: " \(marks.arrow) ")
  }

  /// Rows of a chart of floor and ceiling from 0 to 100 %, a column for each of the last `countMax` reviews.
  ///
  /// A column is full up to the floor and hatched from there to the ceiling; a row counts when its middle is reached.
  package func chart(height: Int, countMax: Int, _ marks: ChartMarks) -> [String] {
    let shown = Array(points.suffix(countMax))
    return (0..<height).reversed().map { row in
      let middle = Fraction(2 * row + 1, 2 * height)
      let percent = row * 100 / height
      let label = (row * 100) % (height * 25) == 0 ? "\(percent)" : ""
      var line = String(repeating: " ", count: max(0, 3 - label.count)) + label + " " + marks.axis
      for (index, point) in shown.enumerated() {
        line += point.isAfterRulerChange && index > 0 ? marks.rulerBreak : " "
        guard let floor = point.floor, let ceiling = point.ceiling else {
          line += row == 0 ? marks.absent + marks.absent : "  "
          continue
        }
        let mark = floor >= middle ? marks.full : ceiling >= middle ? marks.reachable : " "
        line += mark + mark
      }
      return line
    }
  }
}
