/// Go's lexical tokens, as go/token names them.
@usableFromInline
package enum Token: UInt8, BitwiseCopyable, Sendable, CaseIterable {
  case none, illegal, endOfFile, comment

  case identifier, integer, float, imaginary, character, string

  case add, subtract, multiply, divide, remainder  // + - * / %
  case and, or, xor, shiftLeft, shiftRight, andNot  // & | ^ << >> &^
  case addAssign, subtractAssign, multiplyAssign, divideAssign, remainderAssign
  case andAssign, orAssign, xorAssign, shiftLeftAssign, shiftRightAssign, andNotAssign
  case logicalAnd, logicalOr, arrow, increment, decrement  // && || <- ++ --
  case equal, less, greater, assign, not, tilde  // == < > = ! ~
  case notEqual, lessOrEqual, greaterOrEqual, define, ellipsis  // != <= >= := ...
  case leftParen, leftBracket, leftBrace, comma, period
  case rightParen, rightBracket, rightBrace, semicolon, colon

  case `break`, `case`, chan, const, `continue`, `default`, `defer`, `else`, `fallthrough`, `for`
  case `func`, go, goto, `if`, `import`, interface, map, package, range, `return`
  case select, `struct`, `switch`, type, `var`
}
