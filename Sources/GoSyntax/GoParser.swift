/// Go text to a tree. Never fails: what is not Go becomes errors and `bad` nodes.
///
/// Accepts what go/parser of Go 1.27 accepts and reports an error where it does, with comments read and names not
/// resolved. Takes time linear in the length of the text; nothing is read twice.
package enum GoParser {
  /// Parses one file.
  package static func parse(_ source: [UInt8]) -> SyntaxTree {
    precondition(source.count < Int(UInt32.max) - 16, "offsets are 32 bits wide")
    let padded = UnsafeMutablePointer<UInt8>.allocate(capacity: source.count + 16)
    source.withUnsafeBufferPointer { text in
      if let base = text.baseAddress { padded.update(from: base, count: text.count) }
    }
    (padded + source.count).initialize(repeating: 0, count: 16)

    let lexed = scan(padded, count: source.count)
    let errors = SourceBytes.errors(padded, count: source.count) + lexed.errors

    return lexed.tokens.withUnsafeBufferPointer { tokens in
      guard let base = tokens.baseAddress else { preconditionFailure("the scanner always emits the end of the file") }
      var parser = Parser(
        bytes: padded, tokens: base, tokenCount: tokens.count, comments: CommentIndex(lexed), errors: errors)
      let root = parser.file()
      return parser.finish(byteCount: source.count, lineStarts: lexed.lineStarts, root: root)
    }
  }

  /// Cuts a text into tokens. Behind the text stand at least 16 zero bytes.
  static func scan(_ bytes: UnsafePointer<UInt8>, count: Int) -> LexedSource {
    var scanner = Scanner(bytes: bytes, count: count)
    nameBytes.withUnsafeBufferPointer { classes in
      if let base = classes.baseAddress { scanner.scan(classes: base) }
    }
    return scanner.output
  }

  /// 1 for letters, digits and the underscore of ASCII.
  private static let nameBytes: [UInt8] = (0...255).map { byte in
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: 1
    default: 0
    }
  }
}
