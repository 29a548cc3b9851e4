/// The linters that look for the same as a probe, from `Data/Linters.txt`.
package struct LinterTable: Sendable {
  package struct Rule: Hashable, Sendable {
    package let linter: String
    /// One of the linter's rules; nil where it has one subject only or names none.
    package let code: String?
  }

  /// By probe; an empty row says that no linter looks for it.
  package private(set) var rules: [String: [Rule]] = [:]
  private var aliases: [String: String] = [:]

  package func rules(of probe: String) -> [Rule] { rules[probe] ?? [] }

  /// The name a linter goes by today.
  package func current(_ linter: String) -> String { aliases[linter] ?? linter }

  /// Reads lines of words; `#` begins a comment line.
  package init(parsing text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 2 else { continue }
      if words[0] == "alias" {
        if words.count == 3 { aliases[words[1]] = words[2] }
        continue
      }
      rules[words[0]] = words.dropFirst().filter { $0 != "-" }.map { word in
        let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
        return Rule(linter: parts[0], code: parts.count > 1 ? parts[1] : nil)
      }
    }
  }
}
