/// Tells Go's 25 keywords from names.
enum Keywords {
  /// The keyword that the bytes spell, or `.identifier`. First letter and length leave one candidate, or two or three
  /// that a further letter tells apart; then the bytes are compared.
  @inline(__always)
  static func token(_ bytes: UnsafePointer<UInt8>, length: Int) -> Token {
    guard length >= 2, length <= 11 else { return .identifier }
    switch (bytes[0], length) {
    case (0x62, 5): return compare(bytes, "break", .break)
    case (0x63, 4): return bytes[1] == 0x61 ? compare(bytes, "case", .case) : compare(bytes, "chan", .chan)
    case (0x63, 5): return compare(bytes, "const", .const)
    case (0x63, 8): return compare(bytes, "continue", .continue)
    case (0x64, 5): return compare(bytes, "defer", .defer)
    case (0x64, 7): return compare(bytes, "default", .default)
    case (0x65, 4): return compare(bytes, "else", .else)
    case (0x66, 3): return compare(bytes, "for", .for)
    case (0x66, 4): return compare(bytes, "func", .func)
    case (0x66, 11): return compare(bytes, "fallthrough", .fallthrough)
    case (0x67, 2): return compare(bytes, "go", .go)
    case (0x67, 4): return compare(bytes, "goto", .goto)
    case (0x69, 2): return compare(bytes, "if", .if)
    case (0x69, 6): return compare(bytes, "import", .import)
    case (0x69, 9): return compare(bytes, "interface", .interface)
    case (0x6D, 3): return compare(bytes, "map", .map)
    case (0x70, 7): return compare(bytes, "package", .package)
    case (0x72, 5): return compare(bytes, "range", .range)
    case (0x72, 6): return compare(bytes, "return", .return)
    case (0x73, 6):
      switch bytes[1] {
      case 0x65: return compare(bytes, "select", .select)
      case 0x74: return compare(bytes, "struct", .struct)
      default: return compare(bytes, "switch", .switch)
      }
    case (0x74, 4): return compare(bytes, "type", .type)
    case (0x76, 3): return compare(bytes, "var", .var)
    default: return .identifier
    }
  }

  @inline(__always)
  private static func compare(_ bytes: UnsafePointer<UInt8>, _ word: StaticString, _ token: Token) -> Token {
    for i in 1..<word.utf8CodeUnitCount where bytes[i] != word.utf8Start[i] { return .identifier }
    return token
  }
}
