/// A token of a shell script: a word with its quotes removed, an operator, or the end of a line.
enum ShellToken: Hashable {
  case word(Word)
  /// `&&`, `||`, `;`, `;;`, `|`, `&`, `(`, `)`.
  case separator(String)
  case lineEnd

  struct Word: Hashable {
    var text: String
    let line: Int
    /// Nothing in it was quoted, so it may be a keyword.
    var isPlain = true
    /// Scripts inside `$(...)`, backticks and `<(...)`, each with the line it begins at.
    var nested: [Nested] = []
  }

  struct Nested: Hashable {
    let text: String
    let line: Int
  }
}

/// Splits a script into tokens. Comments, redirections and here-documents are dropped; expansions stay as written.
struct ShellTokens {
  private let bytes: [UInt8]
  private var at = 0
  private var line: Int
  private var tokens: [ShellToken] = []
  private var word: ShellToken.Word?
  private var wordBytes: [UInt8] = []
  private var pendingDocuments: [(end: [UInt8], dropsTabs: Bool)] = []
  private var dropsNextWord = false

  static func all(in text: String, firstLine: Int) -> [ShellToken] {
    var reader = ShellTokens(bytes: Array(text.utf8), line: firstLine)
    reader.run()
    return reader.tokens
  }

  private init(bytes: [UInt8], line: Int) {
    self.bytes = bytes
    self.line = line
  }

  private mutating func run() {
    while at < bytes.count { step() }
    endWord()
    tokens.append(.lineEnd)
  }

  private func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

  private mutating func step() {
    let here = byte()
    switch here {
    case "\n":
      endWord()
      tokens.append(.lineEnd)
      at += 1
      line += 1
      skipDocuments()
    case " ", "\t", "\r":
      at += 1
      endWord()
    case "\\" where byte(1) == 10 || byte(1) == 13 && byte(2) == 10:
      at += byte(1) == 10 ? 2 : 3
      line += 1
    case "#" where word == nil:
      while at < bytes.count, byte() != 10 { at += 1 }
    case "&", "|", ";", "(", ")":
      separator(here)
    case "<", ">":
      redirection()
    default:
      wordPart(here)
    }
  }

  // MARK: Separators and redirections

  private mutating func separator(_ here: UInt8) {
    if here == "&", byte(1) == ">" {
      endWord()
      at += byte(2) == ">" ? 3 : 2
      dropsNextWord = true
      return
    }
    if here == "(", byte(1) == "(", word == nil {
      skipArithmetic()
      return
    }
    let follows = word != nil
    endWord()
    if here == "(", follows, case .word(let last) = tokens.last, last.text.hasSuffix("="), last.isPlain {
      // An array's value.
      _ = readBalanced(UInt8(ascii: "("), UInt8(ascii: ")"))
      return
    }
    let isDoubled = here != "(" && here != ")" && byte(1) == here
    tokens.append(.separator(String(decoding: isDoubled ? [here, here] : [here], as: UTF8.self)))
    at += isDoubled ? 2 : 1
    if here == "|", !isDoubled, byte() == "&" { at += 1 }
    if here == ";", isDoubled, byte() == "&" { at += 1 }
  }

  private mutating func skipArithmetic() {
    at += 2
    while at < bytes.count, byte() != 10, !(byte() == ")" && byte(1) == ")") { at += 1 }
    at = min(bytes.count, at + 2)
  }

  private mutating func redirection() {
    // A file descriptor's number belongs to the redirection.
    if word != nil, wordBytes.allSatisfy({ (48...57).contains($0) }) {
      word = nil
      wordBytes = []
    }
    endWord()
    let isInput = byte() == "<"
    if byte(1) == "(" {
      let start = line
      at += 1
      let inside = readBalanced(UInt8(ascii: "("), UInt8(ascii: ")"))
      append(Array((isInput ? "<(" : ">(").utf8) + inside + [41])
      word?.nested.append(.init(text: String(decoding: inside, as: UTF8.self), line: start))
      return
    }
    if isInput, byte(1) == "<", byte(2) != "<" {
      at += 2
      hereDocument()
      return
    }
    at += 1
    while at < bytes.count, byte() == ">" || byte() == "<" || byte() == "&" || byte() == "|" {
      at += 1
    }
    if byte() == "-" || (48...57).contains(byte()), byte(-1) == "&" {
      while (48...57).contains(byte()) || byte() == "-" { at += 1 }
      return
    }
    dropsNextWord = true
  }

  private mutating func hereDocument() {
    var dropsTabs = false
    if byte() == "-" || byte() == "~" {
      dropsTabs = true
      at += 1
    }
    while byte() == " " { at += 1 }
    var end: [UInt8] = []
    while at < bytes.count, !" \t\n;|&)".utf8.contains(byte()) {
      if !"'\"\\".utf8.contains(byte()) { end.append(byte()) }
      at += 1
    }
    if !end.isEmpty { pendingDocuments.append((end, dropsTabs)) }
  }

  private mutating func skipDocuments() {
    for document in pendingDocuments {
      while at < bytes.count {
        var stop = at
        while stop < bytes.count, bytes[stop] != 10 { stop += 1 }
        var text = bytes[at..<stop]
        if text.last == 13 { text.removeLast() }
        // Inside YAML and Makefiles the end mark may be indented, so blanks before it never count.
        text = text.drop { $0 == 9 || $0 == 32 }
        at = min(bytes.count, stop + 1)
        line += 1
        if text.elementsEqual(document.end) { break }
      }
    }
    pendingDocuments = []
  }

