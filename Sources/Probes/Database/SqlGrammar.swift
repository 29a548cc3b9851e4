/// Whether a text is SQL, by the words a statement or a condition has.
enum SqlGrammar {
  /// A whole statement: its first word, and the word such a statement cannot do without.
  static func isStatement(_ text: String) -> Bool {
    let words = words(of: text, atMost: 400)
    guard let first = words.first, let partners = statements[first] else { return false }
    return partners.isEmpty ? words.count > 1 : words.dropFirst().contains { partners.contains($0) }
  }

  /// A statement that makes or changes tables, columns and indexes: names are all it takes.
  static func definesSchema(_ text: String) -> Bool {
    let words = words(of: text, atMost: 3)
    guard let first = words.first else { return false }
    if first == "pragma" || first == "truncate" { return true }
    guard first == "alter" || first == "drop" || first == "create" else { return false }
    return !words.dropFirst().contains { $0 == "user" || $0 == "role" || $0 == "login" }
  }

  /// Whether the first word is a statement's: enough where a database is known to read the text.
  static func beginsStatement(_ text: String) -> Bool {
    words(of: text, atMost: 2).first.map { statements[$0] != nil } ?? false
  }

  /// Part of a statement: a statement's two words anywhere in it, beside a value.
  static func holdsStatement(_ text: String) -> Bool {
    let words = words(of: text, atMost: 400)
    for (position, word) in words.enumerated() {
      guard let partners = statements[word], !partners.isEmpty else { continue }
      if words[(position + 1)...].prefix(3).contains(where: { partners.contains($0) }) { return true }
    }
    return false
  }

  /// Whether the value behind a text stands where only a table's name can: no placeholder is possible there.
  private static func namesTable(behind before: Substring) -> Bool {
    let word = words(of: String(before.suffix(40)), atMost: 40).last ?? ""
    return before.last.map { $0 == " " || $0 == "\"" || $0 == "`" } ?? false
      && ["from", "into", "update", "join", "table"].contains(word)
  }

  /// Whether the value at an offset is the name of a table or a column: what stands before it or behind it asks for one.
  static func isName(_ text: String, at offset: Int) -> Bool {
    let place = text.utf8.index(text.startIndex, offsetBy: offset)
    // Up to the marks of other values and of placeholders.
    let before = text[..<place].split(separator: "?", omittingEmptySubsequences: false).last ?? ""
    let behind = text[text.index(after: place)...].prefix { $0 != "?" }
    if namesTable(behind: before) { return true }
    if before.last == "'" || behind.first == "'" { return false }
    // `SELECT name_? FROM`, `users.?`: part of a name, or one of a schema.
    if let last = before.last, last == "_" || last == ".", behind.first != "'" { return true }
    if let first = behind.first, first == "_" || first == "." { return true }
    let word = words(of: String(before.suffix(40)), atMost: 40).last ?? ""
    if ["select", "distinct", "set", "column", "index"].contains(word), before.last == " " { return true }
    // `WHERE ? = $1`, `? IN (`: the other side is what is compared.
    let compared = behind.drop { "\"`) ".contains($0) }
    guard word.isEmpty || ["where", "and", "or", "on", "not", "set"].contains(word) || before.last == "(" else {
      return false
    }
    if let sign = compared.first, "=<>!".contains(sign) { return true }
    return words(of: String(compared.prefix(20)), atMost: 1).first.map {
      ["in", "is", "like", "ilike", "between", "not"].contains($0)
    } ?? false
  }

  /// Whether the value at an offset stands where a placeholder could: in quotes, behind a comparison, in a list of
  /// values, or nobody knows where.
  static func isValue(_ text: String, at offset: Int?) -> Bool {
    guard let offset else { return true }
    let before = text[..<text.utf8.index(text.startIndex, offsetBy: offset)]
    if before.last == "'" || before.last == "%" { return true }
    let rest = String(before.suffix(80)).trimmingBlanks
    if rest.last.map({ "=<>'".contains($0) }) ?? false { return true }
    let words = words(of: rest, atMost: 80)
    if ["like", "ilike", "between", "limit", "offset"].contains(words.last ?? "") { return true }
    return (rest.hasSuffix("(") || rest.hasSuffix(",")) && words.contains { $0 == "values" || $0 == "in" }
  }

  /// Whether the value at an offset is a condition: `WHERE paid AND ?`.
  static func isCondition(_ text: String, at offset: Int?) -> Bool {
    ["where", "and", "or", "having"].contains(lastWords(of: text, before: offset).last ?? "")
  }

  /// Whether the value at an offset says by what to order.
  static func isOrder(_ text: String, at offset: Int?) -> Bool {
    lastWords(of: text, before: offset) == ["order", "by"]
  }

  /// The two words before a value; none where something else stands between.
  private static func lastWords(of text: String, before offset: Int?) -> [String] {
    guard let offset else { return [] }
    let before = String(text[..<text.utf8.index(text.startIndex, offsetBy: offset)].suffix(40)).trimmingBlanks
    guard before.last?.isLetter ?? false else { return [] }
    return words(of: before, atMost: 40).suffix(2)
  }

  /// A condition of a WHERE: a comparison beside a value.
  static func isCondition(_ text: String) -> Bool {
    if isStatement(text) { return true }
    guard text.utf8.contains(where: { (97...122).contains($0) || (65...90).contains($0) }) else { return false }
    if text.utf8.contains(where: { $0 == 61 || $0 == 60 || $0 == 62 }) { return true }
    return words(of: text, atMost: 60).contains { ["like", "ilike", "in", "between", "regexp", "is"].contains($0) }
  }

  private static let statements: [String: Set<String>] = [
    "select": ["from", "count", "exists", "case", "into"], "insert": ["into", "ignore", "or"],
    "update": ["set"], "delete": ["from"], "with": ["as"], "replace": ["into"], "merge": ["into"],
    "create": [
      "table", "index", "database", "schema", "user", "role", "view", "function", "trigger", "temporary", "temp",
      "extension", "type", "publication", "unique", "or", "sequence", "login",
    ],
    "alter": ["table", "user", "role", "database", "schema", "index", "type", "sequence", "column", "view"],
    "drop": [
      "table", "index", "database", "schema", "user", "role", "view", "function", "trigger", "type", "column",
      "publication", "sequence", "owned",
    ],
    "truncate": ["table", "?"], "grant": ["to", "on"], "revoke": ["from", "on"], "call": ["?"],
    "explain": ["select", "analyze", "update", "delete", "insert"], "use": ["?"], "copy": ["from", "to"],
    "lock": ["table", "tables"], "vacuum": ["?", "into"], "attach": ["database"], "pragma": ["?"],
    "describe": ["table"], "show": ["tables", "columns", "create", "index", "grants"],
    "listen": ["?"], "notify": ["?"], "declare": ["cursor"], "values": ["?"], "set": ["="],
  ]

  /// Lower-case words; `?` and `=` are words of their own, comments are left out.
  private static func words(of text: String, atMost limit: Int) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var isComment = false
    func close() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if isComment {
        if byte == 10 || previous == 42 && byte == 47 { isComment = false }
        previous = byte
        continue
      }
      switch byte {
      case 65...90: word.append(byte + 32)
      case 97...122, 48...57, 95: word.append(byte)
      default:
        close()
        if byte == 63 { words.append("?") }
        if byte == 61 { words.append("=") }
        if byte == 45 && previous == 45 || byte == 42 && previous == 47 { isComment = true }
      }
      previous = byte
      if words.count >= limit { break }
    }
    close()
    return words
  }
}
