/// Names one probe for good: `family/name`, as `spec/catalogue.md` section 6 lists them.
package struct ProbeID: Hashable, Comparable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }
  package init(stringLiteral value: String) { text = value }
  package init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The part before the slash: the folder of the probe's source.
  package var family: Substring { text.prefix { $0 != "/" } }
  /// The part after the slash: unique across families.
  package var name: Substring { text.drop { $0 != "/" }.dropFirst() }

  package var description: String { text }
  package static func < (a: ProbeID, b: ProbeID) -> Bool { a.text < b.text }
}
