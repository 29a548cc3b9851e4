import Evidence

/// One field of a table for spreadsheets.
enum CSVField {
  /// Quoted where it must be. A text a spreadsheet would take for a formula gets an apostrophe before it.
  static func text(_ text: String) -> String {
    var text = text.printable
    if let first = text.first, "=+-@\t".contains(first) { text = "'" + text }
    let needsQuotes = text.contains { ",\"\n\r".contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  static func lines(_ rows: [[String]]) -> String {
    rows.map { row in row.map(CSVField.text).joined(separator: ",") + "\n" }.joined()
  }
}