  // MARK: Words

  private mutating func append(_ more: some Sequence<UInt8>) {
    if word == nil { word = .init(text: "", line: line) }
    wordBytes.append(contentsOf: more)
  }

  private mutating func append(_ byte: UInt8) {
    if word == nil { word = .init(text: "", line: line) }
    wordBytes.append(byte)
  }

  private mutating func endWord() {
    guard var ended = word else { return }
    ended.text = String(decoding: wordBytes, as: UTF8.self)
    word = nil
    wordBytes.removeAll(keepingCapacity: true)
    if dropsNextWord {
      dropsNextWord = false
      return
    }
    tokens.append(.word(ended))
    if ended.text == "[[", ended.isPlain { skipTest() }
  }

  /// Takes what stands between `[[` and `]]` as one word: its operators separate nothing.
  private mutating func skipTest() {
    let start = at
    while at < bytes.count, byte() != 10, !(byte() == "]" && byte(1) == "]") { at += 1 }
    append(bytes[start..<at])
    word?.isPlain = false
    endWord()
  }

  private mutating func wordPart(_ here: UInt8) {
    switch here {
    case "'":
      append([])
      word?.isPlain = false
      at += 1
      readQuoted(until: 39)
    case "\"":
      append([])
      word?.isPlain = false
      at += 1
      doubleQuoted()
    case "\\":
      append(byte(1))
      word?.isPlain = false
      at = min(bytes.count, at + 2)
    case "$": expansion()
    case "`": backticks()
    case "{" where byte(1) == "{":
      let start = at
      while at < bytes.count, byte() != 10, !(byte() == "}" && byte(1) == "}") { at += 1 }
      at = min(bytes.count, at + 2)
      append(bytes[start..<at])
    default:
      append(byte())
      at += 1
    }
  }

  private mutating func readQuoted(until end: UInt8) {
    while at < bytes.count, byte() != end {
      if byte() == 10 { line += 1 }
      append(byte())
      at += 1
    }
    at += 1
  }

  private mutating func doubleQuoted() {
    while at < bytes.count, byte() != "\"" {
      switch byte() {
      case "\\":
        if byte(1) == 10 {
          line += 1
        } else if "\"\\$`".utf8.contains(byte(1)) {
          append(byte(1))
        } else {
          append([92, byte(1)])
        }
        at = min(bytes.count, at + 2)
      case "$": expansion()
      case "`": backticks()
      default:
        if byte() == 10 { line += 1 }
        append(byte())
        at += 1
      }
    }
    at += 1
  }

  private mutating func expansion() {
    let start = line
    switch byte(1) {
    case "(":
      at += 1
      let inside = readBalanced(UInt8(ascii: "("), UInt8(ascii: ")"))
      append(Array("$(".utf8) + inside + [41])
      if inside.first != 40 { word?.nested.append(.init(text: String(decoding: inside, as: UTF8.self), line: start)) }
    case "{":
      at += 1
      append(Array("${".utf8) + readBalanced(UInt8(ascii: "{"), UInt8(ascii: "}")) + [125])
    case "'" where word?.isPlain != false:
      at += 1
      wordPart(UInt8(ascii: "'"))
    default:
      append(byte())
      at += 1
    }
  }

  private mutating func backticks() {
    let start = line
    at += 1
    var inside: [UInt8] = []
    while at < bytes.count, byte() != "`" {
      if byte() == 10 { line += 1 }
      if byte() == "\\", byte(1) == "`" { at += 1 }
      inside.append(byte())
      at += 1
    }
    at += 1
    append([96] + inside + [96])
    word?.nested.append(.init(text: String(decoding: inside, as: UTF8.self), line: start))
  }

  /// Goes to the byte behind a backslash; where that ends the line, the next one begins.
  private mutating func skipEscaped() {
    at += 1
    if byte() == 13, byte(1) == 10 { at += 1 }
    if byte() == 10 { line += 1 }
  }

  /// What stands between a bracket at `at` and its partner; quotes inside are respected.
  private mutating func readBalanced(_ open: UInt8, _ close: UInt8) -> [UInt8] {
    var depth = 0
    var quote: UInt8?
    let start = at + 1
    while at < bytes.count {
      let here = byte()
      if here == "\n" { line += 1 }
      if let mark = quote {
        if here == mark { quote = nil } else if here == "\\", mark == "\"" { skipEscaped() }
      } else if here == "\\" {
        skipEscaped()
      } else if here == "'" || here == "\"" {
        quote = here
      } else if here == open {
        depth += 1
      } else if here == close {
        depth -= 1
        if depth == 0 { break }
      }
      at += 1
    }
    let inside = start <= at ? Array(bytes[min(start, bytes.count)..<min(at, bytes.count)]) : []
    at = min(bytes.count, at + 1)
    return inside
  }
}

/// Lets bytes be compared with characters as they are written.
private func == (byte: UInt8, scalar: Unicode.Scalar) -> Bool { UInt32(byte) == scalar.value }
private func != (byte: UInt8, scalar: Unicode.Scalar) -> Bool { UInt32(byte) != scalar.value }
private func ~= (scalar: Unicode.Scalar, byte: UInt8) -> Bool { UInt32(byte) == scalar.value }
