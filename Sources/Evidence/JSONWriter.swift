extension JSONValue {
  /// The document with two spaces of indent and a line feed at the end; the same value gives the same bytes.
  ///
  /// Characters that could steer a terminal or mislead a reader (C0, DEL, C1, bidirectional marks) are written as `\u`
  /// escapes, so that a stored review may be shown as it is.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package var bytes: [UInt8] {
    var writer = JSONWriter(isCompact: false)
    writer.write(self, indent: 0)
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// The document on one line, without spaces or a line feed.
  package var compactText: String {
    var writer = JSONWriter(isCompact: true)
    writer.write(self, indent: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

private struct JSONWriter {
  let isCompact: Bool
  var bytes: [UInt8] = []

  init(isCompact: Bool) { self.isCompact = isCompact }

  mutating func write(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .decimal(let text): bytes += text.utf8
    case .string(let text): write(text)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        beginElement(index, indent: indent)
        write(element, indent: indent + 1)
      }
      endList("]", isEmpty: elements.isEmpty, indent: indent)
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        beginElement(index, indent: indent)
        write(member.key)
        bytes += (isCompact ? ":" : ": ").utf8
        write(member.value, indent: indent + 1)
      }
      endList("}", isEmpty: object.members.isEmpty, indent: indent)
    }
  }

  private mutating func beginElement(_ index: Int, indent: Int) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    breakLine(indent: indent + 1)
  }

  private mutating func endList(_ close: String, isEmpty: Bool, indent: Int) {
    if !isEmpty { breakLine(indent: indent) }
    bytes += close.utf8
  }

  private mutating func breakLine(indent: Int) {
    guard !isCompact else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: indent * 2)
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\r": bytes += "\\r".utf8
      case "\t": bytes += "\\t".utf8
      case _ where scalar.isUnprintable:
        let hex = String(scalar.value, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8
      default: bytes += Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
