/// Cuts Go text into tokens, with the semicolons that line ends imply, as go/scanner does.
///
/// The text is read from a copy with zero bytes behind it, so that looking one or two bytes ahead needs no check. Bytes
/// that no Go file may hold anywhere (NUL, broken UTF-8, a byte order mark inside) are found by `SourceBytes`, not here.
struct Scanner {
  let bytes: UnsafePointer<UInt8>
  let count: Int
  var offset = 0
  var output = LexedSource()
  /// Whether a line end here ends the statement.
  var endsStatement = false
  private var commentsPending = false

  init(bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
    output.tokens.reserveCapacity(count / 4 + 16)
    output.lineStarts.reserveCapacity(count / 24 + 16)
    if count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
  }

  /// Reads the whole text. `classes` has a byte for every byte value: 1 for what may be part of an ASCII name.
  mutating func scan(classes: UnsafePointer<UInt8>) {
    while true {
      let byte = bytes[offset]
      let start = offset
      switch byte {
      case 0x20, 0x09, 0x0D:
        offset += 1
      case 0x0A:
        if endsStatement { emitLineEnd(at: start) }
        offset += 1
        output.lineStarts.append(UInt32(truncatingIfNeeded: offset))
      case 0x61...0x7A, 0x41...0x5A, 0x5F:
        var end = offset + 1
        while classes[Int(bytes[end])] != 0 { end += 1 }
        offset = end
        if bytes[end] >= 0x80 {
          finishUnicodeName()
          emit(.identifier, from: start, endsStatement: true)
          continue
        }
        let kind = Keywords.token(bytes + start, length: end - start)
        switch kind {
        case .identifier, .break, .continue, .fallthrough, .return: emit(kind, from: start, endsStatement: true)
        default: emit(kind, from: start, endsStatement: false)
        }
      case 0x30...0x39:
        let kind = number()
        emit(kind, from: start, endsStatement: true)
      case 0x22:
        string()
        emit(.string, from: start, endsStatement: true)
      case 0x60:
        rawString()
        emit(.string, from: start, endsStatement: true)
      case 0x27:
        rune()
        emit(.character, from: start, endsStatement: true)
      case 0x2F:
        switch bytes[start + 1] {
        case 0x2F: lineComment()
        case 0x2A: blockComment()
        case 0x3D: emit(.divideAssign, length: 2)
        default: emit(.divide, length: 1)
        }
      case 0x2E:
        if isDecimal(bytes[start + 1]) {
          let kind = number()
          emit(kind, from: start, endsStatement: true)
        } else if bytes[start + 1] == 0x2E, bytes[start + 2] == 0x2E {
          emit(.ellipsis, length: 3)
        } else {
          emit(.period, length: 1)
        }
      case 0:
        if offset >= count {
          if endsStatement { emitLineEnd(at: count) }
          emit(.endOfFile, from: count, endsStatement: false)
          return
        }
        offset += 1  // reported by SourceBytes
      case 0x80...0xFF:
        nonASCII()
      default:
        operation(byte)
      }
    }
  }

  // MARK: Tokens

