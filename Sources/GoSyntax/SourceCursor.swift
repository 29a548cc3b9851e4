/// A place in Go source that moves over comments, literals and braces without cutting them into tokens.
struct SourceCursor {
  let text: UnsafeBufferPointer<UInt8>
  var at = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  var isAtEnd: Bool { at >= text.count }

  var isAtComment: Bool {
    at + 1 < text.count && text[at] == UInt8(ascii: "/")
      && (text[at + 1] == UInt8(ascii: "/") || text[at + 1] == UInt8(ascii: "*"))
  }

  /// Goes past a comment; the line end behind a line comment is left.
  mutating func skipComment() {
    let isLine = text[at + 1] == UInt8(ascii: "/")
    at += 2
    if isLine {
      while at < text.count, text[at] != UInt8(ascii: "\n") { at += 1 }
      return
    }
    while at + 1 < text.count, !(text[at] == UInt8(ascii: "*") && text[at + 1] == UInt8(ascii: "/")) { at += 1 }
    at = min(at + 2, text.count)
  }

  /// Goes past a string or rune. One that is not closed on its line ends there.
  mutating func skipLiteral() {
    let quote = text[at]
    at += 1
    while at < text.count, text[at] != quote {
      if quote != UInt8(ascii: "`") {
        if text[at] == UInt8(ascii: "\n") { return }
        if text[at] == UInt8(ascii: "\\") { at += 1 }
      }
      at += 1
    }
    at = min(at + 1, text.count)
  }

  /// Goes from an opening bracket of any kind past the one that closes it.
  mutating func skipBrackets() {
    var depth = 0
    while at < text.count {
      // Most bytes are small letters and blanks.
      while at < text.count, text[at] &- UInt8(ascii: "a") < 26 || text[at] <= UInt8(ascii: " ") { at += 1 }
      guard at < text.count else { return }
      switch text[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["):
        depth += 1
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
        depth -= 1
        at += 1
        if depth <= 0 { return }
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): skipLiteral()
      case UInt8(ascii: "/") where isAtComment: skipComment()
      default: at += 1
      }
    }
  }

  /// Goes past blanks and comments, and past line ends unless told to stay on the line.
  mutating func skipBlanks(overLines: Bool = true) {
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): at += 1
      case UInt8(ascii: "\n") where overLines: at += 1
      case UInt8(ascii: ";") where overLines: at += 1
      case UInt8(ascii: "/") where isAtComment: skipComment()
      default: return
      }
    }
  }

  /// Goes past letters, digits and what is not ASCII; the range is empty where no name stands.
  mutating func word() -> Range<Int> {
    let begin = at
    while at < text.count, SourceCursor.isWordByte(text[at]) { at += 1 }
    return begin..<at
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }

  func isWord(_ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    for i in 0..<range.count where text[range.lowerBound + i] != word.utf8Start[i] { return false }
    return true
  }
}
