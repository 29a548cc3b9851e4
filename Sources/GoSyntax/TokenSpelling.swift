extension Token {
  /// How the token is written, or what it is called where the spelling varies.
  package var spelling: String {
    switch self {
    case .none: ""
    case .illegal: "illegal character"
    case .endOfFile: "end of file"
    case .comment: "comment"
    case .identifier: "name"
    case .integer: "integer"
    case .float: "float"
    case .imaginary: "imaginary number"
    case .character: "rune"
    case .string: "string"
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .remainder: "%"
    case .and: "&"
    case .or: "|"
    case .xor: "^"
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    case .andNot: "&^"
    case .addAssign: "+="
    case .subtractAssign: "-="
    case .multiplyAssign: "*="
    case .divideAssign: "/="
    case .remainderAssign: "%="
    case .andAssign: "&="
    case .orAssign: "|="
    case .xorAssign: "^="
    case .shiftLeftAssign: "<<="
    case .shiftRightAssign: ">>="
    case .andNotAssign: "&^="
    case .logicalAnd: "&&"
    case .logicalOr: "||"
    case .arrow: "<-"
    case .increment: "++"
    case .decrement: "--"
    case .equal: "=="
    case .less: "<"
    case .greater: ">"
    case .assign: "="
    case .not: "!"
    case .tilde: "~"
    case .notEqual: "!="
    case .lessOrEqual: "<="
    case .greaterOrEqual: ">="
    case .define: ":="
    case .ellipsis: "..."
    case .leftParen: "("
    case .leftBracket: "["
    case .leftBrace: "{"
    case .comma: ","
    case .period: "."
    case .rightParen: ")"
    case .rightBracket: "]"
    case .rightBrace: "}"
    case .semicolon: ";"
    case .colon: ":"
    case .break, .case, .chan, .const, .continue, .default, .defer, .else, .fallthrough, .for, .func, .go, .goto, .if,
      .import, .interface, .map, .package, .range, .return, .select, .struct, .switch, .type, .var:
      "\(self)"
    }
  }

  /// How tightly a binary operator binds, 1 to 5; 0 for what is none.
  @inline(__always)
  var precedence: Int {
    switch self {
    case .logicalOr: 1
    case .logicalAnd: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 3
    case .add, .subtract, .or, .xor: 4
    case .multiply, .divide, .remainder, .shiftLeft, .shiftRight, .and, .andNot: 5
    default: 0
    }
  }
}
