extension JSONValue {
  /// The document with two spaces of indent and a line feed at the end; the same value gives the same bytes.
  ///
  /// Safe to show as it is: `JSONStream` escapes what could steer a terminal.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package var bytes: [UInt8] {
    var stream = JSONStream()
    stream.write(self)
    return stream.bytes + [UInt8(ascii: "\n")]
  }

  /// The document on one line, without spaces or a line feed.
  package var compactText: String {
    var stream = JSONStream(depthOfLinesMax: 0)
    stream.write(self)
    return String(decoding: stream.bytes, as: UTF8.self)
  }
}
