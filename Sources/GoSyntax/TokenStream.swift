/// A file's tokens as go/scanner hands them out: comments and automatic semicolons among them, each with its offset.
///
/// The parser reads tokens without comments; this puts both streams together again, for comparing them with Go's.
package enum TokenStream {
  package static func of(_ source: [UInt8]) -> [(token: Token, offset: Int)] {
    let padded = source + [UInt8](repeating: 0, count: 16)
    let lexed = padded.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return LexedSource() }
      return GoParser.scan(base, count: source.count)
    }
    var stream: [(token: Token, offset: Int)] = []
    stream.reserveCapacity(lexed.tokens.count + lexed.comments.count)
    var comment = 0
    for (index, token) in lexed.tokens.enumerated() {
      while comment < lexed.comments.count, Int(lexed.comments[comment].nextToken) <= index {
        stream.append((.comment, Int(lexed.comments[comment].start)))
        comment += 1
      }
      if token.kind != .endOfFile { stream.append((token.kind, Int(token.start))) }
    }
    return stream
  }
}
