/// As much of XML 1.0 as a report uses: whether a document is well-formed, without a parser that forgives.
struct WellFormedXML {
  /// Elements in document order, with their attributes as written.
  private(set) var elements: [String] = []
  /// What is wrong first; nil when nothing is.
  private(set) var problem: String?

  init(_ document: String) {
    var open: [String] = []
    var rest = Substring(document)
    if let illegal = document.unicodeScalars.first(where: { !Self.isCharacter($0) }) {
      problem = "U+\(String(illegal.value, radix: 16)) is no character of XML"
      return
    }
    if rest.hasPrefix("<?xml "), let end = rest.firstRange(of: "?>") { rest = rest[end.upperBound...] }
    while !rest.isEmpty, problem == nil {
      guard rest.first == "<" else {
        let text = rest.prefix { $0 != "<" }
        rest = rest[text.endIndex...]
        if text.contains("]]>") || !Self.hasGoodReferences(text) { problem = "bad text: \(text)" }
        if open.isEmpty, text.contains(where: { !$0.isWhitespace }) { problem = "text outside of the root: \(text)" }
        continue
      }
      guard let end = Self.endOfTag(rest) else {
        problem = "a tag that never ends: \(rest.prefix(60))"
        return
      }
      var tag = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.first == "/" {
        if open.popLast() != String(tag.dropFirst()) { problem = "</\(tag.dropFirst())> closes nothing" }
        continue
      }
      let isEmpty = tag.last == "/"
      if isEmpty { tag = tag.dropLast() }
      elements.append(String(tag))
      let name = tag.prefix { $0 != " " }
      if !isEmpty { open.append(String(name)) }
      if !Self.hasGoodAttributes(tag[name.endIndex...]) { problem = "bad attributes: \(tag)" }
    }
    if problem == nil, !open.isEmpty { problem = "never closed: \(open)" }
  }

  private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func endOfTag(_ text: Substring) -> Substring.Index? {
    var isQuoted = false
    for index in text.indices {
      if text[index] == "\"" { isQuoted.toggle() }
      if text[index] == ">", !isQuoted { return index }
    }
    return nil
  }

  private static func hasGoodAttributes(_ text: Substring) -> Bool {
    var rest = text
    var names: Set<Substring> = []
    while !rest.isEmpty {
      guard rest.first == " ", let equals = rest.firstRange(of: "=\"") else { return false }
      let name = rest[rest.index(after: rest.startIndex)..<equals.lowerBound]
      guard let end = rest[equals.upperBound...].firstIndex(of: "\"") else { return false }
      let value = rest[equals.upperBound..<end]
      guard names.insert(name).inserted, name.allSatisfy(\.isLetter), !value.contains("<"), hasGoodReferences(value)
      else { return false }
      rest = rest[rest.index(after: end)...]
    }
    return true
  }

  private static func hasGoodReferences(_ text: Substring) -> Bool {
    text.split(separator: "&", omittingEmptySubsequences: false).dropFirst().allSatisfy { part in
      guard let end = part.firstIndex(of: ";") else { return false }
      let name = part[..<end]
      return ["amp", "lt", "gt", "quot", "apos"].contains(name)
        || name.first == "#" && Int(name.dropFirst()) != nil
    }
  }
}