  @inline(__always)
  private mutating func emit(_ kind: Token, from start: Int, endsStatement: Bool) {
    output.tokens.append(
      LexedToken(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: offset), kind: kind,
        marks: commentsPending ? .followsComments : []))
    commentsPending = false
    self.endsStatement = endsStatement
  }

  @inline(__always)
  private mutating func emit(_ kind: Token, length: Int, endsStatement: Bool = false) {
    let start = offset
    offset += length
    emit(kind, from: start, endsStatement: endsStatement)
  }

  private mutating func emitLineEnd(at start: Int) {
    let place = UInt32(truncatingIfNeeded: start)
    let length: UInt32 = start < count ? 1 : 0
    output.tokens.append(
      LexedToken(
        start: place, end: place + length, kind: .semicolon,
        marks: commentsPending ? [.followsComments, .implicit] : .implicit))
    commentsPending = false
    endsStatement = false
  }

  @inline(__always)
  private mutating func operation(_ byte: UInt8) {
    let next = bytes[offset + 1]
    switch byte {
    case 0x28: emit(.leftParen, length: 1)
    case 0x29: emit(.rightParen, length: 1, endsStatement: true)
    case 0x5B: emit(.leftBracket, length: 1)
    case 0x5D: emit(.rightBracket, length: 1, endsStatement: true)
    case 0x7B: emit(.leftBrace, length: 1)
    case 0x7D: emit(.rightBrace, length: 1, endsStatement: true)
    case 0x2C: emit(.comma, length: 1)
    case 0x3B: emit(.semicolon, length: 1)
    case 0x7E: emit(.tilde, length: 1)
    case 0x3A: emit(next, .colon, .define)
    case 0x3D: emit(next, .assign, .equal)
    case 0x21: emit(next, .not, .notEqual)
    case 0x2A: emit(next, .multiply, .multiplyAssign)
    case 0x25: emit(next, .remainder, .remainderAssign)
    case 0x5E: emit(next, .xor, .xorAssign)
    case 0x2B:
      if next == byte { emit(.increment, length: 2, endsStatement: true) } else { emit(next, .add, .addAssign) }
    case 0x2D:
      if next == byte {
        emit(.decrement, length: 2, endsStatement: true)
      } else {
        emit(next, .subtract, .subtractAssign)
      }
    case 0x7C:
      if next == byte { emit(.logicalOr, length: 2) } else { emit(next, .or, .orAssign) }
    case 0x26:
      switch next {
      case byte: emit(.logicalAnd, length: 2)
      case 0x5E:
        if bytes[offset + 2] == 0x3D { emit(.andNotAssign, length: 3) } else { emit(.andNot, length: 2) }
      default: emit(next, .and, .andAssign)
      }
    case 0x3C:
      switch next {
      case byte:
        if bytes[offset + 2] == 0x3D { emit(.shiftLeftAssign, length: 3) } else { emit(.shiftLeft, length: 2) }
      case 0x2D: emit(.arrow, length: 2)
      default: emit(next, .less, .lessOrEqual)
      }
    case 0x3E:
      if next != byte {
        emit(next, .greater, .greaterOrEqual)
      } else if bytes[offset + 2] == 0x3D {
        emit(.shiftRightAssign, length: 3)
      } else {
        emit(.shiftRight, length: 2)
      }
    default:
      fail(at: offset, "illegal character")
      offset += 1
    }
  }

  /// The operator, or the one with `=` behind it.
  @inline(__always)
  private mutating func emit(_ next: UInt8, _ plain: Token, _ withEqual: Token) {
    if next == 0x3D { emit(withEqual, length: 2) } else { emit(plain, length: 1) }
  }

  private mutating func nonASCII() {
    let start = offset
    let (scalar, length) = SourceBytes.scalar(bytes, at: offset, count: count)
    guard let scalar, UnicodeNames.isLetter(scalar) else {
      if let scalar, scalar.value != 0xFEFF { fail(at: offset, "illegal character \(scalar)") }
      offset += length
      return
    }
    offset += length
    finishUnicodeName()
    emit(.identifier, from: start, endsStatement: true)
  }

  // MARK: Comments

  private mutating func lineComment() {
    let start = offset
    offset += 2
    while bytes[offset] != 0x0A, bytes[offset] != 0 || offset < count { offset += 1 }
    let end = bytes[offset - 1] == 0x0D ? max(offset - 1, start + 2) : offset
    checkLineDirective(
      start: start, end: end, atLineStart: start == Int(output.lineStarts[output.lineStarts.count - 1]))
    let line = output.lineStarts.count
    add(start: start, end: end, startLine: line)
  }

  private mutating func blockComment() {
    let start = offset
    let startLine = output.lineStarts.count
    var firstLineEnd: Int?
    offset += 2
    while true {
      let byte = bytes[offset]
      if byte == 0x2A, bytes[offset + 1] == 0x2F { break }
      if byte == 0, offset >= count {
        fail(at: start, "comment not terminated")
        offset = count
        add(start: start, end: offset, startLine: startLine)
        return
      }
      if byte == 0x0A {
        if firstLineEnd == nil { firstLineEnd = offset }
        output.lineStarts.append(UInt32(truncatingIfNeeded: offset + 1))
      }
      offset += 1
    }
    offset += 2
    checkLineDirective(start: start, end: offset - 2, atLineStart: true)
    add(start: start, end: offset, startLine: startLine)
    if endsStatement, let firstLineEnd { emitLineEnd(at: firstLineEnd) }
  }

  private mutating func add(start: Int, end: Int, startLine: Int) {
    output.comments.append(
      LexedComment(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end), startLine: UInt32(startLine),
        endLine: UInt32(output.lineStarts.count), nextToken: UInt32(output.tokens.count)))
    commentsPending = true
  }

  mutating func fail(at offset: Int, _ message: String) {
    guard output.errors.count < SyntaxError.countMax else { return }
    output.errors.append(SyntaxError(offset: offset, message: message))
  }
}
