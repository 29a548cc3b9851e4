/// How well a few typed letters fit a text: every word typed must be found, in any order.
///
/// A word found at the start of one of the text's words counts most, then one found inside, then letters in order with
/// gaps between. So `sec au` finds "Security audit", and `gshut` "Graceful shutdown".
struct FuzzyMatch: Hashable, Sendable, Comparable {
  /// The higher, the better; only comparable between matches of one typed text.
  let score: Int

  /// Nil when a typed word is nowhere in the text. Nothing typed fits everything alike.
  init?(_ typed: String, in text: String) {
    let words = typed.lowercased().split { !$0.isLetter && !$0.isNumber }
    let characters = Array(text.lowercased())
    var total = 0
    for word in words {
      guard let score = FuzzyMatch.score(Array(word), characters) else { return nil }
      total += score
    }
    // Of two texts that hold the same, the shorter one is meant.
    score = total * 100 - characters.count
  }

  static func < (a: FuzzyMatch, b: FuzzyMatch) -> Bool { a.score < b.score }

  private static func score(_ word: [Character], _ text: [Character]) -> Int? {
    var best: Int?
    for start in text.indices where text[start] == word.first {
      if text[start...].starts(with: word) {
        best = max(best ?? 0, word.count * (isStart(start, text) ? 8 : 4))
      }
    }
    return best ?? gapped(word, text)
  }

  /// Letters in order with others between, the first at the start of a word; each further one at such a start counts
  /// double.
  private static func gapped(_ word: [Character], _ text: [Character]) -> Int? {
    guard word.count > 1 else { return nil }
    for start in text.indices where text[start] == word.first && isStart(start, text) {
      var position = start
      var score = 2
      var isWhole = true
      for letter in word.dropFirst() {
        let next =
          text.indices.first { $0 > position && text[$0] == letter && ($0 == position + 1 || isStart($0, text)) }
          ?? text.indices.first { $0 > position && text[$0] == letter }
        guard let next else {
          isWhole = false
          break
        }
        score += next == position + 1 || isStart(next, text) ? 2 : 1
        position = next
      }
      // Letters scattered over a whole sentence are a coincidence.
      if isWhole, position - start < word.count * 6 { return score }
    }
    return nil
  }

  private static func isStart(_ index: Int, _ text: [Character]) -> Bool {
    index == 0 || !(text[index - 1].isLetter || text[index - 1].isNumber)
  }
}
