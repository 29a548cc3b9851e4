import Canvas
import Evidence

/// How source is coloured: by words every terminal knows, and never so that something would be lost without colours.
extension SourceLine {
  static let tabWidth = 4

  /// The parts with their styles, tabs as blanks.
  func spans(isBold: Bool = false) -> [Span] {
    var column = 0
    return parts.map { part in
      let text = part.text.tabsExpanded(stop: SourceLine.tabWidth, from: column)
      column += text.columns
      let style = SourceLine.style(part.kind)
      return Span(text, isBold ? style.boldened : style)
    }
  }

  private static func style(_ kind: Kind) -> Style {
    switch kind {
    case .plain: .plain
    case .keyword: Style(.magenta, bold: true)
    case .string: Style(.green)
    case .comment: Style(.cyan)
    case .number: Style(.yellow)
    }
  }
}

extension Front {
  /// Example code as lines: coloured once the program has said what its parts are, plain until then.
  func coloured(_ text: String) -> [SourceLine] {
    colouredTexts[text] ?? text.split(separator: "\n", omittingEmptySubsequences: false).map { SourceLine(String($0)) }
  }

  /// Go text that the screen on top shows and that is still plain.
  var plainExamples: [String] {
    let texts: [String]
    switch layer.screen {
    case .item(let id):
      let remediation = catalogue.item(id)?.remediation
      texts = [remediation].compactMap { $0?.language == "go" ? $0?.example : nil }
    case .probe(let id): texts = findings.found.cards[id]?.examples.map(\.text) ?? []
    case .overview, .rules, .list, .source, .findings, .finding, .working, .libraries, .history, .difference, .projects,
      .log,
      .help:
      texts = []
    }
    return texts.filter { !$0.isEmpty && colouredTexts[$0] == nil }
  }

  /// More than these are forgotten: examples are coloured again in no time.
  static let colouredTextCountMax = 200
}

extension Document {
  /// Source that keeps its blanks.
  mutating func verbatim(_ lines: [SourceLine], indent: Int) {
    for line in lines { add(Line([Span(String(repeating: " ", count: indent))] + line.spans())) }
  }
}
