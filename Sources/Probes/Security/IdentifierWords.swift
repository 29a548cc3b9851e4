/// The words of an identifier, a key or a flag name in lower case: `dbPassword2`, `DB_PASSWORD`, `db-password`.
///
/// Runs of capitals are one word (`APIKey` is api, key; `userID` is user, id). Digits stay with the word before them.
struct IdentifierWords: Hashable {
  let words: [String]

  init(_ text: some StringProtocol) {
    var words: [String] = []
    var word: [UInt8] = []
    let bytes = Array(text.utf8)
    func isUpper(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
    func isLower(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
    func close() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for i in bytes.indices {
      let byte = bytes[i]
      if isUpper(byte) {
        let followsLower = i > 0 && !isUpper(bytes[i - 1])
        let endsCapitals = i > 0 && isUpper(bytes[i - 1]) && i + 1 < bytes.count && isLower(bytes[i + 1])
        // The plural of an acronym (IDs, URLs) is not a new word.
        let isPlural = endsCapitals && bytes[i + 1] == 115 && (i + 2 == bytes.count || !isLower(bytes[i + 2]))
        if followsLower || (endsCapitals && !isPlural) { close() }
        word.append(byte + 32)
      } else if isLower(byte) || (48...57).contains(byte) || byte >= 0x80 {
        word.append(byte)
      } else {
        close()
      }
    }
    close()
    self.words = words
  }

  var last: String { words.last ?? "" }
  /// The words without blanks: `dbpassword`.
  var joined: String { words.joined() }

  func contains(_ word: String) -> Bool { words.contains(word) }
  func containsAny(of set: Set<String>) -> Bool { words.contains { set.contains($0) } }
  /// Whether the words end with these, in order.
  func ends(with tail: [String]) -> Bool { words.count >= tail.count && Array(words.suffix(tail.count)) == tail }
}
