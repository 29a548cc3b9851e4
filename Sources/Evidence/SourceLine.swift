/// A line of source as it is shown: printable text in parts, each with what it is in the language.
package struct SourceLine: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case plain, keyword, string, comment, number }

  package struct Part: Hashable, Sendable {
    package let text: String
    package let kind: Kind
    package init(_ text: String, _ kind: Kind) {
      self.text = text.printable
      self.kind = kind
    }
  }

  package let parts: [Part]

  package init(parts: [Part]) { self.parts = parts }
  /// Text of no known language.
  package init(_ text: String) { parts = text.isEmpty ? [] : [Part(text, .plain)] }

  package var text: String { parts.count == 1 ? parts[0].text : parts.map(\.text).joined() }
}
