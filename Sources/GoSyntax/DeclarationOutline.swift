/// Which names a Go file declares at its top level and where, found without parsing it.
///
/// For packages of which a few declarations are asked for out of thousands. Text that is not Go may give fewer names,
/// never a failure. Names are where Go's grammar puts them: behind `func`, `type`, `var` and `const`, in groups too.
package struct DeclarationOutline: Sendable {
  package enum Kind: Sendable { case function, method, type, variable, constant }

  package struct Entry: Sendable {
    package let kind: Kind
    package let name: Range<Int>
    /// The name of the receiver's type; empty for anything but a method.
    package let receiver: Range<Int>
    /// The text that declares it: a spec of a group without its keyword, or a whole declaration. Constants of a group
    /// share the group, since one may take its type from the one before.
    package let text: Range<Int>
    /// Whether the keyword has to be put in front of the text.
    package let lacksKeyword: Bool
  }

  package private(set) var packageName: Range<Int> = 0..<0
  /// The import declarations.
  package private(set) var imports: [Range<Int>] = []
  package private(set) var entries: [Entry] = []

  package init(_ source: [UInt8]) {
    source.withUnsafeBufferPointer { text in
      var cursor = SourceCursor(text)
      while true {
        cursor.skipBlanks()
        if cursor.isAtEnd { return }
        let begin = cursor.at
        let word = cursor.word()
        if cursor.isWord(word, "package") {
          cursor.skipBlanks()
          packageName = cursor.word()
        } else if cursor.isWord(word, "import") {
          cursor.skipDeclaration()
          imports.append(begin..<cursor.at)
        } else if cursor.isWord(word, "func") {
          function(begin, &cursor)
        } else if cursor.isWord(word, "type") {
          specs(.type, begin, &cursor)
        } else if cursor.isWord(word, "var") {
          specs(.variable, begin, &cursor)
        } else if cursor.isWord(word, "const") {
          specs(.constant, begin, &cursor)
        } else {
          cursor.at = max(cursor.at, begin + 1)
          cursor.skipDeclaration()
        }
      }
    }
  }

  /// Behind `func`.
  private mutating func function(_ begin: Int, _ cursor: inout SourceCursor) {
    cursor.skipBlanks()
    var receiver = 0..<0
    if !cursor.isAtEnd, cursor.text[cursor.at] == UInt8(ascii: "(") {
      var inside = cursor
      cursor.skipBrackets()
      receiver = inside.receiverType(until: cursor.at - 1)
      cursor.skipBlanks()
    }
    let name = cursor.word()
    cursor.skipDeclaration()
    guard !name.isEmpty else { return }
    entries.append(
      Entry(
        kind: receiver.isEmpty ? .function : .method, name: name, receiver: receiver, text: begin..<cursor.at,
        lacksKeyword: false))
  }

  /// Behind `type`, `var` or `const`.
  private mutating func specs(_ kind: Kind, _ begin: Int, _ cursor: inout SourceCursor) {
    cursor.skipBlanks()
    guard !cursor.isAtEnd, cursor.text[cursor.at] == UInt8(ascii: "(") else {
      let names = cursor.nameList()
      cursor.skipDeclaration()
      for name in names { add(kind, name, begin..<cursor.at) }
      return
    }
    var end = cursor
    end.skipBrackets()
    cursor.at += 1
    while true {
      cursor.skipBlanks()
      if cursor.at >= end.at - 1 { break }
      let start = cursor.at
      let names = cursor.nameList()
      if names.isEmpty { cursor.at += 1 }
      cursor.skipDeclaration(until: end.at - 1)
      let text = kind == .constant ? begin..<end.at : start..<cursor.at
      for name in names { add(kind, name, text, lacksKeyword: kind != .constant) }
    }
    cursor = end
  }

  private mutating func add(_ kind: Kind, _ name: Range<Int>, _ text: Range<Int>, lacksKeyword: Bool = false) {
    entries.append(Entry(kind: kind, name: name, receiver: 0..<0, text: text, lacksKeyword: lacksKeyword))
  }
}

extension SourceCursor {
  /// Goes to the end of a declaration: a line end behind something that can end one, outside of brackets.
  fileprivate mutating func skipDeclaration(until limit: Int = .max) {
    var canEnd = true
    while at < text.count, at < limit {
      let byte = text[at]
      switch byte {
      case UInt8(ascii: "\n"):
        if canEnd { return }
        at += 1
      case UInt8(ascii: ";"): return
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): at += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        skipBrackets()
        canEnd = true
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
        skipLiteral()
        canEnd = true
      case UInt8(ascii: "/") where isAtComment: skipComment()
      default:
        at += 1
        // `++` ends a statement too, but no declaration holds it.
        canEnd = SourceCursor.isWordByte(byte)
      }
    }
  }

  /// Names with commas between them.
  fileprivate mutating func nameList() -> [Range<Int>] {
    var names: [Range<Int>] = []
    while true {
      skipBlanks()
      let name = word()
      if name.isEmpty { return names }
      names.append(name)
      skipBlanks(overLines: false)
      guard !isAtEnd, text[at] == UInt8(ascii: ",") else { return names }
      at += 1
    }
  }

  /// From a receiver's opening parenthesis: the name of its type. Pointers, parentheses, the receiver's own name and
  /// type parameters are passed over.
  fileprivate mutating func receiverType(until end: Int) -> Range<Int> {
    at += 1
    var last = 0..<0
    while at < end {
      skipBlanks()
      if at >= end || text[at] == UInt8(ascii: "[") { break }
      let name = word()
      if name.isEmpty { at += 1 } else { last = name }
    }
    return last
  }
}
