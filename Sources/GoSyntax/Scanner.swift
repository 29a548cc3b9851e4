/// Cuts Go text into tokens, with the semicolons that line ends imply, as go/scanner does.
///
/// The text is read from a copy with 16 zero bytes behind it, so that looking ahead needs no check. Bytes that no Go
/// file may hold anywhere (NUL, broken UTF-8, a byte order mark inside) are found by `SourceBytes`, not here.
struct Scanner: ~Copyable {
  let bytes: UnsafePointer<UInt8>
  let count: Int
  var output: LexedSource

  init(bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
    output = LexedSource(byteCount: count)
  }

  /// Reads the whole text.
  ///
  /// The state of the loop lives in local variables, and there is room for all tokens from the start: what is done for
  /// every byte or token is done here, and what is rare in functions that answer where it ends.
  consuming func scan() -> LexedSource {
    let bytes = bytes
    let classes = ByteClass.table
    let keywords = Keywords.table
    let firstToken = output.tokens.base
    var next = firstToken
    var at = 0
    if count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    /// The token before, which tells whether a line end here ends the statement.
    var last = Token.none
    var marks: TokenMarks = []
    while true {
      while classes[Int(bytes[at])] & ByteClass.blank != 0 { at &+= 1 }
      let start = at
      let byte = bytes[at]
      switch byte {
      case 0x61...0x7A, 0x41...0x5A, 0x5F:
        at &+= 1
        while classes[Int(bytes[at])] & ByteClass.name != 0 { at &+= 1 }
        if bytes[at] < 0x80 {
          last = keywords.token(bytes + start, length: at &- start)
        } else {
          at = endOfUnicodeName(from: at)
          last = .identifier
        }
      case 0x0A:
        at &+= 1
        output.lineStarts.append(UInt32(truncatingIfNeeded: at))
        guard last.endsStatement else { continue }
        last = .semicolon
        marks.insert(.implicit)
      case 0x2E:
        if isDecimal(bytes[at &+ 1]) {
          (last, at) = number(at: at)
        } else if bytes[at &+ 1] == 0x2E, bytes[at &+ 2] == 0x2E {
          last = .ellipsis
          at &+= 3
        } else {
          last = .period
          at &+= 1
        }
      case 0x28: (last, at) = (.leftParen, at &+ 1)
      case 0x29: (last, at) = (.rightParen, at &+ 1)
      case 0x2C: (last, at) = (.comma, at &+ 1)
      case 0x7B: (last, at) = (.leftBrace, at &+ 1)
      case 0x7D: (last, at) = (.rightBrace, at &+ 1)
      case 0x5B: (last, at) = (.leftBracket, at &+ 1)
      case 0x5D: (last, at) = (.rightBracket, at &+ 1)
      case 0x3B: (last, at) = (.semicolon, at &+ 1)
      case 0x22:
        at &+= 1
        while classes[Int(bytes[at])] & ByteClass.plainInString != 0 { at &+= 1 }
        at = bytes[at] == 0x22 ? at &+ 1 : endOfString(from: at, start: start)
        last = .string
      case 0x60: (last, at) = (.string, endOfRawString(start: at))
      case 0x27: (last, at) = (.character, endOfRune(start: at))
      case 0x30...0x39: (last, at) = number(at: at)
      case 0x2F where bytes[at &+ 1] == 0x2F:
        at = lineComment(start: at, nextToken: next - firstToken)
        marks = .followsComments
        continue
      case 0x2F where bytes[at &+ 1] == 0x2A:
        let comment = blockComment(start: at, nextToken: next - firstToken)
        at = comment.end
        marks = .followsComments
        guard let lineEnd = comment.lineEnd, last.endsStatement else { continue }
        last = .semicolon
        let place = UInt32(truncatingIfNeeded: lineEnd)
        next.initialize(
          to: LexedToken(start: place, end: place &+ 1, kind: .semicolon, marks: [.followsComments, .implicit]))
        next += 1
        marks = []
        continue
      case 0 where at >= count:
        let place = UInt32(truncatingIfNeeded: count)
        if last.endsStatement {
          marks.insert(.implicit)
          next.initialize(to: LexedToken(start: place, end: place, kind: .semicolon, marks: marks))
          next += 1
          marks = []
        }
        next.initialize(to: LexedToken(start: place, end: place, kind: .endOfFile, marks: marks))
        output.tokens.setCount(next + 1 - firstToken)
        return output
      case 0:  // reported by SourceBytes
        at &+= 1
        continue
      case 0x80...0xFF:
        let end = nameBeyondASCII(at: at)
        at = end.offset
        guard end.isName else { continue }
        last = .identifier
      default:
        let (token, length) = Operators.token(byte, bytes[at &+ 1], bytes[at &+ 2])
        guard length > 0 else {
          fail(at: at, "illegal character")
          at &+= 1
          continue
        }
        last = token
        at &+= length
      }
      next.initialize(
        to: LexedToken(
          start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: at), kind: last, marks: marks))
      next += 1
      marks = []
    }
  }

  mutating func fail(at offset: Int, _ message: String) {
    guard output.errors.count < SyntaxError.countMax else { return }
    output.errors.append(SyntaxError(offset: offset, message: message))
  }
}

extension Token {
  /// Whether a line end behind the token ends the statement.
  @inline(__always)
  var endsStatement: Bool {
    switch self {
    case .identifier, .integer, .float, .imaginary, .character, .string, .break, .continue, .fallthrough, .return,
      .increment, .decrement, .rightParen, .rightBracket, .rightBrace:
      true
    default: false
    }
  }
}
