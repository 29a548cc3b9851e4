/// Writes a JSON document piece by piece into bytes, without a tree of it in memory.
///
/// The caller keeps the order: in an object a key before every value, in an array `next` before every element. Characters
/// that could steer a terminal or mislead a reader (C0, DEL, C1, bidirectional marks) are written as `\u` escapes.
package struct JSONStream: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// Containers nested deeper than this stand on one line, without spaces.
  private var depthOfLinesMax: Int
  private var depth = 0
  private var isEmpty = true

  /// - Parameter depthOfLinesMax: 0 for a document on one line; without it every element has its line.
  package init(depthOfLinesMax: Int = .max) { self.depthOfLinesMax = depthOfLinesMax }

  /// Hands over what was written since the last time, so that a long document need not be held whole.
  package mutating func taken() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  package mutating func object(_ members: (inout JSONStream) -> Void) {
    container(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
  }

  package mutating func array(_ elements: (inout JSONStream) -> Void) {
    container(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
  }

  /// Begins an element of an array.
  package mutating func next() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    breakLine()
  }

  /// Begins a member of an object.
  package mutating func key(_ name: String) {
    next()
    write(name)
    bytes.append(UInt8(ascii: ":"))
    if depth <= depthOfLinesMax { bytes.append(UInt8(ascii: " ")) }
  }

  package mutating func member(_ name: String, _ text: String) {
    key(name)
    write(text)
  }

  package mutating func member(_ name: String, _ number: Int) {
    key(name)
    write(number)
  }

  /// A value without line breaks and spaces, whatever the stream does elsewhere.
  package mutating func writeOnOneLine(_ value: JSONValue) {
    let usual = depthOfLinesMax
    depthOfLinesMax = min(usual, depth)
    write(value)
    depthOfLinesMax = usual
  }

  package mutating func write(_ number: Int) { bytes += String(number).utf8 }

  package mutating func write(_ isTrue: Bool) { bytes += (isTrue ? "true" : "false").utf8 }

  package mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): write(value)
    case .integer(let value): write(value)
    case .decimal(let text): bytes += text.utf8
    case .string(let text): write(text)
    case .array(let elements):
      array { stream in
        for element in elements {
          stream.next()
          stream.write(element)
        }
      }
    case .object(let object):
      self.object { stream in
        for member in object.members {
          stream.key(member.key)
          stream.write(member.value)
        }
      }
    }
  }

  /// A text with its quotes; runs that need no escape are copied whole.
  package mutating func write(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { buffer in
      var start = 0
      var at = 0
      while at < buffer.count {
        guard JSONStream.mayNeedEscape(buffer[at]), let (scalar, length) = JSONStream.escaped(buffer, at) else {
          at += 1
          continue
        }
        bytes += buffer[start..<at]
        escape(scalar)
        at += length
        start = at
      }
      bytes += buffer[start...]
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func container(_ open: UInt8, _ close: UInt8, _ body: (inout JSONStream) -> Void) {
    bytes.append(open)
    depth += 1
    isEmpty = true
    body(&self)
    depth -= 1
    if !isEmpty, depth < depthOfLinesMax { breakLine(indent: depth) }
    bytes.append(close)
    isEmpty = false
  }

  private mutating func breakLine() {
    if depth <= depthOfLinesMax { breakLine(indent: depth) }
  }

  private mutating func breakLine(indent: Int) {
    guard depthOfLinesMax > 0 else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: indent * 2)
  }

  /// Quick for the bytes that most texts are made of.
  @inline(__always)
  private static func mayNeedEscape(_ byte: UInt8) -> Bool { byte < 0x23 || byte == 0x5C || byte >= 0x7F }

  /// The scalar that begins at a byte and its length, when it must be escaped. The bytes are valid UTF-8.
  private static func escaped(_ buffer: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int)? {
    let byte = buffer[at]
    switch byte {
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F: return (UInt32(byte), 1)
    // Only these lead to scalars that `isUnprintable` names.
    case 0xC2: return buffer[at + 1] < 0xA0 ? (UInt32(buffer[at + 1]), 2) : nil
    case 0xE2, 0xEF:
      let value = UInt32(byte & 15) << 12 | UInt32(buffer[at + 1] & 63) << 6 | UInt32(buffer[at + 2] & 63)
      return Unicode.Scalar(value)?.isUnprintable == true ? (value, 3) : nil
    default: return nil
    }
  }

  private mutating func escape(_ scalar: UInt32) {
    switch scalar {
    case 0x22: bytes += "\\\"".utf8
    case 0x5C: bytes += "\\\\".utf8
    case 0x0A: bytes += "\\n".utf8
    case 0x0D: bytes += "\\r".utf8
    case 0x09: bytes += "\\t".utf8
    default:
      let hex = String(scalar, radix: 16)
      bytes += ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8
    }
  }
}
