/// Go source cut down to what it declares: comments, bodies, the insides of literals and long texts left out.
///
/// What remains parses to the same declarations with the same types, many times faster than the whole, and stands in
/// other places. Meant for packages of which only names and types matter. Source that is not Go gives some text too.
package enum DeclarationText {
  /// The text without everything that says how instead of what.
  package static func reduced(_ source: some Collection<UInt8>) -> [UInt8] {
    source.withContiguousStorageIfAvailable { text in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count + 2) { buffer in
        var reduction = Reduction(cursor: SourceCursor(text), out: buffer)
        reduction.run()
        // A copy of the length that is needed: the result is kept.
        return Array(buffer[..<reduction.written])
      }
    } ?? Array(source)
  }
}

/// Copies what is kept. A brace opens something worth keeping only behind `struct` or `interface`.
private struct Reduction {
  var cursor: SourceCursor
  let out: UnsafeMutableBufferPointer<UInt8>
  var written = 0
  /// Whether the last token was `struct` or `interface`.
  private var opensType = false
  /// Raw strings are kept up to this length: import paths and struct tags are texts too.
  private static let rawTextMax = 400

  init(cursor: SourceCursor, out: UnsafeMutableBufferPointer<UInt8>) {
    self.cursor = cursor
    self.out = out
  }

  mutating func run() {
    while !cursor.isAtEnd {
      let byte = cursor.text[cursor.at]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        cursor.at += 1
        separate(by: UInt8(ascii: " "))
      case UInt8(ascii: "\n"):
        cursor.at += 1
        separate(by: byte)
      case UInt8(ascii: "/") where cursor.isAtComment:
        let begin = cursor.at
        cursor.skipComment()
        let hasLine = cursor.text[begin..<cursor.at].contains(UInt8(ascii: "\n"))
        separate(by: hasLine ? UInt8(ascii: "\n") : UInt8(ascii: " "))
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): literal(byte)
      case UInt8(ascii: "{"): brace()
      default:
        if SourceCursor.isWordByte(byte) {
          let word = cursor.word()
          for i in word { write(cursor.text[i]) }
          opensType = cursor.isWord(word, "struct") || cursor.isWord(word, "interface")
        } else {
          write(byte)
          cursor.at += 1
          opensType = false
        }
      }
    }
  }

  private mutating func write(_ byte: UInt8) {
    out[written] = byte
    written += 1
  }

  /// One blank or line end for a run of them; a line end wins.
  private mutating func separate(by byte: UInt8) {
    guard written > 0 else { return }
    let last = out[written - 1]
    if last == UInt8(ascii: "\n") { return }
    if last == UInt8(ascii: " ") {
      out[written - 1] = byte == UInt8(ascii: "\n") ? byte : last
    } else {
      write(byte)
    }
  }

  private mutating func literal(_ quote: UInt8) {
    let begin = cursor.at
    cursor.skipLiteral()
    opensType = false
    if quote == UInt8(ascii: "`"), cursor.at - begin > Reduction.rawTextMax {
      write(quote)
      write(quote)
    } else {
      for i in begin..<cursor.at { write(cursor.text[i]) }
    }
  }

  private mutating func brace() {
    write(UInt8(ascii: "{"))
    if opensType {
      cursor.at += 1
      opensType = false
      return
    }
    cursor.skipBrackets()
    write(UInt8(ascii: "}"))
  }
}
