/// A file's tokens as go/scanner hands them out: comments and automatic semicolons among them, each with its offset.
///
/// The parser reads tokens without comments; this puts both streams together again, for comparing them with Go's.
package enum TokenStream {
  package static func of(_ source: [UInt8]) -> [(token: Token, offset: Int)] {
    let padded = GoParser.padded(source)
    defer { padded.deallocate() }
    let lexed = Scanner(bytes: padded, count: source.count).scan()
    var stream: [(token: Token, offset: Int)] = []
    stream.reserveCapacity(lexed.tokens.count + lexed.comments.count)
    var comment = 0
    for index in 0..<lexed.tokens.count {
      let token = lexed.tokens[index]
      while comment < lexed.comments.count, Int(lexed.comments[comment].nextToken) <= index {
        stream.append((.comment, Int(lexed.comments[comment].start)))
        comment += 1
      }
      if token.kind != .endOfFile { stream.append((token.kind, Int(token.start))) }
    }
    return stream
  }
}
