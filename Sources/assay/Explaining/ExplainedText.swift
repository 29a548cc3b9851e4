import Canvas
import Evidence

/// Text of `assay explain` for a terminal: paragraphs behind marks, wrapped so that a reader's 80 columns hold them.
struct ExplainedText {
  static let width = 80
  private var lines: [String] = []

  var text: String { lines.joined(separator: "\n") + "\n" }

  /// Wrapped text behind a mark; further lines stand under the first one's text.
  mutating func paragraph(_ text: String, mark: String = "", indent: Int = 0) {
    let left = String(repeating: " ", count: indent)
    let hanging = indent + mark.columns
    let parts = text.printableLine.wrapped(to: ExplainedText.width - hanging)
    for (index, part) in parts.enumerated() {
      let start = index == 0 ? left + mark : String(repeating: " ", count: hanging)
      lines.append(part.isEmpty ? "" : start + part)
    }
  }

  /// Something that has a page of its own, and what it is called, in two columns.
  mutating func entry(_ id: String, _ title: String) { paragraph(title, mark: id.padded(to: 34) + " ", indent: 2) }

  mutating func heading(_ text: String) {
    blank()
    lines.append(text.printableLine)
  }

  /// Code as it is, but for what could steer a terminal; tabs as blanks, as wide as its authors see them.
  mutating func verbatim(_ code: String, indent: Int = 4) {
    let left = String(repeating: " ", count: indent)
    for line in code.printable.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(line.isEmpty ? "" : left + String(line).tabsExpanded(stop: 4))
    }
  }

  mutating func blank() { if let last = lines.last, !last.isEmpty { lines.append("") } }
}
