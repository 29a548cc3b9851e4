import Canvas
import Evidence

/// A piece of a line in one style. Text passes `printable` here, so nothing a repository holds can steer the terminal.
struct Span: Hashable, Sendable {
  let text: String
  let style: Style
  /// Known at once for plain ASCII; other text is measured when somebody asks.
  private let asciiColumns: Int?

  init(_ text: String, _ style: Style = .plain) {
    let isASCII = text.isPlainASCII
    self.text = isASCII ? text : text.printable
    self.style = style
    asciiColumns = isASCII ? text.utf8.count : nil
  }

  var columns: Int { asciiColumns ?? text.columns }
}

/// One line of a document.
struct Line: Hashable, Sendable {
  var spans: [Span]
  /// Set at the right edge when there is room.
  var trailing: [Span] = []
  /// What Enter opens and what the selection holds on to.
  var id: String?
  /// Can be selected and is marked then, as rows of lists are.
  var isRow = false
  /// How many spans the mark covers; nil for all.
  var markedSpanCount: Int?

  init(
    _ spans: [Span] = [], trailing: [Span] = [], id: String? = nil, isRow: Bool = false, markedSpanCount: Int? = nil
  ) {
    self.markedSpanCount = markedSpanCount
    self.spans = spans
    self.trailing = trailing
    self.id = id
    self.isRow = isRow
  }

  var text: String { (spans + trailing).map(\.text).joined() }
}

/// The text of a screen for one width: lines, some or all of which can be selected.
struct Document: Hashable, Sendable {
  let width: Int
  /// Lines made beforehand; rows of findings stand behind them.
  private(set) var lines: [Line] = []
  /// Only rows can be selected; otherwise every line can.
  let selectsRowsOnly: Bool
  private var rowNumbers: [Int] = []
  private var findings: Findings?

  /// Rows whose lines are made when they are looked at.
  private struct Findings: Hashable {
    let rows: FindingRows
    let glyphs: Glyphs
  }

  init(width: Int, selectsRowsOnly: Bool = false) {
    self.width = max(1, width)
    self.selectsRowsOnly = selectsRowsOnly
  }

  /// Numbers of the selectable lines.
  var stops: [Int] {
    guard selectsRowsOnly else { return Array(lines.indices) }
    return rowNumbers.isEmpty ? (lines.isEmpty ? [] : [0]) : rowNumbers
  }

  /// How many lines there are, those included that are not made yet.
  var lineCount: Int { lines.count + (findings?.rows.rows.count ?? 0) }

  /// A line as it is drawn; `id(at:)` tells what it is called.
  func line(at index: Int) -> Line {
    guard index >= lines.count, let findings else { return lines[index] }
    return findings.rows.line(at: index - lines.count, width: width, glyphs: findings.glyphs)
  }

  /// What a line is called, without making it.
  func id(at index: Int) -> String? {
    guard index >= lines.count, let findings else { return lines[index].id }
    return findings.rows.id(at: index - lines.count)
  }

  /// Whether a line holds a text, without making it.
  func holds(_ text: CaselessText, at index: Int) -> Bool {
    guard index >= lines.count, let findings else { return text.isIn(lines[index].text) }
    return findings.rows.holds(text, at: index - lines.count)
  }

  mutating func add(_ line: Line) {
    if line.isRow { rowNumbers.append(lines.count) }
    lines.append(line)
  }
  mutating func add(_ spans: Span...) { lines.append(Line(spans)) }

  /// Puts a list of findings behind the lines there are; no line may follow.
  mutating func append(_ rows: FindingRows, glyphs: Glyphs) {
    rowNumbers += rows.rows.indices.lazy.map { lines.count + $0 }
    findings = Findings(rows: rows, glyphs: glyphs)
  }
  /// The spans on one line; the last one below, as far in, where there is no room for it beside the others.
  mutating func add(_ spans: [Span], then last: Span, indent: Int) {
    guard (spans + [last]).reduce(0, { $0 + $1.columns }) > width else { return lines.append(Line(spans + [last])) }
    lines.append(Line(spans))
    paragraph(last.text.trimmedOfBlanks, style: last.style, indent: indent)
  }
  mutating func blank() { if let last = lines.last, !last.spans.isEmpty { lines.append(Line()) } }

  mutating func heading(_ text: String) {
    blank()
    lines.append(Line([Span(text, Style(.cyan, bold: true))]))
  }

  /// Wrapped text behind `mark`; further lines are indented as far as the mark is wide.
  mutating func paragraph(
    _ text: String, mark: String = "", markStyle: Style = .plain, style: Style = .plain, indent: Int = 0,
    id: String? = nil
  ) {
    let left = String(repeating: " ", count: indent)
    let hanging = indent + mark.columns
    for (index, part) in text.printable.wrapped(to: max(1, width - hanging)).enumerated() {
      let start =
        index == 0 ? [Span(left), Span(mark, markStyle)] : [Span(String(repeating: " ", count: hanging))]
      lines.append(Line(start + [Span(part, style)], id: id))
    }
  }
}

extension String {
  var withoutTrailingBlanks: Substring {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return self[...last]
  }

  var trimmedOfBlanks: String { String(withoutTrailingBlanks.drop { $0 == " " }) }
}
