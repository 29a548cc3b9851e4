/// Where keywords, literals and comments stand in Go text, for showing it to people.
package enum TokenClasses {
  package enum Class: Sendable { case keyword, string, comment, number }

  package struct Piece: Sendable {
    /// Offsets in bytes.
    package let range: Range<Int>
    package let kind: Class
  }

  /// The pieces that lie in `range` at least in part, in order.
  ///
  /// The text is read from its beginning: what a comment or a raw string that began before the range leaves of it can be
  /// told in no other way. Text that is not Go gives whatever its characters look like.
  package static func pieces(of source: [UInt8], in range: Range<Int>) -> [Piece] {
    let padded = GoParser.padded(source)
    defer { padded.deallocate() }
    let lexed = Scanner(bytes: padded, count: source.count).scan()
    var pieces: [Piece] = []
    var token = first(lexed.tokens.count, where: { Int(lexed.tokens[$0].end) > range.lowerBound })
    var comment = first(lexed.comments.count, where: { Int(lexed.comments[$0].end) > range.lowerBound })
    while true {
      let tokenStart = token < lexed.tokens.count ? Int(lexed.tokens[token].start) : Int.max
      let commentStart = comment < lexed.comments.count ? Int(lexed.comments[comment].start) : Int.max
      guard min(tokenStart, commentStart) < range.upperBound else { return pieces }
      if commentStart < tokenStart {
        pieces.append(Piece(range: commentStart..<Int(lexed.comments[comment].end), kind: .comment))
        comment += 1
      } else {
        if let kind = Class(lexed.tokens[token].kind) {
          pieces.append(Piece(range: tokenStart..<Int(lexed.tokens[token].end), kind: kind))
        }
        token += 1
      }
    }
  }

  /// The first of `count` for which a condition holds that holds for all behind it.
  private static func first(_ count: Int, where isBehind: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension TokenClasses.Class {
  /// Nil for names, operators and brackets.
  fileprivate init?(_ token: Token) {
    switch token {
    case .string, .character: self = .string
    case .integer, .float, .imaginary: self = .number
    default:
      guard token.rawValue >= Token.break.rawValue else { return nil }
      self = .keyword
    }
  }
}
