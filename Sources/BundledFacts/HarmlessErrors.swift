/// Calls of libraries whose error need not be looked at, from `Data/HarmlessErrors.txt`.
package struct HarmlessErrors: Sendable {
  private struct Rule: Sendable {
    let receiver: String
    let names: [String]
    let isForBlank: Bool
  }

  private var rules: [String: [Rule]] = [:]

  /// Whether a call may be forgotten; `receiver` is nil for functions, `isBlank` says that the error was given to `_`.
  package func covers(path: String, receiver: String?, name: String, isBlank: Bool) -> Bool {
    guard let rules = rules[LibraryFact.withoutVersion(path)] else { return false }
    return rules.contains { rule in
      (rule.receiver == "*" || rule.receiver == receiver ?? "-") && (isBlank || !rule.isForBlank)
        && rule.names.contains { $0 == name || $0.last == "*" && name.hasPrefix($0.dropLast()) }
    }
  }

  /// Reads lines of words; `#` begins a comment line.
  package init(parsing text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      var words = line.split(separator: " ").map(String.init)
      guard words.count >= 3 else { continue }
      let isForBlank = words.last == "blank"
      if isForBlank { words.removeLast() }
      rules[LibraryFact.withoutVersion(words[0]), default: []].append(
        Rule(receiver: words[1], names: Array(words.dropFirst(2)), isForBlank: isForBlank))
    }
  }
}
