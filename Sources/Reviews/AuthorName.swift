import Evidence

/// The name a reviewer's answers are kept under; it reaches terminals and reports of other people.
package enum AuthorName {
  package static let lengthMax = 100

  /// Why a text is no such name, as the end of a sentence; nil when it is one.
  package static func problem(of text: String) -> String? {
    if text.allSatisfy(\.isWhitespace) { return "is empty" }
    if text.unicodeScalars.contains(where: \.isUnprintable) { return "holds control characters" }
    // Counted in bytes as well: any number of accents may stand on one letter.
    if text.count > lengthMax || text.utf8.count > lengthMax * 4 { return "has more than \(lengthMax) characters" }
    return nil
  }

  /// Without blanks around it; nil when it is no name.
  package static func cleaned(_ text: String) -> String? {
    let inner = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    let name = String(inner)
    return problem(of: name) == nil ? name : nil
  }
}
