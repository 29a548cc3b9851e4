extension JSONValue {
  /// Reads one JSON document (RFC 8259), and nothing but one.
  ///
  /// Refused, each with its place: invalid UTF-8, duplicate keys, lone surrogates, anything after the value, nesting
  /// beyond `depthMax`, more values than `countMax`, documents beyond `byteCountMax`. A byte order mark at the start is
  /// skipped.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    guard bytes.count <= JSONValue.byteCountMax else {
      throw JSONError("larger than \(JSONValue.byteCountMax >> 20) MB", at: 0, in: [])
    }
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }

  package init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }

  package static let byteCountMax = 64 << 20
  package static let depthMax = 128
  /// A value takes many times the bytes in memory that it has in a file: `[[],[],...` would fill it.
  package static let countMax = 4 << 20
}

/// Why a text is not JSON, and where: 1-based line and byte column, 0-based byte offset.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  package let problem: String
  package let line: Int
  package let column: Int
  package let offset: Int

  init(_ problem: String, at offset: Int, in bytes: [UInt8]) {
    let before = bytes.prefix(offset)
    self.problem = problem
    self.offset = offset
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    column = 1 + before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count
  }

  package var description: String { "line \(line), column \(column) (byte \(offset)): \(problem)" }
}

private struct JSONParser {
  let bytes: [UInt8]
  var position = 0
  var depth = 0
  var count = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    skipSpace()
    let value = try self.value()
    skipSpace()
    guard position == bytes.count else { throw error("text after the end of the document") }
    return value
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ problem: String, at offset: Int? = nil) -> JSONError {
    JSONError(problem, at: offset ?? position, in: bytes)
  }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    count += 1
    guard count <= JSONValue.countMax else { throw error("more than \(JSONValue.countMax) values") }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
    case nil: throw error("the document ends where a value should be")
    default: throw error("a value should be here")
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let letters = text.withUTF8Buffer { Array($0) }
    guard bytes[position...].starts(with: letters) else { throw error("a value should be here") }
    position += letters.count
    return value
  }

  private mutating func enter() throws(JSONError) {
    depth += 1
    guard depth <= JSONValue.depthMax else { throw error("nested deeper than \(JSONValue.depthMax) levels") }
    position += 1
    skipSpace()
  }

  private mutating func leave() {
    depth -= 1
    position += 1
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    while byte != UInt8(ascii: "]") {
      if !elements.isEmpty { try separator(end: "]") }
      elements.append(try value())
      skipSpace()
    }
    leave()
    return .array(elements)
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    try enter()
    var members: [JSONObject.Member] = []
    // Most objects are small: their keys are compared one by one, which is quicker than hashing them.
    var keys: Set<String> = []
    while byte != UInt8(ascii: "}") {
      if !members.isEmpty { try separator(end: "}") }
      let start = position
      guard byte == UInt8(ascii: "\"") else {
        throw error(byte == nil ? "the document ends inside an object" : "a key in quotes should be here")
      }
      let key = try string()
      let isKnown =
        members.count < JSONParser.comparedKeyCountMax
        ? members.contains { $0.key == key } : !JSONParser.insert(key, of: members, into: &keys)
      guard !isKnown else { throw error("the key \"\(key.printable)\" stands here twice", at: start) }
      skipSpace()
      guard byte == UInt8(ascii: ":") else { throw error("a colon should be here") }
      position += 1
      skipSpace()
      members.append(JSONObject.Member(key: key, value: try value()))
      skipSpace()
    }
    leave()
    return .object(JSONObject(distinct: members))
  }

  private static let comparedKeyCountMax = 24

  /// Keys of a large object as a set, which holds those of all members before; false when the key is there already.
  private static func insert(_ key: String, of members: [JSONObject.Member], into keys: inout Set<String>) -> Bool {
    if keys.isEmpty { keys = Set(members.map(\.key)) }
    return keys.insert(key).inserted
  }

  private mutating func separator(end: Character) throws(JSONError) {
    guard byte == UInt8(ascii: ",") else {
      throw error(byte == nil ? "the document ends before \(end)" : "a comma or \(end) should be here")
    }
    position += 1
    skipSpace()
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    if byte == UInt8(ascii: "-") { position += 1 }
    let integerStart = position
    try digits()
    if bytes[integerStart] == UInt8(ascii: "0"), position - integerStart > 1 {
      throw error("a number may not begin with 0", at: start)
    }
    if byte == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      position += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if text != "-0", let integer = Int(text) { return .integer(integer) }
    return .decimal(text)
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw error("a digit should be here") }
  }

  private mutating func string() throws(JSONError) -> String {
    let start = position
    position += 1
    var text = ""
    while true {
      let runStart = position
      guard let run = run() else { throw error("the text is not valid UTF-8", at: runStart) }
      if text.isEmpty { text = run } else { text += run }
      switch byte {
      case nil: throw error("the text that begins here never ends", at: start)
      case UInt8(ascii: "\""):
        position += 1
        return text
      case UInt8(ascii: "\\"): text.unicodeScalars.append(try escape())
      default: throw error("a control character inside a text must be escaped")
      }
    }
  }

  /// The text up to a quote, an escape, a control character or the end; nil when it is not valid UTF-8.
  private mutating func run() -> String? {
    let start = position
    let (text, end) = bytes.withUnsafeBufferPointer { bytes in
      var end = start
      // Nearly all text is ASCII, and needs no second look then.
      var seen: UInt8 = 0
      while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\"), bytes[end] >= 0x20 {
        seen |= bytes[end]
        end += 1
      }
      let run = UnsafeBufferPointer(rebasing: bytes[start..<end])
      return (seen < 0x80 ? String(decoding: run, as: UTF8.self) : String(validating: run, as: UTF8.self), end)
    }
    position = end
    return text
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = position
    position += 1
    guard let letter = byte else { throw error("the document ends inside a text") }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try hexUnit()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      guard unit < 0xDC00, byte == UInt8(ascii: "\\"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "u")
      else { throw error("half a surrogate pair", at: start) }
      position += 2
      let low = try hexUnit()
      guard (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      else { throw error("half a surrogate pair", at: start) }
      return scalar
    default: throw error("an escape JSON does not know", at: start)
    }
  }

  private mutating func hexUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits should follow \\u")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
