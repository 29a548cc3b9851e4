/// Tells Go's operators of one to three characters apart.
enum Operators {
  /// The operator that begins with `first`, and its length; 0 when none does. The brackets, `.`, `,` and `;` are none.
  @inline(__always)
  static func token(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> (Token, length: Int) {
    /// The operator, or the one with `=` behind it.
    func plain(_ alone: Token, _ withEqual: Token) -> (Token, Int) { second == 0x3D ? (withEqual, 2) : (alone, 1) }
    switch first {
    case 0x7E: return (.tilde, 1)
    case 0x3A: return plain(.colon, .define)
    case 0x3D: return plain(.assign, .equal)
    case 0x21: return plain(.not, .notEqual)
    case 0x2A: return plain(.multiply, .multiplyAssign)
    case 0x2F: return plain(.divide, .divideAssign)
    case 0x25: return plain(.remainder, .remainderAssign)
    case 0x5E: return plain(.xor, .xorAssign)
    case 0x2B: return second == first ? (.increment, 2) : plain(.add, .addAssign)
    case 0x2D: return second == first ? (.decrement, 2) : plain(.subtract, .subtractAssign)
    case 0x7C: return second == first ? (.logicalOr, 2) : plain(.or, .orAssign)
    case 0x26:
      if second == first { return (.logicalAnd, 2) }
      guard second == 0x5E else { return plain(.and, .andAssign) }
      return third == 0x3D ? (.andNotAssign, 3) : (.andNot, 2)
    case 0x3C:
      if second == 0x2D { return (.arrow, 2) }
      guard second == first else { return plain(.less, .lessOrEqual) }
      return third == 0x3D ? (.shiftLeftAssign, 3) : (.shiftLeft, 2)
    case 0x3E:
      guard second == first else { return plain(.greater, .greaterOrEqual) }
      return third == 0x3D ? (.shiftRightAssign, 3) : (.shiftRight, 2)
    default: return (.none, 0)
    }
  }
}
