import Evidence
import GoSyntax

/// A comment that silences findings: what it names and why, before anybody has looked at where it stands.
///
/// Known: `// assay:ignore family/name reason`; golangci-lint's `//nolint` and `//nolint:a,b // why`; gosec's
/// `#nosec G304 -- why`; staticcheck's `//lint:ignore SA1000 why` and `//lint:file-ignore`. Only line comments count.
struct SilencingComment: Hashable, Sendable {
  let by: SilencedFinding.Means
  /// The probe, the linters or the rules it names, in lower case for linters; empty: all of them.
  let names: [String]
  let reason: String
  /// Where the comment begins.
  let offset: Int

  /// What a comment says; nil for any other comment. `range` holds the markers too.
  init?(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard SilencingComment.isPossible(source, range) else { return nil }
    let text = String(decoding: source[range], as: UTF8.self)
    let body = text.dropFirst(2)
    let words = body.drop { $0 == "/" || $0 == " " || $0 == "\t" }
    offset = range.lowerBound
    if let rest = SilencingComment.rest(of: words, after: "assay:ignore") {
      by = .ignore
      let probe = rest.prefix { !$0.isWhitespace }
      names = probe.isEmpty ? [] : [String(probe)]
      reason = SilencingComment.plain(rest.dropFirst(probe.count))
    } else if words.hasPrefix("nolint") {
      // As golangci-lint reads it: after the colon stand names only, and a reason follows another `//`.
      let rest = words.dropFirst("nolint".count)
      guard rest.isEmpty || rest.first == " " || rest.first == ":" || rest.first == "\r" else { return nil }
      by = .nolint
      let (list, why) = SilencingComment.cut(rest, at: "//")
      reason = SilencingComment.plain(why)
      let linters = list.first == ":" ? SilencingComment.list(list.dropFirst()).map { $0.lowercased() } : []
      names = list.hasPrefix(":all") || linters.contains("all") ? [] : linters
      guard list.first != ":" || list.hasPrefix(":all") || !linters.isEmpty else { return nil }
    } else if words.hasPrefix("#nosec") {
      by = .nosec
      let (rules, why) = SilencingComment.cut(words.dropFirst("#nosec".count), at: "--")
      names = SilencingComment.rules(in: rules)
      reason = SilencingComment.plain(why)
    } else if let isWholeFile = SilencingComment.isStaticcheck(body) {
      // Without a reason staticcheck does not follow the comment either.
      by = isWholeFile ? .lintFileIgnore : .lintIgnore
      let rest = body.drop { $0 != " " }.drop { $0 == " " }
      let checks = rest.prefix { !$0.isWhitespace }
      names = SilencingComment.list(checks)
      reason = SilencingComment.plain(rest.dropFirst(checks.count))
      guard !names.isEmpty, !reason.isEmpty else { return nil }
    } else {
      return nil
    }
  }

  /// Cheap and never wrong about a "no": most comments end here.
  private static func isPossible(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count > 7, source[range.lowerBound + 1] == UInt8(ascii: "/") else { return false }
    var at = range.lowerBound + 2
    while at < range.upperBound, source[at] == 32 || source[at] == 9 || source[at] == 47 { at += 1 }
    guard at + 3 < range.upperBound else { return false }
    switch source[at] {
    case UInt8(ascii: "a"): return source[at + 1] == UInt8(ascii: "s") && source[at + 2] == UInt8(ascii: "s")
    case UInt8(ascii: "n"): return source[at + 1] == UInt8(ascii: "o") && source[at + 2] == UInt8(ascii: "l")
    case UInt8(ascii: "#"): return source[at + 1] == UInt8(ascii: "n") && source[at + 2] == UInt8(ascii: "o")
    case UInt8(ascii: "l"): return source[at + 1] == UInt8(ascii: "i") && source[at + 2] == UInt8(ascii: "n")
    default: return false
    }
  }

  /// What follows a whole word.
  private static func rest(of text: Substring, after word: String) -> Substring? {
    guard text.hasPrefix(word) else { return nil }
    let rest = text.dropFirst(word.count)
    guard rest.first.map(\.isWhitespace) ?? true else { return nil }
    return rest.drop(while: \.isWhitespace)
  }

  private static func isStaticcheck(_ body: Substring) -> Bool? {
    body.hasPrefix("lint:ignore ") ? false : body.hasPrefix("lint:file-ignore ") ? true : nil
  }

  private static func cut(_ text: Substring, at mark: String) -> (Substring, Substring) {
    guard let range = text.firstRange(of: mark) else { return (text, "") }
    return (text[..<range.lowerBound], text[range.upperBound...])
  }

  private static func list(_ text: Substring) -> [String] {
    text.split(separator: ",").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
  }

  /// `G` and digits, wherever they stand.
  private static func rules(in text: Substring) -> [String] {
    let words = text.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
    return words.filter { $0.first == "G" && $0.count > 1 && $0.dropFirst().allSatisfy(\.isNumber) }.map(String.init)
  }

  /// A reason without what joins it to the comment; empty when it says nothing.
  private static func plain(_ text: Substring) -> String {
    let text = text.drop { $0.isWhitespace || "-/:–—".contains($0) }
    return text.contains { $0.isLetter || $0.isNumber } ? String(text).trimmingBlanks : ""
  }
}
