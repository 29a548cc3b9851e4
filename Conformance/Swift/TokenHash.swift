import GoSyntax

/// How many tokens a file has, and one number over what each is and where it begins.
///
/// Comments and automatic semicolons are tokens too. A token counts as its number in go/token of Go 1.27.
struct TokenHash {
  let count: Int
  let hash: UInt64

  init(_ source: [UInt8]) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let stream = TokenStream.of(source)
    for (token, offset) in stream {
      hash = (hash ^ (Self.numbers[Int(token.rawValue)] | UInt64(offset) << 8)) &* 0x100_0000_01B3
    }
    self.hash = hash
    count = stream.count
  }

  var line: String { "\(count):\(String(hash, radix: 16))" }

  static func lines(of source: [UInt8]) -> [String] {
    TokenStream.of(source).map { "\(numbers[Int($0.token.rawValue)]) \($0.offset)" }
  }

  /// go/token's number by our raw value. Go's list has unused numbers before and behind each of its sections, and the
  /// tilde at its end.
  private static let numbers: [UInt64] = {
    var next: UInt64 = 0
    let tilde = UInt64(Token.allCases.count) + 5
    return Token.allCases.map { token in
      switch token {
      case .none: return tilde + 1
      case .tilde: return tilde
      case .identifier: next += 1
      case .add, .break: next += 2
      default: break
      }
      defer { next += 1 }
      return next
    }
  }()
}
